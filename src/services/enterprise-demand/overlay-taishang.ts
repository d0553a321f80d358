// What 泉州台商投资区 sets for 益企帮帮 and its consultation days. Contacts and the weekday are examples; the district confirms them.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'
import { RULE } from './words.ts'

const contacts = contactsOf('0595-0000-0117（示例）')

export const taishang: Overlay = { district: 'taishang', parameters: {}, contacts }

export const taishangClinic: Overlay = {
  district: 'taishang',
  parameters: { weekday: { value: 3, source: `${RULE}：每周三` } },
  contacts,
}
