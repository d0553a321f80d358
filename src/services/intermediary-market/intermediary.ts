// 中介超市·入驻: a firm signs up for one kind of service, its answers are held field by field against the registers of firms,
// qualifications and practitioners, it is looked over and published, and enters the register until its qualification ends. A
// firm with several qualifications has an entry for each: when one expires, that kind of service is frozen and the others go on.

import { choice, date, fieldsOf, group, longText, text, yesNo } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { material } from '#kernel/material/material.ts'
import { comparison, defineService, entriesWhere, factsOf, sealed, shared } from '#kernel/service/declaration.ts'
import { compared, today } from '#kernel/service/expression.ts'
import {
  choose,
  compare,
  decide,
  end,
  intake,
  issue,
  law,
  naturalDays,
  publicity,
  task,
  workingDays,
} from '#kernel/service/step.ts'
import { actingPerson, CATEGORIES, firmCode, LEVELS, legalPerson, levelOf, practitionerName, RULES } from './market.ts'

const form = {
  kind: choice('新入驻，还是变更或续期', { new: '新入驻', change: '变更或续期' }),
  firm: group('机构', {
    name: text('机构名称', { maxLength: 80 }),
    code: firmCode(),
    legal: legalPerson,
    owners: text('持股一半以上的股东', { optional: true, hint: '没有就不填' }),
    address: text('办公地址', { maxLength: 120 }),
  }),
  qualification: group('资质', {
    category: choice('服务类别', CATEGORIES),
    level: choice('等级', LEVELS),
    number: text('证书编号', { maxLength: 40 }),
    issuer: text('发证机关', { maxLength: 60 }),
    until: date('有效期到哪天'),
  }),
  practitioner: group('执业人员', {
    name: practitionerName,
    number: text('注册证号', { maxLength: 40 }),
  }),
  agent: group('经办人', actingPerson),
  offers: longText('服务内容和收费标准', { maxLength: 500 }),
  promise: yesNo('承诺：填的属实，和审批、监管单位没有利害关系', { yes: '我承诺', no: '不承诺' }),
}
const f = fieldsOf(form)

const facts = {
  same: entriesWhere(
    'marketIntermediary',
    { firm: f.firm.code, category: f.qualification.category },
    '已经入驻的同一类别',
  ),
  standing: entriesWhere('marketBarred', { firm: f.firm.code }, '现在有效的清退决定'),
}
const fact = factsOf(facts)

const COMPARISONS = ['business', 'qualification', 'practitioner'] as const
const counted = (match: 'MISMATCH' | 'EXPIRED') =>
  COMPARISONS.map((name) => compared(name, match)).reduce((sum, one) => sum.plus(one))
/** Something that a register says is otherwise, or no longer so: nobody may wave it through. */
const isWrong = counted('MISMATCH').plus(counted('EXPIRED')).gt(0)

const EXPIRED = rule('QUALIFICATION_EXPIRED', {
  title: '资质在有效期内',
  group: 'not-eligible',
  when: f.qualification.until.before(today()),
  field: 'qualification.until',
  say: '资质 {until} 已经到期',
  passes: '资质到 {until} 有效',
  remedy: '请先到发证机关续期，再来入驻',
  figures: { until: f.qualification.until },
})
const TWICE = rule('ENTERED_ALREADY', {
  title: '同一类别只入驻一次',
  group: 'not-eligible',
  when: f.kind.is('new').and(fact.same.gt(0)),
  field: 'qualification.category',
  say: '贵单位这一类已经入驻',
  passes: '这一类还没有入驻',
  remedy: '资料有变动或要续期的，请在第一题选「变更或续期」',
})
const BARRED = rule('FIRM_BARRED', {
  title: '没有被清退',
  group: 'not-eligible',
  when: fact.standing.gt(0),
  field: 'firm.code',
  say: '贵单位被清退出中介超市，期限还没有满',
  passes: '没有清退的决定',
  remedy: '期满后再来；对决定不服的，可以投诉',
})

