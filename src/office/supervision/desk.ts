// Supervision over the stream: each case that moved, and each that is late, is judged by the rules; what is odd is raised once,
// explained by its unit and accepted by the supervisor, each step an act in the log.

import type { Pool } from 'pg'
import { addWorkingDays } from '#kernel/calendar/calendar.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { type Actor, holds, type Officer, SYSTEM } from '#kernel/case/actor.ts'
import type { EventType } from '#kernel/case/event.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import type { RandomBytes } from '#platform/vault/seal.ts'
import { BUREAU } from '#services/district.ts'
import { asAudience, type CaseReads } from '../cases/audience.ts'
import { randomUuid } from '../cases/identity-index.ts'
import { type History, historiesOf, readOn } from '../cases/stream.ts'
import { ActMoved, actsOf, recordAct } from '../log/acts.ts'
import { keepOutcome } from './outcome.ts'
import { refused } from './refusal.ts'
import { anomaliesOf } from './rules.ts'

export interface SupervisionDesk {
  /** Writes, as the appender of the district. */
  readonly pool: Pool
  readonly reads: CaseReads
  readonly random: RandomBytes
}

export type Stage = 'raised' | 'explained' | 'accepted'

export interface Anomaly {
  readonly id: string
  readonly caseId: string
  readonly rule: string
  readonly says: string
  readonly unit: string
  readonly town: string
  readonly raisedAt: string
  readonly explainBy: PlainDate
  readonly stage: Stage
}

/** Whatever an officer, the applicant or time does may be odd. */
const WATCHED: readonly EventType[] = [
  'accepted',
  'notAccepted',
  'supplementRequested',
  'supplemented',
  'opined',
  'decided',
  'suspended',
  'withdrawn',
  'ended',
]

/** Most late cases that are judged at one look; the others follow at the next. */
const LATE_AT_ONCE = 1000
/** How many cases are read for judging at a time. */
const JUDGED_AT_ONCE = 100

/**
 * A look judges what moved since the last one, and what is late today; it resolves to how many anomalies were raised. A late
 * case is judged once a day and once more when it moves: nothing else changes what the rules find.
 */
export function watcher(desk: SupervisionDesk): (stopping?: AbortSignal) => Promise<number> {
  let judged = { on: '', at: new Map<string, number>() }
  return async (stopping) => {
    let raised = 0
    await readOn(desk, { reader: 'supervision', types: WATCHED, stopping }, async (batch) => {
      raised += await judge(desk, [...new Set(batch.map((one) => one.caseId))])
    })
    const today = legalDateOf(desk.reads.now())
    if (judged.on !== today) judged = { on: today, at: new Map() }
    const { at } = judged
    const late = (await lateCases(desk, today)).filter(({ id, seq }) => at.get(id) !== seq).slice(0, LATE_AT_ONCE)
    for (let from = 0; from < late.length && !stopping?.aborted; from += JUDGED_AT_ONCE) {
      const some = late.slice(from, from + JUDGED_AT_ONCE)
      raised += await judge(
        desk,
        some.map(({ id }) => id),
      )
      for (const { id, seq } of some) at.set(id, seq)
    }
    return raised
  }
}

/** Cases with a duty that is past its day; lateness comes without an event. */
function lateCases({ reads }: SupervisionDesk, today: PlainDate): Promise<{ id: string; seq: number }[]> {
  return asAudience(reads, SYSTEM, async (client) => {
    const { rows } = await client.query<{ id: string; seq: number }>(
      `select distinct f.id, f.seq from case_duty t join case_file f on f.district = t.district and f.id = t.case_id
        where t.district = $1 and t.due_on < $2::date`,
      [reads.catalogue.district, today],
    )
    return rows
  })
}

async function judge(desk: SupervisionDesk, ids: readonly string[]): Promise<number> {
  let raised = 0
  for (let from = 0; from < ids.length; from += JUDGED_AT_ONCE)
    for (const history of await historiesOf(desk, ids.slice(from, from + JUDGED_AT_ONCE)))
      raised += await raise(desk, history)
  return raised
}

