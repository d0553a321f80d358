// 招生季: the education office plans a season, opens and closes it, has the numbers drawn and the seats allocated, and its
// head signs the result. Only a formal season gives its plan and its result to the registers; a rehearsal runs the same
// way beside it and ends without either. Basis: 闽教基〔2022〕5号, 泉教初〔2023〕3号.

import { choice, date, decimal, fieldsOf, integer, list, text, unit } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, entryWhere, factsOf, shared } from '#kernel/service/declaration.ts'
import { today } from '#kernel/service/expression.ts'
import {
  allocate,
  choose,
  decide,
  draw,
  end,
  issue,
  law,
  naturalDays,
  publicity,
  task,
  workingDays,
} from '#kernel/service/step.ts'

const form = {
  name: text('招生季', { hint: '如 2026 年秋季' }),
  year: integer('秋季入学的年份', { unit: '年', min: 2020, max: 2100 }),
  mode: choice('正式还是演练', { formal: '正式', rehearsal: '演练，结果不作数' }),
  opensOn: date('报名第一天'),
  closesOn: date('报名最后一天'),
  ageDay: date('满六周岁算到哪一天'),
  schools: list(
    '学校',
    {
      school: unit('学校', 'school'),
      seats: integer('学位', { unit: '个', max: 2000 }),
      longitude: decimal('经度', { unit: '度', min: 70, max: 140 }),
      latitude: decimal('纬度', { unit: '度', min: 15, max: 55 }),
      catchment: list(
        '招生范围',
        { place: text('村，或村的一片', { hint: '村的代码；分片的写成 代码/片名' }) },
        { of: '处', max: 60 },
      ),
    },
    { of: '所', min: 1, max: 200 },
  ),
}

const f = fieldsOf(form)

const facts = {
  plan: entryWhere('schoolPlan', { name: f.name }, { number: 'text' }, '已公布的同名计划'),
} as const
const fact = factsOf(facts)

const isFormal = f.mode.is('formal')
/** A rehearsal runs over the children of the formal season of the same name, and binds nobody. */
const leads = { offers: 'schools', plan: fact.plan.number, binding: isFormal }

