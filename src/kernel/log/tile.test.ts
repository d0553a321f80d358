import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { utf8 } from '../bytes.ts'
import { consistencyProof, inclusionProof, leafHash, treeRoot, verifyConsistency, verifyInclusion } from './merkle.ts'
import {
  EMPTY_EDGE,
  edgeFromTiles,
  entriesPath,
  grow,
  headOf,
  nodesFromTiles,
  openTiles,
  parseTilePath,
  type Tile,
  type TileMemory,
  tilePath,
  tilesFor,
  tilesOf,
} from './tile.ts'

const PATHS: readonly [Tile, string][] = [
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 1, index: 1000, width: 17 }, 'tile/1/x001/000.p/17'],
  [{ level: 63, index: 999, width: 255 }, 'tile/63/999.p/255'],
]

test('tile paths are those of tlog-tiles, both ways', () => {
  for (const [tile, path] of PATHS) {
    assert.equal(tilePath(tile), path)
    assert.deepEqual(parseTilePath(path), tile)
  }
  assert.equal(entriesPath({ index: 273, width: 112 }), 'tile/entries/273.p/112')
})

test('a path with another spelling names no tile', () => {
  for (const path of [
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/07',
    'tile/0/001/002',
    '/tile/0/000',
    'tile/0/000/',
    'tile/-1/000',
  ]) {
    assert.equal(parseTilePath(path), null, path)
  }
})

test('70,000 leaves are 273 full and one partial tile of 112, one full and one of 17, one of 1', () => {
  const partial = [...tilesOf(70_000)].filter((tile) => tile.width < 256).map(tilePath)
  assert.deepEqual(partial, ['tile/0/273.p/112', 'tile/1/001.p/17', 'tile/2/000.p/1'])
  assert.equal([...tilesOf(70_000)].length, 273 + 1 + 1 + 1 + 1)
  assert.deepEqual([...tilesOf(256)].map(tilePath), ['tile/0/000', 'tile/1/000.p/1'])
  assert.deepEqual([...tilesOf(0)], [])
})

const LEAVES = Array.from({ length: 67_000 }, (_, i) => leafHash(utf8(String(i)), sha256))

/** Grows a log by batches, as a sequencer would, and keeps its tiles as files. */
function published(batches: readonly number[]) {
  const files = new Map<string, Uint8Array>()
  let edge = EMPTY_EDGE
  for (const count of batches) {
    const grown = grow(edge, LEAVES.slice(edge.size, edge.size + count), sha256)
    for (const { tile, bytes } of grown.written) files.set(tilePath(tile), bytes)
    edge = grown.edge
  }
  return { edge, files, read: (tile: Tile) => files.get(tilePath(tile))! }
}

test('however a tree is batched, it has the same tiles and the same root', () => {
  const batch = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(batch, (batches) => {
      const log = published(batches)
      const size = batches.reduce((sum, count) => sum + count, 0)
      const atOnce = published([size])
      assert.deepEqual(headOf(log.edge, sha256), { size, root: treeRoot(LEAVES.slice(0, size), sha256) })
      for (const tile of tilesOf(size)) assert.deepEqual(log.read(tile), atOnce.read(tile), tilePath(tile))
      assert.deepEqual(headOf(edgeFromTiles(size, log.read), sha256), headOf(log.edge, sha256))
    }),
    { numRuns: 40 },
  )
})

test('proofs read from the tiles of 67,000 leaves verify, and need only the tiles announced', () => {
  const size = 67_000
  const { edge, read } = published([1, 66_998, 1])
  const head = headOf(edge, sha256)
  for (const index of [0, 255, 256, 65_535, 65_536, 66_815, 66_999]) {
    const needed = new Set(tilesFor(size, (node) => inclusionProof(index, size, node, sha256)).map(tilePath))
    const onlyNeeded = (tile: Tile) => (needed.has(tilePath(tile)) ? read(tile) : assert.fail(tilePath(tile)))
    const proof = inclusionProof(index, size, nodesFromTiles(size, onlyNeeded, sha256), sha256)
    assert.deepEqual(verifyInclusion({ ...head, index, leaf: LEAVES[index]! }, proof, sha256), [])
  }
  for (const old of [1, 256, 1000, 65_536, 66_999]) {
    const proof = consistencyProof(old, size, nodesFromTiles(size, read, sha256), sha256)
    const oldHead = { size: old, root: treeRoot(LEAVES.slice(0, old), sha256) }
    assert.deepEqual(verifyConsistency(oldHead, head, proof, sha256), [])
  }
})

test('a memory of upper tiles spares hashes and never answers for other bytes', () => {
  const size = 66_000
  const { edge, read } = published([size])
  const other = LEAVES.slice(0, size).reverse()
  const turned = grow(EMPTY_EDGE, other, sha256)
  const files = new Map(turned.written.map(({ tile, bytes }) => [tilePath(tile), bytes]))
  for (const { tile, bytes } of openTiles(turned.edge)) files.set(tilePath(tile), bytes)
  const logs = [
    { leaves: LEAVES, head: headOf(edge, sha256), read: (tile: Tile) => Uint8Array.from(read(tile)) },
    { leaves: other, head: headOf(turned.edge, sha256), read: (tile: Tile) => files.get(tilePath(tile))! },
  ]
  const memory: TileMemory = new Map()
  let hashes = 0
  const counted = (bytes: Uint8Array) => {
    hashes += 1
    return sha256(bytes)
  }
  for (const index of [0, 65_535, 300, 40_000]) {
    for (const { leaves, head, read } of logs) {
      for (const most of [800, 260]) {
        hashes = 0
        const proof = inclusionProof(index, size, nodesFromTiles(size, read, counted, memory), counted)
        assert.ok(hashes <= most, `${hashes} hashes`)
        assert.deepEqual(verifyInclusion({ ...head, index, leaf: leaves[index]! }, proof, sha256), [])
      }
    }
  }
})

test('growing leaves the old edge untouched, and a tile of the wrong length is a fault', () => {
  const { edge } = published([300])
  const before = headOf(edge, sha256)
  grow(edge, LEAVES.slice(300, 900), sha256)
  assert.deepEqual(headOf(edge, sha256), before)
  assert.throws(() => edgeFromTiles(300, () => new Uint8Array(31)), /tile\/0\/001\.p\/44/)
})
