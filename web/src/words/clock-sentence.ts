// The proof of the clock as one sentence in the language of the page. The Chinese is the kernel's own, as it stands on paper.

import type { ClockProof } from '#kernel/calendar/clock.ts'
import { type Stretch, sentenceOfClock, stretchesOf } from '#kernel/calendar/clock-sentence.ts'
import { addDays, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { datesIn } from './dates.ts'
import type { T } from './words.ts'

/** `labels`: the words for the `why` keys of the spans, in the language of the page. */
export function sayClock(t: T, proof: ClockProof, labels: Readonly<Record<string, string>>): string {
  if (t.locale !== 'en') return t.told(sentenceOfClock(proof, labels))
  if (proof.started === null) return 'Not counting yet.'
  const label = (why: string): string => labels[why] ?? t.told(why)
  const { sayDay } = datesIn(t.locale)
  const start = `${sayDay(proof.started.on)} ${label(proof.started.why)}, counted from the next day`
  const parts = stretchesOf(proof.days).map((stretch) => partOf(stretch, t, label))
  return `${[start, ...parts].join('; ')}. ${endOf(proof, t, label)}`
}

function partOf({ kind, why, days }: Stretch, t: T, label: (why: string) => string): string {
  const { sayDayOfWeek } = datesIn(t.locale)
  if (kind === 'makeUp') return `${sayDayOfWeek(days[0]!)} worked in exchange for a holiday, counted`
  return `${label(why)}, ${count(days.length, 'day')} not counted (${sayRuns(days, t)})`
}

function endOf(proof: ClockProof, t: T, label: (why: string) => string): string {
  const { current, dueOn, elapsed, late } = proof
  const { sayDay, sayDate } = datesIn(t.locale)
  const lateness = late > 0 ? `, ${count(late, 'working day')} late` : ''
  if (current?.mode === 'paused') {
    return `${count(elapsed, 'day')} used${lateness}; now stopped (${label(current.why)}), goes on afterwards.`
  }
  const provisional = proof.provisional ? ' (provisional, until the holidays are announced)' : ''
  const due = `Due ${sayDate(dueOn!)}, 24:00${provisional}`
  if (current?.mode !== 'stopped') return `${due}${lateness}.`
  return `${due}; ${sayDay(proof.endedOn!)} ${label(current.why)}, ${count(elapsed, 'day')} used${lateness || ', in time'}.`
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** Days in order; those that follow each other as a range. */
function sayRuns(days: readonly PlainDate[], t: T): string {
  const { sayDay } = datesIn(t.locale)
  const runs: PlainDate[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run !== undefined && addDays(run.at(-1)!, 1) === day) run.push(day)
    else runs.push([day])
  }
  return runs
    .map((run) => (run.length === 1 ? sayDay(run[0]!) : `${sayDay(run[0]!)}–${sayDay(run.at(-1)!)}`))
    .join(', ')
}
