// The proof about names and types: every expression reads names that exist with the types its operations want, every
// path names a field, every figure a sentence mentions is given, and every field is asked on some page.

import { fieldAt, typeOfField } from '../form/form.ts'
import type { ServiceDefinition } from './declaration.ts'
import { type Expression, type ExpressionType, type Scope, TYPE_WORDS, typeOfExpression } from './expression.ts'
import { type CounterExample, type Proof, proof, textExample } from './proof.ts'

/** Every expression reads names that exist, with the types its operations want; every path names a field. */
export function wellTyped(definition: ServiceDefinition): Proof {
  const scope: Scope = {
    field: (path) => typeOfField(fieldAt(definition.form, path)),
    item: (list, path) => {
      const field = fieldAt(definition.form, list)
      return field?.kind === 'list' ? typeOfField(fieldAt(field.fields, path)) : undefined
    },
    param: (name) => (Object.hasOwn(definition.parameters, name) ? definition.parameters[name]?.type : undefined),
    fact: (name) => (Object.hasOwn(definition.facts, name) ? 'number' : undefined),
  }
  const found = [...expressionsOf(definition)]
  const bad: CounterExample[] = []
  for (const [where, expression, wanted] of found) {
    const type = typeOfExpression(expression, scope)
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
  if (definition.form[definition.place]?.kind !== 'village')
    bad.push(
      textExample(`place 是「${definition.place}」，不是填写的村，件不知道归谁办`, '改成一个 village(…) 填写项的名字'),
    )
  bad.push(...unknownFigures(definition))
  const covered = new Set(definition.sections.flatMap((section) => section.fields))
  for (const name of Object.keys(definition.form)) {
    if (!covered.has(name))
      bad.push(textExample(`填写项「${name}」不在任何一节里，没有人会被问到`, `把 '${name}' 写进某一节的 fields`))
  }
  return proof('wellTyped', `${found.length} 个表达式、${paths.length} 处路径都有出处`, bad)
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

function* expressionsOf(
  definition: ServiceDefinition,
): Generator<[where: string, Expression, wanted: readonly ExpressionType[]]> {
  for (const one of definition.rules) {
    yield [`规则 ${one.code}`, one.when, TRUTH]
    for (const [name, figure] of Object.entries(one.figures)) yield [`规则 ${one.code} 的 {${name}}`, figure, PRINTABLE]
  }
  for (const [kind, spec] of Object.entries(definition.materials))
    if (spec.when !== undefined) yield [`材料 ${kind}`, spec.when, TRUTH]
  for (const [name, step] of Object.entries(definition.steps)) {
    if (step.when !== undefined) yield [`步骤 ${name}`, step.when, TRUTH]
    if (step.kind === 'all') {
      for (const [branch, spec] of Object.entries(step.branches))
        if (spec.when !== undefined) yield [`步骤 ${name} 的 ${branch}`, spec.when, TRUTH]
    }
  }
  for (const [name, entry] of Object.entries(definition.entries)) {
    for (const row of entry.content) yield [`证照 ${name} 的「${row.title}」`, row.value, PRINTABLE]
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
