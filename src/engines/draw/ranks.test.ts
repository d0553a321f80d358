import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { compareUtf8, hexOf, parseHex, utf8 } from '#kernel/bytes.ts'
import { chachaBlock, chachaWords, wordsOf } from './chacha20.ts'
import { below, ranksOf } from './ranks.ts'

const bytesOf = (words: Uint32Array): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * words.length))
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true)
  return new Uint8Array(view.buffer)
}

// RFC 8439 section 2.3.2 and appendix A.1, vectors 1, 2, 4 and 5.
const BLOCKS: readonly [key: string, nonce: string, counter: number, block: string][] = [
  [
    '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
    '000000090000004a00000000',
    1,
    '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e',
  ],
  [
    '00'.repeat(32),
    '00'.repeat(12),
    0,
    '76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586',
  ],
  [
    '00'.repeat(32),
    '00'.repeat(12),
    1,
    '9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f',
  ],
  [
    `00ff${'00'.repeat(30)}`,
    '00'.repeat(12),
    2,
    '72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca13b25aa26cb4a648cb9b9d1be65b2c0924a66c54d545ec1b7374f4872e99f096',
  ],
  [
    '00'.repeat(32),
    `${'00'.repeat(11)}02`,
    0,
    'c2c64d378cd536374ae204b9ef933fcd1a8b2288b3dfa49672ab765b54ee27c78a970e0e955c14f3a88e741b97c286f75f8fc299e8148362fa198a39531bed6d',
  ],
]

test('the ChaCha20 blocks of RFC 8439', () => {
  for (const [key, nonce, counter, block] of BLOCKS) {
    const out = new Uint32Array(16)
    chachaBlock({ key: wordsOf(parseHex(key)!), nonce: wordsOf(parseHex(nonce)!) }, counter, out)
    assert.equal(hexOf(bytesOf(out)), block)
  }
})

test('the stream reads block after block', () => {
  const next = chachaWords(new Uint8Array(32))
  const words = Uint32Array.from({ length: 32 }, next)
  assert.equal(hexOf(bytesOf(words)), BLOCKS[1]![3] + BLOCKS[2]![3])
})

test('a number below a bound throws away the words that would favour some', () => {
  const words = [2 ** 32 - 1, 2 ** 32 - 2, 7]
  assert.equal(
    below(5, () => words.shift()!),
    2 ** 32 - 2 - 5 * Math.floor((2 ** 32 - 2) / 5),
  )
  const edge = [2 ** 32 - 1, 7]
  assert.equal(
    below(5, () => edge.shift()!),
    2,
    '2^32 − 1 is the one word past the last multiple of 5',
  )
})

/** The definition, step by step, with a list instead of swaps in place. */
function naiveRanks(ids: readonly string[], seed: Uint8Array): string[] {
  const next = chachaWords(sha256(Buffer.concat([utf8('fairdraw/v1/ranks\n'), seed])))
  let rest = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  for (let i = rest.length - 1; i >= 1; i--) {
    let r = next()
    while (r >= Math.floor(2 ** 32 / (i + 1)) * (i + 1)) r = next()
    const j = r % (i + 1)
    rest = rest.map((id, at) => (at === i ? rest[j]! : at === j ? rest[i]! : id))
  }
  return rest
}

const SEED = sha256(utf8('a seed'))

test('ranks equal the definition and do not depend on the order of the input', () => {
  const ids = fc.uniqueArray(
    fc.string({ unit: 'binary', maxLength: 6 }).filter((id) => id.isWellFormed()),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(ids, (list) => {
      const ranked = ranksOf(list, SEED, sha256)
      assert.deepEqual(ranked, naiveRanks(list, SEED))
      assert.deepEqual(ranksOf([...list].reverse(), SEED, sha256), ranked)
      assert.deepEqual([...ranked].sort(compareUtf8), [...list].sort(compareUtf8))
    }),
  )
})

test('every permutation of four is about equally frequent', () => {
  const counts = new Map<string, number>()
  for (let i = 0; i < 4800; i++) {
    const order = ranksOf(['a', 'b', 'c', 'd'], sha256(utf8(String(i))), sha256).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)
  assert.equal(counts.size, 24)
  assert.ok(chiSquare < 49.7, `chi-square ${chiSquare} of 23 degrees of freedom, 0.1 % limit 49.7`)
})

test('a repeated id and a short seed are faults of the caller', () => {
  assert.throws(() => ranksOf(['a', 'b', 'a'], SEED, sha256), /a is listed twice/)
  assert.throws(() => ranksOf(['a'], SEED.slice(1), sha256), RangeError)
  assert.deepEqual(ranksOf([], SEED, sha256), [])
})
