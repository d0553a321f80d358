// Proofs about time: the one clock starts once and stops by the decision, the promise lies within the law and has room
// for its steps, and every limit that the law sets names its article.

import { minutesADay } from '../calendar/hours.ts'
import { isRole } from '../unit/role.ts'
import type { Rung, ServiceDefinition } from './declaration.ts'
import type { Explored, StoryLine } from './explore.ts'
import { grants, type Situation, targetOf } from './model.ts'
import { type CounterExample, firstWhere, type Proof, proof, storyExample, textExample, titleOf } from './proof.ts'
import { outcomesOf, type Span, type Step } from './step.ts'

/** The one clock starts once, stops by the decision, and never stands still for good. */
export function clockBalanced(definition: ServiceDefinition, explored: Explored): Proof {
  const { starts, stops, pausedAt } = definition.limits
  const bad: CounterExample[] = []
  const show = (test: (situation: Situation) => boolean, headline: string, cure: string) => {
    const key = firstWhere(explored, test)
    if (key) bad.push(storyExample(definition, explored, key, headline, cure))
  }
  const first = definition.steps[starts]
  const last = definition.steps[stops]
  if (!first || first.kind === 'end' || first.kind === 'decide')
    bad.push(textExample(`limits.starts 是「${starts}」，时钟无从开始`, '指向收件步骤，或时钟从它开始走的那一步'))
  if (!last || last.kind === 'end' || last.kind === 'intake')
    bad.push(textExample(`limits.stops 是「${stops}」，时钟无从停下`, '指向一个 decide 步骤，或办完就停表的那一步'))
  for (const outcome of definition.limits.stopsBy ?? []) {
    if (last && !outcomesOf(last).includes(outcome))
      bad.push(textExample(`limits.stopsBy 里的「${outcome}」不是「${last.title}」的结果`, '改成那一步的结果'))
  }
  bad.push(...ladderFaults(definition))
  const granted = (at: string) => grants(definition, at)
  show(
    ({ at, clock }) => granted(at) && clock === 'unstarted',
    '件已办成，时钟却从没开始',
    `让每条路都经过${titleOf(definition, starts)}`,
  )
  show(
    ({ at, clock }) => granted(at) && (clock === 'running' || clock === 'paused'),
    '件已办成，时钟还开着',
    `让每条路都经过${titleOf(definition, stops)}`,
  )
  show(
    ({ at, clock }) => at === stops && clock === 'unstarted',
    '还没受理就到了决定',
    `让每条路先经过${titleOf(definition, starts)}`,
  )
  if (first?.kind === 'intake')
    show(
      ({ at, clock }) => at === starts && clock !== 'unstarted',
      '受理之后又回到收件，时钟会开始两次',
      '改去别的步骤',
    )
  if (last?.kind === 'decide')
    show(({ at, clock }) => at === stops && clock === 'stopped', '决定之后又回到决定，会决定两次', '改去别的步骤')
  if (pausedAt.includes(stops)) {
    show(({ at }) => at === stops, '在决定步骤停着表，决定永远不会超期', `从 limits.pausedAt 里去掉「${stops}」`)
  }
  for (const name of pausedAt) {
    if (!definition.steps[name])
      bad.push(textExample(`limits.pausedAt 里的「${name}」不是一步`, '改成一步的名字，或删去'))
    else if (!firstWhere(explored, ({ at, clock }) => at === name && clock === 'paused')) {
      const headline = `${titleOf(definition, name)}写着停表，可走到它时表没有在走`
      const key = firstWhere(explored, ({ at }) => at === name)
      const cure = `从 limits.pausedAt 里去掉「${name}」，或把它放到受理与决定之间`
      bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
    }
  }
  return proof('clockBalanced', `1 个时钟，${explored.moves.size} 种情形里起、停、续都相等`, bad)
}

/** Rungs come one after another, and a rung that is somebody's duty names an office. */
function ladderFaults({ limits: { ladder = [] } }: ServiceDefinition): CounterExample[] {
  const orderOf = (rung: Rung | undefined) => (!rung ? -1 : 'part' in rung.at ? rung.at.part : 1 + rung.at.after)
  return ladder.flatMap((rung, index) => {
    const order = orderOf(rung)
    const isPart = !('part' in rung.at) || (rung.at.part > 0 && rung.at.part <= 1)
    return [
      ...(order > orderOf(ladder[index - 1]) && isPart
        ? []
        : [
            textExample(
              `督办的第 ${index + 1} 级「${rung.title}」不比前一级晚`,
              '按先后写 limits.ladder：0 到 1 之间的份额，再是超期的天数',
            ),
          ]),
      ...(rung.to === undefined || isRole(rung.to)
        ? []
        : [textExample(`督办「${rung.title}」交给「${rung.to}」，那不是公职岗位`, '改成 role 表里的岗位')]),
    ]
  })
}

