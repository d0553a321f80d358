// What 泉州台商投资区 sets for 落户有奖. Contacts are examples; the district confirms them here.

import type { Overlay } from '#kernel/service/declaration.ts'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: {},
  contacts: {
    hall: '台商投资区政务服务中心（示例地址）',
    hours: '工作日 8:30–12:00，14:30–17:30',
    phone: '0595-0000-0000（示例）',
    complaint: '12345',
  },
}
