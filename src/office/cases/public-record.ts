// What anyone may know of how a service is handled: how many, by what, by whom, how late; and which cases have climbed the
// ladder of supervision to where the public sees them. Neither says whose a case is or what it asks.

import type { Light } from '#kernel/calendar/clock.ts'
import { addDays, legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { SYSTEM } from '#kernel/case/actor.ts'
import { promiseLight, promiseOf } from '#kernel/case/due.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { fieldAt } from '#kernel/form/form.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at } from '#kernel/service/evaluate.ts'
import { asAudience, type CaseReads, FILE, type FileRow, stateOf, WITH_KEY } from './audience.ts'

export interface Counted {
  readonly title: string
  readonly rows: readonly { readonly title: string; readonly count: number; readonly late: number }[]
}

export interface ServiceRecord {
  readonly title: string
  readonly received: number
  readonly running: number
  readonly lights: Readonly<Record<'green' | 'yellow' | 'red' | 'grey', number>>
  /** How they ended, as the declaration calls it. */
  readonly ends: readonly { readonly title: string; readonly count: number }[]
  readonly counted: readonly Counted[]
  readonly units: readonly { readonly title: string; readonly count: number; readonly late: number }[]
  /** Those that the ladder has made public, the latest first. */
  readonly published: readonly {
    readonly unit: string
    readonly step: string
    readonly receivedOn: PlainDate
    readonly dueOn: PlainDate | null
    readonly late: number
  }[]
}

/** Days that are looked back over, and how many cases of a service at most: the newest. */
const DAYS = 90
const MOST = 1_000

const isTold = ({ counted = [], limits }: ServiceDefinition) =>
  counted.length > 0 || (limits.ladder ?? []).some(({ published }) => published)

/** The record of every service that says what is to be known of it. Cost: some 30 µs a case of the last 90 days. */
export async function publicRecord(
  reads: CaseReads,
): Promise<{ readonly days: number; readonly services: ServiceRecord[] }> {
  const today = legalDateOf(reads.now().toISOString())
  const told = reads.catalogue.services.filter(isTold)
  const services = await asAudience(reads, SYSTEM, async (client) => {
    const records: ServiceRecord[] = []
    for (const definition of told) {
      const { rows } = await client.query<FileRow>(
        `select ${FILE} from case_file f ${WITH_KEY}
          where f.district = $1 and f.service = $2 and (f.received_on >= $3 or f.ended_on is null)
          order by f.received_on desc, f.id desc limit $4`,
        [reads.catalogue.district, definition.slug, addDays(today, -DAYS), MOST],
      )
      const cases = await Promise.all(
        rows.map(async (row): Promise<Judged> => {
          const state = stateOf(reads, row)
          const pinned = await reads.catalogue.pinned(row.version)
          const { late } = promiseOf(pinned, state, reads.catalogue.calendar, today)
          return { state, late, light: promiseLight(pinned, state, reads.catalogue.calendar, today) }
        }),
      )
      records.push(recordOf(reads, definition, cases, today))
    }
    return records
  })
  return { days: DAYS, services }
}

interface Judged {
  readonly state: CaseState
  readonly late: number
  readonly light: Light | null
}

function recordOf(
  { catalogue }: CaseReads,
  definition: ServiceDefinition,
  cases: readonly Judged[],
  today: PlainDate,
): ServiceRecord {
  const running = cases.filter(({ state }) => state.ended === null)
  const lights = { green: 0, yellow: 0, red: 0, grey: 0 }
  for (const { light } of running) lights[light === 'doubleRed' ? 'red' : (light ?? 'grey')] += 1
  const unitOf = ({ state }: Judged) => state.assigned.lead ?? ''
  const nameOf = (unit: string) => catalogue.units.get(unit)?.name ?? unit
  const ended = cases.filter(({ state }) => state.ended !== null)
  return {
    title: definition.title,
    received: cases.length,
    running: running.length,
    lights,
    ends: tally(
      ended,
      ({ state }) => state.ended?.outcome ?? '',
      (end) => definition.steps[end]?.title ?? end,
    ),
    counted: (definition.counted ?? []).map((path) => {
      const field = fieldAt(definition.form, path)
      const options: Readonly<Record<string, string>> = field?.kind === 'choice' ? field.options : {}
      return {
        title: field?.title ?? path,
        rows: tally(
          cases,
          ({ state }) => String(at(state.form, path) ?? ''),
          (value) => options[value] ?? value,
        ),
      }
    }),
    units: tally(
      cases.filter((one) => unitOf(one) !== ''),
      unitOf,
      nameOf,
    ),
    published: running
      .filter(({ state }) => state.rungs.some((rung) => definition.limits.ladder?.[rung]?.published))
      .map(({ state, late }) => ({
        unit: nameOf(state.assigned.lead ?? state.place),
        step: definition.steps[state.at]?.title ?? state.at,
        receivedOn: state.receivedOn,
        dueOn: promiseOf(definition, state, catalogue.calendar, today).dueOn,
        late,
      }))
      .sort((a, b) => b.late - a.late),
  }
}

/** How many there are of each, and how many of them late; most first. */
function tally(
  cases: readonly Judged[],
  keyOf: (one: Judged) => string,
  nameOf: (key: string) => string,
): { readonly title: string; readonly count: number; readonly late: number }[] {
  return [...Map.groupBy(cases, keyOf)]
    .map(([key, group]) => ({
      title: nameOf(key),
      count: group.length,
      late: group.filter(({ late }) => late > 0).length,
    }))
    .sort((a, b) => b.count - a.count)
}
