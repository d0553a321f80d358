// The published figures over real cases on real PostgreSQL: what is decided is counted once by the day of its decision, small
// numbers are kept back, and the lights are the wall's.

import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { fold } from '#kernel/case/evolve.ts'
import { replay } from '#kernel/case/example.ts'
import { examples } from '#services/homestead/examples.ts'
import { handIn, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { HOMESTEAD, WORLD } from '../../../test/support/homestead.ts'
import type { SupervisionDesk } from './desk.ts'
import { keepOutcome } from './outcome.ts'
import { publishedFigures } from './statistics.ts'
import { wallOf } from './wall.ts'

const story = fold(replay(HOMESTEAD, examples[0]!, WORLD).events)!

test('decisions are counted by their day, within the promise or not, and small numbers are kept back', async () => {
  await using db = await testDatabase()
  const desk = await testDesk(db)
  await handIn(desk)
  const pool = db.pool('qinqing_appender', 2, { 'app.district': desk.catalogue.district })
  const supervision: SupervisionDesk = { pool, reads: readsOf(db, desk), random: randomBytes }
  desk.set('2024-12-30 09:00')
  const homestead = async () => {
    const figures = await publishedFigures(supervision)
    return { figures, row: figures.services.find(({ service }) => service === HOMESTEAD.slug)! }
  }
  const ids = Array.from({ length: 6 }, () => randomUUID())
  for (const id of ids.slice(0, 4)) await keepOutcome(supervision, HOMESTEAD, { id, state: story })
  assert.deepEqual((await homestead()).row, {
    ...{ service: HOMESTEAD.slug, received: null, decided: null, inTime: null, days: null },
  })
  for (const id of ids) await keepOutcome(supervision, HOMESTEAD, { id, state: story })
  const early = { ...story.clock[0]!, on: plainDate('2024-07-01') }
  const late = { ...story, clock: [early, ...story.clock.slice(1)] }
  await keepOutcome(supervision, HOMESTEAD, { id: ids[0]!, state: late })
  const { figures, row } = await homestead()
  assert.equal(row.decided, 6, 'each once, whatever is seen again')
  assert.equal(row.inTime, 83.3)
  assert.ok(row.days !== null && row.days > 5)
  const month = figures.months.find((one) => one.month === story.decision!.on.slice(0, 7))!
  assert.deepEqual([month.decided, figures.all.decided, figures.months.length], [6, 6, 12])
  const wall = await wallOf(supervision)
  assert.equal(wall.places[0]?.open, 1)
  assert.deepEqual(figures.lights, { green: 0, yellow: 0, red: null }, 'one is too few to be published')
  const offices = desk.catalogue.services.filter(({ applicant }) => applicant === 'office').map(({ slug }) => slug)
  assert.ok(offices.length > 0 && !figures.services.some(({ service }) => offices.includes(service)))
})
