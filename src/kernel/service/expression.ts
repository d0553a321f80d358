// The expression language of declarations: conditions, eligibility, figures. It is data (JSON), total (always ends,
// never throws) and side-effect free; this file holds its shape, its typed builders and its type rules.
// Evaluated by evaluate.ts, identically in server and browser.

/** An expression as stored: a literal, or an operation `[name, ...arguments]`. */
export type Expression = number | string | boolean | readonly [operation: Operation, ...args: Expression[]]

export type ExpressionType = 'number' | 'text' | 'truth' | 'list' | 'table'

/** The types in words, for sentences. */
export const TYPE_WORDS: Readonly<Record<ExpressionType, string>> = {
  number: '数',
  text: '文字',
  truth: '是或否',
  list: '一列',
  table: '一张表',
}

/**
 * Argument and result types of every operation; `field`, `item`, `param`, `fact`, `filled` take their type from what they
 * name. Dates are texts `2024-09-02`; `formula` and `condition` evaluate what an officer wrote into a formula field.
 */
export const OPERATIONS = {
  field: { args: ['text'], result: 'named' },
  item: { args: ['text'], result: 'named' },
  param: { args: ['text'], result: 'named' },
  fact: { args: ['text'], result: 'named' },
  filled: { args: ['text'], result: 'named' },
  taken: { args: ['text'], result: 'number' },
  differs: { args: ['text'], result: 'number' },
  compared: { args: ['text', 'text'], result: 'number' },
  chosen: { args: ['text', 'number'], result: 'text' },
  assigned: { args: [], result: 'text' },
  today: { args: [], result: 'text' },
  known: { args: ['any'], result: 'truth' },
  and: { args: ['truth', 'truth'], result: 'truth' },
  or: { args: ['truth', 'truth'], result: 'truth' },
  not: { args: ['truth'], result: 'truth' },
  eq: { args: ['same', 'same'], result: 'truth' },
  lt: { args: ['number', 'number'], result: 'truth' },
  lte: { args: ['number', 'number'], result: 'truth' },
  plus: { args: ['number', 'number'], result: 'number' },
  minus: { args: ['number', 'number'], result: 'number' },
  times: { args: ['number', 'number'], result: 'number' },
  over: { args: ['number', 'number'], result: 'number' },
  floor: { args: ['number'], result: 'number' },
  least: { args: ['number', 'number'], result: 'number' },
  most: { args: ['number', 'number'], result: 'number' },
  contains: { args: ['text', 'text'], result: 'truth' },
  before: { args: ['text', 'text'], result: 'truth' },
  days: { args: ['text', 'text'], result: 'number' },
  years: { args: ['text', 'text'], result: 'number' },
  born: { args: ['text'], result: 'text' },
  later: { args: ['text', 'number'], result: 'text' },
  join: { args: ['text', 'text'], result: 'text' },
  formula: { args: ['text'], result: 'number' },
  condition: { args: ['text'], result: 'truth' },
  if: { args: ['truth', 'same', 'same'], result: 'same' },
  count: { args: ['list'], result: 'number' },
  some: { args: ['list', 'truth'], result: 'truth' },
  sum: { args: ['list', 'number'], result: 'number' },
  first: { args: ['list', 'same'], result: 'same' },
  pick: { args: ['list', 'truth', 'same'], result: 'same' },
  lowest: { args: ['list', 'number'], result: 'number' },
  highest: { args: ['list', 'number'], result: 'number' },
  rank: { args: ['list', 'number'], result: 'number' },
  chain: { args: ['list', 'list'], result: 'list' },
  bracket: { args: ['table', 'number'], result: 'number' },
} as const satisfies Record<string, { args: readonly string[]; result: string }>

export type Operation = keyof typeof OPERATIONS

/** A value that stands for an expression while a declaration is being written; it turns into its JSON by itself. */
interface Built {
  readonly expression: Expression
  toJSON(): Expression
}

export interface Truth extends Built {
  and(other: Truth): Truth
  or(other: Truth): Truth
  not(): Truth
}

