// What must hold of a graph before anything is filed by it: it never runs in a circle, every name exists, every paper is
// needed and every need can be met, each expression is of its type, every limit has a value with a source. Findings are
// sentences with a cure, like those of services; `qinqing check` prints both.

import { checkForm } from '../form/check-form.ts'
import { fieldAt, typeOfField } from '../form/form.ts'
import type { ServiceDeclaration } from '../service/declaration.ts'
import {
  type Expression,
  type ExpressionType,
  type Scope,
  TYPE_WORDS,
  typeOfExpression,
} from '../service/expression.ts'
import { ancestorsOf, type Graph, namesOf } from './graph.ts'

export interface GraphFault {
  readonly headline: string
  readonly cure: string
}

/** Everything wrong with a graph beside the services it joins; none means it may be used. */
export function graphFaults(graph: Graph, services: readonly ServiceDeclaration[]): readonly GraphFault[] {
  return [...names(graph), ...circles(graph), ...filings(graph, services), ...types(graph), ...values(graph)]
}

const fault = (headline: string, cure: string): GraphFault => ({ headline, cure })

function* names({ papers, nodes, phases, root, trigger, milestones, checks }: Graph): Generator<GraphFault> {
  const needed = new Set<string>()
  for (const [code, { needs, by, phase }] of Object.entries(nodes)) {
    if (!Object.hasOwn(phases, phase)) yield fault(`${code} 的阶段「${phase}」不存在`, '改成 phases 里有的')
    for (const name of [...needs.flatMap(namesOf), ...('papers' in by ? by.papers : [])]) {
      needed.add(name)
      if (!Object.hasOwn(papers, name) && !Object.hasOwn(nodes, name))
        yield fault(`${code} 要的「${name}」没有声明`, '改成 papers 或 nodes 里有的名字')
    }
  }
  for (const [name, { basedOn, points }] of Object.entries(papers)) {
    if (!needed.has(name)) yield fault(`材料「${name}」没有一个事项要`, '写进某个事项的 needs，或删去')
    if (Object.keys(points).length === 0) yield fault(`材料「${name}」没有预审要点，管家不知道看什么`, '写明 points')
    for (const of of basedOn)
      if (!Object.hasOwn(papers, of)) yield fault(`材料「${name}」依据的「${of}」没有声明`, '改成 papers 里有的名字')
  }
  for (const name of [root, trigger, ...milestones.map(({ to }) => to)])
    if (!Object.hasOwn(nodes, name)) yield fault(`没有「${name}」这个事项`, '改成 nodes 里有的')
  for (const [name, { sides }] of Object.entries(checks)) {
    if (sides.length < 2) yield fault(`一致性「${name}」只有一边`, '写明两份文件各自的值')
    for (const { document } of sides)
      if (!Object.hasOwn(papers, document) && !Object.hasOwn(nodes, document))
        yield fault(`一致性「${name}」的文件「${document}」没有声明`, '改成材料或事项')
  }
}

function* circles({ nodes }: Graph): Generator<GraphFault> {
  const before = new Map(
    Object.entries(nodes).map(([code, { needs }]) => [
      code,
      needs.flatMap(namesOf).filter((name) => Object.hasOwn(nodes, name)),
    ]),
  )
  for (const code of before.keys())
    if (ancestorsOf(before, code).has(code))
      yield fault(
        `${code} 要等自己：${code} ← ${[...(before.get(code) ?? [])].join('、')} ← … ← ${code}`,
        '去掉圈里的一个 needs',
      )
}

