// A case that opens others, is told what a list of other cases holds, ends a step at a moment it names itself, and asks of
// an outcome only what that outcome fills in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseOf, date, fieldsOf, filledOf, list, text, unit } from '#kernel/form/form.ts'
import { compileService } from '#kernel/service/compile.ts'
import { casesListed, defineService, entryWhere, factsOf } from '#kernel/service/declaration.ts'
import { type Data, evaluate } from '#kernel/service/evaluate.ts'
import { end, law, moment, opensEach, route, task, workingDays } from '#kernel/service/step.ts'
import { WORLD } from '../../../test/support/homestead.ts'
import type { Actor } from './actor.ts'
import { SYSTEM } from './actor.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { timersOf, withinEnd } from './due.ts'
import { instantOf } from './example.ts'
import { filledForm } from './filled-form.ts'
import { routeOf } from './route.ts'
import type { CaseState } from './state.ts'
import { aroundCase } from './surroundings.ts'

const form = { day: date('哪一天'), owner: unit('谁来办', 'department') }
const f = fieldsOf(form)
const facts = {
  table: entryWhere('rules', {}, { rows: 'list' }, '现在的表'),
  waiting: casesListed('meeting', ['agenda'], { title: 'day' }, '等着的件'),
}
const fact = factsOf(facts)
const minutes = {
  said: text('说了什么'),
  why: text('为什么不开'),
  rows: list('事项', { of: caseOf('哪一件', 'meeting'), what: text('做什么') }, { of: '件' }),
}
const held = filledOf('agenda', minutes)

const MEETING = compileService(
  defineService({
    slug: 'meeting',
    title: '会',
    short: '会',
    kind: 'service',
    taskCode: 'MEETING',
    applicant: 'office',
    opensBy: 'bureau.dispatcher',
    agent: 'barred',
    guide: {
      gives: '会',
      eligibility: '本局',
      basis: [law('区里规定')],
      fee: 0,
      onsiteVisits: 0,
      channels: ['window'],
      situations: [],
      faqs: [],
      review: '2026-11',
    },
    form,
    sections: [{ title: '会', fields: ['day', 'owner'] }],
    place: null,
    subject: { name: 'day' },
    summary: 'day',
    parameters: {},
    facts,
    materials: {},
    rules: [],
    limits: { legal: null, promised: workingDays(5), starts: 'sort', stops: 'agenda', pausedAt: [] },
    across: {
      withdrawal: { to: 'off' },
      termination: { by: 'bureau.head', to: 'off' },
    },
    start: 'sort',
    steps: {
      sort: route('归谁', { to: f.owner, on: { routed: 'agenda', unrouted: 'agenda' } }),
      agenda: task('开会', {
        by: 'department.handler',
        within: moment(f.day, { before: 1, at: '12:00' }),
        form: minutes,
        fills: { held: ['said', 'rows'], dropped: ['why'], closed: [] },
        given: { rows: fact.waiting },
        outcomes: { held: '开了', dropped: '不开', closed: '到时' },
        lapses: 'closed',
        opens: {
          held: opensEach('meeting', '下一次', held.rows, (one) => ({ day: one.of, owner: one.what })),
        },
        on: { held: 'done', dropped: 'off', closed: 'done' },
      }),
      done: end('granted', '开完'),
      off: end('withdrawn', '不开'),
    },
    entries: {},
    ratings: [],
    fundedAs: [],
  }),
  { district: 'taishang', parameters: {}, contacts: { hall: '', hours: '', phone: '', complaint: '' } },
  (one) => one.slice(0, 8),
)

const at = (role: 'bureau.dispatcher' | 'department.handler', place: string): Actor => ({
  kind: 'officer',
  id: role,
  name: role,
  posts: [{ role, unit: place }],
})
const handler = at('department.handler', 'land')

