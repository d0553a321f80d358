// The authoring desk on real PostgreSQL: nobody overwrites anybody, nothing that happened can be changed, and a published
// book is the one in force.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readBook } from '#engines/budget/read.ts'
import type { BookAct } from '#engines/budget/stage.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import { openActsOf } from '#office/log/acts.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type Authoring, bookInForce, bookView, openNext, takeStep } from './authoring.ts'
import { printOf } from './record-store.ts'
import { bookStore } from './store.ts'

const SEED = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const officer = (id: string, ...roles: Role[]): Actor & { kind: 'officer' } => ({
  kind: 'officer',
  id,
  name: `${id}某`,
  posts: roles.map((role) => ({ role, unit: 'bureau' })),
})
const ANNA = officer('甲', 'bureau.author')
const BERT = officer('乙', 'bureau.author')
const FINANCE = officer('丙', 'bureau.finance')
const HEAD = officer('丁', 'bureau.head')
const PROJECT = 'T3/2019999/project'

async function deskOn(db: TestDatabase): Promise<Authoring> {
  const settings = { 'app.district': 'taishang' }
  const [read, write] = [db.pool('qinqing_staff', 2, settings), db.pool('qinqing_appender', 2, settings)]
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district: 'taishang' })
  const desk = {
    store: bookStore({ read, write, district: 'taishang', recorder: { vault, random: randomBytes } }),
    district: 'taishang',
    seed: SEED,
    now: () => new Date('2024-10-08'),
  }
  const opened = await openNext(desk, ANNA)
  assert.deepEqual(opened, { value: { year: 2025 } })
  return desk
}

const step = (
  desk: Authoring,
  who: typeof ANNA,
  act: BookAct,
  seen: number,
  edits: { at: string; value: number }[] = [],
) => takeStep(desk, 2025, who, { act, seen, note: '请看', edits })
const outcome = (answer: Awaited<ReturnType<typeof step>>) =>
  'problem' in answer ? answer.problem.code : answer.value.type

describe('the authoring desk', () => {
  it('of two authors who write on the same version at once one writes, and the other is told who did', async () => {
    await using db = await testDatabase()
    const desk = await deskOn(db)
    const both = await Promise.all([
      step(desk, ANNA, 'save', 1, [{ at: PROJECT, value: 1 }]),
      step(desk, BERT, 'save', 1, [{ at: PROJECT, value: 2 }]),
    ])
    assert.deepEqual(both.map(outcome).sort(), ['BOOK_MOVED', 'saved'])
    const lost = both.findIndex((one) => 'problem' in one)
    const refused = both[lost]!
    assert.match('problem' in refused ? refused.problem.detail! : '', [/乙某先写了第 2 步/, /甲某先写了第 2 步/][lost]!)
    const view = await bookView(desk, 2025, ANNA)
    assert.ok('value' in view)
    const cell = view.value.book.tables.T3.rows.find(({ key }) => key === '2019999')!.cells.project!
    assert.equal(cell.value, lost === 0 ? 2 : 1, 'the book is the winner’s')
    assert.equal(view.value.history.length, 2)
  })

  it('goes from draft to publication by three people, and is then the budget in force', async () => {
    await using db = await testDatabase()
    const desk = await deskOn(db)
    assert.equal((await bookInForce(desk)).year, 2024)
    assert.equal(outcome(await step(desk, ANNA, 'save', 1, [{ at: PROJECT, value: 252_270 }])), 'saved')
    assert.equal(outcome(await step(desk, ANNA, 'submit', 2)), 'BOOK_UNSOUND')
    assert.equal(outcome(await step(desk, ANNA, 'save', 2, [{ at: PROJECT, value: 252_269 }])), 'saved')
    assert.equal(outcome(await step(desk, ANNA, 'submit', 3)), 'submitted')
    assert.equal(outcome(await step(desk, FINANCE, 'return', 4)), 'returned')
    assert.equal(outcome(await step(desk, BERT, 'submit', 5)), 'submitted')
    assert.equal(outcome(await step(desk, FINANCE, 'pass', 6)), 'passed')
    assert.equal(outcome(await step(desk, FINANCE, 'approve', 7)), 'BOOK_ROLE')
    assert.equal(outcome(await step(desk, HEAD, 'approve', 7)), 'approved')
    assert.equal(outcome(await step(desk, HEAD, 'publish', 8)), 'published')
    assert.equal((await bookInForce(desk)).year, 2025)
    assert.deepEqual(await openNext(desk, ANNA), { value: { year: 2026 } }, 'the next is carried over from it')
    const view = await bookView(desk, 2026, ANNA)
    assert.ok('value' in view && view.value.previous.year === 2025 && view.value.may.includes('save'))
  })

  it('each step stands in the district’s log with the fingerprint of its version, and one refused step stands nowhere', async () => {
    await using db = await testDatabase()
    const desk = await deskOn(db)
    await step(desk, ANNA, 'save', 1, [{ at: PROJECT, value: 252_270 }])
    await step(desk, BERT, 'save', 1, [{ at: PROJECT, value: 1 }])
    const acts = await openActsOf(
      db.pool('qinqing_public', 1, { 'app.district': 'taishang' }),
      'taishang',
      'budget:2025',
    )
    assert.deepEqual(
      acts.map(({ seq, kind, place }) => [seq, kind, place]),
      [
        [1, 'opened', 0],
        [2, 'saved', 1],
      ],
    )
    const version = await desk.store.version(2025, 2)
    assert.deepEqual(acts[1]!.body, { book: printOf(version) })
    const view = await bookView(desk, 2025, ANNA)
    assert.equal('value' in view && view.value.receipts, '/log/taishang/acts/budget:2025')
  })

  it('refuses a second opening, an unknown year and an unknown place, and writes nothing then', async () => {
    await using db = await testDatabase()
    const desk = await deskOn(db)
    const again = await openNext(desk, BERT)
    assert.equal('problem' in again && again.problem.code, 'BOOK_EXISTS')
    const none = await bookView(desk, 2031, ANNA)
    assert.equal('problem' in none && none.problem.code, 'BOOK_NOT_FOUND')
    const nowhere = [
      { at: PROJECT, value: 1 },
      { at: 'T3/9999999/project', value: 1 },
    ]
    assert.equal(outcome(await step(desk, ANNA, 'save', 1, nowhere)), 'BOOK_PLACE')
    assert.equal((await db.query('select from budget_event')).length, 1)
  })

  it('what happened cannot be changed or removed by the role that writes', async () => {
    await using db = await testDatabase()
    await deskOn(db)
    const pool = db.pool('qinqing_appender', 1, { 'app.district': 'taishang' })
    for (const sql of [`update budget_event set note = 'x'`, 'delete from budget_event', 'truncate budget_event'])
      await assert.rejects(pool.query(sql), { code: '42501' }, sql)
  })
})
