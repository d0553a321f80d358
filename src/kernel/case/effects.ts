// What a command would do, said before it is given: compares the state before and after decide() and tells the clock,
// the way and what is issued, one sentence each. Pure; the officer's screen shows it beside every action.

import { type Calendar, isWeekend, isWorkingDay } from '../calendar/calendar.ts'
import { modeNow } from '../calendar/clock.ts'
import { sayMoment } from '../calendar/hours.ts'
import { type PlainDate, weekdayOf } from '../calendar/plain-date.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { Limit, Step } from '../service/step.ts'
import { ROLES, sayPost } from '../unit/role.ts'
import type { UnitTree } from '../unit/tree.ts'
import { clockWords } from './clock-words.ts'
import { dutiesOf, promisedDays, promiseOf, spanEnd, withinEnd, withinOf } from './due.ts'
import type { CaseState } from './state.ts'

/** Where the comparison stands: the day of the command, the calendar and the units of the district. */
export interface EffectWorld {
  readonly today: PlainDate
  readonly calendar: Calendar
  readonly units: UnitTree
}

/** One thing that changes. `clock` and `way` come first on the screen; `issue` is what the citizen gets. */
export interface Effect {
  readonly about: 'clock' | 'wait' | 'way' | 'issue' | 'end'
  readonly says: string
}

/** Everything a command changed that its giver must know beforehand; empty when nothing did. */
export function effectsOf(
  definition: ServiceDefinition,
  before: CaseState,
  after: CaseState,
  world: EffectWorld,
): readonly Effect[] {
  return [
    ...clockEffects(definition, before, after, world),
    ...waitEffects(definition, before, after),
    ...issueEffects(before, after),
    ...wayEffects(definition, before, after, world),
  ]
}

