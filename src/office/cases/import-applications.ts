// Files applications taken down on paper, one JSON object a line, through the same command path as the web. A line is
// filed under its reference, so that the same file may be handed in again; the next line sees what this one filed.

import { type PlainDate, parsePlainDate } from '#kernel/calendar/plain-date.ts'
import { SYSTEM } from '#kernel/case/actor.ts'
import { checkForm } from '#kernel/form/check-form.ts'
import type { Field, FormFields } from '#kernel/form/form.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import { type Advice, type AdviceOutcome, advise, codesOf } from '#kernel/material/rule.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import { keyPlace, openSnapshot } from './envelope.ts'
import { type CaseDesk, type commandHandler, lookUpFacts } from './handle-command.ts'
import { personIdOf } from './identity-index.ts'

/** What became of one line. `caseNo` is null when nothing was filed. */
export interface ImportedLine {
  readonly line: number
  readonly ref: string | null
  readonly outcome: AdviceOutcome
  readonly codes: readonly string[]
  readonly caseNo: string | null
}

interface Application {
  readonly ref: string
  readonly takenDownOn: PlainDate
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
}

/**
 * Files every line of a file in order; blank lines are passed over. Yields one answer a line as soon as it is durable.
 * Codes beside the pre-check's own: MALFORMED_LINE (not an object of this shape), FIELD_MISSING, REF_REUSED (the
 * reference was filed before with other content).
 */
export async function* importApplications(
  desk: CaseDesk,
  handle: ReturnType<typeof commandHandler>,
  definition: ServiceDefinition,
  file: Uint8Array,
): AsyncGenerator<ImportedLine> {
  let number = 0
  for (const bytes of linesOf(file)) {
    number += 1
    const text = decode(bytes)
    if (text !== null && text.trim() === '') continue
    yield { line: number, ...(await importLine(desk, handle, definition, text)) }
  }
}

function* linesOf(file: Uint8Array): Generator<Uint8Array> {
  let from = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0
  while (from < file.length) {
    const end = file.indexOf(0x0a, from)
    const to = end === -1 ? file.length : end
    yield file.subarray(from, to)
    from = to + 1
  }
}

/** The line's text, or null when it is not UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

type Answer = Omit<ImportedLine, 'line'>

const invalid = (ref: string | null, ...codes: string[]): Answer => ({ ref, outcome: 'invalid', codes, caseNo: null })

async function importLine(
  desk: CaseDesk,
  handle: ReturnType<typeof commandHandler>,
  definition: ServiceDefinition,
  text: string | null,
): Promise<Answer> {
  const application = parseApplication(desk, definition, text)
  if ('codes' in application) return application
  const { ref, takenDownOn, form, materials } = application
  const key = `import:${definition.slug}:${ref}`
  const receipt = await desk.store.findReceipt(key)
  const advice = receipt ? await adviceFiled(desk, receipt.caseId) : await adviceNow(desk, definition, application)
  if (advice.outcome === 'invalid') return invalid(ref, ...codesOf(advice))
  const applicant = {
    id: personIdOf(desk.vault, String(at(form, definition.subject.id))),
    name: String(at(form, definition.subject.name)),
  }
  const handled = await handle({
    key,
    actor: SYSTEM,
    to: { service: definition.slug },
    command: { type: 'submit', applicant, form, materials, takenDownOn },
  })
  if (handled.ok) return { ref, outcome: advice.outcome, codes: codesOf(advice), caseNo: handled.receipt.caseNo }
  if (handled.refusal.code === 'IDEMPOTENCY_KEY_REUSED') return invalid(ref, 'REF_REUSED')
  throw new Error(`${ref} was advised ${advice.outcome} and then refused: ${textOfRefusal(handled.refusal).reason}`)
}

async function adviceNow(
  desk: CaseDesk,
  definition: ServiceDefinition,
  { form, materials, takenDownOn }: Application,
): Promise<Advice> {
  const { facts } = await lookUpFacts(desk, definition, form)
  return advise(definition, { form, materials }, facts, { on: takenDownOn, isVillage: (code) => isVillage(desk, code) })
}

/** The advice a case was filed with: what an earlier import of the same line answered. */
async function adviceFiled(desk: CaseDesk, caseId: string): Promise<Advice> {
  const file = await desk.store.load(caseId)
  if (!file) throw new Error('a filed case has no file')
  return openSnapshot(desk.vault.dataKey(file.wrapped, keyPlace(caseId)), caseId, file.snapshot).advice
}

const isVillage = (desk: CaseDesk, code: string) => desk.catalogue.units.get(code)?.level === 'village'

/** Reads a line as an application of this shape, or says that it is torn or lacks a field: that code alone. */
function parseApplication(desk: CaseDesk, definition: ServiceDefinition, text: string | null): Application | Answer {
  const line = parseObject(text)
  if (line === null) return invalid(null, 'MALFORMED_LINE')
  const ref = typeof line.ref === 'string' && line.ref.trim() !== '' ? line.ref : null
  const form = onlyDeclared(definition.form, line)
  const takenDownOn = parsePlainDate(line.receivedOn)
  const problems = checkForm(definition.form, form, {
    on: takenDownOn ?? ('9999-12-31' as PlainDate),
    isVillage: (code) => isVillage(desk, code),
  })
  const isMissing = (value: Data) => value === undefined || value === null || value === ''
  const lacks =
    ref === null ||
    isMissing(line.receivedOn) ||
    isMissing(line.materials) ||
    problems.some(({ code }) => code === 'FIELD_MISSING')
  if (lacks) return invalid(ref, 'FIELD_MISSING')
  const misshapen = problems.some(({ code }) => code === 'WRONG_SHAPE' || code === 'OUT_OF_RANGE')
  const kinds =
    Array.isArray(line.materials) && line.materials.every((kind) => typeof kind === 'string')
      ? (line.materials as string[])
      : null
  if (misshapen || takenDownOn === null || kinds === null) return invalid(ref, 'MALFORMED_LINE')
  return { ref, takenDownOn, form, materials: [...new Set(kinds)].map((kind) => ({ kind, origin: 'paper' })) }
}

function parseObject(text: string | null): { readonly [name: string]: Data } | null {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as { [name: string]: Data })
      : null
  } catch {
    return null
  }
}

/** The declared fields of what a line holds, in order of declaration: a village's own remarks beside them are no mistake. */
function onlyDeclared(fields: FormFields, values: Data): Data {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values
  const found = Object.entries(fields).map(([name, field]) => [name, declaredValue(field, at(values, name))] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

function declaredValue(field: Field, value: Data): Data {
  if (field.kind === 'group') return onlyDeclared(field.fields, value)
  if (field.kind === 'list' && Array.isArray(value))
    return value.map((element: Data) => onlyDeclared(field.fields, element))
  return value
}
