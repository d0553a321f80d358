// The frame of every page: head, navigation, main, footer. Pages stand alone: one file, no script, nothing fetched; a server
// that shows them among other pages sends the look once and leads back home.
import type { Book } from '../book.ts'
import { html, type Markup, raw } from './markup.ts'
import { STYLE } from './style.ts'

/** One published page. */
export interface Page {
  readonly name: string
  readonly title: string
  readonly body: Markup
  /** Simplified Chinese when left out. */
  readonly lang?: 'en'
}

const NAVIGATION: readonly (readonly [name: string, label: string])[] = [
  ['index.html', '总览'],
  ['tables.html', '十张表'],
  ['narrative.html', '情况说明'],
  ['lint.html', '写法'],
  ['checks.html', '核对'],
  ['search.html', '搜索'],
  ['book.json', '数据'],
  ['budget.xlsx', '表格'],
  ['budget.pdf', 'PDF'],
  ['en.html', 'English'],
]

/** Where pages stand when a server shows them: the address of the look, and the page around them. */
export interface Setting {
  readonly stylesheet: string
  readonly home: { readonly href: string; readonly name: string }
  /** The way to the other languages, put at the foot. */
  readonly languages?: Markup
}

const ENGLISH_NAVIGATION: readonly (readonly [name: string, label: string])[] = [
  ['en.html', 'Overview'],
  ['en-tables.html', 'Tables'],
  ['en-projects.html', 'Projects'],
  ['book.json', 'Data'],
  ['budget.xlsx', 'Workbook'],
  ['budget.pdf', 'PDF'],
  ['index.html', '中文'],
]

/** The words of the frame. */
const FRAMES = {
  'zh-Hans': {
    navigation: NAVIGATION,
    skip: '跳到正文',
    here: '本站',
    titleOf: ({ unit, year }: Book) => `${unit} ${year} 年度预算`,
    yearOf: ({ year }: Book) => `${year} 年度预算`,
    foot: '公布的数字和文字没有改动；标“建议”的是我们提的。金额单位：万元。每个数字都可点，通到它所在的那一格。',
  },
  en: {
    navigation: ENGLISH_NAVIGATION,
    skip: 'Skip to the text',
    here: 'This site',
    titleOf: ({ year }: Book) => `Budget of ${year}`,
    yearOf: ({ year }: Book) => `Budget ${year}`,
    foot: 'Figures and wording are as published. The Chinese text is the one that counts. Amounts in 10,000 yuan; every figure leads to the cell it stands in.',
  },
} as const

/** The whole document of a page; it stands alone without a setting. */
export function documentOf(book: Book, { name, title, body, lang: asked }: Page, setting?: Setting): string {
  const lang = asked ?? 'zh-Hans'
  const frame = FRAMES[lang]
  const links = frame.navigation.map(
    ([target, label]) => html`<a href="${target}"${target === name && raw(' aria-current="page"')}>${label}</a>`,
  )
  const look = setting ? html`<link rel="stylesheet" href="${setting.stylesheet}">` : html`<style>${raw(STYLE)}</style>`
  const home = setting && html`<a href="${setting.home.href}">${setting.home.name}</a>　`
  const page = html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · ${frame.titleOf(book)}</title>${look}</head>
<body><a class="skip" href="#main">${frame.skip}</a><div class="top"><div>${home}${book.unit}</div></div>
<nav aria-label="${frame.here}"><div><b>${frame.yearOf(book)}</b>${links}</div></nav>
<main id="main">${body}</main>
<footer>${frame.foot}${setting?.languages}</footer>
</body></html>
`
  return page.markup
}