export interface Num extends Built {
  plus(other: Num | number): Num
  minus(other: Num | number): Num
  times(other: Num | number): Num
  /** Divided by; not known when that is 0. */
  over(other: Num | number): Num
  floor(): Num
  /** Not more than. */
  upTo(other: Num | number): Num
  /** Not less than. */
  atLeast(other: Num | number): Num
  known(): Truth
  lt(other: Num | number): Truth
  lte(other: Num | number): Truth
  gt(other: Num | number): Truth
  gte(other: Num | number): Truth
  is(other: Num | number): Truth
}

export interface Text<Value extends string = string> extends Built {
  is(other: Value | Text): Truth
  isNot(other: Value | Text): Truth
  oneOf(...others: readonly Value[]): Truth
  contains(other: string | Text): Truth
  known(): Truth
  followedBy(other: string | Text): Text
  /** Of dates: earlier than. */
  before(other: string | Text): Truth
  /** Of dates: calendar days from this one to another, negative when that is earlier. */
  daysTo(other: string | Text): Num
  /** Of dates: full years from this one to another. */
  yearsTo(other: string | Text): Num
  /** Of dates: so many days later. */
  later(days: Num | number): Text
  /** Of identity numbers: the date of birth they carry. */
  born(): Text
  /** Of formula fields: what the formula gives. */
  amount(): Num
  holds(): Truth
}

export interface List<Item> extends Built {
  /** What one element looks like. */
  readonly item: Item
  /** This list and then another; of one that is not known, the other alone. */
  followedBy(other: Built): List<Item>
  count(): Num
  some(test: (item: Item) => Truth): Truth
  every(test: (item: Item) => Truth): Truth
  sum(of: (item: Item) => Num): Num
  /** The value of the first element; unknown when the list is empty. */
  first<Of extends Truth | Num | Text>(of: (item: Item) => Of): Of
  /** The value of the first element for which the test holds; unknown when there is none. */
  pick<Of extends Truth | Num | Text>(test: (item: Item) => Truth, of: (item: Item) => Of): Of
  /** The least and the greatest of a number of the elements; unknown when the list is empty. */
  lowest(of: (item: Item) => Num): Num
  highest(of: (item: Item) => Num): Num
  /** Inside a test over the same list: the place of the element at hand, 1 for the greatest; equals share a place. */
  rank(of: (item: Item) => Num): Num
}

/** A step function `[[from, value], …]` with ascending `from`; a district's parameter. */
export interface Table extends Built {
  /** The value of the last row whose `from` is at most `at`; unknown below the first row. */
  at(at: Num): Num
}

const raw = (value: Built | number | string | boolean): Expression =>
  typeof value === 'object' ? value.expression : value

const built = (expression: Expression): Built => ({ expression, toJSON: () => expression })

export function truth(expression: Expression): Truth {
  return {
    ...built(expression),
    and: (other) => truth(['and', expression, raw(other)]),
    or: (other) => truth(['or', expression, raw(other)]),
    not: () => truth(['not', expression]),
  }
}

export function num(expression: Expression): Num {
  return {
    ...built(expression),
    plus: (other) => num(['plus', expression, raw(other)]),
    minus: (other) => num(['minus', expression, raw(other)]),
    times: (other) => num(['times', expression, raw(other)]),
    over: (other) => num(['over', expression, raw(other)]),
    floor: () => num(['floor', expression]),
    upTo: (other) => num(['least', expression, raw(other)]),
    atLeast: (other) => num(['most', expression, raw(other)]),
    known: () => truth(['known', expression]),
    lt: (other) => truth(['lt', expression, raw(other)]),
    lte: (other) => truth(['lte', expression, raw(other)]),
    gt: (other) => truth(['lt', raw(other), expression]),
    gte: (other) => truth(['lte', raw(other), expression]),
    is: (other) => truth(['eq', expression, raw(other)]),
  }
}

