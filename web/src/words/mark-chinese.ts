// Marks what stays Chinese on an English page, so that a screen reader changes its voice and a browser its glyphs: names,
// opinions, texts without a translation. Works on the rendered document, wherever a text came from.

import type { Locale } from './words.ts'

/** An opening tag and the text right after it, icons and Vue's own marks between them. */
const TAGGED =
  /<([a-z][a-z0-9]*)((?:\s[^<>]*?)?)>((?:<!--[^<>]*-->|<svg\b(?:(?!<\/svg>).)*<\/svg>)*[^<]*\p{Script=Han}[^<]*)(?=<)/gu
/** Their text is data. */
const SILENT = new Set(['script', 'style', 'title'])

/** The document with `lang` on every element whose own text is mainly Chinese. Pages in Chinese stay as they are. */
export function markChinese(locale: Locale, html: string): string {
  if (locale !== 'en') return html
  return html.replace(TAGGED, (whole, tag: string, attributes: string, text: string) =>
    SILENT.has(tag) || /\slang=/.test(attributes) || !isMainlyChinese(text)
      ? whole
      : `<${tag}${attributes} lang="zh-Hans">${text}`,
  )
}

function isMainlyChinese(content: string): boolean {
  const text = content.replace(/<[^>]*>/g, '')
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  return count(/\p{Script=Han}/gu) * 2 > count(/[A-Za-z]/g)
}
