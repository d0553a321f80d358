// 中介超市·冻结和清退: the desk proposes, the head decides; every entry of the firm is frozen, counted again, or taken out of
// the register with a day before which the firm may not come back.

import { answer, choice, date, fieldsOf, longText } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, entriesWhere, factsOf, shared } from '#kernel/service/declaration.ts'
import { today } from '#kernel/service/expression.ts'
import { choose, decide, end, issue, law, task, workingDays } from '#kernel/service/step.ts'
import { firmCode, RULES } from './market.ts'

const form = {
  firm: firmCode('哪一家（统一社会信用代码）'),
  act: choice('怎么处理', {
    冻结: '冻结：查清以前不能报名',
    恢复: '恢复：查清了，或整改好了',
    清退: '清退：期满以前不能再来',
  }),
  until: date('清退到哪天', { when: answer.text('act').is('清退') }),
  reason: longText('事由和依据', { maxLength: 500 }),
}
const f = fieldsOf(form)
const facts = {
  known: entriesWhere('marketIntermediary', { firm: f.firm }, '入驻过', { ever: true }),
}
const fact = factsOf(facts)
const match = { firm: f.firm }

export default defineService({
  slug: 'intermediary-standing',
  title: '中介机构冻结、恢复和清退',
  short: '中介处理',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350141001005',
  applicant: 'office',
  opensBy: 'bureau.market',
  agent: 'barred',
  guide: {
    gives: '对一家入驻机构的处理决定',
    eligibility: '由中介超市的经办提出，负责人决定。',
    basis: [law('优化营商环境条例'), RULES],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [],
    review: '2026-11',
  },
  form,
  sections: [{ title: '处理', fields: ['firm', 'act', 'until', 'reason'] }],
  place: null,
  subject: { name: 'firm' },
  links: ['firm'],
  summary: 'act',
  parameters: {},
  facts,
  materials: {},
  rules: [
    rule('FIRM_UNKNOWN', {
      title: '入驻机构',
      group: 'not-eligible',
      when: fact.known.is(0),
      field: 'firm',
      say: '这家机构没有入驻过',
      passes: '是入驻过的机构',
      remedy: '请核对代码',
    }),
    rule('UNTIL_PAST', {
      title: '清退期限',
      group: 'not-eligible',
      when: f.until.before(today()),
      field: 'until',
      say: '清退到 {until}，已经过了',
      passes: '期限在以后',
      remedy: '请改日期',
      figures: { until: f.until },
    }),
  ],
  limits: { legal: null, promised: workingDays(5), starts: 'hear', stops: 'decide', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'hear',
  steps: {
    hear: task('听机构陈述', {
      by: 'bureau.supervisor',
      within: workingDays(3),
      form: { heard: longText('机构怎么说；没有意见也写明', { maxLength: 500 }) },
      outcomes: { heard: '记录好了' },
      on: { heard: 'decide' },
    }),
    decide: decide('作出决定', {
      by: 'bureau.head',
      within: workingDays(2),
      examines: [],
      notSameAs: ['hear'],
      on: { approved: 'way', rejected: 'dropped' },
    }),
    way: choose('怎么处理', {
      cases: { freeze: f.act.is('冻结'), revive: f.act.is('恢复') },
      otherwise: 'bar',
      on: { freeze: 'freeze', revive: 'revive', bar: 'bar' },
    }),
    freeze: issue('冻结', {
      entries: [],
      changes: [{ register: 'marketIntermediary', to: 'frozen', match }],
      on: { issued: 'done' },
    }),
    revive: issue('恢复', {
      entries: [],
      changes: [{ register: 'marketIntermediary', to: 'valid', match }],
      on: { issued: 'done' },
    }),
    bar: issue('清退', {
      entries: ['marketBarred'],
      changes: [{ register: 'marketIntermediary', to: 'revoked', match }],
      on: { issued: 'done' },
    }),
    done: end('granted', '已处理'),
    dropped: end('refused', '不作处理'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    marketBarred: {
      title: '清退决定',
      number: '泉台审〔{year}〕清退{serial}号',
      published: true,
      content: [
        { title: '统一社会信用代码', value: f.firm.expression },
        { title: '到哪天', value: f.until.expression },
      ],
      legalText: '期满以前不能入驻中介超市。对决定不服的，可以依法申请行政复议或者提起行政诉讼。',
      valid: null,
      validUntil: f.until.expression,
      data: { firm: shared(f.firm) },
    },
  },
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['中介超市'],
})
