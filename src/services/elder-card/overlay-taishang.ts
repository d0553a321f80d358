// What 泉州台商投资区 sets for 老年优待证.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: { age: { value: 60, source: '老年人权益保障法第二条：老年人是指六十周岁以上的公民' } },
  contacts: contactsOf('0595-0000-0000（示例）'),
}
