// The budget in English: what is spent, where it comes from and goes, what changed, whether the figures agree; the ten tables;
// the projects with their targets. The unit's own words stay in Chinese, which is the text that counts, and are marked as
// such; every figure leads to its cell in the published tables.

import type { Standing } from '../../indicators/forecast.ts'
import type { Book } from '../book.ts'
import { formatAmount, growthOf } from '../money.ts'
import type { Report } from '../report.ts'
import { SOURCES, TABLE_IDS, TABLES, type TableShape, WAYS } from '../table-shape.ts'
import { LINE_NAMES, RULE_NAMES, SOURCE_NAMES, TABLE_NAMES, WAY_NAMES } from './english-names.ts'
import { share } from './flow.ts'
import type { Live } from './live.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'

/** The English pages, the overview first; with `live` the targets carry what they have come to. */
export function englishPages(book: Book, report: Report, live?: Live): Page[] {
  return [overview(book, report), tables(book), projects(book, report, live)]
}

function overview(book: Book, { identities, questions, lint }: Report): Page {
  const fact = (key: string): number => book.figures[key]?.value ?? 0
  const [total, change, project] = [fact('expenditure'), fact('income.change'), fact('expenditure.project')]
  const failing = identities.filter(({ holds }) => !holds).length
  const growth = formatAmount(growthOf(change, fact('income')))
  const body = html`<h1>The budget of ${book.year} in English</h1>
<p class="lead">The unit spends ${figure(total, 'T1/expenditure')} (10,000 yuan), ${share(project, total)} of it on projects; ${change < 0 ? 'down' : 'up'} ${figure(Math.abs(change), 'N/income.change')} (${growth}%) on last year.</p>
<h2>Where the money comes from</h2>${parts(SOURCES.map(([key]) => [SOURCE_NAMES[key], fact(`income.${key}`), `T1/${key}`]))}
<h2>Where it goes</h2>${parts(WAYS.map(([key]) => [WAY_NAMES[key], fact(`expenditure.${key}`), `T3/total/${key}`]))}
<h2>Projects</h2><p>${book.goals.length} projects with performance goals, ${figure(fact('goals.money'), 'N/goals.money')} in all; see <a href="en-projects.html">all of them with their targets</a>. ${lint.length} findings say which targets cannot be judged as written, each with <a href="lint.html">a proposed wording</a>. The published text is never changed.</p>
<h2>Do the figures agree?</h2><p>${failing === 0 ? `All ${identities.length} identities hold` : `${failing} of ${identities.length} identities fail`}; <a href="checks.html#questions">${questions.filter(({ holds }) => !holds).length} questions</a> await an answer. Check for yourself: download <a href="book.json">book.json</a> and run “qinqing budget check book.json”.</p>
<h2>The ten tables</h2><ol>${TABLE_IDS.map((id) => html`<li><a href="en-tables.html#${id}">${TABLE_NAMES[id]}</a></li>`)}</ol>`
  return { name: 'en.html', title: 'Overview', body, lang: 'en' }
}

/** Lines with money, their shares, and a sum. */
function parts(lines: readonly (readonly [name: string, value: number, at: string])[]): Markup {
  const whole = lines.reduce((sum, [, value]) => sum + value, 0)
  const rows = lines
    .filter(([, value]) => value !== 0)
    .map(
      ([name, value, at]) =>
        html`<tr><td>${name}</td><td class="n">${figure(value, at)}</td><td class="n">${share(value, whole)}</td></tr>`,
    )
  return html`<table><thead><tr><th>Item</th><th class="n">10,000 yuan</th><th class="n">Share</th></tr></thead><tbody>${rows}</tbody></table>`
}

function tables(book: Book): Page {
  const list = TABLES.map(({ id }) => html`<li><a href="#${id}">${TABLE_NAMES[id]}</a></li>`)
  const body = html`<h1>The ten tables</h1><p class="lead">The published figures, cell for cell, in 10,000 yuan. Each leads to its cell in the published table.</p><ul>${list}</ul>${TABLES.map((shape) => table(book, shape))}`
  return { name: 'en-tables.html', title: 'Tables', body, lang: 'en' }
}

