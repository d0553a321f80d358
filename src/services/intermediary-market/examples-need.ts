// Stories about purchases: each way of choosing, each way of failing, and what happens after the award. The facts are what
// the intermediaries' own cases and the registers would have said by then.

import { doneAs, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { FIRMS, PURCHASER } from './invented.ts'

type Facts = Readonly<Record<string, Data>>
const wake = { type: 'wake' } as const
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const HASH = 'a'.repeat(64)
const found = (chosen: readonly string[]): ExampleLine['command'] => ({
  ...{ type: 'find', succeeded: true, reason: '', name: 'taishang-2026-0001', hash: HASH },
  chosen,
})
const notFound = { type: 'find', succeeded: false, reason: '摇号作废', name: '', hash: '', chosen: [] } as const
const objection = { type: 'object', objector: '许某', contact: '13800000009', reason: '对这一项有疑问' } as const

const { jia, yi, bing } = FIRMS
const CODE = 'SL-2026-001'
const offer = (one: { name: string; code: string }, price: number, credit = 100) => ({
  ...{ name: one.name, firm: one.code, price, credit, plan: '按规范完成', number: one.code },
})
const OFFERS = [offer(jia, 8_000_000), offer(yi, 7_600_000, 80), offer(bing, 7_600_000, 70)]

const form = {
  code: CODE,
  purchaser: { name: PURCHASER.name, code: PURCHASER.code, contact: PURCHASER.agent },
  funds: '国有资金',
  project: '示例标准厂房二期',
  projectCode: '2026-350598-47-01-000001',
  category: '测绘',
  level: '乙级以上',
  content: '用地测绘和竣工测绘各一次，成果符合现行规范。',
  days: 60,
  cap: 8_000_000,
  mode: '随机抽取',
  visit: false,
}
const FACTS: Facts = {
  ...{ spent: 0, quotas: 0, sameCode: 0, failures: 0, signed: 3, offers: OFFERS, confirmations: [] },
  ...{ deliveries: 0, mutual: 0, disputes: 0, upheld: 0 },
}
const need = {
  ...{ submittedAt: '2026-11-02 09:00', form, facts: FACTS, advice: 'ready' },
  materials: [{ kind: 'brief', origin: 'paper' }],
} as const satisfies Partial<Example>

const passed = line('2026-11-02 10:00', 'bureau.market', doneAs('passed'))
const closed = line('2026-11-06 00:00', 'time', wake)
const opened = line('2026-11-06 09:00', 'bureau.market', doneAs('open'))
const toWay = [passed, closed, opened]
const drawn = line('2026-11-09 21:30', 'time', found([jia.code, yi.code, bing.code]))
const result = { number: 'R', firm: jia.code, name: jia.name, price: 8_000_000, place: 0, round: 1 }
const award = { number: 'A', firm: jia.code, name: jia.name, price: 8_000_000 }
const answers = (firm: string, answer: string) => [{ name: '', firm, answer, number: 'C' }]
const toResult = [...toWay, drawn]
const toAward = [...toResult, line('2026-11-11 00:00', 'time', wake, { facts: { result } })]
const confirmed = line('2026-11-11 10:00', 'time', wake, {
  facts: { award, confirmations: answers(jia.code, '确认') },
})
const toContract = [...toAward, confirmed]
const contract = { amount: 8_000_000, signedOn: '2026-11-13', until: '2027-01-20' }
const signed = line('2026-11-13 10:00', 'applicant', doneAs('signed', contract))
const copied = line('2026-11-16 10:00', 'applicant', { type: 'fulfil', note: '合同', files: [HASH] })
const filed = line('2026-11-16 15:00', 'bureau.market', doneAs('filed'))
const toService = [...toContract, signed, copied, filed]
const came = line('2027-01-15 10:00', 'time', wake, {
  facts: { deliveries: 1, delivered: { number: 'D', on: '2027-01-15' } },
})
const toAccept = [...toService, came]
const criteria = (met: boolean) => ({ criteria: [{ item: '精度符合规范', met }] })
const accepted = line('2027-01-18 10:00', 'applicant', doneAs('passed', criteria(true)))
const toPayment = [...toAccept, accepted]
const payment = { amount: 8_000_000, paidOn: '2027-01-25', voucher: '示例凭证-1' }
const paid = line('2027-01-25 10:00', 'applicant', doneAs('paid', payment))
const grades = (n: number) => ({ quality: n, time: n, manner: n, price: n, rules: n })
const rated = line('2027-01-26 10:00', 'applicant', doneAs('sent', grades(5)))
const toFailure = [passed, line('2026-11-06 00:00', 'time', wake, { facts: { signed: 2 } })]
const stopped = (at: string) => line(at, 'applicant', doneAs('stop'))

/** A purchase chosen in another way, up to the step that decides. */
const inMode = (mode: string, more: object = {}, script: readonly ExampleLine[] = toWay) => ({
  ...need,
  form: { ...form, mode, ...more },
  script,
})

export const needExamples: readonly Example[] = [
  {
    ...need,
    name: '摇号选出，签约、交付、验收、按时付款、互评，结束',
    script: [
      ...toContract,
      line('2026-11-13 09:00', 'applicant', doneAs('signed', { ...contract, amount: 8_800_000 }), {
        refused: 'GUARD_BROKEN',
      }),
      line('2026-11-13 09:10', 'applicant', doneAs('signed', contract), {
        facts: { disputes: 1 },
        refused: 'GUARD_BROKEN',
      }),
      line('2026-11-13 10:00', 'applicant', doneAs('signed', contract), { facts: { disputes: 0 } }),
      copied,
      filed,
      came,
      line('2027-01-18 09:00', 'applicant', doneAs('passed', criteria(false)), { refused: 'GUARD_BROKEN' }),
      accepted,
      line('2027-01-25 09:00', 'applicant', doneAs('paid', { ...payment, amount: 7_000_000 }), {
        refused: 'GUARD_BROKEN',
      }),
      paid,
      rated,
      line('2027-01-27 10:00', 'time', wake, { facts: { mutual: 1 } }),
    ],
    ends: 'closed',
  },
  {
    ...need,
    name: '到了招标限额，退回',
    form: { ...form, cap: 120_000_000 },
    advice: 'not-eligible',
    script: [
      line('2026-11-02 10:00', 'bureau.market', doneAs('passed'), { refused: 'GUARD_BROKEN' }),
      line('2026-11-02 10:05', 'bureau.market', doneAs('refused'), { refused: 'REASON_MISSING' }),
      line('2026-11-02 10:05', 'bureau.market', doneAs('refused', {}, '达到招标限额')),
    ],
    ends: 'refused',
  },
  {
    ...need,
    name: '十二个月里拆成几次，加起来到了限额，通不过；自己撤回',
    facts: { ...FACTS, spent: 95_000_000 },
    advice: 'not-eligible',
    script: [
      line('2026-11-02 10:00', 'bureau.market', doneAs('passed'), { refused: 'GUARD_BROKEN' }),
      line('2026-11-02 11:00', 'applicant', { type: 'withdraw', reason: '改走招标' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...need,
    name: '提交后停办，终止',
    script: [line('2026-11-02 10:00', 'bureau.head', { type: 'terminate', reason: '项目取消' })],
    ends: 'terminated',
  },
  {
    ...need,
    name: '公告有异议，答复后重新公告',
    script: [
      passed,
      line('2026-11-03 10:00', 'anyone', objection),
      line('2026-11-04 10:00', 'bureau.market', doneAs('kept', { reply: '等级要求是规范写的' })),
    ],
    ends: 'open',
  },
  {
    ...need,
    name: '公告有异议，确有问题，撤销',
    script: [
      passed,
      line('2026-11-03 10:00', 'anyone', objection),
      line('2026-11-04 10:00', 'bureau.market', doneAs('stop', { reply: '限价写错' })),
    ],
    ends: 'cancelled',
  },
  {
    ...need,
    name: '两家报名，流标，再公告一次，选出来',
    script: [
      ...toFailure,
      line('2026-11-09 10:00', 'applicant', doneAs('again')),
      line('2026-11-13 00:00', 'time', wake, { facts: { signed: 3 } }),
      line('2026-11-13 09:00', 'bureau.market', doneAs('open')),
      line('2026-11-16 21:30', 'time', found([yi.code, jia.code, bing.code])),
    ],
    ends: 'published',
  },
  {
    ...need,
    name: '再公告两次还是流标，不能再公告，结束',
    script: [
      ...toFailure,
      line('2026-11-09 10:00', 'applicant', doneAs('again')),
      line('2026-11-13 00:00', 'time', wake),
      line('2026-11-16 10:00', 'applicant', doneAs('again')),
      line('2026-11-20 00:00', 'time', wake),
      line('2026-11-23 10:00', 'applicant', doneAs('again'), { refused: 'GUARD_BROKEN' }),
      stopped('2026-11-23 10:05'),
    ],
    ends: 'cancelled',
  },
  {
    ...need,
    name: '流标以后没有决定，到期结束',
    script: [...toFailure, line('2026-11-14 00:00', 'time', wake)],
    ends: 'cancelled',
  },
  {
    ...need,
    name: '先踏勘，再开标，核对时合格的不足，流标',
    form: { ...form, visit: true },
    script: [
      passed,
      closed,
      line('2026-11-06 15:00', 'bureau.market', {
        type: 'attend',
        result: 'pass',
        longitude: 118.8,
        latitude: 24.9,
        photos: [HASH, HASH],
        note: '三家到场',
      }),
      line('2026-11-09 09:00', 'bureau.market', doneAs('open'), { facts: { signed: 2 }, refused: 'GUARD_BROKEN' }),
      line('2026-11-09 09:05', 'bureau.market', doneAs('short', {}, '一家资质昨天到期')),
      stopped('2026-11-09 10:00'),
    ],
    ends: 'cancelled',
  },
  {
    ...need,
    name: '踏勘发现现场和需求书不一样，流标',
    form: { ...form, visit: true },
    script: [
      passed,
      closed,
      line('2026-11-06 15:00', 'bureau.market', {
        type: 'attend',
        result: 'fail',
        longitude: 118.8,
        latitude: 24.9,
        photos: [HASH, HASH],
        note: '地块已经围挡',
      }),
    ],
    ends: 'again',
  },
  {
    ...need,
    name: '摇号作废，回到开标，再摇',
    script: [
      ...toWay,
      line('2026-11-09 10:00', 'time', notFound),
      line('2026-11-09 15:00', 'bureau.market', doneAs('open')),
    ],
    ends: 'lots',
  },
  {
    ...need,
    name: '中选的放弃，备选补上',
    script: [
      ...toAward,
      line('2026-11-11 10:00', 'time', wake, { facts: { award, confirmations: answers(jia.code, '放弃') } }),
    ],
    ends: 'published',
  },
  {
    ...need,
    name: '中选的不答复，也没有备选，流标',
    script: [
      ...toWay,
      line('2026-11-09 21:30', 'time', found([jia.code])),
      line('2026-11-11 00:00', 'time', wake, { facts: { result } }),
      line('2026-11-17 00:00', 'time', wake, { facts: { award } }),
    ],
    ends: 'again',
  },
  {
    ...need,
    name: '对结果有异议，不成立，照发通知书',
    script: [
      ...toResult,
      line('2026-11-10 10:00', 'anyone', objection, { facts: { result } }),
      line('2026-11-11 10:00', 'bureau.supervisor', doneAs('kept', {}, '重算过，结果一致')),
    ],
    ends: 'confirm',
  },
  {
    ...need,
    name: '对结果有异议，成立，结果作废',
    script: [
      ...toResult,
      line('2026-11-10 10:00', 'anyone', objection, { facts: { result } }),
      line('2026-11-11 10:00', 'bureau.supervisor', doneAs('upheld', {}, '名单里有关联机构')),
    ],
    ends: 'again',
  },
  {
    ...need,
    name: '投诉成立，中选无效，签不成，流标',
    script: [
      ...toContract,
      line('2026-11-13 10:00', 'applicant', doneAs('signed', contract), {
        facts: { upheld: 1, disputes: 0 },
        refused: 'GUARD_BROKEN',
      }),
      line('2026-11-13 10:05', 'applicant', doneAs('failed', {}, '投诉决定中选无效'), { refused: 'TASK_INVALID' }),
      line('2026-11-13 10:10', 'applicant', doneAs('failed', contract, '投诉决定中选无效')),
    ],
    ends: 'again',
  },
  {
    ...need,
    name: '十个工作日没有签成，取消中选，备选补上',
    script: [...toContract, line('2026-11-26 00:00', 'time', wake)],
    ends: 'published',
  },
  {
    ...need,
    name: '合同副本没有交，催办后交来，价不一致退回重签',
    script: [
      ...toContract,
      signed,
      line('2026-11-21 00:00', 'time', wake),
      line('2026-11-23 10:00', 'bureau.market', doneAs('again')),
      line('2026-11-24 10:00', 'applicant', { type: 'fulfil', note: '合同', files: [HASH] }),
      line('2026-11-24 15:00', 'bureau.market', doneAs('back', {}, '副本上的价和登记的不一样')),
    ],
    ends: 'contract',
  },
  {
    ...need,
    name: '催了还是没有合同，取消中选',
    script: [
      ...toContract,
      signed,
      line('2026-11-21 00:00', 'time', wake),
      line('2026-11-23 10:00', 'bureau.market', doneAs('void', {}, '双方没有谈成')),
    ],
    ends: 'published',
  },
  {
    ...need,
    name: '逾期十五天没有交付，按违约终止',
    script: [...toService, line('2027-02-06 00:00', 'time', wake)],
    ends: 'broken',
  },
  {
    ...need,
    name: '合同期特别长，等到上限还没有交付',
    script: [
      ...toContract,
      line('2026-11-13 10:00', 'applicant', doneAs('signed', { ...contract, until: '2036-12-31' })),
      copied,
      filed,
      line('2029-11-21 00:00', 'time', wake),
    ],
    ends: 'broken',
  },
  {
    ...need,
    name: '第一次不合格，整改后合格；没有人评价，按满意计',
    script: [
      ...toAccept,
      line('2027-01-18 10:00', 'applicant', doneAs('failed', criteria(false), '精度超限')),
      line('2027-01-25 10:00', 'time', wake, { facts: { deliveries: 2 } }),
      line('2027-01-26 10:00', 'applicant', doneAs('passed', criteria(true))),
      paid,
      line('2027-02-20 00:00', 'time', wake),
      line('2027-03-20 00:00', 'time', wake),
    ],
    ends: 'closed',
  },
  {
    ...need,
    name: '第二次还不合格，违约',
    script: [
      ...toAccept,
      line('2027-01-18 10:00', 'applicant', doneAs('failed', criteria(false), '精度超限')),
      line('2027-01-25 10:00', 'time', wake, { facts: { deliveries: 2 } }),
      line('2027-01-26 10:00', 'applicant', doneAs('failed', criteria(false), '还是超限')),
    ],
    ends: 'broken',
  },
  {
    ...need,
    name: '到期没有验收视为合格，到期没有付款记拖欠，补付后销去',
    script: [
      ...toAccept,
      line('2027-02-20 00:00', 'time', wake),
      line('2027-04-20 00:00', 'time', wake),
      line('2027-04-21 10:00', 'applicant', doneAs('paid', { ...payment, paidOn: '2027-04-21' })),
      line('2027-04-22 10:00', 'applicant', doneAs('sent', grades(2))),
    ],
    ends: 'mutual',
  },
  {
    ...need,
    name: '一直不付，拖欠留在公开记录里',
    script: [...toPayment, line('2027-02-18 00:00', 'time', wake), line('2027-06-01 00:00', 'time', wake)],
    ends: 'unpaid',
  },
  {
    ...inMode('最低价'),
    name: '最低价只有一家，直接是它',
    facts: { ...FACTS, offers: [offer(jia, 8_000_000), offer(yi, 7_500_000), offer(bing, 7_600_000)] },
    ends: 'published',
  },
  {
    ...inMode('最低价', {}, [
      ...toWay,
      line('2026-11-09 10:00', 'time', notFound),
      line('2026-11-09 11:00', 'bureau.market', doneAs('open')),
      line('2026-11-10 21:30', 'time', found([bing.code, yi.code])),
    ]),
    name: '最低价并列，摇号',
    ends: 'published',
  },
  {
    ...inMode('最优价', {}, [
      ...toWay,
      line('2026-11-09 10:00', 'time', notFound),
      line('2026-11-09 11:00', 'bureau.market', doneAs('open')),
      line('2026-11-10 21:30', 'time', found(['97'])),
      line('2026-11-11 10:00', 'time', notFound),
      line('2026-11-11 11:00', 'bureau.market', doneAs('open')),
      line('2026-11-12 21:30', 'time', found(['98'])),
      line('2026-11-13 21:30', 'time', found([yi.code])),
    ]),
    name: '最优价：抽系数，两家一样接近，再摇号',
    ends: 'published',
  },
  {
    ...inMode('择优信用', { pick: { big: 3, small: 2 } }, [
      ...toWay,
      line('2026-11-09 10:00', 'time', notFound),
      line('2026-11-09 11:00', 'bureau.market', doneAs('open')),
      line('2026-11-10 21:30', 'time', found([jia.code, bing.code, yi.code])),
      line('2026-11-11 10:00', 'applicant', doneAs('picked', { firm: yi.code, why: '熟悉' }), {
        refused: 'GUARD_BROKEN',
      }),
      line('2026-11-11 10:05', 'applicant', doneAs('picked', { firm: bing.code, why: '同类业绩多' })),
    ]),
    name: '择优（信用）：摇出小名单，从里面选一家',
    ends: 'published',
  },
  {
    ...inMode('择优信用', { pick: { big: 3, small: 2 } }, [
      ...toWay,
      line('2026-11-10 21:30', 'time', found([jia.code, bing.code])),
      line('2026-11-14 00:00', 'time', wake),
    ]),
    name: '择优（信用）：到期没有选，流标',
    ends: 'again',
  },
  {
    ...inMode('择优方案', {}, [
      ...toWay,
      line('2026-11-09 10:00', 'applicant', doneAs('picked', { firm: FIRMS.ding.code, why: '便宜' }), {
        refused: 'GUARD_BROKEN',
      }),
      line('2026-11-09 10:05', 'applicant', doneAs('picked', { firm: yi.code, why: '方案最细' })),
    ]),
    name: '择优（方案）：比较后选一家',
    ends: 'published',
  },
  {
    ...inMode('择优方案', {}, [
      ...toWay,
      line('2026-11-09 10:00', 'applicant', doneAs('none', { firm: yi.code, why: '—' }, '都没有写竣工测绘')),
    ]),
    name: '择优（方案）：都不合适，流标',
    ends: 'again',
  },
  {
    ...inMode('择优方案', {}, [...toWay, line('2026-11-12 00:00', 'time', wake)]),
    name: '择优（方案）：到期没有选，流标',
    ends: 'again',
  },
  {
    ...inMode('直接选取', { cap: 3_000_000, direct: { firm: jia.code, reason: '应急抢修，两天内要出图' } }, [
      line('2026-11-02 10:00', 'bureau.market', doneAs('passed')),
      line('2026-11-02 11:00', 'bureau.market', approve, { refused: 'NOT_YOURS' }),
      line('2026-11-02 15:00', 'bureau.head', approve),
      closed,
      opened,
    ]),
    facts: { ...FACTS, signed: 1, offers: [offer(jia, 3_000_000)], direct: { number: 'I', name: jia.name, level: 3 } },
    name: '小额应急，直接选取：批准、公告、公布结果',
    ends: 'published',
  },
  {
    ...inMode('直接选取', { cap: 3_000_000, direct: { firm: jia.code, reason: '用惯了' } }, [
      passed,
      line('2026-11-02 15:00', 'bureau.head', { type: 'decide', verdict: 'reject', reason: '理由不成立，请公开选' }),
    ]),
    facts: { ...FACTS, direct: { number: 'I', name: jia.name, level: 3 } },
    name: '直接选取的理由不成立，没有批准',
    ends: 'refused',
  },
]
