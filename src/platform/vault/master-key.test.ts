import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openMasterKey } from './master-key.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-master-'))
after(() => rm(folder, { recursive: true }))

test('the first start makes a key file only its owner may read, and later starts use it', async () => {
  const file = join(folder, 'keys', 'master')
  const masters = await Promise.all(Array.from({ length: 8 }, () => openMasterKey({ file })))
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(join(folder, 'keys')), ['master'], 'no draft is left behind')

  const key = createSecretKey(randomBytes(32))
  const wrapped = await masters[0]!.wrap(key, 'district:1')
  for (const master of [...masters, await openMasterKey({ file })]) {
    assert.ok((await master.unwrap(wrapped, 'district:1')).equals(key), 'all starts ended with one key')
    await assert.rejects(master.unwrap(wrapped, 'district:2'), /another key or place/)
  }
})

test('two installations share no key', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  const master = await openMasterKey({ file: one })
  const other = await openMasterKey({ file: two })
  assert.notEqual(await readFile(one, 'utf8'), await readFile(two, 'utf8'))
  const wrapped = await master.wrap(createSecretKey(randomBytes(32)), 'p')
  await assert.rejects(other.unwrap(wrapped, 'p'), /another key or place/)
})

test('a key file open to others, a short key and a sample key are refused with what to do', async () => {
  const file = join(folder, 'open')
  await openMasterKey({ file })
  await chmod(file, 0o644)
  await assert.rejects(openMasterKey({ file }), /chmod 600/)
  await assert.rejects(openMasterKey({ file, base64: 'c2hvcnQ=' }), /must be 32 bytes/)
  await assert.rejects(openMasterKey({ file, base64: Buffer.alloc(32).toString('base64') }), /is a sample/)
  const handed = await openMasterKey({ file, base64: randomBytes(32).toString('base64') })
  assert.ok(handed, 'a key from the environment leaves the file alone')
})
