// The messages of fairdraw/v1: what the operator announces, freezes, reads, reveals and publishes, and the bundle that
// holds them all. Reads a bundle strictly: unknown fields, duplicate keys and doubtful texts are refused.
// Called by the steps (steps.ts), the verifier (verify.ts), the command line and the public page.

import { hexOf, type Sha256, utf8 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { integer, list, oneOf, record, type Shape, type ShapeFault, text, where } from '#kernel/shape.ts'
import { JSON_REASONS, parseStrictJson } from '#kernel/strict-json.ts'
import { type DrawReason, type DrawStep, drawReason } from './reason.ts'

/** The protocol's name, in every message and every hash. */
export const PROTOCOL = 'fairdraw/v1'

/** Who holds a secret. */
export const ROLES = ['operator', 'notary'] as const
export type Role = (typeof ROLES)[number]

/** A future public number, named before the freeze: the issue of a lottery, or the round of a beacon. */
export type BeaconName = { readonly type: string } & ({ readonly issue: string | number } | { readonly round: number })

/** A public number once it is known. */
export type BeaconValue = BeaconName & { readonly value: string }

/** M1, the announcement. Units: `k` winners, `reserve` alternates, `minimum` entrants; `freezeAt` in UTC. */
export interface Announce {
  readonly v: typeof PROTOCOL
  readonly drawId: string
  readonly project: string
  readonly purpose: 'formal' | 'rehearsal'
  readonly ruleHash: string
  readonly k: number
  readonly reserve: number
  readonly minimum: number
  readonly freezeAt: string
  readonly beacons: readonly BeaconName[]
  readonly fallback: readonly BeaconName[]
  readonly voidReasons: readonly string[]
  readonly commits: Readonly<Record<Role, string>>
}

/** One who takes part: the unified social credit code (one legal person, one ticket) and 32 bytes of its own, if given. */
export interface Entrant {
  readonly id: string
  readonly r?: string
}

/** M3, the frozen list. */
export interface Freeze {
  readonly v: typeof PROTOCOL
  readonly drawId: string
  readonly announce: string
  readonly n: number
  readonly entrantsRoot: string
}

/** M4, the public numbers, in the order of the announcement. */
export interface Beacon {
  readonly v: typeof PROTOCOL
  readonly drawId: string
  readonly freeze: string
  readonly values: readonly BeaconValue[]
}

/** M6, the result, winners and alternates in order. */
export interface Result {
  readonly v: typeof PROTOCOL
  readonly drawId: string
  readonly beacon: string
  readonly seed: string
  readonly winners: readonly string[]
  readonly reserves: readonly string[]
}

/** All of a draw in one file. Parts appear step by step; a finished draw has them all. */
export interface Bundle {
  readonly announce?: Announce
  readonly entrants?: readonly Entrant[]
  readonly freeze?: Freeze
  readonly beacon?: Beacon
  readonly reveal?: Partial<Readonly<Record<Role, string>>>
  readonly result?: Result
}

/** Hash of a message: SHA-256 of its canonical JSON. */
export const messageHash = (message: object, hash: Sha256): Uint8Array => hash(utf8(canonicalJson(message)))

/** The same as lower-case hex, as messages quote each other. */
export const messageHex = (message: object, hash: Sha256): string => hexOf(messageHash(message, hash))

const line = text('一行文字，不含控制字符', /^[^\p{Cc}\u2028\u2029]+$/u)
/** A SHA-256 hash or a secret, as hex. */
export const hex32 = text('64 位小写十六进制', /^[0-9a-f]{64}$/)
const name = where('非空文字或非负整数', (value) => line(value, '').length === 0 || integer(0)(value, '').length === 0)
const version = oneOf(PROTOCOL)

/** A UTC instant to the second that is on the calendar. */
export const instant = where('形如 2026-03-01T12:00:00Z 的时刻', (value) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return false
  const time = Date.parse(value)
  return !Number.isNaN(time) && new Date(time).toISOString() === value.replace('Z', '.000Z')
})

const beaconNameOf = (more: Record<string, Shape>): Shape => {
  const byIssue = record({ type: line, issue: name, ...more })
  const byRound = record({ type: line, round: integer(1), ...more })
  return (value, path) => (isRecord(value) && 'round' in value ? byRound(value, path) : byIssue(value, path))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Shape of an entry of `beacons` and `fallback`, and of M4's values. */
export const BEACON_NAME = beaconNameOf({})
export const BEACON_VALUE = beaconNameOf({ value: where('文字', (value) => typeof value === 'string') })

/** Shape of M1. */
export const ANNOUNCE = record({
  v: version,
  drawId: line,
  project: line,
  purpose: oneOf('formal', 'rehearsal'),
  ruleHash: hex32,
  k: integer(1),
  reserve: integer(0),
  minimum: integer(0),
  freezeAt: instant,
  beacons: list(BEACON_NAME, 1),
  fallback: list(BEACON_NAME),
  voidReasons: list(line),
  commits: record({ operator: hex32, notary: hex32 }),
})

/** Shape of the secrets, each of which may be missing. */
export const REVEAL = record({ 'operator?': hex32, 'notary?': hex32 })

const BUNDLE = record({
  'announce?': ANNOUNCE,
  'entrants?': list(record({ id: line, 'r?': hex32 })),
  'freeze?': record({ v: version, drawId: line, announce: hex32, n: integer(0), entrantsRoot: hex32 }),
  'beacon?': record({ v: version, drawId: line, freeze: hex32, values: list(BEACON_VALUE) }),
  'reveal?': REVEAL,
  'result?': record({
    v: version,
    drawId: line,
    beacon: hex32,
    seed: hex32,
    winners: list(line),
    reserves: list(line),
  }),
})

/** A value read strictly, or every reason it was refused. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; reasons: readonly DrawReason[] }

/** Reads a file of a given shape: first as strict JSON, then field by field. */
export function readShape<Value>(source: Uint8Array | string, shape: Shape): Read<Value> {
  const parsed = parseStrictJson(source)
  if (!parsed.ok) {
    const { reason, at } = parsed
    return {
      ok: false,
      reasons: [{ code: reason, step: 'file', text: `${JSON_REASONS[reason]}（第 ${at + 1} 个字符）` }],
    }
  }
  const faults = shape(parsed.value, '')
  if (faults.length > 0) return { ok: false, reasons: faults.map(shapeReason) }
  return { ok: true, value: parsed.value as Value }
}

/** Reads a bundle, finished or not. Refuses every reason of `JSON_REASONS` and FIELD_MISSING, _UNKNOWN, _INVALID. */
export const parseBundle = (source: Uint8Array | string): Read<Bundle> => readShape<Bundle>(source, BUNDLE)

const STEP_OF_PART: Readonly<Record<string, DrawStep>> = {
  announce: 'announce',
  entrants: 'freeze',
  freeze: 'freeze',
  beacon: 'beacon',
  reveal: 'reveal',
  result: 'result',
}

/** A fault of shape as a reason, filed under the step it belongs to. */
export function shapeReason({ code, path, expected }: ShapeFault): DrawReason {
  const part = /^[a-z]*/.exec(path)![0]
  return drawReason(code, `${path || '整个文件'}，应为 ${expected}`, STEP_OF_PART[part] ?? 'file')
}
