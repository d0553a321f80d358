// Ratings as the desk keeps them: read from the stream of cases, given at touch points, and the steps of bad ones.

import type { Pool } from 'pg'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { type Actor, holds, type Officer, SYSTEM } from '#kernel/case/actor.ts'
import { fold } from '#kernel/case/evolve.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { open, type RandomBytes, seal } from '#platform/vault/seal.ts'
import { BUREAU } from '#services/district.ts'
import { type Level, RATING_RULES, type Touch } from '#services/rating.ts'
import type { CaseReads } from '../cases/audience.ts'
import { randomUuid } from '../cases/identity-index.ts'
import { caseView } from '../cases/read.ts'
import { type Happened, readOn } from '../cases/stream.ts'
import { ActMoved, actsOf, recordAct } from '../log/acts.ts'
import { after, begin, type Stage, type Standing, type Step, whyNotStep } from './flow.ts'
import { refused } from './refusal.ts'

export interface RatingDesk {
  /** Writes, as the appender of the district. */
  readonly pool: Pool
  readonly reads: CaseReads
  readonly random: RandomBytes
}

/** A rating given where somebody was served. */
export interface NewRating {
  readonly touch: Exclude<Touch, 'case'>
  /** Empty when no matter stands behind it. */
  readonly service: string
  readonly level: Level
  readonly reasons: readonly string[]
  readonly text: string
}

export interface Rating {
  readonly id: string
  readonly caseId: string | null
  readonly touch: Touch
  readonly service: string
  readonly town: string
  readonly unit: string
  readonly handler: string
  readonly level: Level
  readonly reasons: readonly string[]
  readonly text: string
  readonly at: string
  readonly stage: Stage
  readonly dueOn: PlainDate | null
}

/** Reads on in the stream; resolves to how many events. */
export const followRatings = (desk: RatingDesk, stopping?: AbortSignal): Promise<number> =>
  readOn(desk, { reader: 'ratings', types: ['rated', 'ended'], stopping }, async (batch) => {
    for (const happened of batch)
      await (happened.event.type === 'rated' ? keepRated(desk, happened) : keepEnded(desk, happened))
  })

async function keepEnded({ pool, reads }: RatingDesk, { caseId, service, town, event }: Happened): Promise<void> {
  if (event.type !== 'ended' || !['granted', 'refused'].includes(event.result)) return
  await pool.query(
    `insert into rateable (district, case_id, service, town, ended_on) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [reads.catalogue.district, caseId, service, town, legalDateOf(event.at)],
  )
}

async function keepRated(desk: RatingDesk, { caseId, service, town, place, event }: Happened): Promise<void> {
  if (event.type !== 'rated') return
  const hand = await lastHand(desk, caseId, event.seq, place)
  await keep(desk, {
    ...{ id: caseId, caseId, touch: 'case', service, town, level: event.level },
    ...{ reasons: event.reasons, text: event.text, at: event.at, ...hand },
  })
}

/** Who decided the matter, and the unit they decided in: whoever handled it answers for it. */
async function lastHand(
  { reads }: RatingDesk,
  caseId: string,
  seq: number,
  place: string,
): Promise<{ unit: string; handler: string }> {
  const view = await caseView(reads, SYSTEM, caseId)
  const events = view?.events.filter((event) => event.seq < seq) ?? []
  const last = events.findLast(({ by }) => by.kind === 'officer')
  const definition = view && (await reads.catalogue.pinned(view.version))
  const at = last && fold(events.slice(0, last.seq - 1))?.at
  const step = at === undefined ? undefined : definition?.steps[at]
  const role = step && 'by' in step && step.by !== 'applicant' ? step.by : 'town.window'
  return { unit: unitFor(reads.catalogue.units, role, place) ?? BUREAU.code, handler: last?.by.name ?? '' }
}

/** Keeps a rating given at a touch point and says its number. */
export async function rateTouch(desk: RatingDesk, { touch, ...given }: NewRating): Promise<{ readonly id: string }> {
  const id = randomUuid(desk.random)
  const at = desk.reads.now().toISOString()
  await keep(desk, { ...given, id, caseId: null, touch, town: '', unit: BUREAU.code, handler: '', at })
  return { id }
}

async function keep({ pool, reads, random }: RatingDesk, given: Omit<Rating, 'stage' | 'dueOn'>): Promise<void> {
  const { calendar, district } = reads.catalogue
  const today = legalDateOf(given.at)
  const standing = begin(given.level, given.unit, { rules: RATING_RULES, calendar, today })
  const text = seal(reads.vault.keyFor('rating'), Buffer.from(given.text), Buffer.from(`rating:${given.id}`), random)
  await pool.query(
    `insert into rating (district, id, case_id, touch, service, town, unit, handler, level, reasons, sealed, at, stage, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      ...[
        district,
        given.id,
        given.caseId,
        given.touch,
        given.service,
        given.town,
        given.unit,
        given.handler,
        given.level,
      ],
      ...[given.reasons, text, given.at, standing.stage, standing.dueOn ?? 'infinity'],
    ],
  )
}

