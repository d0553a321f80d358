// What the pages of an application show: sections and their state, faults, materials collected so far. Pure.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { askedOnly, decodeForm, encodeForm, type Posted } from '#kernel/form/posted-form.ts'
import { type HandedMaterial, type MaterialSpec, materialsAsked } from '#kernel/material/material.ts'
import { type Advice, type Finding, surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'
import type { Draft, DraftMaterial, SavedDraft } from './draft.ts'

type DataRecord = { readonly [name: string]: Data }

/** What the identity desk vouches for about a person, so that a form need not ask it again. */
export interface KnownPerson {
  readonly name: string
  readonly idNumber: string
  readonly phone: string
}

/** A town and its villages, as a form offers them. */
export interface UnitGroup {
  readonly name: string
  readonly units: readonly { readonly code: string; readonly name: string }[]
}

/** What fields let one choose from, by `unit:<level>` or `entry:<register>`. */
export type Choices = Readonly<Record<string, readonly { readonly value: string; readonly title: string }[]>>

/** What somebody may have, before they ask. */
export interface OfferRow {
  readonly href: string
  /** Title of the service, and of the entry it is offered by. */
  readonly title: string
  readonly by: string
  /** Cents, when it can be computed from what is known. */
  readonly amount: number | null
}

export function villageGroups(units: UnitTree): readonly UnitGroup[] {
  const all = [...units.values()]
  const villagesOf = (town: string) =>
    all.filter((unit) => unit.level === 'village' && unit.parent === town).map(({ code, name }) => ({ code, name }))
  return all.filter((unit) => unit.level === 'town').map((town) => ({ name: town.name, units: villagesOf(town.code) }))
}

/** A draft of nobody's hand: what is known already is filled in. */
export function newDraft(definition: ServiceDefinition, key: string, known: KnownPerson | undefined): Draft {
  const { name, id, phone } = definition.subject
  const posted = known
    ? { [name]: known.name, ...(id && { [id]: known.idNumber }), ...(phone && { [phone]: known.phone }) }
    : {}
  return { key, form: decodeForm(definition.form, posted), materials: [], visited: [], submitted: null }
}

/** The form with the fields of one section replaced by what was posted. */
export function withSection(definition: ServiceDefinition, form: Data, section: number, posted: Posted): Data {
  const fields = definition.sections[section - 1]?.fields ?? []
  const typed = decodeForm(definition.form, posted)
  const own = Object.fromEntries(fields.map((name) => [name, typed[name]]))
  return askedOnly(definition.form, { ...(form as DataRecord), ...own })
}

/** The posted texts that belong to one section. */
export function textsOfSection(definition: ServiceDefinition, section: number, posted: Posted): Posted {
  const fields = new Set(definition.sections[section - 1]?.fields ?? [])
  return Object.fromEntries(Object.entries(posted).filter(([name]) => fields.has(headOf(name))))
}

const headOf = (path: string): string => path.split('.')[0] ?? ''

const findingsOf = (definition: ServiceDefinition, advice: Advice, section: number): readonly Finding[] => {
  const fields = new Set(definition.sections[section - 1]?.fields ?? [])
  return advice.findings.filter(({ path }) => fields.has(headOf(path)))
}

/** What is wrong in a section, and what its rules forbid; what is merely asked for later is not wrong. */
export function faultsOf(definition: ServiceDefinition, advice: Advice, section: number) {
  return findingsOf(definition, advice, section)
    .filter(({ group }) => group !== 'supplement')
    .map(({ path, message, group, remedy }) => ({ path, message, ...(group === 'not-eligible' && { remedy }) }))
}

export type PartState = 'todo' | 'started' | 'wrong' | 'done'

export const sectionPart = (section: number): string => `section:${section}`
export const MATERIALS_PART = 'materials'

/** How far a section is. */
export function sectionState(
  definition: ServiceDefinition,
  draft: Pick<Draft, 'visited'>,
  advice: Advice,
  section: number,
): PartState {
  const faults = faultsOf(definition, advice, section)
  if (!draft.visited.includes(sectionPart(section))) return 'todo'
  if (faults.length === 0) return 'done'
  return faults.every(({ path }) => isMissing(advice, path)) ? 'started' : 'wrong'
}

const isMissing = ({ findings }: Advice, path: string): boolean =>
  findings.some((finding) => finding.path === path && finding.code === 'FIELD_MISSING')

/** How far the materials are. */
export function materialsState(
  definition: ServiceDefinition,
  { form, materials }: Pick<Draft, 'form' | 'materials'>,
): PartState {
  const asked = askedKinds(definition, form)
  const have = new Set(materials.map(({ kind }) => kind))
  const missing = asked.filter((kind) => !have.has(kind)).length
  return missing === 0 ? 'done' : missing === asked.length ? 'todo' : 'started'
}

/** The kinds of material this form asks for. */
export const askedKinds = (definition: ServiceDefinition, form: Data): readonly string[] =>
  materialsAsked(definition.materials, surroundingsOf(definition, form, {}))

/** One material with what was collected of it. */
export interface MaterialAsked {
  readonly kind: string
  readonly spec: MaterialSpec
  readonly files: readonly {
    readonly id: string
    readonly title: string
    readonly state: 'sent'
    readonly text: string
  }[]
  readonly paper: boolean
  readonly fetched: boolean
  readonly fault?: { readonly message: string; readonly remedy?: string }
}

const clockOf = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)

