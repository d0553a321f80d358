// Stories of policies, claims and recoveries that together take every outcome. People and numbers are invented.

import type { Command } from '#kernel/case/command.ts'
import { doneAs, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'
import { keptFormula } from '#kernel/service/formula.ts'
import { WORDS } from './words.ts'

const wake: Command & { type: 'wake' } = { type: 'wake' }
const agree = { type: 'opine', verdict: 'agree', opinion: '属实' } as const
const disagree = { type: 'opine', verdict: 'disagree', opinion: '与户籍不符' } as const
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const reject = { type: 'decide', verdict: 'reject', reason: '不符合条件，可在 60 日内申请复议' } as const

const condition = keptFormula('年龄 < 45 且 落户日期 ≥ 2024-01-01', WORDS) as string
const amount = keptFormula('学历 = 博士 ? 50000 : 学历 = 硕士 ? 30000 : 10000', WORDS) as string

const policyForm = {
  title: '青年人才落户奖励',
  basis: '泉台管〔2024〕某号（示例）',
  since: '2024-01-01',
  until: '2025-12-31',
  condition,
  amount,
  claimDays: 180,
  perHousehold: 2,
  cap: 10_000_000,
}
const policy = {
  submittedAt: '2024-03-01 09:00',
  submittedBy: 'bureau.window',
  form: policyForm,
  materials: [],
  advice: 'ready',
} as const

export const policyExamples: readonly Example[] = [
  {
    ...policy,
    name: '核过总额、批准，政策上架',
    script: [
      line('2024-03-04 10:00', 'bureau.finance', agree),
      line('2024-03-05 10:00', 'bureau.finance', approve, { refused: 'NOT_YOURS' }),
      line('2024-03-05 10:00', 'bureau.head', approve),
    ],
    ends: 'published',
  },
  {
    ...policy,
    name: '财务认为资金没有着落，没有批准',
    script: [line('2024-03-04 10:00', 'bureau.finance', disagree), line('2024-03-05 10:00', 'bureau.head', reject)],
    ends: 'refused',
  },
  {
    ...policy,
    name: '写错了，自己终止',
    script: [line('2024-03-04 10:00', 'bureau.head', { type: 'terminate', reason: '文号写错' })],
    ends: 'terminated',
  },
  {
    ...policy,
    name: '申领截止早于起算，提示改',
    form: { ...policyForm, until: '2023-12-31' },
    advice: 'not-eligible',
    script: [line('2024-03-04 09:00', 'applicant', { type: 'withdraw', reason: '重新填' })],
    ends: 'withdrawn',
  },
]

const NUMBER = '泉台审〔2024〕落户策0001号'
const facts = {
  policy: {
    number: NUMBER,
    title: policyForm.title,
    since: policyForm.since,
    until: policyForm.until,
    condition,
    amount,
    claimDays: 180,
    perHousehold: 2,
    cap: 10_000_000,
  },
  mine: 0,
  family: 0,
  reserved: 0,
  before: 0,
}
const form = {
  policy: NUMBER,
  name: '林某乙',
  idNumber: '350598198211120045',
  phone: '13800000002',
  movedOn: '2024-06-18',
  village: '350521104-01',
  household: 'H-001',
  together: 2,
  education: 'master',
  school: '示例大学',
  account: { holder: '林某乙', bank: '示例银行台商区支行', number: '6222020200112233445' },
}
const registry = (row: Readonly<Record<string, string>> | null, until?: string) =>
  ({ type: 'compare', answers: { household: row ? { row, ...(until && { until }) } : { row: null } } }) as const
const row = { name: '林某乙', movedOn: '2024-06-18', household: 'H-001' }
const HASH = 'a'.repeat(64)
const batch = { type: 'preparePayment', batch: 'B2024-001', hash: HASH } as const
const ok = { type: 'answerPayment', paid: true, reference: '20240815-0001', reason: '' } as const
const bad = { type: 'answerPayment', paid: false, reference: '', reason: '账号不存在' } as const

const claim = { submittedAt: '2024-07-01 09:00', form, materials: [], facts, advice: 'ready' } as const
const toDecision: readonly ExampleLine[] = [
  line('2024-07-01 09:01', 'time', registry(row)),
  line('2024-07-02 09:00', 'bureau.window', agree),
  line('2024-07-03 09:00', 'bureau.approver', agree),
  line('2024-07-11 00:00', 'time', wake),
]
/** Awarded, paid, and given back by the bank. */
const toReturn: readonly ExampleLine[] = [
  ...toDecision,
  line('2024-07-12 09:00', 'bureau.head', approve),
  line('2024-07-15 09:00', 'bureau.finance', batch),
  line('2024-07-15 11:00', 'bureau.cashier', { type: 'releasePayment' }),
  line('2024-07-16 09:00', 'bureau.finance', bad),
]
/** Published, and somebody objects. */
const toObjection: readonly ExampleLine[] = [
  ...toDecision.slice(0, 3),
  line('2024-07-05 09:00', 'anyone', {
    type: 'object',
    objector: '许某',
    contact: '13800000009',
    reason: '人不住这里',
  }),
]

export const claimExamples: readonly Example[] = [
  {
    ...claim,
    name: '核对、两审、公示、核定，两人复核后付到账',
    script: [
      ...toDecision,
      line('2024-07-12 08:50', 'bureau.head', approve, { facts: { reserved: 8_000_000 }, refused: 'GUARD_BROKEN' }),
      line('2024-07-12 08:55', 'bureau.head', approve, { facts: { reserved: 0, mine: 1 }, refused: 'GUARD_BROKEN' }),
      line('2024-07-12 09:00', 'bureau.head', approve, { facts: { mine: 0 } }),
      line('2024-07-15 09:00', 'bureau.finance', batch),
      line('2024-07-15 09:30', 'bureau.finance', { type: 'releasePayment' }, { refused: 'NOT_YOURS' }),
      line('2024-07-15 09:40', 'bureau.cashier', { type: 'returnPayment', reason: '少一个人，请重编' }),
      line('2024-07-15 10:00', 'bureau.finance', batch),
      line('2024-07-15 11:00', 'bureau.cashier', { type: 'releasePayment' }),
      line('2024-07-16 09:00', 'bureau.finance', ok),
    ],
    ends: 'paid',
  },
  {
    ...claim,
    name: '银行退回，改了账户再付成',
    script: [
      ...toReturn,
      line('2024-07-17 09:00', 'applicant', doneAs('given', { ...form.account, holder: '别人' }), {
        refused: 'GUARD_BROKEN',
      }),
      line('2024-07-17 09:10', 'applicant', doneAs('given', { ...form.account, number: '6222020200112233446' })),
      line('2024-07-18 09:00', 'bureau.finance', { ...batch, batch: 'B2024-002' }),
      line('2024-07-18 11:00', 'bureau.cashier', { type: 'releasePayment' }),
      line('2024-07-19 09:00', 'bureau.finance', ok),
    ],
    ends: 'paid',
  },
  {
    ...claim,
    name: '付不成，三十天没有改账户，资金放回',
    script: [...toReturn, line('2024-08-16 00:00', 'time', wake)],
    ends: 'abandoned',
  },
  {
    ...claim,
    name: '落户日期与户籍不符，初审不同意，没有核定',
    script: [
      line('2024-07-01 09:01', 'time', registry({ ...row, movedOn: '2023-06-18' })),
      line('2024-07-02 09:00', 'bureau.window', disagree),
      line('2024-07-03 09:00', 'bureau.window', approve, { refused: 'NOT_YOURS' }),
      line('2024-07-03 09:00', 'bureau.head', reject),
    ],
    ends: 'refused',
  },
  {
    ...claim,
    name: '户籍查不到，复审不同意，本人撤回',
    script: [
      line('2024-07-01 09:01', 'time', registry(null)),
      line('2024-07-02 09:00', 'bureau.window', agree),
      line('2024-07-03 09:00', 'bureau.approver', disagree),
      line('2024-07-03 10:00', 'applicant', { type: 'withdraw', reason: '先不领了' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...claim,
    name: '公示有异议，核实成立，终止',
    script: [
      ...toObjection,
      line('2024-07-08 09:00', 'bureau.window', disagree),
      line('2024-07-09 09:00', 'bureau.head', { type: 'terminate', reason: '申领人已迁出' }),
    ],
    ends: 'terminated',
  },
  {
    ...claim,
    name: '公示有异议，核实不成立，停在核定',
    script: [...toObjection, line('2024-07-08 09:00', 'bureau.window', agree)],
    ends: 'decide',
  },
]

const recovery = {
  submittedAt: '2024-09-02 09:00',
  submittedBy: 'bureau.finance',
  form: { award: '泉台审〔2024〕落户奖0001号', reason: '落户后当月迁出，承诺不实' },
  materials: [],
  facts: { award: { number: '泉台审〔2024〕落户奖0001号', policy: NUMBER, amount: 3_000_000 } },
  advice: 'ready',
} as const
const revoked: readonly ExampleLine[] = [
  line('2024-09-03 09:00', 'bureau.supervisor', agree),
  line('2024-09-04 09:00', 'bureau.head', approve),
]
const repay = (outcome: string, note = '') => doneAs(outcome, { received: 3_000_000 }, note)

export const recoveryExamples: readonly Example[] = [
  {
    ...recovery,
    name: '查实、决定，退回登记',
    script: [...revoked, line('2024-09-20 09:00', 'bureau.finance', repay('repaid'))],
    ends: 'recovered',
  },
  {
    ...recovery,
    name: '不肯退，移交追缴要写理由',
    script: [
      ...revoked,
      line('2024-09-20 09:00', 'bureau.finance', repay('pursued'), { refused: 'REASON_MISSING' }),
      line('2024-09-20 09:05', 'bureau.finance', repay('pursued', '电话三次不接')),
    ],
    ends: 'pursued',
  },
  { ...recovery, name: '到期没有退回', script: [...revoked, line('2024-11-04 00:00', 'time', wake)], ends: 'pursued' },
  {
    ...recovery,
    name: '查无此事，不予追回',
    script: [
      line('2024-09-03 09:00', 'bureau.supervisor', { type: 'opine', verdict: 'disagree', opinion: '人还在' }),
      line('2024-09-04 09:00', 'bureau.head', reject),
    ],
    ends: 'kept',
  },
  {
    ...recovery,
    name: '立错了，撤回',
    script: [line('2024-09-02 10:00', 'applicant', { type: 'withdraw', reason: '编号填错' })],
    ends: 'withdrawn',
  },
  {
    ...recovery,
    name: '另案处理，终止',
    script: [line('2024-09-02 10:00', 'bureau.head', { type: 'terminate', reason: '另案处理' })],
    ends: 'terminated',
  },
]
