// Anomalies over real cases on real PostgreSQL: raised once, explained by the unit, accepted by the supervisor; the wall's
// lights are those of the queue.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { fold } from '#kernel/case/evolve.ts'
import { handIn, officer, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { HOMESTEAD } from '../../../test/support/homestead.ts'
import { caseView } from '../cases/read.ts'
import { anomalies, type SupervisionDesk, takeStep, watcher } from './desk.ts'
import { anomaliesOf, RULES } from './rules.ts'
import { wallOf } from './wall.ts'

const VILLAGE = '350521104-01'
type Officer = Actor & { kind: 'officer' }
const agent = officer('village.agent', VILLAGE) as Officer
const supervisor = { ...officer('bureau.supervisor', VILLAGE), name: '监某' } as Officer

async function arrange(db: TestDatabase) {
  const desk = await testDesk(db)
  const pool = db.pool('qinqing_appender', 2, { 'app.district': desk.catalogue.district })
  const supervision: SupervisionDesk = { pool, reads: readsOf(db, desk), random: randomBytes }
  return { desk, supervision, ...(await handIn(desk)) }
}
const codeOf = (answer: object) =>
  'problem' in answer ? (answer.problem as { code: string }).code : Object.values(answer)[0]

test('what comes of lateness is raised once, explained by its unit, accepted by the supervisor, each an act in the log', async () => {
  await using db = await testDatabase()
  const { desk, supervision } = await arrange(db)
  const look = watcher(supervision)
  assert.equal(await look(), 0, 'a case in time is not odd')
  desk.set('2024-09-06 09:00')
  assert.ok((await look()) > 0)
  assert.equal(await look(), 0, 'raised once')
  assert.equal(await watcher(supervision)(), 0, 'raised once, whoever looks')
  const found = await anomalies(supervision, supervisor)
  assert.deepEqual(found.map(({ rule }) => rule).sort(), ['A03', 'A04'])
  const { id } = found[0]!
  assert.equal(found[0]?.unit, VILLAGE)
  assert.equal(found[0]?.explainBy, '2024-09-11')
  assert.equal((await anomalies(supervision, officer('town.land', VILLAGE))).length, 0, 'other units do not see it')
  const take = async (who: Officer, seen: number, kind: 'explain' | 'accept' | 'return', note = '人手不够，已补上') =>
    codeOf(await takeStep(supervision, who, id, { seen, kind, note }))
  assert.equal(await take(supervisor, 0, 'explain'), 'ANOMALY_ROLE')
  assert.equal(await take(supervisor, 0, 'accept'), 'ANOMALY_STAGE')
  assert.equal(await take(agent, 0, 'explain', ' '), 'ANOMALY_NOTE')
  assert.equal(await take(agent, 0, 'explain'), 'explained')
  assert.equal(await take(agent, 1, 'accept'), 'ANOMALY_ROLE')
  assert.equal(await take(supervisor, 1, 'return', '没说清'), 'raised')
  assert.equal(await take(agent, 1, 'explain'), 'ANOMALY_MOVED')
  assert.equal(await take(agent, 2, 'explain'), 'explained')
  const both = await Promise.all([take(supervisor, 3, 'accept'), take(supervisor, 3, 'accept')])
  assert.deepEqual(both.sort(), ['ANOMALY_MOVED', 'accepted'])
})

test('the wall counts the lights of what is due at this moment, and the same case not twice', async () => {
  await using db = await testDatabase()
  const { desk, supervision } = await arrange(db)
  const lights = async () =>
    (await wallOf(supervision)).places.map(({ place, open: all, red, yellow }) => [place, all, red, yellow])
  assert.deepEqual(await lights(), [[VILLAGE, 1, 0, 1]])
  desk.set('2024-09-06 09:00')
  assert.deepEqual(await lights(), [[VILLAGE, 1, 1, 0]])
})

test('an ordinary case is not odd, and each rule finds what it names', async () => {
  await using db = await testDatabase()
  const { desk, supervision, caseId } = await arrange(db)
  await desk.handle({ key: 'a', actor: agent, to: { caseId }, command: { type: 'accept', note: '' } })
  const view = await caseView(supervision.reads, { kind: 'system', id: 'system', name: '系统' }, caseId)
  assert.ok(view)
  const look = (events: readonly CaseEvent[], today = '2024-09-02') =>
    anomaliesOf({
      definition: HOMESTEAD,
      events,
      state: fold(events)!,
      calendar: officialCalendar,
      today: today as PlainDate,
    }).map(({ rule }) => rule.id)
  const { events } = view
  assert.deepEqual(look(events), [])
  const at = '2024-09-02T02:00:00.000Z'
  const then = (...bodies: object[]) => [
    ...events,
    ...bodies.map((body, i) => ({ at, by: events[1]!.by, ...body, seq: events.length + i + 1 }) as CaseEvent),
  ]
  const asked = { type: 'supplementRequested', asked: [], until: '2024-10-02' }
  assert.ok(look(then(asked, { type: 'supplemented', form: view.state.form, materials: [] }, asked)).includes('A08'))
  const byAgent = events.find(({ type }) => type === 'accepted')!.by
  const decided = { type: 'decided', verdict: 'reject', reason: '不行', by: byAgent }
  assert.deepEqual(look(then({ type: 'entered', step: 'decide' }, decided)), ['A05', 'A12', 'A13'])
  assert.ok(look(then({ type: 'suspended', ground: 'x', notice: '' }), '2024-12-31').includes('A10'))
  assert.ok(look(events, '2025-03-31').includes('A17'))
  assert.ok(look(then({ type: 'entered', step: 'decide', at: '2024-09-01T00:00:00.000Z' })).includes('A11'))
})

test('the catalogue has A01 to A21, each judged or saying why not', () => {
  assert.deepEqual(
    RULES.map(({ id }) => id),
    Array.from({ length: 21 }, (_, n) => `A${String(n + 1).padStart(2, '0')}`),
  )
  for (const { id, find, instead } of RULES) assert.notEqual(find === undefined, instead === undefined, id)
})

test('a late case is not opened again until it moves or another day begins', async () => {
  await using db = await testDatabase()
  const { desk, supervision } = await arrange(db)
  let opened = 0
  const catalogue = {
    ...supervision.reads.catalogue,
    pinned: (version: string) => {
      opened++
      return supervision.reads.catalogue.pinned(version)
    },
  }
  const look = watcher({ ...supervision, reads: { ...supervision.reads, catalogue } })
  const opens = async () => {
    opened = 0
    await look()
    return opened > 0
  }
  desk.set('2024-09-06 09:00')
  assert.equal(await opens(), true)
  assert.equal(await opens(), false)
  desk.set('2024-09-07 09:00')
  assert.equal(await opens(), true)
})