interface Row {
  id: string
  case_id: string | null
  touch: Touch
  service: string
  town: string
  unit: string
  handler: string
  level: Level
  reasons: string[]
  sealed: Buffer
  at: Date
  stage: Stage
  due: string
}
const ROW = `id, case_id, touch, service, town, unit, handler, level, reasons, sealed, at, stage, due_on::text as due`

/** Sees every bad rating; everybody else those of their own units. */
const seesAll = (actor: Actor): boolean =>
  holds(actor, 'bureau.supervisor', BUREAU.code) || holds(actor, 'bureau.head', BUREAU.code)
const unitsOf = (actor: Actor): string[] | null =>
  seesAll(actor) ? null : actor.kind === 'officer' ? actor.posts.map(({ unit }) => unit) : []

/** Bad ratings an officer may see, those that are due first; closed ones last. */
export async function badRatings({ pool, reads }: RatingDesk, actor: Actor, limit: number): Promise<Rating[]> {
  const { rows } = await pool.query<Row>(
    `select ${ROW} from rating where district = $1 and level <= 2 and ($2::text[] is null or unit = any($2))
      order by stage in ('closed', 'invalid'), due_on, at desc limit $3`,
    [reads.catalogue.district, unitsOf(actor), limit],
  )
  return rows.map((row) => ratingOf(reads, row))
}

function ratingOf({ vault }: CaseReads, { case_id, sealed, at, due, ...row }: Row): Rating {
  return {
    ...row,
    caseId: case_id,
    text: open(vault.keyFor('rating'), sealed, Buffer.from(`rating:${row.id}`)).toString(),
    at: at.toISOString(),
    dueOn: due === 'infinity' ? null : (due as PlainDate),
  }
}

/** One step taken: as it stands in the log. */
export interface Taken {
  readonly seq: number
  readonly at: string
  readonly by: string
  readonly byId: string
  readonly step: Step
}

/** One rating with what was done about it. Refuses: RATING_UNKNOWN. */
export async function oneRating(
  { pool, reads }: RatingDesk,
  actor: Actor,
  id: string,
): Promise<{ readonly rating: Rating; readonly taken: readonly Taken[] } | Refused> {
  const { rows } = await pool.query<Row>(
    `select ${ROW} from rating where district = $1 and id = $2 and level <= 2 and ($3::text[] is null or unit = any($3))`,
    [reads.catalogue.district, id, unitsOf(actor)],
  )
  if (!rows[0]) return refused('RATING_UNKNOWN')
  const acts = await actsOf(pool, reads.vault, `rating:${id}`)
  const taken = acts.map(({ seq, at, body }) => ({
    seq,
    at,
    ...(body as unknown as { by: string; byId: string; step: Step }),
  }))
  return { rating: ratingOf(reads, rows[0]), taken }
}

/** Takes a step; `seen` is the number of steps the officer saw. Refuses: RATING_*. */
export async function takeStep(
  desk: RatingDesk,
  actor: Officer,
  id: string,
  { seen, step }: { readonly seen: number; readonly step: Step },
): Promise<{ readonly standing: Standing } | Refused> {
  const { pool, reads, random } = desk
  const { district, calendar, units } = reads.catalogue
  if (step.step === 'assign' && !units.has(step.unit)) return refused('RATING_UNIT')
  const found = await oneRating(desk, actor, id)
  if ('problem' in found) return found
  const { rating, taken } = found
  if (taken.length !== seen) return refused('RATING_MOVED')
  const rectifiedBy = taken.flatMap((one) => (one.step.step === 'rectify' ? [one.byId] : []))
  const standing: Standing = { stage: rating.stage, unit: rating.unit, dueOn: rating.dueOn, rectifiedBy }
  const refusal = whyNotStep(standing, step, actor)
  if (refusal) return refused(refusal)
  const now = reads.now()
  const today = legalDateOf(now)
  const next = after(standing, step, actor.id, { rules: RATING_RULES, calendar, today })
  const wasLate = rating.dueOn !== null && rating.dueOn < today
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(
        `update rating set stage = $3, unit = $4, due_on = $5, late = late or $6 where district = $1 and id = $2`,
        [district, id, next.stage, next.unit, next.dueOn ?? 'infinity', wasLate],
      )
      const body = { by: actor.name, byId: actor.id, step: { ...step } }
      const act = {
        subject: `rating:${id}`,
        seq: seen + 1,
        kind: step.step,
        at: now.toISOString(),
        body,
        isSealed: true,
      }
      await recordAct(client, { vault: reads.vault, random }, act)
      return { standing: next }
    })
  } catch (error) {
    if (error instanceof ActMoved) return refused('RATING_MOVED')
    throw error
  }
}
