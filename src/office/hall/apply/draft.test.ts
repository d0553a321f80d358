// Drafts on real PostgreSQL: one's own alone, sealed, and no save lost.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { vaultOf } from '#platform/vault/vault.ts'
import { testDatabase } from '../../../../test/support/database.ts'
import { type Draft, openDrafts } from './draft.ts'

const district = 'taishang'
const draft: Draft = { key: 'k', form: { name: '张某甲' }, materials: [], visited: ['section:1'], submitted: null }

async function world() {
  const db = await testDatabase()
  const pool = db.pool('qinqing_citizen', 4, { 'app.district': district })
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district })
  let now = new Date('2024-09-02T01:00:00Z')
  const drafts = openDrafts({ pool, vault, now: () => now, random: randomBytes })
  const later = () => {
    now = new Date(now.getTime() + 60_000)
  }
  return { db, pool, drafts, later }
}

describe('a draft', () => {
  it('is found again as it was saved, by its person and name only', async () => {
    const { db, drafts } = await world()
    await using _ = db
    const [person, other] = [randomUUID(), randomUUID()]
    await drafts.change(person, 'homestead', () => draft)
    assert.deepEqual(await drafts.find(person, 'homestead'), { ...draft, savedAt: '2024-09-02T01:00:00.000Z' })
    assert.equal(await drafts.find(person, 'another'), null)
    assert.equal(await drafts.find(other, 'homestead'), null)
    assert.deepEqual(await drafts.list(other), [])
  })

  it('cannot be read under the role of citizens by another person, nor in the database by anybody', async () => {
    const { db, pool, drafts } = await world()
    await using _ = db
    await drafts.change(randomUUID(), 'homestead', () => draft)
    const client = await pool.connect()
    await client.query(`select set_config('app.person', $1, false)`, [randomUUID()])
    assert.equal((await client.query('select from draft')).rowCount, 0)
    client.release()
    const [row] = await db.query<{ sealed: Buffer }>('select sealed from draft')
    assert.ok(!row!.sealed.includes(Buffer.from('张某甲')))
  })

  it('loses no save when tabs save at once, also the first ones', async () => {
    const { db, drafts } = await world()
    await using _ = db
    const person = randomUUID()
    const parts = Array.from({ length: 12 }, (_, i) => `section:${i}`)
    await Promise.all(
      parts.map((part) =>
        drafts.change(person, 'homestead', (found) => ({ ...draft, visited: [...(found?.visited ?? []), part] })),
      ),
    )
    assert.deepEqual([...(await drafts.find(person, 'homestead'))!.visited].sort(), [...parts].sort())
  })

  it('is listed last saved first, and deleted by a change to nothing', async () => {
    const { db, drafts, later } = await world()
    await using _ = db
    const person = randomUUID()
    for (const name of ['one', 'two', 'three']) {
      await drafts.change(person, name, () => draft)
      later()
    }
    await drafts.change(person, 'two', () => null)
    assert.deepEqual(
      (await drafts.list(person)).map(({ name }) => name),
      ['three', 'one'],
    )
  })

  it('stays as it was when the change throws', async () => {
    const { db, drafts } = await world()
    await using _ = db
    const person = randomUUID()
    await drafts.change(person, 'one', () => draft)
    await assert.rejects(
      drafts.change(person, 'one', () => {
        throw new Error('no')
      }),
    )
    assert.equal((await drafts.find(person, 'one'))?.key, 'k')
  })
})
