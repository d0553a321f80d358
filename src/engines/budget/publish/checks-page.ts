// Do the figures agree: forty identities as forty cells, each with both sides and links to its figures; then the questions.
import type { IdentityResult, SideResult } from '../check.ts'
import type { Report } from '../report.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { hrefOf } from './place.ts'

/** The page of identities and questions. */
export function checksPage({ identities, questions }: Report): Page {
  const failing = identities.filter(({ holds }) => !holds).length
  const open = questions.filter(({ holds }) => !holds)
  const verdict = failing === 0 ? '全部成立' : `${failing} 条不成立`
  const body = html`<h1>${identities.length} 条恒等式${verdict}</h1>
<p class="lead">同一笔钱在几张表里出现，数必须相等。每条列出左右两边和它们所在的原文行。</p>${identityCells(identities)}
<p class="hint">自己核对：下载 <a href="book.json">book.json</a>，运行 qinqing budget check book.json。</p>
${identities.map(identityMarkup)}
<h2 id="questions">${questions.length} 个问题，${open.length} 个请说明</h2><p>这些关系通常成立，不成立不算错，但读者会问。</p>
${questions.map(({ id, holds, text }) => html`<div class="find" id="${id}"><p class="hint">${id} ${chip(holds, '相合', '请说明')}</p><p>${text}</p></div>`)}`
  return { name: 'checks.html', title: '核对', body }
}

/** The identities as cells, one glance; the odd one carries its number. */
export function identityCells(identities: readonly IdentityResult[]): Markup {
  const cells = identities.map(({ id, says, holds, note }) => {
    const tone = holds ? (note === undefined ? '' : 'am') : 'no'
    const face = holds && note === undefined ? '✓' : holds ? id : `✗ ${id}`
    const state = holds ? (note === undefined ? '成立' : '成立，有说明') : '不成立'
    return html`<li><a class="${tone}" href="checks.html#${id}" title="${id} ${says}" aria-label="${id} ${says}：${state}">${face}</a></li>`
  })
  return html`<ol class="cells">${cells}</ol>`
}

function chip(holds: boolean, yes: string, no: string): Markup {
  return html`<span class="chip ${holds ? 'ok' : 'am'}">${holds ? `✓ ${yes}` : `? ${no}`}</span>`
}

function identityMarkup({ id, says, holds, note, equations }: IdentityResult): Markup {
  const shown = holds ? equations.slice(0, 1) : equations.filter((equation) => !equation.holds)
  const more = equations.length - shown.length
  const verdict = html`<span class="chip ${holds ? 'ok' : 'no'}">${holds ? '✓ 成立' : '✗ 不成立'}</span>`
  return html`<div class="find" id="${id}"><p>${verdict} <b>${id}</b> ${says}</p>
${shown.map(({ left, right, holds: equal }) => html`<p>${side(left)} ${raw(equal ? '=' : '<b>≠</b>')} ${side(right)}</p>`)}
${more > 0 && html`<p class="hint">同样的等式还有 ${more} 个${holds && '，都成立'}。</p>`}${note !== undefined && html`<p class="hint">${note}。</p>`}</div>`
}

function side({ at, text, figure, lines }: SideResult): Markup {
  const where = lines.length === 0 ? '' : lines.length === 1 ? `L${lines[0]}` : `L${lines[0]}–L${lines.at(-1)}`
  const [sheet = '', row = '', column = ''] = at?.split('/') ?? []
  const shown =
    at === undefined || COUNTED.has(row)
      ? html`<span class="n">${figure}</span>`
      : html`<a class="n" href="${hrefOf({ sheet, row, column })}">${figure}</a>`
  return html`${shown} <span class="hint">${text}${where && ` · ${where}`}</span>`
}

/** Rows that count rows or remarks: nothing printed carries their figure. */
const COUNTED: ReadonlySet<string> = new Set(['remark', 'count', 'offices'])
