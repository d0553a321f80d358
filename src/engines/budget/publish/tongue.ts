// The language a page is written in: what is said, and how the unit's own words are shown. In English they stand with our
// gloss, the Chinese marked as such; what has no gloss is Chinese alone.
import { englishMove, englishTarget, glossOf } from '../english/glosses.ts'
import { englishLine, englishTable } from '../english/names.ts'
import { type Language, type Said, saidIn } from '../language.ts'
import { type TableId, tableName } from '../table-shape.ts'
import { html, type Markup } from './markup.ts'

/** How pages of one language are written. */
export interface Tongue {
  readonly language: Language
  /** One of the two, by language. */
  say<T>(chinese: T, english: T): T
  said(both: Said): string
  /** A sentence of the engine; Chinese within an English one is marked. */
  sentence(text: string): Markup
  /** Words of the unit with our gloss beside them. */
  own(text: string): Markup
  /** Words of the unit, short: the gloss alone where there is one. */
  short(text: string): Markup
  /** A target as published, with our gloss. */
  target(asPublished: string): Markup
  /** A figure with its unit, in English where we have it. */
  quantity(text: string): Markup
  /** A change or a growth as the narrative prints it: 增加 1.00, up 1.00. */
  moved(printed: string): string
  /** A row or column of a table by its key; `name` is the printed one. */
  line(table: string, key: string, name: string): string
  /** `表九`, `table 9`. */
  table(id: TableId): string
}

const CHINESE: Tongue = {
  language: 'zh-Hans',
  say: (chinese) => chinese,
  said: (both) => saidIn('zh-Hans', both),
  sentence: (text) => html`${text}`,
  own: (text) => html`${text}`,
  short: (text) => html`${text}`,
  target: (asPublished) => html`${asPublished}`,
  quantity: (text) => html`${text}`,
  moved: (printed) => printed,
  line: (_table, _key, name) => name,
  table: tableName,
}

const ENGLISH: Tongue = {
  language: 'en',
  say: (_chinese, english) => english,
  said: (both) => saidIn('en', both),
  sentence: marked,
  own: (text) => withGloss(text, glossOf(text)),
  short: (text) => {
    const gloss = glossOf(text)
    return gloss === undefined ? marked(text) : html`${gloss}`
  },
  target: (asPublished) => withGloss(asPublished, englishTarget(asPublished)),
  quantity: (text) => marked(englishTarget(text) ?? text),
  moved: englishMove,
  line: (table, key, name) => englishLine(table, key) ?? name,
  table: englishTable,
}

/** The tongue of a language. */
export function tongueOf(language: Language): Tongue {
  return language === 'en' ? ENGLISH : CHINESE
}

/** Words that are the same in both stand once. */
function withGloss(text: string, gloss: string | undefined): Markup {
  if (gloss === undefined) return marked(text)
  return gloss.trim() === text.trim() ? html`${gloss}` : html`${gloss} <span class="zh" lang="zh-Hans">${text}</span>`
}

function chinese(text: string): Markup {
  return html`<span lang="zh-Hans">${text}</span>`
}

const CHINESE_RUN = /(\p{Script=Han}(?:[\p{Script=Han}\p{P}\d\s]*[\p{Script=Han}）。])?)/u

/** A text with its Chinese marked. */
function marked(text: string): Markup {
  return html`${text.split(CHINESE_RUN).map((part, i) => (i % 2 === 1 ? chinese(part) : html`${part}`))}`
}
