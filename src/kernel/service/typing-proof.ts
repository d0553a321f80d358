// The proof about names and types: every expression reads names that exist with the types its operations want, every
// path names a field, every figure a sentence mentions is given, and every field is asked on some page.

import { type FormFields, fieldAt, typeOfField } from '../form/form.ts'
import { SELF, type ServiceDefinition } from './declaration.ts'
import {
  type Expression,
  type ExpressionType,
  FILLED,
  listPathOf,
  operationOf,
  type Scope,
  TYPE_WORDS,
  typeOfExpression,
} from './expression.ts'
import { type CounterExample, type Proof, proof, textExample } from './proof.ts'
import { type AllocateStep, type DrawStep, outcomesOf, type Step } from './step.ts'

/** Every expression reads names that exist, with the types its operations want; every path names a field. */
export function wellTyped(definition: ServiceDefinition): Proof {
  const scope: Scope = {
    field: (path) => typeOfField(fieldAt(definition.form, path)),
    item: (list, path) => {
      if (isFactList(definition, list)) return typeOfColumn(definition, list, path)
      const field = list.startsWith(FILLED)
        ? filledAt(definition, list.slice(FILLED.length))
        : fieldAt(definition.form, list)
      return field?.kind === 'list' ? typeOfField(fieldAt(field.fields, path)) : undefined
    },
    filled: (path) => typeOfField(filledAt(definition, path)),
    param: (name) => (Object.hasOwn(definition.parameters, name) ? definition.parameters[name]?.type : undefined),
    fact: (name) => typeOfFact(definition, name),
  }
  const found = [...expressionsOf(definition)]
  const bad: CounterExample[] = []
  for (const [where, expression, wanted, inList] of found) {
    bad.push(...namesOf(expression).flatMap(([kind, name]) => strayName(definition, where, kind, name)))
    const type = typeOfExpression(expression, scope, inList)
    if ('problem' in type) bad.push(textExample(`${where}：${type.problem}`, '改写这个表达式，只用声明里有的名字'))
    else if (!wanted.includes(type.type))
      bad.push(
        textExample(
          `${where}：要${wanted.map((one) => TYPE_WORDS[one]).join('或')}，得到${TYPE_WORDS[type.type]}`,
          '改写这个表达式',
        ),
      )
  }
  const paths = [...pathsOf(definition)]
  for (const [where, path] of paths) {
    const plain = path.replace(/\.\d+/g, '')
    if (!fieldAt(definition.form, plain)) bad.push(textExample(`${where}：表里没有「${path}」`, '改成 form 里有的路径'))
  }
  if (definition.place !== null && definition.form[definition.place]?.kind !== 'village')
    bad.push(
      textExample(`place 是「${definition.place}」，不是填写的村，件不知道归谁办`, '改成一个 village(…) 填写项的名字'),
    )
  for (const path of definition.counted ?? []) {
    const field = fieldAt(definition.form, path)
    if (field?.kind !== 'choice' || field.personal !== undefined)
      bad.push(
        textExample(
          `counted 里的「${path}」不是一个选择项，公开的统计没法按它数`,
          '改成 form 里一个 choice 的路径，不能是个人信息',
        ),
      )
  }
  bad.push(...unknownFigures(definition))
  const covered = new Set(definition.sections.flatMap((section) => section.fields))
  for (const name of Object.keys(definition.form)) {
    if (!covered.has(name))
      bad.push(textExample(`填写项「${name}」不在任何一节里，没有人会被问到`, `把 '${name}' 写进某一节的 fields`))
  }
  return proof('wellTyped', `${found.length} 个表达式、${paths.length} 处路径都有出处`, bad)
}

/** The field of a task's form at `step.path`. */
function filledAt({ steps }: ServiceDefinition, path: string) {
  const [name = '', ...rest] = path.split('.')
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined
  return step?.kind === 'task' ? fieldAt(step.form, rest.join('.')) : undefined
}

