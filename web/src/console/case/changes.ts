// What has changed in an application since it was handed in: answers that read differently, materials of a later version.

import type { Asked, CaseEvent } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { answersOf, type Reader } from '../../fields/answers.ts'

export interface Change {
  readonly title: string
  /** Empty when there was nothing before. */
  readonly before: string
  readonly after: string
}

/** Changes of the answers first, in the order of the form, then of the materials. */
export function changesOf(
  definition: Pick<ServiceDefinition, 'form' | 'materials'>,
  events: readonly CaseEvent[],
  state: Pick<CaseState, 'form' | 'materials'>,
  reader: Reader,
): Change[] {
  const first = events[0]
  if (first?.type !== 'submitted') return []
  const names = Object.keys(definition.form)
  const before = new Map(answersOf(definition.form, names, first.form, reader).map((row) => [row.path, row.value]))
  const answers = answersOf(definition.form, names, state.form, reader)
    .filter((row) => !row.head && (before.get(row.path) ?? '') !== row.value)
    .map((row) => ({ title: row.title, before: before.get(row.path) ?? '', after: row.value }))
  return [...answers, ...materialChanges(definition, events, reader)]
}

function materialChanges(
  definition: Pick<ServiceDefinition, 'materials'>,
  events: readonly CaseEvent[],
  { t }: Reader,
): Change[] {
  return Object.entries(definition.materials).flatMap(([kind, { title }]) => {
    const versions = versionsOf(events, kind).length
    const first = events[0]
    const had = first?.type === 'submitted' && first.materials.some((one) => one.kind === kind)
    if (versions === 0 || (had && versions < 2)) return []
    if (!had) return [{ title, before: '', after: t('change.handed') }]
    return [{ title, before: t('change.version', { n: 1 }), after: t('change.version', { n: versions }) }]
  })
}

/** Every version of a material handed in so far, oldest first, with the instant it came. */
export function versionsOf(
  events: readonly CaseEvent[],
  kind: string,
): readonly { readonly material: HandedMaterial; readonly at: string }[] {
  const versions: { material: HandedMaterial; at: string }[] = []
  const owed = new Owed()
  for (const event of events) {
    owed.note(event)
    if (!('materials' in event)) continue
    const handed = event.materials.find((one) => one.kind === kind)
    const isNew = owed.isAnsweredBy(event, kind) || JSON.stringify(handed) !== JSON.stringify(versions.at(-1)?.material)
    if (handed && isNew) versions.push({ material: handed, at: event.at })
  }
  return versions
}

/** Which materials were asked for again: one paper in place of another looks the same in the events. */
class Owed {
  readonly #byAsker = new Map<string, readonly string[]>()

  note(event: CaseEvent): void {
    if (event.type === 'supplementRequested') this.#byAsker.set('supplemented', kindsOf(event.asked))
    if (event.type === 'opined' && event.branch !== null)
      this.#byAsker.set(`mended:${event.branch}`, kindsOf(event.asked))
    if (event.type === 'accepted' && event.deferral) this.#byAsker.set('deferralKept', event.deferral.materials)
  }

  isAnsweredBy(event: CaseEvent, kind: string): boolean {
    const asker = event.type === 'mended' ? `mended:${event.branch}` : event.type
    return this.#byAsker.get(asker)?.includes(kind) ?? false
  }
}

const kindsOf = (asked: readonly Asked[]): string[] => asked.flatMap(({ material }) => material ?? [])
