// One page a project: its money, its aim, its targets as published, and what the lint says beside each.
import { GOAL_MONEY, type Goal, type Indicator } from '../book.ts'
import { english } from '../english/glosses.ts'
import type { Finding } from '../lint.ts'
import { formatGrouped } from '../money.ts'
import { findingMarkup } from './lint-page.ts'
import { liveCells, liveHeadings, liveNote } from './live.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'
import type { Shown } from './shown.ts'
import type { Tongue } from './tongue.ts'

/** The page of the `index`-th project; with live figures its targets carry what they have come to. */
export function projectPage(shown: Shown, index: number): Page {
  const { book, report, tongue, live } = shown
  const { say } = tongue
  const goal = book.goals[index]!
  const end = book.goals[index + 1]?.line ?? Number.POSITIVE_INFINITY
  const own = report.lint.filter(({ lines }) => lines.some((line) => line >= goal.line && line < end))
  const place = say(`项目 ${index + 1}，共 ${book.goals.length} 个`, `Project ${index + 1} of ${book.goals.length}`)
  const heads = [say('一级', 'Level 1'), say('二级', 'Level 2'), say('指标', 'Indicator')].map(
    (head) => html`<th>${head}</th>`,
  )
  const note = live
    ? liveNote(live, tongue)
    : say('完成情况接入办件数据后逐月显示。', 'What they have come to is shown once cases are counted.')
  const body = html`<p class="hint"><a href="index.html#projects">${place}</a></p>
<h1>${tongue.own(goal.name)}</h1><p class="lead">${tongue.own(goal.aim.text)}</p>
<dl class="two">${GOAL_MONEY.map(([key, label], i) => money(goal, [key, label, MONEY_NAMES[i]!], tongue))}</dl>
<h2>${say('目标', 'Targets')}</h2><table class="rows"><thead><tr>${heads}<th class="n">${say('目标值', 'Target')}</th>${live && liveHeadings(tongue)}<th>${say('写法', 'Wording')}</th></tr></thead>
<tbody>${goal.indicators.map((row) => indicator(row, own, shown))}</tbody></table>
<p class="hint">${say('目标值为公布原文。', 'Targets are as published. ')}${note}</p>
${own.length > 0 && html`<h2>${say(`写法要改的 ${own.length} 处`, `${own.length} to be written better`)}</h2>${own.map((finding) => findingMarkup(finding, shown))}`}
<p>${index > 0 && html`<a href="project-${index}.html">${say('← 上一个', '← previous')}</a>　`}${index + 1 < book.goals.length && html`<a href="project-${index + 2}.html">${say('下一个 →', 'next →')}</a>`}</p>`
  return { name: `project-${index + 1}.html`, title: say(goal.name, english(goal.name)), body }
}

/** The lines of GOAL_MONEY in English, in its order. */
const MONEY_NAMES = [
  'Total',
  'Fiscal money',
  'of it this year’s',
  'of it carried over from last year',
  'Other money',
] as const

function money(goal: Goal, [key, label, name]: readonly [string, string, string], { say }: Tongue): Markup {
  const cell = goal.money[key]
  const amount = cell ? formatGrouped(cell.value) : '—'
  return html`<div id="${key}"><dt>${say(label.replace(/：$/, ''), name)}</dt><dd class="n">${amount}${say(' 万元', '')}</dd></div>`
}

function indicator(row: Indicator, own: readonly Finding[], { tongue, live }: Shown): Markup {
  const rules = [...new Set(own.filter(({ lines }) => lines.includes(row.line)).map(({ rule }) => rule))]
  const marks = rules.map((rule) => html`<a class="chip am" href="lint.html#${rule}">! ${rule}</a> `)
  const [level1, level2] = row.printed.map((name) => html`<td class="z">${tongue.short(name)}</td>`)
  return html`<tr id="L${row.line}">${level1}${level2}<td>${tongue.own(row.name)}</td><td class="n">${tongue.target(row.target.asPublished)}</td>${live && liveCells(live, row.line, tongue)}<td class="all">${marks}</td></tr>`
}
