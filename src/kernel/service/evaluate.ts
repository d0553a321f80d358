// Evaluates expressions. Total: any expression over any data gives a value or `undefined` (not known yet, e.g. a field
// still empty while the citizen types); it never throws. Same code in server, browser and verifier.

import { addDays, daysBetween, type PlainDate, parsePlainDate } from '../calendar/plain-date.ts'
import { ageOn } from '../party/resident-id.ts'
import type { Expression } from './expression.ts'
import { readFormula } from './formula.ts'

/** Plain data as a form, parameter or fact holds it. */
export type Data = undefined | null | boolean | number | string | readonly Data[] | { readonly [key: string]: Data }

/** Where the names of an expression look. */
export interface Surroundings {
  readonly form: Data
  readonly params: { readonly [name: string]: Data }
  readonly facts: { readonly [name: string]: Data }
  /** What the case itself has come to; absent before there is one. */
  readonly own?: {
    readonly filled: Data
    readonly taken: { readonly [outcome: string]: Data }
    readonly differs: { readonly [comparison: string]: Data }
    /** How many fields of a comparison came out in each way, and whom each draw found. */
    readonly compared: { readonly [comparison: string]: { readonly [match: string]: Data } }
    readonly chosen: { readonly [step: string]: readonly string[] }
    readonly assigned: string | null
  }
  readonly today?: PlainDate
}

/** The value at a dotted path (`planned.plotAreaM2`, `members.0.name`), or undefined. */
export function at(data: Data, path: Data): Data {
  if (typeof path !== 'string') return undefined
  let value: Data = data
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as { readonly [key: string]: Data })[key]
  }
  return value ?? undefined
}

/**
 * The value of an expression. Unknown operands make comparisons and sums unknown; `and`, `or` follow Kleene's
 * three-valued logic, so that a rule with one false half is decided before the other half is typed.
 * Cost: one visit per node and list element.
 */
