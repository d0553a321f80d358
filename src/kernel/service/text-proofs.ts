// Proofs about what a declaration says: personal fields justified, parameters given, and examples that cover every end.

import { type Field, leavesOf } from '../form/form.ts'
import type { ServiceDefinition } from './declaration.ts'
import type { Explored } from './explore.ts'
import { type Expression, operationOf } from './expression.ts'
import { outcomeWord } from './model.ts'
import { type CounterExample, firstWhere, type Proof, proof, storyExample, textExample, titleOf } from './proof.ts'
import { outcomesOf } from './step.ts'

const ALWAYS_PERSONAL: readonly Field['kind'][] = ['residentId', 'anyId', 'phone', 'personName']

/** Whether a field says something of one person. */
export const isPersonal = (field: Field) => field.personal !== undefined || ALWAYS_PERSONAL.includes(field.kind)

/** Fields that identify a person say what for, on what basis, for how long; published fields are not personal. */
export function personalJustified(definition: ServiceDefinition): Proof {
  const bad: CounterExample[] = []
  const asked = [
    definition.form,
    ...Object.values(definition.steps).map((step) => (step.kind === 'task' ? step.form : {})),
  ]
  const personal = asked.flatMap((form) => [...leavesOf(form)].filter(([, field]) => isPersonal(field)))
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
  const paths = new Set(personal.map(([path]) => path))
  const shown = new Set(
    Object.values(definition.steps).flatMap((step) => (step.kind === 'publicity' && step.entry ? [step.entry] : [])),
  )
  for (const [name, entry] of Object.entries(definition.entries)) {
    for (const row of entry.published || shown.has(name) ? entry.content : []) {
      const read = fieldsIn(row.value).find((path) => paths.has(path))
      if (read !== undefined)
        bad.push(
          textExample(
            `「${entry.title}」谁都可以看，「${row.title}」里是个人信息（${read}）`,
            `从 entries.${name}.content 里去掉这一行，或不公开`,
          ),
        )
    }
    for (const [key, { value, personal: isSealed }] of Object.entries(entry.data ?? {})) {
      const read = isSealed ? undefined : fieldsIn(value).find((path) => paths.has(path))
      if (read !== undefined)
        bad.push(
          textExample(
            `登记册「${entry.title}」的 ${key} 别的件可以查，里面是个人信息（${read}）`,
            `写成 entries.${name}.data.${key}: sealed(…)，只能拿来比对`,
          ),
        )
    }
  }
  return proof('personalJustified', `${personal.length} 个个人信息字段都有目的、依据、期限`, bad)
}

/** The form paths an expression reads as they are. */
function fieldsIn(expression: Expression): string[] {
  const operation = operationOf(expression)
  if (!operation) return []
  const { name, args } = operation
  if (name === 'field' && typeof args[0] === 'string') return [args[0]]
  // What an officer or the applicant filled in at a step, by its path in that step's own form.
  if (name === 'filled' && typeof args[0] === 'string') return [args[0].slice(args[0].indexOf('.') + 1)]
  if (name === 'first') {
    const [rows, item] = args.map((one) => operationOf(one))
    return rows?.name === 'field' && item?.name === 'item' ? [`${rows.args[0]}.${item.args[0]}`] : []
  }
  // What is counted or compared is not the value itself.
  return ['some', 'count', 'eq', 'known', 'years', 'days', 'before'].includes(name) ? [] : args.flatMap(fieldsIn)
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
    for (const outcome of outcomesOf(step)) {
      outcomes += 1
      if (!covered.has(`${name}.${outcome}`))
        show(
          name,
          `没有一个示例在${titleOf(definition, name)}走到「${outcomeWord(step, outcome)}」`,
          `在 examples.ts 里写一个走到 ${name}.${outcome} 的示例`,
        )
    }
  }
  const ends = Object.values(definition.steps).filter(({ kind }) => kind === 'end').length
  return proof('examplesCover', `${ends} 种结局、${outcomes} 个结果都有示例`, bad)
}
