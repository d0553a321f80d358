// A bar beside a figure. Drawn as a picture of its own: a style attribute would be dropped by the policy that a served page
// carries, and the bar with it.
import { ratioRounded } from '../money.ts'
import { html, type Markup } from './markup.ts'

/** A bar over `value` of the whole width `of`, begun after `from`; nothing to show when the whole is nothing. */
export function bar(tone: string, { from = 0, value, of }: { from?: number; value: number; of: number }): Markup {
  const [x, width] = [percent(from, of), percent(Math.abs(value), of)]
  return html`<svg class="bar ${tone}" aria-hidden="true"><rect x="${x}" width="${width}" height="8"/></svg>`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0' : `${ratioRounded(part, whole, 1000) / 10}%`
}
