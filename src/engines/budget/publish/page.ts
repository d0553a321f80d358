// The frame of every page: head, languages, navigation, main, footer. Pages stand alone: one file, no script, nothing
// fetched; a server that shows them among other pages sends the look once and leads back home. Every language has a folder of
// the same pages, simplified Chinese the one above the others, where also the files that are no pages stand.
import type { Book } from '../book.ts'
import type { Said } from '../language.ts'
import { html, type Markup, raw } from './markup.ts'
import { STYLE } from './style.ts'
import type { Tongue } from './tongue.ts'

/** One published page. */
export interface Page {
  readonly name: string
  readonly title: string
  readonly body: Markup
  /** What was asked of it, kept when the language changes: `?q=…`. */
  readonly query?: string
}

/** A folder of pages in one script: its language, and its name under the site. */
export interface Edition {
  readonly lang: 'zh-Hans' | 'zh-Hant' | 'en'
  readonly folder: '' | 'zh-Hant/' | 'en/'
  /** The language's own name for itself. */
  readonly name: string
}

export const EDITIONS: readonly Edition[] = [
  { lang: 'zh-Hans', folder: '', name: '简体' },
  { lang: 'zh-Hant', folder: 'zh-Hant/', name: '繁體' },
  { lang: 'en', folder: 'en/', name: 'English' },
]

/** From the pages of an edition to the first one's. */
export function rootOf({ folder }: Edition): '' | '../' {
  return folder === '' ? '' : '../'
}

const NAVIGATION: readonly (readonly [name: string, label: Said])[] = [
  ['index.html', ['总览', 'Overview']],
  ['tables.html', ['十张表', 'Ten tables']],
  ['narrative.html', ['情况说明', 'Narrative']],
  ['lint.html', ['写法', 'Wording']],
  ['checks.html', ['核对', 'Checks']],
  ['search.html', ['搜索', 'Search']],
  ['book.json', ['数据', 'Data']],
  ['budget.xlsx', ['表格', 'Workbook']],
  ['budget.pdf', ['PDF', 'PDF']],
]

/** Where pages stand when a server shows them: the address of the look, and the page around them. */
export interface Setting {
  /** Beside the pages of the first edition. */
  readonly stylesheet: string
  readonly home: { readonly href: string; readonly name: Said }
}

/** What stands around the pages of one edition. */
export interface Frame {
  readonly book: Book
  readonly edition: Edition
  readonly tongue: Tongue
  /** The editions that stand beside each other. */
  readonly editions: readonly Edition[]
  readonly setting: Setting | undefined
}

/** The whole document of a page; it stands alone without a setting. */
export function documentOf({ name, title, body, query = '' }: Page, frame: Frame): string {
  const { book, edition, tongue, setting } = frame
  const { say, said } = tongue
  const root = rootOf(edition)
  const links = NAVIGATION.map(([target, label]) => {
    const href = target.endsWith('.html') ? target : root + target
    return html`<a href="${href}"${target === name && raw(' aria-current="page"')}>${said(label)}</a>`
  })
  const look = setting
    ? html`<link rel="stylesheet" href="${root}${setting.stylesheet}">`
    : html`<style>${raw(STYLE)}</style>`
  const home = setting && html`<a href="${setting.home.href}">${said(setting.home.name)}</a>　`
  const whole = say(`${book.unit} ${book.year} 年度预算`, `Budget of ${book.year}`)
  const page = html`<!doctype html>
<html lang="${edition.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · ${whole}</title>${look}</head>
<body><a class="skip" href="#main">${say('跳到正文', 'Skip to the text')}</a>
<div class="top"><div><span>${home}${tongue.short(book.unit)}</span>${languages(frame, root, name + query)}</div></div>
<nav aria-label="${say('本站', 'This site')}"><div><b>${say(`${book.year} 年度预算`, `Budget ${book.year}`)}</b>${links}</div></nav>
<main id="main">${body}</main>
<footer>${say(FOOT[0], FOOT[1])}${edition.lang === 'zh-Hant' && html`<p>${CONVERTED}</p>`}</footer>
</body></html>
`
  return page.markup
}

const FOOT: Said = [
  '公布的数字和文字没有改动；标“建议”的是我们提的。金额单位：万元。每个数字都可点，通到它所在的那一格。',
  'Figures and wording are as published; the English is ours, and the Chinese text is the one that counts. Amounts in 10,000 yuan; every figure leads to the cell it stands in.',
]
const CONVERTED = '本页由简体自动转换，公布的文字以简体为准。'

/** The same page in the other languages, each named in itself. */
function languages({ edition, editions, tongue }: Frame, root: string, name: string): Markup | undefined {
  if (editions.length < 2) return undefined
  const links = editions.map(({ lang, folder, name: own }) => {
    const current = lang === edition.lang && raw(' aria-current="true"')
    return html`<a href="${root}${folder}${name}" lang="${lang}" hreflang="${lang}"${current}>${own}</a>`
  })
  return html`<span role="group" aria-label="${tongue.say('语言', 'Language')}">${links}</span>`
}
