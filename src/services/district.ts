// The district this installation serves: its code, name, bureau and towns. Villages come from the district's own list
// (seed/villages.json), read by the composition root.

import type { Overlay } from '#kernel/service/declaration.ts'
import { type Unit, type UnitTree, unitTree } from '#kernel/unit/tree.ts'

/** One line of the list of villages. */
export interface VillageLine {
  readonly code: string
  readonly town: string
  readonly name: string
}

/** One line of the list of schools. */
export type SchoolLine = VillageLine

export const DISTRICT = { code: 'taishang', name: '泉州台商投资区' } as const

export const BUREAU: Unit = { code: 'bureau', name: '行政审批服务局', level: 'bureau', parent: null }

/** Where one asks about a service: the hall is the same for all, the desk's telephone its own. Examples; to be confirmed. */
export const contactsOf = (phone: string): Overlay['contacts'] => ({
  hall: '台商投资区政务服务中心（示例地址）',
  hours: '工作日 8:30–12:00，14:30–17:30',
  phone,
  complaint: '12345',
})

const TOWNS: readonly (readonly [code: string, name: string])[] = [
  ['350521104', '洛阳镇'],
  ['350521105', '东园镇'],
  ['350521106', '张坂镇'],
  ['350521200', '百崎回族乡'],
]

/** Departments of the district that take part in services; their codes stand in routing tables and assignments. */
const DEPARTMENTS: readonly (readonly [code: string, name: string])[] = [
  ['industry', '科技经济发展局'],
  ['land', '自然资源局'],
  ['construction', '规划建设局'],
  ['labour', '人力资源和社会保障局'],
  ['environment', '生态环境局'],
  ['education', '教育文体局'],
  ['finance', '财政局'],
]

/** The district's unit tree. Throws when a village names a town that the district does not have. */
export function unitsOf(villages: readonly VillageLine[], schools: readonly SchoolLine[] = []): UnitTree {
  return unitTree([
    BUREAU,
    ...TOWNS.map(([code, name]): Unit => ({ code, name, level: 'town', parent: BUREAU.code })),
    ...DEPARTMENTS.map(([code, name]): Unit => ({ code, name, level: 'department', parent: BUREAU.code })),
    ...villages.map(({ code, town, name }): Unit => ({ code, name, level: 'village', parent: town })),
    ...schools.map(({ code, town, name }): Unit => ({ code, name, level: 'school', parent: town })),
  ])
}
