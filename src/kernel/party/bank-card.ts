// Bank card numbers: the check while one is typed, and the four digits that may be kept. The whole number is never
// stored.

const SHAPE = /^[0-9]{13,19}$/

/** Whether a text is a card number: 13 to 19 digits and the right last one. Source: ISO/IEC 7812-1 (Luhn). */
export function isBankCard(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const sum = [...text].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** The only part of a card number that may be kept and shown. */
export function lastFourOf(cardNumber: string): string {
  return cardNumber.slice(-4)
}
