// The number of a Taiwan resident's travel permit to the mainland (台胞证). One person keeps one number for life since
// 2008-09-25; older permits print the issue count and the issuing place behind it. There is no public check digit.

export type TravelPermit = {
  /** The 8 digits that stay the same for life: what is compared and indexed. */
  readonly number: string
  /** The text as it was given. */
  readonly raw: string
  readonly form: 'current' | 'legacy'
}

const CURRENT = /^[0-9]{8}$/
const LEGACY = /^([0-9]{8})[0-9]{2}(?:[(（][A-Z0-9][)）])?$/

/** The permit a text names, or `null` when it has neither form: `12345678`, or `1234567801(A)` of the older ones. */
export function parseTravelPermit(text: string): TravelPermit | null {
  if (CURRENT.test(text)) return { number: text, raw: text, form: 'current' }
  const number = LEGACY.exec(text)?.[1]
  return number === undefined ? null : { number, raw: text, form: 'legacy' }
}
