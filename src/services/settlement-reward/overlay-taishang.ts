// What 泉州台商投资区 sets for 落户有奖. Contacts are examples; the district confirms them here.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: {},
  contacts: contactsOf('0595-0000-0000（示例）'),
}
