// The Merkle tree of RFC 6962: root, inclusion and consistency proofs, and their verification.
// It decides nothing about storage: hashes of complete subtrees come from a reader (memory, tiles, database).
// Called by the tiles, the receipts, the sequencer and the draw (entrants' root).

import { concatBytes, equalBytes, type Sha256 } from '../bytes.ts'
import { type LogReason, logReason } from './reason.ts'

/** Hash of the complete subtree of 2^level leaves that begins at leaf index · 2^level. */
export type NodeReader = (level: number, index: number) => Uint8Array

const LEAF_PREFIX = Uint8Array.of(0)
const NODE_PREFIX = 1

/** Hash of one leaf. Source: RFC 6962 section 2.1, SHA-256(0x00 || entry). */
export const leafHash = (entry: Uint8Array, hash: Sha256): Uint8Array => hash(concatBytes(LEAF_PREFIX, entry))

/** Hash of an inner node. Source: RFC 6962 section 2.1, SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256): Uint8Array {
  // Every hash of every tree goes through here: filled by hand, a proof costs a quarter less.
  const node = new Uint8Array(1 + left.length + right.length)
  node[0] = NODE_PREFIX
  node.set(left, 1)
  node.set(right, 1 + left.length)
  return hash(node)
}

/** Root of the tree over leaf hashes; the hash of nothing for the empty tree. Cost: one hash per leaf, O(log n) memory. */
export function treeRoot(leaves: Iterable<Uint8Array>, hash: Sha256): Uint8Array {
  const peaks: Uint8Array[] = []
  let size = 0
  for (const leaf of leaves) {
    let node = leaf
    for (let rest = size++; rest % 2 === 1; rest = Math.floor(rest / 2)) node = nodeHash(peaks.pop()!, node, hash)
    peaks.push(node)
  }
  return peaksRoot(peaks, hash)
}

/** Root over the complete subtrees of a tree, largest first. */
export function peaksRoot(peaks: readonly Uint8Array[], hash: Sha256): Uint8Array {
  if (peaks.length === 0) return hash(new Uint8Array(0))
  return peaks.reduceRight((right, left) => nodeHash(left, right, hash))
}

/** A reader over leaf hashes in memory. Cost: O(2^level) a call: for proofs of small trees. */
export function memoryReader(leaves: readonly Uint8Array[], hash: Sha256): NodeReader {
  return (level, index) => treeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level), hash)
}

/** Root of the leaves begin ≤ i < end, where begin is a multiple of the largest power of two below the length. */
function rangeRoot(begin: number, end: number, read: NodeReader, hash: Sha256): Uint8Array {
  const size = end - begin
  const level = Math.log2(size)
  if (Number.isInteger(level)) return read(level, begin / size)
  const middle = begin + splitOf(size)
  return nodeHash(rangeRoot(begin, middle, read, hash), rangeRoot(middle, end, read, hash), hash)
}

/** The largest power of two smaller than size. Range: size ≥ 2. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/**
 * Proof that leaf `index` is in the tree of `size` leaves: the siblings from the leaf up.
 * Throws when index ≥ size. Source: RFC 6962 section 2.1.1. Cost: O(log size) reads.
 */
export function inclusionProof(index: number, size: number, read: NodeReader, hash: Sha256): Uint8Array[] {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) throw new RangeError(`no leaf ${index} of ${size}`)
  const path: Uint8Array[] = []
  let begin = 0
  let end = size
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin)
    if (index < middle) {
      path.push(rangeRoot(middle, end, read, hash))
      end = middle
    } else {
      path.push(rangeRoot(begin, middle, read, hash))
      begin = middle
    }
  }
  return path.reverse()
}

/**
 * Proof that the tree of `oldSize` leaves is a prefix of the tree of `size`; empty for oldSize 0 or size.
 * Throws when oldSize > size. Source: RFC 6962 section 2.1.2. Cost: O(log size) reads.
 */
export function consistencyProof(oldSize: number, size: number, read: NodeReader, hash: Sha256): Uint8Array[] {
  if (!(Number.isSafeInteger(oldSize) && oldSize >= 0 && oldSize <= size)) {
    throw new RangeError(`no tree of ${oldSize} before ${size}`)
  }
  if (oldSize === 0 || oldSize === size) return []
  const path: Uint8Array[] = []
  let begin = 0
  let end = size
  while (end !== oldSize) {
    const middle = begin + splitOf(end - begin)
    if (oldSize <= middle) {
      path.push(rangeRoot(middle, end, read, hash))
      end = middle
    } else {
      path.push(rangeRoot(begin, middle, read, hash))
      begin = middle
    }
  }
  // A verifier who holds the old root knows this subtree already when it is the whole old tree.
  if (begin !== 0) path.push(rangeRoot(begin, end, read, hash))
  return path.reverse()
}

