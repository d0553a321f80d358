// The first page: the finding in one sentence, the flow of money, what changed and why, the projects, what to write better,
// and whether the figures agree.
import type { Book, Goal } from '../book.ts'
import { english } from '../english/glosses.ts'
import type { Said } from '../language.ts'
import { formatAmount, formatGrouped, growthOf, ratioRounded } from '../money.ts'
import type { Report } from '../report.ts'
import { bar } from './bar.ts'
import { identityCells } from './checks-page.ts'
import { flowOf, flowPicture, flowTable, share } from './flow.ts'
import { findingMarkup } from './lint-page.ts'
import { liveCells, liveHeadings, liveNote, proposedSection } from './live.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import { figure } from './place.ts'
import type { Shown } from './shown.ts'
import type { Tongue } from './tongue.ts'

/** The overview of a judged book; `compared` when the page of two years is there too. */
export function overviewPage(shown: Shown, compared: boolean): Page {
  const { book, report, tongue, live } = shown
  const { say } = tongue
  const flow = flowOf(book, tongue)
  const project = factOf(book, 'expenditure.project')
  const total = factOf(book, 'expenditure')
  const part = inWords(project, total)
  const title = say(
    `${book.year} 年要花 ${formatGrouped(total)} 万元，${part[0]}用于项目`,
    `In ${book.year} the unit spends ${inMillions(total)} million yuan, ${part[1]} of it on projects`,
  )
  const compare = html`<p><a href="compare.html">${say('两年逐格比较', 'Two years, cell by cell')}</a></p>`
  const carried = say(
    '结转按全部用于项目画出；表里没有拆分。',
    'What is carried over is drawn wholly as projects; the tables do not split it.',
  )
  const body = html`<p class="hint">${tongue.own(book.unit)}</p><h1>${title}</h1>${lead(book, tongue)}
<h2 id="flow">${say('钱从哪里来，到哪里去', 'Where the money comes from and where it goes')}</h2><div class="flow">${flowPicture(flow, tongue)}</div>${flowTable(flow, tongue)}
<p class="hint">${carried}</p>
${changes(book, tongue)}${compared && compare}
<h2 id="projects">${say(`${book.goals.length} 个项目`, `${book.goals.length} projects`)}</h2>${live && html`<p class="hint">${liveNote(live, tongue)}</p>`}${projects(shown)}
${live && proposedSection(live, tongue)}
${writing(shown)}
${agreement(report, tongue)}`
  return { name: 'index.html', title: say('总览', 'Overview'), body }
}

/** English readers count money in millions; rounded, the exact figure stands in the table below. */
function inMillions(value: number): string {
  return formatAmount(ratioRounded(value, 10_000, 100))
}

function writing(shown: Shown): Markup {
  const { book, report, tongue } = shown
  const rows = book.goals.flatMap((goal) => goal.indicators).length
  const read = tongue.say(
    html`机器逐行读了 ${rows} 项目标，<a href="lint.html">${report.lint.length} 处</a>说不清“是否完成”。公布的原文不改，建议另列。`,
    html`A machine read all ${rows} targets; <a href="lint.html">${report.lint.length} findings</a> say where nobody can tell whether one was met. The published text is never changed; proposals stand beside it.`,
  )
  return html`<h2 id="writing">${tongue.say('写法需要改的目标', 'Targets to be written better')}</h2><p>${read}</p>
<div class="two">${highlights(report).map((finding) => findingMarkup(finding, shown))}</div>`
}

function agreement({ identities, questions }: Report, tongue: Tongue): Markup {
  const { say } = tongue
  const failing = identities.filter(({ holds }) => !holds).length
  const open = questions.filter(({ holds }) => !holds).length
  const verdict = say(
    html`${identities.length} 条恒等式${failing === 0 ? '全部成立' : `有 ${failing} 条不成立`}；<a href="checks.html#questions">${open} 个问题</a>请单位说明。`,
    html`${failing === 0 ? `All ${identities.length} identities hold` : `${failing} of ${identities.length} identities fail`}; <a href="checks.html#questions">${open} questions</a> await an answer of the unit.`,
  )
  return html`<h2 id="agree">${say('数字之间对得上吗', 'Do the figures agree?')}</h2><p>${verdict}</p>${identityCells(identities, tongue)}`
}

function factOf(book: Book, key: string): number {
  return book.figures[key]?.value ?? 0
}

/** Simple fractions people read faster than a percentage; within one point of the figure. */
const FRACTIONS: readonly (readonly [number, Said])[] = [
  [0.25, ['四分之一', 'a quarter']],
  [1 / 3, ['三分之一', 'a third']],
  [0.5, ['一半', 'half']],
  [2 / 3, ['三分之二', 'two thirds']],
  [0.75, ['四分之三', 'three quarters']],
]

function inWords(part: number, whole: number): Said {
  const near = FRACTIONS.find(([fraction]) => whole > 0 && Math.abs(part / whole - fraction) <= 0.01)
  return near?.[1] ?? [share(part, whole), share(part, whole)]
}

