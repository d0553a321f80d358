// The narrative as a page: every sentence written from the figures, each figure with its own address and a link to the
// table cell it repeats.
import type { Book } from '../book.ts'
import { ENGLISH_SECTIONS } from '../english/narrative.ts'
import { SECTIONS } from '../narrative.ts'
import { ordinal } from '../table-shape.ts'
import { printSection } from '../write.ts'
import { escapeHtml, html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { cellId, hrefOf, sourceOf } from './place.ts'
import type { Tongue } from './tongue.ts'

/** The page of duties, tasks, explanations and terms. */
export function narrativePage(book: Book, tongue: Tongue): Page {
  const { say } = tongue
  const sections = say(SECTIONS, ENGLISH_SECTIONS).map((section, i) => {
    const mark = (printed: string, kind: string, key: string) => linked(printed, { kind, key, tongue })
    const paragraphs = printSection(book, section, mark).map((text) => html`<p>${raw(text)}</p>`)
    const heading = say(section.heading.replace(/^2\. /, '绩效目标：'), section.heading)
    const chinese = SECTIONS[i]!.heading
    return html`<h2 id="s${i + 1}">${heading}</h2>${paragraphs}${chinese.includes('单位构成') && staffing(book, tongue)}${chinese.includes('工作任务') && tasks(book, tongue)}`
  })
  const terms = book.glossary.map(
    ({ title, text }, i) => html`<dt id="term${i + 1}">${tongue.own(title)}</dt><dd>${tongue.own(text)}</dd>`,
  )
  const title = say('情况说明', 'Narrative')
  const lead = say(
    '文字由数字写成，与公布的原文逐字相同；数字可点，通到表里那一格。',
    'The sentences are written from the figures, as the published Chinese ones are; every figure leads to the cell it repeats.',
  )
  const body = html`<h1>${title}</h1><p class="lead">${lead}</p>
${sections}<h2>${say('名词解释', 'Terms')}</h2><dl>${terms}</dl>`
  return { name: 'narrative.html', title, body }
}

interface Blank {
  readonly kind: string
  readonly key: string
  readonly tongue: Tongue
}

/** A printed figure as a link to the cell it repeats, with its own address; words are escaped. */
function linked(printed: string, { kind, key, tongue }: Blank): string {
  const keyed = kind === 'change' || kind === 'growth' ? `${key}.${kind}` : key
  if (['text', 'word', 'unit'].includes(kind)) return tongue.short(printed).markup
  if (!['money', 'count', 'change', 'growth'].includes(kind)) return escapeHtml(tongue.moved(printed))
  const words = escapeHtml(tongue.moved(printed))
  const id = escapeHtml(cellId({ sheet: 'N', row: keyed, column: 'amount' }))
  const source = kind === 'money' ? sourceOf(keyed) : undefined
  if (source === undefined) return `<span class="n" id="${id}">${words}</span>`
  const [sheet = '', row = '', column = 'amount'] = source.split('/')
  return `<a class="n" id="${id}" href="${escapeHtml(hrefOf({ sheet, row, column }))}">${words}</a>`
}

function staffing(book: Book, tongue: Tongue): Markup {
  const rows = book.staffing.map(
    ({ name, funding, staff }) =>
      html`<tr><td>${tongue.own(name)}</td><td>${tongue.own(funding)}</td><td class="n">${staff}</td></tr>`,
  )
  const { say } = tongue
  return html`<table id="staffing"><thead><tr><th>${say('单位名称', 'Office')}</th><th>${say('经费性质', 'Paid by')}</th><th class="n">${say('在职人数', 'Staff')}</th></tr></thead><tbody>${rows}</tbody></table>`
}

function tasks(book: Book, tongue: Tongue): Markup[] {
  return book.tasks.map(({ title, text }, i) => {
    const heading = tongue.say(html`（${ordinal(i + 1)}）${title}。`, html`(${i + 1}) ${tongue.short(title)}. `)
    return html`<p id="task${i + 1}"><b>${heading}</b>${tongue.own(text)}</p>`
  })
}
