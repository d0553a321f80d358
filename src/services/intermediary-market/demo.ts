// What a demonstration has of the market: firms at several points of entering, and purchases at several points of theirs.

import type { DemoCase, DemoContent } from '../declared.ts'
import { ENTRY_PAPERS, entryForm, FIRMS, type InventedFirm, PURCHASER } from './invented.ts'

type Act = DemoCase['acts'][number]
const done = (by: Act['by'], outcome: string, form = {}, note = ''): Act => ({
  by,
  command: { type: 'complete', outcome, form, note },
})

const compared: Act = { by: 'time', command: { type: 'wake' } }
const accepted: Act = { by: 'bureau.market', command: { type: 'accept', note: '' } }
/** A demonstration cannot wait until a notice is over: somebody objects, it does not hold, and the firm is admitted. */
const admitted: readonly Act[] = [
  compared,
  accepted,
  { by: 'anyone', command: { type: 'object', objector: '许某', contact: '13800000009', reason: '听说人员不在本单位' } },
  done('bureau.supervisor', 'kept', {}, '注册和社保都在本单位'),
  { by: 'bureau.approver', command: { type: 'decide', verdict: 'approve', reason: '' } },
]

/** Firms in the market, in the notice, waiting to be looked over, and two whom a register contradicts. */
export const firms = (): DemoContent => ({
  cases: (
    [
      [FIRMS.jia, admitted],
      [FIRMS.yi, admitted],
      [FIRMS.bing, admitted],
      [FIRMS.geng, [compared, accepted]],
      [FIRMS.ding, [compared]],
      [FIRMS.wu, [compared]],
      [FIRMS.ji, [compared]],
    ] as const
  ).map(([one, acts]): DemoCase => ({ by: one.agent, form: entryForm(one), materials: ENTRY_PAPERS, acts })),
})

const need = (code: string, project: string, more: object = {}) => ({
  ...{ code, purchaser: { name: PURCHASER.name, code: PURCHASER.code, contact: PURCHASER.agent }, funds: '国有资金' },
  ...{
    project,
    projectCode: `示例-${code}`,
    category: '测绘',
    level: '不限',
    content: '按现行规范完成，成果纸质、电子各一份。',
  },
  ...{ days: 60, cap: 8_000_000, mode: '随机抽取', visit: false, ...more },
})
const passed = done('bureau.market', 'passed')

/** Purchases: one waiting to be looked over, several announced in different ways, one sent back. */
export const needs = (): DemoContent => ({
  cases: (
    [
      [need('SL-1', '示例标准厂房三期'), []],
      [need('SL-2', '示例道路改造'), [passed]],
      [need('SL-3', '示例安置房地形图', { mode: '最低价' }), [passed]],
      [need('SL-4', '示例公园竣工测绘', { mode: '最优价', visit: true }), [passed]],
      [need('SL-5', '示例学校环评', { category: '环境影响评价', mode: '择优方案', funds: '财政资金' }), [passed]],
      [
        need('SL-6', '示例医院全过程咨询', { category: '工程造价咨询', cap: 150_000_000 }),
        [done('bureau.market', 'refused', {}, '达到招标限额，请走招标')],
      ],
    ] as const
  ).map(
    ([form, acts]): DemoCase => ({
      by: PURCHASER.agent,
      form,
      materials: [{ kind: 'brief', origin: 'paper' }],
      acts,
    }),
  ),
})

const part = (need: string, one: InventedFirm, more: object = {}): DemoCase => ({
  by: one.agent,
  form: { need, firm: one.code, legal: one.legal, agent: one.agent, promise: true, ...more },
  materials: [],
  acts: [compared],
})

/** Firms that have signed up for what is announced. */
export const offers = (): DemoContent => ({
  cases: [
    part('SL-2', FIRMS.jia),
    part('SL-2', FIRMS.yi),
    part('SL-2', FIRMS.bing),
    part('SL-3', FIRMS.jia, { price: 7_600_000 }),
  ],
})
