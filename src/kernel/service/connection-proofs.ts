// Proofs about what a service takes from elsewhere and what it hands out: registers and cases that its facts name exist and
// say what is read of them, whatever waits is woken, and money goes out only on a decision and by a computed amount.

import { type Field, fieldAt, leavesOf } from '../form/form.ts'
import {
  type EntrySpec,
  type Fact,
  type ListedFact,
  SELF,
  type ServiceDeclaration,
  type ServiceDefinition,
} from './declaration.ts'
import { type Explored, storyWhere } from './explore.ts'
import { type Expression, operationOf } from './expression.ts'
import { type CounterExample, type Proof, proof, textExample, titleOf } from './proof.ts'
import type { Opens, RouteStep } from './step.ts'
import { isPersonal } from './text-proofs.ts'

type Services = readonly ServiceDeclaration[]

/** Every register, service and comparison named is there, with the values that are read; whatever waits is woken. */
export function connected(definition: ServiceDefinition, others: Services): Proof {
  const all = [definition, ...others.filter(({ slug }) => slug !== definition.slug)]
  const bad: CounterExample[] = []
  for (const [name, fact] of Object.entries(definition.facts)) bad.push(...factFaults(definition, all, name, fact))
  for (const [path, field] of fieldsOfAll(definition)) {
    if (field.kind === 'entry' && !registerOf(all, field.register ?? ''))
      bad.push(
        textExample(`填写项 ${path} 要从「${field.register}」里选，没有这种登记册`, '改成某个声明 entries 里的名字'),
      )
  }
  let waits = 0
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.kind === 'route') bad.push(...tableFaults(definition, name, step))
    for (const [outcome, one] of Object.entries(step.opens ?? {}))
      bad.push(...opensFaults(definition, all, `${titleOf(definition, name)}的「${outcome}」`, one))
    if (step.kind === 'compare')
      for (const one of step.comparisons.filter((wanted) => !definition.comparisons?.[wanted]))
        bad.push(
          textExample(`${titleOf(definition, name)}要比对「${one}」，没有写比什么`, `在 comparisons 里写明 ${one}`),
        )
    if (step.kind === 'publicity' && step.entry !== undefined && !Object.hasOwn(definition.entries, step.entry))
      bad.push(
        textExample(`${titleOf(definition, name)}要公示「${step.entry}」，没有这种证照`, '改成 entries 里的名字'),
      )
    if (step.kind === 'issue')
      for (const { register, match } of step.changes ?? [])
        bad.push(...matchFaults(all, `${titleOf(definition, name)}的 changes`, register, Object.keys(match)))
    if (step.kind === 'await' && step.until !== undefined) {
      waits += 1
      const isTied = Object.values(definition.facts).some((fact) => 'path' in fact && fact.path === SELF)
      if ((definition.links ?? []).length === 0 && !isTied && step.onDay === undefined)
        bad.push(
          textExample(
            `${titleOf(definition, name)}等别处的结果，却没有写凭什么值连着，没有谁会叫醒它`,
            '在 links 里写明与别的件共有的填写项，或写 onDay',
          ),
        )
    }
    if (step.kind === 'task') {
      for (const path of Object.values(step.assigns ?? {}).filter((one) => !fieldAt(step.form, one)))
        bad.push(
          textExample(`${titleOf(definition, name)}的 assigns 指向「${path}」，表里没有`, '改成这一步 form 里的名字'),
        )
      const named = [...Object.values(step.fills ?? {}).flat(), ...Object.keys(step.given ?? {}), ...(step.tells ?? [])]
      for (const path of named.filter((one) => !fieldAt(step.form, one)))
        bad.push(textExample(`${titleOf(definition, name)}要填「${path}」，表里没有`, '改成这一步 form 里的名字'))
      if (step.lapses !== undefined && !Object.hasOwn(step.outcomes, step.lapses))
        bad.push(
          textExample(`${titleOf(definition, name)}的 lapses「${step.lapses}」不是它的结果`, '改成 outcomes 里的名字'),
        )
    }
  }
  const facts = Object.keys(definition.facts).length
  return proof('connected', `${facts} 个事实、${waits} 处等待都有来处`, bad)
}

function* fieldsOfAll(definition: ServiceDefinition): Generator<[string, Field]> {
  yield* leavesOf(definition.form)
  for (const [name, step] of Object.entries(definition.steps))
    if (step.kind === 'task') yield* leavesOf(step.form, `${name}.`)
}

