import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { openMasterKey } from './master-key.ts'
import { openVault } from './vault.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-vault-'))
after(() => rm(folder, { recursive: true }))

test('processes that start together share one district key, and another master key cannot open it', async () => {
  await using db = await testDatabase()
  const district = '350598'
  const pool = db.pool('qinqing_appender', 4, { 'app.district': district })
  const master = await openMasterKey({ file: join(folder, 'master') })
  const vaults = await Promise.all(Array.from({ length: 6 }, () => openVault(pool, { master, district })))
  const { wrapped, key } = vaults[0]!.newDataKey('case:1')
  for (const vault of vaults) assert.ok(vault.dataKey(wrapped, 'case:1').equals(key))
  const stranger = await openMasterKey({ file: join(folder, 'stranger') })
  await assert.rejects(openVault(pool, { master: stranger, district }), /another key or place/)
})

test('the role that reads district keys cannot change them, and sees its own district only', async () => {
  await using db = await testDatabase()
  const master = await openMasterKey({ file: 'unused', base64: randomBytes(32).toString('base64') })
  const pools = ['1', '2'].map((district) => db.pool('qinqing_appender', 1, { 'app.district': district }))
  await openVault(pools[0]!, { master, district: '1' })
  await openVault(pools[1]!, { master, district: '2' })
  assert.equal((await pools[0]!.query('select from district_key')).rowCount, 1)
  await assert.rejects(pools[0]!.query(`update district_key set wrapped = ''`), { code: '42501' })
  await assert.rejects(openVault(pools[0]!, { master, district: '3' }), { code: '42501' })
})
