import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import * as cborg from 'cborg'
import fc from 'fast-check'
import encodeQR from 'qr'
import { hexOf, parseHex, utf8 } from '../bytes.ts'
import { NOTE_ED25519, verifierKey } from '../log/note.ts'
import { base45Of, parseBase45 } from './base45.ts'
import { type Cbor, decodeCbor, encodeCbor, Tagged } from './cbor.ts'
import { type Certificate, certificateCode, readCode, rowsOf } from './certificate.ts'
import { type Signer, signedBytes } from './envelope.ts'
import {
  type IssuerList,
  keyIdOf,
  publishList,
  readIssuerList,
  readStatusList,
  revokedBits,
  type StatusList,
} from './issuer-list.ts'
import { judgeCode, type Wallet } from './verdict.ts'

// The package has no types of its own.
const base45: { encode(bytes: Buffer): string; decode(text: string): Buffer } = createRequire(import.meta.url)('base45')

test('base45: the examples of RFC 9285 and the base45 package', () => {
  for (const [text, code] of [
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ] as const) {
    assert.equal(base45Of(utf8(text)), code)
    assert.deepEqual(parseBase45(code), utf8(text))
  }
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.equal(base45Of(bytes), base45.encode(Buffer.from(bytes)))
      assert.deepEqual(parseBase45(base45Of(bytes)), bytes)
    }),
  )
})

test('base45 refuses a single character left over, a foreign one and values too big', () => {
  for (const code of ['A', 'BB8A', 'bb8', 'BB_', 'GGW', '::', ':::']) assert.equal(parseBase45(code), null, code)
})

const { value: anyCbor } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('value')), { maxLength: 4 })
      .map((entries) => new Map(entries)),
  ),
}))

test('CBOR agrees with the cborg package and reads back what it wrote', () => {
  fc.assert(
    fc.property(anyCbor, (value) => {
      const bytes = encodeCbor(value)
      assert.equal(hexOf(bytes), hexOf(cborg.encode(value, cborg.rfc8949EncodeOptions)))
      assert.deepEqual(decodeCbor(bytes)?.value, value)
    }),
  )
  assert.equal(hexOf(encodeCbor(new Tagged(18, []))), 'd280')
})

test('CBOR in any other spelling is refused', () => {
  for (const [hex, why] of [
    ['', 'nothing'],
    ['1800', 'a long form of 0'],
    ['1900ff', 'a long form of 255'],
    ['9f00ff', 'an indefinite array'],
    ['a2020001 00'.replace(' ', ''), 'keys out of order'],
    ['a201000100', 'a repeated key'],
    ['f93c00', 'a float'],
    ['f7', 'undefined'],
    ['0000', 'something behind the end'],
    ['41', 'bytes cut short'],
    ['61ff', 'text that is not UTF-8'],
    ['1b0020000000000000', 'an integer of 2^53'],
    ['81'.repeat(9) + '00', 'nesting of 9'],
    ['9bffffffffffffffff', 'an array of 2^64 items'],
    ['9a7fffffff', 'an array of 2^31 items'],
    ['a1f400', 'a key that is neither number nor text'],
  ] as const) {
    assert.equal(decodeCbor(parseHex(hex)!), null, why)
  }
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const read = decodeCbor(bytes)
      if (read !== null) assert.deepEqual(encodeCbor(read.value), bytes)
    }),
  )
})

const DAY = 86_400
const NOW = 1_772_000_000

