// Looking for something in the book. Where a server answers, a field and what was found; in a folder of files an index of
// everything, for the browser's own search.
import type { Book } from '../book.ts'
import { type EntryKind, type Fold, type SearchEntry, searchBook, searchEntries } from '../search.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'

const KINDS: readonly (readonly [EntryKind, string])[] = [
  ['project', '项目'],
  ['indicator', '指标'],
  ['line', '表里的行和科目'],
  ['task', '工作任务'],
  ['sentence', '情况说明'],
  ['term', '名词解释'],
]
const MAX_SHOWN = 60
const MAX_TEXT = 70

/** A question put to a server; without one the page is an index. */
export interface Question {
  readonly question?: string
  readonly fold?: Fold
}

/** The search page. */
export function searchPage(book: Book, asked?: Question): Page {
  const page = { name: 'search.html', title: '搜索' }
  if (!asked) return { ...page, body: index(searchEntries(book)) }
  const question = (asked.question ?? '').trim()
  const form = html`<form action="search.html" method="get" role="search"><label for="q">项目、指标、科目编码、说明里的字或数</label><p><input id="q" name="q" type="search" maxlength="60" value="${question}"> <button>搜索</button></p></form>`
  if (question === '')
    return { ...page, body: html`<h1>搜索</h1>${form}<p class="hint">例如：档案、2010301、满意度、718.51</p>` }
  const found = searchBook(book, question, asked.fold)
  const shown = found.slice(0, MAX_SHOWN)
  const title = found.length === 0 ? `没有找到“${question}”` : `“${question}”有 ${found.length} 处`
  const hint =
    found.length === 0
      ? html`<p>换个短一点的词试试；科目可以用编码找，金额照公布的写。</p>`
      : found.length > MAX_SHOWN && html`<p class="hint">先列出 ${MAX_SHOWN} 处；多写一个词可以少一些。</p>`
  return { ...page, body: html`<h1>${title}</h1>${form}${hint}${groups(shown)}` }
}

function groups(entries: readonly SearchEntry[]): Markup[] {
  return KINDS.flatMap(([kind, name]) => {
    const own = entries.filter((entry) => entry.kind === kind)
    if (own.length === 0) return []
    const lines = own.map(
      ({ title, text, href }) => html`<li><a href="${href}">${title}</a> <span class="hint">${clip(text)}</span></li>`,
    )
    return [html`<h2>${name} <span class="hint">${own.length}</span></h2><ul>${lines}</ul>`]
  })
}

function index(entries: readonly SearchEntry[]): Markup {
  const lists = KINDS.flatMap(([kind, name]) => {
    const own = entries.filter((entry) => entry.kind === kind && entry.kind !== 'sentence')
    if (own.length === 0) return []
    return [
      html`<h2>${name}</h2><ul>${own.map(({ title, href }) => html`<li><a href="${href}">${title}</a></li>`)}</ul>`,
    ]
  })
  return html`<h1>索引</h1><p class="lead">项目、指标、科目都在这一页，用浏览器的“在页面中查找”（Ctrl+F）即可。</p>${lists}`
}

function clip(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
