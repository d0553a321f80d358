// The national identity number of Taiwan: a letter for the place, a digit for the sex, seven digits, a check digit.
// Asked for only where a rule needs it.

/** The letters in the order of their values, 10 for A up to 35 for O. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
const SHAPE = /^[A-Z][12][0-9]{8}$/
const WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]

/** Whether a text is such a number and its check digit is right: the weighted digits sum up to a multiple of 10. */
export function isTaiwanId(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const digits = `${10 + LETTERS.indexOf(text[0]!)}${text.slice(1)}`
  return WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 10 === 0
}
