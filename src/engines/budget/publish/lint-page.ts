// How the goals are written: every lint finding, as published → our proposal, gathered by rule.
import type { Book } from '../book.ts'
import { type Finding, RULES } from '../lint.ts'
import type { Report } from '../report.ts'
import { html, type Markup } from './markup.ts'
import type { Page } from './page.ts'

/** The page of all findings. */
export function lintPage(book: Book, { lint }: Report): Page {
  const rules = Object.keys(RULES).filter((rule) => lint.some((finding) => finding.rule === rule))
  const rows = book.goals.reduce((sum, goal) => sum + goal.indicators.length, 0)
  const body = html`<h1>${rows} 项目标，${lint.length} 处写法要改</h1>
<p class="lead">以下写法会让“是否完成”说不清。公布的原文不改，<span class="now">绿底</span>是我们的建议。</p>
${rules.map((rule) =>
  ruleMarkup(
    rule,
    lint.filter((finding) => finding.rule === rule),
    book,
  ),
)}`
  return { name: 'lint.html', title: '写法', body }
}

function ruleMarkup(rule: string, findings: readonly Finding[], book: Book): Markup {
  const shared = new Set(findings.map(({ message }) => message)).size === 1 ? findings[0]!.message : undefined
  return html`<h2 id="${rule}">${RULES[rule]!} <span class="hint">${rule} · ${findings.length} 处</span></h2>
${shared !== undefined && html`<p>${shared}</p>`}${findings.map((finding) => findingMarkup(finding, book, shared === undefined))}`
}

/** One finding: whose, what is wrong, as published → proposal. */
export function findingMarkup(
  { rule, line, lines, published, message, repair }: Finding,
  book: Book,
  withMessage = true,
): Markup {
  const goal = book.goals.findLastIndex((one) => one.line <= line)
  const whose = goal < 0 ? html`主要任务` : html`<a href="project-${goal + 1}.html">${book.goals[goal]!.name}</a>`
  const text = published.length > 90 ? `${published.slice(0, 89)}…` : published
  return html`<div class="find" id="${rule}-L${line}-${lines.at(-1) ?? line}"><p class="hint">${whose} · L${line}</p>${withMessage && html`<p>${message}</p>`}
<p><span class="was">${text}</span>${repair !== undefined && html` → <span class="now">${repair}</span>`}</p></div>`
}
