// The budget in English on one page: what is spent, where it comes from and goes, what changed, whether the figures agree. The
// published tables stay in Chinese; every figure leads to its cell there.
import type { Book } from '../book.ts'
import { formatAmount, growthOf } from '../money.ts'
import type { Report } from '../report.ts'
import { SOURCES, TABLE_IDS, type TableId, WAYS } from '../table-shape.ts'
import { share } from './flow.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'

const SOURCE_NAMES: Readonly<Record<(typeof SOURCES)[number][0], string>> = {
  general: 'General public budget',
  fund: 'Government fund budget',
  stateCapital: 'State capital budget',
  fiscalAccount: 'Special fiscal account',
  institution: 'Service income',
  business: 'Business income',
  superior: 'Subsidy from above',
  subordinate: 'Paid in by subordinate units',
  other: 'Other income',
  carryOver: 'Carried over from last year',
}

const WAY_NAMES: Readonly<Record<(typeof WAYS)[number][0], string>> = {
  basic: 'Basic spending (staff and running costs)',
  project: 'Projects',
  business: 'Business spending',
  toSuperior: 'Paid to the superior unit',
  toSubordinate: 'Subsidies to subordinate units',
}

const TABLE_NAMES: Readonly<Record<TableId, string>> = {
  T1: 'Income and expenditure',
  T2: 'Income by source',
  T3: 'Expenditure by kind',
  T4: 'Fiscal appropriations',
  T5: 'General public budget expenditure',
  T6: 'Government fund expenditure',
  T7: 'State capital expenditure',
  T8: 'General public budget by economic class',
  T9: 'Basic spending by economic class',
  T10: 'Travel abroad, receptions and vehicles',
}

/** The English page. */
export function englishPage(book: Book, { identities, questions, lint }: Report): Page {
  const fact = (key: string): number => book.figures[key]?.value ?? 0
  const [total, change, project] = [fact('expenditure'), fact('income.change'), fact('expenditure.project')]
  const failing = identities.filter(({ holds }) => !holds).length
  const growth = formatAmount(growthOf(change, fact('income')))
  const body = html`<div lang="en"><h1>The budget of ${book.year} in English</h1>
<p class="lead">The unit spends ${figure(total, 'T1/expenditure')} (10,000 yuan), ${share(project, total)} of it on projects; ${change < 0 ? 'down' : 'up'} ${figure(Math.abs(change), 'N/income.change')} (${growth}%) on last year.</p>
<h2>Where the money comes from</h2>${parts(SOURCES.map(([key]) => [SOURCE_NAMES[key], fact(`income.${key}`), `T1/${key}`]))}
<h2>Where it goes</h2>${parts(WAYS.map(([key]) => [WAY_NAMES[key], fact(`expenditure.${key}`), `T3/total/${key}`]))}
<h2>Projects</h2><p>${book.goals.length} projects with performance goals, ${figure(fact('goals.money'), 'N/goals.money')} in all; see the <a href="index.html#projects">list</a>. ${lint.length} findings say which targets cannot be judged as written, each with <a href="lint.html">a proposed wording</a>. The published text is never changed.</p>
<h2>Do the figures agree?</h2><p>${failing === 0 ? `All ${identities.length} identities hold` : `${failing} of ${identities.length} identities fail`}; <a href="checks.html#questions">${questions.filter(({ holds }) => !holds).length} questions</a> await an answer. Check for yourself: download <a href="book.json">book.json</a> and run “qinqing budget check book.json”.</p>
<h2>The ten tables</h2><ol>${TABLE_IDS.map((id) => html`<li><a href="tables.html#${id}">${TABLE_NAMES[id]}</a></li>`)}</ol></div>`
  return { name: 'en.html', title: 'English', body }
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
