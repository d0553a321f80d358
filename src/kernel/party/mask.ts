// Personal data as everyone sees it who has no right to more: enough to recognise one's own, too little to use.
// Unmasking is an act of its own and recorded elsewhere.

/** What a number must hide at least; a shorter one is hidden whole. */
const LEAST_HIDDEN_DIGITS = 4

/** A name by its first character: 陈海生 as 陈**. A name of one character shows nothing. */
export function maskName(name: string): string {
  return keepEnds(name, 1, 0, 1)
}

/** A document number by its ends: 350***********1235; of a shorter one (台胞证) the first and the last two. */
export function maskIdNumber(idNumber: string): string {
  const [head, tail] = idNumber.length >= 15 ? [3, 4] : [1, 2]
  return keepEnds(idNumber, head, tail, LEAST_HIDDEN_DIGITS)
}

/** A telephone number: 138****0000, +886******678. */
export function maskPhone(phone: string): string {
  const [head, tail] = phone.startsWith('+') ? [4, 3] : [3, 4]
  return keepEnds(phone, head, tail, LEAST_HIDDEN_DIGITS)
}

/** A card number by its last four digits. */
export function maskBankCard(cardNumber: string): string {
  return keepEnds(cardNumber, 0, 4, LEAST_HIDDEN_DIGITS)
}

/** Stars for all between the ends, and for the ends too when less than `leastHidden` would lie between them. */
function keepEnds(text: string, head: number, tail: number, leastHidden: number): string {
  // By code point: a rare character outside the basic plane must not be cut in two.
  const characters = [...text]
  const hidden = characters.length - head - tail
  if (hidden < leastHidden) return '*'.repeat(characters.length)
  return characters.slice(0, head).join('') + '*'.repeat(hidden) + characters.slice(head + hidden).join('')
}
