// Which notices concern an officer: those of the places that lie in a unit of theirs.

import type { UnitCode, UnitTree } from '#kernel/unit/tree.ts'

/** Whether `place` is `unit` or lies in it. */
export function isWithin(units: UnitTree, place: UnitCode, unit: UnitCode): boolean {
  for (let at = units.get(place); at; at = at.parent === null ? undefined : units.get(at.parent)) {
    if (at.code === unit) return true
  }
  return false
}