function signer(name: string, algorithm: Signer['algorithm'] = 'EdDSA') {
  const seed = sha256(utf8(`demo key of ${name}`))
  const publicKey = ed25519.getPublicKey(seed)
  const sign = (message: Uint8Array) => ed25519.sign(message, seed)
  return { algorithm, publicKey, kid: keyIdOf(publicKey, sha256), sign }
}
const bureau = signer('the bureau')
const module_ = signer('the module', 'SM2')
const verify = (_: string, key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  ed25519.verify(signature, message, key)

const CERTIFICATE: Certificate = {
  issuer: '350598/bureau',
  number: '350598-NC-2026-000123',
  kind: 'homesteadApproval',
  issuedAt: NOW - 10 * DAY,
  expiresAt: NOW + 720 * DAY,
  statusIndex: 11,
  fields: new Map<number, string | number>([
    [10, '某某某'],
    [11, '某某县某某镇某某村第三村民小组'],
    [12, '农村宅基地批准书'],
    [13, 120],
    [14, '东至村道，西至某某某宅，南至水渠，北至空地'],
    [15, '住宅'],
    [16, '某某县某某镇人民政府'],
  ]),
}

const keyEntry = ({ kid, algorithm, publicKey }: ReturnType<typeof signer>, until: number | null = null) =>
  ({ kid: hexOf(kid), algorithm, publicKey: hexOf(publicKey), from: NOW - 100 * DAY, until }) as const
const ISSUERS: IssuerList = {
  v: 'issuers/v1',
  issuedAt: NOW - DAY,
  nextUpdate: NOW + 30 * DAY,
  issuers: [
    {
      id: '350598/bureau',
      name: '某某县行政审批服务局',
      keys: [keyEntry(bureau), keyEntry(module_)],
      titles: ['户主'],
    },
  ],
}
const STATUS: StatusList = {
  v: 'status/v1',
  issuer: '350598/bureau',
  issuedAt: NOW - DAY,
  nextUpdate: NOW + DAY,
  revoked: revokedBits(64, [3, 12]),
}
const WALLET: Wallet = { issuers: ISSUERS, status: [STATUS], now: NOW }
const CODE = certificateCode(CERTIFICATE, bureau)
const verdictOf = (code: string, changes: Partial<Wallet> = {}) =>
  judgeCode(code, { ...WALLET, ...changes }, verify).verdict

test('a good code is valid, says what was written and names its issuer', () => {
  const judged = judgeCode(CODE, WALLET, verify)
  assert.deepEqual(judged, {
    verdict: 'valid',
    reasons: [],
    certificate: CERTIFICATE,
    issuerName: '某某县行政审批服务局',
  })
  const { expiresAt: _, ...unlimited } = CERTIFICATE
  assert.equal(verdictOf(certificateCode(unlimited, bureau), { now: NOW }), 'valid')
})

test('a line break or space behind a code changes nothing: no code ends in one', () => {
  for (const text of [`${CODE}\r\n`, `${CODE} `]) assert.equal(verdictOf(text), 'valid')
  fc.assert(fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => !base45Of(bytes).endsWith(' ')))
})

test('rows are titled by the issuer, and one without a title shows its label', () => {
  assert.deepEqual(rowsOf(CERTIFICATE, ISSUERS.issuers[0]!.titles).slice(0, 2), [
    { title: '户主', value: '某某某' },
    { title: '11', value: '某某县某某镇某某村第三村民小组' },
  ])
})

test('the envelope is a COSE_Sign1 that another reader understands', () => {
  const bytes = base45.decode(CODE.slice(4))
  const tags = Object.assign([], { 18: (read: () => unknown) => read() }) as never
  const outer = cborg.decode(new Uint8Array(bytes), { useMaps: true, tags }) as [
    Uint8Array,
    Map<number, unknown>,
    Uint8Array,
    Uint8Array,
  ]
  const header = cborg.decode(outer[0], { useMaps: true }) as Map<number, unknown>
  assert.equal(header.get(1), -8)
  const toBeSigned = cborg.encode(['Signature1', outer[0], new Uint8Array(0), outer[2]])
  assert.equal(ed25519.verify(outer[3], toBeSigned, bureau.publicKey), true)
})

// cose-wg/Examples, eddsa-examples/eddsa-sig-01.
const PUBLISHED =
  'd28445a201270300a10442313154546869732069732074686520636f6e74656e742e58407142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d360' +
  '7c5781932b7afb8711497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d'
const PUBLISHED_KEY = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'

test('the published COSE_Sign1 by Ed25519 reads, is spelled the same again, and its signature is over what we say', () => {
  const { value } = decodeCbor(parseHex(PUBLISHED)!)!
  assert.equal(hexOf(encodeCbor(value)), PUBLISHED)
  assert.ok(value instanceof Tagged && Array.isArray(value.value))
  const [header, , payload, signature] = value.value as [Uint8Array, unknown, Uint8Array, Uint8Array]
  assert.equal(new TextDecoder().decode(payload), 'This is the content.')
  assert.equal(ed25519.verify(signature, signedBytes(header, payload), parseHex(PUBLISHED_KEY)!), true)
  assert.equal(
    ed25519.verify(signature, signedBytes(header, utf8('This is the content!')), parseHex(PUBLISHED_KEY)!),
    false,
  )
})

