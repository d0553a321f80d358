// Attacks on what is signed around a draw: the rounds of drand, and the witnesses of the frozen list. Part of the corpus.

import { DRAND, demoBundle, demoDrandBundle } from '../../src/engines/draw/fixture.ts'
import type { Bundle } from '../../src/engines/draw/message.ts'
import { quicknetVerifier } from '../../src/engines/draw/quicknet.ts'
import { verifyBundle } from '../../src/engines/draw/verify.ts'
import type { WitnessEvidence } from '../../src/engines/draw/witnessed.ts'
import { utf8 } from '../../src/kernel/bytes.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { checkpointText, cosign } from '../../src/kernel/log/checkpoint.ts'
import { commitmentOfBytes, entryOf, openingOf } from '../../src/kernel/log/entry.ts'
import { inclusionProof, leafHash, memoryReader, treeRoot } from '../../src/kernel/log/merkle.ts'
import {
  formatNote,
  formatVerifierKey,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  signNote,
  verifierKey,
} from '../../src/kernel/log/note.ts'
import { formatReceipt } from '../../src/kernel/log/receipt.ts'
import type { Place, Tried } from './corpus.ts'

const codes = (reasons: readonly { readonly code: string }[]): string[] => [...new Set(reasons.map(({ code }) => code))]

export function drand(place: Place): readonly Tried[] {
  const { hash } = place
  const verifyQuicknet = quicknetVerifier(hash)
  const find = (bundle: Bundle, signature: string, round: number = DRAND.round): string[] =>
    codes(
      verifyBundle(JSON.stringify(bundle), { hash, verifyQuicknet, evidence: { drand: [{ round, signature }] } })
        .reasons,
    )
  const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16))
  const { round, signature } = DRAND
  const other = `${signature.slice(0, -2)}38`
  const shownBy = (text: string) => demoDrandBundle(hash, { value: hexOf(hash(bytesOf(text))) })
  return [
    ['照原样，带签名', find(demoDrandBundle(hash), signature)],
    ['数换成自己挑的，签名照旧', find(demoDrandBundle(hash, { value: 'ab'.repeat(32) }), signature)],
    ['签名改一个字，数照着它算', find(shownBy(other), other)],
    ['签名全是零，数照着它算', find(shownBy('0'.repeat(96)), '0'.repeat(96))],
    ['上一轮的签名当作公告的那一轮', find(demoDrandBundle(hash, { round: round + 1 }), signature, round + 1)],
  ]
}

export function witnessed({ hash, verify, sign, publicKeyOf }: Place): readonly Tried[] {
  const origin = 'example.gov/log/350598'
  const secretOf = (name: string) => hash(utf8(`key of ${name}`))
  const keyOf = (name: string, type: number) => verifierKey(name, type, publicKeyOf(secretOf(name)), hash)
  const log = keyOf(origin, NOTE_ED25519)
  const names = ['a.example', 'b.example', 'c.example']
  const witnesses = names.map((name) => formatVerifierKey(keyOf(name, NOTE_COSIGNATURE)))
  const bundle = demoBundle(hash)
  const salt = hash(utf8('salt'))
  const frozenAt = Date.parse(bundle.announce!.freezeAt) / 1000

  /** The receipt of a recorded freeze, cosigned by some of the witnesses at a time. */
  function receipt(
    by: readonly string[],
    { time = frozenAt - 60, body = bundle.freeze as object, kind = 'freeze' } = {},
  ) {
    const act = { at: '2026-03-01T11:58:00.000Z', body, kind, previous: '', seq: 4, subject: 'draw:350598-2026-0001' }
    const payload = utf8(canonicalJson(act))
    const leaves = Array.from({ length: 9 }, (_, at) =>
      leafHash(entryOf(at === 5 ? commitmentOfBytes(payload, salt, hash) : hash(Uint8Array.of(at))), hash),
    )
    const text = checkpointText({ origin, size: leaves.length, root: treeRoot(leaves, hash) })
    const lines = by.map((name) =>
      cosign(text, time, keyOf(name, NOTE_COSIGNATURE), (message) => sign(message, secretOf(name))),
    )
    const own = signNote(text, log, (message) => sign(message, secretOf(origin)))
    const proof = inclusionProof(5, leaves.length, memoryReader(leaves, hash), hash)
    const checkpoint = formatNote({ text, signatures: [own, ...lines] })
    return formatReceipt({ index: 5, proof, checkpoint, extra: openingOf(payload, salt) })
  }
  const find = (given: string | undefined, more: Partial<WitnessEvidence> = {}): string[] => {
    const policy = { log: formatVerifierKey(log), witnesses, quorum: 2, ...more }
    const witness = { ...policy, ...(given !== undefined && { receipt: given }) }
    return codes(verifyBundle(JSON.stringify(bundle), { hash, verify, evidence: { witness } }).reasons)
  }
  const good = receipt(names.slice(0, 2))
  return [
    ['照原样，三位见证人里两位及时会签', find(good)],
    ['约定了见证人，没有回执', find(undefined)],
    ['只有一位会签', find(receipt(names.slice(0, 1)))],
    ['同一位会签两次', find(receipt(['a.example', 'a.example']))],
    ['两位都在公告的时刻以后会签', find(receipt(names, { time: frozenAt + 1 }))],
    ['会签的是另一份名单', find(receipt(names, { body: { ...bundle.freeze, n: 11 } }))],
    ['会签的是别的一步', find(receipt(names, { kind: 'entrants' }))],
    ['见证人是冒名的', find(receipt(['a.example', 'x.example'], {}), { witnesses: [witnesses[0]!, witnesses[2]!] })],
    ['会签的时刻改早', find(receipt(names, { time: frozenAt + 1 }).replaceAll(stamp(frozenAt + 1), stamp(frozenAt)))],
    ['见证人的公钥抄错', find(good, { witnesses: witnesses.map((key) => `${key}x`) })],
  ]
}

/** How a time begins a cosignature in a note. */
const stamp = (time: number): string => {
  const bytes = new Uint8Array(12)
  new DataView(bytes.buffer).setBigUint64(4, BigInt(time))
  return btoa(String.fromCharCode(...bytes)).slice(8, 16)
}
