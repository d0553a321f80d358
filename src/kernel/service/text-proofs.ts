// Proofs about what a declaration says: personal fields justified, parameters given, and examples that cover every end.

import { type Field, leavesOf } from '../form/form.ts'
import type { ServiceDefinition } from './declaration.ts'
import type { Explored } from './explore.ts'
import { OUTCOME_WORDS } from './model.ts'
import { type CounterExample, firstWhere, type Proof, proof, storyExample, textExample, titleOf } from './proof.ts'
import { OUTCOMES } from './step.ts'

const ALWAYS_PERSONAL: readonly Field['kind'][] = ['residentId', 'phone', 'personName']

const isPersonal = (field: Field) => field.personal !== undefined || ALWAYS_PERSONAL.includes(field.kind)

/** Fields that identify a person say what for, on what basis, for how long; published fields are not personal. */
export function personalJustified(definition: ServiceDefinition): Proof {
  const bad: CounterExample[] = []
  const personal = [...leavesOf(definition.form)].filter(([, field]) => isPersonal(field))
  for (const [path, field] of personal) {
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
      // A shown group or list shows everything in it.
      for (const [leaf, field] of personal.filter(([leaf]) => leaf === path || leaf.startsWith(`${path}.`)))
        bad.push(
          textExample(
            `公示${titleOf(definition, name)}会公开个人信息「${field.title}」（${leaf}）`,
            `从 steps.${name}.shows 里去掉 '${path}'`,
          ),
        )
    }
  }
  return proof('personalJustified', `${personal.length} 个个人信息字段都有目的、依据、期限`, bad)
}

/** Every parameter of the declaration has a value of its type and a source in the district's overlay. */
export function parametersGiven(definition: ServiceDefinition): Proof {
  const bad: CounterExample[] = []
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    const given = Object.hasOwn(definition.values, name) ? definition.values[name] : undefined
    if (!given)
      bad.push(
        textExample(`参数「${parameter.title}」（${name}）没有给值`, `在区的 overlay 里写 ${name}: { value, source }`),
      )
    else if (!given.source) bad.push(textExample(`参数「${parameter.title}」没有写出处`, `写明 ${name}.source`))
    else if (parameter.type === 'number' ? !Number.isFinite(given.value) : !isAscendingTable(given.value)) {
      bad.push(
        textExample(
          `参数「${parameter.title}」的值不是${parameter.type === 'number' ? '一个数' : '升序的表'}`,
          `改 ${name}.value`,
        ),
      )
    }
  }
  for (const name of Object.keys(definition.values)) {
    if (!Object.hasOwn(definition.parameters, name))
      bad.push(textExample(`overlay 给了「${name}」，声明里没有这个参数`, '改名或删去'))
  }
  return proof('parametersGiven', `${Object.keys(definition.parameters).length} 个参数都有值和出处`, bad)
}

function isAscendingTable(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  const rows = value as readonly unknown[]
  const sound = rows.every((row) => Array.isArray(row) && row.length === 2 && row.every(Number.isFinite))
  const starts = (rows as readonly (readonly number[])[]).map((row) => row[0] as number)
  return sound && starts.every((start, index) => index === 0 || (starts[index - 1] as number) < start)
}

/** The declared examples together take every outcome and end in every way. `covered`: `step.outcome`s and ends. */
export function examplesCover(definition: ServiceDefinition, explored: Explored, covered: ReadonlySet<string>): Proof {
  const bad: CounterExample[] = []
  const show = (step: string, headline: string, cure: string) => {
    const key = firstWhere(explored, ({ at }) => at === step)
    bad.push(key ? storyExample(definition, explored, key, headline, cure) : textExample(headline, cure))
  }
  let outcomes = 0
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.kind === 'end' && !covered.has(name))
      show(name, `没有一个示例办到「${step.title}」`, `在 examples.ts 里写一个以 '${name}' 结束的示例`)
    for (const outcome of OUTCOMES[step.kind]) {
      outcomes += 1
      if (!covered.has(`${name}.${outcome}`))
        show(
          name,
          `没有一个示例在${titleOf(definition, name)}走到「${OUTCOME_WORDS[outcome]}」`,
          `在 examples.ts 里写一个走到 ${name}.${outcome} 的示例`,
        )
    }
  }
  const ends = Object.values(definition.steps).filter(({ kind }) => kind === 'end').length
  return proof('examplesCover', `${ends} 种结局、${outcomes} 个结果都有示例`, bad)
}
