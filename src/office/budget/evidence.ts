// Gathers what the platform's cases say for the counters of targets: each case that ended with a decision in a year is
// opened once, and what counts of it is remembered as long as the process runs. Called by the monitor.
import type { Pool } from 'pg'
import type { Rating } from '#engines/indicators/counter.ts'
import type { DatedCase, Facts } from '#engines/indicators/measure.ts'
import { workingDaysBetween } from '#kernel/calendar/calendar.ts'
import { addDays, legalDateOf, type PlainDate, plainDate } from '#kernel/calendar/plain-date.ts'
import { promiseOf } from '#kernel/case/due.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { keyPlace, openSnapshot } from '#office/cases/envelope.ts'
import type { Vault } from '#platform/vault/vault.ts'

export interface EvidenceOptions {
  readonly catalogue: Catalogue
  readonly vault: Vault
  /** Acts as qinqing_staff in the district. */
  readonly pool: Pool
  readonly now: () => Date
}

export interface Evidence {
  /** Facts of the services' cases in the year of today, up to today. */
  factsOf(services: readonly string[]): Promise<Facts>
}

/** A case as remembered: its events counted so far tell whether it must be opened again. */
interface Ended {
  readonly seq: number
  readonly service: string
  readonly endedOn: PlainDate
  readonly counted: Omit<DatedCase, 'day'>
  /** Whether who got the result was satisfied; null while nobody said so. */
  readonly satisfied: boolean | null
}

/**
 * Trips to an office that an application took before it could be made from home: to apply, to supplement, to collect.
 * Source: the proposed target itself (每件少跑三次), not a measurement.
 */
const TRIPS_BEFORE = 3
/** A case nobody rated counts as satisfied by default after so many natural days. Source: domain.md §1.3 (Fujian 2019). */
const RATING_DAYS = 7
/** Non- and very dissatisfied are bad ratings. Source: domain.md §1.3. */
const SATISFIED_FROM = 3
const OPENED_AT_ONCE = 500

/** Cost of the first question: about 0.1 ms a case ended in the year; afterwards only what is new is opened. */
export function openEvidence(options: EvidenceOptions): Evidence {
  const known = new Map<string, Ended>()
  return {
    async factsOf(services) {
      const today = legalDateOf(options.now())
      const { first, last } = yearOf(today)
      await refresh(options, known, first, today)
      const ended = [...known.values()].filter(({ service }) => services.includes(service))
      const before = addDays(first, -1)
      const { calendar } = options.catalogue
      const days = (until: PlainDate) => workingDaysBetween(calendar, before, until)
      return {
        // What ends on a day off counts with the working day before it.
        cases: ended.map(({ endedOn, counted }) => ({ ...counted, day: Math.max(1, days(endedOn)) })),
        ratings: ended.flatMap((one) => ratingOf(one, today)),
        elapsed: Math.max(1, days(today)),
        workingDays: days(last),
      }
    },
  }
}

function yearOf(today: PlainDate): { first: PlainDate; last: PlainDate } {
  const year = today.slice(0, 4)
  return { first: plainDate(`${year}-01-01`), last: plainDate(`${year}-12-31`) }
}

function ratingOf({ satisfied, endedOn }: Ended, today: PlainDate): Rating[] {
  if (satisfied !== null) return [{ satisfied, byDefault: false }]
  return addDays(endedOn, RATING_DAYS) < today ? [{ satisfied: true, byDefault: true }] : []
}

/** Brings what is remembered up to date: opens what is new or has moved on, forgets what is no longer there. */
async function refresh(
  { catalogue, vault, pool }: EvidenceOptions,
  known: Map<string, Ended>,
  first: PlainDate,
  today: PlainDate,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`begin read only`)
    await client.query(`select set_config('app.place', '*', true)`)
    // Without its key a case is gone, and so is what it counted for.
    const { rows } = await client.query<{ id: string; seq: number }>({
      name: 'budget-ended',
      text: `select f.id, f.seq from case_file f join case_key k on k.district = f.district and k.case_id = f.id
              where f.district = $1 and f.ended_on between $2 and $3 and f.status in ('granted', 'refused')`,
      values: [catalogue.district, first, today],
    })
    const there = new Set(rows.map(({ id }) => id))
    for (const id of known.keys()) if (!there.has(id)) known.delete(id)
    const fresh = rows.filter(({ id, seq }) => known.get(id)?.seq !== seq).map(({ id }) => id)
    for (let from = 0; from < fresh.length; from += OPENED_AT_ONCE) {
      const { rows: files } = await client.query<FileRow>({
        name: 'budget-ended-files',
        text: `select f.id, f.seq, f.service, f.version, f.applicant, f.snapshot, k.wrapped
                 from case_file f join case_key k on k.district = f.district and k.case_id = f.id
                where f.district = $1 and f.id = any($2::uuid[])`,
        values: [catalogue.district, fresh.slice(from, from + OPENED_AT_ONCE)],
      })
      for (const file of files) known.set(file.id, await endedOf(catalogue, vault, file))
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

interface FileRow {
  id: string
  seq: number
  service: string
  version: string
  applicant: string
  snapshot: Buffer
  wrapped: Buffer
}

async function endedOf(catalogue: Catalogue, vault: Vault, file: FileRow): Promise<Ended> {
  const state = openSnapshot(vault.dataKey(file.wrapped, keyPlace(file.id)), file.id, file.snapshot)
  if (!state.ended) throw new Error(`case ${file.id} has a day of ending but has not ended`)
  const definition = await catalogue.pinned(file.version)
  const { elapsed, late } = promiseOf(definition, state, catalogue.calendar, state.ended.on)
  return {
    seq: file.seq,
    service: file.service,
    endedOn: state.ended.on,
    counted: {
      user: file.applicant,
      tripsBefore: TRIPS_BEFORE,
      tripsTaken: tripsTaken(state),
      workingDays: elapsed,
      onTime: late === 0,
    },
    satisfied: state.rating && state.rating.level >= SATISFIED_FROM,
  }
}

/** Who handed in a paper went to an office once; everything else was done from home. */
const tripsTaken = ({ materials }: CaseState): number => (materials.some(({ origin }) => origin === 'paper') ? 1 : 0)