export function evaluate(expression: Expression, around: Surroundings, item?: Data): Data {
  if (!Array.isArray(expression)) return typeof expression === 'object' ? undefined : expression
  const [operation, ...args] = expression as readonly Expression[]
  const value = (index: number) => evaluate(args[index] as Expression, around, item)
  switch (operation) {
    case 'field':
      return at(around.form, args[0])
    case 'item':
      return at(item, args[0])
    case 'param':
      return named(around.params, args[0])
    case 'fact':
      return named(around.facts, args[0]) ?? at(around.facts, args[0])
    case 'filled':
      return at(around.own?.filled, args[0])
    case 'taken':
      return around.own && (named(around.own.taken, args[0]) ?? 0)
    case 'differs':
      return around.own && named(around.own.differs, args[0])
    case 'compared': {
      const counts = around.own && named(around.own.compared, args[0])
      return counts === undefined ? undefined : (at(counts, args[1]) ?? 0)
    }
    case 'chosen': {
      const [found, place] = [around.own && named(around.own.chosen, args[0]), value(1)]
      return Array.isArray(found) && typeof place === 'number' ? found[place] : undefined
    }
    case 'assigned':
      return around.own?.assigned ?? undefined
    case 'today':
      return around.today
    case 'known':
      return isKnown(value(0))
    case 'formula':
    case 'condition':
      return written(operation === 'formula' ? 'number' : 'boolean', value(0), around)
    case 'not':
      return not(value(0))
    case 'and':
      return and(value(0), () => value(1))
    case 'or':
      return not(and(not(value(0)), () => not(value(1))))
    case 'eq':
      return known(value(0), value(1), (a, b) => a === b)
    case 'lt':
      return numbers(value(0), value(1), (a, b) => a < b)
    case 'lte':
      return numbers(value(0), value(1), (a, b) => a <= b)
    case 'plus':
      return numbers(value(0), value(1), (a, b) => a + b)
    case 'minus':
      return numbers(value(0), value(1), (a, b) => a - b)
    case 'times':
      return numbers(value(0), value(1), (a, b) => a * b)
    case 'over':
      return numbers(value(0), value(1), (a, b) => (b === 0 ? undefined : a / b))
    case 'floor':
      return numbers(value(0), 0, (a) => Math.floor(a))
    case 'least':
      return numbers(value(0), value(1), Math.min)
    case 'most':
      return numbers(value(0), value(1), Math.max)
    case 'contains':
      return texts(value(0), value(1), (a, b) => a.includes(b))
    case 'join':
      return texts(value(0), value(1), (a, b) => a + b)
    case 'before':
      return dates(value(0), value(1), (a, b) => a < b)
    case 'days':
      return dates(value(0), value(1), daysBetween)
    case 'years':
      return dates(value(0), value(1), ageOn)
    case 'later':
      return later(value(0), value(1))
    case 'born':
      return texts(value(0), '', (id) => parsePlainDate(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`))
    case 'if': {
      const condition = value(0)
      return typeof condition === 'boolean' ? value(condition ? 1 : 2) : undefined
    }
    case 'chain':
      return chain(value(0), value(1))
    case 'bracket':
      return bracket(value(0), value(1))
    default:
      return overList(operation as Data, value(0), item, (element, n) =>
        evaluate(args[n] as Expression, around, element),
      )
  }
}

function named(values: { readonly [name: string]: Data }, name: Data): Data {
  return typeof name === 'string' && Object.hasOwn(values, name) ? values[name] : undefined
}

/** One list after another. Unknown is no list; of two that are none, nothing is known. */
function chain(one: Data, other: Data): Data {
  const lists = [one, other].filter((part) => Array.isArray(part)) as (readonly Data[])[]
  return lists.length === 0 ? undefined : lists.flat()
}

/** Whether a condition holds for certain; unknown counts as not. */
export function isTrue(expression: Expression, around: Surroundings): boolean {
  return evaluate(expression, around) === true
}

/** `of` evaluates an argument for an element; `item` is the element at hand, of a list further out. */
function overList(operation: Data, elements: Data, item: Data, of: (element: Data, argument: number) => Data): Data {
  if (!Array.isArray(elements)) return undefined
  switch (operation) {
    case 'count':
      return elements.length
    case 'first':
      return elements.length > 0 ? of(elements[0], 1) : undefined
    case 'pick': {
      const found = elements.find((element: Data) => of(element, 1) === true)
      return found === undefined ? undefined : of(found, 2)
    }
    case 'lowest':
    case 'highest': {
      const values = elements.map((element: Data) => of(element, 1)).filter(isFiniteNumber)
      if (values.length === 0 || values.length < elements.length) return undefined
      return values.reduce((a, b) => (operation === 'lowest' ? Math.min(a, b) : Math.max(a, b)))
    }
    case 'rank': {
      const mine = of(item, 1)
      return elements.reduce<Data>(
        (place, one: Data) =>
          numbers(
            place,
            numbers(mine, of(one, 1), (a, b) => (a < b ? 1 : 0)),
            (a, b) => a + b,
          ),
        1,
      )
    }
    case 'some':
      return elements.reduce<Data>((found, element) => not(and(not(found), () => not(of(element, 1)))), false)
    case 'sum':
      return elements.reduce<Data>((total, element) => numbers(total, of(element, 1), (a, b) => a + b), 0)
    default:
      return undefined
  }
}

function not(value: Data): Data {
  return typeof value === 'boolean' ? !value : undefined
}

function and(left: Data, right: () => Data): Data {
  if (left === false) return false
  const other = right()
  if (other === false) return false
  return left === true && other === true ? true : undefined
}

function known(a: Data, b: Data, of: (a: Data, b: Data) => Data): Data {
  return a === undefined || a === null || b === undefined || b === null ? undefined : of(a, b)
}

/** Of two finite numbers; a result too large to be one is not known. */
function numbers(a: Data, b: Data, of: (a: number, b: number) => Data): Data {
  if (!isFiniteNumber(a) || !isFiniteNumber(b)) return undefined
  const result = of(a, b)
  return typeof result === 'number' && !Number.isFinite(result) ? undefined : result
}

const isFiniteNumber = (value: Data): value is number => typeof value === 'number' && Number.isFinite(value)

const isKnown = (value: Data): boolean => value !== undefined && value !== null

function texts(a: Data, b: Data, of: (a: string, b: string) => Data): Data {
  return typeof a === 'string' && typeof b === 'string' ? (of(a, b) ?? undefined) : undefined
}

function dates(a: Data, b: Data, of: (a: PlainDate, b: PlainDate) => Data): Data {
  const [from, to] = [parsePlainDate(a), parsePlainDate(b)]
  return from && to ? of(from, to) : undefined
}

function later(from: Data, days: Data): Data {
  const date = parsePlainDate(from)
  return date && isFiniteNumber(days) && Math.abs(days) < 36_500 ? addDays(date, Math.trunc(days)) : undefined
}

/** What a formula gives. A formula holds no formula, so that evaluation always ends. */
function written(type: 'number' | 'boolean', source: Data, around: Surroundings): Data {
  const read = typeof source === 'string' ? readFormula(source) : null
  const value = read && 'expression' in read ? evaluate(read.expression, around) : undefined
  return typeof value === type ? value : undefined
}

function bracket(rows: Data, position: Data): Data {
  if (!Array.isArray(rows) || typeof position !== 'number') return undefined
  let found: Data
  for (const row of rows) {
    if (Array.isArray(row) && typeof row[0] === 'number' && row[0] <= position) found = row[1]
  }
  return found
}
