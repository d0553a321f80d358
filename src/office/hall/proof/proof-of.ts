// What the pages of published draws and seats are given, from the published files. Pure.

import { type DrawAccount, type Standing, standingOf } from '#engines/draw/account.ts'
import type { Evidence } from '#engines/draw/evidence.ts'
import { announceReasons } from '#engines/draw/verify.ts'
import { type Child, type Cutoff, memberOf, tailOf } from '#engines/seats/market.ts'
import { type OwnSeat, ownSeat } from '#engines/seats/own-seat.ts'
import { DEPS, type HeldDraw, type PublishedDraw, type PublishedSeason } from './published.ts'

/** A line of the list of draws. */
export function drawRow({ id, account, held }: PublishedDraw) {
  const { announce, isOpen, reasons, n } = account
  const isRehearsal = announce.purpose === 'rehearsal'
  // That it is a rehearsal is said by itself, and is no fault of one.
  const faults = reasons.filter(({ code }) => code !== 'REHEARSAL').length
  const ended = held?.ended?.kind ?? null
  return { href: `/draw/${id}`, id, project: announce.project, isOpen, faults, n, ended, isRehearsal }
}

/** The page of a draw; `code` is what somebody asked to find on the list. */
export function drawPage(
  draw: PublishedDraw,
  all: readonly PublishedDraw[],
  { code, isExample, receipts }: { readonly code: string; readonly isExample: boolean; readonly receipts: string },
): {
  readonly account: DrawAccount
  readonly evidence: Evidence
  readonly held:
    | (Pick<HeldDraw, 'rule' | 'ended'> & {
        readonly steps: readonly {
          readonly kind: string
          readonly at: string
          readonly place: number
          readonly href: string
        }[]
      })
    | null
  readonly base: string
  readonly bytes: number
  readonly asked: Standing | null
  readonly isExample: boolean
} {
  const evidence = evidenceOf(draw, all)
  const second = announceReasons(draw.bundle, { ...DEPS, evidence })
  const known = new Set(draw.account.reasons.map(({ code }) => code))
  return {
    account: {
      ...draw.account,
      reasons: [...draw.account.reasons, ...second.filter(({ code }) => !known.has(code))],
    },
    evidence,
    held: draw.held && heldOf(draw.held, `${receipts}/draw:${draw.id}`),
    base: `/draw/${draw.id}`,
    bytes: Buffer.byteLength(draw.text),
    asked: code === '' ? null : standingOf(draw.bundle, code, DEPS),
    isExample,
  }
}

const heldOf = ({ rule, ended, steps }: HeldDraw, receipts: string) => ({
  ...{ rule, ended },
  steps: steps.map(({ kind, seq, at, place }) => ({ kind, at, place, href: `${receipts}/${seq}` })),
})

/**
 * What is known here beside the bundle: the project's other formal draws that stand (one that is void or has failed makes way
 * for the next), and what the log recorded.
 */
export function evidenceOf({ account, evidence }: PublishedDraw, all: readonly PublishedDraw[]): Evidence {
  const { project, drawId } = account.announce
  const standing = all.filter((one) => !one.held?.ended).map((one) => one.account.announce)
  const announcements = standing.filter((other) => other.project === project && other.drawId !== drawId)
  return { ...evidence, announcements: [...(evidence.announcements ?? []), ...announcements] }
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
