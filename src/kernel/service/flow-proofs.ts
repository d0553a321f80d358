// Proofs about the flow, read off the explored machine: every step reachable, every situation able to end, every outcome
// sent somewhere, every join able to complete, the clock balanced, and the duties of one case in different hands.

import type { ServiceDefinition } from './declaration.ts'
import { canReach, type Explored } from './explore.ts'
import type { Situation } from './model.ts'
import { type CounterExample, type Proof, proof, storyExample, textExample } from './proof.ts'
import { OUTCOMES, rolesOf, type Step } from './step.ts'

const titleOf = (definition: ServiceDefinition, name: string) => `「${definition.steps[name]?.title ?? name}」`
const steps = (definition: ServiceDefinition): [string, Step][] => Object.entries(definition.steps)

/** The first reached situation that satisfies a test; breadth-first order makes its story a shortest one. */
function firstWhere(explored: Explored, test: (situation: Situation) => boolean): string | undefined {
  for (const [key, situation] of explored.situations) if (test(situation)) return key
  return undefined
}

/** Each kind's outcomes all lead to steps that exist. */
export function outcomesHandled(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  let count = 0
  for (const [name, step] of steps(definition)) {
    for (const outcome of OUTCOMES[step.kind]) {
      count += 1
      const target = (step.on as Record<string, string | undefined>)[outcome]
      if (target !== undefined && definition.steps[target]) continue
      const headline =
        target === undefined
          ? `${titleOf(definition, name)}可能「${outcome}」，却没有写去处`
          : `${titleOf(definition, name)}的「${outcome}」去往「${target}」，没有这一步`
      const key = firstWhere(explored, (situation) => situation.at === name)
      const cure = `在 steps.${name}.on 里写明 ${outcome}: '…'`
      bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
    }
  }
  const { supplement, withdrawal, termination, deferral } = definition.across
  for (const target of [supplement.lapsed, withdrawal.to, termination.to, ...(deferral ? [deferral.broken] : [])]) {
    count += 1
    if (definition.steps[target]?.kind === 'end') continue
    bad.push(textExample(`across 里的去处「${target}」不是一个结局`, '改成一个 end(…) 的名字'))
  }
  return proof('outcomesHandled', `${count} 个可能结果都有去处`, bad)
}

/** Every declared step can come up in some case. */
export function reachable(definition: ServiceDefinition, explored: Explored): Proof {
  const seen = new Set([...explored.situations.values()].map((situation) => situation.at))
  const { deferral } = definition.across
  if (deferral) seen.add(deferral.broken)
  const bad = steps(definition)
    .filter(([name]) => !seen.has(name))
    .map(([name]) =>
      textExample(`没有任何一条路走到${titleOf(definition, name)}`, `删去 ${name}，或让某一步的 on 指向它`),
    )
  const ends = steps(definition).filter(([, step]) => step.kind === 'end').length
  return proof('reachable', `${steps(definition).length - ends} 步、${ends} 种结局都走得到`, bad)
}

/** From every situation some end can still be reached without withdrawing or terminating. */
export function terminating(definition: ServiceDefinition, explored: Explored): Proof {
  const leaving = new Set([
    definition.across.withdrawal.to,
    definition.across.termination.to,
    definition.across.supplement.lapsed,
  ])
  const wanted = new Set<string>()
  for (const [key, { at }] of explored.situations) {
    if (definition.steps[at]?.kind === 'end' && !leaving.has(at)) wanted.add(key)
  }
  const able = canReach(explored, wanted)
  const ends = new Set(
    [...explored.situations].filter(([, { at }]) => definition.steps[at]?.kind === 'end').map(([key]) => key),
  )
  const stuck = [...explored.situations.keys()].find((key) => !able.has(key) && !ends.has(key))
  const bad = stuck
    ? [
        storyExample(
          definition,
          explored,
          stuck,
          `到了${titleOf(definition, explored.situations.get(stuck)?.at ?? '')}就再也走不到办结，只能撤回或终止`,
          '给这一步或它后面的步骤写一个通向结局的去处',
        ),
      ]
    : []
  return proof('terminating', `${explored.situations.size} 种情形，从每一种都能走到结局`, bad)
}

