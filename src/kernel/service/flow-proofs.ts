// Proofs about the flow, read off the explored machine: every step reachable, every situation able to end, every outcome
// sent somewhere, every join able to complete, every material examined, and the duties of one case in different hands.

import { isRole } from '../unit/role.ts'
import type { ServiceDefinition } from './declaration.ts'
import { canReach, type Explored, storyWhere } from './explore.ts'
import { firstTargetOf, grants, outcomeWord, roadsOf, targetOf } from './model.ts'
import { type CounterExample, firstWhere, type Proof, proof, storyExample, textExample, titleOf } from './proof.ts'
import { type AllStep, type ChooseStep, type EachStep, type Limit, outcomesOf, rolesOf, type Step } from './step.ts'

const steps = (definition: ServiceDefinition): [string, Step][] => Object.entries(definition.steps)

/** Each kind's outcomes all lead to steps that exist. */
export function outcomesHandled(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  let count = 0
  if (!Object.hasOwn(definition.steps, definition.start))
    bad.push(textExample(`start 是「${definition.start}」，没有这一步`, '改成第一步的名字'))
  for (const [name, step] of steps(definition)) {
    const known: readonly string[] = step.kind === 'choose' ? choicesOf(step) : outcomesOf(step)
    for (const outcome of Object.keys(step.on).filter((one) => !known.includes(one)))
      bad.push(
        textExample(
          `${titleOf(definition, name)}写了「${outcome}」，这种步骤没有这个结果`,
          `从 steps.${name}.on 里删去 ${outcome}；可能的结果是 ${known.join('、')}`,
        ),
      )
    for (const outcome of known) {
      count += 1
      const target = targetOf(step, outcome)
      if (target !== undefined && Object.hasOwn(definition.steps, target)) continue
      const headline =
        target === undefined
          ? `${titleOf(definition, name)}可能「${outcomeWord(step, outcome)}」，却没有写去处`
          : `${titleOf(definition, name)}的「${outcomeWord(step, outcome)}」去往「${target}」，没有这一步`
      const key = firstWhere(explored, (situation) => situation.at === name)
      const cure = `在 steps.${name}.on 里写明 ${outcome}: '…'`
      bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
    }
  }
  for (const target of leavingsOf(definition)) {
    count += 1
    if (definition.steps[target]?.kind === 'end') continue
    bad.push(textExample(`across 里的去处「${target}」不是一个结局`, '改成一个 end(…) 的名字'))
  }
  return proof('outcomesHandled', `${count} 个可能结果都有去处`, bad)
}

/** Every outcome that a choice can come to. */
const choicesOf = (step: ChooseStep) => [...new Set([...step.cases.map(({ outcome }) => outcome), step.otherwise])]

/** Where a case goes that is not carried through: lapsed, withdrawn, terminated, a promise broken. */
function leavingsOf({ across }: ServiceDefinition): string[] {
  const { supplement, withdrawal, termination, deferral } = across
  return [
    ...(supplement ? [supplement.lapsed] : []),
    withdrawal.to,
    termination.to,
    ...(deferral ? [deferral.broken] : []),
  ]
}

/** Every declared step can come up in some case. */
export function reachable(definition: ServiceDefinition, explored: Explored): Proof {
  const seen = new Set([...explored.situations.values()].map((situation) => situation.at))
  const bad = steps(definition)
    .filter(([name]) => !seen.has(name))
    .map(([name]) =>
      textExample(`没有任何一条路走到${titleOf(definition, name)}`, `删去 ${name}，或让某一步的 on 指向它`),
    )
  const ends = steps(definition).filter(([, step]) => step.kind === 'end').length
  return proof('reachable', `${steps(definition).length - ends} 步、${ends} 种结局都走得到`, bad)
}

