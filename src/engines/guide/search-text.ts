// How guides are found: a guide becomes tokens with weights, what somebody typed becomes a query over them. Chinese is
// cut into pairs of signs, which need no dictionary and miss nothing; titles can also be typed in pinyin, whole or by
// initials, from any of their signs on. Pure: folding of traditional signs and pinyin come in as arguments.

import type { Guide } from './shape.ts'

/** What the texts need from outside. */
export interface Tongue {
  /** Traditional signs to simplified ones. */
  readonly fold: (text: string) => string
  /** The syllable of each sign, without tones; signs that have none stay. */
  readonly syllables: (text: string) => readonly string[]
}

/** Official word ← how people say it; each side finds the other. */
export type Synonyms = ReadonlyMap<string, readonly string[]>

/** Tokens of PostgreSQL vectors: of the names alone, and of everything with weights A to D. */
export interface Tokens {
  readonly names: string
  readonly words: string
}

export const normal = (text: string, { fold }: Pick<Tongue, 'fold'>): string =>
  fold(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[^\p{Script=Han}a-z0-9]+/gu, ' ')
    .trim()

/** Pairs of signs; words of letters and figures as they stand. A single sign stands for itself. */
export function gramsOf(normalText: string): string[] {
  return (
    normalText.match(/\p{Script=Han}+|[a-z0-9]+/gu)?.flatMap((run) => (/^[a-z0-9]/.test(run) ? [run] : pairsOf(run))) ??
    []
  )
}

function pairsOf(run: string): string[] {
  const signs = [...run]
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => signs[index] + sign)
}

/** Longest stretch of a title that pinyin tokens cover: longer ones are typed by nobody. */
const SOUND_SIGNS = 8
/** Marks pinyin, so that it is not taken for letters of the text. */
const SOUND = '~'

/** From each sign of a title on: the initials, and the syllables in full. */
function soundsOf(title: string, { syllables }: Tongue): string[] {
  const said = syllables(title.replace(/[^\p{Script=Han}a-z0-9]/gu, ''))
  return said.flatMap((_, start) => {
    const from = said.slice(start, start + SOUND_SIGNS)
    return [SOUND + from.map((one) => one[0]).join(''), SOUND + from.join('')]
  })
}

export function tokensOf(guide: Guide, tongue: Tongue): Tokens {
  const grams = (...texts: readonly string[]) => gramsOf(texts.map((text) => normal(text, tongue)).join(' '))
  const title = normal(guide.name, tongue)
  const names = [
    ...weighted(gramsOf(title), 'A'),
    ...weighted(grams(guide.short, ...guide.everyday), 'B'),
    ...weighted(soundsOf(title, tongue), 'B'),
  ]
  const near = grams(
    guide.body.name,
    ...guide.topics,
    ...guide.results.map(({ name }) => name),
    ...guide.materials.map((one) => one.title),
  )
  const body = grams(
    ...guide.conditions,
    ...guide.basis.map(({ law }) => law),
    ...guide.steps.flatMap((step) => [step.title, step.note]),
    ...guide.faqs.flatMap(({ question, answer }) => [question, answer]),
  )
  return { names: vector(names), words: vector([...names, ...weighted(near, 'C'), ...weighted(body, 'D')]) }
}

type Weight = 'A' | 'B' | 'C' | 'D'
const weighted = (tokens: readonly string[], weight: Weight) => tokens.map((token) => ({ token, weight }))

/** A vector as PostgreSQL reads it; each token once, with its best weight. */
function vector(tokens: readonly { readonly token: string; readonly weight: Weight }[]): string {
  const best = new Map<string, Weight>()
  for (const { token, weight } of tokens) if (!best.has(token)) best.set(token, weight)
  return [...best].map(([token, weight], index) => `'${token}':${Math.min(index + 1, 16_000)}${weight}`).join(' ')
}

/** What people say around the thing itself. Longest first, so that a part does not go before the whole. */
const FILLER =
  /我们?想要?|我们?要|我想|想要|怎么办理?|怎样|如何|哪里|在哪|请问|需要什么|要什么|一下|一家|一个|一张|办理|申请|可以吗|的|了|吗|呢/g

/** A query of PostgreSQL's, strict and relaxed; undefined when nothing searchable was typed. */
export interface SearchQuery {
  readonly text: string
  readonly strict: string
  /** At least two separate pairs: for sentences, and for slips. */
  readonly relaxed: string | undefined
}

/** Longest text looked at. */
const MAX_SIGNS = 40

export function queryOf(typed: string, tongue: Tongue, synonyms: Synonyms): SearchQuery | undefined {
  const text = normal(typed.slice(0, MAX_SIGNS), tongue)
  const bare = text.replace(FILLER, ' ').replace(/\s+/g, ' ').trim() || text
  const own = allOf(bare)
  if (own === '') return undefined
  const meant = [...synonyms].filter(([said]) => bare.includes(said)).flatMap(([, official]) => official)
  const others = meant.map((official) => allOf(normal(official, tongue)))
  return { text: bare, strict: [own, ...others].map((one) => `(${one})`).join('|'), relaxed: someOf(bare, others) }
}

/** Every pair of the text; letters also as pinyin, from their beginning on. */
function allOf(text: string): string {
  return gramsOf(text).map(term).join('&')
}

function term(gram: string): string {
  if (/^[a-z]+$/.test(gram)) return gram.length < 2 ? `'${gram}'` : `('${gram}':*|'${SOUND}${gram}':*)`
  return [...gram].length === 1 ? `'${gram}':*` : `'${gram}'`
}

/** Most pairs that a relaxed query combines. */
const MAX_PAIRS = 9

function someOf(text: string, others: readonly string[]): string | undefined {
  const grams = [...new Set(gramsOf(text))].filter((gram) => [...gram].length === 2).slice(0, MAX_PAIRS)
  if (grams.length < 3) return undefined
  const combined = grams.flatMap((one, index) => grams.slice(index + 2).map((two) => `('${one}'&'${two}')`))
  return [...combined, ...others.map((other) => `(${other})`)].join('|')
}

/** The pinyin of a Chinese text as a query: finds what was meant where a sign was mistaken for one that sounds the same. */
export function soundQuery(text: string, { syllables }: Pick<Tongue, 'syllables'>): string | undefined {
  if (!/^\p{Script=Han}{3,}$/u.test(text)) return undefined
  return `'${SOUND}${syllables(text).slice(0, SOUND_SIGNS).join('')}':*`
}

/** Found guides that a word names best come first: whole title, its beginning, within it, within what people say. */
export function closeness(
  text: string,
  { title, everyday }: { readonly title: string; readonly everyday: string },
): number {
  const [wanted, name] = [text.replaceAll(' ', ''), title.replaceAll(' ', '')]
  if (name === wanted) return 5
  if (name.startsWith(wanted)) return 4
  if (everyday.split(' ').includes(wanted)) return 3.5
  if (name.includes(wanted)) return 3
  return everyday.includes(wanted) ? 2 : 0
}

/** `盖房子 建房 = 宅基地 乡村建设`: a line of the table of synonyms. Throws when a line has not both sides. */
export function synonymsOf(table: string): Synonyms {
  const rows = table.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return new Map(
    rows.flatMap((line) => {
      const [said = '', official = ''] = line.split('=').map((side) => side.trim())
      if (said === '' || official === '') throw new Error(`a line of the synonyms cannot be read: ${line}`)
      return said.split(' ').map((one) => [one, official.split(' ')] as const)
    }),
  )
}
