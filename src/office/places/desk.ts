// The desk of service points and plates as the composition root opens it: the registers, the seal of plates' codes, what a
// scan counts, and the bookings of video calls.

import { createHmac, hash } from 'node:crypto'
import type { Pool } from 'pg'
import { openingOf, type Point } from '#engines/place/place.ts'
import {
  type Plate,
  type PlateAct,
  type PosterSize,
  plateAfter,
  plateToken,
  readPlateToken,
} from '#engines/place/plate.ts'
import type { Calendar } from '#kernel/calendar/calendar.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Officer } from '#kernel/case/actor.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'
import { type ActStore, actStore, type Item, type RegisterAct } from '#office/registers/act-store.ts'
import type { Problem } from '#platform/http/problem.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { placeProblem } from './refusal.ts'
import { samplePoints } from './sample-points.ts'

type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }

/** A booked video call. Who booked is sealed: only the clerks of the desk read it. */
export interface Call {
  readonly point: string
  readonly matter: string
  /** Local time `2026-11-30 09:30`, or empty: now, as the next in the queue. */
  readonly slot: string
  readonly who: string
  /** What the caller agreed to, word for word. */
  readonly consent: string
  readonly state: 'waiting' | 'done' | 'missed'
  /** Where the call takes place: written by the clerk, this platform carries no video itself. */
  readonly link: string
  /** Evidence: when it began and ended, and what came of it. */
  readonly began: string
  readonly ended: string
  readonly result: string
}

export interface PlaceDesk {
  readonly points: ActStore<Point>
  readonly plates: ActStore<Plate, PlateAct>
  readonly calls: ActStore<Call>
  readonly calendar: Calendar
  readonly baseUrl: string
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  /** Address of a plate's code. */
  tokenOf(no: string, edition: number): string
  readToken(token: string): { readonly no: string; readonly edition: number } | null
  /** Counts a scan once per visitor and day. */
  scanned(plate: string, visitor: string): Promise<void>
  /** Scans by day, newest first. */
  scans(plate: string): Promise<readonly { readonly day: string; readonly count: number }[]>
  sealWho(text: string): string
  openWho(sealed: string): string
}

