// 审批会诊日: on a fixed weekday the departments sit together. The agenda is closed at noon on the working day before, by
// itself; a day off moves the meeting. What the signed minutes settle becomes a case of its own, one for every resolution.

import { caseOf, choice, date, fieldsOf, filledOf, list, longText, text, unit } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { casesListed, defineService, entryWhere, factsOf, parametersOf, shared } from '#kernel/service/declaration.ts'
import { today, text as words } from '#kernel/service/expression.ts'
import { choose, end, issue, law, moment, opensEach, task, workingDays } from '#kernel/service/step.ts'
import { RULE } from './words.ts'

const form = {
  day: date('哪一天', { hint: '逢假日自动顺延到下一个工作日' }),
  kind: choice('哪一种', { weekly: '每周的会诊日', special: '专题会诊' }),
  way: choice('怎么开', { onsite: '现场', online: '线上' }),
  where: text('在哪里，或会议号', { maxLength: 60 }),
}
const f = fieldsOf(form)
const parameters = { weekday: { type: 'number', title: '每周的会诊日是星期几', unit: '' } } as const
const p = parametersOf(parameters)
const facts = {
  waiting: casesListed('enterprise-demand', ['clinic'], { title: 'subject' }, '提请会诊的诉求'),
  agenda: entryWhere('clinicAgenda', { day: f.day, kind: f.kind }, { items: 'list' }, '封好的议程'),
}
const fact = factsOf(facts)
const meeting = {
  attended: longText('谁参加了', { maxLength: 500 }),
  minutes: longText('纪要', { maxLength: 4000 }),
  resolutions: list(
    '定下的事',
    {
      case: caseOf('诉求', 'enterprise-demand'),
      title: text('议题', { maxLength: 80 }),
      resolution: longText('定下怎么办', { maxLength: 500 }),
      lead: unit('由谁落实', 'department'),
      due: date('哪一天落实'),
    },
    { of: '件', min: 1, max: 40, hint: '议程里的都列好了；一件有几项要落实的，再加一条' },
  ),
}
const met = filledOf('meet', meeting)
/** Days since a Monday, less the weekday: a number of whole weeks on that weekday. */
const weeks = words('2024-01-01').daysTo(f.day).minus(p.weekday).plus(1).over(7)
const by = law(RULE)

export default defineService({
  slug: 'clinic-day',
  title: '审批会诊日',
  short: '会诊日',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350117001003',
  applicant: 'office',
  opensBy: 'bureau.dispatcher',
  agent: 'barred',
  guide: {
    gives: '一次审批会诊：议程、纪要、定下的事',
    eligibility: '分派员每周开一次；部门办不下来的诉求提请会诊，自动列入议程。',
    basis: [by],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [{ question: '什么时候封议程？', answer: '前一个工作日中午 12 点自动封；之后提请的列入下一次。' }],
    review: '2026-11',
  },
  form,
  sections: [{ title: '会诊日', fields: ['day', 'kind', 'way', 'where'] }],
  place: null,
  subject: { name: 'day' },
  summary: 'kind',
  parameters,
  facts,
  materials: {},
  rules: [
    rule('NOT_THE_WEEKDAY', {
      title: '固定的日子',
      group: 'not-eligible',
      when: f.kind.is('weekly').and(weeks.floor().is(weeks).not()),
      field: 'day',
      say: '每周的会诊日是星期{weekday}，{day} 不是',
      passes: '是固定的那一天',
      remedy: '请改日期；临时要开的选“专题会诊”',
      figures: { weekday: p.weekday, day: f.day },
    }),
    rule('DAY_PAST', {
      title: '日期',
      group: 'not-eligible',
      when: f.day.before(today()),
      field: 'day',
      say: '{day} 已经过了',
      passes: '日期在今天以后',
      remedy: '请改日期',
      figures: { day: f.day },
    }),
  ],
  // What is promised is the agenda: closed on time, by itself. Meeting and minutes have the limits of their steps.
  limits: { legal: null, promised: workingDays(1), starts: 'any', stops: 'any', pausedAt: [] },
  across: {
    withdrawal: { to: 'cancelled' },
    termination: { by: 'bureau.head', to: 'cancelled' },
  },
  start: 'agenda',
  steps: {
    agenda: task('收议题', {
      by: 'bureau.dispatcher',
      within: moment(f.day, { before: 1, at: '12:00' }),
      outcomes: { cancelled: '这次不开了', closed: '到时封议程' },
      reasoned: ['cancelled'],
      lapses: 'closed',
      on: { closed: 'any', cancelled: 'cancelled' },
    }),
    any: choose('有没有议题', {
      cases: { some: fact.waiting.count().gt(0) },
      otherwise: 'none',
      on: { some: 'close', none: 'empty' },
    }),
    close: issue('封议程', { entries: ['clinicAgenda'], on: { issued: 'meet' } }),
    meet: task('会诊、写纪要', {
      by: 'bureau.dispatcher',
      within: moment(f.day),
      form: meeting,
      given: { resolutions: fact.agenda.items },
      fills: { postponed: [] },
      outcomes: { recorded: '纪要写好了，交签发', postponed: '没有开成，议题列入下一次' },
      reasoned: ['postponed'],
      on: { recorded: 'sign', postponed: 'cancelled' },
    }),
    sign: task('签发纪要', {
      by: 'bureau.head',
      within: workingDays(1, by),
      notSameAs: ['meet'],
      outcomes: { agreed: '签发', returned: '退回重写' },
      reasoned: ['returned'],
      opens: {
        agreed: opensEach('clinic-task', '会诊定下的事', met.resolutions, (one) => ({
          demand: one.case,
          title: one.title,
          resolution: one.resolution,
          owner: one.lead,
          due: one.due,
        })),
      },
      on: { agreed: 'publish', returned: 'meet' },
    }),
    publish: issue('发纪要', { entries: ['clinicMinutes'], on: { issued: 'held' } }),
    held: end('granted', '已会诊，逐件跟踪'),
    empty: end('withdrawn', '没有议题，这次不开'),
    cancelled: end('withdrawn', '取消'),
  },
  entries: {
    clinicAgenda: {
      title: '审批会诊日议程',
      number: '泉台会诊〔{year}〕议程{serial}号',
      content: [
        { title: '会诊日', value: f.day.expression },
        { title: '在哪里', value: f.where.expression },
        { title: '议题', value: fact.waiting.count().expression, unit: '件' },
      ],
      legalText: '议程已封。之后提请的诉求列入下一次会诊。',
      valid: null,
      data: { day: shared(f.day), kind: shared(f.kind), items: { value: fact.waiting.expression } },
      unique: [f.day.expression, f.kind.expression],
    },
    clinicMinutes: {
      title: '审批会诊日纪要',
      number: '泉台会诊〔{year}〕纪要{serial}号',
      content: [
        { title: '会诊日', value: f.day.expression },
        { title: '参加', value: met.attended.expression },
        { title: '纪要', value: met.minutes.expression },
        { title: '定下的事', value: met.resolutions.count().expression, unit: '件' },
      ],
      legalText: '定下的事由所列部门按期落实，逐件跟踪到办结。',
      valid: null,
    },
  },
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['审批会诊'],
})
