// Random walks: whatever commands come, in whatever order, from whomever, the promises of decide() and evolve() hold,
// and every event is a move of the machine that the compiler proved.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, legalDateOf, startOf } from '#kernel/calendar/plain-date.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Explored, explore } from '#kernel/service/explore.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { examples } from '#services/homestead/examples.ts'
import { edited } from '../../../test/broken/edited.ts'
import { strayEvent } from '../../../test/support/abstract.ts'
import {
  ANYONE,
  APPLICANT,
  APPLICATION,
  HOMESTEAD,
  officer,
  paper,
  STRANGER,
  SUBMITTED,
  WORLD,
} from '../../../test/support/homestead.ts'
import { type Actor, SYSTEM } from './actor.ts'
import type { Command } from './command.ts'
import { decide, whyNot } from './decide.ts'
import { dutiesOf, promiseLight, promiseOf, promiseProof, timersOf, wakeAt } from './due.ts'
import type { CaseEvent } from './event.ts'
import { fold } from './evolve.ts'
import { replay } from './example.ts'
import type { CaseState } from './state.ts'
import type { Context } from './turn.ts'

const DEFINITIONS: Readonly<Record<string, ServiceDefinition>> = {
  'as declared': HOMESTEAD,
  'silence agrees, a return re-opens all': edited({
    'steps.joint.silence': 'agree',
    'steps.joint.onReturn': 'allBranches',
  }),
  'nothing pauses the clock': edited({ 'limits.pausedAt': [] }),
}
const MACHINES = new Map(Object.values(DEFINITIONS).map((definition) => [definition, explore(definition)]))

const { form, materials } = APPLICATION
const planned = form.planned as unknown as object
const FORMS = [
  form,
  { ...form, planned: { ...planned, landClass: 'farmland', standardDesign: false } },
  { ...form, planned: { ...planned, standardDesign: false, neighboursConsent: false } },
]

/** Departments and schools act only where a case is assigned to them. */
const ROLES_HERE = (Object.keys(ROLES) as Role[]).filter(
  (role) => ROLES[role].level !== 'department' && ROLES[role].level !== 'school',
)
const OFFICERS = ROLES_HERE.flatMap((role) => [officer(role), officer(role, undefined, `${role}#2`)])
const MANY_HATS: Actor = {
  kind: 'officer',
  id: 'many-hats',
  name: '一人多岗',
  posts: OFFICERS.flatMap((one) => (one.kind === 'officer' ? one.posts : [])),
}
const ACTORS: readonly Actor[] = [APPLICANT, STRANGER, ANYONE, SYSTEM, MANY_HATS, ...OFFICERS]

/** Commands of every kind, sensible and not, that fit the state or almost. */
function commandsAt(state: CaseState): Command[] {
  const asked = [{ material: 'house-plan', reason: '不清楚' }]
  const branches = [...Object.keys(state.branches), 'construction', 'nowhere']
  const until = addDays(legalDateOf(state.last.at), 9)
  return [
    { type: 'accept', note: '' },
    { type: 'accept', note: '', deferral: { materials: ['house-plan'], until } },
    { type: 'refuse', ground: 'notRequired', reason: '不需要' },
    { type: 'requestSupplement', asked },
    { type: 'supplement', form: state.form, materials: paper('house-plan') },
    { type: 'supplement', form: null, materials: [] },
    ...branches.flatMap((branch): Command[] => [
      { type: 'opine', branch, verdict: 'agree', opinion: '符合' },
      { type: 'opine', branch, verdict: 'disagree', opinion: '不符合' },
      { type: 'opine', branch, verdict: 'return', opinion: '改', asked },
      { type: 'mend', branch, form: state.form, materials: paper('house-plan'), note: '' },
    ]),
    { type: 'opine', verdict: 'agree', opinion: '' },
    { type: 'opine', verdict: 'disagree', opinion: '不行' },
    { type: 'object', objector: '许某', contact: '1', reason: '占道' },
    { type: 'attend', result: 'pass', longitude: 1, latitude: 2, photos: ['a'], note: '' },
    { type: 'attend', result: 'fail', longitude: 1, latitude: 2, photos: ['a'], note: '不符' },
    { type: 'fulfil', note: '到了', files: ['f'] },
    { type: 'decide', verdict: 'approve', reason: '' },
    { type: 'decide', verdict: 'reject', reason: '不符合' },
    { type: 'deliver', how: '窗口' },
    { type: 'suspend', ground: 'hearing', notice: '告知书' },
    { type: 'resume' },
    { type: 'extend', reason: '复核' },
    { type: 'keepDeferral', materials: paper('house-plan') },
    { type: 'withdraw', reason: '' },
    { type: 'terminate', reason: '灭失' },
    { type: 'wake' },
    { type: 'rate', level: 4, reasons: [], text: '' },
  ]
}

