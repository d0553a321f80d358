// Two years side by side: what the narrative says changed against what did, then every figure that moved, then projects.
import type { Comparison, FigureChange } from '../compare.ts'
import { formatAmount, formatGrouped, growthOf } from '../money.ts'
import { TABLES, tableName } from '../table-shape.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'

/** The page of a comparison. */
export function comparePage({ years: [before, after], figures, stated, goals }: Comparison): Page {
  const wrong = stated.filter(({ holds }) => !holds)
  const body = html`<h1>${before} 年与 ${after} 年</h1>
<p class="lead">${figures.length} 个数变了；${goals.added.length} 个项目新来，${goals.dropped.length} 个不再有，${goals.kept.length} 个延续。</p>
${
  wrong.length > 0 &&
  html`<h2>说明写的增减，与两年的数不符</h2>${wrong.map(
    ({ line, stated: said, actual }) =>
      html`<div class="find"><p><span class="was">写 ${formatGrouped(said)}</span> → 两年相减是 ${formatGrouped(actual)} <span class="hint">L${line}</span></p></div>`,
  )}`
}
${TABLES.map(({ id, title }) =>
  tableChanges(
    `${tableName(id)}　${title}`,
    figures.filter(({ table }) => table === id),
    [before, after],
  ),
)}
<h2>项目</h2><div class="two"><div><h3>新来</h3><ul>${goals.added.map(({ name }) => html`<li>${name}</li>`)}</ul></div><div><h3>不再有</h3><ul>${goals.dropped.map(({ name }) => html`<li>${name}</li>`)}</ul></div></div>`
  return { name: 'compare.html', title: '两年比较', body }
}

function tableChanges(
  title: string,
  changes: readonly FigureChange[],
  [before, after]: readonly [number, number],
): Markup {
  if (changes.length === 0) return html``
  const rows = changes.map(({ table, row, column, name, before: was, after: is }) => {
    const change = is - was
    const growth = was === 0 ? '新' : is === 0 ? '无' : `${change > 0 ? '+' : ''}${formatAmount(growthOf(change, is))}%`
    const words = name.replace(/^表\S+\s/, '')
    return html`<tr><td>${words}</td><td class="n">${formatGrouped(was)}</td><td class="n">${is === 0 ? formatGrouped(is) : figure(is, `${table}/${row}/${column}`)}</td><td class="n">${change > 0 ? '+' : ''}${formatGrouped(change)}</td><td class="n">${growth}</td></tr>`
  })
  return html`<h2>${title}</h2><div class="wide" tabindex="0" role="region" aria-label="${title}"><table><thead><tr><th>项目</th><th class="n">${before} 年</th><th class="n">${after} 年</th><th class="n">增减</th><th class="n">%</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
