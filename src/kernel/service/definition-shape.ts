// Whether a value from outside has the shape of a definition, as far as the proofs must be able to rely on it: a file
// given to `qinqing check`. What a well-shaped definition says is for the proofs to judge.

import { list, oneOf, type Shape, type ShapeFault, text, where } from '../shape.ts'
import type { ServiceDefinition } from './declaration.ts'
import { OUTCOMES } from './step.ts'

/** Every place where a value is not shaped like a definition; none means it can be read as one. */
export function definitionFaults(value: unknown): ShapeFault[] {
  return definition(value, '')
}

/** The value as a definition, when it has the shape of one. */
export function isDefinition(value: unknown): value is ServiceDefinition {
  return definitionFaults(value).length === 0
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const words = text('文字', /^[\s\S]*$/)
const texts = list(words)
const days = where('天数', (value) => Number.isInteger(value))
const hours = where('小时数', (value) => typeof value === 'number' && value > 0)
const anything: Shape = () => []

/** An object with at least these fields; a name ending in `?` may be absent. */
function having(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    if (!isObject(value)) return [{ code: 'FIELD_INVALID', path, expected: '对象' }]
    return Object.entries(fields).flatMap(([key, shape]): ShapeFault[] => {
      const name = key.replace(/\?$/, '')
      const at = path === '' ? name : `${path}.${name}`
      if (Object.hasOwn(value, name) && value[name] !== undefined) return shape(value[name], at)
      return key === name ? [{ code: 'FIELD_MISSING', path: at, expected: name }] : []
    })
  }
}

/** An object of any names whose values have one shape. */
function each(shape: Shape): Shape {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => shape(one, path === '' ? name : `${path}.${name}`))
      : [{ code: 'FIELD_INVALID', path, expected: '对象' }]
}

const orNull =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? [] : shape(value, path)

const span = having({ days, unit: oneOf('workingDays', 'naturalDays') })
const limit: Shape = (value, path) => {
  if (isObject(value) && value.unit === 'moment')
    return having({ day: anything, before: days, at: text('时刻', /^([01]\d|2[0-3]):[0-5]\d$/) })(value, path)
  return isObject(value) && 'hours' in value
    ? having({ hours, unit: oneOf('workingHours', 'naturalHours') })(value, path)
    : span(value, path)
}
const opens = each(having({ service: words, title: words, form: each(anything), 'from?': words }))
const field: Shape = (value, path) => [
  ...having({ kind: words, title: words })(value, path),
  ...(isObject(value) && (value.kind === 'group' || value.kind === 'list')
    ? having({ fields: each(field) })(value, path)
    : []),
]
const branch = having({ title: words, by: words, examines: texts })
const MORE: Partial<Record<string, Shape>> = {
  intake: having({ by: words, examines: texts }),
  review: having({ by: words, examines: texts, notSameAs: texts }),
  all: having({ branches: each(branch) }),
  publicity: having({ by: words, for: span, shows: texts }),
  decide: having({ by: words, examines: texts, notSameAs: texts }),
  issue: having({ entries: texts }),
  task: having({
    by: words,
    form: each(field),
    outcomes: each(words),
    examines: texts,
    notSameAs: texts,
    reasoned: texts,
    'tells?': texts,
    'fills?': each(texts),
    'given?': each(anything),
  }),
  choose: having({ cases: list(having({ when: anything, outcome: words })), otherwise: words }),
  route: having({ 'table?': words, columns: each(having({ of: anything, fits: oneOf('equal', 'contains') })) }),
  each: having({ by: words, examines: texts, within: limit, silence: oneOf('escalate', 'agree') }),
  compare: having({ comparisons: texts }),
  pay: having({
    by: words,
    releasedBy: words,
    amount: anything,
    to: having({ name: anything, account: anything, bank: anything }),
  }),
  draw: having({
    by: words,
    'among?': having({ project: anything, rule: words, winners: anything, minimum: anything }),
  }),
  allocate: having({ by: words }),
}
const step: Shape = (value, path) => [
  ...having({
    kind: oneOf(...Object.keys(OUTCOMES)),
    title: words,
    on: each(words),
    'within?': limit,
    'opens?': opens,
  })(value, path),
  ...(isObject(value) ? (MORE[String(value.kind)]?.(value, path) ?? []) : []),
]

const definition = having({
  slug: words,
  title: words,
  start: words,
  place: orNull(words),
  summary: words,
  'counted?': texts,
  subject: each(words),
  guide: having({ basis: list(anything), situations: texts }),
  form: each(field),
  sections: list(having({ title: words, fields: texts })),
  parameters: each(having({ type: oneOf('number', 'table'), title: words })),
  facts: each(
    having({
      kind: oneOf('casesSharing', 'cases', 'listed', 'entry', 'entries'),
      title: words,
      'path?': words,
      'match?': each(anything),
      'reads?': each(words),
      'columns?': each(having({ type: oneOf('number', 'text'), title: words })),
      'at?': texts,
    }),
  ),
  materials: each(having({ title: words })),
  rules: list(
    having({
      code: words,
      when: anything,
      field: words,
      say: words,
      passes: words,
      remedy: words,
      figures: each(anything),
    }),
  ),
  limits: having({ legal: orNull(span), promised: span, starts: words, stops: words, pausedAt: texts }),
  across: having({
    supplement: orNull(having({ ask: span, answer: span, lapsed: words })),
    withdrawal: having({ to: words }),
    termination: having({ by: words, to: words }),
    extension: orNull(having({ by: words, for: span })),
    suspension: orNull(having({ by: words, grounds: each(having({ title: words })) })),
    deferral: orNull(having({ materials: texts, within: span, broken: words })),
  }),
  steps: each(step),
  entries: each(having({ content: list(having({ title: words, value: anything })), valid: orNull(span) })),
  district: words,
  values: each(having({ value: anything })),
  version: words,
})