export function text<Value extends string = string>(expression: Expression): Text<Value> {
  return {
    ...built(expression),
    is: (other) => truth(['eq', expression, raw(other)]),
    isNot: (other) => truth(['not', ['eq', expression, raw(other)]]),
    oneOf: (...others) =>
      truth(
        others.map((one): Expression => ['eq', expression, one]).reduce((all, one): Expression => ['or', all, one]),
      ),
    contains: (other) => truth(['contains', expression, raw(other)]),
    known: () => truth(['known', expression]),
    followedBy: (other) => text(['join', expression, raw(other)]),
    before: (other) => truth(['before', expression, raw(other)]),
    daysTo: (other) => num(['days', expression, raw(other)]),
    yearsTo: (other) => num(['years', expression, raw(other)]),
    later: (days) => text(['later', expression, raw(days)]),
    born: () => text(['born', expression]),
    amount: () => num(['formula', expression]),
    holds: () => truth(['condition', expression]),
  }
}

/** `item` is what the element looks like inside a test: references that read `["item", …]`. */
export function list<Item>(expression: Expression, item: Item): List<Item> {
  return {
    ...built(expression),
    item,
    followedBy: (other) => list(['chain', expression, other.expression], item),
    count: () => num(['count', expression]),
    some: (test) => truth(['some', expression, raw(test(item))]),
    every: (test) => truth(['not', ['some', expression, ['not', raw(test(item))]]]),
    sum: (of) => num(['sum', expression, raw(of(item))]),
    first: (of) => {
      const body = of(item)
      return { ...body, ...rebuild(body, ['first', expression, raw(body)]) }
    },
    pick: (test, of) => {
      const body = of(item)
      return { ...body, ...rebuild(body, ['pick', expression, raw(test(item)), raw(body)]) }
    },
    lowest: (of) => num(['lowest', expression, raw(of(item))]),
    highest: (of) => num(['highest', expression, raw(of(item))]),
    rank: (of) => num(['rank', expression, raw(of(item))]),
  }
}

/** The same kind of builder (number, text or truth) around another expression. */
function rebuild(like: Truth | Num | Text, expression: Expression): Truth | Num | Text {
  if ('plus' in like) return num(expression)
  return 'and' in like ? truth(expression) : text(expression)
}

export function table(expression: Expression): Table {
  return { ...built(expression), at: (at) => num(['bracket', expression, raw(at)]) }
}

/** One value or the other; both of one kind. */
export function either(condition: Truth, yes: Num | number, no: Num | number): Num {
  return num(['if', raw(condition), raw(yes), raw(no)])
}

/** The legal day on which the expression is evaluated. */
export const today = (): Text => text(['today'])
/** How often a step has ended with an outcome. */
export const taken = (step: string, outcome: string): Num => num(['taken', `${step}.${outcome}`])
/** How many fields of a comparison are anything but MATCH; not known before it is made. */
export const differs = (comparison: string): Num => num(['differs', comparison])
/** How many fields of a comparison came out like this; not known before it is made. */
export const compared = (
  comparison: string,
  match: 'MATCH' | 'MISMATCH' | 'NO_DATA' | 'EXPIRED' | 'UNVERIFIABLE',
): Num => num(['compared', comparison, match])
/** Whom a draw found, counted from 0: those chosen, then those in reserve; not known before, and past the last. */
export const chosen = (step: string, place: Num | number): Text => text(['chosen', step, raw(place)])
/** The code of the lead unit. */
export const assigned = (): Text => text(['assigned'])
/** One text or the other. */
export const eitherText = (condition: Truth, yes: Text | string, no: Text | string): Text =>
  text(['if', raw(condition), raw(yes), raw(no)])

/** The operation and arguments of an expression; null of a literal. */
export const operationOf = (
  expression: Expression,
): { readonly name: Operation; readonly args: readonly Expression[] } | null =>
  typeof expression === 'object' && Array.isArray(expression)
    ? { name: expression[0] as Operation, args: expression.slice(1) as Expression[] }
    : null

/** What the names in an expression mean where it stands. */
export interface Scope {
  readonly field: (path: string) => ExpressionType | undefined
  readonly item: (list: string, path: string) => ExpressionType | undefined
  readonly param: (name: string) => ExpressionType | undefined
  readonly fact: (name: string) => ExpressionType | undefined
  /** What is filled in at steps, by `step.path`. */
  readonly filled?: (path: string) => ExpressionType | undefined
}

