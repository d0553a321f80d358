// The clock's proof in one sentence of Simplified Chinese, the same on the page and on the printed paper:
// 9月2日受理，次日起算；补正停 2 日（5–6日）；14日周六调休上班，计入。到期 9月14日24:00。
import type { ClockProof, ProofDay } from './clock.ts'
import { addDays, type PlainDate, weekdayOf } from './plain-date.ts'

/**
 * The proof as a sentence: the start, then every stretch that was not counted although it lies in a working week,
 * every weekend day that was, and what comes of it.
 * `labels`: the words for the `why` keys of the spans (受理, 补正, 办结 …); a key without a word is shown as it is.
 */
export function sentenceOfClock(proof: ClockProof, labels: Readonly<Record<string, string>>): string {
  if (proof.started === null) return '还没有起算。'
  const say = new DateWriter()
  const label = (why: string) => labels[why] ?? why
  const start = `${say.day(proof.started.on)}${label(proof.started.why)}，次日起算`
  const parts = stretchesOf(proof.days).map((stretch) => partOf(stretch, say, label))
  return `${[start, ...parts].join('；')}。${endOfSentence(proof, say, label)}`
}

export type Stretch = { kind: 'paused' | 'holiday' | 'makeUp'; why: string; days: PlainDate[] }

/** Days of one kind and reason that follow each other, weekends between them aside. */
export function stretchesOf(days: readonly ProofDay[]): Stretch[] {
  const stretches: Stretch[] = []
  let goesOn = false
  for (const { date, kind, why } of days) {
    if (kind === 'weekend') continue
    const last = goesOn ? stretches.at(-1) : undefined
    goesOn = kind === 'paused' || kind === 'holiday'
    if (kind === 'counted' || kind === 'stopped') continue
    if (goesOn && last?.kind === kind && last.why === why) last.days.push(date)
    else stretches.push({ kind, why: why ?? '', days: [date] })
  }
  return stretches
}

function partOf({ kind, why, days }: Stretch, say: DateWriter, label: (why: string) => string): string {
  if (kind === 'makeUp') return `${say.day(days[0]!)}${weekdayName(days[0]!)}调休上班，计入`
  const name = kind === 'paused' ? `${label(why)}停` : `${why}放假`
  return `${name} ${days.length} 日（${say.days(days)}）`
}

function endOfSentence(proof: ClockProof, say: DateWriter, label: (why: string) => string): string {
  const { current, dueOn, elapsed, late } = proof
  const lateness = late > 0 ? `，超期 ${late} 个工作日` : ''
  if (current?.mode === 'paused') return `已用 ${elapsed} 日${lateness}，现因${label(current.why)}停着，恢复后接着算。`
  const due = `到期 ${say.fullDay(dueOn!)}24:00${proof.provisional ? '（暂定，放假安排公布后重算）' : ''}`
  if (current?.mode !== 'stopped') return `${due}${lateness}。`
  const ended = late > 0 ? lateness : '，按时'
  return `${due}；${say.day(proof.endedOn!)}${label(current.why)}，用 ${elapsed} 日${ended}。`
}

function weekdayName(date: PlainDate): string {
  return `周${'一二三四五六日'[weekdayOf(date) - 1]}`
}

/** Writes dates as a person does: the year and the month only where they change. */
class DateWriter {
  #year = ''
  #month = ''

  day(date: PlainDate): string {
    return `${this.#lead(date)}${dayOf(date)}日`
  }

  fullDay(date: PlainDate): string {
    this.#month = ''
    return this.day(date)
  }

  /** Days in order; those that follow each other as a range. */
  days(dates: readonly PlainDate[]): string {
    const runs: PlainDate[][] = []
    for (const date of dates) {
      const run = runs.at(-1)
      if (run !== undefined && addDays(run.at(-1)!, 1) === date) run.push(date)
      else runs.push([date])
    }
    return runs.map((run) => this.#range(run[0]!, run.at(-1)!)).join('、')
  }

  #range(first: PlainDate, last: PlainDate): string {
    if (first === last) return this.day(first)
    const isOneMonth = first.slice(0, 7) === last.slice(0, 7)
    return isOneMonth ? `${this.#lead(first)}${dayOf(first)}–${dayOf(last)}日` : `${this.day(first)}–${this.day(last)}`
  }

  #lead(date: PlainDate): string {
    const [year, month] = [date.slice(0, 4), date.slice(0, 7)]
    const yearText = this.#year === '' || this.#year === year ? '' : `${Number(year)}年`
    const monthText = this.#month === month ? '' : `${Number(month.slice(5))}月`
    this.#year = year
    this.#month = month
    return yearText + monthText
  }
}

function dayOf(date: PlainDate): number {
  return Number(date.slice(8))
}