/** The rows of materials to hand in; `faults` are refusals of files, by kind. */
export function materialRows(
  definition: ServiceDefinition,
  kinds: readonly string[],
  collected: readonly DraftMaterial[],
  faults: Readonly<Record<string, { readonly message: string; readonly remedy?: string }>> = {},
): readonly MaterialAsked[] {
  return kinds.flatMap((kind) => {
    const spec = definition.materials[kind]
    if (!spec) return []
    const own = collected.filter((one) => one.kind === kind)
    const files = own.flatMap(({ file, at }, index) =>
      file === undefined
        ? []
        : [
            {
              id: file,
              title: `${spec.title} ${index + 1}`,
              state: 'sent' as const,
              text: at ? `已传好 ${clockOf(at)}` : '已传好',
            },
          ],
    )
    const paper = own.some(({ origin }) => origin === 'paper')
    return [{ kind, spec, files, paper, fetched: false, ...(faults[kind] && { fault: faults[kind] }) }]
  })
}

/** Materials as a command takes them: without what only the draft needs to know. */
export function handedOf(collected: readonly DraftMaterial[]): readonly HandedMaterial[] {
  return collected.map(({ kind, origin, file, name }) => ({
    kind,
    origin,
    ...(file !== undefined && { file }),
    ...(name !== undefined && { name }),
  }))
}

export function applyPage(definition: ServiceDefinition, draft: Draft, advice: Advice, savedAt: string | null) {
  const { title, slug, sections } = definition
  return {
    base: `/apply/${slug}`,
    definition: { title, slug, sections },
    sections: sections.map((_, index) => sectionState(definition, draft, advice, index + 1)),
    materials: materialsState(definition, draft),
    savedAt,
  }
}

export function sectionPage(
  definition: ServiceDefinition,
  {
    section,
    draft,
    typed,
    faults,
    villages,
    choices = {},
    today,
  }: {
    readonly section: number
    readonly draft: Draft & Partial<Pick<SavedDraft, 'savedAt'>>
    /** Texts just posted for this section, kept as typed. */
    readonly typed?: Posted
    readonly faults: ReturnType<typeof faultsOf>
    readonly villages: readonly UnitGroup[]
    readonly choices?: Choices
    readonly today: PlainDate
  },
) {
  const { slug, title, form, rules, values, materials, sections } = definition
  const saved = encodeForm(form, draft.form)
  const others = typed ? withoutKeys(saved, textsOfSection(definition, section, saved)) : saved
  return {
    base: `/apply/${slug}`,
    title,
    definition: { form, rules, values, materials, sections },
    index: section,
    posted: { ...others, ...typed },
    faults,
    villages,
    choices,
    today,
    savedAt: draft.savedAt ?? null,
  }
}

const withoutKeys = (texts: Posted, dropped: Posted): Posted =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => !Object.hasOwn(dropped, name)))

export function materialsPage(
  definition: ServiceDefinition,
  draft: Draft,
  faults: Parameters<typeof materialRows>[3] = {},
) {
  return {
    base: `/apply/${definition.slug}`,
    title: definition.title,
    sections: definition.sections.length,
    materials: materialRows(definition, askedKinds(definition, draft.form), draft.materials, faults),
  }
}

export function checkPage(
  definition: ServiceDefinition,
  draft: Draft,
  more: {
    readonly advice: Advice
    readonly villages: readonly UnitGroup[]
    readonly today: PlainDate
    readonly refused?: { readonly reason: string; readonly remedy: string } | undefined
  },
) {
  const { refused, ...rest } = more
  return {
    base: `/apply/${definition.slug}`,
    definition,
    form: draft.form,
    materials: handedOf(draft.materials),
    asked: askedKinds(definition, draft.form),
    key: draft.key,
    ...rest,
    ...(refused && { refused }),
  }
}
