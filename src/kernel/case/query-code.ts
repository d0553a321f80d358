// The short code by which a case is asked after without signing in: ten random digits and a check digit.

/** ISO/IEC 7064 MOD 11,10 check digit of a text of digits. Detects every single wrong digit. */
function checkDigit(digits: string): string {
  let product = 10
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10
    product = (sum * 2) % 11
  }
  return String((11 - product) % 10)
}

/** A query code from ten random digits. */
export function queryCodeOf(tenDigits: string): string {
  if (!/^\d{10}$/.test(tenDigits)) throw new Error('a query code is made of ten digits')
  return tenDigits + checkDigit(tenDigits)
}

/** Whether a text is a well-formed query code; spaces between groups are allowed. */
export function isQueryCode(text: string): boolean {
  const digits = text.replace(/\s/g, '')
  return /^\d{11}$/.test(digits) && checkDigit(digits.slice(0, 10)) === digits[10]
}
