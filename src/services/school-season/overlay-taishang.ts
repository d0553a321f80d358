// What 泉州台商投资区 sets for its seasons: every value of a season stands in its own plan.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: {},
  contacts: contactsOf('0595-0000-0143（示例）'),
}
