// Makes cases by the million: sealed, numbered, counted and queued like real ones, through the same statement that
// appends commands. Histories are the homestead examples told up to different points, moved to another village and day.

import { officialCalendar } from '#kernel/calendar/official.ts'
import { dutiesOf } from '#kernel/case/due.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { fold } from '#kernel/case/evolve.ts'
import { replay } from '#kernel/case/example.ts'
import { queryCodeOf } from '#kernel/case/query-code.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { statusOf } from '#kernel/case/status.ts'
import { keyPlace, NO_HEAD, sealEvents, sealSnapshot } from '#office/cases/envelope.ts'
import { caseIdOf } from '#office/cases/identity-index.ts'
import { examples } from '#services/homestead/examples.ts'
import type { Installation } from '../../src/installation.ts'

interface Template {
  readonly events: string
  readonly state: string
  /** Share of all cases that stand here. */
  readonly weight: number
}

const VILLAGE = '350521104-01'

/** Every point at which an example's case can stand; most cases are over, as in a real archive. */
function templates({ catalogue }: Installation): Template[] {
  const definition = catalogue.current('homestead')
  if (!definition) throw new Error('no homestead service')
  return examples.flatMap((example) => {
    const { events } = replay(definition, example, { units: catalogue.units, calendar: officialCalendar })
    return events.flatMap((_, i): Template[] => {
      const history = events.slice(0, i + 1)
      const state = fold(history) as CaseState
      if (state.at === '') return []
      return [{ events: JSON.stringify(history), state: JSON.stringify(state), weight: state.ended ? 60 : 1 }]
    })
  })
}

/** Adds the cases numbered `from` up to `to`; `report` hears how many there are, now and then. */
export async function loadCases(
  installation: Installation,
  { from, to }: { readonly from: number; readonly to: number },
  report: (done: number) => void = () => undefined,
): Promise<void> {
  const { catalogue, cases, vault } = installation
  const definition = catalogue.current('homestead')
  if (!definition) throw new Error('no homestead service')
  const villages = [...catalogue.units.values()].filter(({ level }) => level === 'village')
  const pool = templates(installation)
  const total = pool.reduce((sum, { weight }) => sum + weight, 0)
  const pick = (n: number): Template => {
    let left = (n * 7_919) % total
    for (const template of pool) {
      left -= template.weight
      if (left < 0) return template
    }
    return pool[0] as Template
  }
  const addOne = async (n: number): Promise<void> => {
    const village = villages[n % villages.length] as (typeof villages)[number]
    const template = pick(n)
    const state = JSON.parse(template.state.replaceAll(VILLAGE, village.code)) as CaseState
    const events = JSON.parse(template.events.replaceAll(VILLAGE, village.code)) as CaseEvent[]
    const caseId = caseIdOf(cases.now(), cases.random)
    const { key, wrapped } = vault.newDataKey(keyPlace(caseId))
    const sealed = sealEvents(key, caseId, events, NO_HEAD, cases.random)
    const receivedOn = new Date(Date.UTC(2025, 0, 1 + ((n * 31) % 690))).toISOString().slice(0, 10)
    const dueOn = new Date(Date.UTC(2026, 10, 10 + ((n * 13) % 40))).toISOString().slice(0, 10)
    const duties = dutiesOf(definition, state, catalogue.units, officialCalendar).map((duty) => ({
      ...duty,
      dueOn: duty.dueOn && dueOn,
    }))
    const outcome = await cases.store.append({
      caseId,
      expected: 0,
      seq: state.seq,
      service: definition.slug,
      version: definition.version,
      queryCode: queryCodeOf(String(n % 10_000_000_000).padStart(10, '0')),
      caseSeries: `case:load:${receivedOn}`,
      casePrefix: `LOAD${receivedOn.replaceAll('-', '')}${String(Math.floor(n / 690_000)).padStart(2, '0')}`,
      place: village.code,
      town: village.parent as string,
      status: statusOf(state),
      oldStatus: null,
      step: state.ended?.outcome ?? state.at,
      stepKind: definition.steps[state.ended?.outcome ?? state.at]?.kind ?? 'end',
      advice: state.advice.outcome,
      receivedOn,
      dueOn: duties[0]?.dueOn ?? null,
      wakeAt: null,
      oldWakeAt: null,
      endedOn: state.ended?.on ?? null,
      live: false,
      units: [],
      changes: [],
      at: state.last.at,
      key: `load-${n}`,
      request: NO_HEAD,
      head: sealed.at(-1)?.commitment ?? NO_HEAD,
      snapshot: sealSnapshot(key, caseId, state),
      events: sealed,
      duties,
      entries: [],
      opening: { wrapped, applicant: caseIdOf(cases.now(), cases.random), parties: [] },
    })
    if (outcome === 'stale' || 'fault' in outcome)
      throw new Error(`case ${n} was not loaded: ${outcome === 'stale' ? outcome : outcome.fault}`)
  }
  const AT_ONCE = 512
  for (let first = from; first < to; first += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, to - first) }, (_, i) => addOne(first + i)))
    report(Math.min(to, first + AT_ONCE))
  }
}
