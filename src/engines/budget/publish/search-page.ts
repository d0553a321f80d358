// Looking for something in the book. Where a server answers, a field and what was found; in a folder of files an index of
// everything, for the browser's own search.
import type { Book } from '../book.ts'
import type { Said } from '../language.ts'
import { type EntryKind, type Fold, type SearchEntry, searchBook, searchEntries } from '../search.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import type { Tongue } from './tongue.ts'

const KINDS: readonly (readonly [EntryKind, Said])[] = [
  ['project', ['项目', 'Projects']],
  ['indicator', ['指标', 'Indicators']],
  ['line', ['表里的行和科目', 'Lines and codes of the tables']],
  ['task', ['工作任务', 'Tasks']],
  ['sentence', ['情况说明', 'Narrative']],
  ['term', ['名词解释', 'Terms']],
]
const MAX_SHOWN = 60
const MAX_TEXT = 70

/** A question put to a server; without one the page is an index. */
export interface Question {
  readonly question?: string
  readonly fold?: Fold
}

/** The search page. */
export function searchPage(book: Book, tongue: Tongue, asked?: Question): Page {
  const { say, language } = tongue
  const page = { name: 'search.html', title: say('搜索', 'Search') }
  if (!asked) return { ...page, body: index(searchEntries(book, language), tongue) }
  const question = (asked.question ?? '').trim()
  const label = say('项目、指标、科目编码、说明里的字或数', 'A project, indicator, code, word or figure')
  const form = html`<form action="search.html" method="get" role="search"><label for="q">${label}</label><p><input id="q" name="q" type="search" maxlength="60" value="${question}"> <button>${say('搜索', 'Search')}</button></p></form>`
  if (question === '') {
    const examples = say('例如：档案、2010301、满意度、718.51', 'For example: archives, 2010301, satisfaction, 718.51')
    return { ...page, body: html`<h1>${page.title}</h1>${form}<p class="hint">${examples}</p>` }
  }
  const found = searchBook(book, question, { language, ...(asked.fold && { fold: asked.fold }) })
  const title =
    found.length === 0
      ? say(`没有找到“${question}”`, `Nothing found for “${question}”`)
      : say(`“${question}”有 ${found.length} 处`, `“${question}” stands in ${found.length} places`)
  const query = `?q=${encodeURIComponent(question)}`
  const body = html`<h1>${tongue.sentence(title)}</h1>${form}${hint(found.length, tongue)}${groups(found.slice(0, MAX_SHOWN), tongue)}`
  return { ...page, query, body }
}

function hint(found: number, { say }: Tongue): Markup | undefined {
  const none = '换个短一点的词试试；科目可以用编码找，金额照公布的写。'
  const shorter = 'Try a shorter word; lines of the tables are found by their code, amounts as they were published.'
  if (found === 0) return html`<p>${say(none, shorter)}</p>`
  if (found <= MAX_SHOWN) return undefined
  const some = `先列出 ${MAX_SHOWN} 处；多写一个词可以少一些。`
  return html`<p class="hint">${say(some, `The first ${MAX_SHOWN} are shown; one more word makes fewer.`)}</p>`
}

function groups(entries: readonly SearchEntry[], tongue: Tongue): Markup[] {
  return KINDS.flatMap(([kind, name]) => {
    const own = entries.filter((entry) => entry.kind === kind)
    if (own.length === 0) return []
    const lines = own.map(
      ({ title, text, href }) =>
        html`<li><a href="${href}">${tongue.sentence(title)}</a> <span class="hint">${tongue.sentence(clip(text))}</span></li>`,
    )
    return [html`<h2>${tongue.said(name)} <span class="hint">${own.length}</span></h2><ul>${lines}</ul>`]
  })
}

function index(entries: readonly SearchEntry[], tongue: Tongue): Markup {
  const lists = KINDS.flatMap(([kind, name]) => {
    const own = entries.filter((entry) => entry.kind === kind && entry.kind !== 'sentence')
    if (own.length === 0) return []
    const lines = own.map(({ title, href }) => html`<li><a href="${href}">${tongue.sentence(title)}</a></li>`)
    return [html`<h2>${tongue.said(name)}</h2><ul>${lines}</ul>`]
  })
  const lead = tongue.say(
    '项目、指标、科目都在这一页，用浏览器的“在页面中查找”（Ctrl+F）即可。',
    'All projects, indicators and codes stand on this page: use your browser’s search within a page (Ctrl+F).',
  )
  return html`<h1>${tongue.say('索引', 'Index')}</h1><p class="lead">${lead}</p>${lists}`
}

function clip(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text
}
