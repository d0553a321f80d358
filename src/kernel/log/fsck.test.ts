import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, equalBytes, utf8 } from '../bytes.ts'
import { checkpointText, cosign, type TrustPolicy } from './checkpoint.ts'
import { commitmentOf, entryOf } from './entry.ts'
import { type FsckReport, fsck, joinEntries, splitEntries } from './fsck.ts'
import { leafHash } from './merkle.ts'
import { formatNote, NOTE_COSIGNATURE, NOTE_ED25519, signNote, verifierKey } from './note.ts'
import { EMPTY_EDGE, entriesPath, grow, headOf, tilePath, tilesOf } from './tile.ts'

const verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => ed25519.verify(signature, message, key)
const deps = { hash: sha256, verify }
const codes = ({ reasons }: FsckReport): string[] => [...new Set(reasons.map(({ code }) => code))]

function party(name: string, type: number, secret = name) {
  const seed = sha256(utf8(secret))
  const key = verifierKey(name, type, ed25519.getPublicKey(seed), sha256)
  return { key, sign: (message: Uint8Array) => ed25519.sign(message, seed) }
}
const operator = party('example.gov/log/350598', NOTE_ED25519)
const witness = party('witness.example', NOTE_COSIGNATURE)
const policy: TrustPolicy = { log: operator.key, witnesses: [witness.key], quorum: 1 }

type Files = Map<string, Uint8Array>
const entriesOf = (count: number, edit: (i: number) => unknown = (i) => ({ step: i })): Uint8Array[] =>
  Array.from({ length: count }, (_, i) => entryOf(commitmentOf(edit(i), sha256(utf8(`salt ${i}`)), sha256)))

/** A whole log as files, signed by whoever holds the keys given. */
function publish(
  entries: readonly Uint8Array[],
  signers: { log?: typeof operator; witness?: typeof witness | null } = {},
): Files {
  const files: Files = new Map()
  const leaves = entries.map((entry) => leafHash(entry, sha256))
  const { edge, written } = grow(EMPTY_EDGE, leaves, sha256)
  for (const { tile, bytes } of written) files.set(tilePath(tile), bytes)
  for (const tile of tilesOf(entries.length)) {
    if (tile.level === 0)
      files.set(entriesPath(tile), joinEntries(entries.slice(tile.index * 256, tile.index * 256 + tile.width)))
  }
  const log = signers.log ?? operator
  const text = checkpointText({ origin: operator.key.name, ...headOf(edge, sha256) })
  const by = signers.witness === undefined ? witness : signers.witness
  const cosignatures = by === null ? [] : [cosign(text, 1_772_000_000, by.key, by.sign)]
  files.set('checkpoint', utf8(formatNote({ text, signatures: [signNote(text, log.key, log.sign), ...cosignatures] })))
  return files
}

const check = (files: Files, against?: string) =>
  fsck(
    { read: async (path) => files.get(path) ?? null },
    against === undefined ? { policy } : { policy, against },
    deps,
  )
const textOf = (files: Files) => new TextDecoder().decode(files.get('checkpoint'))

const ENTRIES = entriesOf(1000)
const GOOD = publish(ENTRIES)
const OLD = textOf(publish(ENTRIES.slice(0, 700)))

test('an untouched log holds, by itself and against an older checkpoint', async () => {
  assert.deepEqual((await check(GOOD)).reasons, [])
  const report = await check(GOOD, OLD)
  assert.deepEqual([report.ok, report.leaves, report.checkpoint?.size], [true, 1000, 1000])
  for (const size of [0, 1, 255, 256, 257, 1000]) {
    assert.deepEqual((await check(GOOD, textOf(publish(ENTRIES.slice(0, size))))).reasons, [], String(size))
  }
  assert.equal((await check(publish([]))).ok, true)
})

test('a log of 66,000 leaves with three levels holds', async () => {
  assert.equal((await check(publish(Array.from({ length: 66_000 }, (_, i) => utf8(String(i)))))).ok, true)
})

test('a log that publishes no entries is checked from its leaf tiles', async () => {
  const files = new Map([...GOOD].filter(([path]) => !path.startsWith('tile/entries')))
  assert.equal((await check(files)).ok, true)
  files.set('tile/0/001', files.get('tile/0/000')!)
  assert.deepEqual(codes(await check(files)), ['TILE_MISMATCH', 'ROOT_MISMATCH'])
})

