// The officer's own tools on real PostgreSQL, over cases handed in for real.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Officer, Post } from '#kernel/case/actor.ts'
import { handIn, officer, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { queueOf } from '../cases/queue.ts'
import type { Workbench } from './bench.ts'
import { dueDays } from './due-days.ts'
import { candidatesFor, handOver } from './hand.ts'
import { marksOf, noteLook } from './mark.ts'
import { dropPhrase, keepPhrase, phrasesOf } from './phrase.ts'

const VILLAGE = '350521104-01'
const [ONE, TWO] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
const agent = (id = ONE, place = VILLAGE) => officer('village.agent', place, id) as Officer
const holders = (post: Post) =>
  post.role === 'village.agent' && post.unit === VILLAGE
    ? [
        { id: ONE, name: '赵某' },
        { id: TWO, name: '钱某' },
      ]
    : []

async function arrange(db: TestDatabase) {
  const desk = await testDesk(db)
  const bench: Workbench = {
    pool: db.pool('qinqing_appender', 2, { 'app.district': desk.catalogue.district }),
    reads: readsOf(db, desk),
    random: randomBytes,
    holdersOf: async (post) => holders(post),
  }
  return { desk, bench, ...(await handIn(desk)) }
}
const codeOf = (answer: object | undefined) =>
  answer && 'problem' in answer ? (answer.problem as { code: string }).code : 'done'

test('an officer is told how far they had looked, and a case outside their sight leaves no trace', async () => {
  await using db = await testDatabase()
  const { desk, bench, caseId } = await arrange(db)
  assert.equal(await noteLook(bench, agent(), { caseId, seq: 2 }), null, 'the first look has none before')
  await desk.handle({ key: 'a', actor: agent(), to: { caseId }, command: { type: 'accept', note: '' } })
  const [mark] = await marksOf(bench, agent(), [caseId])
  assert.equal(mark?.look?.seq, 2)
  assert.ok(mark.seq > 2, 'what came since is new')
  assert.equal((await noteLook(bench, agent(), { caseId, seq: 999 }))?.seq, 2)
  assert.equal(
    (await noteLook(bench, agent(), { caseId, seq: 1 }))?.seq,
    mark.seq,
    'nobody has seen what has not happened',
  )
  assert.equal((await marksOf(bench, agent(), [caseId]))[0]?.look?.seq, mark.seq, 'and a look never goes back')
  assert.equal((await marksOf(bench, agent(TWO), [caseId]))[0]?.look, null, 'another officer’s look is theirs')
  const elsewhere = agent(TWO, '350521105-01')
  assert.equal(await noteLook(bench, elsewhere, { caseId, seq: 1 }), null)
  assert.deepEqual(await marksOf(bench, elsewhere, [caseId]), [])
  const { rows } = await bench.pool.query('select from case_look where officer = $1', [TWO])
  assert.equal(rows.length, 0)
})

test('a duty goes into the hands of a holder of its post, by one of them or the head, and every hand-over stays', async () => {
  await using db = await testDatabase()
  const { desk, bench, caseId } = await arrange(db)
  const duty = { caseId, step: 'intake', branch: null }
  const give = (by: Officer, to: string | null, more: object = {}) =>
    handOver(bench, by, { ...duty, officer: to, note: '', ...more }).then(codeOf)
  const head = officer('bureau.head', VILLAGE, TWO) as Officer
  const approver = officer('bureau.approver', VILLAGE, TWO) as Officer
  assert.deepEqual(await candidatesFor(bench, agent(), duty), holders({ role: 'village.agent', unit: VILLAGE }))
  assert.equal(await give(agent(), TWO), 'done')
  assert.equal(await give(head, ONE), 'done')
  assert.equal(await give(approver, ONE), 'HAND_NOT_YOURS')
  assert.equal(await give(agent(), '00000000-0000-4000-8000-000000000009'), 'HAND_NOT_HOLDER')
  assert.equal(await give(agent(), TWO, { step: 'decide' }), 'DUTY_NOT_FOUND')
  assert.equal(await give(agent(ONE, '350521105-01'), TWO), 'DUTY_NOT_FOUND', 'of a case out of sight there is no duty')
  const hands = async () =>
    (await marksOf(bench, agent(), [caseId]))[0]?.hands.map(({ officerName, byName }) => [officerName, byName])
  assert.deepEqual(await hands(), [['赵某', head.name]])
  assert.equal(await give(agent(), null), 'done')
  assert.deepEqual(await hands(), [], 'given back to whoever comes first')
  const { rows } = await bench.pool.query('select from duty_hand')
  assert.equal(rows.length, 3)
  await desk.handle({ key: 'a', actor: agent(), to: { caseId }, command: { type: 'accept', note: '' } })
  assert.equal(await give(agent(), TWO), 'DUTY_NOT_FOUND', 'what is done cannot be handed over')
})

test('phrases are one’s own or the unit’s, are kept once, and are cleared by those they belong to', async () => {
  await using db = await testDatabase()
  const { bench } = await arrange(db)
  const keep = (who: Officer, unit: string | null, text: string) =>
    keepPhrase(bench, who, { unit, act: 'accept', text })
  const own = await keep(agent(), null, '材料齐全')
  assert.deepEqual(await keep(agent(), null, '材料齐全'), own)
  await keep(agent(TWO), VILLAGE, '四至已核')
  assert.equal(codeOf(await keep(agent(), '350521105', '别处')), 'PHRASE_UNIT')
  const seen = async (who: Officer) => (await phrasesOf(bench, who)).map(({ text, isMine }) => [text, isMine])
  assert.deepEqual(await seen(agent()), [
    ['材料齐全', true],
    ['四至已核', false],
  ])
  assert.deepEqual(await seen(agent(TWO, '350521105-01')), [], 'a unit’s phrases stay in the unit')
  const [mine, shared] = await phrasesOf(bench, agent())
  assert.equal(codeOf(await dropPhrase(bench, agent(TWO), mine!.id)), 'PHRASE_UNKNOWN')
  assert.equal(codeOf(await dropPhrase(bench, agent(), shared!.id)), 'done')
  for (let i = 0; i < 59; i += 1) await keep(agent(), null, `第 ${i} 句`)
  assert.equal(codeOf(await keep(agent(), null, '再一句')), 'PHRASE_FULL')
})

test('the calendar counts what the queue lists, day by day', async () => {
  await using db = await testDatabase()
  const { desk, bench } = await arrange(db)
  const queue = await queueOf(bench.reads, agent(), { after: null, limit: 10 })
  const due = queue.items[0]?.dueOn
  assert.ok(due?.startsWith('2024-09'))
  assert.deepEqual(await dueDays(bench, agent(), '2024-09'), { days: [{ day: due, count: 1 }], late: 0, still: 0 })
  assert.deepEqual(await dueDays(bench, agent(), '2024-10'), { days: [], late: 0, still: 0 })
  const onDay = await queueOf(bench.reads, agent(), { after: null, limit: 10, on: due as PlainDate })
  assert.equal(onDay.items.length, 1)
  desk.set('2024-10-08 09:00')
  assert.equal((await dueDays(bench, agent(), '2024-10')).late, 1, 'late, whatever the month looked at')
})
