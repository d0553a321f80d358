// The first page: the finding in one sentence, the flow of money, what changed and why, the projects, what to write better,
// and whether the figures agree.
import type { Book, Goal } from '../book.ts'
import { formatAmount, formatGrouped, growthOf } from '../money.ts'
import type { Report } from '../report.ts'
import { bar } from './bar.ts'
import { identityCells } from './checks-page.ts'
import { flowOf, flowPicture, flowTable, share } from './flow.ts'
import { findingMarkup } from './lint-page.ts'
import { LIVE_HEADINGS, type Live, liveCells, proposedSection } from './live.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'

/** The overview of a judged book; `compared` when the page of two years is there too, `live` what targets have come to. */
export function overviewPage(
  book: Book,
  report: Report,
  { compared, live }: { compared: boolean; live?: Live | undefined },
): Page {
  const flow = flowOf(book)
  const project = factOf(book, 'expenditure.project')
  const total = factOf(book, 'expenditure')
  const failing = report.identities.filter(({ holds }) => !holds).length
  const title = `${book.year} 年要花 ${formatGrouped(total)} 万元，${inWords(project, total)}用于项目`
  const body = html`<p class="hint">${book.unit}</p><h1>${title}</h1>${lead(book)}
<h2 id="flow">钱从哪里来，到哪里去</h2><div class="flow">${flowPicture(flow)}</div>${flowTable(flow)}
<p class="hint">结转按全部用于项目画出；表里没有拆分。</p>
${changes(book)}${compared && html`<p><a href="compare.html">两年逐格比较</a></p>`}
<h2 id="projects">${book.goals.length} 个项目</h2>${live && html`<p class="hint">“现在”为 ${live.asOf} 的数。</p>`}${projects(book, report, live)}
${live && proposedSection(live)}
<h2 id="writing">写法需要改的目标</h2><p>机器逐行读了 ${book.goals.flatMap((goal) => goal.indicators).length} 项目标，<a href="lint.html">${report.lint.length} 处</a>说不清“是否完成”。公布的原文不改，建议另列。</p>
<div class="two">${highlights(report).map((finding) => findingMarkup(finding, book))}</div>
<h2 id="agree">数字之间对得上吗</h2><p>${report.identities.length} 条恒等式${failing === 0 ? '全部成立' : `有 ${failing} 条不成立`}；<a href="checks.html#questions">${report.questions.filter(({ holds }) => !holds).length} 个问题</a>请单位说明。</p>${identityCells(report.identities)}`
  return { name: 'index.html', title: '总览', body }
}

function factOf(book: Book, key: string): number {
  return book.figures[key]?.value ?? 0
}

/** Simple fractions people read faster than a percentage; within one point of the figure. */
const FRACTIONS: readonly (readonly [number, string])[] = [
  [0.25, '四分之一'],
  [1 / 3, '三分之一'],
  [0.5, '一半'],
  [2 / 3, '三分之二'],
  [0.75, '四分之三'],
]

function inWords(part: number, whole: number): string {
  const near = FRACTIONS.find(([fraction]) => whole > 0 && Math.abs(part / whole - fraction) <= 0.01)
  return near ? near[1] : share(part, whole)
}

function lead(book: Book): Markup {
  const [change, total] = [factOf(book, 'income.change'), factOf(book, 'income')]
  const reason = book.texts['income.reason']?.text ?? ''
  const carried = factOf(book, 'income.carryOver')
  const explains = /结转/.test(reason) && carried < change ? `，最多解释其中 ${share(carried, change)}` : ''
  const word = change < 0 ? '少' : '多'
  return html`<p class="lead">比去年${word} ${figure(Math.abs(change), 'N/income.change')} 万元（${change < 0 ? '' : '+'}${formatAmount(growthOf(change, total))}%）。公布的原因是“${reason}”${explains}。</p>`
}

/** Last year, what the published reason explains, what it does not, this year. */
function changes(book: Book): Markup {
  const [change, total] = [factOf(book, 'income.change'), factOf(book, 'income')]
  const blamed = /结转/.test(book.texts['income.reason']?.text ?? '')
  const carried = blamed ? Math.min(Math.max(change, 0), factOf(book, 'income.carryOver')) : 0
  const before = total - change
  const most = Math.max(before, total, 1)
  const step = (label: string, value: number, from: number, tone: string): Markup =>
    html`<tr><td>${label}${bar(tone, { from, value, of: most })}</td><td class="n">${formatGrouped(value)}</td></tr>`
  return html`<h2 id="change">比去年多了什么，为什么</h2><table><thead><tr><th>项目</th><th class="n">万元</th></tr></thead><tbody>
${step('去年（由增减额倒推）', before, 0, 'grey')}${carried !== 0 && step('上年结转（公布的原因）', carried, before, 'grey')}
${step('其余（公布的文字没有说明）', change - carried, Math.min(before + carried, total), 'gap')}
<tr class="sum"><td>今年${bar('', { value: total, of: most })}</td><td class="n">${figure(total, 'T1/income')}</td></tr></tbody></table>`
}

function projects(book: Book, report: Report, live: Live | undefined): Markup {
  const groups: [string, (goal: Goal) => boolean][] = [
    ['今年新立', ({ money }) => (money.current?.value ?? 0) > 0],
    ['去年结转', ({ money }) => (money.current?.value ?? 0) === 0],
  ]
  const head = html`<thead><tr><th>项目</th><th class="n">万元</th><th>主要目标</th>${live && LIVE_HEADINGS}<th>写法</th></tr></thead>`
  return html`${groups.map(([label, belongs]) => {
    const own = book.goals.filter(belongs)
    const sum = own.reduce((all, { money }) => all + (money.total?.value ?? 0), 0)
    const rows = own.map((goal) => projectRow({ book, report, live }, book.goals.indexOf(goal)))
    return html`<h3>${label} ${own.length} 个，${formatGrouped(sum)}</h3><table class="rows">${head}<tbody>${rows}</tbody></table>`
  })}`
}

interface Shown {
  readonly book: Book
  readonly report: Report
  readonly live: Live | undefined
}

/** A project's line; its main target is the first it counts. */
function projectRow({ book, report: { lint }, live }: Shown, index: number): Markup {
  const goal = book.goals[index]!
  const end = book.goals[index + 1]?.line ?? Number.POSITIVE_INFINITY
  const count = lint.filter(({ line }) => line >= goal.line && line < end).length
  const main = goal.indicators.find(({ level2 }) => level2 === '数量指标') ?? goal.indicators[0]
  const state =
    count === 0 ? html`<span class="chip ok">✓ 清楚</span>` : html`<span class="chip am">! ${count} 处</span>`
  return html`<tr><td><a href="project-${index + 1}.html">${goal.name}</a></td><td class="n">${figure(goal.money.total?.value ?? 0, `G/${index + 1}/total`)}</td><td>${main?.name ?? ''} <span class="n">${main?.target.asPublished ?? ''}</span></td>${live && main && liveCells(live, main.line)}<td>${state}</td></tr>`
}

const TELLING = ['R02', 'R03', 'R04', 'R01', 'R05', 'R09']

/** One finding of each telling rule, no row twice. */
function highlights({ lint }: Report): Report['lint'] {
  const chosen: Report['lint'][number][] = []
  for (const rule of TELLING) {
    const fresh = lint.find((finding) => finding.rule === rule && !chosen.some(({ line }) => line === finding.line))
    if (fresh) chosen.push(fresh)
  }
  return chosen
}