interface Roll {
  readonly hours: number
  readonly actor: number
  readonly command: number
  /** Take the next thing that is allowed rather than the one rolled: walks that go somewhere. */
  readonly forward: boolean
}

const roll: fc.Arbitrary<Roll> = fc.record({
  hours: fc.oneof(
    { weight: 15, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  ),
  actor: fc.nat(10_000),
  command: fc.nat(10_000),
  forward: fc.boolean(),
})

/** Leaving is always allowed and would end most walks at once. */
const LEAVING = new Set(['withdraw', 'terminate', 'refuse'])

test('whatever is asked of a case in whatever order, every promise holds', () => {
  const visited = new Set<string>()
  let accepted = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(DEFINITIONS)),
      fc.constantFrom(...FORMS),
      fc.array(roll, { minLength: 30, maxLength: 50 }),
      (name, filled, rolls) => {
        const definition = DEFINITIONS[name] as ServiceDefinition
        accepted += walk(definition, MACHINES.get(definition) as Explored, filled, rolls, visited)
      },
    ),
    { seed: 20240902, numRuns: 200 },
  )
  assert.ok(accepted > 3_000, `only ${accepted} commands were accepted`)
  assert.ok(visited.size > 100, `only ${visited.size} situations were met`)
})

/** Walks one case and checks every promise at every step; the number of commands accepted. */
function walk(
  definition: ServiceDefinition,
  machine: Explored,
  filled: object,
  rolls: readonly Roll[],
  visited: Set<string>,
): number {
  let now = Date.parse('2024-09-02T00:40:00Z')
  const context = (actor: Actor) => ({ ...WORLD, now: new Date(now).toISOString(), actor, facts: {}, code: 'x' })
  const first = decide(
    definition,
    null,
    { ...SUBMITTED.command, form: filled as never, materials } as Command,
    context(APPLICANT),
  )
  assert.ok(first.ok)
  let { state } = first
  const events: CaseEvent[] = [...first.events]
  let accepted = 0
  for (const { hours, actor, command, forward } of rolls) {
    now += hours * 3_600_000
    const [by, asked] = forward ? forwards(definition, state, command, context) : pick(state, actor, command)
    const before = deepFreeze(state)
    const decision = decide(definition, before, asked, context(by))
    assertWhyNotAgrees(definition, before, asked, by, decision.ok, context(by))
    if (!decision.ok) {
      const { reason, remedy } = textOfRefusal(decision.refusal)
      assert.doesNotMatch(reason + remedy, /[{}]|undefined|null/, decision.refusal.code)
      continue
    }
    accepted += 1
    assert.deepEqual(
      decision.events.map(({ seq }) => seq),
      decision.events.map((_, index) => before.seq + index + 1),
    )
    if (before.ended)
      assert.ok(
        decision.events.every(({ type }) => type === 'rated'),
        'an ended case is left alone',
      )
    events.push(...decision.events)
    state = decision.state
    assertSound(definition, state, context(SYSTEM).now, asked)
  }
  assert.deepEqual(fold(events), state)
  assert.equal(strayEvent(definition, machine, events, visited), undefined)
  return accepted
}

