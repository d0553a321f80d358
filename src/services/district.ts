// The district this installation serves: its code, name, bureau and towns. Villages come from the district's own list
// (seed/villages.json), read by the composition root.

import { type Unit, type UnitTree, unitTree } from '#kernel/unit/tree.ts'

/** One line of the list of villages. */
export interface VillageLine {
  readonly code: string
  readonly town: string
  readonly name: string
}

export const DISTRICT = { code: 'taishang', name: '泉州台商投资区' } as const

export const BUREAU: Unit = { code: 'bureau', name: '行政审批服务局', level: 'bureau', parent: null }

const TOWNS: readonly (readonly [code: string, name: string])[] = [
  ['350521104', '洛阳镇'],
  ['350521105', '东园镇'],
  ['350521106', '张坂镇'],
  ['350521200', '百崎回族乡'],
]

/** The district's unit tree. Throws when a village names a town that the district does not have. */
export function unitsOf(villages: readonly VillageLine[]): UnitTree {
  return unitTree([
    BUREAU,
    ...TOWNS.map(([code, name]): Unit => ({ code, name, level: 'town', parent: BUREAU.code })),
    ...villages.map(({ code, town, name }): Unit => ({ code, name, level: 'village', parent: town })),
  ])
}