/** From every situation some end can still be reached without leaving the case, and nothing turns in a circle by itself. */
export function terminating(definition: ServiceDefinition, explored: Explored): Proof {
  const isEnd = (at: string) => definition.steps[at]?.kind === 'end'
  const leaving = new Set(leavingsOf(definition))
  const keysWhere = (test: (at: string) => boolean) =>
    new Set([...explored.situations].filter(([, { at }]) => test(at)).map(([key]) => key))
  const able = canReach(
    explored,
    keysWhere((at) => isEnd(at) && !leaving.has(at)),
  )
  const ends = keysWhere(isEnd)
  const bad: CounterExample[] = []
  const stuck = [...explored.situations.keys()].find((key) => !able.has(key) && !ends.has(key))
  if (stuck) {
    bad.push(
      storyExample(
        definition,
        explored,
        stuck,
        `到了${titleOf(definition, explored.situations.get(stuck)?.at ?? '')}就再也走不到办结，只能撤回或终止`,
        '给这一步或它后面的步骤写一个通向结局的去处',
      ),
    )
  }
  const circle = circleOfPassing(definition)
  if (circle) {
    const headline = `${circle.map((name) => titleOf(definition, name)).join('→')}：条件都不成立时，件在它们之间转个不停`
    const cure = '让其中一步没有 when，或改它的第一个去处'
    const key = firstWhere(explored, ({ at }) => at === circle[0])
    bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
  }
  return proof('terminating', `${explored.situations.size} 种情形，从每一种都能走到结局`, bad)
}

/** A circle of steps that a case would go round without anybody acting; its first step stands again at its end. */
function circleOfPassing(definition: ServiceDefinition): string[] | undefined {
  const search = (way: readonly string[]): string[] | undefined => {
    for (const next of passingOn(definition.steps[way.at(-1) as string])) {
      if (next === way[0]) return [...way, next]
      const found = way.includes(next) ? undefined : search([...way, next])
      if (found) return found
    }
    return undefined
  }
  for (const start of Object.keys(definition.steps)) {
    const circle = search([start])
    if (circle) return circle
  }
  return undefined
}

/** Where a step can send a case on without anybody acting. */
function passingOn(step: Step | undefined): string[] {
  if (!step || step.kind === 'end') return []
  const everywhere = step.kind === 'choose' || step.kind === 'route' || step.kind === 'compare'
  if (everywhere) return outcomesOf(step).flatMap((outcome) => targetOf(step, outcome) ?? [])
  const isPassed =
    step.kind === 'issue' ||
    step.kind === 'each' ||
    step.when !== undefined ||
    (step.kind === 'await' && step.until !== undefined) ||
    (step.kind === 'all' && Object.values(step.branches).every((branch) => branch.when !== undefined))
  return isPassed ? [firstTargetOf(step)].filter((name) => name !== undefined) : []
}

/** Every parallel review can complete: someone answers each branch, and silence and returns have an end. */
export function joinsComplete(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const joins = steps(definition).filter(([, step]) => step.kind === 'all' || step.kind === 'each') as [
    string,
    AllStep | EachStep,
  ][]
  for (const [name, step] of joins) {
    const key = firstWhere(explored, (situation) => situation.at === name)
    const show = (headline: string, cure: string) =>
      bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
    if (Object.keys(roadsOf(step)).length === 0)
      show(`${titleOf(definition, name)}没有一路，谁也没看就过去了`, `在 steps.${name}.branches 里写明各路`)
    if (step.silence === 'escalate' && step.escalateTo === undefined) {
      show(
        `${titleOf(definition, name)}有一路到期不答，没有人接手催办，就永远等不齐`,
        `写明 escalateTo: '…'，或 silence: 'agree'`,
      )
    }
    if (!step.within || !isSpent(step.within))
      show(`${titleOf(definition, name)}没有时限，沉默的一路无从判断`, `写明 within: workingDays(…)`)
    const returned = firstWhere(
      explored,
      ({ at, branches }) => at === name && Object.values(branches).includes('returned'),
    )
    if (step.kind === 'all' && step.returnTo === undefined && returned) {
      bad.push(
        storyExample(
          definition,
          explored,
          returned,
          `${titleOf(definition, name)}退回后没有人修改，永远等不齐`,
          `写明 returnTo: '…'`,
        ),
      )
    }
  }
  return proof('joinsComplete', joins.length === 0 ? '没有并联的步骤' : `${joins.length} 处并联，各路都齐才进`, bad)
}

