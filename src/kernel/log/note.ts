// Signed notes (c2sp.org/signed-note): a text and signature lines, and the keys that verify them.
// It knows no signature algorithm: Ed25519 comes in through NoteSigner and NoteVerifier.
// Called for checkpoints, witness cosignatures and draw announcements.

import { base64Of, concatBytes, equalBytes, hexOf, parseBase64, parseHex, type Sha256, utf8 } from '../bytes.ts'
import type { Parsed } from '../reason.ts'
import { type LogReason, type LogReasonCode, logReason } from './reason.ts'

/** One signature line: `— name base64(keyId || signature)`. The key id has 4 bytes. */
export interface NoteSignature {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
}

/** A text ending in a line break, with its signatures in order. The text is to be believed only once verified. */
export interface SignedNote {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** The assigned signature types that we use. Source: c2sp.org/signed-note, "Signature types". */
export const NOTE_ED25519 = 0x01
export const NOTE_COSIGNATURE = 0x04

/** A public key by which notes are verified. Its name and id choose the signature line. */
export interface VerifierKey {
  readonly name: string
  readonly keyId: Uint8Array
  readonly type: number
  readonly publicKey: Uint8Array
}

/** Ed25519 of RFC 8032 over a message; handed in by the platform. */
export type Ed25519Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
export type Ed25519Sign = (message: Uint8Array) => Uint8Array

/** Verifiers must take at least 16; more than this is an attack on our time. */
const MAX_SIGNATURES = 100

const SPACE_OR_PLUS = /[\s\u0085+]/u
// All C0 controls except the line break.
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/

/** Key id: SHA-256(name || "\n" || type || public key), first 4 bytes. Source: c2sp.org/signed-note, "Signatures". */
export const noteKeyId = (name: string, type: number, publicKey: Uint8Array, hash: Sha256): Uint8Array =>
  hash(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4)

/** The key of a name, type and public key. Throws when the name could not stand in a signature line. */
export function verifierKey(name: string, type: number, publicKey: Uint8Array, hash: Sha256): VerifierKey {
  if (!isKeyName(name)) throw new Error(`"${name}" cannot name a key: no spaces, no plus sign`)
  return { name, keyId: noteKeyId(name, type, publicKey, hash), type, publicKey }
}

/** `name+hex(id)+base64(type || key)`: the text an operator publishes at `/log/{district}/vkey`. */
export const formatVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${hexOf(key.keyId)}+${base64Of(concatBytes(Uint8Array.of(key.type), key.publicKey))}`

/** Reads a verifier key; refuses a key of another type or length, or an id that does not belong to the key. */
export function parseVerifierKey(text: string, hash: Sha256): Parsed<VerifierKey, LogReasonCode> {
  const [name, idText, keyText, ...more] = splitKey(text)
  const keyId = parseHex(idText ?? '')
  const material = parseBase64(keyText ?? '')
  if (more.length > 0 || !isKeyName(name ?? '') || keyId?.length !== 4 || material?.length !== 33) {
    return { ok: false, reasons: [logReason('KEY_SYNTAX')] }
  }
  const type = material[0]!
  const key = verifierKey(name!, type, material.slice(1), hash)
  const known = type === NOTE_ED25519 || type === NOTE_COSIGNATURE
  if (!known || !equalBytes(key.keyId, keyId)) return { ok: false, reasons: [logReason('KEY_SYNTAX', name!)] }
  return { ok: true, value: key }
}

// The base64 part may hold plus signs of its own.
function splitKey(text: string): string[] {
  const [name = '', id = '', ...key] = text.split('+')
  return [name, id, key.join('+')]
}

const isKeyName = (name: string): boolean => name !== '' && name.isWellFormed() && !SPACE_OR_PLUS.test(name)

/** The note as text. Throws when the text does not end in a line break or there is no signature. */
export function formatNote({ text, signatures }: SignedNote): string {
  if (!text.endsWith('\n') || CONTROL.test(text) || signatures.length === 0)
    throw new Error('this cannot be a signed note')
  const lines = signatures.map(({ name, keyId, signature }) => `— ${name} ${base64Of(concatBytes(keyId, signature))}\n`)
  return `${text}\n${lines.join('')}`
}

/** Reads a signed note; verifies nothing. Refuses NOTE_SYNTAX, NOTE_CONTROL_CHARACTER, TOO_MANY_SIGNATURES. */
export function parseNote(source: string): Parsed<SignedNote, LogReasonCode> {
  const refuse = (code: LogReasonCode, detail?: string) => ({ ok: false, reasons: [logReason(code, detail)] }) as const
  if (CONTROL.test(source) || !source.isWellFormed()) return refuse('NOTE_CONTROL_CHARACTER')
  const split = source.lastIndexOf('\n\n')
  if (split < 0 || !source.endsWith('\n')) return refuse('NOTE_SYNTAX')
  const lines = source.slice(split + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return refuse('TOO_MANY_SIGNATURES', String(lines.length))
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const match = /^— (\S+) (\S+)$/u.exec(line)
    const bytes = match === null ? null : parseBase64(match[2]!)
    if (bytes === null || bytes.length < 5 || !isKeyName(match![1]!)) return refuse('NOTE_SYNTAX', line.slice(0, 80))
    signatures.push({ name: match![1]!, keyId: bytes.slice(0, 4), signature: bytes.slice(4) })
  }
  return { ok: true, value: { text: source.slice(0, split + 1), signatures } }
}

/** The signature line of the plain Ed25519 key over a note text. */
export const signNote = (text: string, key: VerifierKey, sign: Ed25519Sign): NoteSignature => ({
  name: key.name,
  keyId: key.keyId,
  signature: sign(utf8(text)),
})

/** Signature lines of a note that claim to be by this key: same name and id. */
export const signaturesBy = (note: SignedNote, key: VerifierKey): NoteSignature[] =>
  note.signatures.filter((line) => line.name === key.name && equalBytes(line.keyId, key.keyId))

/** Every reason the note is not signed by this Ed25519 key; other keys' lines are ignored, as the format asks. */
export function verifyNote(note: SignedNote, key: VerifierKey, verify: Ed25519Verify): LogReason[] {
  const lines = signaturesBy(note, key)
  if (lines.length === 0) return [logReason('SIGNATURE_MISSING', key.name)]
  const message = utf8(note.text)
  const allHold = lines.every((line) => line.signature.length === 64 && verify(key.publicKey, message, line.signature))
  return allHold ? [] : [logReason('SIGNATURE_WRONG', key.name)]
}
