// 审批会诊日·定下的事: one for every resolution of the signed minutes, opened by itself. It is done by its day, checked by
// somebody else, and only then does the demand it came from go on.

import { caseOf, date, fieldsOf, longText, text, unit } from '#kernel/form/form.ts'
import { defineService } from '#kernel/service/declaration.ts'
import { end, law, moment, route, task, workingDays, workingHours } from '#kernel/service/step.ts'
import { RULE } from './words.ts'

const form = {
  demand: caseOf('由哪件诉求来', 'enterprise-demand'),
  title: text('议题', { maxLength: 80 }),
  resolution: longText('定下怎么办', { maxLength: 500 }),
  owner: unit('由谁落实', 'department', { optional: true, hint: '不写就由分派员定' }),
  due: date('哪一天落实'),
}
const f = fieldsOf(form)
const by = law(RULE)

export default defineService({
  slug: 'clinic-task',
  title: '会诊定下的事',
  short: '会诊定下的事',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350117001004',
  applicant: 'office',
  opensBy: 'bureau.dispatcher',
  agent: 'barred',
  guide: {
    gives: '会诊定下的一件事，跟踪到落实',
    eligibility: '会诊纪要签发后，每件定下的事自动立一件。',
    basis: [by],
    fee: 0,
    onsiteVisits: 0,
    channels: ['window'],
    situations: [],
    faqs: [],
    review: '2026-11',
  },
  form,
  sections: [{ title: '定下的事', fields: ['demand', 'title', 'resolution', 'owner', 'due'] }],
  place: null,
  subject: { name: 'title' },
  links: ['demand'],
  summary: 'resolution',
  parameters: {},
  facts: {},
  materials: {},
  rules: [],
  limits: {
    legal: null,
    promised: workingDays(20),
    starts: 'sort',
    stops: 'check',
    stopsBy: ['accepted'],
    pausedAt: [],
    ladder: [
      { title: '到期', at: { part: 1 } },
      { title: '超期 1 日，报部门负责人', at: { after: 1 }, to: 'department.head' },
      { title: '超期 3 日，报局负责人', at: { after: 3 }, to: 'bureau.head' },
    ],
  },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'sort',
  steps: {
    sort: route('交给落实的部门', { to: f.owner, on: { routed: 'do', unrouted: 'assign' } }),
    assign: task('另定由谁落实', {
      by: 'bureau.dispatcher',
      within: workingHours(2, by),
      form: { lead: unit('由谁落实', 'department') },
      assigns: { lead: 'lead' },
      outcomes: { sent: '定了' },
      on: { sent: 'do' },
    }),
    do: task('落实', {
      by: 'department.handler',
      within: moment(f.due),
      form: { done: longText('做成了什么'), stuck: longText('卡在哪里') },
      fills: { done: ['done'], stuck: ['stuck'] },
      outcomes: { done: '落实了', stuck: '落实不了，请监察看' },
      on: { done: 'check', stuck: 'press' },
    }),
    press: task('督办', {
      by: 'bureau.supervisor',
      within: workingDays(2, by),
      outcomes: { again: '照定下的落实', dropped: '确实办不了，销去' },
      reasoned: ['again', 'dropped'],
      on: { again: 'do', dropped: 'dropped' },
    }),
    check: task('核对落实', {
      by: 'bureau.dispatcher',
      within: workingDays(2, by),
      notSameAs: ['do'],
      outcomes: { accepted: '确已落实', back: '没有落实，退回' },
      reasoned: ['back'],
      on: { accepted: 'done', back: 'do' },
    }),
    done: end('granted', '已落实'),
    dropped: end('terminated', '销去'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {},
  ratings: ['说不清楚', '等得太久'],
  fundedAs: ['审批会诊'],
})
