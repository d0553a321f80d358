// The two languages the engine speaks. What it says of a book (identities, questions, findings, pages) is written in both,
// side by side, so that neither goes stale unseen; the book itself is Chinese and stays so. Traditional script is made of the
// simplified by whoever shows it.

export type Language = 'zh-Hans' | 'en'

/** One thing said in both languages. */
export type Said = readonly [chinese: string, english: string]

/** What was said, in one of them. */
export function saidIn(language: Language, [chinese, english]: Said): string {
  return language === 'en' ? english : chinese
}
