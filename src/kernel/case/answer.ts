// What an applicant, or whoever mends for them, may hand in when something was asked: everything that was asked, nothing
// that was not, and the form sound again. Called by the acts that answer a supplement, a return or a promise.

import type { PlainDate } from '../calendar/plain-date.ts'
import { checkForm, type FormContext } from '../form/check-form.ts'
import type { HandedMaterial } from '../material/material.ts'
import { type Fault, type Refusal, refusal } from '../refusal.ts'
import { titleAt } from '../service/declaration.ts'
import { at, type Data } from '../service/evaluate.ts'
import type { Asked } from './event.ts'
import type { Turn } from './turn.ts'

/** What the check of a form needs, for an application taken down on a day. */
export const formContext = (turn: Turn, on: PlainDate): FormContext => ({
  on,
  isVillage: (code: string) => turn.context.units.get(code)?.level === 'village',
  isUnit: (code, level) => turn.context.units.get(code)?.level === level,
})

/** The answer holds what was asked and touches nothing else; the whole form is sound again. */
export function checkAnswer(
  turn: Turn,
  asked: readonly Asked[],
  answer: { readonly form: Data; readonly materials: readonly HandedMaterial[] },
): Refusal | null {
  const { definition, state } = turn
  const handed = new Set(answer.materials.map((one) => one.kind))
  const missing = asked.filter(({ material }) => material !== undefined && !handed.has(material))
  if (missing.length > 0) {
    const names = missing.map(({ material }) => definition.materials[material as string]?.title ?? material)
    return refusal('SUPPLEMENT_INCOMPLETE', { missing: names.join('、') })
  }
  const outside = fieldOutside(turn, asked, answer.form) ?? materialOutside(turn, asked, answer.materials)
  if (outside !== undefined) return refusal('SUPPLEMENT_OUTSIDE', { field: outside })
  const faults = [
    ...checkForm(definition.form, answer.form, formContext(turn, state.takenDownOn)),
    ...materialFaults(turn, answer.materials),
  ]
  return faults.length > 0 ? refusal('APPLICATION_INVALID', {}, faults) : null
}

/** The title of a field that changed without being asked for. A case never moves to another village. */
function fieldOutside({ definition, state }: Turn, asked: readonly Asked[], form: Data): string | undefined {
  const open = asked.flatMap(({ field }) => (field === undefined ? [] : [field]))
  const covers = (path: string, name: string) =>
    name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`)
  const name = changedFields(state.form, form).find(
    (changed) => changed === definition.place || !open.some((path) => covers(path, changed)),
  )
  return name === undefined ? undefined : titleAt(definition.form, name)
}

/** The title of a material that replaces one nobody asked about, or that the service does not know. */
function materialOutside(
  { definition, state }: Turn,
  asked: readonly Asked[],
  handed: readonly HandedMaterial[],
): string | undefined {
  const isOutside = (kind: string) =>
    !Object.hasOwn(definition.materials, kind) ||
    (state.materials.some((one) => one.kind === kind) && !asked.some(({ material }) => material === kind))
  const kind = handed.find((one) => isOutside(one.kind))?.kind
  return kind === undefined ? undefined : (definition.materials[kind]?.title ?? kind)
}

/** Materials that the service does not ask for, or not in this way. */
export function materialFaults({ definition }: Turn, handed: readonly HandedMaterial[]): Fault[] {
  return handed.flatMap(({ kind, origin }) => {
    const spec = Object.hasOwn(definition.materials, kind) ? definition.materials[kind] : undefined
    if (spec?.from.includes(origin)) return []
    const message = spec ? `「${spec.title}」不能这样交` : `这个事项不要「${kind}」`
    return [{ path: `materials.${kind}`, code: 'WRONG_SHAPE', message }]
  })
}

/** Dotted paths of the leaves that differ between two forms. */
function changedFields(before: Data, after: Data, prefix = ''): string[] {
  if (typeof before === 'object' && typeof after === 'object' && before !== null && after !== null) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) =>
      changedFields(at(before, name), at(after, name), prefix === '' ? name : `${prefix}.${name}`),
    )
  }
  return before === after ? [] : [prefix]
}

/** What was handed in, with newer pieces of the same kind in place of older ones. */
export function mergeMaterials(before: readonly HandedMaterial[], added: readonly HandedMaterial[]): HandedMaterial[] {
  const kinds = new Set(added.map((one) => one.kind))
  return [...before.filter((one) => !kinds.has(one.kind)), ...added]
}
