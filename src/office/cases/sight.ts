// Which cases exist for whom: the rule that row-level security holds for what is read, here for what is done. A command on
// a case outside one's sight is answered as if there were no such case, so that no refusal tells who handled it.

import type { Actor } from '#kernel/case/actor.ts'
import type { CommandType } from '#kernel/case/command.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { BUREAU } from '#services/district.ts'

/** Sees the cases of every place. */
export const EVERYWHERE = '*'

/** The smallest place that holds all posts of an officer: a village, a town, or everywhere; empty without a post. */
export function placeOf({ posts }: Actor & { kind: 'officer' }): string {
  const units = posts.map(({ unit }) => unit)
  if (units.length === 0) return ''
  if (units.includes(BUREAU.code)) return EVERYWHERE
  const towns = new Set(units.map((unit) => unit.slice(0, 9)))
  if (towns.size > 1) return EVERYWHERE
  return new Set(units).size === 1 ? (units[0] as string) : ([...towns][0] as string)
}

/** The units of an officer's posts: what is assigned to them is seen wherever it lies. */
export const unitsOf = ({ posts }: Actor & { kind: 'officer' }): string[] => [...new Set(posts.map(({ unit }) => unit))]

/** The services whose cases an actor may see; null for all: only an agent is bound to those of the mandate. */
export const servicesInSight = (actor: Actor): readonly string[] | null =>
  (actor.kind === 'person' && actor.mandate?.services) || null

/** Whether cases of a service are within what the actor was told to do for another; true for all others. */
export const isMandated = (actor: Actor, service: string): boolean => servicesInSight(actor)?.includes(service) ?? true

/** Whether a case exists for the actor of a command. Anyone may object: the notice itself is public. */
export function isInSight(
  actor: Actor,
  command: CommandType,
  { applicant, place }: CaseState,
  { service, units }: { readonly service: string; readonly units: readonly string[] },
): boolean {
  if (command === 'object' || actor.kind === 'system') return true
  if (actor.kind === 'person')
    return (actor.mandate?.principal ?? actor).id === applicant.id && isMandated(actor, service)
  if (actor.kind === 'public') return false
  const seen = placeOf(actor)
  return (
    seen === EVERYWHERE ||
    (seen !== '' && place.startsWith(seen)) ||
    unitsOf(actor).some((unit) => units.includes(unit))
  )
}
