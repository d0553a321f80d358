// The tree of units of one district: the bureau, its towns, their villages. It answers which unit handles a case that
// lies in a given village, and names units on screens. Called by decide(), the form's village field and the desks.

import { ROLES, type Role, type UnitLevel } from './role.ts'

/** Code of a unit: division code of a town (`350521104`), village (`350521104-01`), or the bureau's own code. */
export type UnitCode = string

export interface Unit {
  readonly code: UnitCode
  readonly name: string
  readonly level: UnitLevel
  readonly parent: UnitCode | null
}

export type UnitTree = ReadonlyMap<UnitCode, Unit>

/** The unit above all others: where a case lies that lies nowhere in particular. */
export function rootOf(tree: UnitTree): UnitCode {
  for (const { code, parent } of tree.values()) if (parent === null) return code
  throw new Error('a tree of units has a root')
}

/** Builds the tree; throws when a code stands twice or a parent is unknown, since both are mistakes of the district's data. */
export function unitTree(units: readonly Unit[]): UnitTree {
  const tree = new Map<UnitCode, Unit>()
  for (const unit of units) {
    if (tree.has(unit.code)) throw new Error(`unit ${unit.code} stands twice`)
    if (unit.parent !== null && !tree.has(unit.parent))
      throw new Error(`unit ${unit.code} has no parent ${unit.parent}`)
    tree.set(unit.code, unit)
  }
  return tree
}

/**
 * The unit whose holder of `role` handles a case in `place`: the role's own unit, on the level of departments and schools
 * the assigned one, else the nearest ancestor of the place (or itself) on the role's level.
 */
export function unitFor(
  tree: UnitTree,
  role: Role,
  place: UnitCode,
  assigned: UnitCode | null = null,
): UnitCode | null {
  const { level, unit: own }: { level: UnitLevel; unit?: string } = ROLES[role]
  if (own !== undefined) return tree.has(own) ? own : null
  if (level === 'department' || level === 'school')
    return assigned !== null && tree.get(assigned)?.level === level ? assigned : null
  for (let unit = tree.get(place); unit; unit = unit.parent === null ? undefined : tree.get(unit.parent)) {
    if (unit.level === level) return unit.code
  }
  return null
}
