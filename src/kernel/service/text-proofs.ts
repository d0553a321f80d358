// Proofs about what a declaration says: types of expressions, promises within the law, materials used, limits with
// their source, personal fields justified, parameters given, and examples that cover every outcome.

import { type Field, fieldAt, leavesOf, typeOfField } from '../form/form.ts'
import type { ServiceDefinition } from './declaration.ts'
import type { Explored } from './explore.ts'
import { type Expression, type ExpressionType, type Scope, typeOfExpression } from './expression.ts'
import { type CounterExample, type Proof, proof, storyExample, textExample } from './proof.ts'
import type { Span, Step } from './step.ts'

/** Every expression reads names that exist, with the types its operations want; every path names a field. */
export function wellTyped(definition: ServiceDefinition): Proof {
  const scope: Scope = {
    field: (path) => typeOfField(fieldAt(definition.form, path)),
    item: (list, path) => {
      const field = fieldAt(definition.form, list)
      return field?.kind === 'list' ? typeOfField(fieldAt(field.fields, path)) : undefined
    },
    param: (name) => definition.parameters[name]?.type,
    fact: (name) => (definition.facts[name] ? 'number' : undefined),
  }
  const found = [...expressionsOf(definition)]
  const bad: CounterExample[] = []
  for (const [where, expression, wanted] of found) {
    const type = typeOfExpression(expression, scope)
    if ('problem' in type) bad.push(textExample(`${where}：${type.problem}`, '改成声明里有的名字'))
    else if (wanted && type.type !== wanted)
      bad.push(textExample(`${where}：要${wanted}，得到 ${type.type}`, '改写这个表达式'))
  }
  const paths = [...pathsOf(definition)]
  for (const [where, path] of paths) {
    const plain = path.replace(/\.\d+/g, '')
    if (!fieldAt(definition.form, plain)) bad.push(textExample(`${where}：表里没有「${path}」`, '改成 form 里有的路径'))
  }
  const covered = new Set(definition.sections.flatMap((section) => section.fields))
  for (const name of Object.keys(definition.form)) {
    if (!covered.has(name))
      bad.push(textExample(`填写项「${name}」不在任何一节里，没有人会被问到`, `把 '${name}' 写进某一节的 fields`))
  }
  return proof('wellTyped', `${found.length} 个表达式、${paths.length} 处路径都有出处`, bad)
}

function* expressionsOf(definition: ServiceDefinition): Generator<[where: string, Expression, ExpressionType?]> {
  for (const one of definition.rules) {
    yield [`规则 ${one.code}`, one.when, 'truth']
    for (const [name, figure] of Object.entries(one.figures)) yield [`规则 ${one.code} 的 {${name}}`, figure]
  }
  for (const [kind, spec] of Object.entries(definition.materials))
    if (spec.when) yield [`材料 ${kind}`, spec.when, 'truth']
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.when) yield [`步骤 ${name}`, step.when, 'truth']
    if (step.kind === 'all') {
      for (const [branch, spec] of Object.entries(step.branches))
        if (spec.when) yield [`步骤 ${name} 的 ${branch}`, spec.when, 'truth']
    }
  }
  for (const [name, entry] of Object.entries(definition.entries)) {
    for (const row of entry.content) yield [`证照 ${name} 的「${row.title}」`, row.value]
  }
}

function* pathsOf(definition: ServiceDefinition): Generator<[where: string, path: string]> {
  yield ['place', definition.place]
  yield ['summary', definition.summary]
  for (const [name, path] of Object.entries(definition.subject)) yield [`subject.${name}`, path]
  for (const section of definition.sections) for (const path of section.fields) yield [`小节「${section.title}」`, path]
  for (const path of definition.guide.situations) yield ['guide.situations', path]
  for (const one of definition.rules) yield [`规则 ${one.code} 的 field`, one.field]
  for (const [name, fact] of Object.entries(definition.facts)) yield [`事实 ${name}`, fact.path]
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.kind === 'publicity') for (const path of step.shows) yield [`公示 ${name}`, path]
  }
}

