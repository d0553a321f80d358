// Ratings over real cases on real PostgreSQL: read from the stream, by default after seven days, and the course of a bad one.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { RATING_RULES } from '#services/rating.ts'
import { handIn, officer, readsOf, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { actsOf } from '../log/acts.ts'
import { badRatings, followRatings, oneRating, type RatingDesk, rateTouch, takeStep } from './desk.ts'
import { after, begin, type Standing, type Step, whyNotStep } from './flow.ts'
import { ratingFigures } from './statistics.ts'

const VILLAGE = '350521104-01'
type Officer = Actor & { kind: 'officer' }
const supervisor = officer('bureau.supervisor', VILLAGE, 's') as Officer
const approver = officer('bureau.approver', VILLAGE, 'a') as Officer

async function arrange(db: TestDatabase) {
  const desk = await testDesk(db)
  const pool = db.pool('qinqing_appender', 2, { 'app.district': desk.catalogue.district })
  const ratings: RatingDesk = { pool, reads: readsOf(db, desk), random: randomBytes }
  return { desk, ratings }
}

/** A case handed in and refused at intake: decided at once, so that it can be rated. */
async function ended(
  desk: TestDesk,
  key: string,
): Promise<{ caseId: string; give: (command: Command) => Promise<boolean> }> {
  const { applicant, caseId } = await handIn(desk, key)
  const to = { caseId }
  const refuse = { type: 'refuse', ground: 'notCompetent', reason: '不属于本机关职权' } as const
  const refused = await desk.handle({ key: `${key}-r`, actor: officer('village.agent', VILLAGE), to, command: refuse })
  assert.ok(refused.ok)
  return {
    caseId,
    give: async (command) => (await desk.handle({ key: `${key}-${command.type}`, actor: applicant, to, command })).ok,
  }
}
const low = { type: 'rate', level: 1, reasons: ['等得太久'], text: '等了三个月' } as const

test('a rating is read from the stream once, answers to whoever handled the case, and a bad one waits for a call', async () => {
  await using db = await testDatabase()
  const { desk, ratings } = await arrange(db)
  const one = await ended(desk, 'one')
  assert.ok(await one.give(low))
  assert.ok((await followRatings(ratings)) > 0)
  assert.equal(await followRatings(ratings), 0, 'read once')
  const [bad] = await badRatings(ratings, supervisor, 10)
  assert.deepEqual(
    [bad?.caseId, bad?.level, bad?.stage, bad?.unit, bad?.text, bad?.dueOn],
    [one.caseId, 1, 'assigned', VILLAGE, '等了三个月', '2024-09-03'],
  )
  assert.equal((await badRatings(ratings, officer('town.land', VILLAGE), 10)).length, 0, 'other units do not see it')
  assert.equal((await badRatings(ratings, officer('village.agent', VILLAGE), 10)).length, 1)
  const { rows } = await ratings.pool.query<{ sealed: Buffer }>('select sealed from rating')
  assert.ok(!rows[0]!.sealed.includes(Buffer.from('三个月')), 'what the rater wrote is sealed')
})

test('matters nobody rated count as satisfied by default after seven natural days, apart from active ones', async () => {
  await using db = await testDatabase()
  const { desk, ratings } = await arrange(db)
  await ended(desk, 'silent')
  await followRatings(ratings)
  desk.set('2024-09-09 23:00')
  assert.deepEqual(await counts(ratings), { active: 0, byDefault: 0, waiting: 1 }, 'the seventh day still runs')
  desk.set('2024-09-10 00:10')
  assert.deepEqual(await counts(ratings), { active: 0, byDefault: 1, waiting: 0 })
  await rateTouch(ratings, { touch: 'window', service: '', level: 5, reasons: [], text: '' })
  const figures = await ratingFigures(ratings)
  assert.deepEqual([figures.active, figures.byDefault, figures.levels], [1, 1, [0, 0, 0, 0, 1]])
})
const counts = async (ratings: RatingDesk) => {
  const { active, byDefault, waiting } = await ratingFigures(ratings)
  return { active, byDefault, waiting }
}

test('a bad rating goes its whole course, each step an act in the log, and of two at once one is written', async () => {
  await using db = await testDatabase()
  const { desk, ratings } = await arrange(db)
  const { id } = await rateTouch(ratings, { touch: 'window', service: '', level: 2, reasons: ['态度不好'], text: '' })
  const take = async (who: Officer, seen: number, step: Step) => {
    const taken = await takeStep(ratings, who, id, { seen, step })
    return 'problem' in taken ? taken.problem.code : `${taken.standing.stage} ${taken.standing.dueOn}`
  }
  assert.equal(await take(approver, 0, { step: 'call', outcome: 'valid', note: '问过' }), 'RATING_ROLE')
  assert.equal(await take(supervisor, 0, { step: 'call', outcome: 'valid', note: ' ' }), 'RATING_NOTE')
  const call = { step: 'call', outcome: 'valid', note: '电话核实，属实' } as const
  const both = await Promise.all([take(supervisor, 0, call), take(supervisor, 0, call)])
  assert.deepEqual(
    both.sort(),
    ['RATING_MOVED', 'rectifying 2024-09-14'],
    'ten working days, the make-up Saturday among them',
  )
  assert.equal(
    await take(approver, 1, { step: 'rectify', how: 'simple', note: '向您道歉，已培训' }),
    'rectified 2024-09-14',
  )
  assert.equal(await take(supervisor, 2, { step: 'revisit', satisfied: true, note: '满意' }), 'RATING_STAGE')
  assert.equal(await take(approver, 2, { step: 'tell', note: '已电话告知' }), 'told 2024-09-09')
  assert.equal(
    await take(supervisor, 3, { step: 'revisit', satisfied: false, note: '还不满意' }),
    'rectifying 2024-09-14',
  )
  desk.set('2024-09-20 09:00')
  assert.equal(await take(approver, 4, { step: 'rectify', how: 'planned', note: '另派专人' }), 'rectified 2024-09-14')
  await take(approver, 5, { step: 'tell', note: '已告知' })
  assert.match(await take(supervisor, 6, { step: 'revisit', satisfied: true, note: '满意了' }), /^closed/)
  const acts = await actsOf(ratings.pool, ratings.reads.vault, `rating:${id}`)
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ['call', 'rectify', 'tell', 'revisit', 'rectify', 'tell', 'revisit'],
  )
  const { bad } = await ratingFigures(ratings)
  assert.deepEqual(bad, { all: 1, called: 1, valid: 1, rectified: 1, inTime: 0, closed: 1 }, 'late is late')
  const found = await oneRating(ratings, approver, id)
  assert.ok('taken' in found && found.taken.length === 7)
})

test('whoever put it right does not ask whether it was', () => {
  const around = { rules: RATING_RULES, calendar: officialCalendar, today: '2024-09-02' as PlainDate }
  const both: Officer = { ...supervisor, posts: [...supervisor.posts, ...approver.posts] }
  let at: Standing = begin(1, 'bureau', around)
  for (const step of [
    { step: 'call', outcome: 'valid', note: 'x' },
    { step: 'rectify', how: 'simple', note: 'x' },
    { step: 'tell', note: 'x' },
  ] as const) {
    assert.equal(whyNotStep(at, step, both), null)
    at = after(at, step, both.id, around)
  }
  assert.equal(whyNotStep(at, { step: 'revisit', note: 'x' }, both), 'RATING_OWN')
  assert.equal(
    whyNotStep(
      at,
      { step: 'revisit', note: 'x' },
      supervisor.id === both.id ? { ...supervisor, id: 'other' } : supervisor,
    ),
    null,
  )
  assert.equal(begin(3, 'bureau', around).stage, 'none')
})
