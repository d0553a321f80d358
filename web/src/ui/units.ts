// The villages of a district as a form offers them: under their towns.

/** A town and its villages. */
export interface UnitGroup {
  readonly name: string
  readonly units: readonly { readonly code: string; readonly name: string }[]
}

/** The name of a village by its code; the code itself when the district has no such village. */
export function nameOfUnit(groups: readonly UnitGroup[], code: string): string {
  return groups.flatMap((group) => group.units).find((unit) => unit.code === code)?.name ?? code
}
