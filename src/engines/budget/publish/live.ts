// What a target has come to so far, as the pages show it. Who knows the figures (the monitor) hands them in by source line;
// without them the pages are the published budget alone.
import type { Standing } from '../../indicators/forecast.ts'
import { html, type Markup } from './markup.ts'

/** The state of one target: the figure so far as people read it, such as `2,671 卷`, and how it stands. */
export interface LiveState {
  readonly now: string
  readonly standing: Standing
}

/** States by the source line of their indicator, and the instant they were taken, in words. */
export interface Live {
  readonly asOf: string
  readonly states: ReadonlyMap<number, LiveState>
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
  if (!state) return html`<td class="n">—</td><td></td>`
  const [tone, words] = WORDS[state.standing]
  return html`<td class="n">${state.now}</td><td><span class="chip ${tone}">${words}</span></td>`
}

/** The headings of those cells. */
export const LIVE_HEADINGS = html`<th class="n">现在</th><th>状态</th>`
