import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import { hexOf, parseHex, utf8 } from '../bytes.ts'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  memoryReader,
  nodeHash,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

// The eight leaves of RFC 6962's reference implementation, with the root of each prefix and published proofs.
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const INCLUSION: readonly [index: number, size: number, proof: string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
]
const CONSISTENCY: readonly [oldSize: number, size: number, proof: string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
]
const VECTOR_LEAVES = ENTRIES.map((entry) => leafHash(parseHex(entry)!, sha256))

test('the eight-leaf roots of RFC 6962', () => {
  for (const [size, root] of ROOTS.entries()) assert.equal(hexOf(treeRoot(VECTOR_LEAVES.slice(0, size), sha256)), root)
})

test('the published inclusion and consistency proofs over them', () => {
  const read = memoryReader(VECTOR_LEAVES, sha256)
  for (const [index, size, proof] of INCLUSION) {
    assert.deepEqual(inclusionProof(index, size, read, sha256).map(hexOf), proof)
  }
  for (const [oldSize, size, proof] of CONSISTENCY) {
    assert.deepEqual(consistencyProof(oldSize, size, read, sha256).map(hexOf), proof)
  }
})

// The definitions of RFC 6962 section 2.1 word for word: the naive oracle.
const split = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1)
const mth = (d: Uint8Array[]): Uint8Array =>
  d.length === 0
    ? sha256(new Uint8Array(0))
    : d.length === 1
      ? d[0]!
      : nodeHash(mth(d.slice(0, split(d.length))), mth(d.slice(split(d.length))), sha256)
const naivePath = (m: number, d: Uint8Array[]): Uint8Array[] => {
  if (d.length === 1) return []
  const k = split(d.length)
  return m < k
    ? [...naivePath(m, d.slice(0, k)), mth(d.slice(k))]
    : [...naivePath(m - k, d.slice(k)), mth(d.slice(0, k))]
}
const naiveSubproof = (m: number, d: Uint8Array[], known: boolean): Uint8Array[] => {
  if (m === d.length) return known ? [] : [mth(d)]
  const k = split(d.length)
  return m <= k
    ? [...naiveSubproof(m, d.slice(0, k), known), mth(d.slice(k))]
    : [...naiveSubproof(m - k, d.slice(k), false), mth(d.slice(0, k))]
}

const LEAVES = Array.from({ length: 130 }, (_, i) => leafHash(utf8(`leaf ${i}`), sha256))
const heads = Array.from({ length: 131 }, (_, size) => ({ size, root: mth(LEAVES.slice(0, size)) }))
const read = memoryReader(LEAVES, sha256)

test('every root, inclusion and consistency proof up to 130 leaves equals the definition and verifies', () => {
  for (let size = 0; size <= 130; size++) {
    const leaves = LEAVES.slice(0, size)
    const head = heads[size]!
    assert.deepEqual(treeRoot(leaves, sha256), head.root)
    for (let index = 0; index < size; index += size > 40 ? 7 : 1) {
      const proof = inclusionProof(index, size, read, sha256)
      assert.deepEqual(proof, naivePath(index, leaves))
      assert.deepEqual(verifyInclusion({ ...head, index, leaf: LEAVES[index]! }, proof, sha256), [])
    }
    for (let old = 1; old <= size; old += size > 40 ? 7 : 1) {
      const proof = consistencyProof(old, size, read, sha256)
      assert.deepEqual(proof, naiveSubproof(old, leaves, true))
      assert.deepEqual(verifyConsistency(heads[old]!, head, proof, sha256), [])
    }
  }
})

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, i) => (i === 7 ? byte ^ 16 : byte))
const codes = (reasons: readonly { code: string }[]): string[] => reasons.map((reason) => reason.code)

test('any change to an inclusion proof is found', () => {
  for (const [index, size] of [
    [0, 8],
    [5, 7],
    [6, 7],
    [99, 130],
    [129, 130],
  ] as const) {
    const proof = inclusionProof(index, size, read, sha256)
    const claim = { ...heads[size]!, index, leaf: LEAVES[index]! }
    for (const at of proof.keys()) {
      const changed = proof.map((hash, i) => (i === at ? flipped(hash) : hash))
      assert.deepEqual(codes(verifyInclusion(claim, changed, sha256)), ['ROOT_MISMATCH'])
    }
    assert.ok(codes(verifyInclusion(claim, proof.slice(1), sha256)).includes('PROOF_LENGTH'))
    assert.ok(codes(verifyInclusion(claim, [...proof, claim.leaf], sha256)).includes('PROOF_LENGTH'))
    assert.deepEqual(codes(verifyInclusion({ ...claim, leaf: flipped(claim.leaf) }, proof, sha256)), ['ROOT_MISMATCH'])
    assert.ok(verifyInclusion({ ...claim, index: index ^ 1 }, proof, sha256).length > 0)
    assert.deepEqual(codes(verifyInclusion({ ...claim, index: size }, proof, sha256)), ['INDEX_OUTSIDE_TREE'])
    assert.ok(codes(verifyInclusion({ ...claim, root: claim.root.slice(1) }, proof, sha256)).includes('HASH_LENGTH'))
  }
})

test('any change to a consistency proof is found', () => {
  for (const [old, size] of [
    [1, 8],
    [6, 8],
    [4, 7],
    [64, 130],
    [99, 130],
  ] as const) {
    const proof = consistencyProof(old, size, read, sha256)
    for (const at of proof.keys()) {
      const changed = proof.map((hash, i) => (i === at ? flipped(hash) : hash))
      assert.ok(verifyConsistency(heads[old]!, heads[size]!, changed, sha256).length > 0)
    }
    assert.ok(codes(verifyConsistency(heads[old]!, heads[size]!, proof.slice(1), sha256)).includes('PROOF_LENGTH'))
    const rewritten = { size: old, root: flipped(heads[old]!.root) }
    // An old tree that is one complete subtree is itself the first step of the climb to the new root.
    const code = Number.isInteger(Math.log2(old)) ? 'ROOT_MISMATCH' : 'OLD_ROOT_MISMATCH'
    assert.deepEqual(codes(verifyConsistency(rewritten, heads[size]!, proof, sha256)), [code])
  }
})

test('a shrunken tree, a split view and a proof for nothing each have their own reason', () => {
  const [old, head] = [heads[5]!, heads[9]!]
  assert.deepEqual(codes(verifyConsistency(head, old, [], sha256)), ['SIZE_SHRANK'])
  assert.deepEqual(codes(verifyConsistency({ ...head, root: old.root }, head, [], sha256)), ['SPLIT_VIEW'])
  assert.deepEqual(codes(verifyConsistency(head, head, [head.root], sha256)), ['PROOF_LENGTH'])
  assert.deepEqual(verifyConsistency(heads[0]!, head, [], sha256), [])
  assert.deepEqual(codes(verifyConsistency({ size: 0, root: old.root }, head, [], sha256)), ['OLD_ROOT_MISMATCH'])
})

test('asking for a proof outside the tree is a fault of the caller', () => {
  for (const index of [-1, 8, 0.5]) assert.throws(() => inclusionProof(index, 8, read, sha256), RangeError)
  for (const old of [-1, 9, 0.5]) assert.throws(() => consistencyProof(old, 8, read, sha256), RangeError)
})
