// What the platform's own cases say for the counters, on real PostgreSQL: told by a service's first example.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readBook } from '#engines/budget/read.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import { examples } from '#services/homestead/examples.ts'
import { officer, person, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openEvidence } from './evidence.ts'
import { monitorOf } from './monitor.ts'

const STORY = examples[0]!
const VILLAGE = '350521104-01'
const BOOK = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book

/** The whole story of one household, up to its rating and without it. */
async function tellStory(desk: TestDesk, { rated }: { rated: boolean }): Promise<void> {
  const applicant = person(desk, '350598198003071234')
  let n = 0
  const give = async (actor: Actor, to: { service: string } | { caseId: string }, command: object): Promise<string> => {
    const handled = await desk.handle({ key: `key-${++n}`, actor, to, command } as never)
    assert.ok(handled.ok, JSON.stringify(handled))
    return handled.receipt.caseId
  }
  desk.set(STORY.submittedAt)
  const { form, materials } = STORY
  const { id, name } = applicant
  const to = {
    caseId: await give(
      applicant,
      { service: 'homestead' },
      { type: 'submit', applicant: { id, name }, form, materials },
    ),
  }
  for (const { at, by, command, refused } of STORY.script) {
    if (refused !== undefined || (command.type === 'rate' && !rated)) continue
    desk.set(at)
    const actor =
      by === 'applicant' ? applicant : by === 'time' ? SYSTEM : officer(by.replace(/#2$/, '') as Role, VILLAGE)
    await give(actor, to, command)
  }
}

async function world(db: TestDatabase) {
  const desk = await testDesk(db)
  const { catalogue, vault } = desk
  const pool = db.pool('qinqing_staff', 1, { 'app.district': catalogue.district })
  return { desk, evidence: openEvidence({ catalogue, vault, pool, now: desk.now }) }
}

describe('the evidence of cases', () => {
  it('a case counts from the day it ends, is counted once, and again when it is rated', async () => {
    await using db = await testDatabase()
    const { desk, evidence } = await world(db)
    assert.deepEqual((await evidence.factsOf(['homestead'])).cases, [])
    await tellStory(desk, { rated: false })
    const facts = await evidence.factsOf(['homestead'])
    assert.equal(facts.cases.length, 1)
    assert.deepEqual(
      facts.cases.map(({ tripsBefore, tripsTaken, onTime }) => ({ tripsBefore, tripsTaken, onTime })),
      [{ tripsBefore: 3, tripsTaken: 1, onTime: true }],
    )
    assert.deepEqual(facts.ratings, [])
    assert.deepEqual((await evidence.factsOf(['another'])).cases, [])
  })

  it('who rated counts as they rated; who did not counts as satisfied by default after seven days', async () => {
    for (const rated of [true, false]) {
      await using db = await testDatabase()
      const { desk, evidence } = await world(db)
      await tellStory(desk, { rated })
      const day = STORY.script.at(-1)!.at.slice(0, 10)
      desk.set(`${day.slice(0, 8)}${String(Number(day.slice(8)) + 9).padStart(2, '0')} 09:00`)
      assert.deepEqual((await evidence.factsOf(['homestead'])).ratings, [{ satisfied: true, byDefault: !rated }])
    }
  })

  it('a case whose key is destroyed no longer counts', async () => {
    await using db = await testDatabase()
    const { desk, evidence } = await world(db)
    await tellStory(desk, { rated: true })
    assert.equal((await evidence.factsOf(['homestead'])).cases.length, 1)
    await db.query('delete from case_key')
    assert.deepEqual((await evidence.factsOf(['homestead'])).cases, [])
  })

  it('the monitor judges every target of the book and every proposed one; only the platform’s own have figures', async () => {
    await using db = await testDatabase()
    const { desk, evidence } = await world(db)
    await tellStory(desk, { rated: true })
    const { rows, year } = await monitorOf(
      { catalogue: desk.catalogue, evidence, now: desk.now, proofs: new Map() },
      BOOK,
    )
    assert.equal(rows.length, 219 + 12)
    assert.equal(year, Number(STORY.script.at(-1)!.at.slice(0, 4)))
    // Services nobody has used yet count nothing so far, which is a figure too.
    const measured = rows.filter(({ standing, now = '' }) => standing !== 'noEvidence' && !now.startsWith('0 '))
    assert.deepEqual(
      measured.map(({ name, now }) => `${name} ${now}`),
      [
        '使用着数量 1 人',
        '平台使用者满意度 100%',
        '保证各平台的正常办件量 1 件',
        '群众少跑腿 10000 次以上 2 次',
        '平台使用者满意度 100%',
        '掌上办结的宅基地件数 1 件',
        '宅基地审批平均用时 2 天',
        '群众少跑腿次数 2 次',
      ],
    )
    for (const { standing, now, cure, owner, binding } of rows) {
      assert.ok(['counter', 'register', 'payments', 'proof'].includes(binding))
      assert.equal(standing === 'noEvidence', now === undefined)
      assert.equal(standing === 'noEvidence', cure !== undefined, 'what has no evidence says what would give it')
      assert.ok(owner.length > 0)
    }
  })
})
