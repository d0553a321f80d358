// Do the figures agree: forty identities as forty cells, each with both sides and links to its figures; then the questions.
import type { IdentityResult, SideResult } from '../check.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { hrefOf } from './place.ts'
import type { Shown } from './shown.ts'
import type { Tongue } from './tongue.ts'

/** The page of identities and questions. */
export function checksPage({ report: { identities, questions }, tongue, root }: Shown): Page {
  const { say } = tongue
  const book = `${root}book.json`
  const failing = identities.filter(({ holds }) => !holds).length
  const open = questions.filter(({ holds }) => !holds)
  const title = say(
    `${identities.length} 条恒等式${failing === 0 ? '全部成立' : `${failing} 条不成立`}`,
    failing === 0 ? `All ${identities.length} identities hold` : `${failing} of ${identities.length} identities fail`,
  )
  const lead = say(
    '同一笔钱在几张表里出现，数必须相等。每条列出左右两边和它们所在的原文行。',
    'The same money stands in several tables and must be the same figure. Each identity shows both sides and the lines of the document they stand in.',
  )
  const own = say(
    html`自己核对：下载 <a href="${book}">book.json</a>，运行 qinqing budget check book.json。`,
    html`Check for yourself: download <a href="${book}">book.json</a> and run qinqing budget check book.json.`,
  )
  const asked = say(
    `${questions.length} 个问题，${open.length} 个请说明`,
    `${questions.length} questions, ${open.length} await an answer`,
  )
  const usual = say(
    '这些关系通常成立，不成立不算错，但读者会问。',
    'These usually agree; where they do not nothing is wrong, but readers will ask.',
  )
  const [yes, no] = say(['相合', '请说明'] as const, ['agrees', 'please explain'] as const)
  const body = html`<h1>${title}</h1>
<p class="lead">${lead}</p>${identityCells(identities, tongue)}
<p class="hint">${own}</p>
${identities.map((identity) => identityMarkup(identity, tongue))}
<h2 id="questions">${asked}</h2><p>${usual}</p>
${questions.map(({ id, holds, text }) => html`<div class="find" id="${id}"><p class="hint">${id} ${chip(holds, yes, no)}</p><p>${tongue.sentence(text)}</p></div>`)}`
  return { name: 'checks.html', title: say('核对', 'Checks'), body }
}

/** The identities as cells, one glance; the odd one carries its number. */
export function identityCells(identities: readonly IdentityResult[], { say }: Tongue): Markup {
  const cells = identities.map(({ id, says, holds, note }) => {
    const tone = holds ? (note === undefined ? '' : 'am') : 'no'
    const face = holds && note === undefined ? '✓' : holds ? id : `✗ ${id}`
    const noted = note === undefined ? say('成立', 'holds') : say('成立，有说明', 'holds, with a note')
    const state = holds ? noted : say('不成立', 'fails')
    return html`<li><a class="${tone}" href="checks.html#${id}" title="${id} ${says}" aria-label="${id} ${says}${say('：', ': ')}${state}">${face}</a></li>`
  })
  return html`<ol class="cells">${cells}</ol>`
}

function chip(holds: boolean, yes: string, no: string): Markup {
  return html`<span class="chip ${holds ? 'ok' : 'am'}">${holds ? `✓ ${yes}` : `? ${no}`}</span>`
}

function identityMarkup({ id, says, holds, note, equations }: IdentityResult, tongue: Tongue): Markup {
  const { say } = tongue
  const shown = holds ? equations.slice(0, 1) : equations.filter((equation) => !equation.holds)
  const more = equations.length - shown.length
  const verdict = html`<span class="chip ${holds ? 'ok' : 'no'}">${holds ? say('✓ 成立', '✓ holds') : say('✗ 不成立', '✗ fails')}</span>`
  const others = say(
    `同样的等式还有 ${more} 个${holds ? '，都成立' : ''}。`,
    `${more} more of the same kind${holds ? ' hold too' : ''}.`,
  )
  return html`<div class="find" id="${id}"><p>${verdict} <b>${id}</b> ${says}</p>
${shown.map(({ left, right, holds: equal }) => html`<p>${side(left, tongue)} ${raw(equal ? '=' : '<b>≠</b>')} ${side(right, tongue)}</p>`)}
${more > 0 && html`<p class="hint">${others}</p>`}${note !== undefined && html`<p class="hint">${note}${say('。', '.')}</p>`}</div>`
}

function side({ at, text, figure, lines }: SideResult, tongue: Tongue): Markup {
  const where = lines.length === 0 ? '' : lines.length === 1 ? `L${lines[0]}` : `L${lines[0]}–L${lines.at(-1)}`
  const [sheet = '', row = '', column = ''] = at?.split('/') ?? []
  const shown =
    at === undefined || COUNTED.has(row)
      ? html`<span class="n">${figure}</span>`
      : html`<a class="n" href="${hrefOf({ sheet, row, column })}">${figure}</a>`
  return html`${shown} <span class="hint">${tongue.sentence(text)}${where && ` · ${where}`}</span>`
}

/** Rows that count rows or remarks: nothing printed carries their figure. */
const COUNTED: ReadonlySet<string> = new Set(['remark', 'count', 'offices'])
