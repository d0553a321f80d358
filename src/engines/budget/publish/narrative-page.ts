// The narrative as a page: every sentence written from the figures, each figure with its own address and a link to the
// table cell it repeats.
import type { Book } from '../book.ts'
import { SECTIONS } from '../narrative.ts'
import { ordinal } from '../table-shape.ts'
import { printSection } from '../write.ts'
import { escapeHtml, html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { cellId, hrefOf, sourceOf } from './place.ts'

/** The page of duties, tasks, explanations and terms. */
export function narrativePage(book: Book): Page {
  const sections = SECTIONS.map((section, i) => {
    const paragraphs = printSection(book, section, linked).map((text) => html`<p>${raw(text)}</p>`)
    const heading = section.heading.replace(/^2\. /, '绩效目标：')
    return html`<h2 id="s${i + 1}">${heading}</h2>${paragraphs}${section.heading.includes('单位构成') && staffing(book)}${section.heading.includes('工作任务') && tasks(book)}`
  })
  const terms = book.glossary.map(({ title, text }, i) => html`<dt id="term${i + 1}">${title}</dt><dd>${text}</dd>`)
  const body = html`<h1>情况说明</h1><p class="lead">文字由数字写成，与公布的原文逐字相同；数字可点，通到表里那一格。</p>
${sections}<h2>名词解释</h2><dl>${terms}</dl>`
  return { name: 'narrative.html', title: '情况说明', body }
}

/** A printed figure as a link to the cell it repeats, with its own address; words are escaped. */
function linked(printed: string, kind: string, key: string): string {
  const keyed = kind === 'change' || kind === 'growth' ? `${key}.${kind}` : key
  if (!['money', 'count', 'change', 'growth'].includes(kind)) return escapeHtml(printed)
  const id = cellId({ sheet: 'N', row: keyed, column: 'amount' })
  const source = kind === 'money' ? sourceOf(keyed) : undefined
  if (source === undefined) return `<span class="n" id="${escapeHtml(id)}">${escapeHtml(printed)}</span>`
  const [sheet = '', row = '', column = 'amount'] = source.split('/')
  return `<a class="n" id="${escapeHtml(id)}" href="${escapeHtml(hrefOf({ sheet, row, column }))}">${escapeHtml(printed)}</a>`
}

function staffing(book: Book): Markup {
  const rows = book.staffing.map(
    ({ name, funding, staff }) => html`<tr><td>${name}</td><td>${funding}</td><td class="n">${staff}</td></tr>`,
  )
  return html`<table id="staffing"><thead><tr><th>单位名称</th><th>经费性质</th><th class="n">在职人数</th></tr></thead><tbody>${rows}</tbody></table>`
}

function tasks(book: Book): Markup[] {
  return book.tasks.map(
    ({ title, text }, i) => html`<p id="task${i + 1}"><b>（${ordinal(i + 1)}）${title}。</b>${text}</p>`,
  )
}
