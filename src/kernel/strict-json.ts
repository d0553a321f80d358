// Reads JSON that a proof rests on, and refuses all that two readers could understand differently: JSON.parse keeps the
// last of two equal keys, rounds big integers and lets lone surrogates through, each without a word.
// Called at the border for every published file (bundle, market, receipt); the result is safe for canonicalJson.

import { textOf } from './bytes.ts'

/** What strict JSON yields: the values canonicalJson can write. */
export type StrictJson = string | number | boolean | null | StrictJson[] | { [key: string]: StrictJson }

/** Why a text is not strict JSON, in words for the person who holds the file. */
export const JSON_REASONS = {
  NOT_UTF8: '文件不是 UTF-8 编码',
  BYTE_ORDER_MARK: '文件开头有字节顺序标记（BOM），请另存为不带 BOM 的 UTF-8',
  SYNTAX: '不是合法的 JSON',
  DUPLICATE_KEY: '同一个对象里有重复的键',
  LONE_SURROGATE: '文字里有半个字符（孤立的代理项）',
  NOT_NFC: '文字不是 NFC 规范形式（同一个字可能有两种写法）',
  NOT_INTEGER: '数字必须是整数；小数请写成文字',
  BIG_INTEGER: '整数超出 2^53，不同软件会读成不同的数',
  TOO_DEEP: '嵌套超过 64 层',
} as const

export type JsonReason = keyof typeof JSON_REASONS

/** The value, or the first reason it is refused and where: a character offset, from 0 (0 for a fault of the encoding). */
export type StrictJsonResult = { ok: true; value: StrictJson } | { ok: false; reason: JsonReason; at: number }

/** Nesting that no honest file needs, and that keeps the reader off the end of the stack. */
const MAX_DEPTH = 64

/**
 * Parses strict JSON from bytes or text. Refuses each fault of `JSON_REASONS` with its place; never throws.
 * Cost: one pass, O(length).
 */
export function parseStrictJson(source: Uint8Array | string): StrictJsonResult {
  const text = typeof source === 'string' ? source : textOf(source)
  if (text === null) return { ok: false, reason: 'NOT_UTF8', at: 0 }
  if (text.charCodeAt(0) === 0xfeff) return { ok: false, reason: 'BYTE_ORDER_MARK', at: 0 }
  try {
    return { ok: true, value: new Reader(text).document() }
  } catch (stop) {
    if (stop instanceof Stop) return { ok: false, reason: stop.reason, at: stop.at }
    throw stop
  }
}

// Unwinds the recursion; never leaves this file.
class Stop {
  readonly reason: JsonReason
  readonly at: number
  constructor(reason: JsonReason, at: number) {
    this.reason = reason
    this.at = at
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): StrictJson {
    const value = this.#value()
    this.#space()
    if (this.#at < this.#text.length) throw new Stop('SYNTAX', this.#at)
    return value
  }

  #value(): StrictJson {
    this.#space()
    switch (this.#text[this.#at]) {
      case '{':
        return this.#nested(() => this.#object())
      case '[':
        return this.#nested(() => this.#list())
      case '"':
        return this.#string()
      case 't':
        return this.#word('true', true)
      case 'f':
        return this.#word('false', false)
      case 'n':
        return this.#word('null', null)
      default:
        return this.#number()
    }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new Stop('TOO_DEEP', this.#at)
    this.#at++
    const value = read()
    this.#depth--
    return value
  }

  #object(): StrictJson {
    const object: { [key: string]: StrictJson } = {}
    if (this.#closes('}')) return object
    do {
      this.#space()
      const at = this.#at
      const key = this.#string()
      if (Object.hasOwn(object, key)) throw new Stop('DUPLICATE_KEY', at)
      this.#space()
      if (this.#text.charCodeAt(this.#at++) !== COLON) throw new Stop('SYNTAX', this.#at - 1)
      const value = this.#value()
      // A plain assignment to this key would set the prototype instead of a member.
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true })
      else object[key] = value
    } while (!this.#ends('}'))
    return object
  }

  #list(): StrictJson {
    const list: StrictJson[] = []
    if (this.#closes(']')) return list
    do list.push(this.#value())
    while (!this.#ends(']'))
    return list
  }

  #closes(mark: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #ends(mark: string): boolean {
    if (this.#closes(mark)) return true
    if (this.#text.charCodeAt(this.#at) !== COMMA) throw new Stop('SYNTAX', this.#at)
    this.#at++
    return false
  }

  #string(): string {
    const start = this.#at
    if (this.#text.charCodeAt(this.#at) !== QUOTE) throw new Stop('SYNTAX', this.#at)
    let from = ++this.#at
    let value = ''
    let plain = true
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit === QUOTE) break
      // NaN, past the end of the text, fails this comparison as control characters do.
      if (!(unit >= 0x20)) throw new Stop('SYNTAX', this.#at)
      // No character below U+0300 takes part in composition or is a surrogate.
      if (unit >= 0x300) plain = false
      if (unit === BACKSLASH) {
        value += this.#text.slice(from, this.#at) + this.#escape()
        from = this.#at
        plain = false
      } else this.#at++
    }
    value += this.#text.slice(from, this.#at++)
    if (plain) return value
    if (!value.isWellFormed()) throw new Stop('LONE_SURROGATE', start)
    if (value.normalize('NFC') !== value) throw new Stop('NOT_NFC', start)
    return value
  }

  #escape(): string {
    const at = this.#at
    const mark = this.#text[at + 1] ?? ''
    if (mark !== 'u') {
      const character = ESCAPES[mark]
      if (character === undefined) throw new Stop('SYNTAX', at)
      this.#at += 2
      return character
    }
    const digits = this.#text.slice(at + 2, at + 6)
    if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw new Stop('SYNTAX', at)
    this.#at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #number(): number {
    const start = this.#at
    const digits = NUMBER.exec(this.#text.slice(start, start + 400))?.[0]
    if (digits === undefined) throw new Stop('SYNTAX', start)
    if (/[.eE]/.test(digits) || digits === '-0') throw new Stop('NOT_INTEGER', start)
    const value = Number(digits)
    if (!Number.isSafeInteger(value)) throw new Stop('BIG_INTEGER', start)
    this.#at += digits.length
    return value
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw new Stop('SYNTAX', this.#at)
    this.#at += word.length
    return value
  }

  #space(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at)
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return
      this.#at++
    }
  }
}

const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/
