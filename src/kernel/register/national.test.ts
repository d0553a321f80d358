import assert from 'node:assert/strict'
import { createPrivateKey, createSign, generateKeyPairSync, hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { concatBytes, hexOf, parseHex, utf8 } from '../bytes.ts'
import { SM2_DEFAULT_ID, sm2Z, verifySm2 } from './sm2.ts'
import { sm3 } from './sm3.ts'

test('SM3: the examples of GB/T 32905 appendix A, and the empty message', () => {
  const EXAMPLES = [
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
    ['', '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b'],
  ] as const
  for (const [message, digest] of EXAMPLES) assert.equal(hexOf(sm3(utf8(message))), digest)
})

test('SM3 agrees with the one in OpenSSL on messages of every length around a block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (message) => {
      assert.equal(hexOf(sm3(message)), hash('sm3', message, 'hex'))
    }),
  )
})

// GB/T 32918.5-2017 appendix A.2.
const KEY = parseHex(
  '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
)!
const MESSAGE = utf8('message digest')
const SIGNATURE = parseHex(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
)!

test('SM2: the example of GB/T 32918.5', () => {
  assert.equal(hexOf(sm2Z(KEY, SM2_DEFAULT_ID)), 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3')
  assert.equal(verifySm2(KEY, MESSAGE, SIGNATURE), true)
})

test('SM2 refuses another message, id, key or signature', () => {
  const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))
  assert.equal(verifySm2(KEY, utf8('message digesT'), SIGNATURE), false)
  assert.equal(verifySm2(KEY, MESSAGE, SIGNATURE, utf8('')), false)
  assert.equal(verifySm2(flipped(KEY, 64), MESSAGE, SIGNATURE), false, 'not on the curve')
  assert.equal(verifySm2(KEY.slice(1), MESSAGE, SIGNATURE), false)
  for (const at of [0, 31, 32, 63]) assert.equal(verifySm2(KEY, MESSAGE, flipped(SIGNATURE, at)), false)
  assert.equal(verifySm2(KEY, MESSAGE, new Uint8Array(64)), false)
  assert.equal(verifySm2(KEY, MESSAGE, new Uint8Array(64).fill(255)), false)
  assert.equal(verifySm2(KEY, MESSAGE, SIGNATURE.slice(1)), false)
})

/** r and s out of a DER signature, each as 32 bytes. */
function rawSignature(der: Buffer): Uint8Array {
  const numbers: Uint8Array[] = []
  for (let at = 2; at < der.length; at += 2 + der[at + 1]!) {
    const number = der.subarray(at + 2, at + 2 + der[at + 1]!)
    numbers.push(concatBytes(new Uint8Array(32), number).slice(-32))
  }
  return concatBytes(...numbers)
}

/** An SM2 key pair that OpenSSL signs as SM2: only a key read back from PEM does, one fresh from the generator does not. */
function sm2Pair() {
  const fresh = generateKeyPairSync('ec', { namedCurve: 'SM2' })
  const spki = fresh.publicKey.export({ type: 'spki', format: 'der' })
  return {
    fresh: fresh.privateKey,
    read: createPrivateKey(fresh.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: new Uint8Array(spki.subarray(-65)),
  }
}

test('SM2 verifies what OpenSSL signs, and not what a freshly generated key signs as plain ECDSA', () => {
  const { fresh, read, publicKey } = sm2Pair()
  const z = sm2Z(publicKey, SM2_DEFAULT_ID)
  const sm2 = createSign('sm3').update(z).update(MESSAGE).sign(read)
  assert.equal(verifySm2(publicKey, MESSAGE, rawSignature(sm2)), true)
  const ecdsa = createSign('sm3').update(z).update(MESSAGE).sign(fresh)
  assert.equal(verifySm2(publicKey, MESSAGE, rawSignature(ecdsa)), false)
})
