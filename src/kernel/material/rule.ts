// The pre-check: a service's own rules over form, parameters and facts, with the form check and the materials, become
// one advice. A person decides later; the advice says what is wrong, by how much, and how to mend it.

import { fill } from '../fill.ts'
import type { FormContext } from '../form/check-form.ts'
import { checkForm } from '../form/check-form.ts'
import type { Fault } from '../refusal.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { type Data, evaluate, isTrue, type Surroundings } from '../service/evaluate.ts'
import type { Rule } from './declared-rule.ts'
import { type HandedMaterial, materialsMissing } from './material.ts'

/** The advice in order of gravity; the first group that has a finding gives the outcome. */
export type AdviceOutcome = 'invalid' | 'not-eligible' | 'supplement' | 'ready'

export interface Finding extends Fault {
  readonly group: Exclude<AdviceOutcome, 'ready'>
  readonly title: string
  readonly remedy: string
}

export interface Advice {
  readonly outcome: AdviceOutcome
  readonly findings: readonly Finding[]
}

/** What a definition's expressions look at for one application. */
export function surroundingsOf(definition: ServiceDefinition, form: Data, facts: Surroundings['facts']): Surroundings {
  const params: Record<string, Data> = {}
  for (const [name, { value }] of Object.entries(definition.values)) params[name] = value as Data
  return { form, params, facts }
}

/**
 * The advice on an application, complete or still being typed: every finding, and the outcome.
 * Facts that are not known yet make the rules that ask them silent.
 */
export function advise(
  definition: ServiceDefinition,
  application: { readonly form: Data; readonly materials: readonly HandedMaterial[] },
  facts: Surroundings['facts'],
  context: FormContext,
): Advice {
  const around = { ...surroundingsOf(definition, application.form, facts), today: context.on }
  const broken = definition.rules.filter((one) => isTrue(one.when, around))
  const findings: Finding[] = [
    ...checkForm(definition.form, application.form, context).map(
      (found): Finding => ({
        ...found,
        group: 'invalid',
        title: '填写',
        remedy: '请改正这一项',
      }),
    ),
    ...broken.filter(({ group }) => group === 'not-eligible').map((one) => findingOf(one, around)),
    ...materialsMissing(definition.materials, application.materials, around).map((kind) => missingOf(kind, definition)),
    ...broken.filter(({ group }) => group === 'supplement').map((one) => findingOf(one, around)),
  ]
  const outcome = (['invalid', 'not-eligible', 'supplement'] as const).find((group) =>
    findings.some((one) => one.group === group),
  )
  return { outcome: outcome ?? 'ready', findings }
}

/** A rule's figures as printable text, numbers without trailing noise. */
export function figuresOf(one: Rule, around: Surroundings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(one.figures).map(([name, expression]) => {
      const value = evaluate(expression, around)
      return [name, typeof value === 'number' ? String(Math.round(value * 100) / 100) : String(value ?? '—')]
    }),
  )
}

function missingOf(kind: string, definition: ServiceDefinition): Finding {
  const title = definition.materials[kind]?.title ?? kind
  return {
    path: `materials.${kind}`,
    code: 'MATERIAL_MISSING',
    message: `缺${title}`,
    group: 'supplement',
    title: '材料齐全',
    remedy: `请交${title}`,
  }
}

function findingOf(one: Rule, around: Surroundings): Finding {
  const figures = figuresOf(one, around)
  return {
    path: one.field,
    code: one.code,
    message: fill(one.say, figures),
    group: one.group,
    title: one.title,
    remedy: fill(one.remedy, figures),
  }
}

/** The distinct codes of an advice: form, then rules and materials in order of declaration. */
export function codesOf(advice: Advice): string[] {
  return [...new Set(advice.findings.map((one) => one.code))]
}