/** Every material asked for is examined on every way to the result; everything examined or issued is declared. */
export function materialsUsed(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const examined = new Set(steps(definition).flatMap(([, step]) => examinedAt(step)))
  for (const [kind, spec] of Object.entries(definition.materials)) {
    const cure = `在每条路都经过的一步的 examines 里写上 '${kind}'，或不要这份材料`
    if (!examined.has(kind)) {
      bad.push(textExample(`要了「${spec.title}」，却没有一步看它`, cure))
      continue
    }
    // A step passed over on the material's own condition is passed over only when the material is not asked for.
    const condition = JSON.stringify(spec.when)
    const story = storyWhere(definition, explored, {
      begin: true,
      follow: (_, __, move) =>
        move.examines?.includes(kind) || (move.unless !== undefined && JSON.stringify(move.unless) === condition)
          ? null
          : true,
      done: ({ at }) => grants(definition, at),
    })
    if (story) bad.push({ headline: `件办成了，一路上没有人看过「${spec.title}」`, story, cure })
  }
  for (const [name, step] of steps(definition)) {
    for (const kind of examinedAt(step).filter((one) => !Object.hasOwn(definition.materials, one)))
      bad.push(
        textExample(
          `${titleOf(definition, name)}要看「${kind}」，申请人却没有被要求交`,
          `在 materials 里写明 '${kind}'，或从 examines 删去`,
        ),
      )
    const entries = step.kind === 'issue' ? step.entries : []
    for (const entry of entries.filter((one) => !Object.hasOwn(definition.entries, one)))
      bad.push(textExample(`${titleOf(definition, name)}要制「${entry}」，没有这种证照`, `在 entries 里写明 ${entry}`))
  }
  const count = Object.keys(definition.materials).length
  return proof('materialsUsed', `${count} 份材料，每条办成的路上都有人看过`, bad)
}

function examinedAt(step: Step): readonly string[] {
  if (step.kind === 'all') return Object.values(step.branches).flatMap((branch) => branch.examines)
  return 'examines' in step ? step.examines : []
}

const isSpent = (limit: Limit) => limit.unit === 'moment' || ('days' in limit ? limit.days : limit.hours) > 0

/** Maker is not checker: whoever handled an earlier judging step never decides, and no applicant or public role judges. */
export function dutiesSeparate(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const judging = steps(definition).filter(
    ([, step]) =>
      ['intake', 'review', 'all', 'each', 'visit'].includes(step.kind) ||
      (step.kind === 'task' && step.by !== 'applicant' && step.examines.length > 0),
  )
  let pairs = 0
  for (const [name, step] of steps(definition)) {
    if ('notSameAs' in step) {
      for (const other of step.notSameAs.filter((one) => !Object.hasOwn(definition.steps, one)))
        bad.push(textExample(`steps.${name}.notSameAs 里的「${other}」不是一步`, '改成一步的名字，或删去'))
    }
    if (step.kind !== 'decide') continue
    for (const [other] of judging) {
      const story = storyWhere(definition, explored, {
        begin: other === definition.start,
        follow: (met, _, move) => met || move.to.at === other,
        done: ({ at }, met) => met && at === name,
      })
      if (!story) continue
      pairs += 1
      if (step.notSameAs.includes(other)) continue
      const headline = `办过${titleOf(definition, other)}的人可以自己作${titleOf(definition, name)}`
      bad.push({ headline, story, cure: `在 steps.${name}.notSameAs 里加上 '${other}'` })
    }
  }
  for (const [name, step] of steps(definition)) {
    for (const role of rolesOf(step).filter((one) => !isRole(one)))
      bad.push(textExample(`${titleOf(definition, name)}由「${role}」办理，那不是公职岗位`, '改成 role 表里的岗位'))
  }
  return proof('dutiesSeparate', `申请人、代理人不在任何决定步；${pairs} 对经办与决定不同人`, bad)
}
