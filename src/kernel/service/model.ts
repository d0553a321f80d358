// The abstract machine of a service: every situation a case can be in, as far as the flow and the clock are concerned,
// and every move between them. The compiler explores it whole; examples and decide() are held against it by tests.
// Data is abstracted away: a step with a condition may be passed over or not.

import type { ServiceDefinition } from './declaration.ts'
import type { Step } from './step.ts'

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
  readonly to: Situation
}

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
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

/** Every move out of a situation; none at an end. Targets that do not exist are left out: proofs/structure names them. */
export function movesFrom(definition: ServiceDefinition, now: Situation): Move[] {
  const step = definition.steps[now.at]
  if (!step || step.kind === 'end') return []
  if (now.suspended) return [{ says: '恢复办理', to: resume(definition, now) }, ...leavings(definition, now, step)]
  if (now.supplement === 'open') {
    return [
      { says: '申请人补正', to: { ...now, supplement: 'used' } },
      ...to(definition, '补正逾期', definition.across.supplement.lapsed, now),
      ...leavings(definition, now, step),
    ]
  }
  const moves = step.kind === 'all' ? branchMoves(definition, now, step) : outcomes(definition, now, step)
  if (step.when) moves.push(...passOver(definition, now, step))
  if (step.kind === 'intake' && now.supplement === 'unused')
    moves.push({ says: '一次性告知补正', to: { ...now, supplement: 'open' } })
  if (now.clock === 'running' && Object.keys(definition.across.suspension.grounds).length > 0) {
    moves.push({ says: '启动特别程序', to: { ...now, suspended: true, clock: 'paused' } })
  }
  return [...moves, ...leavings(definition, now, step)]
}

/** The step's own outcomes, each entering its target; acceptance and decision move the clock. */
function outcomes(definition: ServiceDefinition, now: Situation, step: Step): Move[] {
  return Object.entries(step.on as Record<string, string>).flatMap(([outcome, target]) =>
    to(
      definition,
      `${step.title}：${OUTCOME_WORDS[outcome] ?? outcome}`,
      target,
      afterOutcome(definition, now, outcome),
      outcome,
    ),
  )
}

function passOver(definition: ServiceDefinition, now: Situation, step: Step): Move[] {
  const [outcome, target] = Object.entries(step.on as Record<string, string>)[0] ?? []
  return target ? to(definition, `不需要「${step.title}」`, target, now, outcome) : []
}

function branchMoves(definition: ServiceDefinition, now: Situation, step: Step & { kind: 'all' }): Move[] {
  const moves: Move[] = []
  for (const [name, branch] of Object.entries(step.branches)) {
    const phase = now.branches[name]
    const become = (next: BranchPhase) => ({ ...now, branches: { ...now.branches, [name]: next } })
    if (phase === 'pending') {
      moves.push({ says: `${branch.title}给出意见`, to: become('spoken') })
      moves.push({ says: `${branch.title}退回修改`, to: become('returned') })
      if (branch.when) moves.push({ says: `不需要${branch.title}`, to: become('skipped') })
    } else if (phase === 'returned') {
      const reopened = step.onReturn === 'onlyReturned' ? become('pending') : { ...now, branches: reopen(now.branches) }
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

/** Withdrawal until the decision, and termination. */
function leavings(definition: ServiceDefinition, now: Situation, step: Step): Move[] {
  const undecided = now.clock !== 'stopped'
  return [
    ...(undecided ? to(definition, '申请人撤回', definition.across.withdrawal.to, now) : []),
    ...(step.kind === 'issue' ? [] : to(definition, '终止办理', definition.across.termination.to, now)),
  ]
}

function to(definition: ServiceDefinition, says: string, target: string, from: Situation, outcome?: string): Move[] {
  if (!definition.steps[target]) return []
  return [{ says, ...(outcome && { outcome }), to: enter(definition, target, from) }]
}

function afterOutcome(definition: ServiceDefinition, now: Situation, outcome: string): Situation {
  const { starts, stops } = definition.limits
  if (now.at === starts && outcome === 'accepted') return { ...now, clock: 'running' }
  if (now.at === stops && (outcome === 'approved' || outcome === 'rejected')) return { ...now, clock: 'stopped' }
  return now
}

function enter(definition: ServiceDefinition, target: string, from: Situation): Situation {
  const step = definition.steps[target]
  const branches =
    step?.kind === 'all' ? Object.fromEntries(Object.keys(step.branches).map((name) => [name, 'pending' as const])) : {}
  return { ...from, at: target, branches, suspended: false, clock: clockAt(definition, target, from.clock) }
}

/** The clock's phase on entering a step: paused steps pause it, other steps let it run, an end stops it only when decided. */
function clockAt(definition: ServiceDefinition, target: string, clock: ClockPhase): ClockPhase {
  if (clock === 'unstarted' || clock === 'stopped') return clock
  return definition.limits.pausedAt.includes(target) ? 'paused' : 'running'
}

function resume(definition: ServiceDefinition, now: Situation): Situation {
  return { ...now, suspended: false, clock: clockAt(definition, now.at, now.clock) }
}