function lead(book: Book, tongue: Tongue): Markup {
  const [change, total] = [factOf(book, 'income.change'), factOf(book, 'income')]
  const reason = book.texts['income.reason']?.text ?? ''
  const carried = factOf(book, 'income.carryOver')
  const part = /结转/.test(reason) && carried < change ? share(carried, change) : undefined
  const moved = figure(Math.abs(change), 'N/income.change')
  const growth = `${change < 0 ? '' : '+'}${formatAmount(growthOf(change, total))}%`
  const said = tongue.say(
    html`比去年${change < 0 ? '少' : '多'} ${moved} 万元（${growth}）。公布的原因是“${reason}”${part && `，最多解释其中 ${part}`}。`,
    html`${moved} ${change < 0 ? 'less' : 'more'} than last year (${growth}). The published reason is “${tongue.sentence(english(reason))}”${part && `, which explains ${part} of it at most`}.`,
  )
  return html`<p class="lead">${said}</p>`
}

/** Last year, what the published reason explains, what it does not, this year. */
function changes(book: Book, { say }: Tongue): Markup {
  const [change, total] = [factOf(book, 'income.change'), factOf(book, 'income')]
  const blamed = /结转/.test(book.texts['income.reason']?.text ?? '')
  const carried = blamed ? Math.min(Math.max(change, 0), factOf(book, 'income.carryOver')) : 0
  const before = total - change
  const most = Math.max(before, total, 1)
  const step = (label: string, value: number, from: number, tone: string): Markup =>
    html`<tr><td>${label}${bar(tone, { from, value, of: most })}</td><td class="n">${formatGrouped(value)}</td></tr>`
  const published = say('上年结转（公布的原因）', 'Carried over (the published reason)')
  const rest = say('其余（公布的文字没有说明）', 'The rest (the published text does not say)')
  return html`<h2 id="change">${say('比去年多了什么，为什么', 'What changed since last year, and why')}</h2><table><thead><tr><th>${say('项目', 'Item')}</th><th class="n">${say('万元', '10,000 yuan')}</th></tr></thead><tbody>
${step(say('去年（由增减额倒推）', 'Last year (from the stated change)'), before, 0, 'grey')}${carried !== 0 && step(published, carried, before, 'grey')}
${step(rest, change - carried, Math.min(before + carried, total), 'gap')}
<tr class="sum"><td>${say('今年', 'This year')}${bar('', { value: total, of: most })}</td><td class="n">${figure(total, 'T1/income')}</td></tr></tbody></table>`
}

function projects(shown: Shown): Markup {
  const { book, tongue, live } = shown
  const { say } = tongue
  const groups: [Said, (goal: Goal) => boolean][] = [
    [['今年新立', 'New this year'], ({ money }) => (money.current?.value ?? 0) > 0],
    [['去年结转', 'Carried over from last year'], ({ money }) => (money.current?.value ?? 0) === 0],
  ]
  const head = html`<thead><tr><th>${say('项目', 'Project')}</th><th class="n">${say('万元', '10,000 yuan')}</th><th>${say('主要目标', 'Main target')}</th>${live && liveHeadings(tongue)}<th>${say('写法', 'Wording')}</th></tr></thead>`
  return html`${groups.map(([label, belongs]) => {
    const own = book.goals.filter(belongs)
    const sum = own.reduce((all, { money }) => all + (money.total?.value ?? 0), 0)
    const rows = own.map((goal) => projectRow(shown, book.goals.indexOf(goal)))
    const many = say(`${label[0]} ${own.length} 个，`, `${label[1]}: ${own.length} with `)
    return html`<h3>${many}${formatGrouped(sum)}</h3><table class="rows">${head}<tbody>${rows}</tbody></table>`
  })}`
}

/** A project's line; its main target is the first it counts. */
function projectRow({ book, report: { lint }, live, tongue }: Shown, index: number): Markup {
  const { say } = tongue
  const goal = book.goals[index]!
  const end = book.goals[index + 1]?.line ?? Number.POSITIVE_INFINITY
  const count = lint.filter(({ line }) => line >= goal.line && line < end).length
  const main = goal.indicators.find(({ level2 }) => level2 === '数量指标') ?? goal.indicators[0]
  const state =
    count === 0
      ? html`<span class="chip ok">${say('✓ 清楚', '✓ clear')}</span>`
      : html`<span class="chip am">${say(`! ${count} 处`, `! ${count}`)}</span>`
  const target = main && tongue.quantity(main.target.asPublished)
  return html`<tr><td><a href="project-${index + 1}.html">${tongue.short(goal.name)}</a></td><td class="n">${figure(goal.money.total?.value ?? 0, `G/${index + 1}/total`)}</td><td>${main && tongue.short(main.name)} <span class="n">${target}</span></td>${live && main && liveCells(live, main.line, tongue)}<td>${state}</td></tr>`
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
