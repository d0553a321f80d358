// Sentences that do not come from the dictionary: of declarations, of refusals, of checks. They are said in Simplified
// Chinese, the language in force, and translated as a whole, blanks apart. Pure; runs on the server and in islands.

/** Chinese sentence → the sentence in another language, both with the same blanks (`{n}`; `{n|day|days}` counts). */
export type Phrases = Readonly<Record<string, string>>

/** Translates a sentence; undefined for one that is not known. */
export type Translate = (sentence: string) => string | undefined

/** As in the dictionary. */
const BLANK = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g

/**
 * A translator over `phrases`. What fills the blanks of a sentence is translated in turn where it is known.
 * Cost: a look-up; for a sentence with filled blanks one pattern after the other, longest first.
 */
export function translator(phrases: Phrases): Translate {
  const patterns = Object.entries(phrases)
    .filter(([sentence]) => /\{\w+\}/.test(sentence))
    .sort(([a], [b]) => solid(b) - solid(a))
    .map(([sentence, said]) => ({ pattern: patternOf(sentence), said }))
  const translate: Translate = (sentence) => {
    if (Object.hasOwn(phrases, sentence)) return phrases[sentence]
    for (const { pattern, said } of patterns) {
      const values = pattern.exec(sentence)?.groups
      if (values)
        return said.replace(BLANK, (_, name: string, one?: string, many?: string) => {
          const value = values[name] ?? ''
          if (one !== undefined) return value === '1' ? one : String(many)
          return translate(value) ?? value
        })
    }
    return undefined
  }
  return translate
}

/** How much of a sentence is not blank: a sentence that says more is tried first. */
const solid = (sentence: string): number => sentence.replace(BLANK, '').length

function patternOf(sentence: string): RegExp {
  const seen = new Set<string>()
  const source = sentence
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (name === undefined) return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
      if (seen.has(name)) return `\\k<${name}>`
      seen.add(name)
      return `(?<${name}>.+?)`
    })
    .join('')
  return new RegExp(`^${source}$`, 'su')
}