function give(state: CaseState | null, when: string, actor: Actor, command: Command) {
  return decide(MEETING, state, command, { ...WORLD, now: instantOf(when), actor, facts: {}, code: 'c' })
}
function opened(day: string, owner = 'land'): CaseState {
  const dispatcher = at('bureau.dispatcher', 'bureau')
  const applicant = { id: dispatcher.id, name: dispatcher.name }
  const done = give(null, '2024-09-02 09:00', dispatcher, {
    type: 'submit',
    applicant,
    form: { day, owner },
    materials: [],
  })
  assert.ok(done.ok)
  return done.state
}
const complete = (outcome: string, filled: Data): Command => ({ type: 'complete', outcome, form: filled, note: '' })

test('a case goes to the unit it names itself, and to none that there is not', () => {
  assert.equal(opened('2024-09-11').assigned.lead, 'land')
  const step = MEETING.steps.sort
  assert.ok(step?.kind === 'route')
  const found = routeOf(step, { form: { owner: 'nowhere' }, params: {}, facts: {} }, WORLD.units)
  assert.deepEqual(found, { unit: null, table: '', row: null })
})

test('a limit ends at noon on the working day before the day the case names; a holiday moves it', () => {
  const endOf = (day: string) => withinEnd(MEETING, opened(day), WORLD.calendar)?.at
  assert.equal(endOf('2024-09-11'), instantOf('2024-09-10 12:00'))
  // 16 and 17 September 2024 are a holiday after a worked Saturday: the meeting is on the 18th.
  assert.equal(endOf('2024-09-17'), instantOf('2024-09-14 12:00'))
  const state = opened('2024-09-11')
  assert.equal(timersOf(MEETING, state, WORLD.calendar)[0]?.at, instantOf('2024-09-10 12:00'))
  const over = give(state, '2024-09-10 12:00', SYSTEM, { type: 'wake' })
  assert.ok(over.ok)
  assert.equal(over.state.ended?.outcome, 'done')
  assert.deepEqual(over.state.opened, [], 'nobody said what to open')
})

test('an outcome asks what it fills in and nothing else', () => {
  const state = opened('2024-09-11')
  const code = (command: Command) => {
    const done = give(state, '2024-09-03 09:00', handler, command)
    return done.ok ? 'done' : done.refusal.code
  }
  assert.equal(code(complete('dropped', { why: '没有议题' })), 'done')
  assert.equal(code(complete('dropped', {})), 'TASK_INVALID')
  assert.equal(code(complete('dropped', { why: '没有', said: '也说了' })), 'TASK_INVALID')
  assert.equal(code(complete('held', { said: '都说了', rows: [] })), 'done')
})

test('leaving a step opens one case for every row, filled in, and says who did it', () => {
  const rows = ['00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000b']
  const filled = { said: '定了', rows: rows.map((of) => ({ of, what: 'land' })) }
  const done = give(opened('2024-09-11'), '2024-09-03 09:00', handler, complete('held', filled))
  assert.ok(done.ok)
  assert.deepEqual(
    done.events.map(({ type }) => type),
    ['completed', 'opened', 'ended'],
  )
  const [one] = done.state.opened
  assert.deepEqual(
    [one?.service, one?.forms, one?.by?.id],
    ['meeting', rows.map((day) => ({ day, owner: 'land' })), 'department.handler'],
  )
})

test('two lists are one after the other, and an unknown one is none', () => {
  const state = opened('2024-09-11')
  const read = (known: Record<string, Data>) =>
    evaluate(held.rows.followedBy(fact.table.rows).expression, {
      ...aroundCase(MEETING, state, known),
      own: { filled: { agenda: { rows: [1] } }, taken: {}, differs: {}, compared: {}, chosen: {}, assigned: null },
    })
  assert.deepEqual(read({ table: { rows: [2, 3] } }), [1, 2, 3])
  assert.deepEqual(read({}), [1])
  assert.equal(evaluate(['chain', ['fact', 'a'], ['fact', 'b']], { form: {}, params: {}, facts: {} }), undefined)
})

test('a form is put together from paths, without holes and without what is not known', () => {
  const paths = [
    ['rows.0.unit', 'land'],
    ['rows.0.word', undefined],
    ['rows.5.unit', 'labour'],
    ['a.b', 1],
    ['empty', ''],
  ] as const
  assert.deepEqual(filledForm(paths), { rows: [{ unit: 'land' }, { unit: 'labour' }], a: { b: 1 } })
})