/** A reproducible choice below a bound. */
function choices(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

test('1,000 of 1,000 random changes of a single byte in any file are found', async () => {
  const paths = [...GOOD.keys()]
  const choose = choices(350_598)
  const small = publish(ENTRIES.slice(0, 300))
  for (let i = 0; i < 1000; i++) {
    const path = [...small.keys()][choose(small.size)]!
    const bytes = Uint8Array.from(small.get(path)!)
    bytes[choose(bytes.length)]! ^= 1 << choose(8)
    const report = await check(new Map(small).set(path, bytes))
    assert.equal(report.ok, false, `mutation ${i} of ${path}`)
  }
  assert.ok(paths.length > small.size)
})

test('a missing file is named', async () => {
  for (const path of [...GOOD.keys()].filter((one) => !one.includes('entries') && one !== 'checkpoint')) {
    const files = new Map(GOOD)
    files.delete(path)
    const report = await check(files)
    assert.ok(
      report.reasons.some(({ code, text }) => code === 'TILE_MISSING' && text.includes(path)),
      path,
    )
  }
  assert.deepEqual(codes(await check(new Map())), ['CHECKPOINT_SYNTAX'])
})

test('an edited, dropped or swapped entry is found at its position', async () => {
  const edited = new Map(GOOD).set(
    'tile/entries/001',
    joinEntries(entriesOf(1000, (i) => (i === 300 ? 'x' : { step: i })).slice(256, 512)),
  )
  assert.deepEqual(
    (await check(edited)).reasons.map(({ text }) => text),
    ['记录与树叶不同：这条记录被改动过：第 300 条'],
  )
  const dropped = new Map(GOOD).set('tile/entries/001', joinEntries(ENTRIES.slice(256, 512).toSpliced(44, 1)))
  assert.deepEqual(codes(await check(dropped)), ['ENTRIES_SYNTAX'])
  const swapped = [...ENTRIES.slice(256, 512)]
  ;[swapped[3], swapped[9]] = [swapped[9]!, swapped[3]!]
  const report = await check(new Map(GOOD).set('tile/entries/001', joinEntries(swapped)))
  assert.deepEqual(
    report.reasons.map(({ text }) => text.slice(-6)),
    ['第 259 条', '第 265 条'].map((text) => text.slice(-6)),
  )
})

// What a database superuser can do who also holds the operator's signing key, and the reason that gives it away. The
// control is the usual alternative: rows chained by hashes, without anybody outside who remembers a head.
const SUPERUSER: readonly [deed: string, files: Files, reasons: string[]][] = [
  [
    'edits one event and recomputes everything',
    publish(entriesOf(1000, (i) => (i === 5 ? 'x' : { step: i }))),
    ['OLD_ROOT_MISMATCH'],
  ],
  ['drops one event and recomputes everything', publish(ENTRIES.toSpliced(5, 1)), ['OLD_ROOT_MISMATCH']],
  [
    'swaps two events and recomputes everything',
    publish([ENTRIES[1]!, ENTRIES[0]!, ...ENTRIES.slice(2)]),
    ['OLD_ROOT_MISMATCH'],
  ],
  [
    'slips in an event of an earlier date',
    publish([...ENTRIES.slice(0, 5), utf8('late'), ...ENTRIES.slice(5)]),
    ['OLD_ROOT_MISMATCH'],
  ],
  ['cuts off the tail', publish(ENTRIES.slice(0, 650)), ['SIZE_SHRANK']],
  ['restores an old backup', publish(ENTRIES.slice(0, 600)), ['SIZE_SHRANK']],
  [
    'shows another view of the same size',
    publish(entriesOf(700, (i) => (i === 699 ? 'x' : { step: i }))),
    ['SPLIT_VIEW'],
  ],
  [
    'rewrites all with keys of its own',
    publish(
      entriesOf(1000, (i) => `x${i}`),
      { log: party(operator.key.name, NOTE_ED25519, 'other') },
    ),
    ['SIGNATURE_MISSING', 'OLD_ROOT_MISMATCH'],
  ],
  ['signs a head that no witness has seen', publish(ENTRIES, { witness: null }), ['WITNESS_QUORUM']],
]

for (const [deed, files, reasons] of SUPERUSER) {
  test(`a superuser who ${deed} is found: ${reasons.join(', ')}`, async () => {
    assert.deepEqual(codes(await check(files, OLD)), reasons)
  })
}

test('control: a plain hash chain recomputed by the superuser shows none of that', () => {
  const chain = (entries: readonly Uint8Array[]) => {
    let last: Uint8Array = new Uint8Array(32)
    return entries.map((entry) => (last = sha256(concatBytes(last, entry))))
  }
  const holds = (entries: readonly Uint8Array[], stored: readonly Uint8Array[]) =>
    chain(entries).every((link, i) => equalBytes(link, stored[i]!))
  const rewritten = [ENTRIES, ENTRIES.toSpliced(5, 1), ENTRIES.slice(0, 650), entriesOf(1000, (i) => `x${i}`)]
  assert.ok(rewritten.every((entries) => holds(entries, chain(entries))))
})

test('entry bundles are split as they were joined, and cut ones are refused', () => {
  const bundle = joinEntries(ENTRIES.slice(0, 3))
  assert.deepEqual(splitEntries(bundle), ENTRIES.slice(0, 3))
  assert.deepEqual(splitEntries(new Uint8Array(0)), [])
  for (const cut of [1, 2, 50]) assert.equal(splitEntries(bundle.slice(0, -cut)), null)
  assert.equal(splitEntries(Uint8Array.of(0)), null)
  assert.throws(() => joinEntries([new Uint8Array(65_536)]), RangeError)
})
