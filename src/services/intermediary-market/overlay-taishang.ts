// What 泉州台商投资区 sets for 中介超市. Fujian's own rules of the market were not found; every figure says where it comes
// from and is the district's to confirm.

import type { Overlay } from '#kernel/service/declaration.ts'
import { contactsOf } from '../district.ts'

const CONFIRM = '未核到福建省的规定；由区里确认后改这里'
const contacts = contactsOf('0595-0000-0000（示例）')
const points = (value: number, what: string) => ({
  value,
  source: `${what}：参照外省中介超市信用记分办法自拟，${CONFIRM}`,
})

const base: Overlay = { district: 'taishang', parameters: {}, contacts }

export const plain = base

export const forNeeds: Overlay = {
  ...base,
  parameters: {
    threshold: {
      value: 100_000_000,
      source: `服务类单项合同估算价 100 万元以上必须招标（国家发展改革委令第16号，第五条）；政府采购限额标准更低的从其规定，${CONFIRM}`,
    },
    directLimit: { value: 5_000_000, source: `5 万元以下可以直接选取，${CONFIRM}` },
    announcements: { value: 2, source: `流标后最多再公告两次，${CONFIRM}` },
    grace: { value: 15, source: `交付逾期 15 天仍未交付的按违约，${CONFIRM}` },
    good: points(2, '评价好'),
    bad: points(10, '评价差'),
    late: points(5, '逾期交付'),
    rectified: points(5, '验收不合格'),
    giveUp: points(10, '中选后放弃'),
    breach: points(30, '违约'),
  },
}

export const forOffers: Overlay = {
  ...base,
  parameters: { creditFloor: points(60, '低于 60 分冻结报名') },
}