/** What an inclusion proof claims: this leaf stands at `index` of the tree of `size` leaves with this root. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leaf: Uint8Array
  readonly root: Uint8Array
}

/** Every reason the proof fails; none when it holds. Source: RFC 9162 section 2.1.3.2. Cost: O(log size) hashes. */
export function verifyInclusion(claim: InclusionClaim, proof: readonly Uint8Array[], hash: Sha256): LogReason[] {
  const { index, size, leaf, root } = claim
  const reasons = lengthReasons([leaf, root, ...proof])
  if (!isSize(index) || !isSize(size) || index >= size) {
    return [...reasons, logReason('INDEX_OUTSIDE_TREE', `${index} / ${size}`)]
  }
  let node = index
  let last = size - 1
  let used = 0
  let computed = leaf
  while (last > 0 && used < proof.length) {
    const isRight = node % 2 === 1
    if (isRight || node < last) {
      const sibling = proof[used++]!
      computed = isRight ? nodeHash(sibling, computed, hash) : nodeHash(computed, sibling, hash)
    }
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  // What is left may hold only levels where the node is the lone last one.
  while (last > 0 && node % 2 === 0 && node === last) {
    node /= 2
    last /= 2
  }
  if (used !== proof.length || last > 0) reasons.push(logReason('PROOF_LENGTH'))
  if (!equalBytes(computed, root)) reasons.push(logReason('ROOT_MISMATCH'))
  return reasons
}

/** A head of the log: how many leaves, and the root over them. */
export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Every reason the proof fails to show that `old` is a prefix of `head`; none when it holds.
 * Source: RFC 9162 section 2.1.4.2; an old tree of size 0 is a prefix of any tree. Cost: O(log size) hashes.
 */
export function verifyConsistency(
  old: TreeHead,
  head: TreeHead,
  proof: readonly Uint8Array[],
  hash: Sha256,
): LogReason[] {
  const reasons = lengthReasons([old.root, head.root, ...proof])
  if (!isSize(old.size) || !isSize(head.size)) return [...reasons, logReason('INDEX_OUTSIDE_TREE')]
  if (old.size > head.size) return [...reasons, logReason('SIZE_SHRANK', `${old.size} > ${head.size}`)]
  if (old.size === head.size || old.size === 0) return [...reasons, ...trivialReasons(old, head, proof, hash)]
  const climbed = climb(old, head, proof, hash)
  if (!climbed.lengthFits) reasons.push(logReason('PROOF_LENGTH'))
  if (!equalBytes(climbed.oldRoot, old.root)) reasons.push(logReason('OLD_ROOT_MISMATCH'))
  if (!equalBytes(climbed.root, head.root)) reasons.push(logReason('ROOT_MISMATCH'))
  return reasons
}

function trivialReasons(old: TreeHead, head: TreeHead, proof: readonly Uint8Array[], hash: Sha256): LogReason[] {
  const reasons: LogReason[] = []
  if (proof.length > 0) reasons.push(logReason('PROOF_LENGTH'))
  if (old.size === head.size && !equalBytes(old.root, head.root)) reasons.push(logReason('SPLIT_VIEW'))
  if (old.size === 0 && !equalBytes(old.root, peaksRoot([], hash))) reasons.push(logReason('OLD_ROOT_MISMATCH'))
  return reasons
}

function climb(old: TreeHead, head: TreeHead, proof: readonly Uint8Array[], hash: Sha256) {
  let node = old.size - 1
  let last = head.size - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  // When the old tree is one complete subtree its own root is the first step.
  let used = node === 0 ? 0 : 1
  const first = node === 0 ? old.root : (proof[0] ?? old.root)
  let oldRoot = first
  let root = first
  for (; used < proof.length && last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2)) {
    if (node % 2 === 1) {
      oldRoot = nodeHash(proof[used]!, oldRoot, hash)
      root = nodeHash(proof[used++]!, root, hash)
    } else if (node < last) root = nodeHash(root, proof[used++]!, hash)
  }
  while (last > 0 && node % 2 === 0 && node === last) {
    node /= 2
    last /= 2
  }
  return { oldRoot, root, lengthFits: used === proof.length && last === 0 }
}

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const lengthReasons = (hashes: readonly Uint8Array[]): LogReason[] =>
  hashes.some((value) => value.length !== 32) ? [logReason('HASH_LENGTH')] : []