/** `9月20日（周五）`; a make-up day says so. */
export function sayDue(day: PlainDate, calendar: Calendar): string {
  const makeUp = isWeekend(day) && isWorkingDay(calendar, day) ? '，调休上班' : ''
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（周${'一二三四五六日'[weekdayOf(day) - 1]}${makeUp}）`
}

/** `5 个工作日`, `30 天`. */
export const saySpan = (limit: Limit): string => {
  if (limit.unit === 'moment') return limit.before === 0 ? '到那一天' : `到前 ${limit.before} 个工作日`
  if ('hours' in limit) return `${limit.hours} ${limit.unit === 'workingHours' ? '个工作小时' : '小时'}`
  return `${limit.days} ${limit.unit === 'workingDays' ? '个工作日' : '天'}`
}

function* clockEffects(
  definition: ServiceDefinition,
  before: CaseState,
  after: CaseState,
  { calendar, today }: EffectWorld,
): Generator<Effect> {
  const was = modeNow(before.clock)
  const is = modeNow(after.clock)
  const promise = promiseOf(definition, after, calendar, today)
  const lateness = promise.late > 0 ? `，已超期 ${promise.late} 个工作日` : ''
  const until = promise.dueOn === null ? '' : `，到期 ${sayDue(promise.dueOn, calendar)}`
  const clock = (says: string): Effect => ({ about: 'clock', says })
  if (after.extension !== before.extension && after.extension)
    yield clock(`期限延长 ${after.extension.days} 个工作日${until}；只能延一次`)
  if (was === is) return
  if (is === 'stopped') {
    if (after.decision !== before.decision) yield clock(`承诺时钟停在第 ${promise.elapsed} 日${lateness || '，按时'}`)
    else yield clock(`承诺时钟停下，用了 ${promise.elapsed} 日${lateness}`)
  } else if (is === 'paused') {
    yield was === null
      ? clock(`承诺 ${promisedDays(definition, after)} 个工作日，「${whyOf(definition, after)}」期间停表`)
      : clock(`承诺时钟暂停，已用 ${promise.elapsed} 日${lateness}`)
  } else if (is === 'running') {
    yield clock(
      was === null
        ? `承诺时钟开始走，${promisedDays(definition, after)} 个工作日，次日起算${until}`
        : `承诺时钟接着走，还有 ${promise.remaining} 个工作日${until}`,
    )
  }
}

/** What the clock's last change was made for, in words. */
function whyOf(definition: ServiceDefinition, { clock }: CaseState): string {
  const why = clock.at(-1)?.why ?? ''
  return clockWords(definition)[why] ?? why
}

/** What the case then waits for without leaving its step. */
function* waitEffects(definition: ServiceDefinition, before: CaseState, after: CaseState): Generator<Effect> {
  const wait = (says: string): Effect => ({ about: 'wait', says })
  const named = (kinds: readonly string[]) => kinds.map((kind) => definition.materials[kind]?.title ?? kind).join('、')
  const { supplement, deferral } = after
  if (supplement?.phase === 'open' && before.supplement?.phase !== 'open')
    yield wait(`等申请人补 ${supplement.asked.length} 项，最晚 ${sayPlain(supplement.until)}；补正告知只能发这一次`)
  if (supplement?.phase === 'answered' && before.supplement?.phase === 'open')
    yield wait('补正已交，这一步的时限重新算')
  if (deferral && deferral !== before.deferral)
    yield wait(`容缺 ${named(deferral.materials)}，${sayPlain(deferral.until)}前不交就终止办理`)
  if (after.at === before.at && !after.ended) yield* branchEffects(definition, before, after).map(wait)
}

function branchEffects(definition: ServiceDefinition, before: CaseState, after: CaseState): string[] {
  const step = definition.steps[after.at]
  if (step?.kind !== 'all') return []
  const says: string[] = []
  const titled = (phase: string) =>
    Object.entries(after.branches)
      .filter(([, branch]) => branch.phase === phase)
      .map(([name]) => step.branches[name]?.title ?? name)
  const changed = Object.entries(after.branches).filter(([name, now]) => now.phase !== before.branches[name]?.phase)
  for (const [name, { phase, asked }] of changed) {
    const title = step.branches[name]?.title ?? name
    if (phase === 'returned')
      says.push(`退给${ROLES[step.returnTo].title}改 ${asked.length} 项，改好后${reopens(step, title)}`)
    if (phase === 'pending') says.push(`「${title}」重新看`)
  }
  const pending = titled('pending')
  if (changed.some(([, { phase }]) => phase === 'spoken') && pending.length > 0)
    says.push(`还等${pending.join('、')}给出意见`)
  return says
}

const reopens = (step: Step & { kind: 'all' }, title: string) =>
  step.onReturn === 'onlyReturned' ? `只有「${title}」重新看` : '各路都重新看'

function* issueEffects(before: CaseState, after: CaseState): Generator<Effect> {
  const issued = after.entries.slice(before.entries.length).map(({ title }) => title)
  if (issued.length === 0) return
  const count = issued.length === 2 ? '两' : String(issued.length)
  yield { about: 'issue', says: `制${issued.length === 1 ? '' : count}证：${issued.join('、')}` }
}

/** Where the case goes: the end, or the step entered with its limit and who acts there. */
function* wayEffects(
  definition: ServiceDefinition,
  before: CaseState,
  after: CaseState,
  { calendar, units }: EffectWorld,
): Generator<Effect> {
  if (after.ended && !before.ended) {
    yield { about: 'end', says: `办结：${definition.steps[after.ended.outcome]?.title ?? after.ended.outcome}` }
    return
  }
  const step = definition.steps[after.at]
  // A failed attendance may lead back to its own step.
  const again = after.at === before.at && after.attendances.length > before.attendances.length
  if ((after.at === before.at && !again) || !step || step.kind === 'end') return
  const span = step.kind === 'publicity' ? step.for : withinOf(definition, after)
  const end = step.kind === 'publicity' ? null : withinEnd(definition, after, calendar)
  const until = end?.at
    ? sayMoment(end.at)
    : sayDue(end?.on ?? (span && 'days' in span ? spanEnd(span, after.enteredOn, calendar) : after.enteredOn), calendar)
  const last = span ? ` ${saySpan(span)}，至 ${until}` : ''
  yield { about: 'way', says: `${again ? '再来一次' : '进入'}「${step.title}」${last}` }
  if (step.kind === 'publicity') {
    yield { about: 'way', says: `无异议自动进入「${definition.steps[step.on.closed]?.title ?? step.on.closed}」` }
    return
  }
  if (step.kind === 'await' && step.until !== undefined) {
    yield { about: 'way', says: `自动等：${step.asks}` }
    return
  }
  if ((step.kind === 'await' || step.kind === 'task') && step.by === 'applicant') {
    yield { about: 'way', says: `等申请人${step.asks ?? `：${step.title}`}` }
    return
  }
  const holders = dutiesOf(definition, after, units, calendar).map(({ unit, role }) =>
    sayPost(units.get(unit)?.name ?? unit, role),
  )
  if (holders.length > 0) yield { about: 'way', says: `转给 ${[...new Set(holders)].join('、')}` }
}

const sayPlain = (day: PlainDate) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
