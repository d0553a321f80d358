// Formulas as officers write them into a form: 「落户日期 ≥ 2024-01-01 且 年龄 < 45」, 「学历 = 博士 ? 50000 : 20000」.
// Read into expressions that name only what the field's declaration offers; total like every expression.

import type { Expression } from './expression.ts'

/** A word that a formula may use: what it stands for and of which type; `words` are the values a text can have. */
export interface FormulaName {
  readonly type: 'number' | 'text' | 'truth'
  readonly means: Expression
  /** Titles of the values, by value: `博士` for `doctor`. */
  readonly words?: Readonly<Record<string, string>>
}
export type FormulaNames = Readonly<Record<string, FormulaName>>

export type ReadFormula = Typed | { readonly problem: string }

interface Typed {
  readonly expression: Expression
  readonly type: 'number' | 'text' | 'truth'
}

const MARK = 'f1:'

/** The text that is kept: what was written, and the expression it was read into, so that its meaning never moves. */
export function keptFormula(written: string, names: FormulaNames): string | { readonly problem: string } {
  const read = parseFormula(written, names)
  return 'problem' in read ? read : keptAs(written, read.expression)
}

/** The text that is kept of a formula that was read. */
export const keptAs = (written: string, expression: Expression): string =>
  `${MARK}${JSON.stringify(expression)}\n${written}`

/** What was written, without the expression that is kept before it. */
export const writtenFormula = (kept: string): string =>
  kept.startsWith(MARK) ? kept.slice(kept.indexOf('\n') + 1) : kept

/** The expression of a kept formula. */
export function readFormula(kept: string): { readonly expression: Expression } | { readonly problem: string } {
  if (!kept.startsWith(MARK)) return { problem: '不是存下的公式' }
  try {
    const expression = JSON.parse(kept.slice(MARK.length, kept.indexOf('\n'))) as Expression
    return /"(formula|condition)"/.test(JSON.stringify(expression)) ? { problem: '公式里不能再有公式' } : { expression }
  } catch {
    return { problem: '不是存下的公式' }
  }
}

/** Reads a formula, or says in one sentence what is wrong with it. */
export function parseFormula(written: string, names: FormulaNames): ReadFormula {
  const tokens = tokensOf(written, names)
  if ('problem' in tokens) return tokens
  if (tokens.list.length > MAX_TOKENS) return { problem: '公式太长，请分成几项' }
  try {
    const reader = new Reader(tokens.list, names)
    const read = reader.choice()
    reader.end()
    return read
  } catch (fault) {
    if (fault instanceof Wrong) return { problem: fault.message }
    throw fault
  }
}

const MAX_TOKENS = 400

class Wrong extends Error {}

/** A quoted text or a date; anything else is a number, a name or a sign. */
type Token =
  | { readonly sign: string }
  | { readonly value: Typed }
  | { readonly name: string }
  | { readonly word: string }

const SIGNS: Readonly<Record<string, string>> = {
  '≥': '>=',
  '≤': '<=',
  '＞': '>',
  '＜': '<',
  '＝': '=',
  '≠': '!=',
  '×': '*',
  '÷': '/',
  '（': '(',
  '）': ')',
  '？': '?',
  '：': ':',
  且: 'and',
  并且: 'and',
  或: 'or',
  或者: 'or',
  非: 'not',
}

function tokensOf(written: string, names: FormulaNames): { readonly list: Token[] } | { readonly problem: string } {
  const known = Object.keys(names).sort((a, b) => b.length - a.length)
  const list: Token[] = []
  let rest = written.trim()
  const take = (length: number) => {
    const taken = rest.slice(0, length)
    rest = rest.slice(length).trimStart()
    return taken
  }
  while (rest !== '') {
    const name = known.find((one) => rest.startsWith(one))
    const date = /^\d{4}-\d\d-\d\d/.exec(rest)?.[0]
    const number = /^\d+(\.\d+)?/.exec(rest)?.[0]
    const quoted = /^[“"「]([^”"」]*)[”"」]/.exec(rest)
    const sign = /^(并且|或者|>=|<=|!=|[≥≤＞＜＝≠×÷（）？：且或非<>=+\-*/()?:])/.exec(rest)?.[0]
    const word = /^[\p{L}\p{N}]+?(?=$|[\s≥≤＞＜＝≠×÷（）？：<>=+\-*/()?:且或])/u.exec(rest)?.[0]
    if (name !== undefined) list.push({ name: take(name.length) })
    else if (date) list.push({ value: { expression: take(date.length), type: 'text' } })
    else if (number) list.push({ value: { expression: Number(take(number.length)), type: 'number' } })
    else if (quoted) {
      take(quoted[0].length)
      list.push({ value: { expression: quoted[1] ?? '', type: 'text' } })
    } else if (sign) {
      take(sign.length)
      list.push({ sign: SIGNS[sign] ?? sign })
    } else if (word) list.push({ word: take(word.length) })
    else return { problem: `看不懂「${rest.slice(0, 8)}」；可以用的有：${Object.keys(names).join('、')}` }
  }
  return { list }
}

