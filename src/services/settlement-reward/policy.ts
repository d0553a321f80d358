// 落户有奖·政策上架: an office writes a policy, finance weighs its cap, the head decides; what comes of it is an entry of
// the register of policies, which claims are measured by. Nothing about a policy is written anywhere else.

import { date, fieldsOf, formula, integer, longText, money, text } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, shared } from '#kernel/service/declaration.ts'
import { decide, end, issue, law, review, workingDays } from '#kernel/service/step.ts'
import { WORDS } from './words.ts'

const form = {
  title: text('政策名称', { maxLength: 60 }),
  basis: text('文件依据', { hint: '文号，或会议纪要编号' }),
  since: date('从哪天起落户的'),
  until: date('申领到哪天'),
  condition: formula('条件', 'truth', WORDS, { hint: '如：年龄 < 45 且 落户日期 ≥ 2024-01-01' }),
  amount: formula('每人多少元', 'number', WORDS, { hint: '如：学历 = 博士 ? 50000 : 20000' }),
  claimDays: integer('落户后几天内申领', { unit: '天', min: 1, max: 3650 }),
  perHousehold: integer('一户最多几人', { unit: '人', min: 1, max: 20 }),
  cap: money('总额上限'),
  note: longText('说明', { optional: true }),
}
const f = fieldsOf(form)

export default defineService({
  slug: 'settlement-policy',
  title: '落户有奖政策上架',
  short: '落户政策',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350115027001',
  applicant: 'office',
  opensBy: 'bureau.window',
  agent: 'barred',
  guide: {
    gives: '一条可以申领的落户奖励政策',
    eligibility: '由审批局拟定，财务核总额，负责人批准后上架。',
    basis: [law('区里规定：落户奖励资金管理')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '政策', fields: ['title', 'basis', 'since', 'until', 'note'] },
    { title: '谁可以领多少', fields: ['condition', 'amount', 'claimDays', 'perHousehold', 'cap'] },
  ],
  place: null,
  subject: { name: 'title' },
  summary: 'cap',
  parameters: {},
  facts: {},
  materials: {},
  rules: [
    rule('POLICY_DATES', {
      title: '日期先后',
      group: 'not-eligible',
      when: f.until.before(f.since),
      field: 'until',
      say: '申领截止 {until} 早于落户起算日 {since}',
      passes: '{since} 起落户的，可申领到 {until}',
      remedy: '请改申领截止日',
      figures: { since: f.since, until: f.until },
    }),
  ],
  limits: { legal: null, promised: workingDays(6), starts: 'cap', stops: 'decide', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'cap',
  steps: {
    cap: review('核总额', {
      by: 'bureau.finance',
      within: workingDays(3),
      examines: [],
      notSameAs: [],
      on: { agreed: 'decide', disagreed: 'decide' },
    }),
    decide: decide('批准上架', {
      by: 'bureau.head',
      within: workingDays(3),
      examines: [],
      notSameAs: ['cap'],
      on: { approved: 'publish', rejected: 'refused' },
    }),
    publish: issue('上架', { entries: ['settlementPolicy'], on: { issued: 'published' } }),
    published: end('granted', '已上架'),
    refused: end('refused', '没有批准'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    settlementPolicy: {
      title: '落户奖励政策',
      number: '泉台审〔{year}〕落户策{serial}号',
      content: [
        { title: '政策', value: f.title.expression },
        { title: '依据', value: f.basis.expression },
        { title: '落户起算', value: f.since.expression },
        { title: '申领截止', value: f.until.expression },
      ],
      legalText: '经批准上架，符合条件的，系统主动提示，本人确认即可。',
      valid: null,
      validUntil: f.until.expression,
      data: {
        title: shared(f.title),
        since: shared(f.since),
        until: shared(f.until),
        condition: shared(f.condition),
        amount: shared(f.amount),
        claimDays: shared(f.claimDays),
        perHousehold: shared(f.perHousehold),
        cap: shared(f.cap),
      },
    },
  },
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['落户政策'],
})