const registerOf = (all: Services, name: string): EntrySpec | undefined =>
  all.find(({ entries }) => Object.hasOwn(entries, name))?.entries[name]

function factFaults(definition: ServiceDefinition, all: Services, name: string, fact: Fact): CounterExample[] {
  const where = `事实「${fact.title}」（${name}）`
  switch (fact.kind) {
    case 'casesSharing':
      return []
    case 'cases': {
      const other = all.find(({ slug }) => slug === fact.service)
      if (!other) return [textExample(`${where}数「${fact.service}」的件，没有这个事项`, '改成一个事项的 slug')]
      const at = (fact.at ?? []).filter((step) => !Object.hasOwn(other.steps, step))
      return [
        ...at.map((step) =>
          textExample(`${where}数停在「${step}」的件，那边没有这一步`, `改成 ${fact.service} 的步骤`),
        ),
        ...(fact.path === SELF || definition.links?.includes(fact.path)
          ? []
          : [textExample(`${where}凭 ${fact.path} 相连，它不在 links 里`, `在 links 里加上 '${fact.path}'`)]),
        ...((other.links ?? []).length > 0
          ? []
          : [
              textExample(
                `${where}：「${other.title}」没有写 links，凭什么值也连不上`,
                `在 ${fact.service} 的 links 里写明`,
              ),
            ]),
      ]
    }
    case 'listed':
      return listedFaults(definition, all, where, fact)
    case 'entry': {
      const data = registerOf(all, fact.register)?.data ?? {}
      const unread = Object.keys(fact.reads).filter((key) => key !== 'number' && !data[key])
      const hidden = Object.keys(fact.reads).filter((key) => data[key]?.personal)
      return [
        ...matchFaults(all, where, fact.register, Object.keys(fact.match)),
        ...unread.map((key) =>
          textExample(`${where}要读 ${key}，登记册没有`, `在那边的 entries.${fact.register}.data 里写明`),
        ),
        ...hidden.map((key) => textExample(`${where}要读 ${key}，那是封住的个人信息`, '个人信息只能拿来比对')),
      ]
    }
    case 'entries': {
      const spec = registerOf(all, fact.register)
      const wanted = [...(fact.sum === undefined ? [] : [fact.sum]), ...Object.keys(fact.columns ?? {})]
      const unread = wanted.filter((key) => key !== 'number' && !spec?.data?.[key])
      const hidden = Object.keys(fact.columns ?? {}).filter((key) => spec?.data?.[key]?.personal)
      return [
        ...matchFaults(all, where, fact.register, Object.keys(fact.match)),
        ...unread.map((key) => textExample(`${where}要用 ${key}，登记册没有`, '在那边的 data 里写明')),
        ...hidden.map((key) => textExample(`${where}要列出 ${key}，那是封住的个人信息`, '个人信息只能拿来比对')),
      ]
    }
  }
}

function matchFaults(all: Services, where: string, register: string, names: readonly string[]): CounterExample[] {
  const spec = registerOf(all, register)
  if (!spec) return [textExample(`${where}查「${register}」，没有这种登记册`, '改成某个声明 entries 里的名字')]
  return names
    .filter((name) => name !== 'number' && !spec.data?.[name])
    .map((name) => textExample(`${where}凭 ${name} 查「${spec.title}」，登记册没有这一项`, '在那边的 data 里写明'))
}

/** A list of other cases reads what is there, and nothing personal: whoever sees this case need not see those. */
function listedFaults(
  definition: ServiceDefinition,
  all: Services,
  where: string,
  { service, at, reads }: ListedFact,
): CounterExample[] {
  const other = all.find(({ slug }) => slug === service)
  if (!other) return [textExample(`${where}列「${service}」的件，没有这个事项`, '改成一个事项的 slug')]
  return [
    ...at
      .filter((step) => !Object.hasOwn(other.steps, step))
      .map((step) => textExample(`${where}列停在「${step}」的件，那边没有这一步`, `改成 ${service} 的步骤`)),
    ...Object.values(reads).flatMap((path) => {
      const field = fieldAt(other.form, path)
      if (!field) return [textExample(`${where}要读 ${path}，「${other.title}」没有这一项`, `改成 ${service} 的填写项`)]
      return isPersonal(field)
        ? [textExample(`${where}要读个人信息（${path}）`, `从 reads 里去掉 ${path}：${definition.title}用不着它`)]
        : []
    }),
  ]
}

