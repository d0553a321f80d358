// Examples: short stories about a service, told as an application and what each person then did on which day. They
// replay through decide() as tests, prove coverage to the compiler, and fill demonstration data.

import type { Calendar } from '../calendar/calendar.ts'
import type { HandedMaterial } from '../material/material.ts'
import { textOfRefusal } from '../refusal.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { at, type Data } from '../service/evaluate.ts'
import type { Step } from '../service/step.ts'
import { isRole, type Role } from '../unit/role.ts'
import { rootOf, type UnitTree, unitFor } from '../unit/tree.ts'
import { type Actor, SYSTEM } from './actor.ts'
import { foundAs } from './acts-task.ts'
import type { Command } from './command.ts'
import { comparedAs } from './compare.ts'
import { type Decision, decide } from './decide.ts'
import type { CaseEvent } from './event.ts'
import type { CaseState } from './state.ts'

/**
 * Who acts: the applicant, anybody, the passing of time, or an officer (`town.land`, a second
 * one `town.land#2`, one of a certain unit `department.handler@water`). `time` also brings what registries answer.
 */
export type ExampleActor = 'applicant' | 'anyone' | 'time' | Role | `${Role}#2` | `${Role}@${string}`

export interface ExampleLine {
  /** Shanghai time, `2024-09-02 09:30`. */
  readonly at: string
  readonly by: ExampleActor
  readonly command: Exclude<Command, { type: 'submit' }>
  /** What has become true elsewhere by then; it stays so for the lines that follow. */
  readonly facts?: Readonly<Record<string, Data>>
  /** The refusal this line must meet; without it the command must succeed. */
  readonly refused?: string
}

/** A line of a story: `lineOf('2024-09-02 09:30', 'town.land', …)`. */
export const lineOf = (
  at: string,
  by: ExampleActor,
  command: ExampleLine['command'],
  more: Pick<ExampleLine, 'facts' | 'refused'> = {},
): ExampleLine => ({ at, by, command, ...more })

/** A task ends with an outcome. */
export const doneAs = (outcome: string, form: Data = {}, note = ''): ExampleLine['command'] => ({
  type: 'complete',
  outcome,
  form,
  note,
})

export interface Example {
  readonly name: string
  readonly submittedAt: string
  /** The post that opens a case of an office. */
  readonly submittedBy?: Role
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  readonly facts?: Readonly<Record<string, Data>>
  readonly advice: CaseState['advice']['outcome']
  readonly script: readonly ExampleLine[]
  /** The end step reached, or the step the story stops at. */
  readonly ends: string
}

/** What stands around an example: the district's units and the calendar. */
export interface World {
  readonly units: UnitTree
  readonly calendar: Calendar
}

export interface Replay {
  readonly events: readonly CaseEvent[]
  readonly state: CaseState
}

/** ISO instant of a Shanghai clock time. */
export const instantOf = (local: string): string => new Date(`${local.replace(' ', 'T')}:00+08:00`).toISOString()

/** Runs an example; throws with the line and the refusal's sentence when the story does not go as told. */
export function replay(definition: ServiceDefinition, example: Example, world: World): Replay {
  const name = String(at(example.form, definition.subject.name))
  // Whoever opens a case for an office is its applicant.
  const applicant = { id: example.submittedBy ?? 'applicant', name }
  let facts = example.facts ?? {}
  const opener = openerOf(example, world.units)
  const contextAt = (local: string, actor: Actor) => ({
    ...world,
    now: instantOf(local),
    actor,
    facts,
    code: 'example',
  })
  const { form, materials } = example
  let { state, events } = expectOk(
    example,
    decide(
      definition,
      null,
      { type: 'submit', applicant, form, materials },
      contextAt(example.submittedAt, opener ?? { kind: 'person', ...applicant }),
    ),
    '提交',
  )
  if (state.advice.outcome !== example.advice)
    throw new Error(`${example.name}：预审是 ${state.advice.outcome}，不是 ${example.advice}`)
  for (const line of example.script) {
    facts = { ...facts, ...line.facts }
    const actor = actorOf(line.by, applicant, state, world.units, opener)
    const decision = decide(definition, state, line.command, contextAt(line.at, actor))
    if (line.refused !== undefined) {
      const met = decision.ok ? '没有被拒绝' : decision.refusal.code
      if (met !== line.refused)
        throw new Error(`${example.name}：${line.at} ${line.command.type} 应被拒绝 ${line.refused}，实际 ${met}`)
      continue
    }
    const done = expectOk(example, decision, `${line.at} ${line.by} ${line.command.type}`)
    state = done.state
    events = [...events, ...done.events]
  }
  const end = state.ended?.outcome ?? state.at
  if (end !== example.ends) throw new Error(`${example.name}：停在 ${end}，不是 ${example.ends}`)
  return { events, state }
}

