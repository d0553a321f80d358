// Page data in the language of the reader: texts of the district are translated, what people wrote stays as they wrote it.
// Called by the page renderer, so that neither the desks nor the pages know of languages.

import { SERVICES } from '#services/index.ts'
import { phrasesByFile } from './en/phrases.ts'
import { type Phrases, translator } from './phrases.ts'
import type { Locale } from './words.ts'

/** Parts of page data that hold texts of the district and nothing else: in traditional script they are converted whole. */
const DISTRICT = new Set(['definition', 'village', 'villages', 'office', 'hours', 'hall', 'issuer', 'organ'])
/** Parts that hold what people wrote, typed, chose or signed, or what a check compares sign by sign: never touched. */
const WRITTEN = new Set([
  'posted',
  // chosen by their own text
  'reasons',
  'form',
  'events',
  'content',
  'changes',
  'account',
  'market',
  'query',
  'code',
])

/** Every known sentence with its English. */
const PHRASES: Phrases = Object.assign({}, ...Object.values(phrasesByFile), ...SERVICES.map(({ english }) => english))
const toEnglish = translator(PHRASES)

/** How sentences are told in a language. */
export interface Telling {
  /** A sentence of the district, whole. */
  readonly told: (sentence: string) => string
  /** The data of a page. */
  readonly data: <Data extends object>(data: Data) => Data
  /** The sentences of files below, for a browser that may have to say them. */
  readonly phrases: (files: ReadonlySet<string>) => Phrases
}

const HAN = /\p{Script=Han}/u

/** How `locale` tells. Simplified Chinese tells everything as it is. */
export async function tellingIn(locale: Locale): Promise<Telling> {
  if (locale === 'zh-Hans') return { told: (sentence) => sentence, data: (data) => data, phrases: () => ({}) }
  if (locale === 'en') {
    const told = (sentence: string) => toEnglish(sentence) ?? sentence
    return { told, data: (data) => tell(data, ofPage(told, told)) as typeof data, phrases: phrasesOf }
  }
  const { toTraditional } = await import('./traditional.ts')
  const isOurs = (text: string) => declaredTexts().has(text) || toEnglish(text) !== undefined
  const known = (text: string) => (isOurs(text) ? toTraditional(text) : text)
  return {
    told: toTraditional,
    data: (data) => tell(data, ofPage(known, toTraditional)) as typeof data,
    phrases: (files) =>
      Object.fromEntries(Object.keys(phrasesOf(files)).map((sentence) => [sentence, toTraditional(sentence)])),
  }
}

const phrasesOf = (files: ReadonlySet<string>): Phrases =>
  Object.assign({}, ...Object.entries(phrasesByFile).flatMap(([file, phrases]) => (files.has(file) ? [phrases] : [])))

/** How texts are told here, and inside the part of that name; null leaves the part alone. */
interface Way {
  readonly told: (text: string) => string
  readonly into: (key: string) => Way | null
}

/** On a page: by `known` where a text may be anybody's, by `district` where it is the district's. */
function ofPage(known: Way['told'], district: Way['told']): Way {
  const whole: Way = { told: district, into: () => whole }
  const page: Way = {
    told: known,
    into: (key) => (WRITTEN.has(key) ? null : DISTRICT.has(key) ? whole : page),
  }
  return page
}

function tell(value: unknown, way: Way): unknown {
  if (typeof value === 'string') return HAN.test(value) ? way.told(value) : value
  if (Array.isArray(value)) return value.map((one) => tell(one, way))
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const inside = way.into(key)
      return [key, inside ? tell(inner, inside) : inner]
    }),
  )
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value))

let declared: ReadonlySet<string> | undefined

/** Every text of the declarations. */
function declaredTexts(): ReadonlySet<string> {
  declared ??= new Set(SERVICES.flatMap(({ declaration, overlays }) => [...textsIn([declaration, overlays])]))
  return declared
}

/** Every Chinese text inside a value. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (HAN.test(value)) yield value
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) yield* textsIn(inner)
  }
}
