// What a target has come to so far, as the pages show it. Who knows the figures (the monitor) hands them in by source line;
// without them the pages are the published budget alone.
import type { Standing } from '../../indicators/forecast.ts'
import type { ProposedTarget } from '../../indicators/proposal.ts'
import { html, type Markup } from './markup.ts'

/** The state of one target: the figure so far as people read it, such as `2,671 卷`, and how it stands. */
export interface LiveState {
  readonly now: string
  readonly standing: Standing
}

/** A target that we propose for a task published without any, and how it stands. */
export interface ProposedState {
  readonly target: ProposedTarget
  readonly state: LiveState
}

/** States by the source line of their indicator, and the instant they were taken, in words. */
export interface Live {
  readonly asOf: string
  readonly states: ReadonlyMap<number, LiveState>
  readonly proposed?: readonly ProposedState[]
}

/** Shape, words and tone of each standing: never colour alone. */
const WORDS: Readonly<Record<Standing, readonly [tone: string, words: string]>> = {
  met: ['ok', '✓ 已达'],
  onTrack: ['ok', '✓ 按进度'],
  mayMiss: ['am', '! 可能差'],
  willMiss: ['no', '✗ 预计差'],
  noEvidence: ['', '○ 缺证据'],
}

/** The figure so far and its state, as two table cells; empty cells for a target nobody measures. */
export function liveCells(live: Live, line: number): Markup {
  const state = live.states.get(line)
  return state ? stateCells(state) : html`<td class="n">—</td><td></td>`
}

function stateCells(state: LiveState): Markup {
  const [tone, words] = WORDS[state.standing]
  return html`<td class="n">${state.now}</td><td><span class="chip ${tone}">${words}</span></td>`
}

/** The headings of those cells. */
export const LIVE_HEADINGS = html`<th class="n">现在</th><th>状态</th>`

/** The targets we propose, said to be ours, with what they have come to; nothing when none are handed in. */
export function proposedSection({ proposed = [] }: Live): Markup | undefined {
  if (proposed.length === 0) return undefined
  const tasks = new Set(proposed.map(({ target }) => target.task))
  const rows = proposed.map(
    ({ target: { task, name, operator, amount, unit, why }, state }) =>
      html`<tr><td class="z">${task}</td><td>${name}<span class="hint"> ${why}</span></td><td class="n">${operator}${amount}${unit === '%' ? '' : ' '}${unit}</td>${stateCells(state)}</tr>`,
  )
  return html`<h2 id="proposed">${tasks.size} 项主要任务没有公布目标</h2><p>下面的目标是我们建议的，单位没有公布过。</p>
<table class="rows"><thead><tr><th>任务</th><th>建议的指标</th><th class="n">建议的目标</th>${LIVE_HEADINGS}</tr></thead><tbody>${rows}</tbody></table>`
}
