// How figures are written in a published budget and what they are worth. Money is an integer count of 0.01 万元
// (100 yuan) and a percentage an integer count of 0.01 %: no floating point touches a budget figure.

/** A figure read, or the reason (one Chinese phrase) why the text is no figure. */
export type Reading = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly reason: string }

const FULL_WIDTH_OFFSET = 0xfee0
const GROUPED = /^\d{1,3}(,\d{3})+$/
const PLAIN = /^\d+$/
/** Larger sums (100 亿 万元) are a slip of the hand, and stay far inside the exact integers. */
const MAX_WHOLE_DIGITS = 10

/** The same text with full-width digits, comma, point, percent and minus in their ASCII form. */
export function halfWidth(text: string): string {
  return text
    .replace(/[０-９，．％＋－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(/[−–]/g, '-')
}

/**
 * Reads an amount with at most two decimals, such as `3364.40`, `3,364.40` or `３３６４．４０`.
 * Units: result in 0.01 of the printed unit (0.01 万元 for money, 0.01 % for a rate).
 * Refuses: an empty cell, a negative sum, a misplaced thousands separator, a third decimal, anything else.
 */
export function parseAmount(text: string): Reading {
  const plain = halfWidth(text).trim()
  if (plain === '') return refuse('这一格是空的')
  const [, sign, whole, decimals = ''] = /^([-+]?)([\d,]+)(?:\.(\d*))?$/.exec(plain) ?? []
  if (whole === undefined) return refuse(`“${text}”不是金额`)
  if (sign === '-') return refuse(`金额是负数：${text}`)
  if (whole.includes(',') ? !GROUPED.test(whole) : !PLAIN.test(whole)) return refuse(`千分位写错：${text}`)
  if (decimals.length > 2) return refuse(`多于两位小数：${text}`)
  const digits = whole.replaceAll(',', '')
  if (digits.length > MAX_WHOLE_DIGITS) return refuse(`数字过大：${text}`)
  return { ok: true, value: Number(digits) * 100 + Number(decimals.padEnd(2, '0')) }
}

/** Reads a whole number such as `27` or `1,047`. Refuses what parseAmount refuses, and decimals. */
export function parseCount(text: string): Reading {
  const read = parseAmount(text)
  if (!read.ok) return read
  return read.value % 100 === 0 && !/[.．]/.test(text)
    ? { ok: true, value: read.value / 100 }
    : refuse(`“${text}”不是整数`)
}

/** `336440` → `3364.40`, as the ten tables print it. Units: 0.01 万元. */
export function formatAmount(value: number): string {
  const digits = String(Math.abs(value)).padStart(3, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `336440` → `3,364.40`, as sentences print it. Units: 0.01 万元. */
export function formatGrouped(value: number): string {
  return formatAmount(value).replace(/\d(?=(\d{3})+\.)/g, '$&,')
}

/** `27` → `27`, `1047` → `1,047`. */
export function formatCount(value: number): string {
  return formatGrouped(value * 100).slice(0, -3)
}

/**
 * Growth over last year in 0.01 %, rounded half away from zero: change ÷ (current − change).
 * An empty base has no growth; budgets print it as 0.00 % (question X14 points at it).
 */
export function growthOf(change: number, current: number): number {
  const base = current - change
  if (base === 0) return 0
  return ratioRounded(change, base, 10_000)
}

/** part ÷ whole × scale, rounded half away from zero in integers. Throws (fault) on a zero whole. */
export function ratioRounded(part: number, whole: number, scale: number): number {
  if (whole === 0) throw new Error('ratio of nothing')
  const numerator = BigInt(part) * BigInt(scale) * 2n
  const denominator = BigInt(whole) * 2n
  const negative = numerator < 0n !== denominator < 0n
  const [n, d] = [numerator < 0n ? -numerator : numerator, denominator < 0n ? -denominator : denominator]
  const rounded = Number((n + d / 2n) / d)
  return negative && rounded !== 0 ? -rounded : rounded
}

function refuse(reason: string): Reading {
  return { ok: false, reason }
}