/** The promised limit is within the legal one, and the steps the clock runs through fit into the promise, in every class. */
export function promiseWithinLaw(definition: ServiceDefinition): Proof {
  const { legal, promised, promisedWhen = [] } = definition.limits
  const bad: CounterExample[] = []
  const promises = [promised, ...promisedWhen.map(({ limit }) => limit)]
  for (const [name, span] of Object.entries({ legal, promised })) {
    if (span && span.unit !== 'workingDays')
      bad.push(textExample(`limits.${name} 不是工作日，时钟只数工作日`, `写成 workingDays(…)`))
  }
  for (const { days } of promises) {
    if (legal && days > legal.days)
      bad.push(textExample(`承诺 ${days} 日，超过法定 ${legal.days} 日`, '把 limits.promised 改到法定期限以内'))
  }
  let most = 0
  for (const one of classesOf(definition)) {
    const days = promisedWhen.find(({ when }) => JSON.stringify(when) === one)?.limit.days ?? promised.days
    const longest = longestRunning(definition, one)
    most = Math.max(most, longest.days)
    if (longest.days <= days) continue
    bad.push({
      headline: `各步时限加起来 ${longest.days} 个工作日，超过承诺的 ${days} 日，各步都按时也会超期`,
      story: longest.story,
      cure: '缩短某一步的时限，或放宽承诺',
    })
  }
  const within = legal ? `${promised.days} ≤ ${legal.days} 个工作日` : `承诺 ${promised.days} 个工作日，法律没有定期限`
  return proof('promiseWithinLaw', `${within}；各步相加最多 ${most}`, bad)
}

/** The classes of cases that have limits of their own, by their condition as JSON; the ordinary class is ''. */
function classesOf({ limits, steps }: ServiceDefinition): Set<string> {
  const differing = [limits.promisedWhen, ...Object.values(steps).map((step) => step.withinWhen)]
  return new Set(['', ...differing.flatMap((one) => (one ?? []).map(({ when }) => JSON.stringify(when)))])
}

interface Way {
  readonly days: number
  readonly story: readonly StoryLine[]
}

/** The way from acceptance to the decision, without loops, on which the steps' own limits add up to most. */
function longestRunning({ steps, limits }: ServiceDefinition, ofClass: string): Way {
  const walk = (name: string | undefined, { days, story }: Way): Way => {
    const step = name === undefined ? undefined : steps[name]
    if (name === undefined || !step || step.kind === 'end' || story.some((line) => line.step === name))
      return { days: 0, story: [] }
    const running = !limits.pausedAt.includes(name)
    const spent = running ? workingDaysOf(step, ofClass) : 0
    const says = running ? `给 ${spent} 个工作日，共 ${rounded(days + spent)}` : '停着，不算'
    const line: StoryLine = { step: name, title: step.title, says, clock: running ? 'running' : 'paused' }
    const here = { days: rounded(days + spent), story: [...story, line] }
    if (name === limits.stops) return here
    return longestOf(outcomesOf(step).map((outcome) => walk(targetOf(step, outcome), here)))
  }
  const start = steps[limits.starts]
  if (!start) return { days: 0, story: [] }
  if (start.kind !== 'intake') return walk(limits.starts, { days: 0, story: [] })
  const accepted: StoryLine = { step: limits.starts, title: start.title, says: '受理', clock: 'running' }
  return walk(start.on.accepted, { days: 0, story: [accepted] })
}

/** Hours are parts of days; a hundredth is exact enough to add them. */
const rounded = (days: number) => Math.round(days * 100) / 100

const longestOf = (ways: readonly Way[]): Way =>
  ways.reduce((best, way) => (way.days > best.days ? way : best), { days: 0, story: [] })

/** The most working days a step may take; a week of natural days holds five. */
function workingDaysOf(step: Step, ofClass: string): number {
  const own = step.withinWhen?.find((one) => JSON.stringify(one.when) === ofClass)?.limit
  const span = step.kind === 'publicity' ? step.for : (own ?? step.within)
  // A moment comes when it comes, whatever was promised.
  if (!span || span.unit === 'moment') return 0
  if ('hours' in span) return span.unit === 'workingHours' ? (span.hours * 60) / minutesADay() : span.hours / 24
  return span.unit === 'workingDays' ? span.days : span.days - 2 * Math.floor(span.days / 7)
}

/** Every limit the law sets names its article. */
export function limitsSourced(definition: ServiceDefinition): Proof {
  const { supplement, extension, suspension, deferral } = definition.across
  const spans: [string, Span | null | undefined][] = [
    ['limits.legal', definition.limits.legal],
    ['across.supplement.ask', supplement?.ask],
    ['across.supplement.answer', supplement?.answer],
    ['across.extension.for', extension?.for],
    ['across.deferral.within', deferral?.within],
    ...Object.entries(definition.entries).map(([name, entry]): [string, Span | null] => [
      `entries.${name}.valid`,
      entry.valid,
    ]),
    ...Object.entries(definition.steps).flatMap(([name, step]): [string, Span | undefined][] =>
      step.kind === 'publicity'
        ? [[`steps.${name}.for`, step.for]]
        : step.kind === 'await'
          ? [[`steps.${name}.within`, step.within]]
          : [],
    ),
  ]
  const bad = spans
    .filter(([, span]) => span && !span.source?.law)
    .map(([where, span]) =>
      textExample(`${where} 是 ${span?.days} 日，没有写出处`, `写成 workingDays(${span?.days}, law('…', '第…条'))`),
    )
  for (const [name, ground] of Object.entries(suspension?.grounds ?? {})) {
    if (!ground.source?.law) bad.push(textExample(`特别程序「${name}」没有写出处`, '写明法律条款'))
  }
  if (definition.guide.basis.length === 0) bad.push(textExample('没有一条设定依据', '在 guide.basis 里写明法律依据'))
  const count = spans.filter(([, span]) => span).length + Object.keys(suspension?.grounds ?? {}).length
  return proof('limitsSourced', `${count} 处法定期限都有出处`, bad)
}