function typeOfFact({ facts }: ServiceDefinition, path: string): ExpressionType | undefined {
  const [name = '', read] = path.split('.')
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined
  if (!fact) return undefined
  if (fact.kind === 'listed') return read === undefined ? 'list' : undefined
  if (fact.kind !== 'entry') {
    if (read !== undefined) return undefined
    return fact.kind === 'entries' && fact.columns ? 'list' : 'number'
  }
  if (read === 'number') return 'text'
  return read !== undefined && Object.hasOwn(fact.reads, read) ? fact.reads[read] : undefined
}

/** The value of an element of a list that a fact is; of a table's rows every value is a text. */
function typeOfColumn({ facts }: ServiceDefinition, name: string, path: string): ExpressionType | undefined {
  const fact = facts[name]
  if (fact?.kind !== 'entries' || !fact.columns || path === 'number') return 'text'
  return Object.hasOwn(fact.columns, path) ? fact.columns[path]?.type : undefined
}

const isFactList = (definition: ServiceDefinition, path: string) => typeOfFact(definition, path) === 'list'

type NamedKind = 'taken' | 'differs' | 'compared' | 'chosen'

/** The steps' outcomes, draws and comparisons that an expression names. */
function namesOf(expression: Expression): [kind: NamedKind, name: string][] {
  const operation = operationOf(expression)
  if (!operation) return []
  const { name, args } = operation
  if ((name === 'chosen' || name === 'compared') && typeof args[0] === 'string')
    return [[name, args[0]], ...args.slice(1).flatMap(namesOf)]
  if ((name === 'taken' || name === 'differs') && typeof args[0] === 'string') return [[name, args[0]]]
  return args.flatMap(namesOf)
}

function strayName(
  { steps, comparisons }: ServiceDefinition,
  where: string,
  kind: NamedKind,
  name: string,
): CounterExample[] {
  const [stepName = '', outcome = ''] = name.split('.')
  const step = steps[stepName]
  const counts = step !== undefined && (step.kind === 'task' || step.kind === 'choose')
  const isKnown =
    kind === 'taken'
      ? counts && outcomesOf(step).includes(outcome)
      : kind === 'chosen'
        ? step?.kind === 'draw'
        : Object.hasOwn(comparisons ?? {}, name)
  return isKnown
    ? []
    : [
        textExample(
          `${where}：没有「${name}」这${kind === 'taken' ? '个办理结果' : kind === 'chosen' ? '次抽选' : '项比对'}`,
          '改成声明里有的名字',
        ),
      ]
}

/** Figures that a rule's sentences mention and do not give: the citizen would read `{limit}`. */
function unknownFigures(definition: ServiceDefinition): CounterExample[] {
  return definition.rules.flatMap((one) => {
    const mentioned = new Set(
      [one.say, one.passes, one.remedy].flatMap((text) => text.match(/(?<=\{)\w+(?=\})/g) ?? []),
    )
    return [...mentioned]
      .filter((name) => !Object.hasOwn(one.figures, name))
      .map((name) => textExample(`规则 ${one.code} 的话里有 {${name}}，没有给这个数`, `在 figures 里写明 ${name}`))
  })
}

const TRUTH: readonly ExpressionType[] = ['truth']
const PRINTABLE: readonly ExpressionType[] = ['number', 'text']
const NUMBER: readonly ExpressionType[] = ['number']
const TEXT: readonly ExpressionType[] = ['text']
const ANY: readonly ExpressionType[] = ['number', 'text', 'truth', 'list']
type Found = [where: string, Expression, wanted: readonly ExpressionType[], inList?: string]

