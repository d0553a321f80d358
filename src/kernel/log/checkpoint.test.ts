import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64Of, hexOf, utf8 } from '../bytes.ts'
import { checkpointText, cosign, parseCheckpoint, type TrustPolicy, verifyCheckpoint } from './checkpoint.ts'
import { commitmentOf, entryOf, opensCommitment } from './entry.ts'
import { inclusionProof, leafHash, memoryReader, treeRoot } from './merkle.ts'
import {
  formatNote,
  formatVerifierKey,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKey,
  verifyNote,
} from './note.ts'
import { formatReceipt, parseReceipt, verifyReceipt } from './receipt.ts'

const verify = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => ed25519.verify(signature, message, key)
const codes = (reasons: readonly { code: string }[]): string[] => reasons.map((reason) => reason.code)

function party(name: string, type: number) {
  const seed = sha256(utf8(`test key of ${name}`))
  return {
    key: verifierKey(name, type, ed25519.getPublicKey(seed), sha256),
    sign: (message: Uint8Array) => ed25519.sign(message, seed),
  }
}

const log = party('example.gov/log/350598', NOTE_ED25519)
const witnesses = ['w1', 'w2', 'w3'].map((name) => party(`witness.example/${name}`, NOTE_COSIGNATURE))
const policy: TrustPolicy = { log: log.key, witnesses: witnesses.map((witness) => witness.key), quorum: 2 }
const deps = { hash: sha256, verify }

// The example of c2sp.org/signed-note.
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const NOTE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'

test('the example of the signed-note specification verifies and is written back the same', () => {
  const note = parseNote(NOTE)
  const key = parseVerifierKey(NOTE_KEY, sha256)
  assert.ok(note.ok && key.ok)
  assert.deepEqual(verifyNote(note.value, key.value, verify), [])
  assert.equal(formatNote(note.value), NOTE)
  assert.equal(formatVerifierKey(key.value), NOTE_KEY)
  const changed = { ...note.value, text: 'This is an example message!\n' }
  assert.deepEqual(codes(verifyNote(changed, key.value, verify)), ['SIGNATURE_WRONG'])
  assert.deepEqual(codes(verifyNote(note.value, log.key, verify)), ['SIGNATURE_MISSING'])
})

test('a note of another shape is refused with its reason', () => {
  const line = NOTE.split('\n')[2]!
  const REFUSED: readonly [string, string][] = [
    ['', 'NOTE_SYNTAX'],
    ['text only\n', 'NOTE_SYNTAX'],
    [NOTE.slice(0, -1), 'NOTE_SYNTAX'],
    [NOTE.replace('\n\n', '\n'), 'NOTE_SYNTAX'],
    [NOTE.replace('— ', '- '), 'NOTE_SYNTAX'],
    [NOTE.replace('example.com/foo', 'a+b'), 'NOTE_SYNTAX'],
    [NOTE.replace('aQM=', 'aQN='), 'NOTE_SYNTAX'],
    [NOTE.replaceAll('\n', '\r\n'), 'NOTE_CONTROL_CHARACTER'],
    [NOTE.replace('This', '\u0000This'), 'NOTE_CONTROL_CHARACTER'],
    [`text\n\n${`${line}\n`.repeat(101)}`, 'TOO_MANY_SIGNATURES'],
  ]
  for (const [source, code] of REFUSED) {
    const note = parseNote(source)
    assert.ok(!note.ok, source)
    assert.deepEqual(codes(note.reasons), [code], JSON.stringify(source.slice(0, 60)))
  }
})

test('a verifier key whose id does not belong to it is refused', () => {
  for (const text of ['', 'a+b+c', NOTE_KEY.replace('530d', '530e'), NOTE_KEY.replace('foo', 'bar'), `${NOTE_KEY}A`]) {
    assert.equal(parseVerifierKey(text, sha256).ok, false, text)
  }
})

const ROOT = sha256(utf8('some tree'))
const TEXT = checkpointText({ origin: log.key.name, size: 42, root: ROOT })
const cosigned = (text: string, signers = witnesses, time = 1_772_000_000) =>
  formatNote({
    text,
    signatures: [
      signNote(text, log.key, log.sign),
      ...signers.map((one, i) => cosign(text, time + i, one.key, one.sign)),
    ],
  })

test('a checkpoint cosigned by the quorum verifies and tells who saw it when', () => {
  const verdict = verifyCheckpoint(cosigned(TEXT, witnesses.slice(0, 2)), policy, verify)
  assert.deepEqual(verdict, {
    ok: true,
    checkpoint: { origin: log.key.name, size: 42, root: ROOT },
    witnessed: [
      { name: 'witness.example/w1', time: 1_772_000_000 },
      { name: 'witness.example/w2', time: 1_772_000_001 },
    ],
    reasons: [],
  })
})

test('every fault of a checkpoint is reported, all at once', () => {
  const stranger = party(log.key.name, NOTE_ED25519)
  const foreign = TEXT.replace('350598', '350599')
  const source = formatNote({ text: foreign, signatures: [signNote(TEXT, log.key, stranger.sign)] })
  assert.deepEqual(codes(verifyCheckpoint(source, policy, verify).reasons), [
    'SIGNATURE_WRONG',
    'ORIGIN_MISMATCH',
    'WITNESS_QUORUM',
  ])
})