/** What a case opens is a case of an office, filled in by fields it has; what it must be told is told. */
function opensFaults(
  definition: ServiceDefinition,
  all: Services,
  where: string,
  { service, form, from }: Opens,
): CounterExample[] {
  const other = all.find(({ slug }) => slug === service)
  if (!other) return [textExample(`${where}另开「${service}」的件，没有这个事项`, '改成一个事项的 slug')]
  if (other.applicant !== 'office')
    return [textExample(`${where}另开「${other.title}」，那是申请人自己申请的`, `只能开 applicant: 'office' 的事项`)]
  const paths = [...Object.keys(form), ...(from === undefined ? [] : [from])].map((path) => path.replace(/\.\d+/g, ''))
  const unknown = paths.filter((path) => !fieldAt(other.form, path))
  const needed = Object.keys(other.form).filter((name) => {
    const field = other.form[name]
    return field?.when === undefined && !field?.optional && !(field?.kind === 'list' && field.min === 0)
  })
  const untold = needed.filter((name) => !paths.some((path) => path === name || path.startsWith(`${name}.`)))
  const personal = fieldsRead(Object.values(form)).filter((path) => {
    const field = fieldAt(definition.form, path)
    return field !== undefined && isPersonal(field)
  })
  return [
    ...unknown.map((path) =>
      textExample(`${where}要填「${path}」，「${other.title}」没有这一项`, '改成那边 form 里的路径'),
    ),
    ...untold.map((name) =>
      textExample(`${where}没有填「${name}」，「${other.title}」必须填`, `在 opens 的 form 里写明 ${name}`),
    ),
    ...personal.map((path) => textExample(`${where}把个人信息（${path}）抄到另一件`, '那一件用不着；要看，回这一件看')),
  ]
}

/** Form paths that expressions read. */
function fieldsRead(expressions: readonly Expression[]): string[] {
  return expressions.flatMap((expression) => {
    const operation = operationOf(expression)
    if (!operation) return []
    const { name, args } = operation
    return name === 'field' && typeof args[0] === 'string' ? [args[0]] : fieldsRead(args)
  })
}

function tableFaults(definition: ServiceDefinition, name: string, { table, to }: RouteStep): CounterExample[] {
  if (to !== undefined) return []
  if (table === undefined)
    return [textExample(`${titleOf(definition, name)}没有写凭什么分派`, '写 table（一张表）或 to（一个单位）')]
  const fact = definition.facts[table]
  const reads = fact?.kind === 'entry' && fact.reads.rows === 'list'
  return reads
    ? []
    : [
        textExample(
          `${titleOf(definition, name)}的表「${table}」读不到 rows`,
          `在 facts 里写 ${table}: entryWhere(…, { rows: 'list' })`,
        ),
      ]
}

/** No way to a payment without an approval, and no payment of a sum that somebody typed. */
export function moneyGuarded(definition: ServiceDefinition, explored: Explored): Proof {
  const bad: CounterExample[] = []
  const pays = Object.entries(definition.steps).filter(([, step]) => step.kind === 'pay')
  for (const [name, step] of pays) {
    if (step.kind !== 'pay') continue
    const story = storyWhere(definition, explored, {
      begin: false as boolean,
      follow: (approved, from, move) =>
        approved || (definition.steps[from.at]?.kind === 'decide' && move.outcome === 'approved'),
      done: ({ at }, approved) => at === name && !approved,
    })
    if (story) {
      const cure = '让每条到付款的路都先经过一个 decide'
      bad.push({ headline: `没有人批准，就到了${titleOf(definition, name)}`, story, cure })
    }
    const typed = typedSums(step.amount).find((path) => fieldAt(definition.form, path)?.kind === 'money')
    if (typed !== undefined)
      bad.push(
        textExample(
          `${titleOf(definition, name)}付的是申请人自己填的数（${typed}）`,
          '由政策条目、参数和填写的情况算出来',
        ),
      )
  }
  return proof('moneyGuarded', pays.length === 0 ? '没有付款的步骤' : `${pays.length} 处付款都先批准、由系统算出`, bad)
}

/** Form paths whose own figure an expression passes on. */
function typedSums(expression: Expression): string[] {
  const operation = operationOf(expression)
  if (!operation) return []
  const { name, args } = operation
  if (name === 'field' && typeof args[0] === 'string') return [args[0]]
  if (name === 'if') return args.slice(1).flatMap(typedSums)
  return ['plus', 'times', 'most'].includes(name) ? args.flatMap(typedSums) : []
}
