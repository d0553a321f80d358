import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Clock, type ClockMode, clockProof } from './clock.ts'
import { sentenceOfClock } from './clock-sentence.ts'
import { officialCalendar } from './official.ts'
import { plainDate } from './plain-date.ts'

const LABELS = { accepted: '受理', supplement: '补正', hearing: '听证', decided: '办结' }

const clockOf = (...spans: [string, ClockMode, string][]): Clock =>
  spans.map(([on, mode, why]) => ({ on: plainDate(on), mode, why }))

const SUPPLEMENTED = clockOf(
  ['2024-09-02', 'running', 'accepted'],
  ['2024-09-04', 'paused', 'supplement'],
  ['2024-09-06', 'running', 'accepted'],
)
const AUTUMN = '9月2日受理，次日起算；补正停 2 日（5–6日）；14日周六调休上班，计入'

describe('the sentence of a clock', () => {
  const examples: [string, Clock, number, string, string][] = [
    ['names start, pause, make-up day and due day', SUPPLEMENTED, 8, '2024-09-12', `${AUTUMN}。到期 9月14日24:00。`],
    [
      'names holidays by their working days and the month where it changes',
      SUPPLEMENTED,
      20,
      '2024-09-12',
      `${AUTUMN}；中秋放假 2 日（16–17日）；29日周日调休上班，计入；国庆节放假 5 日（10月1–4日、7日）。到期 10月9日24:00。`,
    ],
    ['says how late it is', SUPPLEMENTED, 8, '2024-09-15', `${AUTUMN}。到期 9月14日24:00，超期 1 个工作日。`],
    [
      'gives no due day while paused',
      SUPPLEMENTED,
      8,
      '2024-09-05',
      '9月2日受理，次日起算；补正停 1 日（5日）。已用 2 日，现因补正停着，恢复后接着算。',
    ],
    [
      'says that an ended clock was in time',
      [...SUPPLEMENTED, ...clockOf(['2024-09-12', 'stopped', 'decided'])],
      8,
      '2025-03-01',
      '9月2日受理，次日起算；补正停 2 日（5–6日）。到期 9月14日24:00；12日办结，用 6 日，按时。',
    ],
    [
      'says that an ended clock was late',
      [...SUPPLEMENTED, ...clockOf(['2024-09-19', 'stopped', 'decided'])],
      8,
      '2025-03-01',
      `${AUTUMN}；中秋放假 2 日（16–17日）。到期 9月14日24:00；19日办结，用 10 日，超期 2 个工作日。`,
    ],
    [
      'keeps a pause over a weekend one pause and two pauses two',
      clockOf(
        ['2026-11-03', 'running', 'accepted'],
        ['2026-11-05', 'paused', 'supplement'],
        ['2026-11-09', 'running', 'accepted'],
        ['2026-11-10', 'paused', 'hearing'],
        ['2026-11-11', 'running', 'accepted'],
      ),
      8,
      '2026-11-12',
      '11月3日受理，次日起算；补正停 2 日（6日、9日）；听证停 1 日（11日）。到期 11月18日24:00。',
    ],
    [
      'names the year where it changes, and a due day that is provisional',
      clockOf(['2026-12-25', 'running', 'accepted']),
      5,
      '2026-12-28',
      '12月25日受理，次日起算。到期 2027年1月1日24:00（暂定，放假安排公布后重算）。',
    ],
    ['says that nothing has begun', [], 5, '2026-12-28', '还没有起算。'],
    [
      'shows a key that has no word',
      clockOf(['2024-09-02', 'running', 'filed']),
      1,
      '2024-09-02',
      '9月2日filed，次日起算。到期 9月3日24:00。',
    ],
  ]
  for (const [fact, clock, limit, today, sentence] of examples) {
    test(fact, () => {
      assert.equal(sentenceOfClock(clockProof(clock, limit, officialCalendar, plainDate(today)), LABELS), sentence)
    })
  }
})
