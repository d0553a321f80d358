// The abstract machine of a service: every situation a case can be in, as far as the flow and the clock are concerned,
// and every move between them. The compiler explores it whole; examples and decide() are held against it by tests.
// Data is abstracted away: a step with a condition may be passed over or not.

import type { ServiceDefinition } from './declaration.ts'
import type { Expression } from './expression.ts'
import { type AllStep, type Branch, type EachStep, outcomesOf, type Step } from './step.ts'

export type ClockPhase = 'unstarted' | 'running' | 'paused' | 'stopped'
export type BranchPhase = 'pending' | 'returned' | 'spoken' | 'skipped'

/** One abstract situation. `branches` is filled at an `all` step only. */
export interface Situation {
  readonly at: string
  readonly branches: Readonly<Record<string, BranchPhase>>
  readonly clock: ClockPhase
  readonly supplement: 'unused' | 'open' | 'used'
  readonly suspended: boolean
}

/** One move: what happens, in words for a counter-example, and where it leads. `outcome` names the step's outcome. */
export interface Move {
  readonly says: string
  readonly outcome?: string
  /** The step or branch was passed over because this condition did not hold. */
  readonly unless?: Expression
  /** Materials that an officer looks at in making this move. */
  readonly examines?: readonly string[]
  readonly to: Situation
}

/** What an outcome is called in a story. */
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  accepted: '受理',
  refused: '不予受理',
  agreed: '同意',
  disagreed: '不同意',
  joined: '各路都已给出意见',
  closed: '公示期满，无异议',
  objected: '有人提出异议',
  passed: '到场合格',
  failed: '到场不合格',
  fulfilled: '等到了',
  lapsed: '逾期',
  approved: '批准',
  rejected: '不予批准',
  issued: '制证',
  delivered: '送达',
  routed: '分派到部门',
  unrouted: '分派不出',
  matched: '都相符',
  differing: '有不符',
  paid: '付成',
  unpaid: '没有付成',
  drawn: '抽出结果',
  undrawn: '没有抽成',
  placed: '派到位',
  unplaced: '没有派到',
}

export function startOf(definition: ServiceDefinition): Situation {
  return enter(definition, definition.start, {
    at: '',
    branches: {},
    clock: 'unstarted',
    supplement: 'unused',
    suspended: false,
  })
}

/** A stable key of a situation, for sets. */
export function keyOf(situation: Situation): string {
  const { at, branches, clock, supplement, suspended } = situation
  return [at, ...Object.values(branches), clock, supplement, suspended].join('|')
}

/** Every move out of a situation; none at an end. Targets that do not exist are left out: outcomesHandled names them. */
export function movesFrom(definition: ServiceDefinition, now: Situation): Move[] {
  const step = definition.steps[now.at]
  if (!step || step.kind === 'end') return []
  if (now.suspended) return [{ says: '恢复办理', to: resume(definition, now) }, ...leavings(definition, now, step)]
  if (now.supplement === 'open') {
    return [
      { says: '申请人补正', to: { ...now, supplement: 'used' } },
      ...to(definition, '补正逾期', definition.across.supplement?.lapsed, now),
      ...leavings(definition, now, step),
    ]
  }
  const isParallel = step.kind === 'all' || step.kind === 'each'
  const moves = isParallel ? branchMoves(definition, now, step) : outcomes(definition, now, step)
  if (step.when !== undefined) moves.push(...passOver(definition, now, step, step.when))
  if (definition.across.supplement && step.kind === 'intake' && now.supplement === 'unused')
    moves.push({ says: '一次性告知补正', to: { ...now, supplement: 'open' } })
  if (now.clock === 'running' && Object.keys(definition.across.suspension?.grounds ?? {}).length > 0) {
    moves.push({ says: '启动特别程序', to: { ...now, suspended: true, clock: 'paused' } })
  }
  return [...moves, ...leavings(definition, now, step)]
}

/** The step's own outcomes, each entering its target; acceptance and decision move the clock. */
function outcomes(definition: ServiceDefinition, now: Situation, step: Step): Move[] {
  const examines = 'examines' in step ? { examines: step.examines } : {}
  return outcomesOf(step).flatMap((outcome) =>
    to(
      definition,
      `${step.title}：${outcomeWord(step, outcome)}`,
      targetOf(step, outcome),
      afterOutcome(definition, now, outcome),
      { outcome, ...examines },
    ),
  )
}

/** Whether a case at this step has got what it was for. */
export function grants(definition: ServiceDefinition, at: string): boolean {
  const step = definition.steps[at]
  return step?.kind === 'issue' || (step?.kind === 'end' && step.result === 'granted')
}

/** Where an outcome leads, as declared. */
export function targetOf(step: Step, outcome: string): string | undefined {
  return (step.on as Readonly<Record<string, string>>)[outcome]
}

/** Where a step leads that is passed over or does itself: its first outcome, as decide() has it. */
export function firstTargetOf(step: Step): string | undefined {
  return targetOf(step, outcomesOf(step)[0] ?? '')
}

