// What a season and its children are to a run of the seats: read from their cases by what their declarations say of an
// allocation (`leads`, `places`), and by nothing else. Pure.

import { hash } from 'node:crypto'
import type { Applicant, ClassRule, PlannedSchool } from '#engines/seats/season.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { aroundCase } from '#kernel/case/surroundings.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at, type Data, evaluate, type Surroundings } from '#kernel/service/evaluate.ts'
import type { AllocateStep, Leads, Places } from '#kernel/service/step.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'

/** A case that leads runs, at this moment. */
export interface Season {
  readonly id: string
  readonly name: string
  readonly state: CaseState
  readonly definition: ServiceDefinition
  readonly leads: Leads
  /** The step at which a run is made; null while the case stands elsewhere. */
  readonly step: AllocateStep | null
  readonly plan: string | null
  readonly isBinding: boolean
  readonly schools: readonly PlannedSchool[]
  /** Unit of a school by its name, which is its id in everything published. */
  readonly unitOf: ReadonlyMap<string, string>
}

/** A child's case as far as a run goes. */
export interface Part {
  readonly caseId: string
  readonly number: string
  readonly state: CaseState
  readonly definition: ServiceDefinition
  readonly places: Places
  /** It waits for the main run, or for a supplementary one. */
  readonly standsAt: 'first' | 'later' | null
}

/** The steps of a definition that allocate by runs. */
export function allocations<Of extends 'leads' | 'places'>(
  { steps }: ServiceDefinition,
  of: Of,
): [name: string, step: AllocateStep & Required<Pick<AllocateStep, Of>>][] {
  return Object.entries(steps).filter(([, step]) => step.kind === 'allocate' && step[of] !== undefined) as never
}

/** A season of a case; null when its service leads none. */
export function seasonOf(
  { id, state, definition }: Pick<Season, 'id' | 'state' | 'definition'>,
  facts: Surroundings['facts'],
  units: UnitTree,
): Season | null {
  const [first] = allocations(definition, 'leads')
  if (!first) return null
  const { leads } = first[1]
  const around = aroundCase(definition, state, facts)
  const here = definition.steps[state.at]
  const plan = evaluate(leads.plan, around)
  const offers = offersOf(at(state.form, leads.offers), units)
  return {
    ...{ id, state, definition, leads },
    name: String(at(state.form, definition.subject.name) ?? ''),
    step: !state.ended && here?.kind === 'allocate' && here.leads ? here : null,
    plan: typeof plan === 'string' ? plan : null,
    isBinding: evaluate(leads.binding, around) === true,
    schools: offers.map(([, school]) => school),
    unitOf: new Map(offers.map(([unit, { id: name }]) => [name, unit])),
  }
}

function offersOf(offers: Data, units: UnitTree): [unit: string, school: PlannedSchool][] {
  if (!Array.isArray(offers)) return []
  return offers.map((offer: Data) => {
    const unit = String(at(offer, 'school'))
    const catchment = at(offer, 'catchment')
    const school = {
      id: units.get(unit)?.name ?? unit,
      seats: Number(at(offer, 'seats')),
      longitude: Number(at(offer, 'longitude')),
      latitude: Number(at(offer, 'latitude')),
      catchment: Array.isArray(catchment) ? catchment.map((one: Data) => String(at(one, 'place'))) : [],
    }
    return [unit, school]
  })
}

/** A part of a case; null when its service takes part in no runs. */
export function partOf({ caseId, state, definition }: Pick<Part, 'caseId' | 'state' | 'definition'>): Part | null {
  const steps = allocations(definition, 'places')
  const [first] = steps
  if (!first) return null
  const place = state.ended ? -1 : steps.findIndex(([name]) => name === state.at)
  const standsAt = place === 0 ? 'first' : place > 0 ? 'later' : null
  return { caseId, number: numberOf(caseId), state, definition, places: first[1].places, standsAt }
}

/** The public number of a child: says nothing of it, and nobody finds another's by counting. */
export const numberOf = (caseId: string): string =>
  hash('sha256', `season\n${caseId}`)
    .slice(0, 12)
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1-')

/** The applicants of a run. A wish for a school that this season does not have, or a second time, is left out. */
export function applicantsOf(season: Season, parts: readonly Part[]): Applicant[] {
  const nameOf = new Map([...season.unitOf].map(([name, unit]) => [unit, name]))
  const numberByOwn = new Map(
    parts.map(({ number, state, places }) => [String(at(state.form, places.twin.own)), number]),
  )
  return parts.map(({ number, state, definition, places }): Applicant => {
    const around = aroundCase(definition, state, {})
    const named = places.wishes.flatMap((path) => nameOf.get(String(at(state.form, path))) ?? [])
    const twin = numberByOwn.get(String(at(state.form, places.twin.names) ?? ''))
    return {
      id: number,
      wishes: [...new Set(named)],
      ...(twin !== undefined && { twin }),
      home: String(evaluate(places.home, around) ?? ''),
      classes: places.classes,
      around,
    }
  })
}

/** Title of a class by its number, as its declaration orders them in this case. */
export function classTitles({
  definition,
  state,
  places,
}: Pick<Part, 'definition' | 'state' | 'places'>): Record<number, string> {
  const around = aroundCase(definition, state, {})
  const numbered = (rule: ClassRule & { title: string }) => [evaluate(rule.number, around), rule.title] as const
  return Object.fromEntries(places.classes.map(numbered).filter(([number]) => typeof number === 'number'))
}

/** The unit at which a case holds a place: none while it waits for one, or once it has given it up. */
export function placeHeld({ state, standsAt }: Pick<Part, 'state' | 'standsAt'>): string | null {
  const isGone = state.ended !== null && state.ended.result !== 'granted'
  return isGone || standsAt !== null ? null : state.assigned.lead
}