/** Writes down what the rules find odd and was not found before; resolves to how much. */
async function raise(desk: SupervisionDesk, { id, version, ...history }: History): Promise<number> {
  const { pool, reads, random } = desk
  const { calendar, district, units } = reads.catalogue
  const definition = await reads.catalogue.pinned(version)
  const today = legalDateOf(reads.now())
  const { state } = history
  await keepOutcome(desk, definition, { id, state })
  let raised = 0
  for (const { rule, key, says } of anomaliesOf({ definition, ...history, calendar, today })) {
    const { rowCount } = await pool.query(
      `insert into anomaly (district, id, case_id, rule, occurrence, says, unit, town, raised_at, explain_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [
        ...[district, randomUuid(random), id, rule.id, key, says, explainer()],
        unitFor(units, 'town.window', state.place) ?? state.place,
        ...[reads.now(), addWorkingDays(calendar, today, rule.explainWithin).date],
      ],
    )
    raised += rowCount ?? 0
  }
  return raised

  /** The unit of the step the case is at, or that moved it last: whoever handles it explains. */
  function explainer(): string {
    const step = definition.steps[state.ended ? state.last.from : state.at] ?? definition.steps[state.at]
    const role = step && 'by' in step && step.by !== 'applicant' ? step.by : 'bureau.approver'
    return unitFor(units, role, state.place) ?? BUREAU.code
  }
}

const seesAll = (actor: Actor): boolean =>
  holds(actor, 'bureau.supervisor', BUREAU.code) || holds(actor, 'bureau.head', BUREAU.code)
const unitsOf = (actor: Actor): string[] | null =>
  seesAll(actor) ? null : actor.kind === 'officer' ? actor.posts.map(({ unit }) => unit) : []

const ROW = `id, case_id as "caseId", rule, says, unit, town, raised_at as "raisedAt", explain_by::text as "explainBy", stage`
type Row = Omit<Anomaly, 'raisedAt'> & { raisedAt: Date }
const fromRow = ({ raisedAt, ...row }: Row): Anomaly => ({ ...row, raisedAt: raisedAt.toISOString() })

/** Anomalies an officer may see, open ones first by the day they must be explained; at most 300. */
export async function anomalies({ pool, reads }: SupervisionDesk, actor: Actor): Promise<Anomaly[]> {
  const { rows } = await pool.query<Row>(
    `select ${ROW} from anomaly where district = $1 and ($2::text[] is null or unit = any($2))
      order by stage = 'accepted', explain_by, raised_at desc limit 300`,
    [reads.catalogue.district, unitsOf(actor)],
  )
  return rows.map(fromRow)
}

export interface Taken {
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly by: string
  readonly note: string
}

/** One anomaly with what was said about it. Refuses: ANOMALY_UNKNOWN. */
export async function oneAnomaly(
  { pool, reads }: SupervisionDesk,
  actor: Actor,
  id: string,
): Promise<{ readonly anomaly: Anomaly; readonly taken: readonly Taken[] } | Refused> {
  const { rows } = await pool.query<Row>(
    `select ${ROW} from anomaly where district = $1 and id = $2 and ($3::text[] is null or unit = any($3))`,
    [reads.catalogue.district, id, unitsOf(actor)],
  )
  if (!rows[0]) return refused('ANOMALY_UNKNOWN')
  const acts = await actsOf(pool, reads.vault, `anomaly:${id}`)
  const taken = acts.map(({ seq, at, kind, body }) => ({ seq, at, kind, ...(body as { by: string; note: string }) }))
  return { anomaly: fromRow(rows[0]), taken }
}

/** `explain` by the unit, `accept` or `return` by the supervisor. */
export type StepKind = 'explain' | 'accept' | 'return'
const LEADS: Readonly<Record<StepKind, readonly [from: Stage, to: Stage]>> = {
  explain: ['raised', 'explained'],
  accept: ['explained', 'accepted'],
  return: ['explained', 'raised'],
}

/** Takes a step; `seen` is the number of steps the officer saw. Refuses: ANOMALY_*. */
export async function takeStep(
  desk: SupervisionDesk,
  actor: Officer,
  id: string,
  { seen, kind, note }: { readonly seen: number; readonly kind: StepKind; readonly note: string },
): Promise<{ readonly stage: Stage } | Refused> {
  const { pool, reads, random } = desk
  const found = await oneAnomaly(desk, actor, id)
  if ('problem' in found) return found
  const { anomaly, taken } = found
  if (taken.length !== seen) return refused('ANOMALY_MOVED')
  const [from, to] = LEADS[kind]
  if (anomaly.stage !== from) return refused('ANOMALY_STAGE')
  const isUnits = actor.posts.some(({ unit }) => unit === anomaly.unit)
  const isTheirs = kind === 'explain' ? isUnits : holds(actor, 'bureau.supervisor', BUREAU.code)
  // Whoever explained does not accept it.
  const isOwn = kind !== 'explain' && taken.some((one) => one.kind === 'explain' && one.by === actor.name)
  if (!isTheirs || isOwn) return refused('ANOMALY_ROLE')
  if (note.trim() === '') return refused('ANOMALY_NOTE')
  try {
    return await inTransaction(pool, async (client) => {
      await client.query('update anomaly set stage = $3 where district = $1 and id = $2', [
        reads.catalogue.district,
        id,
        to,
      ])
      const act = { subject: `anomaly:${id}`, seq: seen + 1, kind, at: reads.now().toISOString(), isSealed: true }
      await recordAct(
        client,
        { vault: reads.vault, random },
        { ...act, body: { by: actor.name, byId: actor.id, note } },
      )
      return { stage: to }
    })
  } catch (error) {
    if (error instanceof ActMoved) return refused('ANOMALY_MOVED')
    throw error
  }
}