/** One table, a row a line; the two sides of an account stand one under the other. */
function table(book: Book, { id, columns, rows: kind }: TableShape): Markup {
  const heads = columns.map(([key]) => html`<th class="n">${LINE_NAMES[key] ?? key}</th>`)
  const lines = book.tables[id].rows.map(({ key, name, cells }) => {
    const isSum = ['total', 'income', 'expenditure'].includes(key)
    const amounts = columns.map(([column]) => {
      const cell = cells[column]
      return html`<td class="n">${cell && figure(cell.value, `${id}/${key}/${column}`)}</td>`
    })
    const code =
      kind === 'functional' || kind === 'economic' ? html`<td class="n z">${isSum ? '' : key}</td>` : undefined
    return html`<tr${isSum && raw(' class="sum"')}>${code}<td>${LINE_NAMES[key] ?? chinese(name)}</td>${amounts}</tr>`
  })
  const codeHead = kind === 'functional' || kind === 'economic' ? html`<th>Code</th>` : undefined
  return html`<h2 id="${id}">${TABLE_NAMES[id]}</h2><div class="wide" tabindex="0" role="region" aria-label="${TABLE_NAMES[id]}"><table><thead><tr>${codeHead}<th>Item</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`
}

const STANDINGS: Readonly<Record<Standing, readonly [tone: string, words: string]>> = {
  met: ['ok', '✓ met'],
  onTrack: ['ok', '✓ on track'],
  mayMiss: ['am', '! may miss'],
  willMiss: ['no', '✗ will miss'],
  noEvidence: ['', '○ no evidence'],
}

function projects(book: Book, { lint }: Report, live?: Live): Page {
  const rows = book.goals.map((goal, index) => {
    const end = book.goals[index + 1]?.line ?? Number.POSITIVE_INFINITY
    const found = lint.filter(({ line }) => line >= goal.line && line < end).length
    const standings = goal.indicators.flatMap(({ line }) => live?.states.get(line)?.standing ?? [])
    const told = [...Map.groupBy(standings, (standing) => standing)].map(([standing, all]) => {
      const [tone, words] = STANDINGS[standing]
      return html`<span class="chip ${tone}">${words} ${all.length}</span> `
    })
    return html`<tr><td><a href="project-${index + 1}.html">${chinese(goal.name)}</a></td><td class="n">${figure(goal.money.total?.value ?? 0, `G/${index + 1}/total`)}</td><td class="n">${goal.indicators.length}</td>${live && html`<td>${told}</td>`}<td class="n">${found}</td></tr>`
  })
  const rules = Object.entries(RULE_NAMES).flatMap(([rule, words]) => {
    const count = lint.filter((finding) => finding.rule === rule).length
    return count === 0
      ? []
      : [html`<tr><td><a href="lint.html#${rule}">${rule}</a></td><td>${words}</td><td class="n">${count}</td></tr>`]
  })
  const body = html`<h1>${book.goals.length} projects and their targets</h1><p class="lead">Names are the unit’s own and stay in Chinese. A project’s page holds its aim, its targets as published and what could be written better.</p>
<table class="rows"><thead><tr><th>Project</th><th class="n">10,000 yuan</th><th class="n">Targets</th>${live && html`<th>So far</th>`}<th class="n">Findings</th></tr></thead><tbody>${rows}</tbody></table>
<h2>What the findings are</h2><p>Each is explained with a proposed wording; the published text is never changed.</p><table><thead><tr><th>Rule</th><th>Finds</th><th class="n">Findings</th></tr></thead><tbody>${rules}</tbody></table>`
  return { name: 'en-projects.html', title: 'Projects', body, lang: 'en' }
}

function chinese(text: string): Markup {
  return html`<span lang="zh-Hans">${text}</span>`
}