export default defineService({
  slug: 'intermediary',
  title: '中介机构入驻中介超市',
  short: '中介入驻',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350141001001',
  applicant: 'firm',
  agent: 'allowed',
  guide: {
    gives: '中介超市入驻登记，资质有效期内可以报名接项目',
    eligibility: '有相应资质和执业人员的中介服务机构都可以入驻，自愿，不收费，不设入围门槛。',
    basis: [law('优化营商环境条例', '第四十三条'), RULES],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'window'],
    situations: [],
    faqs: [
      {
        question: '有几种资质怎么办？',
        answer: '一种资质入驻一次。哪种到期，只停哪一种，别的照常；续期后选「变更或续期」再报一次。',
      },
      {
        question: '比对出「不一致」怎么办？',
        answer: '会告诉您是哪一项。登记上错了的，到登记机关更正后回来点「重新比对」；自己填错的，撤回重填。',
      },
      { question: '资质到期会怎样？', answer: '到期的第二天起自动冻结：登记还在，但不能再报名，也不会被抽到。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '机构', fields: ['kind', 'firm'] },
    { title: '资质和人员', fields: ['qualification', 'practitioner'] },
    { title: '经办人和服务', fields: ['agent', 'offers', 'promise'] },
  ],
  place: null,
  subject: { name: 'agent.name', id: 'agent.idNumber', phone: 'agent.phone' },
  links: ['firm.code'],
  summary: 'firm.name',
  parameters: {},
  facts,
  comparisons: {
    business: comparison('市场主体登记', 'business', f.firm.code, { 'firm.name': 'name', 'firm.legal': 'legal' }),
    qualification: comparison('资质登记', 'qualification', f.qualification.number, {
      'firm.code': 'firm',
      'qualification.category': 'category',
      'qualification.level': 'level',
      'qualification.until': 'until',
    }),
    practitioner: comparison('执业注册', 'practitioner', f.practitioner.number, {
      'practitioner.name': 'name',
      'firm.code': 'firm',
    }),
  },
  materials: {
    licence: material('营业执照', {
      note: '正本或副本，年报没有异常',
      from: ['upload', 'cabinet', 'paper'],
      issuer: '市场监督管理部门',
    }),
    certificate: material('资质证书', {
      note: '填的那一种资质，在有效期内',
      from: ['upload', 'cabinet', 'paper'],
      issuer: '发证机关',
    }),
    staff: material('执业人员注册证', {
      note: '注册在本单位',
      from: ['upload', 'cabinet', 'paper'],
      issuer: '执业注册机关',
    }),
  },
  rules: [
    EXPIRED,
    TWICE,
    BARRED,
    rule('PROMISE_MISSING', {
      title: '承诺',
      group: 'not-eligible',
      when: f.promise.not(),
      field: 'promise',
      say: '没有作出承诺',
      passes: '已经承诺',
      remedy: '入驻要先承诺；有利害关系的请不要入驻',
    }),
  ],
  limits: { legal: null, promised: workingDays(5), starts: 'verify', stops: 'admit', pausedAt: ['settle', 'notice'] },
  across: {
    supplement: { ask: workingDays(1, RULES), answer: naturalDays(15, RULES), lapsed: 'returned' },
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'verify',
  steps: {
    verify: compare('登记信息比对', { comparisons: COMPARISONS, on: { matched: 'check', differing: 'sort' } }),
    sort: choose('看比对结果', {
      cases: { wrong: isWrong },
      otherwise: 'unproved',
      on: { wrong: 'settle', unproved: 'check' },
    }),
    settle: task('改正登记', {
      by: 'applicant',
      within: naturalDays(30, RULES),
      asks: '登记信息对不上，请看是哪一项',
      outcomes: { again: '登记已经更正，重新比对', stop: '是我填错了，撤回重填', lapsed: '三十天没有更正' },
      lapses: 'lapsed',
      on: { again: 'verify', stop: 'mistaken', lapsed: 'returned' },
    }),
    check: intake('形式核对', {
      by: 'bureau.market',
      within: workingDays(1, RULES),
      examines: ['licence', 'certificate', 'staff'],
      guards: { accepted: [EXPIRED, TWICE, BARRED] },
      on: { accepted: 'notice', refused: 'refused' },
    }),
    notice: publicity('入驻公示', {
      by: 'bureau.market',
      for: workingDays(5, RULES),
      shows: [
        'firm.name',
        'firm.code',
        'qualification.category',
        'qualification.level',
        'qualification.number',
        'qualification.until',
        'offers',
      ],
      on: { closed: 'admit', objected: 'objection' },
    }),
    objection: task('核实异议', {
      by: 'bureau.supervisor',
      within: workingDays(2),
      outcomes: { kept: '异议不成立', upheld: '异议成立' },
      reasoned: ['kept', 'upheld'],
      on: { kept: 'admit', upheld: 'admit' },
    }),
    admit: decide('准予入驻', {
      by: 'bureau.approver',
      within: workingDays(2),
      examines: [],
      notSameAs: ['check'],
      guards: { approved: [EXPIRED, BARRED] },
      on: { approved: 'enter', rejected: 'refused' },
    }),
    enter: issue('登记入驻', {
      entries: ['marketIntermediary'],
      // Of a change or renewal the newest counts alone.
      changes: [
        {
          register: 'marketIntermediary',
          to: 'revoked',
          match: { firm: f.firm.code, category: f.qualification.category },
        },
      ],
      on: { issued: 'entered' },
    }),
    entered: end('granted', '已入驻'),
    refused: end('refused', '不予入驻'),
    mistaken: end('withdrawn', '填错了，撤回重填'),
    returned: end('returned', '逾期退件'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    marketIntermediary: {
      title: '中介超市入驻登记',
      number: '泉台审〔{year}〕中介{serial}号',
      published: true,
      content: [
        { title: '机构', value: f.firm.name.expression },
        { title: '统一社会信用代码', value: f.firm.code.expression },
        { title: '服务类别', value: f.qualification.category.expression },
        { title: '等级', value: f.qualification.level.expression },
        { title: '资质证书', value: f.qualification.number.expression },
        { title: '服务和收费', value: f.offers.expression },
      ],
      legalText: '资质到期的第二天起自动冻结，不能再报名；续期登记后恢复。',
      valid: null,
      validUntil: f.qualification.until.expression,
      data: {
        title: shared(f.firm.name.followedBy(' · ').followedBy(f.qualification.category)),
        firm: shared(f.firm.code),
        name: shared(f.firm.name),
        category: shared(f.qualification.category),
        level: shared(levelOf(f.qualification.level)),
        owners: shared(f.firm.owners),
        legal: sealed(f.firm.legal),
        agent: sealed(f.agent.idNumber),
      },
    },
  },
  ratings: ['要的材料太多', '说不清楚', '等得太久', '页面不好用'],
  fundedAs: ['中介超市'],
})
