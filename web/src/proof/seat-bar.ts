// Where a child and the last admitted stand on one line: class first, then number.

import type { Cutoff } from '#engines/seats/market.ts'

/** Percent of a line on which the best of the first class is 0 and the last of no class is 100. */
export function placeOf(
  { class: of, rank }: Cutoff,
  { classes, children }: { classes: number; children: number },
): number {
  const full = classes + 1
  const block = Math.min(of ?? full, full) - 1
  return Math.min(100, (100 * (Math.max(0, block) * children + rank)) / (full * children))
}
