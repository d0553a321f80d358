// What the four declarations of 益企帮帮 share: what a demand can be about, what firms do, and the rows of the routing table.

import { choice, text, unit } from '#kernel/form/form.ts'

export const MATTERS = {
  policy: '政策咨询',
  procedure: '手续办理',
  project: '项目建设',
  factor: '要素保障（用地、用工、用水用电、资金）',
} as const

export const INDUSTRIES = {
  manufacture: '制造业',
  building: '建筑业',
  trade: '商贸和餐饮',
  service: '服务业和软件',
  farming: '农林渔业',
} as const

/** The district's own rule about demands, until it names its document. */
export const RULE = '区里规定：涉企诉求“益企帮帮”办理办法（待区里确认）'

/** One row of the routing table: every column that is filled in must fit. */
export const row = {
  word: text('诉求里有哪个词', { optional: true, maxLength: 60, hint: '几个词用“、”隔开，有一个就算' }),
  matter: choice('哪一类', MATTERS, { optional: true }),
  industry: choice('哪个行业', INDUSTRIES, { optional: true }),
  unit: unit('由谁主办', 'department'),
}
