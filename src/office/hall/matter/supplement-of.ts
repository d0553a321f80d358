// What the pages of a supplement and of a kept promise show, and which form a supplement hands in: the old one with the
// asked fields replaced, and nothing else. Pure.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { promiseProof } from '#kernel/case/due.ts'
import type { Asked } from '#kernel/case/event.ts'
import { decodeForm, encodeForm, type Posted } from '#kernel/form/posted-form.ts'
import { type Refusal, textOfRefusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import type { CaseView } from '#office/cases/read.ts'
import { materialRows, type UnitGroup } from '../apply/apply-of.ts'
import type { DraftMaterial } from '../apply/draft.ts'
import { keyOfAct, type MatterWorld, matterBase } from './matter-of.ts'

export const fieldsAsked = (asked: readonly Asked[]): readonly string[] => asked.flatMap(({ field }) => field ?? [])
export const kindsAsked = (asked: readonly Asked[]): readonly string[] => [
  ...new Set(asked.flatMap(({ material }) => material ?? [])),
]

const isUnder = (name: string, paths: readonly string[]): boolean =>
  paths.some((path) => name === path || name.startsWith(`${path}.`))

/** The texts of the asked fields among those posted. */
export function askedTexts(asked: readonly Asked[], posted: Posted): Posted {
  const paths = fieldsAsked(asked)
  return Object.fromEntries(Object.entries(posted).filter(([name]) => isUnder(name, paths)))
}

/** The form with each asked field as it was posted; everything else is the very value that was handed in before. */
export function mendedForm(definition: ServiceDefinition, form: Data, asked: readonly Asked[], posted: Posted): Data {
  const paths = fieldsAsked(asked)
  const kept = Object.entries(encodeForm(definition.form, form)).filter(([name]) => !isUnder(name, paths))
  const decoded = decodeForm(definition.form, { ...Object.fromEntries(kept), ...askedTexts(asked, posted) })
  return paths.reduce<Data>((mended, path) => withValue(mended, path.split('.'), at(decoded, path)), form)
}

/** Data with the value at a path replaced. */
function withValue(data: Data, [head, ...rest]: readonly string[], value: Data): Data {
  if (head === undefined) return value
  if (Array.isArray(data))
    return data.map((element: Data, i) => (String(i) === head ? withValue(element, rest, value) : element))
  const record = (typeof data === 'object' && data !== null ? data : {}) as Readonly<Record<string, Data>>
  return { ...record, [head]: withValue(record[head], rest, value) }
}

/** What a refused supplement must mend: beside asked fields, and beside the materials that are not there yet. */
export function refusedSupplement(
  { materials }: Pick<ServiceDefinition, 'materials'>,
  asked: readonly Asked[],
  collected: readonly DraftMaterial[],
  refused: Refusal,
) {
  const have = new Set(collected.map(({ kind }) => kind))
  const lacking = kindsAsked(asked)
    .filter((kind) => !have.has(kind))
    .map((kind) => ({ kind, message: `请交${materials[kind]?.title ?? kind}` }))
  const named = refused.faults.map(({ path, message }) => ({ path, message }))
  const { reason, remedy } = textOfRefusal(refused)
  const all = [...named, ...lacking.map(({ kind, message }) => ({ path: `file.${kind}`, message }))]
  return {
    faults: all.length > 0 ? all : [{ path: 'supplement', message: `${reason}。${remedy}` }],
    fileFaults: Object.fromEntries(lacking.map(({ kind, message }) => [kind, { message }])),
  }
}

interface Typed {
  readonly collected: readonly DraftMaterial[]
  readonly fileFaults?: Parameters<typeof materialRows>[3]
  readonly villages: readonly UnitGroup[]
}

/** The page of a supplement; `view` is a case of which something was asked. */
export function supplementPage(
  view: CaseView,
  { definition, calendar, today }: MatterWorld,
  {
    collected,
    fileFaults,
    villages,
    posted,
    faults,
  }: Typed & {
    readonly posted?: Posted
    readonly faults: readonly { readonly path: string; readonly message: string }[]
  },
) {
  const { state } = view
  const { asked = [], until = today, act } = state.supplement ?? {}
  const old = askedTexts(asked, encodeForm(definition.form, state.form))
  return {
    base: matterBase(view.id),
    definition,
    asked,
    by: act?.name ?? '',
    at: act?.at ?? state.receivedAt,
    until,
    clock: { remaining: promiseProof(definition, state, calendar, today).remaining },
    form: state.form,
    posted: posted ?? old,
    faults,
    materials: materialRows(definition, kindsAsked(asked), collected, fileFaults),
    villages,
    phone: definition.contacts.phone,
    key: keyOfAct('supplement', view),
    lapsed: state.supplement?.phase === 'lapsed',
  }
}

/** The page on which a promised material is handed in. */
export function promisePage(
  view: CaseView,
  { definition, today }: MatterWorld,
  { collected, fileFaults, fault }: Omit<Typed, 'villages'> & { readonly fault: string | null },
) {
  const { materials = [], until = today } = view.state.deferral ?? {}
  return {
    base: matterBase(view.id),
    title: definition.title,
    until: until as PlainDate,
    materials: materialRows(definition, materials, collected, fileFaults),
    fault,
  }
}
