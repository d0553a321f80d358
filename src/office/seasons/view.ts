// What the pages of seasons are given: a season with where its children stand, a school's own list, one child's way to its
// seat. Pure.

import { memberOf, tailOf } from '#engines/seats/market.ts'
import { type ChildSeat, ownSeat } from '#engines/seats/own-seat.ts'
import { bestClass } from '#engines/seats/season.ts'
import { at } from '#kernel/service/evaluate.ts'
import { allocations, classTitles, type Part, placeHeld, type Season } from './part.ts'
import type { RunBody, RunHead } from './store.ts'

/** A line of the list of seasons. */
export const seasonRow = ({ id, name, state, definition, isBinding, schools }: Season) => ({
  id,
  name,
  isBinding,
  step: stepTitle({ state, definition }),
  ended: state.ended !== null,
  schools: schools.length,
  seats: schools.reduce((sum, { seats }) => sum + seats, 0),
})

const stepTitle = ({ state, definition }: Pick<Season, 'state' | 'definition'>): string =>
  definition.steps[state.ended?.outcome ?? state.at]?.title ?? state.at

/** What may be done with a season by whoever leads it. */
export type SeasonAct = 'draw' | 'rehearse' | 'run' | 'rest'

/** One season as its desk shows it. */
export function seasonView(season: Season, parts: readonly Part[], runs: readonly RunHead[], last: RunBody | null) {
  const { state, definition } = season
  const unitName = new Map([...season.unitOf].map(([name, unit]) => [unit, name]))
  const wished = countOf(parts.map((part) => unitName.get(String(at(part.state.form, part.places.wishes[0] ?? '')))))
  const held = countOf(parts.map((part) => unitName.get(placeHeld(part) ?? '')))
  const admitted = countOf(Object.values(last?.result.seats ?? {}))
  const step = definition.steps[state.at]
  const isSigned = state.decision?.verdict === 'approve'
  const acts: SeasonAct[] = state.ended
    ? []
    : step?.kind === 'draw'
      ? [season.isBinding ? 'draw' : 'rehearse']
      : season.step
        ? ['run']
        : isSigned && parts.some(({ standsAt }) => standsAt !== null)
          ? ['rest']
          : []
  return {
    ...seasonRow(season),
    plan: season.plan,
    acts,
    waiting: parts.filter(({ standsAt }) => standsAt === 'first').length,
    children: parts.length,
    stands: standsOf(parts),
    runs,
    rows: season.schools.map(({ id, seats, catchment }) => ({
      school: id,
      unit: season.unitOf.get(id) ?? '',
      seats,
      places: catchment.length,
      wished: wished.get(id) ?? 0,
      admitted: admitted.get(id) ?? 0,
      held: held.get(id) ?? 0,
      cutoff: memberOf(last?.result.cutoffs, id) ?? null,
    })),
    unplaced: Object.values(last?.result.seats ?? {}).filter((one) => one === null).length,
  }
}

/** How many children stand at each step, in the order of the steps. */
function standsOf(parts: readonly Part[]) {
  const counts = new Map<string, { title: string; count: number; order: number }>()
  for (const { state, definition } of parts) {
    const name = state.ended?.outcome ?? state.at
    const order = Object.keys(definition.steps).indexOf(name)
    const one = counts.get(name) ?? { title: definition.steps[name]?.title ?? name, count: 0, order }
    counts.set(name, { ...one, count: one.count + 1 })
  }
  return [...counts.entries()]
    .sort(([, a], [, b]) => a.order - b.order)
    .map(([step, { title, count }]) => ({ step, title, count }))
}

function countOf(values: readonly (string | null | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** The children who hold a place at a school: its own list, for its own office. */
export function schoolList(parts: readonly Part[], unit: string, runs: readonly RunBody[]) {
  const childOf = new Map(runs.flatMap(({ market }) => market.children.map((child) => [child.id, child] as const)))
  return parts
    .filter((part) => placeHeld(part) === unit)
    .map((part) => {
      const { state, definition, number, caseId } = part
      const child = childOf.get(number)
      const best = child ? bestClass(child) : null
      return {
        caseId,
        number,
        name: String(at(state.form, definition.summary) ?? ''),
        guardian: state.applicant.name,
        class: best === null ? null : (classTitles(part)[best] ?? String(best)),
        rank: child?.rank ?? null,
        step: definition.steps[state.ended?.outcome ?? state.at]?.title ?? '',
      }
    })
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || (a.number < b.number ? -1 : 1))
}

/** The seat of a child in a run; null when it did not take part. */
export function childSeat(part: Part, run: RunHead, { market, result }: RunBody): ChildSeat | null {
  const child = market.children.find(({ id }) => id === part.number)
  if (!child) return null
  const tail = tailOf(market, child)
  const extra = memberOf(result.extraSeats, child.id) ?? null
  const own = ownSeat(child, { seat: result.seats[child.id] ?? null, extra: extra ?? undefined, tail }, result)
  const end = own.wishes.findIndex(({ state }) => state === 'taken')
  const wishes = own.wishes.filter((wish, i) => wish.choice !== null || i <= end)
  const applied = countOf(market.children.flatMap(({ choices }) => choices))
  const named = new Set(wishes.map(({ school }) => school))
  return {
    number: part.number,
    child,
    own: { ...own, wishes },
    extra,
    tail,
    children: market.children.length,
    kind: run.kind,
    at: run.at,
    hash: run.hash,
    classes: classTitles(part),
    schools: market.schools
      .filter(({ id }) => named.has(id))
      .map(({ id, seats }) => ({
        school: id,
        seats,
        applied: applied.get(id) ?? 0,
        cutoff: memberOf(result.cutoffs, id) ?? null,
      })),
    published: { cutoffs: result.cutoffs, ...(result.reserveCutoffs && { reserveCutoffs: result.reserveCutoffs }) },
  }
}

/** The name of the run that gave a case its place: `season:<id>/<n>`; null when none has. */
export function runNameOf(
  part: Pick<Part, 'state' | 'definition'>,
): { readonly season: string; readonly n: number } | null {
  const names = new Set(allocations(part.definition, 'places').map(([name]) => name))
  const last = Object.entries(part.state.findings)
    .filter(([step]) => names.has(step))
    .at(-1)?.[1]
  const found = last && /^season:([0-9a-f-]{36})\/(\d+)$/.exec(last.name)
  return found ? { season: found[1] as string, n: Number(found[2]) } : null
}