test('each fault has its own verdict', () => {
  const stranger = signer('a stranger')
  const claims = { ...CERTIFICATE, statusIndex: 12 }
  assert.equal(verdictOf('hello'), 'unreadable')
  assert.equal(verdictOf(CODE.slice(0, -3)), 'unreadable')
  assert.equal(verdictOf(certificateCode(CERTIFICATE, stranger)), 'unknownIssuer')
  assert.equal(verdictOf(certificateCode(CERTIFICATE, { ...stranger, kid: bureau.kid })), 'altered')
  assert.equal(verdictOf(certificateCode({ ...CERTIFICATE, issuer: '350599/bureau' }, bureau)), 'unknownIssuer')
  assert.equal(verdictOf(certificateCode(claims, bureau)), 'revoked')
  assert.equal(
    verdictOf(CODE, { now: NOW + 721 * DAY, status: [{ ...STATUS, nextUpdate: NOW + 999 * DAY }] }),
    'expired',
  )
  assert.equal(verdictOf(CODE, { now: NOW - 11 * DAY }), 'notYetValid')
  assert.equal(verdictOf(CODE, { now: NOW + 2 * DAY }), 'staleStatus')
  assert.equal(verdictOf(CODE, { status: [] }), 'staleStatus')
  assert.equal(verdictOf(certificateCode({ ...CERTIFICATE, statusIndex: 64 }, bureau)), 'staleStatus')
})

test('a key signs only for its time', () => {
  const retired = { ...ISSUERS, issuers: [{ ...ISSUERS.issuers[0]!, keys: [keyEntry(bureau, NOW - 11 * DAY)] }] }
  assert.equal(verdictOf(CODE, { issuers: retired }), 'unknownIssuer')
  const later = { ...ISSUERS, issuers: [{ ...ISSUERS.issuers[0]!, keys: [keyEntry(bureau, NOW - DAY)] }] }
  assert.equal(verdictOf(CODE, { issuers: later }), 'valid', 'what it signed before stays good')
})

test('all reasons are given, the gravest is the verdict', () => {
  const judged = judgeCode(
    certificateCode({ ...CERTIFICATE, statusIndex: 3 }, bureau),
    { ...WALLET, now: NOW + 800 * DAY },
    verify,
  )
  assert.equal(judged.verdict, 'revoked')
  assert.deepEqual(
    judged.reasons.map(({ code }) => code),
    ['expired', 'revoked', 'staleStatus'],
  )
})

test('a second signature is checked too, and cannot be moved to another certificate', () => {
  const both = certificateCode(CERTIFICATE, bureau, module_)
  assert.equal(verdictOf(both), 'valid')
  assert.equal(readCode(both)?.envelope.countersignature?.algorithm, 'SM2')
  const forged = certificateCode(CERTIFICATE, bureau, { ...module_, sign: () => new Uint8Array(64) })
  assert.equal(verdictOf(forged), 'altered')
})

test('no changed character of a code is valid', () => {
  for (let at = 4; at < CODE.length; at++) {
    const other = CODE[at] === '7' ? '3' : '7'
    assert.notEqual(verdictOf(CODE.slice(0, at) + other + CODE.slice(at + 1)), 'valid', `character ${at}`)
  }
})

test('a certificate of seven Chinese fields fits QR version 17 at level M, signed once or twice', () => {
  for (const code of [CODE, certificateCode(CERTIFICATE, bureau, module_)]) {
    const modules = encodeQR(code, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 1 }).length - 2
    assert.ok((modules - 17) / 4 <= 17, `version ${(modules - 17) / 4}, ${code.length} characters`)
  }
})

test('lists are believed only when the publisher signed them and their shape is right', () => {
  const publisher = signer('the publisher')
  const key = verifierKey('example.gov/lists', NOTE_ED25519, publisher.publicKey, sha256)
  const check = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    ed25519.verify(signature, message, publicKey)
  const issuers = publishList(ISSUERS, key, publisher.sign)
  assert.deepEqual(readIssuerList(issuers, key, check), ISSUERS)
  assert.deepEqual(readStatusList(publishList(STATUS, key, publisher.sign), key, check), STATUS)
  assert.equal(readIssuerList(issuers.replace('某某县', '某某市'), key, check), null)
  assert.equal(readIssuerList(publishList(ISSUERS, key, bureau.sign), key, check), null)
  assert.equal(readStatusList(issuers, key, check), null, 'one list does not pass for the other')
  assert.equal(readIssuerList('', key, check), null)
})
