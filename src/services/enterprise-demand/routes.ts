// 益企帮帮·改分派表: the table that sends demands to departments is an entry of a register, so every version of it was
// somebody's act. A refused sign-in brings a proposal; the dispatcher writes, the supervisor looks, a new version is in force.

import { caseOf, entry, fieldsOf, filledOf, list, longText } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { defineService, entriesWhere, entryWhere, factsOf } from '#kernel/service/declaration.ts'
import { end, issue, law, task, workingDays } from '#kernel/service/step.ts'
import { RULE, row } from './words.ts'

const form = {
  why: longText('为什么改', { maxLength: 300 }),
  demand: caseOf('由哪件诉求来', 'enterprise-demand', { optional: true }),
  proposed: list('建议加上的', row, { of: '条', max: 5 }),
}
const f = fieldsOf(form)
const facts = {
  table: entryWhere('demandRoutes', {}, { rows: 'list', number: 'text' }, '现在的分派表'),
  versions: entriesWhere('demandRoutes', {}, '分派表出过几版', { ever: true }),
}
const fact = factsOf(facts)
const writing = {
  base: entry('在哪一版上改', 'demandRoutes', { optional: true, hint: '审核时已经有了更新的一版，要重写' }),
  rows: list('整张分派表', row, { of: '条', min: 1, max: 80, hint: '从上往下找，第一条都对得上的算' }),
}
const written = filledOf('write', writing)
const by = law(RULE)

export default defineService({
  slug: 'demand-routes',
  title: '诉求分派表修改',
  short: '改分派表',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350117001002',
  applicant: 'office',
  opensBy: 'bureau.dispatcher',
  agent: 'barred',
  guide: {
    gives: '新一版的诉求分派表',
    eligibility: '部门退签时自动提出建议；分派员也可以自己开。',
    basis: [by],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [],
    review: '2026-11',
  },
  form,
  sections: [{ title: '建议', fields: ['why', 'demand', 'proposed'] }],
  place: null,
  subject: { name: 'why' },
  summary: 'why',
  parameters: {},
  facts,
  materials: {},
  rules: [],
  limits: { legal: null, promised: workingDays(5), starts: 'write', stops: 'check', stopsBy: ['agreed'], pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'write',
  steps: {
    write: task('写新的一版', {
      by: 'bureau.dispatcher',
      within: workingDays(3, by),
      form: writing,
      fills: { dropped: [] },
      given: { base: fact.table.number, rows: f.proposed.followedBy(fact.table.rows) },
      outcomes: { written: '写好了，交审核', dropped: '不改' },
      reasoned: ['dropped'],
      guards: {
        written: [
          rule('ROW_FITS_ALL', {
            title: '每条都有条件',
            group: 'not-eligible',
            when: written.rows.some((one) => one.word.known().or(one.matter.known()).or(one.industry.known()).not()),
            field: 'rows',
            say: '有一条没有写词、类别、行业中的任何一项，什么诉求都会归它',
            passes: '每条都写了条件',
            remedy: '请给那一条写上条件，或删去',
          }),
        ],
      },
      on: { written: 'check', dropped: 'dropped' },
    }),
    check: task('审核', {
      by: 'bureau.supervisor',
      within: workingDays(2, by),
      notSameAs: ['write'],
      outcomes: { agreed: '同意，启用', returned: '退回重写' },
      reasoned: ['returned'],
      guards: {
        agreed: [
          rule('TABLE_CHANGED', {
            title: '在最新的一版上改',
            group: 'not-eligible',
            when: fact.table.exists.and(written.base.known().not().or(written.base.isNot(fact.table.number))),
            field: 'why',
            say: '写的时候是 {base}，现在已是 {now}',
            passes: '是在最新的一版上改的',
            remedy: '请退回，在最新的一版上重写',
            figures: { base: written.base, now: fact.table.number },
          }),
        ],
      },
      on: { agreed: 'publish', returned: 'write' },
    }),
    publish: issue('启用', { entries: ['demandRoutes'], on: { issued: 'published' } }),
    published: end('granted', '新的一版已启用'),
    dropped: end('refused', '不改'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    demandRoutes: {
      title: '诉求分派表',
      number: '泉台企诉〔{year}〕分派表{serial}号',
      content: [
        { title: '为什么改', value: f.why.expression },
        { title: '共', value: written.rows.count().expression, unit: '条' },
      ],
      legalText: '企业的诉求按本表从上往下找，第一条都对得上的，由所列部门主办；都对不上的，由分派员人工分派。',
      valid: null,
      data: { rows: { value: written.rows.expression } },
      unique: [fact.versions.expression],
    },
  },
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['益企帮帮'],
})
