// HTML as a value: everything put into a template is escaped unless it is markup itself, so no text of a document can
// become a tag. Used by the pages of a published budget.

/** Finished HTML. */
export interface Markup {
  readonly markup: string
}

type Part = string | number | Markup | readonly Markup[] | undefined | false

/** A template whose values are escaped; lists of markup are joined, `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((whole, text, i) => whole + render(parts[i - 1]) + text) }
}

/** Marks text as finished HTML. Only for text made here. */
export function raw(markup: string): Markup {
  return { markup }
}

/** The text with the five signs that mean something in HTML replaced. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map((one: Markup) => one.markup).join('')
  return typeof part === 'object' ? (part as Markup).markup : escapeHtml(String(part))
}
