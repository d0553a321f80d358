// What 泉州台商投资区 sets for 我要办宅基地. Values without a checked public source say so: they are the district's to confirm.

import type { Overlay } from '#kernel/service/declaration.ts'
import { workingDays } from '#kernel/service/step.ts'
import { contactsOf } from '../district.ts'

const UNCONFIRMED = '福建省农村宅基地面积标准，未核到原文；由区里确认后改这里'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: {
    plotLimit: {
      value: [
        [1, 80],
        [4, 100],
        [6, 120],
      ],
      source: `每户 80–120 ㎡，3 口以下 80，6 口以上 120，之间取 100（${UNCONFIRMED}）`,
    },
    bonusLimit: { value: 30, source: `利用空闲地、荒坡地或原址翻建可增加不超过 30 ㎡（${UNCONFIRMED}）` },
    floorLimit: { value: 3, source: `不超过 3 层（${UNCONFIRMED}）` },
  },
  promised: workingDays(8),
  contacts: contactsOf('0595-0000-0000（示例）'),
}
