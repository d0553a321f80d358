// One page a project: its money, its aim, its targets as published, and what the lint says beside each.
import { type Book, GOAL_MONEY, type Goal, type Indicator } from '../book.ts'
import type { Finding } from '../lint.ts'
import { formatGrouped } from '../money.ts'
import type { Report } from '../report.ts'
import { findingMarkup } from './lint-page.ts'
import { LIVE_HEADINGS, type Live, liveCells } from './live.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'

/** The page of the `index`-th project; with `live` its targets carry what they have come to. */
export function projectPage(book: Book, { lint }: Report, index: number, live?: Live): Page {
  const goal = book.goals[index]!
  const end = book.goals[index + 1]?.line ?? Number.POSITIVE_INFINITY
  const own = lint.filter(({ lines }) => lines.some((line) => line >= goal.line && line < end))
  const body = html`<p class="hint"><a href="index.html#projects">项目 ${index + 1}，共 ${book.goals.length} 个</a></p>
<h1>${goal.name}</h1><p class="lead">${goal.aim.text}</p>
<dl class="two">${GOAL_MONEY.map(([key, label]) => money(goal, key, label))}</dl>
<h2>目标</h2><table class="rows"><thead><tr><th>一级</th><th>二级</th><th>指标</th><th class="n">目标值</th>${live && LIVE_HEADINGS}<th>写法</th></tr></thead>
<tbody>${goal.indicators.map((row) => indicator(row, own, live))}</tbody></table>
<p class="hint">目标值为公布原文。${live ? `“现在”为 ${live.asOf} 的数。` : '完成情况接入办件数据后逐月显示。'}</p>
${own.length > 0 && html`<h2>写法要改的 ${own.length} 处</h2>${own.map((finding) => findingMarkup(finding, book))}`}
<p>${index > 0 && html`<a href="project-${index}.html">← 上一个</a>　`}${index + 1 < book.goals.length && html`<a href="project-${index + 2}.html">下一个 →</a>`}</p>`
  return { name: `project-${index + 1}.html`, title: goal.name, body }
}

function money(goal: Goal, key: string, label: string): Markup {
  const cell = goal.money[key]
  return html`<div id="${key}"><dt>${label.replace(/：$/, '')}</dt><dd class="n">${cell ? formatGrouped(cell.value) : '—'} 万元</dd></div>`
}

function indicator(row: Indicator, own: readonly Finding[], live?: Live): Markup {
  const rules = [...new Set(own.filter(({ lines }) => lines.includes(row.line)).map(({ rule }) => rule))]
  const marks = rules.map((rule) => html`<a class="chip am" href="lint.html#${rule}">! ${rule}</a> `)
  return html`<tr id="L${row.line}"><td class="z">${row.printed[0]}</td><td class="z">${row.printed[1]}</td><td>${row.name}</td><td class="n">${row.target.asPublished}</td>${live && liveCells(live, row.line)}<td class="all">${marks}</td></tr>`
}
