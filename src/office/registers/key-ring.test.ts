// Keys made once, sealed on disk, of one district only; signatures by Node's own SM2 as the standard wants them.

import assert from 'node:assert/strict'
import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { hexOf, parseHex, utf8 } from '#kernel/bytes.ts'
import { verifySm2 } from '#kernel/register/sm2.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { openKeyRing } from './key-ring.ts'
import { newPrivateKey, signerOf, verifySignature } from './signer.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qinqing-keys-'))
})
after(() => rm(folder, { recursive: true }))

const vault = vaultOf(createSecretKey(randomBytes(32)), { district: 'demo' })
const now = () => new Date('2026-11-23T00:00:00Z')
const MESSAGE = utf8('message digest')

describe('the key ring', () => {
  it('is made once, readable by its owner alone, and the same at every start', async () => {
    const file = join(folder, 'keys', 'one')
    const rings = await Promise.all([openKeyRing({ file, vault, now }), openKeyRing({ file, vault, now })])
    const later = await openKeyRing({ file, vault, now })
    for (const ring of [...rings, later]) assert.deepEqual(ring.issuer.kid, rings[0]!.issuer.kid)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
  })
  it('holds no private key in the clear', async () => {
    const file = join(folder, 'sealed')
    await openKeyRing({ file, vault, now, second: 'SM2' })
    const stored = JSON.parse(await readFile(file, 'utf8')) as { keys: { sealed: string }[] }
    // PKCS #8 of either algorithm begins with these bytes.
    for (const { sealed } of stored.keys)
      assert.doesNotMatch(Buffer.from(sealed, 'base64').toString('hex'), /^30.{1,4}0201/)
  })
  it('gains the second signer when it is chosen, and keeps its key listed when it is chosen no longer', async () => {
    const file = join(folder, 'second')
    const plain = await openKeyRing({ file, vault, now })
    assert.equal(plain.second, undefined)
    const both = await openKeyRing({ file, vault, now, second: 'SM2' })
    assert.equal(both.second?.algorithm, 'SM2')
    assert.deepEqual(both.issuer.kid, plain.issuer.kid)
    const again = await openKeyRing({ file, vault, now })
    assert.equal(again.second, undefined)
    assert.deepEqual(again.issuerKeys, both.issuerKeys)
  })
  it('of another district, changed, or no key file at all is a fault that names the place', async () => {
    const file = join(folder, 'foreign')
    await openKeyRing({ file, vault, now })
    const other = vaultOf(createSecretKey(randomBytes(32)), { district: 'other' })
    await assert.rejects(openKeyRing({ file, vault: other, now }), /changed, or belongs to another key/)
    await writeFile(file, '{"v":"something"}')
    await assert.rejects(openKeyRing({ file, vault, now }), /foreign holds no keys/)
  })
  it('lets no key pass for another: purpose and time are sealed with it', async () => {
    const file = join(folder, 'swapped')
    await openKeyRing({ file, vault, now })
    const stored = JSON.parse(await readFile(file, 'utf8')) as { keys: { sealed: string }[] }
    ;[stored.keys[0]!.sealed, stored.keys[1]!.sealed] = [stored.keys[1]!.sealed, stored.keys[0]!.sealed]
    await writeFile(file, JSON.stringify(stored))
    await assert.rejects(openKeyRing({ file, vault, now }), /changed/)
  })
})

describe('a software signer', () => {
  for (const algorithm of ['EdDSA', 'SM2'] as const) {
    it(`of ${algorithm} makes what the kernel verifies, and nothing else passes`, () => {
      const { publicKey, sign } = signerOf(algorithm, newPrivateKey(algorithm))
      const signature = sign(MESSAGE)
      assert.equal(signature.length, 64)
      assert.equal(verifySignature(algorithm, publicKey, MESSAGE, signature), true)
      assert.equal(verifySignature(algorithm, publicKey, utf8('message digesT'), signature), false)
      for (const at of [0, 31, 32, 63]) {
        const flipped = signature.map((byte, i) => (i === at ? byte ^ 1 : byte))
        assert.equal(verifySignature(algorithm, publicKey, MESSAGE, flipped), false)
      }
    })
  }
  it('of SM2 has the public key of the example in GB/T 32918.5, and its signatures verify under it', () => {
    const d = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
    const key =
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
    // PKCS #8 of the curve SM2 (1.2.156.10197.1.301) around d and its public key.
    const der = Buffer.from(
      `308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420${d}a144034200${key}`,
      'hex',
    )
    const signer = signerOf('SM2', der)
    assert.equal(hexOf(signer.publicKey), key)
    assert.equal(verifySm2(parseHex(key)!, MESSAGE, signer.sign(MESSAGE)), true)
  })
  it('of SM2 is not the trap of Node: the generator’s own key signs plain ECDSA', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' })
    const signer = signerOf('SM2', privateKey.export({ type: 'pkcs8', format: 'der' }))
    for (let round = 0; round < 20; round++) {
      assert.equal(verifySm2(signer.publicKey, utf8(`${round}`), signer.sign(utf8(`${round}`))), true)
    }
  })
})