function* expressionsOf(definition: ServiceDefinition): Generator<Found> {
  yield* conditionsOf(definition.form, '')
  yield* matchesOf(definition)
  for (const { when } of definition.limits.promisedWhen ?? []) yield ['limits.promisedWhen', when, TRUTH]
  for (const { when } of definition.across.extension?.forWhen ?? []) yield ['across.extension.forWhen', when, TRUTH]
  for (const { when } of definition.across.extension?.byWhen ?? []) yield ['across.extension.byWhen', when, TRUTH]
  const mayExtend = definition.across.extension?.when
  if (mayExtend !== undefined) yield ['across.extension.when', mayExtend, TRUTH]
  for (const one of definition.rules) {
    yield [`规则 ${one.code}`, one.when, TRUTH]
    for (const [name, figure] of Object.entries(one.figures)) yield [`规则 ${one.code} 的 {${name}}`, figure, PRINTABLE]
  }
  for (const [kind, spec] of Object.entries(definition.materials))
    if (spec.when !== undefined) yield [`材料 ${kind}`, spec.when, TRUTH]
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.when !== undefined) yield [`步骤 ${name}`, step.when, TRUTH]
    yield* expressionsAt(name, step)
    if (step.kind === 'all') {
      for (const [branch, spec] of Object.entries(step.branches))
        if (spec.when !== undefined) yield [`步骤 ${name} 的 ${branch}`, spec.when, TRUTH]
    }
  }
  for (const [name, entry] of Object.entries(definition.entries)) {
    for (const row of entry.content) yield [`证照 ${name} 的「${row.title}」`, row.value, PRINTABLE]
    for (const [key, { value }] of Object.entries(entry.data ?? {})) yield [`登记册 ${name} 的 ${key}`, value, ANY]
    for (const one of entry.unique ?? []) yield [`登记册 ${name} 的 unique`, one, PRINTABLE]
    if (entry.validUntil !== undefined) yield [`证照 ${name} 的 validUntil`, entry.validUntil, TEXT]
  }
}

/** Conditions of fields; in a list they read the element beside them. */
function* conditionsOf(fields: FormFields, prefix: string, inList?: string): Generator<Found> {
  for (const [name, field] of Object.entries(fields)) {
    const path = prefix + name
    if (field.when !== undefined)
      yield [`填写项 ${path} 的 when`, field.when, TRUTH, ...(inList ? [inList] : [])] as Found
    if (field.kind === 'group') yield* conditionsOf(field.fields, `${path}.`, inList)
    if (field.kind === 'list') yield* conditionsOf(field.fields, `${path}.`, path)
  }
}

/** What facts, comparisons and routing look things up by. */
function* matchesOf({ facts, comparisons = {} }: ServiceDefinition): Generator<Found> {
  for (const [name, fact] of Object.entries(facts))
    if (fact.kind === 'entries' && fact.when !== undefined) yield [`事实 ${name} 的 when`, fact.when, TRUTH]
  for (const [name, fact] of Object.entries(facts))
    if ('match' in fact) for (const value of Object.values(fact.match)) yield [`事实 ${name}`, value, PRINTABLE]
  for (const [name, { key, when }] of Object.entries(comparisons)) {
    yield [`比对 ${name} 的 key`, key, TEXT]
    if (when !== undefined) yield [`比对 ${name} 的 when`, when, TRUTH]
  }
}

/** What steps of the newer kinds say by expressions. */
function* expressionsAt(name: string, step: Step): Generator<Found> {
  const where = `步骤 ${name}`
  for (const one of step.withinWhen ?? []) yield [`${where} 的 withinWhen`, one.when, TRUTH]
  if (step.within?.unit === 'moment') yield [`${where} 的 within`, step.within.day, TEXT]
  for (const [outcome, { each, form }] of Object.entries(step.opens ?? {})) {
    const inList = each === undefined ? [] : [listPathOf(each, undefined) ?? '']
    if (each !== undefined) yield [`${where} 的 opens.${outcome}`, each, ['list']]
    for (const [path, one] of Object.entries(form))
      yield [`${where} 的 opens.${outcome}.${path}`, one, ANY, ...inList] as Found
  }
  for (const one of Object.values(step.guards ?? {}).flat()) {
    yield [`${where} 的 ${one.code}`, one.when, TRUTH]
    for (const figure of Object.values(one.figures)) yield [`${where} 的 ${one.code}`, figure, PRINTABLE]
  }
  switch (step.kind) {
    case 'choose':
      for (const one of step.cases) yield [`${where} 的 ${one.outcome}`, one.when, TRUTH]
      return
    case 'task':
      for (const [path, one] of Object.entries(step.given ?? {})) yield [`${where} 的 given.${path}`, one, ANY]
      return
    case 'route':
      if (step.to !== undefined) yield [`${where} 的 to`, step.to, TEXT]
      for (const [column, { of }] of Object.entries(step.columns)) yield [`${where} 的 ${column}`, of, TEXT]
      return
    case 'await':
      if (step.until !== undefined) yield [`${where} 的 until`, step.until, TRUTH]
      if (step.onDay !== undefined) yield [`${where} 的 onDay`, step.onDay, TEXT]
      return
    case 'pay':
      yield [`${where} 的 amount`, step.amount, NUMBER]
      for (const [part, one] of Object.entries(step.to)) yield [`${where} 的 to.${part}`, one, TEXT]
      return
    case 'issue':
      for (const { match } of step.changes ?? [])
        for (const value of Object.values(match)) yield [`${where} 的 changes`, value, PRINTABLE]
      return
    case 'draw':
      yield* amongOf(where, step)
      return
    case 'allocate':
      yield* placesOf(where, step)
  }
}

