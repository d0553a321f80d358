// 中介超市·投诉: whoever thinks that an announcement, a result, a performance or a rating is wrong complains once; the desk
// explains in writing, supervision looks into it, the head decides, and the decision takes effect by itself.

import { choice, entry, fieldsOf, longText, personName, phone } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, entriesWhere, entryWhere, factsOf, shared } from '#kernel/service/declaration.ts'
import { eitherText, taken } from '#kernel/service/expression.ts'
import { choose, decide, end, intake, issue, law, review, task, workingDays } from '#kernel/service/step.ts'
import { RULES } from './market.ts'

const complaint = {
  purpose: '核实和答复投诉',
  basis: '优化营商环境条例；本人投诉',
  retain: '10 年（采购档案）',
}
const form = {
  need: entry('投诉哪一次采购', 'marketRequirement', { by: 'code' }),
  matter: choice('投诉什么', {
    公告: '公告的内容，或报名、资格核对',
    结果: '摇号或选取的结果',
    履约: '签约、交付、验收、付款',
    评价: '对机构的评价和扣分（只能申诉一次）',
  }),
  claim: longText('哪里不对，请求什么', { maxLength: 1000 }),
  name: personName('投诉人', { personal: complaint }),
  phone: phone('联系电话', { personal: complaint }),
}
const f = fieldsOf(form)
const facts = {
  need: entryWhere('marketRequirement', { code: f.need }, { title: 'text' }, '采购登记'),
  before: entriesWhere('marketRuling', { code: f.need, matter: f.matter }, '同一件事已有的决定'),
}
const fact = factsOf(facts)

const isUpheld = taken('effect', 'result').plus(taken('effect', 'rating')).plus(taken('effect', 'other')).gt(0)
const effect = eitherText(
  isUpheld.not(),
  '不成立',
  eitherText(f.matter.is('结果'), '中选无效', eitherText(f.matter.is('评价'), '评价和扣分撤销', '责令改正')),
)

export default defineService({
  slug: 'intermediary-dispute',
  title: '中介超市投诉',
  short: '中介投诉',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350141001004',
  applicant: 'person',
  agent: 'allowed',
  guide: {
    gives: '一份书面决定；成立的，结果、评价自动撤销',
    eligibility: '采购单位、报名机构和其他知情的人都可以投诉。',
    basis: [law('优化营商环境条例', '第六十三条'), RULES],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'window'],
    situations: ['matter'],
    faqs: [
      { question: '投诉期间合同还签吗？', answer: '不签。有在办的投诉时，采购单位签不了合同。' },
      { question: '谁来查？', answer: '效能监察查，不由办这次采购的人查；决定由负责人作。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [{ title: '投诉', fields: ['need', 'matter', 'claim', 'name', 'phone'] }],
  place: null,
  subject: { name: 'name', phone: 'phone' },
  links: ['need'],
  summary: 'matter',
  parameters: {},
  facts,
  materials: {},
  rules: [
    rule('NEED_UNKNOWN', {
      title: '采购',
      group: 'not-eligible',
      when: fact.need.exists.not(),
      field: 'need',
      say: '没有这次采购，或已经撤销',
      passes: '有这次采购',
      remedy: '请从列出的采购里选',
    }),
    rule('RULED_ALREADY', {
      title: '没有决定过',
      group: 'not-eligible',
      when: fact.before.gt(0),
      field: 'matter',
      say: '这件事已经有过决定',
      passes: '还没有决定过',
      remedy: '对决定不服的，可以申请行政复议',
    }),
  ],
  limits: { legal: null, promised: workingDays(15), starts: 'intake', stops: 'decide', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'intake',
  steps: {
    intake: intake('受理投诉', {
      by: 'bureau.supervisor',
      within: workingDays(2),
      examines: [],
      on: { accepted: 'explain', refused: 'notAccepted' },
    }),
    explain: task('书面说明', {
      by: 'bureau.market',
      within: workingDays(3),
      form: { text: longText('经过和依据', { maxLength: 1000 }) },
      outcomes: { said: '提交说明' },
      on: { said: 'inquiry' },
    }),
    inquiry: review('调查', {
      by: 'bureau.supervisor',
      within: workingDays(5),
      examines: [],
      notSameAs: ['explain'],
      on: { agreed: 'decide', disagreed: 'decide' },
    }),
    decide: decide('作出决定', {
      by: 'bureau.head',
      within: workingDays(3),
      examines: [],
      notSameAs: ['intake', 'inquiry'],
      on: { approved: 'effect', rejected: 'answer' },
    }),
    effect: choose('决定怎么生效', {
      cases: { result: f.matter.is('结果'), rating: f.matter.is('评价') },
      otherwise: 'other',
      on: { result: 'voidResult', rating: 'undo', other: 'order' },
    }),
    voidResult: issue('撤销中选', {
      entries: ['marketRuling'],
      changes: [{ register: 'marketAward', to: 'revoked', match: { code: f.need } }],
      on: { issued: 'upheld' },
    }),
    undo: issue('撤销评价和扣分', {
      entries: ['marketRuling'],
      changes: [{ register: 'marketCredit', to: 'revoked', match: { code: f.need } }],
      on: { issued: 'upheld' },
    }),
    order: issue('责令改正', { entries: ['marketRuling'], on: { issued: 'upheld' } }),
    answer: issue('驳回', { entries: ['marketRuling'], on: { issued: 'dismissed' } }),
    upheld: end('granted', '投诉成立'),
    dismissed: end('refused', '投诉不成立'),
    notAccepted: end('refused', '不予受理'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    marketRuling: {
      title: '投诉处理决定（摘要）',
      number: '泉台审〔{year}〕投决{serial}号',
      published: true,
      content: [
        { title: '采购编号', value: f.need.expression },
        { title: '投诉什么', value: f.matter.expression },
        { title: '决定', value: effect.expression },
      ],
      legalText: '对决定不服的，可以依法申请行政复议或者提起行政诉讼。',
      valid: null,
      data: { code: shared(f.need), matter: shared(f.matter), effect: shared(effect) },
    },
  },
  ratings: ['说不清楚', '等得太久', '没有回应请求'],
  fundedAs: ['中介超市'],
})
