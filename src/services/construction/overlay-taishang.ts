// What 泉州台商投资区 sets for 无感报建. Days and tolerance are not confirmed: each stands with where it would come from.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

const FLOW = '区工程建设项目审批流程图（示例，待区里确认）'
const DAYS = {
  N01: 1,
  N02: 0,
  N03: 3,
  N04: 3,
  E1: 10,
  G1: 10,
  N05: 5,
  N06: 5,
  N07: 12,
  N08: 10,
  N09: 10,
  N10: 0,
  N11: 3,
  N12: 10,
  N13: 15,
  N14: 3,
  N15: 1,
}

const contacts = contactsOf('0595-0000-0128（示例）')

export const taishang: Overlay = { district: 'taishang', parameters: {}, contacts }

/** The same district's values for the graph. */
export const taishangGraph: Overlay = {
  district: 'taishang',
  parameters: {
    ...Object.fromEntries(Object.entries(DAYS).map(([code, value]) => [`${code}Days`, { value, source: FLOW }])),
    reviewDays: { value: 3, source: '区项目管家工作规则（示例，待区里确认）' },
    objectDays: { value: 1, source: '报建授权委托书范本（示例，待区里确认）' },
    areaTolerance: { value: 0.03, source: '区建筑面积复核规则（示例，待区里确认）' },
  },
  contacts,
}
