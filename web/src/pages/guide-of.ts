// What a guide says, worked out from the declaration: which materials an answer leaves, which steps come, how long. Pure.

import { saySpan } from '#kernel/case/effects.ts'
import { type Field, fieldAt } from '#kernel/form/form.ts'
import { surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Data, evaluate } from '#kernel/service/evaluate.ts'
import { usualWay } from '#kernel/service/model.ts'
import { type Limit, rolesOf, type Step } from '#kernel/service/step.ts'
import { ROLES } from '#kernel/unit/role.ts'
import type { T } from '../words/words.ts'

/** A question whose answer shrinks the list of materials. */
export interface Situation {
  readonly path: string
  readonly title: string
  readonly options: readonly { readonly value: string; readonly title: string }[]
}

export function situationsOf(definition: ServiceDefinition, t: T): Situation[] {
  return definition.guide.situations.flatMap((path) => {
    const field = fieldAt(definition.form, path)
    return field
      ? [{ path, title: field.title, options: [...optionsOf(field, t), { value: 'unsure', title: t('guide.unsure') }] }]
      : []
  })
}

function optionsOf(field: Field, t: T): { value: string; title: string }[] {
  if (field.kind === 'choice') return Object.entries(field.options).map(([value, title]) => ({ value, title }))
  return [
    { value: 'yes', title: t('guide.have') },
    { value: 'no', title: t('guide.haveNot') },
  ]
}

export type Need = 'mine' | 'fetched' | 'maybe'

/** The materials that these answers leave, each with whether it is the applicant's to bring. */
export function materialsFor(
  definition: ServiceDefinition,
  answers: Readonly<Record<string, string>>,
  fetched: readonly string[],
): { kind: string; need: Need }[] {
  const around = surroundingsOf(definition, formOf(definition, answers), {})
  return Object.entries(definition.materials).flatMap(([kind, spec]) => {
    const asked = spec.when ? evaluate(spec.when, around) : true
    if (asked === false) return []
    const need: Need = asked !== true ? 'maybe' : fetched.includes(kind) ? 'fetched' : 'mine'
    return [{ kind, need }]
  })
}

/** The answers as a form that holds nothing else: what is unsure stays unknown. */
function formOf(definition: ServiceDefinition, answers: Readonly<Record<string, string>>): Data {
  const form: Record<string, Data> = {}
  for (const path of definition.guide.situations) {
    const value = valueSaid(fieldAt(definition.form, path), answers[path])
    if (value === undefined) continue
    const parts = path.split('.')
    const last = parts.pop() as string
    let place = form
    for (const part of parts) {
      place[part] ??= {}
      place = place[part] as Record<string, Data>
    }
    place[last] = value
  }
  return form
}

function valueSaid(field: Field | undefined, answer: string | undefined): Data {
  if (!field || answer === undefined || answer === 'unsure' || answer === '') return undefined
  if (field.kind === 'list') return answer === 'yes' ? [{}] : []
  return field.kind === 'boolean' ? answer === 'yes' : answer
}

export interface GuideStep {
  readonly title: string
  readonly who: string
  readonly time: string
  readonly notes: readonly string[]
}

/** The steps in the order a case takes them when all goes well. */
export function stepsOf(definition: ServiceDefinition, t: T): GuideStep[] {
  return usualWay(definition).flatMap((name) => {
    const step = definition.steps[name] as Step
    return step.kind === 'end' ? [] : [stepOf(definition, name, step, t)]
  })
}

function stepOf(definition: ServiceDefinition, name: string, step: Step, t: T): GuideStep {
  const roles = [...new Set(rolesOf(step))].map((role) => t.told(ROLES[role].title))
  const isPaused = definition.limits.pausedAt.includes(name)
  return {
    title: step.title,
    who: step.kind === 'await' && step.by === 'applicant' ? t('guide.byApplicant') : roles.join(t('list.comma')),
    time: timeOf(step, t),
    notes: [
      ...(step.kind === 'all'
        ? [
            t('guide.branches', {
              names: Object.values(step.branches)
                .map((branch) => branch.title)
                .join(t('list.comma')),
            }),
          ]
        : []),
      ...(step.when ? [t('guide.conditional')] : []),
      ...(isPaused ? [t('guide.paused', { n: definition.limits.promised.days })] : []),
    ],
  }
}

function timeOf(step: Step, t: T): string {
  if (step.kind === 'issue') return t('guide.atOnce')
  if (step.kind === 'publicity') return t('guide.publicity', { n: step.for.days })
  return step.within ? sayWithin(step.within, t) : ''
}

function sayWithin(limit: Limit, t: T): string {
  if ('hours' in limit || limit.unit === 'moment') return saySpan(limit)
  const { days, unit } = limit
  return unit === 'workingDays'
    ? t('guide.within.workingDays', { n: days })
    : t('guide.within.naturalDays', { n: days })
}
