// How the goals are written: every lint finding, as published → our proposal, gathered by rule.
import { type Finding, RULES } from '../lint.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import type { Shown } from './shown.ts'

/** The page of all findings. */
export function lintPage(shown: Shown): Page {
  const { book, tongue } = shown
  const { lint } = shown.report
  const rules = Object.keys(RULES).filter((rule) => lint.some((finding) => finding.rule === rule))
  const rows = book.goals.reduce((sum, goal) => sum + goal.indicators.length, 0)
  const title = tongue.say(
    `${rows} 项目标，${lint.length} 处写法要改`,
    `${rows} targets, ${lint.length} to be written better`,
  )
  const lead = tongue.say(
    html`以下写法会让“是否完成”说不清。公布的原文不改，<span class="now">绿底</span>是我们的建议。`,
    html`As written, nobody can say whether these were met. The published text is never changed; on <span class="now">green</span> stands what we propose.`,
  )
  const body = html`<h1>${title}</h1>
<p class="lead">${lead}</p>
${rules.map((rule) =>
  ruleMarkup(
    rule,
    lint.filter((finding) => finding.rule === rule),
    shown,
  ),
)}`
  return { name: 'lint.html', title: tongue.say('写法', 'Wording'), body }
}

function ruleMarkup(rule: string, findings: readonly Finding[], shown: Shown): Markup {
  const { tongue } = shown
  const count = tongue.say(`${findings.length} 处`, `${findings.length} found`)
  return html`<h2 id="${rule}">${tongue.said(RULES[rule]!)} <span class="hint">${rule} · ${count}</span></h2>
${[...Map.groupBy(findings, ({ message }) => message)].map(([message, alike]) => alikeMarkup(message, alike, shown))}`
}

/** Findings of one message, which is said once. */
function alikeMarkup(message: string, findings: readonly Finding[], shown: Shown): Markup {
  if (findings.length === 1) return findingMarkup(findings[0]!, shown)
  return html`<p>${shown.tongue.sentence(message)}</p>${findings.map((finding) => findingMarkup(finding, shown, false))}`
}

/** One finding: whose, what is wrong, as published → proposal. */
export function findingMarkup(
  { line, published, message, repair }: Finding,
  { book, tongue }: Pick<Shown, 'book' | 'tongue'>,
  withMessage = true,
): Markup {
  const goal = book.goals.findLastIndex((one) => one.line <= line)
  const whose =
    goal < 0
      ? html`${tongue.say('主要任务', 'Main tasks')}`
      : html`<a href="project-${goal + 1}.html">${tongue.short(book.goals[goal]!.name)}</a>`
  const text = published.length > 90 ? `${published.slice(0, 89)}…` : published
  return html`<div class="find"><p class="hint">${whose} · L${line}</p>${withMessage && html`<p>${tongue.sentence(message)}</p>`}
<p><span class="was"${raw(tongue.say('', ' lang="zh-Hans"'))}>${text}</span>${repair !== undefined && html` → <span class="now">${tongue.sentence(repair)}</span>`}</p></div>`
}