/** The promised limit is within the legal one, and the steps the clock runs through fit into the promise. */
export function promiseWithinLaw(definition: ServiceDefinition, explored: Explored): Proof {
  const { legal, promised } = definition.limits
  const bad: CounterExample[] = []
  if (promised.unit !== legal.unit || promised.days > legal.days) {
    bad.push(
      textExample(
        `承诺 ${promised.days} 日，超过法定 ${legal.days} 日`,
        '把 limits.promised 改到法定期限以内，并用同一种日',
      ),
    )
  }
  const longest = longestRunning(definition, explored)
  if (longest.days > promised.days) {
    bad.push(
      storyExample(
        definition,
        explored,
        longest.key,
        `各步时限加起来 ${longest.days} 个工作日，超过承诺的 ${promised.days} 日，各步都按时也会超期`,
        '缩短某一步的 within，或放宽承诺',
      ),
    )
  }
  return proof('promiseWithinLaw', `${promised.days} ≤ ${legal.days} 个工作日；各步相加最多 ${longest.days}`, bad)
}

/** The largest sum of step limits over a loop-free path from acceptance to the decision, with the clock running. */
function longestRunning(definition: ServiceDefinition, explored: Explored): { days: number; key: string } {
  let best = { days: 0, key: '' }
  const walk = (key: string, days: number, seen: ReadonlySet<string>) => {
    const situation = explored.situations.get(key)
    if (!situation || situation.clock === 'stopped' || situation.suspended || situation.supplement === 'open') return
    const step = definition.steps[situation.at] as Step
    if (step.kind === 'end' || seen.has(situation.at)) return
    const counts = situation.clock === 'running' && step.within?.unit === 'workingDays'
    const total = days + (counts ? (step.within?.days ?? 0) : 0)
    if (situation.at === definition.limits.stops && total > best.days) best = { days: total, key }
    const visited = new Set([...seen, situation.at])
    const targets = new Set(Object.values(step.on as Record<string, string>))
    for (const target of targets) {
      const next = [...explored.situations].find(
        ([, other]) =>
          other.at === target &&
          !other.suspended &&
          other.supplement !== 'open' &&
          other.clock !== 'stopped' &&
          other.clock !== 'unstarted',
      )
      if (next) walk(next[0], total, visited)
    }
  }
  const first = explored.situations.keys().next().value
  if (first !== undefined) walk(first, 0, new Set())
  return best
}

/** Every material asked for is examined by someone; everything examined is asked for. */
export function materialsUsed(definition: ServiceDefinition): Proof {
  const examined = new Map<string, string>()
  for (const [name, step] of Object.entries(definition.steps)) {
    const lists =
      step.kind === 'all'
        ? Object.values(step.branches).map((branch) => branch.examines)
        : 'examines' in step
          ? [step.examines]
          : []
    for (const kind of lists.flat()) examined.set(kind, name)
  }
  const bad: CounterExample[] = []
  for (const [kind, spec] of Object.entries(definition.materials)) {
    if (!examined.has(kind))
      bad.push(
        textExample(`要了「${spec.title}」，却没有一步看它`, `在某一步的 examines 里写上 '${kind}'，或不要这份材料`),
      )
  }
  for (const [kind, name] of examined) {
    if (!definition.materials[kind])
      bad.push(
        textExample(
          `步骤 ${name} 要看「${kind}」，申请人却没有被要求交`,
          `在 materials 里写明 '${kind}'，或从 examines 删去`,
        ),
      )
  }
  for (const step of Object.values(definition.steps)) {
    if (step.kind !== 'issue') continue
    for (const entry of step.entries) {
      if (!definition.entries[entry])
        bad.push(textExample(`「${step.title}」要制「${entry}」，没有这种证照`, `在 entries 里写明 ${entry}`))
    }
  }
  return proof('materialsUsed', `${Object.keys(definition.materials).length} 份材料都有人看`, bad)
}