/** A filing must reach a service that issues the entry, and fill in what its form asks. */
function* filings({ nodes, root }: Graph, services: readonly ServiceDeclaration[]): Generator<GraphFault> {
  for (const [code, { by }] of Object.entries(nodes)) {
    if ('papers' in by) continue
    const service = services.find(({ slug }) => slug === by.service)
    if (!service) {
      yield fault(`${code} 的服务「${by.service}」不存在`, '改成 services 里有的 slug')
      continue
    }
    if (!Object.hasOwn(service.entries, by.entry))
      yield fault(`${code}：服务「${by.service}」不发「${by.entry}」`, '改成它 entries 里有的')
    if (code === root) {
      // The code names the acts of the cabinet in the log and stands in addresses.
      const number = service.entries[by.entry]?.number ?? ''
      if (!/^[0-9A-Za-z{][0-9A-Za-z._{}-]*$/.test(number))
        yield fault(`${code} 的编号「${number}」不能当项目代码`, '只用拉丁字母、数字和 . _ -')
      continue
    }
    for (const path of Object.keys(by.fills))
      if (!fieldAt(service.form, path))
        yield fault(`${code} 填的「${path}」不在「${by.service}」的表里`, '改成表里有的路径')
    const missing = checkForm(service.form, {}, { on: '2026-01-01' as never, isVillage: () => true })
      .filter(({ code: problem, path }) => problem === 'FIELD_MISSING' && !Object.hasOwn(by.fills, path))
      .map(({ path }) => path)
    if (missing.length > 0)
      yield fault(`${code} 自动申报时没有人填：${missing.join('、')}`, '在 fills 里写明从哪里来，或改成 optional')
  }
}

function* types(graph: Graph): Generator<GraphFault> {
  const scope: Scope = {
    field: () => undefined,
    item: () => undefined,
    param: (name) => graph.parameters[name]?.type,
    fact: (path) => typeOfFact(graph, path),
  }
  for (const [where, expression, wanted] of expressions(graph)) {
    const type = typeOfExpression(expression, scope)
    if ('problem' in type) yield fault(`${where}：${type.problem}`, '改写这个表达式，只用声明里有的名字')
    else if (!wanted.includes(type.type))
      yield fault(
        `${where}：要${wanted.map((one) => TYPE_WORDS[one]).join('或')}，得到${TYPE_WORDS[type.type]}`,
        '改写这个表达式',
      )
  }
}

function typeOfFact({ papers, nodes }: Graph, path: string): ExpressionType | undefined {
  const [name = '', ...rest] = path.split('.')
  const read = rest.join('.')
  if (read === 'usable') return 'truth'
  const paper = Object.hasOwn(papers, name) ? papers[name] : undefined
  if (paper) {
    if (read === 'version') return 'number'
    if (['sealedOn', 'sealUntil', 'handedOn'].includes(read)) return 'text'
    return typeOfField(fieldAt(paper.fields, read))
  }
  const node = Object.hasOwn(nodes, name) ? nodes[name] : undefined
  if (['number', 'issuedOn', 'filedOn'].includes(read)) return node && 'text'
  return node && typeOfField(fieldAt(node.gives, read))
}

const TRUTH: readonly ExpressionType[] = ['truth']
const ONE: readonly ExpressionType[] = ['number', 'text']
const VALUE: readonly ExpressionType[] = ['number', 'text', 'truth']

function* expressions({ nodes, checks, ready }: Graph): Generator<[string, Expression, readonly ExpressionType[]]> {
  for (const [code, { when, by }] of Object.entries(nodes)) {
    if (when !== undefined) yield [`${code} 的 when`, when, TRUTH]
    yield [`${code} 的就绪`, ready[code] ?? true, TRUTH]
    if ('fills' in by) for (const [path, one] of Object.entries(by.fills)) yield [`${code} 的「${path}」`, one, VALUE]
  }
  for (const [name, { sides, broken }] of Object.entries(checks)) {
    yield [`一致性「${name}」`, broken, TRUTH]
    for (const { value, title } of sides) yield [`一致性「${name}」的${title}`, value, ONE]
  }
}

/** The district's own values, each with where it comes from. */
function* values({ nodes, parameters, values: given, reviewDays, objectDays }: Graph): Generator<GraphFault> {
  for (const name of Object.keys(parameters)) {
    const one = Object.hasOwn(given, name) ? given[name] : undefined
    if (!one) yield fault(`参数「${name}」没有值`, '在区的 overlay 里写明值和出处')
    else if (one.source.trim() === '') yield fault(`参数「${name}」没有出处`, '写明出自哪份文件')
  }
  for (const name of [reviewDays, objectDays, ...Object.values(nodes).map(({ days }) => days)])
    if (parameters[name]?.type !== 'number') yield fault(`时限「${name}」不是声明了的数`, '在 parameters 里声明')
}