test('a cosignature moved to another time or another tree is wrong', () => {
  const good = cosigned(TEXT)
  const otherTree = good.replace('\n42\n', '\n43\n')
  assert.deepEqual(codes(verifyCheckpoint(otherTree, policy, verify).reasons), [
    'SIGNATURE_WRONG',
    'SIGNATURE_WRONG',
    'SIGNATURE_WRONG',
    'SIGNATURE_WRONG',
    'WITNESS_QUORUM',
  ])
  const [witness] = witnesses
  const line = cosign(TEXT, 1_772_000_000, witness!.key, witness!.sign)
  const earlier = { ...line, signature: line.signature.map((byte, i) => (i === 7 ? byte - 1 : byte)) }
  const source = formatNote({ text: TEXT, signatures: [signNote(TEXT, log.key, log.sign), earlier] })
  assert.deepEqual(codes(verifyCheckpoint(source, policy, verify).reasons), ['SIGNATURE_WRONG', 'WITNESS_QUORUM'])
})

test('a witness that signs twice counts once', () => {
  const source = cosigned(TEXT, [witnesses[0]!, witnesses[0]!])
  assert.deepEqual(codes(verifyCheckpoint(source, policy, verify).reasons), ['WITNESS_QUORUM'])
})

test('checkpoint bodies of another shape are refused', () => {
  const root = base64Of(ROOT)
  for (const text of [
    '',
    'o\n1\n',
    `\n1\n${root}\n`,
    `o\n01\n${root}\n`,
    `o\n-1\n${root}\n`,
    `o\n9007199254740992\n${root}\n`,
    `o\n１\n${root}\n`,
    `o\n1\n${root.slice(4)}\n`,
    `o\n1\n${root}`,
    `o\n1\n${root}\n\n`,
  ]) {
    assert.equal(parseCheckpoint(text).ok, false, JSON.stringify(text))
  }
  assert.equal(parseCheckpoint(`o\n0\n${root}\nextension\n`).ok, true)
})

const SALT = sha256(utf8('salt'))
const PAYLOAD = { type: 'accepted', caseNo: '350598-2026-1', by: '某甲' }
const entries = Array.from({ length: 11 }, (_, i) =>
  entryOf(commitmentOf(i === 6 ? PAYLOAD : { step: i }, i === 6 ? SALT : sha256(utf8(String(i))), sha256)),
)
const leaves = entries.map((entry) => leafHash(entry, sha256))
const checkpoint = cosigned(checkpointText({ origin: log.key.name, size: 11, root: treeRoot(leaves, sha256) }))
const RECEIPT = formatReceipt({
  index: 6,
  proof: inclusionProof(6, 11, memoryReader(leaves, sha256), sha256),
  checkpoint,
  extra: utf8('case step 2'),
})

test('a receipt verifies offline from its text and the event alone', () => {
  const entry = entryOf(commitmentOf(PAYLOAD, SALT, sha256))
  const verdict = verifyReceipt(RECEIPT, { entry, policy }, deps)
  assert.deepEqual(verdict.reasons, [])
  assert.deepEqual([verdict.ok, verdict.index, verdict.checkpoint?.size, verdict.witnessed.length], [true, 6, 11, 3])
  const parsed = parseReceipt(RECEIPT)
  assert.ok(parsed.ok)
  assert.equal(formatReceipt(parsed.value), RECEIPT)
})

test('a receipt for another event, another place or a cut proof fails with its reason', () => {
  const question = { entry: entries[6]!, policy }
  const fails = (text: string, entry = question.entry) => codes(verifyReceipt(text, { entry, policy }, deps).reasons)
  assert.deepEqual(fails(RECEIPT, entries[5]), ['ROOT_MISMATCH'])
  assert.deepEqual(fails(RECEIPT.replace('index 6', 'index 7')), ['ROOT_MISMATCH'])
  assert.deepEqual(fails(RECEIPT.replace('index 6', 'index 11')), ['INDEX_OUTSIDE_TREE'])
  const lines = RECEIPT.split('\n')
  assert.ok(fails(lines.toSpliced(3, 1).join('\n')).includes('PROOF_LENGTH'))
  for (const text of [
    '',
    RECEIPT.replace('@v1', '@v2'),
    RECEIPT.replace('index 6', 'index 06'),
    RECEIPT.replace('extra ', 'extra  '),
    lines.toSpliced(3, 1, 'AAAA').join('\n'),
  ]) {
    assert.deepEqual(fails(text), ['RECEIPT_SYNTAX'])
  }
})

test('every single-bit change of a receipt that still parses fails to verify', () => {
  const bytes = utf8(RECEIPT)
  const extraLine = RECEIPT.indexOf('\n', RECEIPT.indexOf('extra'))
  for (let at = extraLine + 1; at < bytes.length; at += 5) {
    const changed = Buffer.from(bytes)
    changed[at]! ^= 1 << (at % 7)
    const verdict = verifyReceipt(changed.toString(), { entry: entries[6]!, policy: { ...policy, quorum: 3 } }, deps)
    assert.equal(verdict.ok, false, `byte ${at}`)
  }
})

test('a commitment opens only with its own payload and salt, and says nothing without them', () => {
  const commitment = commitmentOf(PAYLOAD, SALT, sha256)
  assert.ok(opensCommitment(commitment, { ...PAYLOAD }, SALT, sha256))
  assert.equal(opensCommitment(commitment, { ...PAYLOAD, by: '某乙' }, SALT, sha256), false)
  assert.equal(opensCommitment(commitment, PAYLOAD, sha256(SALT), sha256), false)
  assert.equal(opensCommitment(commitment, PAYLOAD, SALT.slice(1), sha256), false)
  assert.throws(() => commitmentOf(PAYLOAD, new Uint8Array(0), sha256), RangeError)
  assert.equal(new TextDecoder().decode(entryOf(commitment)), `{"commit":"${hexOf(commitment)}","v":"evt/v1"}`)
})