export interface PlacesOptions {
  readonly vault: Vault
  readonly units: UnitTree
  readonly calendar: Calendar
  readonly baseUrl: string
  readonly now: () => Date
  readonly random: (bytes: number) => Buffer
  /** As qinqing_appender in the district. */
  readonly write: Pool
  readonly withSamples: boolean
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SEAL_SIGNS = 10
const CALLER = Buffer.from('place-call')

export async function openPlaces(options: PlacesOptions): Promise<PlaceDesk> {
  const { vault, units, calendar, baseUrl, now, random, write, withSamples } = options
  const { district } = vault
  const key = vault.keyFor('plate-code')
  const callKey = vault.keyFor('place-call')
  const sealOf = (text: string): string =>
    [...createHmac('sha256', key).update(text).digest().subarray(0, SEAL_SIGNS)]
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join('')
  const points = actStore<Point>({ write, district }, 'point')
  if (withSamples) {
    const by = {
      seq: 1,
      type: 'saved',
      at: now().toISOString(),
      officer: 'system',
      officerName: '示例办事点',
      note: '示例数据',
    }
    await points.load([...samplePoints(units)].map(([item, content]) => ({ ...by, item, content })))
  }
  let salt: { day: string; bytes: Buffer } = { day: '', bytes: Buffer.alloc(0) }
  return {
    points,
    plates: actStore<Plate, PlateAct>({ write, district }, 'plate'),
    calls: actStore<Call>({ write, district }, 'call'),
    ...{ calendar, baseUrl, now, random },
    tokenOf: (no, edition) => plateToken(no, edition, sealOf),
    readToken: (token) => readPlateToken(token, sealOf),
    async scanned(plate, visitor) {
      const day = legalDateOf(now())
      // Kept in memory only: when the day or the process is over, nobody can tell visitors apart any more.
      if (salt.day !== day) salt = { day, bytes: random(32) }
      const hashed = hash('sha256', Buffer.concat([salt.bytes, Buffer.from(visitor)]), 'buffer')
      await write.query(
        'insert into plate_scan (district, plate, day, visitor) values ($1, $2, $3, $4) on conflict do nothing',
        [district, plate, day, hashed],
      )
    },
    async scans(plate) {
      const { rows } = await write.query<{ day: string; count: number }>(
        `select day::text, count(*)::int as count from plate_scan where district = $1 and plate = $2 group by day order by day desc limit 60`,
        [district, plate],
      )
      return rows
    },
    sealWho: (text) => seal(callKey, Buffer.from(text), CALLER, random).toString('base64'),
    openWho: (sealed) => open(callKey, Buffer.from(sealed, 'base64'), CALLER).toString(),
  }
}

const actBy = (
  desk: PlaceDesk,
  officer: Pick<Officer, 'id' | 'name'>,
  seq: number,
  type: string,
  note: string,
): RegisterAct => ({
  ...{ seq, type, at: desk.now().toISOString(), officer: officer.id, officerName: officer.name, note },
})

/** A point as pages show it. */
export type ShownPoint = Point & { readonly id: string; readonly opening: ReturnType<typeof openingOf> }

export async function shownPoints(desk: PlaceDesk): Promise<ShownPoint[]> {
  return (await desk.points.all()).map(({ item, content }) => shown(desk, item, content))
}
export async function shownPoint(desk: PlaceDesk, id: string): Promise<ShownPoint | undefined> {
  const found = await desk.points.find(id)
  return found && shown(desk, id, found.content)
}
const shown = ({ calendar, now }: PlaceDesk, id: string, point: Point): ShownPoint => ({
  ...point,
  id,
  opening: openingOf(point, calendar, now()),
})

/** Writes a point; `seen` is 0 for a new one. */
export async function savePoint(
  desk: PlaceDesk,
  id: string,
  officer: Officer,
  { seen, point }: { readonly seen: number; readonly point: Point },
): Promise<Answer<RegisterAct>> {
  const act = actBy(desk, officer, seen + 1, 'saved', '')
  const outcome = await desk.points.append({ ...act, item: id, content: point })
  return outcome === 'moved' ? { problem: placeProblem('PLACE_MOVED') } : { value: act }
}

export interface SentPlateAct {
  readonly act: PlateAct
  readonly seen: number
  readonly note: string
  readonly point?: string
  readonly matters?: readonly string[]
  readonly size?: PosterSize
  readonly copies?: number
  readonly place?: string
}

/** Takes a plate a step on. `make` answers a new number. */
export async function plateStep(
  desk: PlaceDesk,
  no: string,
  officer: Officer,
  sent: SentPlateAct,
): Promise<Answer<{ readonly no: string; readonly plate: Plate; readonly seq: number }>> {
  const before = await desk.plates.find(no)
  const state = plateAfter(before?.content.state ?? null, sent.act)
  if (!before && sent.act !== 'make') return { problem: placeProblem('PLATE_NOT_FOUND') }
  if (!state) return { problem: placeProblem('PLATE_STAGE') }
  const point = sent.point ?? before?.content.point ?? ''
  if (!(await desk.points.find(point))) return { problem: placeProblem('PLATE_POINT') }
  const old: Plate = before?.content ?? {
    point,
    state: 'draft',
    edition: 1,
    matters: [],
    printed: 0,
    size: null,
    place: '',
  }
  const plate: Plate = {
    ...old,
    state,
    matters: sent.matters ?? old.matters,
    size: sent.size ?? old.size,
    printed: old.printed + (sent.act === 'print' ? (sent.copies ?? 1) : 0),
    place: sent.place ?? old.place,
  }
  const seq = (before?.last.seq ?? 0) + 1
  if (sent.seen !== seq - 1) return { problem: placeProblem('PLACE_MOVED') }
  const outcome = await desk.plates.append({
    ...actBy(desk, officer, seq, sent.act, sent.note),
    type: sent.act,
    item: no,
    content: plate,
  })
  return outcome === 'moved' ? { problem: placeProblem('PLACE_MOVED') } : { value: { no, plate, seq } }
}

/** The next free number. */
export async function nextPlateNo(desk: PlaceDesk): Promise<string> {
  const taken = (await desk.plates.all()).map(({ item }) => Number(item.slice(3)))
  return `QL-${String(Math.max(200, ...taken) + 1).padStart(4, '0')}`
}

/** The plate behind a scanned code, retired ones too; undefined for a code that is not ours or of another edition. */
export async function plateOf(
  desk: PlaceDesk,
  token: string,
): Promise<(Item<Plate, PlateAct> & { readonly point: ShownPoint }) | undefined> {
  const read = desk.readToken(token)
  const plate = read && (await desk.plates.find(read.no))
  if (!read || !plate || plate.content.edition !== read.edition) return undefined
  const point = await shownPoint(desk, plate.content.point)
  return point && { ...plate, point }
}

/** A booking as somebody sent it. */
export interface BookedCall {
  readonly point: string
  readonly matter: string
  readonly slot: string
  readonly name: string
  readonly phone: string
  readonly consent: string
}

const CALL_BYTES = 4

/** Books a call and answers its number. Who booked is sealed. */
export async function bookCall(
  desk: PlaceDesk,
  { point, matter, slot, name, phone, consent }: BookedCall,
): Promise<string> {
  const number = desk.random(CALL_BYTES).toString('hex')
  const call: Call = {
    ...{
      point,
      matter,
      slot: slot === 'now' ? '' : slot,
      consent,
      state: 'waiting',
      who: desk.sealWho(`${name} ${phone}`),
    },
    ...{ link: '', began: '', ended: '', result: '' },
  }
  const act = { seq: 1, type: 'booked', at: desk.now().toISOString(), officer: 'public', officerName: '群众', note: '' }
  await desk.calls.append({ ...act, item: number, content: call })
  return number
}
