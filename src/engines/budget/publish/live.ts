// What a target has come to so far, as the pages show it. Who knows the figures (the monitor) hands them in by source line;
// without them the pages are the published budget alone.
import type { Standing } from '../../indicators/forecast.ts'
import type { ProposedTarget } from '../../indicators/proposal.ts'
import type { Said } from '../language.ts'
import { html, type Markup } from './markup.ts'
import type { Tongue } from './tongue.ts'

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
  readonly asOf: Said
  readonly states: ReadonlyMap<number, LiveState>
  readonly proposed?: readonly ProposedState[]
}

/** Shape, words and tone of each standing: never colour alone. */
const WORDS: Readonly<Record<Standing, readonly [tone: string, words: Said]>> = {
  met: ['ok', ['✓ 已达', '✓ met']],
  onTrack: ['ok', ['✓ 按进度', '✓ on track']],
  mayMiss: ['am', ['! 可能差', '! may miss']],
  willMiss: ['no', ['✗ 预计差', '✗ will miss']],
  noEvidence: ['', ['○ 缺证据', '○ no evidence']],
}

/** The figure so far and its state, as two table cells; empty cells for a target nobody measures. */
export function liveCells(live: Live, line: number, tongue: Tongue): Markup {
  const state = live.states.get(line)
  return state ? stateCells(state, tongue) : html`<td class="n">—</td><td></td>`
}

function stateCells(state: LiveState, tongue: Tongue): Markup {
  const [tone, words] = WORDS[state.standing]
  return html`<td class="n">${tongue.quantity(state.now)}</td><td><span class="chip ${tone}">${tongue.said(words)}</span></td>`
}

/** The headings of those cells. */
export function liveHeadings({ say }: Tongue): Markup {
  return html`<th class="n">${say('现在', 'Now')}</th><th>${say('状态', 'State')}</th>`
}

/** When the figures were taken. */
export function liveNote({ asOf }: Live, { said, say }: Tongue): string {
  return say(`“现在”为 ${asOf[0]} 的数。`, `“Now” is ${said(asOf)}.`)
}

/** The targets we propose, said to be ours, with what they have come to; nothing when none are handed in. */
export function proposedSection({ proposed = [] }: Live, tongue: Tongue): Markup | undefined {
  if (proposed.length === 0) return undefined
  const tasks = new Set(proposed.map(({ target }) => target.task))
  const rows = proposed.map(
    ({ target: { task, name, operator, amount, unit, why }, state }) =>
      html`<tr><td class="z">${tongue.short(task)}</td><td>${tongue.short(name)}<span class="hint"> ${tongue.short(why)}</span></td><td class="n">${tongue.quantity(`${operator}${amount}${unit === '%' ? '' : ' '}${unit}`)}</td>${stateCells(state, tongue)}</tr>`,
  )
  const { say } = tongue
  const title = say(`${tasks.size} 项主要任务没有公布目标`, `${tasks.size} main tasks were published without targets`)
  const ours = say(
    '下面的目标是我们建议的，单位没有公布过。',
    'The targets below are proposed by us; the unit never published them.',
  )
  return html`<h2 id="proposed">${title}</h2><p>${ours}</p>
<table class="rows"><thead><tr><th>${say('任务', 'Task')}</th><th>${say('建议的指标', 'Indicator we propose')}</th><th class="n">${say('建议的目标', 'Target we propose')}</th>${liveHeadings(tongue)}</tr></thead><tbody>${rows}</tbody></table>`
}
