// The catalogue of anomalies A01–A21 as declared rules: what is odd, who explains it and by when. A rule that can be judged from
// one case's history finds its occurrences here, purely; the others say what prevents them, or what they still wait for.
// Source of the list: domain.md §15.1.

import { type Calendar, workingDaysBetween } from '#kernel/calendar/calendar.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { promiseOf, withinEnd } from '#kernel/case/due.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'

/** One case as rules look at it. */
export interface Looked {
  readonly definition: ServiceDefinition
  readonly events: readonly CaseEvent[]
  readonly state: CaseState
  readonly calendar: Calendar
  readonly today: PlainDate
}

/** What a rule found: `key` tells occurrences apart, `says` is the contradiction in one sentence. */
export interface Found {
  readonly key: string
  readonly says: string
}

export interface Rule {
  readonly id: string
  readonly title: string
  /** Working days the unit has to explain. */
  readonly explainWithin: number
  /** Absent: not judged from one case; `instead` says why. */
  readonly find?: (looked: Looked) => readonly Found[]
  readonly instead?: string
}

const INSTANT_MS = 120_000
const MANY_RETURNS = 3
const AGE_TIMES = 3

export const RULES: readonly Rule[] = [
  rule('A01', '材料齐了没受理', ({ events, state, calendar, today }) => {
    const answered = events.findLast(({ type }) => type === 'supplemented')
    const since = answered && !state.acceptance && !state.ended ? legalDateOf(answered.at) : null
    const days = since ? workingDaysBetween(calendar, since, today) : 0
    return days > 2 ? one(since ?? '', `补齐材料 ${days} 个工作日了，还没有受理`) : []
  }),
  rule('A02', '超过承诺期限', ({ definition, state, calendar, today }) => {
    const { late, dueOn } = promiseOf(definition, state, calendar, today)
    return late > 0 && !state.decision
      ? one(dueOn ?? '', `承诺 ${definition.limits.promised.days} 个工作日，已超 ${late} 日还没决定`)
      : []
  }),
  rule('A03', '环节超期', ({ definition, state, calendar, today }) => {
    const due = state.ended || isWaiting(state) ? null : withinEnd(definition, state, calendar)
    const title = definition.steps[state.at]?.title ?? state.at
    return due && today > due.on ? one(`${state.at} ${state.enteredOn}`, `「${title}」${due.on} 到期，还没办`) : []
  }),
  rule('A04', '初审超期', ({ definition, state, calendar, today }) => {
    const isFirst = definition.steps[state.at]?.kind === 'intake' && !isWaiting(state) && !state.ended
    const due = isFirst ? withinEnd(definition, state, calendar) : null
    return due && today > due.on ? one(state.receivedOn, `${state.receivedOn} 收件，初审 ${due.on} 到期还没办`) : []
  }),
  rule('A05', '不批没写理由', ({ events }) =>
    events.flatMap((event) =>
      (event.type === 'notAccepted' || (event.type === 'decided' && event.verdict === 'reject')) &&
      event.reason.trim().length < 5
        ? one(event.seq, '作了不利决定，理由只写了几个字')
        : [],
    ),
  ),
  instead('A06', '平台外办理', '证照只由办件产生，登记处没有别的入口'),
  instead('A07', '违规收费', '现有事项都不收费；收费步骤的金额由声明算出'),
  rule('A08', '再次补正告知', ({ events }) => {
    const asked = events.filter(({ type }) => type === 'supplementRequested')
    return asked.slice(1).flatMap(({ seq }) => one(seq, '补正告知只能发一次，又发了一次'))
  }),
  rule('A09', '视为受理', ({ events }) =>
    events.flatMap((event) =>
      event.type === 'accepted' && event.how === 'deemed'
        ? one(event.seq, '五个工作日没有告知，依法视为收件当天受理')
        : [],
    ),
  ),
  rule('A10', '停表过长或重复', ({ definition, events, state, calendar, today }) => {
    const began = events.filter(({ type }) => type === 'suspended')
    const repeated = began.slice(1).flatMap(({ seq }) => one(`again ${seq}`, `第 ${began.length} 次停表`))
    const since = state.suspension ? legalDateOf(state.suspension.act.at) : null
    const days = since ? workingDaysBetween(calendar, since, today) : 0
    const limit = definition.limits.legal?.days ?? Number.POSITIVE_INFINITY
    return [
      ...repeated,
      ...(days > limit ? one(`long ${since}`, `停表 ${days} 个工作日，超过整个法定期限 ${limit} 日`) : []),
    ]
  }),
  rule('A11', '时间倒签', ({ events }) =>
    events.flatMap((event, index) => {
      const before = events[index - 1]
      return before && event.at < before.at ? one(event.seq, '这一步的时间早于上一步') : []
    }),
  ),
  rule('A12', '受理和决定同一人', ({ events }) => {
    const hands = (type: CaseEvent['type']) =>
      events.flatMap((event) => (event.type === type ? [event.by.id, event.by.standsInFor?.id ?? event.by.id] : []))
    const same = hands('decided').find((id) => hands('accepted').includes(id) && id !== 'system')
    return same === undefined ? [] : one(same, '受理和决定由同一人经手')
  }),
  rule('A13', '秒批', ({ events }) =>
    events.flatMap((event, index) => {
      if (event.type !== 'decided') return []
      const entered = events.slice(0, index).findLast(({ type }) => type === 'entered')
      const ms = entered ? Date.parse(event.at) - Date.parse(entered.at) : INSTANT_MS
      return ms < INSTANT_MS ? one(event.seq, `到审批环节 ${Math.round(ms / 1000)} 秒就作了决定`) : []
    }),
  ),
  rule('A14', '多次退回', ({ events }) => {
    const returns = events.filter((event) => event.type === 'opined' && event.verdict === 'return')
    return returns.length >= MANY_RETURNS ? one('many', `退回修改 ${returns.length} 次`) : []
  }),
  instead('A15', '擅自延期', '延期只有声明里的岗位能批，每件一次，由内核把守'),
  instead('A16', '要指南外的材料', '补正只能要声明里有的材料和字段，由内核把守'),
  rule('A17', '久拖不决', ({ definition, state, calendar, today }) => {
    const days = workingDaysBetween(calendar, state.receivedOn, today)
    const limit = (definition.limits.legal?.days ?? Number.POSITIVE_INFINITY) * AGE_TIMES
    return !state.ended && !state.decision && days > limit
      ? one('age', `收件 ${days} 个工作日，超过法定期限的 ${AGE_TIMES} 倍`)
      : []
  }),
  instead('A18', '大量查询个人信息', '要读访问记录，还没有接上'),
  instead('A19', '中介中选集中', '要读摇号结果的登记，中介超市上线后接'),
  rule('A20', '到期日撤回', ({ definition, events, state, calendar }) => {
    const withdrawn = events.find(({ type }) => type === 'withdrawn')
    if (!withdrawn) return []
    const day = legalDateOf(withdrawn.at)
    const { dueOn } = promiseOf(
      definition,
      { ...state, clock: state.clock.filter(({ mode }) => mode !== 'stopped') },
      calendar,
      day,
    )
    return dueOn === day ? one(withdrawn.seq, '恰在承诺到期的那一天撤回') : []
  }),
  instead('A21', '审计链断裂', '由公开日志的核验与见证发现，见“公开日志”'),
]

function rule(id: string, title: string, find: NonNullable<Rule['find']>, explainWithin = 3): Rule {
  return { id, title, explainWithin, find }
}
function instead(id: string, title: string, why: string): Rule {
  return { id, title, explainWithin: 3, instead: why }
}
const one = (key: string | number, says: string): readonly Found[] => [{ key: String(key), says }]
const isWaiting = (state: CaseState): boolean => state.suspension !== null || state.supplement?.phase === 'open'

/** Everything odd about a case now, by rule. */
export const anomaliesOf = (looked: Looked): readonly (Found & { readonly rule: Rule })[] =>
  RULES.flatMap((rule) => (rule.find?.(looked) ?? []).map((found) => ({ ...found, rule })))
