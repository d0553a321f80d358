// Every single change of a row of the database, by somebody who owns it, is named by the operator's own check.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { silentLog } from '#platform/log.ts'
import { DISTRICT } from '#services/district.ts'
import { handIn, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { checkRows } from './check-rows.ts'
import { openDistrictLog } from './open-log.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-rows-'))
after(() => rm(folder, { recursive: true }))

/** Two cases of the same person, placed: positions 0 and 1, 2 and 3 are their events. */
async function world(db: TestDatabase) {
  const desk = await testDesk(db)
  const settings = { 'app.district': DISTRICT.code }
  for (const [key, time] of [
    ['a', '09:00'],
    ['b', '10:00'],
  ] as const) {
    desk.set(`2024-09-02 ${time}`)
    await handIn(desk, key)
  }
  const { sequencer } = await openDistrictLog({
    ...{ district: DISTRICT.code, vault: desk.vault, random: desk.random, log: silentLog },
    pool: db.pool('qinqing_log', 1, settings),
    baseUrl: 'https://example.gov',
    dataFolder: await mkdtemp(join(folder, 'data-')),
  })
  assert.equal((await sequencer.round()).grown, 4)
  const owner = db.pool('owner', 1)
  return { check: () => checkRows(owner, { vault: desk.vault, size: 4 }) }
}

test('rows as they were recorded hold', async () => {
  await using db = await testDatabase()
  const { check } = await world(db)
  assert.deepEqual(await check(), { rows: 4, erased: 0, reasons: [] })
})

const FLIP = (column: string) =>
  `update case_event set ${column} = set_byte(${column}, 20, get_byte(${column}, 20) # 1) where position = 1`

/** Deed, the row it is done to, and what is found. */
const DEEDS: readonly [deed: string, sql: string, found: readonly string[]][] = [
  ['a bit of the content', FLIP('sealed'), ['ROW_ALTERED 第 1 条，密文打不开']],
  ['a bit of the salt', FLIP('salt'), ['ROW_ALTERED 第 1 条']],
  ['a bit of the commitment', FLIP('commitment'), ['ROW_ALTERED 第 1 条', 'CHAIN_BROKEN']],
  [
    'an event in the middle deleted',
    'delete from case_event where position = 0',
    ['ROW_MISSING 第 0 条', 'CHAIN_BROKEN 第 1 条'],
  ],
  [
    'the last event of a case deleted',
    'delete from case_event where position = 3',
    ['ROW_MISSING 第 3 条', 'CHAIN_BROKEN'],
  ],
  [
    'two events of other cases swapped',
    `update case_event e set sealed = o.sealed, salt = o.salt, commitment = o.commitment from case_event o
      where (e.position, o.position) in ((0, 2), (2, 0))`,
    [
      'ROW_ALTERED 第 0 条，密文打不开',
      'CHAIN_BROKEN 第 1 条',
      'ROW_ALTERED 第 2 条，密文打不开',
      'CHAIN_BROKEN 第 3 条',
    ],
  ],
  [
    'a case file put back',
    `update case_file set head = decode(repeat('00', 32), 'hex')`,
    ['CHAIN_BROKEN', 'CHAIN_BROKEN'],
  ],
]

for (const [deed, sql, found] of DEEDS) {
  test(`${deed} is found with its place`, async () => {
    await using db = await testDatabase()
    const { check } = await world(db)
    await db.query(sql)
    const { reasons } = await check()
    const said = reasons.map(({ code, text }) => `${code} ${/第.*$/.exec(text)?.[0] ?? ''}`.trim())
    assert.deepEqual(said, found)
  })
}

test('a case erased for good is counted, and contradicts nothing', async () => {
  await using db = await testDatabase()
  const { check } = await world(db)
  await db.query(`delete from case_key where case_id = (select case_id from case_event where position = 0)`)
  await db.query(`update case_event set sealed = '', salt = '' where position in (0, 1)`)
  assert.deepEqual(await check(), { rows: 4, erased: 2, reasons: [] })
})
