import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../bytes.ts'
import { checkpointText, cosign, verifyCheckpoint } from './checkpoint.ts'
import { consistencyProof, leafHash, memoryReader, type TreeHead, treeRoot } from './merkle.ts'
import {
  formatNote,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  type NoteSignature,
  parseNote,
  signNote,
  verifierKey,
} from './note.ts'
import { addCheckpointBody, considerCheckpoint, signingReasons } from './witness.ts'

const verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => ed25519.verify(signature, message, key)
const deps = { hash: sha256, verify }

function party(name: string, type: number) {
  const seed = sha256(utf8(name))
  const sign = (message: Uint8Array) => ed25519.sign(message, seed)
  return { key: verifierKey(name, type, ed25519.getPublicKey(seed), sha256), sign }
}
const log = party('example.gov/log/350598', NOTE_ED25519)
const own = party('witness.example', NOTE_COSIGNATURE)

const LEAVES = Array.from({ length: 20 }, (_, i) => leafHash(utf8(String(i)), sha256))
const read = memoryReader(LEAVES, sha256)
const headAt = (size: number): TreeHead => ({ size, root: treeRoot(LEAVES.slice(0, size), sha256) })
const proofOf = (old: number, size: number) => consistencyProof(old, size, read, sha256)
function signed(head: TreeHead, by = log, origin = log.key.name): string {
  const text = checkpointText({ origin, ...head })
  return formatNote({ text, signatures: [signNote(text, by.key, by.sign)] })
}

/** A witness that has cosigned the log at a size, or never (null). */
const memory = (size: number | null) => ({ logs: [log.key], latest: () => (size === null ? null : headAt(size)) })
const ask = (known: number | null, body: string) => considerCheckpoint(body, memory(known), deps)

test('a witness takes a first checkpoint, a longer one and the same again', () => {
  for (const [known, size] of [
    [null, 0],
    [null, 13],
    [7, 20],
    [8, 9],
    [13, 13],
  ] as const) {
    const old = known ?? 0
    const answer = ask(known, addCheckpointBody(old, proofOf(old, size), signed(headAt(size))))
    assert.equal(answer.status, 200, `${known} → ${size}`)
    assert.ok(answer.status === 200 && answer.checkpoint.size === size && answer.old.size === old)
  }
})

test('its cosignature completes the checkpoint for a verifier', () => {
  const source = signed(headAt(20))
  const answer = ask(7, addCheckpointBody(7, proofOf(7, 20), source))
  assert.ok(answer.status === 200)
  const note = parseNote(source)
  assert.ok(note.ok)
  const line: NoteSignature = cosign(answer.text, 1_772_000_000, own.key, own.sign)
  const complete = formatNote({ text: note.value.text, signatures: [...note.value.signatures, line] })
  assert.equal(verifyCheckpoint(complete, { log: log.key, witnesses: [own.key], quorum: 1 }, verify).ok, true)
})

test('when the sizes disagree it answers what it knows, so that the log can prove from there', () => {
  const body = addCheckpointBody(0, [], signed(headAt(20)))
  assert.deepEqual(ask(7, body), { status: 409, knownSize: 7 })
  assert.deepEqual(ask(null, addCheckpointBody(7, proofOf(7, 20), signed(headAt(20)))), { status: 409, knownSize: 0 })
})

const stranger = party('example.gov/log/350599', NOTE_ED25519)
const impostor = { ...log, sign: stranger.sign }
const other: TreeHead = { size: 20, root: sha256(utf8('another history')) }

/** Each bad request to a witness that knows 7 leaves, the status and the first reason. */
const REFUSED: readonly [name: string, body: string, status: number, code: string][] = [
  ['nothing', '', 400, 'CHECKPOINT_SYNTAX'],
  ['no old size', signed(headAt(20)), 400, 'CHECKPOINT_SYNTAX'],
  [
    'an old size with a leading zero',
    addCheckpointBody(7, proofOf(7, 20), signed(headAt(20))).replace('old 7', 'old 07'),
    400,
    'CHECKPOINT_SYNTAX',
  ],
  ['a proof line that is no hash', addCheckpointBody(7, [utf8('x')], signed(headAt(20))), 400, 'CHECKPOINT_SYNTAX'],
  ['64 proof lines', addCheckpointBody(7, Array(64).fill(LEAVES[0]), signed(headAt(20))), 400, 'CHECKPOINT_SYNTAX'],
  ['a checkpoint smaller than the old size', addCheckpointBody(7, [], signed(headAt(5))), 400, 'SIZE_SHRANK'],
  ['an unknown log', addCheckpointBody(0, [], signed(headAt(20), stranger, stranger.key.name)), 404, 'ORIGIN_MISMATCH'],
  [
    'no signature of the log',
    addCheckpointBody(7, proofOf(7, 20), signed(headAt(20), stranger)),
    403,
    'SIGNATURE_MISSING',
  ],
  [
    'a wrong signature of the log',
    addCheckpointBody(7, proofOf(7, 20), signed(headAt(20), impostor)),
    403,
    'SIGNATURE_WRONG',
  ],
  ['another history', addCheckpointBody(7, proofOf(7, 20), signed(other)), 422, 'ROOT_MISMATCH'],
  ['a proof cut short', addCheckpointBody(7, proofOf(7, 20).slice(1), signed(headAt(20))), 422, 'PROOF_LENGTH'],
  ['another root at the known size', addCheckpointBody(7, [], signed({ ...other, size: 7 })), 422, 'SPLIT_VIEW'],
]

for (const [name, body, status, code] of REFUSED) {
  test(`a request with ${name} is answered ${status} ${code}`, () => {
    const answer = ask(7, body)
    assert.equal(answer.status, status)
    assert.ok('reasons' in answer && answer.reasons[0]?.code === code, JSON.stringify(answer))
  })
}

test('a signed contradiction is kept as evidence, an unsigned one is not', () => {
  const split = ask(7, addCheckpointBody(7, [], signed({ ...other, size: 7 })))
  assert.ok('evidence' in split && split.evidence === signed({ ...other, size: 7 }))
  const forged = ask(7, addCheckpointBody(7, [], signed({ ...other, size: 7 }, impostor)))
  assert.ok('evidence' in forged && forged.evidence === null)
})

test('a proof for a first checkpoint and an empty tree with another root are refused', () => {
  assert.equal(ask(null, addCheckpointBody(0, [LEAVES[0]!], signed(headAt(20)))).status, 422)
  assert.equal(ask(null, addCheckpointBody(0, [], signed({ ...other, size: 0 }))).status, 422)
})

test('a log does not sign when the lock file or a witness knows a larger or another tree', () => {
  const rootAt = (size: number) => headAt(size).root
  const known = (head: TreeHead, by = 'lock') => ({ by, ...head })
  const codes = (heads: Parameters<typeof signingReasons>[1]) =>
    signingReasons(headAt(13), heads, rootAt).map(({ code }) => code)
  assert.deepEqual(codes([known(headAt(13)), known(headAt(7), 'w1'), known(headAt(0), 'w2')]), [])
  assert.deepEqual(
    codes([known(headAt(20)), known({ ...other, size: 13 }, 'w1'), known({ ...other, size: 7 }, 'w2')]),
    ['SIZE_SHRANK', 'SPLIT_VIEW', 'SPLIT_VIEW'],
  )
})