/** Every parallel review can complete: someone answers each branch, and silence and returns have an end. */
export function joinsComplete(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const joins = steps(definition).filter(([, step]) => step.kind === 'all') as [string, Step & { kind: 'all' }][]
  for (const [name, step] of joins) {
    const key = firstWhere(explored, (situation) => situation.at === name) ?? ''
    const show = (headline: string, cure: string) =>
      bad.push(
        explored.situations.has(key)
          ? storyExample(definition, explored, key, headline, cure)
          : textExample(headline, cure),
      )
    if (Object.keys(step.branches).length === 0)
      show(`${titleOf(definition, name)}没有一路，永远等不齐`, `在 steps.${name}.branches 里写明各路`)
    if (step.silence === 'escalate' && step.escalateTo === undefined) {
      show(
        `${titleOf(definition, name)}有一路到期不答，没有人接手催办，就永远等不齐`,
        `写明 escalateTo: '…'，或 silence: 'agree'`,
      )
    }
    if (!(step.within?.days > 0))
      show(`${titleOf(definition, name)}没有时限，沉默的一路无从判断`, `写明 within: workingDays(…)`)
    const returned = firstWhere(
      explored,
      ({ at, branches }) => at === name && Object.values(branches).includes('returned'),
    )
    if (step.returnTo === undefined && returned) {
      bad.push(
        storyExample(
          definition,
          explored,
          returned,
          `${titleOf(definition, name)}退回后没有人修改`,
          `写明 returnTo: '…'`,
        ),
      )
    }
  }
  return proof('joinsComplete', joins.length === 0 ? '没有并联的步骤' : `${joins.length} 处并联，各路都齐才进`, bad)
}

/** The one clock starts once, stops by the decision, and never stands still for good. */
export function clockBalanced(definition: ServiceDefinition, explored: Explored): Proof {
  const { starts, stops, pausedAt } = definition.limits
  const bad: CounterExample[] = []
  const show = (test: (situation: Situation) => boolean, headline: string, cure: string) => {
    const key = firstWhere(explored, test)
    if (key) bad.push(storyExample(definition, explored, key, headline, cure))
  }
  if (definition.steps[starts]?.kind !== 'intake')
    bad.push(textExample(`limits.starts 是「${starts}」，不是收件步骤，时钟无从开始`, '指向一个 intake 步骤'))
  if (definition.steps[stops]?.kind !== 'decide')
    bad.push(textExample(`limits.stops 是「${stops}」，不是决定步骤，时钟无从停下`, '指向一个 decide 步骤'))
  const granted = (at: string) => {
    const step = definition.steps[at]
    return step?.kind === 'issue' || (step?.kind === 'end' && step.result === 'granted')
  }
  show(
    ({ at, clock }) => granted(at) && clock === 'unstarted',
    '件已办成，时钟却从没开始',
    `让每条路都经过「${starts}」`,
  )
  show(
    ({ at, clock }) => granted(at) && (clock === 'running' || clock === 'paused'),
    '件已办成，时钟还开着',
    `让每条路都经过「${stops}」`,
  )
  show(({ at, clock }) => at === stops && clock === 'unstarted', '还没受理就到了决定', `让每条路先经过「${starts}」`)
  show(({ at, clock }) => at === starts && clock !== 'unstarted', '受理之后又回到收件，时钟会开始两次', '改去别的步骤')
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

/** Maker is not checker: whoever handled an earlier judging step never decides, and no applicant or public role judges. */
export function dutiesSeparate(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const judging = steps(definition).filter(([, step]) => ['intake', 'review', 'all', 'visit'].includes(step.kind))
  let pairs = 0
  for (const [name, step] of steps(definition)) {
    if (step.kind !== 'decide') continue
    const decideKey = firstWhere(explored, ({ at }) => at === name)
    const before = decideKey ? stepsBefore(explored, name) : new Set<string>()
    for (const [other] of judging) {
      if (!before.has(other)) continue
      pairs += 1
      if (step.notSameAs.includes(other)) continue
      bad.push(
        storyExample(
          definition,
          explored,
          decideKey as string,
          `办过${titleOf(definition, other)}的人可以自己作${titleOf(definition, name)}`,
          `在 steps.${name}.notSameAs 里加上 '${other}'`,
        ),
      )
    }
  }
  for (const [name, step] of steps(definition)) {
    const outsiders = rolesOf(step).filter((role) => !/^(village|town|bureau)\./.test(role))
    for (const role of outsiders)
      bad.push(textExample(`${titleOf(definition, name)}由「${role}」办理，那不是公职岗位`, '改成 role 表里的岗位'))
  }
  return proof('dutiesSeparate', `申请人、代理人不在任何决定步；${pairs} 对经办与决定不同人`, bad)
}

/** Steps that lie on some path to `name`. */
function stepsBefore(explored: Explored, name: string): Set<string> {
  const goals = new Set([...explored.situations].filter(([, { at }]) => at === name).map(([key]) => key))
  const before = new Set<string>()
  for (const key of canReach(explored, goals)) before.add(explored.situations.get(key)?.at ?? '')
  before.delete(name)
  return before
}