const pick = (state: CaseState, actor: number, command: number): [Actor, Command] => {
  const commands = commandsAt(state)
  return [ACTORS[actor % ACTORS.length] as Actor, commands[command % commands.length] as Command]
}

/** The first command from the rolled one on that somebody may give now and that does not leave the case. */
function forwards(
  definition: ServiceDefinition,
  state: CaseState,
  roll: number,
  context: (actor: Actor) => Context,
): [Actor, Command] {
  const commands = commandsAt(state).filter(({ type }) => !LEAVING.has(type))
  for (const offset of commands.keys()) {
    const command = commands[(roll + offset) % commands.length] as Command
    const by = ACTORS.find((actor) => decide(definition, state, command, context(actor)).ok)
    if (by) return [by, command]
  }
  return [SYSTEM, { type: 'wake' }]
}

function assertWhyNotAgrees(
  definition: ServiceDefinition,
  state: CaseState,
  command: Command,
  by: Actor,
  ok: boolean,
  context: Context,
): void {
  if (command.type === 'submit' || command.type === 'wake' || command.type === 'compare') return
  const asked = { type: command.type, ...('branch' in command && command.branch && { branch: command.branch }) }
  if (ok) assert.equal(whyNot(definition, state, asked, context), null, `${by.id} may ${command.type}, says decide`)
}

function assertSound(definition: ServiceDefinition, state: CaseState, now: string, command: Command): void {
  const today = legalDateOf(now)
  assert.ok(Object.hasOwn(definition.steps, state.at))
  assert.ok(state.clock.every((span, index) => index === 0 || (state.clock[index - 1]?.on ?? '') <= span.on))
  assert.equal(state.ended !== null && state.clock.length > 0 ? state.clock.at(-1)?.mode : 'stopped', 'stopped')
  if (state.suspension) assert.equal(state.clock.at(-1)?.mode, 'paused')
  const due = promiseOf(definition, state, WORLD.calendar, today)
  const {
    days: _,
    started: __,
    current: ___,
    endedOn: ____,
    ...proved
  } = promiseProof(definition, state, WORLD.calendar, today)
  assert.deepEqual(proved, due)
  assert.equal(promiseLight(definition, state, WORLD.calendar, today) === null, state.clock.length === 0)
  const timers = timersOf(definition, state, WORLD.calendar)
  assert.deepEqual(
    timers.map(({ at }) => at),
    timers.map(({ at }) => at).sort(),
  )
  assert.equal(wakeAt(definition, state, WORLD.calendar), timers[0]?.at ?? null)
  if (command.type === 'wake')
    assert.ok(
      timers.every(({ at }) => at > now),
      'a woken case has nothing left to do',
    )
  const duties = dutiesOf(definition, state, WORLD.units, WORLD.calendar)
  if (state.ended) assert.deepEqual([...timers, ...duties], [])
  else
    assert.ok(
      timers.length > 0 || duties.length > 0 || state.suspension !== null,
      `nothing will ever happen at ${state.at}`,
    )
  for (const { at } of timers) assert.equal(at, startOf(legalDateOf(at)))
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

for (const example of examples) {
  test(`the machine knows every move of “${example.name}”`, () => {
    const { events, state } = replay(HOMESTEAD, example, WORLD)
    assert.equal(strayEvent(HOMESTEAD, MACHINES.get(HOMESTEAD) as Explored, events), undefined)
    assert.deepEqual(fold(events), state)
  })
}

test('an event that the machine does not know is found', () => {
  const { events } = replay(HOMESTEAD, examples[0] as (typeof examples)[0], WORLD)
  const other = explore(edited({ 'steps.survey.on': { passed: 'decide', failed: 'decide' } }))
  const stray = strayEvent(HOMESTEAD, other, events)
  assert.deepEqual([stray?.type, stray?.type === 'entered' && stray.step], ['entered', 'joint'])
})
