// What 泉州台商投资区 sets for 入学一键事. No public source was found for the order of admission in the zone: the values are the
// usual ones and say so; they are the district's to confirm.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

const ORDER = '通常的招生次序；闽教基〔2022〕5号、泉教初〔2023〕3号未核到原文，由区里确认后改这里'

export const taishang: Overlay = {
  district: 'taishang',
  parameters: {
    age: { value: 6, source: '《义务教育法》第十一条：年满六周岁；算到哪一天由每个招生季的计划写明' },
    classBoth: { value: 1, source: ORDER },
    classRegistered: { value: 2, source: ORDER },
    classHouse: { value: 3, source: ORDER },
    classPolicy: { value: 4, source: `军人、烈士、高层次人才和台胞子女同等照顾（${ORDER}）` },
    classWork: { value: 5, source: `居住证加社保（${ORDER}）` },
  },
  contacts: contactsOf('0595-0000-0143（示例）'),
}
