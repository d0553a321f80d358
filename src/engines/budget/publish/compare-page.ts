// Two years side by side: what the narrative says changed against what did, then every figure that moved, then projects.
import type { Goal } from '../book.ts'
import type { Comparison, FigureChange } from '../compare.ts'
import { formatAmount, formatGrouped, growthOf } from '../money.ts'
import { TABLE_IDS } from '../table-shape.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'
import { titleOf } from './tables-page.ts'
import type { Tongue } from './tongue.ts'

/** The page of a comparison. */
export function comparePage({ years, figures, stated, goals }: Comparison, tongue: Tongue): Page {
  const { say } = tongue
  const [before, after] = years
  const [added, dropped, kept] = [goals.added.length, goals.dropped.length, goals.kept.length]
  const lead = say(
    `${figures.length} 个数变了；${added} 个项目新来，${dropped} 个不再有，${kept} 个延续。`,
    `${figures.length} figures changed; ${added} projects are new, ${dropped} are gone, ${kept} go on.`,
  )
  const wrong = stated.filter(({ holds }) => !holds)
  const said = wrong.map(({ line, stated: words, actual }) => {
    const [was, is] = [formatGrouped(words), formatGrouped(actual)]
    const both = say(
      html`<span class="was">写 ${was}</span> → 两年相减是 ${is}`,
      html`<span class="was">it says ${was}</span> → the two years differ by ${is}`,
    )
    return html`<div class="find"><p>${both} <span class="hint">L${line}</span></p></div>`
  })
  const tables = TABLE_IDS.map((id, i) => {
    const own = figures.filter(({ table }) => table === id)
    return changesOf(titleOf(id, i + 1, tongue), own, { years, tongue })
  })
  const list = (all: readonly Goal[]): Markup =>
    html`<ul>${all.map(({ name }) => html`<li>${tongue.own(name)}</li>`)}</ul>`
  const body = html`<h1>${say(`${before} 年与 ${after} 年`, `${before} and ${after}`)}</h1>
<p class="lead">${lead}</p>
${wrong.length > 0 && html`<h2>${say('说明写的增减，与两年的数不符', 'Changes the narrative states that the two years do not show')}</h2>${said}`}
${tables}
<h2>${say('项目', 'Projects')}</h2><div class="two"><div><h3>${say('新来', 'New')}</h3>${list(goals.added)}</div><div><h3>${say('不再有', 'Gone')}</h3>${list(goals.dropped)}</div></div>`
  return { name: 'compare.html', title: say('两年比较', 'Two years'), body }
}

interface Around {
  readonly years: Comparison['years']
  readonly tongue: Tongue
}

function changesOf(title: string, changes: readonly FigureChange[], { years, tongue }: Around): Markup {
  if (changes.length === 0) return html``
  const { say } = tongue
  const [before, after] = years.map((year) => say(`${year} 年`, String(year)))
  const rows = changes.map((moved) => {
    const { table, row, column, before: was, after: is } = moved
    const change = is - was
    const growth = `${change > 0 ? '+' : ''}${formatAmount(growthOf(change, is))}%`
    const word = was === 0 ? say('新', 'new') : is === 0 ? say('无', 'gone') : growth
    return html`<tr><td>${nameOf(moved, tongue)}</td><td class="n">${formatGrouped(was)}</td><td class="n">${is === 0 ? formatGrouped(is) : figure(is, `${table}/${row}/${column}`)}</td><td class="n">${change > 0 ? '+' : ''}${formatGrouped(change)}</td><td class="n">${word}</td></tr>`
  })
  return html`<h2>${title}</h2><div class="wide" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th>${say('项目', 'Line')}</th><th class="n">${before ?? ''}</th><th class="n">${after ?? ''}</th><th class="n">${say('增减', 'Change')}</th><th class="n">%</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

/** The figure without its table, which is the heading. */
function nameOf({ table, row, column, name }: FigureChange, tongue: Tongue): Markup {
  const printed = name.replace(/^表\S+\s/, '')
  if (tongue.language !== 'en') return html`${printed}`
  const line = tongue.line(table, row, printed)
  return tongue.sentence(column === 'amount' ? line : `${line}, ${tongue.line(table, column, column)}`)
}
