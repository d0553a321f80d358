// Stories about an intermediary's part: signed up, won and delivered; lost, failed, given up, mended, broken; and who may
// not take part. The facts are what the purchase and the registers would have said by then.

import { doneAs, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { FIRMS, PURCHASER } from './invented.ts'

const wake = { type: 'wake' } as const
const HASH = 'a'.repeat(64)
const { jia, yi, geng } = FIRMS
const CODE = 'SL-2026-001'
const business = (legal: string): ExampleLine['command'] => ({
  type: 'compare',
  answers: { business: { row: { name: jia.name, legal } } },
})
const form = { need: CODE, firm: jia.code, legal: jia.legal, agent: jia.agent, promise: true }
const notice = {
  ...{
    number: '泉台审〔2026〕采公0001号',
    title: '示例标准厂房二期 · 测绘',
    category: '测绘',
    level: 2,
    cap: 8_000_000,
  },
  ...{ mode: '随机抽取', round: 1, purchaser: PURCHASER.code, drafted: null, direct: null },
}
const entry = { name: jia.name, category: '测绘', level: 3, owners: null, number: 'I' }
const FACTS: Readonly<Record<string, Data>> = {
  ...{ notice, entries: [entry], own: 1, points: 0, kin: [], rivals: [] },
  ...{ requirement: { number: 'Q', title: CODE }, passed: 0, failed: 0 },
}
const offer = { submittedAt: '2026-11-03 09:00', form, materials: [], facts: FACTS, advice: 'ready' } as const
const entered = line('2026-11-03 09:00', 'time', business(jia.legal), { facts: { mine: { number: 'O', round: 1 } } })
const award = { number: 'A', firm: jia.code, name: jia.name, price: 8_000_000, round: 1 }
const won = [entered, line('2026-11-11 09:00', 'time', wake, { facts: { award } })]
const confirmed = [...won, line('2026-11-11 10:00', 'applicant', doneAs('yes'))]
const contract = { number: 'H', firm: jia.code, until: '2027-01-20' }
const working = [...confirmed, line('2026-11-16 15:00', 'time', wake, { facts: { contract } })]
const delivered = line('2027-01-15 10:00', 'applicant', { type: 'fulfil', note: '成果', files: [HASH] })
const passed = line('2027-01-18 10:00', 'time', wake, { facts: { passed: 1 } })
const paid = line('2027-01-25 10:00', 'time', wake, { facts: { paid: { number: 'P', onTime: '按时' } } })
const grades = { clear: 5, fair: 5, paying: 4 }

/** Somebody who may not take part: told before handing in, and again when it is judged. */
const unfit = (name: string, more: Partial<Pick<Example, 'form' | 'facts'>>): Example => ({
  ...offer,
  name,
  form: more.form ?? form,
  facts: { ...FACTS, ...more.facts },
  advice: 'not-eligible',
  script: [line('2026-11-03 09:00', 'time', business((more.form as typeof form | undefined)?.legal ?? jia.legal))],
  ends: 'unfit',
})

export const offerExamples: readonly Example[] = [
  {
    ...offer,
    name: '报名、中选、确认、交付、验收、收款、评价，履约完成',
    script: [
      ...working,
      line(
        '2027-01-15 09:00',
        'applicant',
        { type: 'fulfil', note: '做好了', files: [] },
        { refused: 'EVIDENCE_MISSING' },
      ),
      delivered,
      passed,
      paid,
      line('2027-01-26 10:00', 'applicant', doneAs('sent', grades)),
    ],
    ends: 'done',
  },
  {
    ...offer,
    name: '第一次验收不合格，整改后合格；到期没有评价',
    script: [
      ...working,
      delivered,
      line('2027-01-18 10:00', 'time', wake, { facts: { failed: 1 } }),
      line('2027-01-25 10:00', 'applicant', { type: 'fulfil', note: '改过的成果', files: [HASH] }),
      passed,
      paid,
      line('2027-02-20 00:00', 'time', wake),
    ],
    ends: 'done',
  },
  {
    ...offer,
    name: '第二次不合格，违约',
    script: [...working, delivered, line('2027-01-18 10:00', 'time', wake, { facts: { award: null } })],
    ends: 'broken',
  },
  { ...offer, name: '一直没有交付', script: [...working, line('2029-11-21 00:00', 'time', wake)], ends: 'broken' },
  {
    ...offer,
    name: '交付后一直没有验收',
    script: [...working, delivered, line('2027-03-17 00:00', 'time', wake)],
    ends: 'broken',
  },
  {
    ...offer,
    name: '一直没有收到款，照样评价',
    script: [
      ...working,
      delivered,
      passed,
      line('2027-06-18 00:00', 'time', wake),
      line('2027-06-18 10:00', 'applicant', doneAs('sent', { ...grades, paying: 1 })),
    ],
    ends: 'done',
  },
  {
    ...offer,
    name: '没有中选',
    script: [
      entered,
      line('2026-11-16 15:00', 'time', wake, {
        facts: { award: { ...award, firm: yi.code }, contract: { ...contract, firm: yi.code } },
      }),
    ],
    ends: 'lost',
  },
  {
    ...offer,
    name: '这一轮流标',
    script: [entered, line('2026-11-06 00:00', 'time', wake, { facts: { failure: { number: 'F', round: 1 } } })],
    ends: 'failed',
  },
  { ...offer, name: '半年没有结果', script: [entered, line('2027-05-03 00:00', 'time', wake)], ends: 'failed' },
  {
    ...offer,
    name: '中选后放弃',
    script: [
      ...won,
      line('2026-11-11 10:00', 'applicant', doneAs('no'), { refused: 'REASON_MISSING' }),
      line('2026-11-11 10:05', 'applicant', doneAs('no', {}, '人手排不开')),
    ],
    ends: 'gaveUp',
  },
  {
    ...offer,
    name: '中选后没有答复，按放弃',
    script: [...won, line('2026-11-17 00:00', 'time', wake)],
    ends: 'gaveUp',
  },
  {
    ...offer,
    name: '确认了，中选被撤销，没有签成',
    script: [...confirmed, line('2026-11-13 10:00', 'time', wake, { facts: { award: null } })],
    ends: 'unsigned',
  },
  {
    ...offer,
    name: '确认了，一直没有合同',
    script: [...confirmed, line('2027-02-10 00:00', 'time', wake)],
    ends: 'unsigned',
  },
  {
    ...offer,
    name: '法定代表人和登记不一致，不能报',
    script: [line('2026-11-03 09:00', 'time', business('别人'))],
    ends: 'mismatch',
  },
  {
    ...offer,
    name: '登记查不到，核过原件，报上名',
    script: [
      line('2026-11-03 09:00', 'time', { type: 'compare', answers: { business: 'unreachable' } }),
      line('2026-11-03 15:00', 'bureau.market', doneAs('right', {}, '核过营业执照')),
    ],
    ends: 'wait',
  },
  {
    ...offer,
    name: '登记查不到，原件也不对',
    script: [
      line('2026-11-03 09:00', 'time', { type: 'compare', answers: { business: { row: null } } }),
      line('2026-11-03 15:00', 'bureau.market', doneAs('wrong', {}, '执照已经注销')),
    ],
    ends: 'unfit',
  },
  {
    ...offer,
    name: '核对的时候撤回',
    script: [line('2026-11-03 09:00', 'applicant', { type: 'withdraw', reason: '报错了' })],
    ends: 'withdrawn',
  },
  {
    ...offer,
    name: '核对的时候终止',
    script: [line('2026-11-03 09:00', 'bureau.head', { type: 'terminate', reason: '机构注销' })],
    ends: 'terminated',
  },
  unfit('报名已经截止', { facts: { notice: null } }),
  unfit('资质到期被冻结，没有有效的登记', { facts: { entries: [] } }),
  unfit('等级不够', { facts: { entries: [{ ...entry, level: 1 }] } }),
  unfit('不是这家机构的经办人', { facts: { own: 0 } }),
  unfit('信用分低于六十', { facts: { points: -45 } }),
  unfit('自己编制的，不能自己来审', { facts: { notice: { ...notice, drafted: jia.code } } }),
  unfit('同一法定代表人的另一家已经报名', { facts: { kin: [{ firm: geng.code, round: 1, number: 'O' }] } }),
  unfit('同一大股东的另一家已经报名', {
    facts: {
      entries: [{ ...entry, owners: '示例控股公司' }],
      rivals: [{ firm: yi.code, round: 1, owners: '示例控股公司', number: 'O' }],
    },
  }),
  unfit('这一轮已经报过名', { facts: { rivals: [{ firm: jia.code, round: 1, owners: '', number: 'O' }] } }),
  unfit('要报价没有报', { facts: { notice: { ...notice, mode: '最低价' } } }),
  unfit('报价超过限价', {
    form: { ...form, price: 9_000_000 } as typeof form,
    facts: { notice: { ...notice, mode: '最低价' } },
  }),
  unfit('要方案没有写', {
    form: { ...form, price: 7_000_000 } as typeof form,
    facts: { notice: { ...notice, mode: '择优方案' } },
  }),
  unfit('直接选取的不是这家', { facts: { notice: { ...notice, mode: '直接选取', direct: yi.code } } }),
]