/** Recursive descent: choice, or, and, not, comparison, sum, product, one. */
class Reader {
  #at = 0
  readonly #tokens: readonly Token[]
  readonly #names: FormulaNames

  constructor(tokens: readonly Token[], names: FormulaNames) {
    this.#tokens = tokens
    this.#names = names
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Wrong('后面还有看不懂的部分')
  }

  choice(): Typed {
    const condition = this.#or()
    if (!this.#sign('?')) return condition
    want(condition, 'truth')
    const yes = this.choice()
    if (!this.#sign(':')) throw new Wrong('「？」后面要有「：」')
    const no = this.choice()
    if (yes.type !== no.type) throw new Wrong('「？：」两边要是一类')
    return { expression: ['if', condition.expression, yes.expression, no.expression], type: yes.type }
  }

  #or(): Typed {
    let left = this.#and()
    while (this.#sign('or')) left = both('or', left, this.#and(), 'truth')
    return left
  }

  #and(): Typed {
    let left = this.#not()
    while (this.#sign('and')) left = both('and', left, this.#not(), 'truth')
    return left
  }

  #not(): Typed {
    if (!this.#sign('not')) return this.#comparison()
    const one = this.#not()
    want(one, 'truth')
    return { expression: ['not', one.expression], type: 'truth' }
  }

  #comparison(): Typed {
    const left = this.#sum()
    const sign = ['>=', '<=', '!=', '>', '<', '='].find((one) => this.#sign(one))
    if (!sign) return left
    const right = this.#word(left) ?? this.#sum()
    if (left.type !== right.type) throw new Wrong(`「${sign}」两边要是一类`)
    const [a, b] = [left.expression, right.expression]
    if (sign === '=') return { expression: ['eq', a, b], type: 'truth' }
    if (sign === '!=') return { expression: ['not', ['eq', a, b]], type: 'truth' }
    if (left.type === 'truth') throw new Wrong(`「${sign}」比的是数或日期`)
    const less = left.type === 'number' ? 'lt' : 'before'
    const expressions: Readonly<Record<'<' | '>' | '<=' | '>=', Expression>> = {
      '<': [less, a, b],
      '>': [less, b, a],
      '<=': ['not', [less, b, a]],
      '>=': ['not', [less, a, b]],
    }
    return { expression: expressions[sign as '<'], type: 'truth' }
  }

  /** A value by its title, where the other side says which values there are. */
  #word(left: Typed): Typed | undefined {
    const token = this.#tokens[this.#at]
    if (!token || !('word' in token)) return undefined
    const words = Object.values(this.#names).find(({ means }) => means === left.expression)?.words ?? {}
    const found = Object.entries(words).find(([value, title]) => title === token.word || value === token.word)
    if (!found) throw new Wrong(`没有「${token.word}」这个值；可以写：${Object.values(words).join('、')}`)
    this.#at += 1
    return { expression: found[0], type: 'text' }
  }

  #sum(): Typed {
    let left = this.#product()
    for (;;) {
      if (this.#sign('+')) left = both('plus', left, this.#product(), 'number')
      else if (this.#sign('-')) left = both('minus', left, this.#product(), 'number')
      else return left
    }
  }

  #product(): Typed {
    let left = this.#one()
    for (;;) {
      if (this.#sign('*')) left = both('times', left, this.#one(), 'number')
      else if (this.#sign('/')) left = both('over', left, this.#one(), 'number')
      else return left
    }
  }

  #one(): Typed {
    const token = this.#tokens[this.#at]
    this.#at += 1
    if (!token) throw new Wrong('公式没有写完')
    if ('value' in token) return token.value
    if ('name' in token) {
      const { means, type } = this.#names[token.name] as FormulaName
      return { expression: means, type }
    }
    if ('word' in token) throw new Wrong(`没有「${token.word}」；可以用的有：${Object.keys(this.#names).join('、')}`)
    if (token.sign !== '(') throw new Wrong(`「${token.sign}」放错了地方`)
    const inner = this.choice()
    if (!this.#sign(')')) throw new Wrong('少了「）」')
    return inner
  }

  #sign(sign: string): boolean {
    const token = this.#tokens[this.#at]
    if (!token || !('sign' in token) || token.sign !== sign) return false
    this.#at += 1
    return true
  }
}

function want(one: Typed, type: Typed['type']): void {
  if (one.type !== type) throw new Wrong(type === 'truth' ? '这里要一个条件' : '这里要一个数')
}

function both(
  operation: 'or' | 'and' | 'plus' | 'minus' | 'times' | 'over',
  left: Typed,
  right: Typed,
  type: 'truth' | 'number',
): Typed {
  want(left, type)
  want(right, type)
  return { expression: [operation, left.expression, right.expression], type }
}
