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
}

const NAVIGATION: readonly (readonly [name: string, label: string])[] = [
  ['index.html', '总览'],
  ['tables.html', '十张表'],
  ['narrative.html', '情况说明'],
  ['lint.html', '写法'],
  ['checks.html', '核对'],
  ['book.json', '数据'],
  ['budget.xlsx', '表格'],
  ['budget.pdf', 'PDF'],
  ['en.html', 'English'],
]

/** Where pages stand when a server shows them: the address of the look, and the page around them. */
export interface Setting {
  readonly stylesheet: string
  readonly home: { readonly href: string; readonly name: string }
}

/** The whole document of a page; it stands alone without a setting. */
export function documentOf(book: Book, { name, title, body }: Page, setting?: Setting): string {
  const links = NAVIGATION.map(
    ([target, label]) => html`<a href="${target}"${target === name && raw(' aria-current="page"')}>${label}</a>`,
  )
  const look = setting ? html`<link rel="stylesheet" href="${setting.stylesheet}">` : html`<style>${raw(STYLE)}</style>`
  const home = setting && html`<a href="${setting.home.href}">${setting.home.name}</a>　`
  const page = html`<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} · ${book.unit} ${book.year} 年度预算</title>${look}</head>
<body><a class="skip" href="#main">跳到正文</a><div class="top"><div>${home}${book.unit}</div></div>
<nav aria-label="本站"><div><b>${book.year} 年度预算</b>${links}</div></nav>
<main id="main">${body}</main>
<footer>公布的数字和文字没有改动；标“建议”的是我们提的。金额单位：万元。每个数字都可点，通到它所在的那一格。</footer>
</body></html>
`
  return page.markup
}
