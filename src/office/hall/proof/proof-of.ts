// What the pages of published draws and seats are given, from the published files. Pure.

import { type DrawAccount, type Standing, standingOf } from '#engines/draw/account.ts'
import type { Announce } from '#engines/draw/message.ts'
import { announceReasons } from '#engines/draw/verify.ts'
import { type Child, type Cutoff, memberOf, tailOf } from '#engines/seats/market.ts'
import { type OwnSeat, ownSeat } from '#engines/seats/own-seat.ts'
import { DEPS, type PublishedDraw, type PublishedSeason } from './published.ts'

/** A line of the list of draws. */
export function drawRow({ id, account }: PublishedDraw) {
  const { announce, isOpen, reasons, n } = account
  return { href: `/draw/${id}`, id, project: announce.project, isOpen, faults: reasons.length, n }
}

/** The page of a draw; `code` is what somebody asked to find on the list. */
export function drawPage(
  draw: PublishedDraw,
  all: readonly PublishedDraw[],
  { code, isExample }: { readonly code: string; readonly isExample: boolean },
): {
  readonly account: DrawAccount
  readonly others: readonly Announce[]
  readonly base: string
  readonly bytes: number
  readonly asked: Standing | null
  readonly isExample: boolean
} {
  const { announce } = draw.account
  const others = all
    .map((one) => one.account.announce)
    .filter((other) => other.project === announce.project && other.drawId !== announce.drawId)
  const second = announceReasons(draw.bundle, { ...DEPS, evidence: { announcements: others } })
  const known = new Set(draw.account.reasons.map(({ code }) => code))
  return {
    account: {
      ...draw.account,
      reasons: [...draw.account.reasons, ...second.filter(({ code }) => !known.has(code))],
    },
    others,
    base: `/draw/${draw.id}`,
    bytes: Buffer.byteLength(draw.text),
    asked: code === '' ? null : standingOf(draw.bundle, code, DEPS),
    isExample,
  }
}

/** A child's own record with its seat: the only child's data on the page. */
export interface AskedChild {
  readonly id: string
  readonly record: Child | null
  readonly extra: string | null
  readonly own: OwnSeat | null
}

/** A line of the public table. `applied`: children who named the school; `cutoff` null when nobody was admitted. */
export interface SchoolRow {
  readonly school: string
  readonly seats: number
  readonly applied: number
  readonly admitted: number
  readonly cutoff: Cutoff | null
  readonly reserves: readonly { readonly tag: string; readonly seats: number; readonly cutoff: Cutoff | null }[]
}

/** The page of a season; `id` is the number of the child that a parent typed. */
export function seatsPage(
  season: PublishedSeason,
  { id, isExample }: { readonly id: string; readonly isExample: boolean },
) {
  const { market, result } = season
  const { cutoffs, reserveCutoffs } = result
  const asked = id === '' ? null : askedChild(season, id)
  return {
    season: season.id,
    base: `/seats/${season.id}`,
    children: market.children.length,
    schools: schoolRows(season),
    tail: asked?.record ? tailOf(market, asked.record) : (market.tail ?? []),
    published: { cutoffs, ...(reserveCutoffs && { reserveCutoffs }) },
    hash: result.hash,
    asked,
    isExample,
  }
}

function schoolRows({ market, result }: PublishedSeason): readonly SchoolRow[] {
  const applied = countOf(market.children.flatMap(({ choices }) => choices))
  const admitted = countOf(Object.values(result.seats))
  return market.schools.map(({ id, seats, reserves = [] }) => ({
    school: id,
    seats,
    applied: applied.get(id) ?? 0,
    admitted: admitted.get(id) ?? 0,
    cutoff: memberOf(result.cutoffs, id) ?? null,
    reserves: reserves.map(({ tag, seats: kept }) => ({
      tag,
      seats: kept,
      cutoff: memberOf(memberOf(result.reserveCutoffs, id), tag) ?? null,
    })),
  }))
}

function countOf(schools: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const school of schools) if (school !== null) counts.set(school, (counts.get(school) ?? 0) + 1)
  return counts
}

function askedChild({ market, result }: PublishedSeason, typed: string): AskedChild {
  const named = (typed: string) => market.children.find((child) => child.id === typed)
  const record = named(typed) ?? named(typed.toUpperCase())
  if (!record || !Object.hasOwn(result.seats, record.id)) return { id: typed, record: null, extra: null, own: null }
  const { id } = record
  const extra = memberOf(result.extraSeats, id)
  const own = ownSeat(record, { seat: result.seats[id]!, extra, tail: tailOf(market, record) }, result)
  return { id, record, extra: extra ?? null, own }
}
