// 老年优待证: whoever is old enough and lives here gets a card. The village takes in, the approval bureau decides; one card a
// person. The smallest service of the catalogue, and the one that docs/how-to/add-a-service.md was timed with.

import { anyId, fieldsOf, personName, phone, village } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { material } from '#kernel/material/material.ts'
import { defineService, entryWhere, factsOf, parametersOf, sealed } from '#kernel/service/declaration.ts'
import { today } from '#kernel/service/expression.ts'
import { decide, end, intake, issue, law, naturalDays, workingDays } from '#kernel/service/step.ts'

const card = (purpose: string) => ({
  purpose,
  basis: '老年人权益保障法',
  retain: '长期（持证期间）',
})

const form = {
  village: village('住在哪个村'),
  name: personName('老人姓名', { personal: card('写在证上') }),
  idNumber: anyId('老人证件号', { personal: card('核对年龄') }),
  phone: phone('联系电话', { personal: card('联系申请人'), hint: '可以留子女的电话' }),
}
const parameters = { age: { type: 'number', title: '满多少岁', unit: '岁' } } as const
const f = fieldsOf(form)
const p = parametersOf(parameters)
const facts = { held: entryWhere('elderCard', { person: f.idNumber }, {}, '已有的优待证') } as const
const fact = factsOf(facts)
const age = f.idNumber.born().yearsTo(today())

export default defineService({
  slug: 'elder-card',
  title: '老年优待证',
  short: '优待证',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350115041001',
  applicant: 'person',
  agent: 'allowed',
  guide: {
    gives: '老年优待证',
    eligibility: '住在本区、年满规定岁数的老人可以申请，户口不在本区也可以。',
    basis: [law('中华人民共和国老年人权益保障法', '第二条'), law('中华人民共和国老年人权益保障法', '第五十三条')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'kiosk', 'window', 'village'],
    situations: [],
    faqs: [
      { question: '子女可以代办吗？', answer: '可以。老人先在手机上委托，或者带老人的证件到村里办。' },
      { question: '证丢了怎么办？', answer: '手机里的证一直有效；要纸的，随时可以再打印。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '住在哪个村', fields: ['village'] },
    { title: '老人', fields: ['name', 'idNumber', 'phone'] },
  ],
  place: 'village',
  subject: { name: 'name', id: 'idNumber', phone: 'phone' },
  summary: 'village',
  parameters,
  facts,
  materials: {
    portrait: material('近期照片', {
      note: '正面、不戴帽子',
      from: ['upload', 'paper'],
      sample: '白底，一张脸占一半。',
    }),
  },
  rules: [
    rule('TOO_YOUNG', {
      title: '年龄',
      group: 'not-eligible',
      when: age.lt(p.age),
      field: 'idNumber',
      say: '今天 {age} 岁，满 {limit} 岁才能申请',
      passes: '已满 {limit} 岁',
      remedy: '满 {limit} 岁的那天起就可以申请；号码有误请改正',
      figures: { age, limit: p.age },
    }),
    rule('CARD_HELD', {
      title: '一人一证',
      group: 'not-eligible',
      when: fact.held.exists,
      field: 'idNumber',
      say: '这位老人已经有优待证',
      passes: '还没有优待证',
      remedy: '到“我的证照”里看；要纸的可以再打印，不用重新申请',
    }),
  ],
  limits: { legal: null, promised: workingDays(3), starts: 'intake', stops: 'decide', pausedAt: [] },
  across: {
    supplement: {
      ask: workingDays(5, law('区里规定：办事指南')),
      answer: naturalDays(30, law('区里规定：办事指南')),
      lapsed: 'returned',
    },
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'intake',
  steps: {
    intake: intake('村里收件', {
      by: 'village.agent',
      within: workingDays(1),
      examines: ['portrait'],
      on: { accepted: 'decide', refused: 'notAccepted' },
    }),
    decide: decide('核准', {
      by: 'bureau.approver',
      within: workingDays(2),
      examines: [],
      notSameAs: ['intake'],
      on: { approved: 'card', rejected: 'refused' },
    }),
    card: issue('制证', { entries: ['elderCard'], on: { issued: 'done' } }),
    done: end('granted', '已发证'),
    refused: end('refused', '不予核准'),
    notAccepted: end('refused', '不予受理'),
    returned: end('returned', '逾期退件'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    elderCard: {
      title: '老年优待证',
      number: '泉台审〔{year}〕老优{serial}号',
      content: [
        { title: '姓名', value: f.name.expression },
        { title: '村', value: f.village.expression },
      ],
      legalText: '持证人依法享受老年人优待。',
      valid: null,
      data: { person: sealed(f.idNumber) },
      unique: [f.idNumber.expression],
    },
  },
  ratings: ['要的材料太多', '等得太久', '说不清楚', '态度不好', '页面不好用'],
  fundedAs: [],
})
