// A school market as published, and the result of its allocation: their exact JSON form and the strict reading of both.
// Called by the command line, the desk `markets` and the public page; the algorithm itself works on compile.ts's arrays.

import type { Parsed } from '#kernel/reason.ts'
import { integer, list, oneOf, record, type Shape, text, where } from '#kernel/shape.ts'
import { JSON_REASONS, parseStrictJson } from '#kernel/strict-json.ts'
import { type SeatsReason, type SeatsReasonCode, seatsReason, shapeReason } from './reason.ts'

/** Seats kept for children with a tag. `first`: filled before the open seats, a floor; `last`: after them, over and above. */
export interface Reserve {
  readonly tag: string
  readonly seats: number
  readonly order: 'first' | 'last'
}

/** A school and its seats; the reserves are part of `seats`. Reserved seats nobody claims are open to all, last. */
export interface School {
  readonly id: string
  readonly seats: number
  readonly reserves?: readonly Reserve[]
}

/**
 * A child: lottery rank (lower goes first), choices (most wanted first), class at each school or at all (lower goes
 * first; missing is the worst), tags, a twin who names this child too and may share the rank, and the name of the
 * public list that follows its own (one of `Market.tails`; without it `Market.tail`).
 */
export interface Child {
  readonly id: string
  readonly rank: number
  readonly choices: readonly string[]
  readonly class?: number | Readonly<Record<string, number>>
  readonly tags?: readonly string[]
  readonly twin?: string
  readonly tail?: string
}

/**
 * Schools, children, and the public 统筹 orders that follow the children's own lists: one for all, or `tails` by name where
 * the nearest school is another for every village. They are published before the draw and depend on no rank.
 */
export interface Market {
  readonly schools: readonly School[]
  readonly children: readonly Child[]
  readonly tail?: readonly string[]
  readonly tails?: Readonly<Record<string, readonly string[]>>
}

/** The public list that follows a child's own choices. */
export const tailOf = (market: Pick<Market, 'tail' | 'tails'>, child: Child): readonly string[] =>
  (child.tail === undefined ? market.tail : memberOf(market.tails, child.tail)) ?? []

/** The last child admitted: its class (null when missing) and rank. */
export interface Cutoff {
  readonly class: number | null
  readonly rank: number
}

/**
 * A published allocation. `cutoffs`: the last child admitted to the seats open to all, null when there is none.
 * `reserveCutoffs` (only when a school has reserves): the same by tag. `extraSeats` (only when twins were joined): the
 * child who was given a seat beyond the quota, and where. `hash`: SHA-256, as hex, of the canonical JSON (RFC 8785) of
 * this object without `hash`.
 */
export interface SeatsResult {
  readonly seats: Readonly<Record<string, string | null>>
  readonly cutoffs: Readonly<Record<string, Cutoff | null>>
  readonly reserveCutoffs?: Readonly<Record<string, Readonly<Record<string, Cutoff | null>>>>
  readonly extraSeats?: Readonly<Record<string, string>>
  readonly hash: string
}

/** Classes are 0 … 999,999; a district uses a handful. */
const MAX_CLASS = 999_999

const id = text('一行文字，不含控制字符', /^(?!__proto__$)[^\p{Cc}\u2028\u2029]+$/u)
const classNumber = where(
  `0 到 ${MAX_CLASS} 的整数`,
  (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_CLASS,
)

/** An object whose members all have one shape. */
const dictionary = (member: Shape): Shape => {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return record({})(null, path)
    return Object.entries(value).flatMap(([key, one]) => member(one, `${path}.${key}`))
  }
}

const classes = dictionary(classNumber)
const classOrClasses: Shape = (value, path) =>
  typeof value === 'object' ? classes(value, path) : classNumber(value, path)

const MARKET = record({
  schools: list(
    record({
      id,
      seats: integer(0),
      'reserves?': list(record({ tag: id, seats: integer(0), order: oneOf('first', 'last') })),
    }),
  ),
  children: list(
    record({
      id,
      rank: integer(0),
      choices: list(id),
      'class?': classOrClasses,
      'tags?': list(id),
      'twin?': id,
      'tail?': id,
    }),
  ),
  'tail?': list(id),
  'tails?': dictionary(list(id)),
})

const cutoff: Shape = (value, path) =>
  value === null
    ? []
    : record({ class: (one, at) => (one === null ? [] : classNumber(one, at)), rank: integer(0) })(value, path)

const RESULT = record({
  seats: dictionary((value, path) => (value === null ? [] : id(value, path))),
  cutoffs: dictionary(cutoff),
  'reserveCutoffs?': dictionary(dictionary(cutoff)),
  'extraSeats?': dictionary(id),
  hash: text('64 位小写十六进制', /^[0-9a-f]{64}$/),
})

