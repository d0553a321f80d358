// Splits points so that the parts add up exactly: largest remainders, in whole hundredths. Used for the weights of
// indicators and for handing on the points of a category that does not apply.

/**
 * Splits `total` in proportion to `weights`; parts differ from the exact share by less than one unit and add up to `total`.
 * Equal remainders go to the earlier part. Units: integers (hundredths of a point). All-zero weights split equally.
 * Source: largest remainder method (Hamilton).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return []
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0)
    return apportion(
      total,
      weights.map(() => 1),
    )
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight))
  const parts = exact.map((share) => Number(share / BigInt(whole)))
  const remainders = exact.map((share, index) => ({ index, left: share % BigInt(whole) }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1))
  const missing = total - parts.reduce((sum, part) => sum + part, 0)
  for (const { index } of remainders.slice(0, missing)) parts[index]! += 1
  return parts
}