/** The usual way: the steps from `start` on, along each one's first outcome, to an end or to where it would turn back. */
export function usualWay({ steps, start: first }: ServiceDefinition, start: string = first): string[] {
  const way = new Set<string>()
  for (let name: string | undefined = start; name !== undefined && !way.has(name); ) {
    const step: Step | undefined = steps[name]
    if (!step) break
    way.add(name)
    name = firstTargetOf(step)
  }
  return [...way]
}

function passOver(definition: ServiceDefinition, now: Situation, step: Step, unless: Expression): Move[] {
  return to(definition, `不需要「${step.title}」`, firstTargetOf(step), now, { unless })
}

/** What an outcome of a step is called in a story. */
export function outcomeWord(step: Step, outcome: string): string {
  if (step.kind === 'task') return step.outcomes[outcome] ?? outcome
  return OUTCOME_WORDS[outcome] ?? outcome
}

/** The roads of a parallel step; those chosen at run time are all alike, so one stands for them. */
export function roadsOf(step: Step): Readonly<Record<string, Branch>> {
  if (step.kind === 'all') return step.branches
  return step.kind === 'each' ? { each: { title: '协办单位', by: step.by, examines: step.examines } } : {}
}

function branchMoves(definition: ServiceDefinition, now: Situation, step: AllStep | EachStep): Move[] {
  const moves: Move[] = []
  for (const [name, branch] of Object.entries(roadsOf(step))) {
    const phase = now.branches[name]
    const become = (next: BranchPhase) => ({ ...now, branches: { ...now.branches, [name]: next } })
    if (phase === 'pending') {
      moves.push({ says: `${branch.title}给出意见`, examines: branch.examines, to: become('spoken') })
      if (step.kind === 'each') moves.push({ says: '没有协办单位', unless: true, to: become('skipped') })
      else moves.push({ says: `${branch.title}退回修改`, to: become('returned') })
      if (branch.when !== undefined)
        moves.push({ says: `不需要${branch.title}`, unless: branch.when, to: become('skipped') })
    } else if (phase === 'returned') {
      const reopened =
        step.kind === 'all' && step.onReturn === 'onlyReturned'
          ? become('pending')
          : { ...now, branches: reopen(now.branches) }
      moves.push({ says: `${branch.title}退回的已改好`, to: reopened })
    }
  }
  const open = Object.values(now.branches).some((phase) => phase === 'pending' || phase === 'returned')
  return open ? moves : outcomes(definition, now, step)
}

const reopen = (branches: Situation['branches']) =>
  Object.fromEntries(
    Object.entries(branches).map(([name, phase]) => [name, phase === 'skipped' ? phase : ('pending' as const)]),
  )

/** Withdrawal until the decision, a broken promise while the clock is open, and termination. */
function leavings(definition: ServiceDefinition, now: Situation, step: Step): Move[] {
  const { withdrawal, termination, deferral } = definition.across
  const undecided = now.clock !== 'stopped'
  return [
    ...(undecided ? to(definition, '申请人撤回', withdrawal.to, now) : []),
    ...(deferral && undecided && now.clock !== 'unstarted'
      ? to(definition, '容缺的材料没有按时补交', deferral.broken, now)
      : []),
    ...(step.kind === 'issue' ? [] : to(definition, '终止办理', termination.to, now)),
  ]
}

function to(
  definition: ServiceDefinition,
  says: string,
  target: string | undefined,
  from: Situation,
  more: Omit<Move, 'says' | 'to'> = {},
): Move[] {
  if (target === undefined || !Object.hasOwn(definition.steps, target)) return []
  return [{ says, ...more, to: enter(definition, target, from) }]
}

function afterOutcome(definition: ServiceDefinition, now: Situation, outcome: string): Situation {
  const { starts, stops } = definition.limits
  if (now.at === starts && outcome === 'accepted') return { ...now, clock: 'running' }
  const isDecision = definition.steps[stops]?.kind === 'decide'
  const stopsHere = isDecision
    ? outcome === 'approved' || outcome === 'rejected'
    : (definition.limits.stopsBy?.includes(outcome) ?? true)
  const isOpen = now.clock === 'running' || now.clock === 'paused'
  if (now.at === stops && stopsHere && (isDecision || isOpen)) return { ...now, clock: 'stopped' }
  return now
}

function enter(definition: ServiceDefinition, target: string, from: Situation): Situation {
  const step = definition.steps[target]
  const branches =
    step === undefined ? {} : Object.fromEntries(Object.keys(roadsOf(step)).map((name) => [name, 'pending' as const]))
  const starts = target === definition.limits.starts && step?.kind !== 'intake' && from.clock === 'unstarted'
  const clock = starts ? 'running' : clockAt(definition, target, from.clock)
  return { ...from, at: target, branches, suspended: false, clock }
}

/** The clock's phase on entering a step: paused steps pause it, other steps let it run, an end leaves it as it was. */
function clockAt(definition: ServiceDefinition, target: string, clock: ClockPhase): ClockPhase {
  if (clock === 'unstarted' || clock === 'stopped' || definition.steps[target]?.kind === 'end') return clock
  return definition.limits.pausedAt.includes(target) ? 'paused' : 'running'
}

function resume(definition: ServiceDefinition, now: Situation): Situation {
  return { ...now, suspended: false, clock: clockAt(definition, now.at, now.clock) }
}
