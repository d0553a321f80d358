// 落户有奖·追回: an award that was had by untrue statements is taken back: finance finds out, the head decides, the money
// comes back, and the award no longer counts.

import { entry, fieldsOf, longText, money } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, entryWhere, factsOf, shared } from '#kernel/service/declaration.ts'
import { decide, end, issue, law, naturalDays, review, task, workingDays } from '#kernel/service/step.ts'

const form = {
  award: entry('哪一份核定书', 'settlementAward'),
  reason: longText('为什么要追回'),
}
const f = fieldsOf(form)
const facts = {
  award: entryWhere('settlementAward', { number: f.award }, { policy: 'text', amount: 'number' }, '要追回的奖励'),
}
const fact = factsOf(facts)

export default defineService({
  slug: 'settlement-recovery',
  title: '落户奖励追回',
  short: '奖励追回',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350115027003',
  applicant: 'office',
  opensBy: 'bureau.finance',
  agent: 'barred',
  guide: {
    gives: '追回不该领的奖励',
    eligibility: '发现以不实情况领取奖励的，由财务立案，负责人决定。',
    basis: [law('区里规定：落户奖励资金管理')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [],
    review: '2026-11',
  },
  form,
  sections: [{ title: '追回', fields: ['award', 'reason'] }],
  place: null,
  subject: { name: 'award' },
  summary: 'award',
  parameters: {},
  facts,
  materials: {},
  rules: [
    rule('AWARD_UNKNOWN', {
      title: '核定书',
      group: 'not-eligible',
      when: fact.award.exists.not(),
      field: 'award',
      say: '没有这份核定书，或已经追回',
      passes: '核定书有效',
      remedy: '请从列出的核定书里选',
    }),
  ],
  limits: { legal: null, promised: workingDays(10), starts: 'check', stops: 'decide', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'check',
  steps: {
    check: review('查实', {
      by: 'bureau.supervisor',
      within: workingDays(7),
      examines: [],
      notSameAs: [],
      on: { agreed: 'decide', disagreed: 'decide' },
    }),
    decide: decide('决定追回', {
      by: 'bureau.head',
      within: workingDays(3),
      examines: [],
      notSameAs: ['check'],
      on: { approved: 'revoke', rejected: 'kept' },
    }),
    revoke: issue('撤销核定书', {
      entries: [],
      changes: [{ register: 'settlementAward', to: 'revoked', match: { number: f.award } }],
      on: { issued: 'repay' },
    }),
    repay: task('收回款项', {
      by: 'bureau.finance',
      within: naturalDays(60),
      form: { received: money('收到多少', { min: 1 }) },
      outcomes: { repaid: '已退回', pursued: '移交追缴', lapsed: '到期没有退回' },
      reasoned: ['pursued'],
      lapses: 'lapsed',
      on: { repaid: 'record', pursued: 'pursued', lapsed: 'pursued' },
    }),
    record: issue('登记退款', { entries: ['settlementReturn'], on: { issued: 'recovered' } }),
    recovered: end('granted', '已追回'),
    pursued: end('terminated', '移交追缴'),
    kept: end('refused', '不予追回'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    settlementReturn: {
      title: '奖励退回凭证',
      number: '泉台审〔{year}〕落户退{serial}号',
      content: [
        { title: '核定书', value: f.award.expression },
        { title: '退回', value: ['over', ['filled', 'repay.received'], 100], unit: '元' },
      ],
      legalText: '所列奖励已经退回。',
      valid: null,
      data: { award: shared(f.award) },
    },
  },
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['奖励追回'],
})
