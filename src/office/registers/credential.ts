// What a register entry says in its QR code, and where a scanned code disagrees with the register. Pure.

import { hash } from 'node:crypto'
import { endOf, legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import {
  type Certificate,
  certificateCode,
  FIRST_ROW,
  ISSUED_ON,
  PUBLIC_CODE,
  rowsOf,
  TITLE,
} from '#kernel/register/certificate.ts'
import type { Signer } from '#kernel/register/envelope.ts'
import type { IssuedView } from '#office/cases/read.ts'

/** QR version 17 at level M holds this many characters: what a phone still reads from 30 mm of paper. */
export const MAX_CODE_CHARACTERS = 734

export interface SigningAct {
  readonly entry: IssuedView
  readonly issuer: string
  /** Place in the status list. */
  readonly place: number
  /** Number of a row's title in the issuer's list. */
  readonly titleNumber: (title: string) => number
  /** When it is signed. */
  readonly at: Date
  readonly signer: Signer
  readonly second?: Signer | undefined
}

/** The text of an entry's QR code. Values too long to fit are carried as their beginning and a fingerprint. */
export function credentialOf(act: SigningAct): string {
  for (const longest of [Number.POSITIVE_INFINITY, 40, 30, 24, 20, 16, 14]) {
    const code = certificateCode(certificateFor(act, longest), act.signer, act.second)
    if (code.length <= MAX_CODE_CHARACTERS) return code
  }
  throw new Error(`the entry ${act.entry.code} has too many rows for a QR code of version 17`)
}

/** Units: POSIX seconds. An entry that is valid until a day is so to the end of that day. */
function certificateFor({ entry, issuer, place, titleNumber, at }: SigningAct, longest: number): Certificate {
  const { title, code, number, content, issuedAt, validUntil } = entry
  return {
    issuer,
    number,
    kind: entry.entry,
    issuedAt: Math.floor(at.getTime() / 1000),
    ...(validUntil !== null && { expiresAt: expiryOf(validUntil) }),
    statusIndex: place,
    fields: new Map<number, string>([
      [TITLE, title],
      [PUBLIC_CODE, code],
      [ISSUED_ON, legalDateOf(issuedAt)],
      ...content.map((row) => [FIRST_ROW + titleNumber(row.title), abridged(row.value, longest)] as const),
    ]),
  }
}

const expiryOf = (day: PlainDate): number => Math.floor(Date.parse(endOf(day)) / 1000) + 1

/** 64 bits of a value's SHA-256, as base64url. */
const fingerprintOf = (value: string): string => hash('sha256', value, 'buffer').subarray(0, 8).toString('base64url')

const ABRIDGED = /^(.*)…#[\w-]{11}$/su
/** Characters of `…#` and the fingerprint. */
const MARK_LENGTH = 13

/** A value of at most `longest` characters: its beginning, `…#` and 64 bits of its SHA-256 when it is longer. */
function abridged(value: string, longest: number): string {
  const characters = [...value]
  if (characters.length <= longest) return value
  const kept = characters.slice(0, Math.max(0, longest - MARK_LENGTH)).join('')
  return `${kept}…#${fingerprintOf(value)}`
}

/** Whether a carried value stands for a registered one. */
function standsFor(carried: string, registered: string): boolean {
  if (carried === registered) return true
  const kept = ABRIDGED.exec(carried)?.[1]
  return kept !== undefined && carried === `${kept}…#${fingerprintOf(registered)}` && registered.startsWith(kept)
}

/** One place where a scanned code and the register disagree; '' where one of them says nothing. */
export interface Change {
  readonly title: string
  readonly written: string
  readonly registered: string
}

/** Where a scanned certificate and the register entry disagree. */
export function changesOf(certificate: Certificate, entry: IssuedView, titles: readonly string[]): readonly Change[] {
  const written = new Map<string, string>([
    ['证书', String(certificate.fields.get(TITLE) ?? '')],
    ['编号', certificate.number],
    ['签发日期', String(certificate.fields.get(ISSUED_ON) ?? '')],
    ['有效期至', certificate.expiresAt === undefined ? '' : lastDayOf(certificate.expiresAt)],
    ...rowsOf(certificate, titles).map(({ title, value }) => [title, value] as const),
  ])
  const registered = new Map<string, string>([
    ['证书', entry.title],
    ['编号', entry.number],
    ['签发日期', legalDateOf(entry.issuedAt)],
    ['有效期至', entry.validUntil ?? ''],
    ...entry.content.map(({ title, value }) => [title, value] as const),
  ])
  return [...new Set([...written.keys(), ...registered.keys()])]
    .map((title) => ({ title, written: written.get(title) ?? '', registered: registered.get(title) ?? '' }))
    .filter((row) => !standsFor(row.written, row.registered))
}

/** The year 2200, where the calendar ends. POSIX seconds. */
const END_OF_CALENDAR = 7_258_089_600

/** The last day on which a certificate is valid. An instant beyond the calendar is shown as the number it is. */
export function lastDayOf(expiresAt: number): string {
  return expiresAt > END_OF_CALENDAR ? String(expiresAt) : legalDateOf(new Date((expiresAt - 1) * 1000))
}
