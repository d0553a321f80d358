// Simplified Chinese in traditional script as Taiwan writes it: OpenCC for the characters, a reviewed glossary over it for
// the words. Loaded only when a page in traditional script is asked for; a text is converted once and kept.

import { Converter } from 'opencc-js/cn2t'
import { GLOSSARY } from './glossary.ts'

const convert = Converter({ from: 'cn', to: 'tw' })
const TERMS = new RegExp(
  Object.keys(GLOSSARY)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
)
const QUOTES: Readonly<Record<string, string>> = { '“': '「', '”': '」', '‘': '『', '’': '』' }
const HAN = /\p{Script=Han}/u

/** Far more texts than pages and declarations hold; a hostile flood of others only costs their conversion. */
const MAX_KEPT = 20_000
const kept = new Map<string, string>()

/** The text in traditional script. What is no Chinese stays as it is. */
export function toTraditional(text: string): string {
  if (!HAN.test(text)) return text
  const known = kept.get(text)
  if (known !== undefined) return known
  const said = converted(text).replace(/[“”‘’]/g, (quote) => QUOTES[quote] ?? quote)
  if (kept.size < MAX_KEPT) kept.set(text, said)
  return said
}

/** Terms of the glossary as it has them, what stands between them by OpenCC. */
function converted(text: string): string {
  const terms = text.match(TERMS) ?? []
  return text
    .split(TERMS)
    .map((between, index) => convert(between) + (GLOSSARY[terms[index] ?? ''] ?? ''))
    .join('')
}
