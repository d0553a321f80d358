// A finished page in traditional script: its texts are converted, its tags, addresses and what is marked as the published
// wording stay as they are. For pages that come whole from elsewhere; our own are written from the dictionary.

import { toTraditional } from './traditional.ts'

/** Text between tags; attributes that are read aloud. */
const TEXT = /(<(?:style|script)[\s\S]*?<\/(?:style|script)>|<[^>]*>)|([^<]+)/g
const SPOKEN = /\b(aria-label|title|alt|placeholder)="([^"]*)"/g
/** What a document said word for word, such as a target as published. */
const KEPT = /(<(\w+) (?:[^>]* )?(?:lang="zh-Hans"|class="was")[^>]*>[\s\S]*?<\/\2>)/

/** The page in traditional script, `lang` with it. */
export function pageInTraditional(html: string): string {
  const page = html.replace('<html lang="zh-Hans">', '<html lang="zh-Hant">')
  return page
    .split(KEPT)
    .filter((_, i) => i % 3 !== 2)
    .map((part, i) => (i % 2 === 1 ? part : converted(part)))
    .join('')
}

function converted(part: string): string {
  return part.replace(TEXT, (_, tag: string | undefined, text: string | undefined) =>
    tag === undefined
      ? toTraditional(text ?? '')
      : tag.replace(SPOKEN, (_said, name: string, words: string) => `${name}="${toTraditional(words)}"`),
  )
}