/** The member of that name, if the record has it itself: an id may be `constructor`. */
export const memberOf = <Value>(of: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined

/** Reads a market: strict JSON, exact fields, then what must agree across them. Refuses with every reason. */
export function parseMarket(source: Uint8Array | string): Parsed<Market, SeatsReasonCode> {
  const read = readShape<Market>(source, MARKET)
  if (!read.ok) return read
  const reasons = marketReasons(read.value)
  return reasons.length === 0 ? read : { ok: false, reasons }
}

/** Reads a result: strict JSON and exact fields. Whether it is right is `verifySeats`'s question. */
export const parseResult = (source: Uint8Array | string): Parsed<SeatsResult, SeatsReasonCode> =>
  readShape<SeatsResult>(source, RESULT)

function readShape<Value>(source: Uint8Array | string, shape: Shape): Parsed<Value, SeatsReasonCode> {
  const parsed = parseStrictJson(source)
  if (!parsed.ok) {
    const { reason, at } = parsed
    return { ok: false, reasons: [{ code: reason, text: `${JSON_REASONS[reason]}（第 ${at + 1} 个字符）` }] }
  }
  const faults = shape(parsed.value, '')
  return faults.length === 0
    ? { ok: true, value: parsed.value as Value }
    : { ok: false, reasons: faults.map(shapeReason) }
}

/** Every reason the parts of a market of the right shape do not fit together. */
export function marketReasons(market: Market): SeatsReason[] {
  const schools = new Set(market.schools.map((school) => school.id))
  const unknown = (ids: readonly string[], whose: string) =>
    ids.filter((one) => !schools.has(one)).map((one) => seatsReason('SCHOOL_UNKNOWN', `${one}（${whose}）`))
  const tails: [name: string, schools: readonly string[]][] = [
    ['统筹次序', market.tail ?? []],
    ...Object.entries(market.tails ?? {}).map(([name, list]): [string, readonly string[]] => [
      `统筹次序 ${name}`,
      list,
    ]),
  ]
  return [
    ...repeated(market.schools.map((school) => school.id)).map((one) => seatsReason('SCHOOL_REPEATED', one)),
    ...market.schools.flatMap(reserveReasons),
    ...tails.flatMap(([name, list]) => [
      ...repeated(list).map((one) => seatsReason('TAIL_REPEATED', one)),
      ...unknown(list, name),
    ]),
    ...repeated(market.children.map((child) => child.id)).map((one) => seatsReason('CHILD_REPEATED', one)),
    ...market.children.flatMap((child) => [
      ...repeated(child.choices).map((one) => seatsReason('CHOICE_REPEATED', `${child.id} 填了两次 ${one}`)),
      ...unknown(child.choices, child.id),
      ...unknown(typeof child.class === 'object' ? Object.keys(child.class) : [], child.id),
    ]),
    ...market.children.flatMap(({ id: child, tail }) =>
      tail === undefined || memberOf(market.tails, tail) ? [] : [seatsReason('TAIL_UNKNOWN', `${tail}（${child}）`)],
    ),
    ...rankReasons(market.children),
    ...twinReasons(market.children),
  ]
}

function repeated(ids: readonly string[]): string[] {
  // A list of ten is searched faster than a set of ten is built, and there may be a million lists.
  const isShort = ids.length <= 16
  if (isShort ? ids.every((one, i) => ids.indexOf(one) === i) : new Set(ids).size === ids.length) return []
  const seen = new Set<string>()
  return ids.filter((one) => seen.has(one) || !seen.add(one))
}

function reserveReasons({ id: school, seats, reserves = [] }: School): SeatsReason[] {
  const kept = reserves.reduce((sum, reserve) => sum + reserve.seats, 0)
  const twice = repeated(reserves.map((reserve) => reserve.tag)).map((tag) =>
    seatsReason('RESERVE_REPEATED', `${school} ${tag}`),
  )
  return kept > seats ? [...twice, seatsReason('RESERVES_EXCEED_SEATS', `${school}，${kept} > ${seats}`)] : twice
}

function rankReasons(children: readonly Child[]): SeatsReason[] {
  const holder = new Map<number, Child>()
  return children.flatMap((child) => {
    const other = holder.get(child.rank)
    holder.set(child.rank, child)
    if (other === undefined || other.twin === child.id || other.id === child.id) return []
    return [seatsReason('RANK_REPEATED', `${other.id} 与 ${child.id} 都是 ${child.rank}`)]
  })
}

function twinReasons(children: readonly Child[]): SeatsReason[] {
  const twins = children.filter((child) => child.twin !== undefined)
  if (twins.length === 0) return []
  const byId = new Map(children.map((child) => [child.id, child]))
  return twins.flatMap((child) => {
    const other = byId.get(child.twin!)
    if (other === undefined) return [seatsReason('TWIN_UNKNOWN', `${child.id} 指认 ${child.twin}`)]
    const isPair = other.twin === child.id && other.id !== child.id
    return isPair ? [] : [seatsReason('TWIN_NOT_MUTUAL', `${child.id} 指认 ${child.twin}`)]
  })
}