/** Every limit the law sets names its article. */
export function limitsSourced(definition: ServiceDefinition): Proof {
  const { supplement, extension, suspension, deferral } = definition.across
  const spans: [string, Span | null | undefined][] = [
    ['limits.legal', definition.limits.legal],
    ['across.supplement.ask', supplement.ask],
    ['across.supplement.answer', supplement.answer],
    ['across.extension.for', extension.for],
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
  for (const [name, ground] of Object.entries(suspension.grounds)) {
    if (!ground.source?.law) bad.push(textExample(`特别程序「${name}」没有写出处`, '写明法律条款'))
  }
  if (definition.guide.basis.length === 0) bad.push(textExample('没有一条设定依据', '在 guide.basis 里写明法律依据'))
  const count = spans.filter(([, span]) => span).length + Object.keys(suspension.grounds).length
  return proof('limitsSourced', `${count} 处法定期限都有出处`, bad)
}

const ALWAYS_PERSONAL: readonly Field['kind'][] = ['residentId', 'phone', 'personName']

/** Fields that identify a person say what for, on what basis, for how long; published fields are not personal. */
export function personalJustified(definition: ServiceDefinition): Proof {
  const bad: CounterExample[] = []
  let count = 0
  for (const [path, field] of leavesOf(definition.form)) {
    if (!ALWAYS_PERSONAL.includes(field.kind) && !field.personal) continue
    count += 1
    const missing = (['purpose', 'basis', 'retain'] as const).filter((part) => !field.personal?.[part])
    if (missing.length > 0) {
      bad.push(
        textExample(
          `「${field.title}」（${path}）是个人信息，没有写 ${missing.join('、')}`,
          `写明 personal: { purpose, basis, retain }`,
        ),
      )
    }
  }
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'publicity') continue
    for (const path of step.shows) {
      const field = fieldAt(definition.form, path)
      if (field && (field.personal || ALWAYS_PERSONAL.includes(field.kind))) {
        bad.push(
          textExample(`公示「${name}」会公开个人信息「${field.title}」`, `从 steps.${name}.shows 里去掉 '${path}'`),
        )
      }
    }
  }
  return proof('personalJustified', `${count} 个个人信息字段都有目的、依据、期限`, bad)
}

/** Every parameter of the declaration has a value of its type and a source in the district's overlay. */
export function parametersGiven(definition: ServiceDefinition): Proof {
  const bad: CounterExample[] = []
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const given = definition.values[name]
    if (!given)
      bad.push(
        textExample(`参数「${parameter.title}」（${name}）没有给值`, `在区的 overlay 里写 ${name}: { value, source }`),
      )
    else if (!given.source) bad.push(textExample(`参数「${parameter.title}」没有写出处`, `写明 ${name}.source`))
    else if (parameter.type === 'number' ? typeof given.value !== 'number' : !isAscendingTable(given.value)) {
      bad.push(
        textExample(
          `参数「${parameter.title}」的值不是${parameter.type === 'number' ? '一个数' : '升序的表'}`,
          `改 ${name}.value`,
        ),
      )
    }
  }
  for (const name of Object.keys(definition.values)) {
    if (!definition.parameters[name]) bad.push(textExample(`overlay 给了「${name}」，声明里没有这个参数`, '改名或删去'))
  }
  return proof('parametersGiven', `${Object.keys(definition.parameters).length} 个参数都有值和出处`, bad)
}

function isAscendingTable(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  const rows = value as readonly unknown[]
  const sound = rows.every(
    (row) => Array.isArray(row) && row.length === 2 && row.every((cell) => typeof cell === 'number'),
  )
  const starts = (rows as readonly (readonly number[])[]).map((row) => row[0] as number)
  return sound && starts.every((start, index) => index === 0 || (starts[index - 1] as number) < start)
}

/** The declared examples together end in every way the service can end. `ended` are the ends their replays reached. */
export function examplesCover(definition: ServiceDefinition, explored: Explored, ended: ReadonlySet<string>): Proof {
  const bad: CounterExample[] = []
  const ends = Object.entries(definition.steps).filter(([, step]) => step.kind === 'end')
  for (const [name, step] of ends) {
    if (ended.has(name)) continue
    const key = [...explored.situations].find(([, situation]) => situation.at === name)?.[0]
    const headline = `没有一个示例办到「${step.title}」`
    const cure = `在 examples.ts 里写一个以 '${name}' 结束的示例`
    bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
  }
  return proof('examplesCover', `${ended.size} 种结局都有示例，重放通过`, bad)
}