/** How a draw reads its list from a case. */
function* amongOf(where: string, { among }: DrawStep): Generator<Found> {
  if (!among) return
  yield [`${where} 的 project`, among.project, TEXT]
  yield [`${where} 的 winners`, among.winners, NUMBER]
  yield [`${where} 的 minimum`, among.minimum, NUMBER]
  if (!('list' in among)) return
  const inList = operationOf(among.list)?.args[0]
  yield [`${where} 的名单`, among.list, ['list']]
  for (const [part, expression, wanted] of [
    ['id', among.id, TEXT],
    ['when', among.when, TRUTH],
    ['tickets', among.tickets, NUMBER],
  ] as const)
    if (expression !== undefined) yield [`${where} 的 ${part}`, expression, wanted, String(inList)]
}

/** How an allocation reads a case: its home and classes, or the plan it leads. */
function* placesOf(where: string, { places, leads }: AllocateStep): Generator<Found> {
  if (places) yield [`${where} 的 home`, places.home, TEXT]
  for (const one of places?.classes ?? []) {
    yield [`${where} 的「${one.title}」`, one.when, TRUTH]
    yield [`${where} 的「${one.title}」的次序`, one.number, NUMBER]
    for (const place of one.at) yield [`${where} 的「${one.title}」在哪里`, place, TEXT]
  }
  if (leads) {
    yield [`${where} 的 plan`, leads.plan, TEXT]
    yield [`${where} 的 binding`, leads.binding, TRUTH]
  }
}

const OFFERED = ['school', 'seats', 'longitude', 'latitude', 'catchment.place']

function* pathsOf(definition: ServiceDefinition): Generator<[where: string, path: string]> {
  if (definition.place !== null) yield ['place', definition.place]
  for (const path of (definition.links ?? []).flatMap((link) => link.split('+'))) yield ['links', path]
  for (const [name, { fields }] of Object.entries(definition.comparisons ?? {}))
    for (const path of Object.keys(fields)) yield [`比对 ${name}`, path]
  yield ['summary', definition.summary]
  for (const [name, path] of Object.entries(definition.subject)) if (path !== undefined) yield [`subject.${name}`, path]
  for (const section of definition.sections) for (const path of section.fields) yield [`小节「${section.title}」`, path]
  for (const path of definition.guide.situations) yield ['guide.situations', path]
  for (const one of definition.rules) yield [`规则 ${one.code} 的 field`, one.field]
  for (const [name, fact] of Object.entries(definition.facts))
    if ('path' in fact && fact.path !== SELF) for (const path of fact.path.split('+')) yield [`事实 ${name}`, path]
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.kind === 'publicity') for (const path of step.shows) yield [`公示 ${name}`, path]
    if (step.kind === 'allocate') for (const path of placePaths(step)) yield [`步骤 ${name}`, path]
  }
}

const placePaths = ({ places, leads }: AllocateStep): readonly string[] => [
  ...(places ? [places.plan, ...places.wishes, places.twin.own, places.twin.names] : []),
  ...(leads ? OFFERED.map((path) => `${leads.offers}.${path}`) : []),
]
