// Sentences with blanks that work both ways: filled with figures they print the narrative, laid over a published
// narrative they read the figures back. One template therefore cannot be read one way and written another.
//
// Blanks: {year} {unit} · {money:key} {count:key} · {change:key} 增加|减少 n · {growth:key} 增长|下降 n%
//         {flat:key} ，与上年持平 when nothing changed · {text:key} words within one sentence · {word:key} within
//         one phrase.
import type { Figure, Prose } from './book.ts'
import { formatAmount, formatCount, formatGrouped, parseAmount, parseCount } from './money.ts'

/** Figures and words by key, as a book holds them. */
export interface Facts {
  readonly year: number
  readonly unit: string
  readonly figures: Readonly<Record<string, Figure>>
  readonly texts: Readonly<Record<string, Prose>>
}

interface Blank {
  readonly kind: string
  readonly key: string
}

/** A template cut into literal text and blanks, alternating: text, blank, text, … text. */
export interface Template {
  readonly source: string
  readonly literals: readonly string[]
  readonly blanks: readonly Blank[]
}

/** Cuts a template. */
export function template(source: string): Template {
  const parts = source.split(/\{([^}]+)\}/)
  const blanks = parts.filter((_, i) => i % 2 === 1).map((blank) => blank.split(':'))
  return {
    source,
    literals: parts.filter((_, i) => i % 2 === 0),
    blanks: blanks.map(([kind = '', key = '']) => ({ kind, key })),
  }
}

const NUMBER = '[-－+]?[\\d０-９][\\d０-９,，.．]*'

/** What each kind of blank looks like; exactly one group each. */
const LOOKS: Record<string, string> = {
  money: `(${NUMBER})`,
  count: `(${NUMBER})`,
  change: `((?:增加|减少)\\s*${NUMBER})`,
  growth: `((?:增长|下降|减少)\\s*${NUMBER}\\s*[%％])`,
  flat: '(，与上年持平)?',
  text: '([^。]+?)',
  word: '([^。，：]+?)',
  year: '(\\d{4})',
}

/**
 * The template as a regular expression: white space is free, quotation marks and brackets of either kind.
 * `upTo` blanks only, to find where a sentence stops fitting.
 */
export function expressionOf(sentence: Template, unit: string, upTo = sentence.blanks.length): RegExp {
  let pattern = literalPattern(sentence.literals[0]!)
  for (let i = 0; i < upTo; i++) {
    const { kind } = sentence.blanks[i]!
    pattern += kind === 'unit' ? `(${literalPattern(unit)})` : `\\s*${LOOKS[kind]}\\s*`
    pattern += literalPattern(sentence.literals[i + 1]!)
  }
  return new RegExp(pattern, 'g')
}

function literalPattern(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s*')
    .replace(/[“”]/g, '[“”"]')
}

/** The facts one match gives; a figure that does not parse comes back with its reason. */
export function takeFacts(
  sentence: Template,
  match: RegExpExecArray,
  lineAt: (offset: number) => number,
): { figures: Record<string, Figure>; texts: Record<string, Prose>; faults: { line: number; reason: string }[] } {
  const figures: Record<string, Figure> = {}
  const texts: Record<string, Prose> = {}
  const faults: { line: number; reason: string }[] = []
  let offset = match.index
  for (const [i, { kind, key }] of sentence.blanks.entries()) {
    const asPublished = match[i + 1]
    if (asPublished === undefined) continue
    offset = match.input.indexOf(asPublished, offset)
    const line = lineAt(offset)
    offset += asPublished.length
    if (kind === 'text' || kind === 'word') texts[key] = { text: asPublished, line }
    const reader = READERS[kind]
    if (!reader) continue
    const read = reader(asPublished)
    if (!read.ok) faults.push({ line, reason: read.reason })
    else figures[factKey(kind, key)] = { asPublished, value: read.value, unit: UNITS[kind]!, line }
  }
  return { figures, texts, faults }
}

/** The facts a sentence needs to be printed: keys of figures and of texts. */
export function factsOf(sentence: Template): { figures: string[]; texts: string[] } {
  const words = sentence.blanks.filter(({ kind }) => kind === 'text' || kind === 'word')
  const numbers = sentence.blanks.filter(({ kind }) => UNITS[kind] !== undefined)
  return { figures: numbers.map(({ kind, key }) => factKey(kind, key)), texts: words.map(({ key }) => key) }
}

/** `{change:income}` is kept as `income.change`, `{growth:income}` as `income.growth`. */
function factKey(kind: string, key: string): string {
  return kind === 'change' || kind === 'growth' ? `${key}.${kind}` : key
}

const UNITS: Record<string, Figure['unit']> = { money: 'money', change: 'money', growth: 'percent', count: 'count' }

const READERS: Record<string, (text: string) => ReturnType<typeof parseAmount>> = {
  money: parseAmount,
  count: parseCount,
  change: (text) => signed(text, /^减少/),
  growth: (text) => signed(text.replace(/\s*[%％]$/, ''), /^(下降|减少)/),
}

function signed(text: string, fall: RegExp): ReturnType<typeof parseAmount> {
  const read = parseAmount(text.slice(2).trim())
  return read.ok && fall.test(text) && read.value !== 0 ? { ok: true, value: -read.value } : read
}

/** What becomes of a filled blank: itself in plain text, a link on a page. */
export type Mark = (printed: string, kind: string, key: string) => string

/** A piece of a printed sentence: words that stand there always, or a filled blank with its kind and key. */
export interface Piece {
  readonly printed: string
  readonly kind?: string
  readonly key?: string
}

/** The sentence printed, piece by piece. Throws (fault) when a blank has no fact: an accepted book has them all. */
export function piecesOf(sentence: Template, facts: Facts): Piece[] {
  return sentence.literals.flatMap((literal, i) => {
    const blank = sentence.blanks[i - 1]
    const words = literal === '' ? [] : [{ printed: literal }]
    return blank ? [{ printed: print(blank, facts), kind: blank.kind, key: blank.key }, ...words] : words
  })
}

/** The pieces as one text; `mark` decorates the filled blanks. */
export function joinPieces(pieces: readonly Piece[], mark: Mark = (printed) => printed): string {
  return pieces
    .map(({ printed, kind, key }) => (kind === undefined ? printed : mark(printed, kind, key ?? '')))
    .join('')
}

function print({ kind, key }: Blank, facts: Facts): string {
  if (kind === 'year') return String(facts.year)
  if (kind === 'unit') return facts.unit
  if (kind === 'text' || kind === 'word') return must(facts.texts[key], key).text
  if (kind === 'flat') return must(facts.figures[`${key}.change`], key).value === 0 ? '，与上年持平' : ''
  const { value } = must(facts.figures[factKey(kind, key)], key)
  if (kind === 'money') return formatGrouped(value)
  if (kind === 'count') return formatCount(value)
  if (kind === 'change') return `${value < 0 ? '减少' : '增加'} ${formatGrouped(Math.abs(value))}`
  return `${value < 0 ? '下降' : '增长'} ${formatAmount(Math.abs(value))}%`
}

function must<T>(fact: T | undefined, key: string): T {
  if (fact === undefined) throw new Error(`the book has no fact ${key}`)
  return fact
}