export default defineService({
  slug: 'school-season',
  title: '小学招生季',
  short: '招生季',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350123002001',
  applicant: 'office',
  opensBy: 'education.officer',
  agent: 'barred',
  guide: {
    gives: '一个招生季的计划、派位结果和公示',
    eligibility: '教育部门开办；家长报名请办“入学一键事”。',
    basis: [
      law('中华人民共和国义务教育法', '第十二条'),
      law('福建省“小学入学一件事”集成套餐服务改革实施方案（闽教基〔2022〕5号）'),
      law('泉州市中心市区2023年秋季小学招生入学工作意见（泉教初〔2023〕3号）'),
    ],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [
      {
        question: '演练的结果会变成正式的吗？',
        answer: '不会。演练走不到公布计划和公布结果这两步，号码也标明是演练。',
      },
    ],
    review: '2026-09',
  },
  form,
  sections: [
    { title: '招生季', fields: ['name', 'year', 'mode', 'opensOn', 'closesOn', 'ageDay'] },
    { title: '学校、学位和范围', fields: ['schools'] },
  ],
  place: null,
  subject: { name: 'name' },
  links: ['name'],
  summary: 'mode',
  parameters: {},
  facts,
  materials: {},
  rules: [
    rule('SEASON_DAYS', {
      title: '报名日期',
      group: 'not-eligible',
      when: f.closesOn.before(f.opensOn),
      field: 'closesOn',
      say: '报名最后一天 {closes} 早于第一天 {opens}',
      passes: '报名日期先后对',
      remedy: '请改报名日期',
      figures: { opens: f.opensOn, closes: f.closesOn },
    }),
    rule('SEASON_KNOWN', {
      title: '招生季唯一',
      group: 'not-eligible',
      when: isFormal.and(fact.plan.exists),
      field: 'name',
      say: '「{name}」已经公布过计划',
      passes: '没有同名的正式计划',
      remedy: '请改名，或办成演练',
      figures: { name: f.name },
    }),
  ],
  limits: {
    legal: null,
    promised: workingDays(3),
    starts: 'plan',
    stops: 'plan',
    pausedAt: [],
  },
  across: {
    withdrawal: { to: 'cancelled' },
    termination: { by: 'education.head', to: 'cancelled' },
  },
  start: 'plan',
  steps: {
    plan: task('核定计划', {
      by: 'education.head',
      within: workingDays(3),
      outcomes: { agreed: '同意', disagreed: '不同意' },
      reasoned: ['disagreed'],
      on: { agreed: 'kind', disagreed: 'cancelled' },
    }),
    kind: choose('正式还是演练', {
      cases: { formal: isFormal },
      otherwise: 'rehearsal',
      on: { formal: 'publish', rehearsal: 'rehearse' },
    }),
    publish: issue('公布计划', { entries: ['schoolPlan'], on: { issued: 'open' } }),
    open: task('报名中', {
      by: 'education.officer',
      within: naturalDays(120, law('区里规定：招生工作安排')),
      outcomes: { closed: '截止报名' },
      guards: {
        closed: [
          rule('SEASON_OPEN', {
            title: '报名最后一天',
            group: 'not-eligible',
            when: today().before(f.closesOn),
            field: 'closesOn',
            say: '公布的最后一天是 {closes}，还没有到',
            passes: '报名已到最后一天',
            remedy: '到最后一天再截止',
            figures: { closes: f.closesOn },
          }),
        ],
      },
      on: { closed: 'numbers' },
    }),
    numbers: draw('摇号', {
      by: 'education.officer',
      within: workingDays(10),
      on: { drawn: 'seats', undrawn: 'numbers' },
    }),
    seats: allocate('派位', {
      by: 'education.officer',
      within: workingDays(5),
      leads,
      on: { placed: 'approve', unplaced: 'numbers' },
    }),
    approve: decide('审定结果', {
      by: 'education.head',
      within: workingDays(3),
      examines: [],
      notSameAs: [],
      on: { approved: 'announce', rejected: 'cancelled' },
    }),
    announce: issue('公布结果', { entries: ['schoolResult'], on: { issued: 'notice' } }),
    notice: publicity('结果公示', {
      by: 'education.officer',
      for: workingDays(5, law('泉教初〔2023〕3号')),
      shows: ['name', 'year'],
      on: { closed: 'rest', objected: 'answer' },
    }),
    answer: task('答复对结果的异议', {
      by: 'education.head',
      within: workingDays(5),
      outcomes: { answered: '已书面答复' },
      reasoned: ['answered'],
      on: { answered: 'rest' },
    }),
    rest: task('补录和转学', {
      by: 'education.officer',
      within: naturalDays(180, law('区里规定：招生工作安排')),
      outcomes: { closed: '结束本季' },
      on: { closed: 'done' },
    }),
    rehearse: draw('演练：摇号', {
      by: 'education.officer',
      within: workingDays(10),
      on: { drawn: 'rehearsed', undrawn: 'rehearse' },
    }),
    rehearsed: allocate('演练：派位', {
      by: 'education.officer',
      within: workingDays(5),
      leads,
      on: { placed: 'over', unplaced: 'rehearse' },
    }),
    done: end('granted', '本季结束'),
    over: end('terminated', '演练结束'),
    cancelled: end('withdrawn', '取消'),
  },
  entries: {
    schoolPlan: {
      title: '小学招生计划',
      number: '泉台教〔{year}〕招{serial}号',
      content: [
        { title: '招生季', value: f.name.expression },
        { title: '报名', value: f.opensOn.followedBy(' 至 ').followedBy(f.closesOn).expression },
        { title: '学校', value: f.schools.count().expression, unit: '所' },
        { title: '学位', value: f.schools.sum((one) => one.seats).expression, unit: '个' },
      ],
      legalText: '义务教育阶段免试就近入学。学位不够时先比类别，类别相同比摇号的号码。',
      valid: naturalDays(400, law('区里规定：招生工作安排')),
      unique: [f.name.expression],
      data: {
        name: shared(f.name),
        year: shared(f.year),
        opensOn: shared(f.opensOn),
        closesOn: shared(f.closesOn),
        ageDay: shared(f.ageDay),
      },
    },
    schoolResult: {
      title: '小学派位结果',
      number: '泉台教〔{year}〕派{serial}号',
      content: [
        { title: '招生季', value: f.name.expression },
        { title: '学校', value: f.schools.count().expression, unit: '所' },
      ],
      legalText: '结果可用公布的号码和录取线逐个核对，方法见公示页。',
      valid: null,
      unique: [f.name.expression],
      data: { plan: shared(fact.plan.number) },
    },
  },
  ratings: ['说不清楚', '页面不好用'],
  fundedAs: ['入学一键事'],
})