/**
 * The type of an expression, or the first thing that is wrong with it in one sentence.
 * Needed for declarations that come as JSON: those written in TypeScript were checked by its compiler already.
 */
export function typeOfExpression(
  expression: Expression,
  scope: Scope,
  inList?: string,
): { type: ExpressionType } | { problem: string } {
  if (typeof expression === 'number') return { type: 'number' }
  if (typeof expression === 'string') return { type: 'text' }
  if (typeof expression === 'boolean') return { type: 'truth' }
  if (!Array.isArray(expression)) return { problem: `「${JSON.stringify(expression)}」不是表达式` }
  const [name, ...args] = expression as readonly [Operation, ...Expression[]]
  if (typeof name !== 'string' || !Object.hasOwn(OPERATIONS, name)) return { problem: `没有「${name}」这种运算` }
  const operation = OPERATIONS[name]
  if (args.length !== operation.args.length)
    return { problem: `「${name}」要 ${operation.args.length} 个参数，写了 ${args.length} 个` }
  if (operation.result === 'named') return typeOfName(name, args[0] as Expression, scope, inList)
  const overList = OVER_LIST.has(name)
  const listPath = overList ? listPathOf(args[0] as Expression, inList) : inList
  let same: ExpressionType | undefined
  for (const [index, arg] of args.entries()) {
    const found = typeOfExpression(arg, scope, overList && index > 0 ? listPath : inList)
    if ('problem' in found) return found
    const wanted = operation.args[index] as 'same' | 'any' | ExpressionType
    if (wanted === 'any') continue
    if (wanted === 'same') {
      if (same !== undefined && same !== found.type)
        return { problem: `「${name}」两边不是一类：${TYPE_WORDS[same]}与${TYPE_WORDS[found.type]}` }
      if (found.type === 'list' || found.type === 'table')
        return { problem: `「${name}」第 ${index + 1} 个参数要单个的值，得到${TYPE_WORDS[found.type]}` }
      same = found.type
    } else if (wanted !== found.type) {
      return { problem: `「${name}」第 ${index + 1} 个参数要${TYPE_WORDS[wanted]}，得到${TYPE_WORDS[found.type]}` }
    }
  }
  return { type: operation.result === 'same' ? (same ?? 'truth') : operation.result }
}

/** Operations that look at every element of a list. */
const OVER_LIST: ReadonlySet<Operation> = new Set(['some', 'sum', 'first', 'pick', 'lowest', 'highest', 'rank'])

/** In front of the path of a list that stands in a step's own form. */
export const FILLED = 'filled:'

/** The form path of a list as an expression names it, a list inside a list under the path of the outer one. */
export function listPathOf(list: Expression, inList: string | undefined): string | undefined {
  if (!Array.isArray(list)) return undefined
  if (list[0] === 'chain') return listPathOf(list[1] as Expression, inList)
  if (typeof list[1] !== 'string') return undefined
  if (list[0] === 'filled') return `${FILLED}${list[1]}`
  return list[0] === 'item' && inList !== undefined ? `${inList}.${list[1]}` : list[1]
}

const NAMED: Partial<Record<Operation, string>> = {
  field: '字段',
  item: '列表项',
  param: '参数',
  fact: '事实',
  filled: '步骤的填写项',
}

function typeOfName(
  kind: Operation,
  name: Expression,
  scope: Scope,
  inList: string | undefined,
): { type: ExpressionType } | { problem: string } {
  if (typeof name !== 'string') return { problem: `「${kind}」要一个名字，写了 ${JSON.stringify(name)}` }
  const typeIn = () => {
    if (kind === 'field') return scope.field(name)
    if (kind === 'param') return scope.param(name)
    if (kind === 'fact') return scope.fact(name)
    if (kind === 'filled') return scope.filled?.(name)
    return inList === undefined ? undefined : scope.item(inList, name)
  }
  const type = typeIn()
  return type ? { type } : { problem: `${NAMED[kind]}「${name}」不存在` }
}
