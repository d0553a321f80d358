// A small world for tests of cases: the compiled 我要办宅基地, the district's units, an application that is in order,
// and the people around it. Pure: no database.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { decide } from '#kernel/case/decide.ts'
import { instantOf, type World } from '#kernel/case/example.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { Context } from '#kernel/case/turn.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import { compileService } from '#kernel/service/compile.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import { unitsOf } from '#services/district.ts'
import { examples } from '#services/homestead/examples.ts'
import { taishang } from '#services/homestead/overlay-taishang.ts'
import declaration from '#services/homestead/service.ts'

export const HOMESTEAD: ServiceDefinition = compileService(declaration, taishang, (text) => hash('sha256', text))

const seed = (name: string) => JSON.parse(readFileSync(new URL(`../../seed/${name}.json`, import.meta.url), 'utf8'))
export const WORLD: World = { units: unitsOf(seed('villages'), seed('schools')), calendar: officialCalendar }

export const VILLAGE = '350521104-01'
export const OTHER_VILLAGE = '350521105-01'

/** A sound application, as the first example hands it in. */
export const APPLICATION = { form: examples[0]!.form as Record<string, never>, materials: examples[0]!.materials }

export const APPLICANT = { kind: 'person', id: 'applicant', name: '张某甲' } as const satisfies Actor
export const STRANGER = { kind: 'person', id: 'stranger', name: '许某' } as const satisfies Actor
export const ANYONE = { kind: 'public', id: 'public', name: '群众' } as const satisfies Actor

/** An officer who holds a role for cases in a village. */
export function officer(role: Role, place = VILLAGE, id: string = role): Actor & { kind: 'officer' } {
  const unit = unitFor(WORLD.units, role, place)
  if (unit === null) throw new Error(`no unit for ${role} in ${place}`)
  return { kind: 'officer', id, name: ROLES[role].title, posts: [{ role, unit }] }
}

/** What a decision may depend on, at a Shanghai time `2024-09-02 09:30`. */
export const contextAt = (local: string, actor: Actor, facts: Context['facts'] = {}): Context => ({
  ...WORLD,
  now: instantOf(local),
  actor,
  facts,
  code: 'code',
})

/** One command given at a time by an actor; the state after it. Throws when it is refused. */
export interface Told {
  readonly at: string
  readonly by: Actor
  readonly command: Command
}

/** Tells a story from submission on, and hands back where the case then is. */
export function tell(definition: ServiceDefinition, ...lines: readonly Told[]): CaseState {
  let state: CaseState | null = null
  for (const { at, by, command } of [SUBMITTED, ...lines]) {
    const decision = decide(definition, state, command, contextAt(at, by))
    if (!decision.ok) throw new Error(`${at} ${command.type}: ${decision.refusal.code}`)
    state = decision.state
  }
  return state as CaseState
}

export const SUBMITTED: Told = {
  at: '2024-09-02 08:40',
  by: APPLICANT,
  command: { type: 'submit', applicant: { id: APPLICANT.id, name: APPLICANT.name }, ...APPLICATION },
}

/** Tells what happens next, and hands back the state; fails when it is refused. */
export function then(
  state: CaseState,
  at: string,
  by: Actor,
  command: Command,
  definition: ServiceDefinition = HOMESTEAD,
): CaseState {
  const decision = decide(definition, state, command, contextAt(at, by))
  assert.ok(decision.ok, decision.ok ? '' : `${decision.refusal.code} ${textOfRefusal(decision.refusal).reason}`)
  return decision.state
}

/** The refusal's code and sentence; fails when the command is allowed. */
export function refused(
  state: CaseState | null,
  at: string,
  by: Actor,
  command: Command,
  definition: ServiceDefinition = HOMESTEAD,
): { code: string; reason: string } {
  const decision = decide(definition, state, command, contextAt(at, by))
  assert.ok(!decision.ok, `${command.type} was allowed`)
  return { code: decision.refusal.code, reason: textOfRefusal(decision.refusal).reason }
}

export const paper = (...kinds: string[]): HandedMaterial[] => kinds.map((kind) => ({ kind, origin: 'paper' }))

const told = (at: string, by: Actor, command: Command): Told => ({ at, by, command })
const asOfficer = (at: string, role: Role, command: Command) => told(at, officer(role), command)
const attendance = { longitude: 118.67, latitude: 24.93, photos: ['photo'], note: '四至清楚' }

/** The way to each step of the main path, to be told by `tell`. */
const ACCEPTED = [asOfficer('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' })]
const SURVEYED = [
  ...ACCEPTED,
  told('2024-09-10 00:00', SYSTEM, { type: 'wake' }),
  asOfficer('2024-09-10 09:35', 'town.window', { type: 'attend', result: 'pass', ...attendance }),
]
const opinion = (at: string, role: Role, branch: string) =>
  asOfficer(at, role, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
const REVIEWED = [
  ...SURVEYED,
  opinion('2024-09-10 15:00', 'town.agriculture', 'agriculture'),
  opinion('2024-09-11 16:20', 'town.land', 'land'),
]
const APPROVED = [
  ...REVIEWED,
  asOfficer('2024-09-12 10:41', 'bureau.approver', { type: 'decide', verdict: 'approve', reason: '' }),
]
export const WAYS = {
  intake: [],
  notice: ACCEPTED,
  survey: SURVEYED.slice(0, -1),
  joint: SURVEYED,
  decide: REVIEWED,
  staking: APPROVED,
} as const satisfies Record<string, readonly Told[]>
