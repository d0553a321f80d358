// Which figures of a published column are kept back, so that nobody is found behind a small number. Pure.

export interface PublishingRules {
  /** A count of somebody below this is not published, nor a share or mean of so few. */
  readonly smallest: number
  readonly source: string
}

export const PUBLISHING_RULES: PublishingRules = {
  smallest: 5,
  source: '公开统计中不公布小于 5 的非零计数，为统计发布的常用做法；本区未另作规定，可改',
}

/**
 * The column with small counts as null. A single one could be worked out from the sum, so that the smallest count beside it
 * is kept back, too; a zero tells of nobody and stays.
 */
export function suppressed(
  counts: readonly number[],
  { smallest }: Pick<PublishingRules, 'smallest'> = PUBLISHING_RULES,
): (number | null)[] {
  const hidden = new Set(counts.flatMap((n, index) => (n > 0 && n < smallest ? [index] : [])))
  if (hidden.size === 1) {
    const others = counts.flatMap((n, index) => (n >= smallest ? [{ n, index }] : [])).sort((a, b) => a.n - b.n)
    if (others[0]) hidden.add(others[0].index)
  }
  return counts.map((n, index) => (hidden.has(index) ? null : n))
}
