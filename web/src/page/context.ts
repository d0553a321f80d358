// What every component of a page may ask: the language, where the page is, how large its type is, and whether it is a
// demonstration. The server fills it per request; in the browser islands read it from the page.

import { type InjectionKey, inject } from 'vue'
import { type Dates, datesIn } from '../words/dates.ts'
import type { Locale, T } from '../words/words.ts'

export interface PageContext {
  readonly locale: Locale
  /** Path and query of the page, so that links can come back to it. */
  readonly here: string
  /** 大字: larger type and targets. */
  readonly large: boolean
  /** Demonstration with invented people: said on every page. */
  readonly demo: boolean
  /** Who is signed in, if anyone. */
  readonly person?: { readonly name: string } | undefined
  /** Name of the office that answers for the site. */
  readonly office: string
  /** The token that posted forms of this session carry; absent when nobody is signed in. */
  readonly formToken?: string | undefined
  /** Nonce under which this answer may carry its inline style (`reply.styleNonce`). */
  readonly styleNonce: string
  /** The self-service machine that shows the page; absent everywhere else. */
  readonly kiosk?: KioskFace | undefined
}

export interface KioskFace {
  readonly no: string
  /** Where it stands and what it is called there. */
  readonly place: string
  readonly phone: string
  /** 低位操作: everything within reach of whoever sits. */
  readonly isLow: boolean
  readonly isPaperOut: boolean
  /** The matter of the page cannot be done at this machine. */
  readonly isElsewhere: boolean
  /** Somebody chose how to read: there is something to wipe. */
  readonly isTouched: boolean
  /** The moment of the page. */
  readonly at: string
  readonly askAfterSeconds: number
  readonly answerSeconds: number
}

export const PAGE: InjectionKey<PageContext> = Symbol('page')
/** Idempotency key of the page's form; a page's prop `key`, which Vue keeps for itself. */
export const FORM_KEY: InjectionKey<string | undefined> = Symbol('form key')
export const SPEAK: InjectionKey<T> = Symbol('speak')

/** `t` in the language of the page. */
export function useT(): T {
  return given(inject(SPEAK), 'SPEAK')
}

/** Dates and times in the language of the page. */
export function useDates(): Dates {
  return datesIn(useT().locale)
}

export function usePage(): PageContext {
  return given(inject(PAGE), 'PAGE')
}

function given<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`${what} was not provided to the page`)
  return value
}