function expectOk(example: Example, decision: Decision, where: string): Replay {
  if (decision.ok) return { events: decision.events, state: decision.state }
  const faults = decision.refusal.faults.map(({ path, message }) => `${path}：${message}`).join('；')
  throw new Error(
    `${example.name}：${where} 被拒绝 ${decision.refusal.code} ${textOfRefusal(decision.refusal).reason} ${faults}`,
  )
}

function openerOf({ submittedBy: role }: Example, units: UnitTree): (Actor & { kind: 'officer' }) | undefined {
  if (role === undefined) return undefined
  const unit = unitFor(units, role, rootOf(units))
  if (unit === null) throw new Error(`no unit for ${role}`)
  return { kind: 'officer', id: role, name: role, posts: [{ role, unit }] }
}

/** The actor of a line; an officer holds the role in the unit this case falls to. */
function actorOf(
  by: ExampleActor,
  applicant: { id: string; name: string },
  state: CaseState,
  units: UnitTree,
  opener?: Actor,
): Actor {
  if (by === 'applicant') return opener ?? { kind: 'person', ...applicant }
  if (by === 'anyone') return { kind: 'public', id: 'public', name: '群众' }
  if (by === 'time') return SYSTEM
  const [role = '', named] = by.replace(/#2$/, '').split('@')
  if (!isRole(role)) throw new Error(`no role ${role}`)
  const unit = named ?? unitFor(units, role, state.place, state.assigned.lead)
  if (unit === null) throw new Error(`no unit for ${role} in ${state.place}`)
  return { kind: 'officer', id: by, name: by, posts: [{ role, unit }] }
}

/** What the replay of several examples showed. */
export interface Replays {
  /** The ends they reached (`done`) and the outcomes they took (`survey.failed`). */
  readonly covered: ReadonlySet<string>
  /** The stories that did not go as told, a sentence each. */
  readonly failures: readonly string[]
}

/** Replays every example; a story that does not go as told becomes a sentence. */
export function replayAll(definition: ServiceDefinition, examples: readonly Example[], world: World): Replays {
  const covered = new Set<string>()
  const failures: string[] = []
  for (const example of examples) {
    try {
      const { state, events } = replay(definition, example, world)
      for (const outcome of outcomesOf(definition, events)) covered.add(outcome)
      if (state.ended) covered.add(state.ended.outcome)
    } catch (fault) {
      failures.push((fault as Error).message)
    }
  }
  return { covered, failures }
}

/** The outcomes a history took, as `step.outcome`. */
function outcomesOf(definition: ServiceDefinition, events: readonly CaseEvent[]): string[] {
  let at = ''
  return events.flatMap((event, index) => {
    if (event.type === 'entered') at = event.step
    const outcome = outcomeOf(event, events[index + 1], definition.steps[at])
    return outcome === undefined ? [] : [`${at}.${outcome}`]
  })
}

function outcomeOf(event: CaseEvent, next: CaseEvent | undefined, step: Step | undefined): string | undefined {
  switch (event.type) {
    case 'accepted':
    case 'objected':
    case 'fulfilled':
    case 'issued':
    case 'delivered':
      return event.type
    case 'notAccepted':
      return 'refused'
    case 'opined':
      if (event.branch === null) return event.verdict === 'agree' ? 'agreed' : 'disagreed'
      return next !== undefined && ['entered', 'ended', 'opened'].includes(next.type) ? 'joined' : undefined
    case 'publicityClosed':
      return 'closed'
    case 'attended':
      return event.result === 'pass' ? 'passed' : 'failed'
    case 'awaitLapsed':
      return 'lapsed'
    case 'awaited':
      return 'fulfilled'
    case 'completed':
    case 'chosen':
      return event.outcome
    case 'routed':
      return event.unit === null ? 'unrouted' : 'routed'
    case 'compared':
      return comparedAs(event.results)
    case 'found':
      return step && foundAs(step, event.succeeded)
    case 'paymentAnswered':
      return event.paid ? 'paid' : 'unpaid'
    case 'decided':
      return event.verdict === 'approve' ? 'approved' : 'rejected'
    default:
      return undefined
  }
}
