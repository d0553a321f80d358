// A small invented service that uses what no permit does: routed by a table, signed or refused within working hours, three
// classes with limits of their own, units that take part, a ladder of supervision, a wait for something elsewhere, a draw.

import { hash } from 'node:crypto'
import { choice, creditCode, fieldsOf, filledOf, list, longText, text, unit, yesNo } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { compileService } from '#kernel/service/compile.ts'
import { casesWhere, defineService, entryWhere, factsOf } from '#kernel/service/declaration.ts'
import { taken } from '#kernel/service/expression.ts'
import {
  awaiting,
  choose,
  draw,
  each,
  end,
  law,
  naturalDays,
  naturalHours,
  route,
  task,
  when,
  workingDays,
  workingHours,
} from '#kernel/service/step.ts'

const form = {
  firm: text('企业'),
  code: creditCode('统一社会信用代码'),
  project: text('项目'),
  class: choice('哪一类', { plain: '一般', urgent: '紧急' }),
  demand: longText('要办什么'),
}
const f = fieldsOf(form)
const facts = {
  table: entryWhere('routes', {}, { rows: 'list' }, '分派表'),
  others: casesWhere('demand', 'project', '同一项目的其他诉求', { where: 'granted' }),
}
const fact = factsOf(facts)
const dispatch = { lead: unit('主办', 'department') }
const handling = {
  joint: yesNo('要别的部门一起办吗'),
  with: list('协办', { unit: unit('单位', 'department') }, { of: '个' }),
}
const reply = {
  way: choice('怎么答复', { solved: '已解决', plan: '有计划' }),
  until: text('计划到哪天', { optional: true }),
}
const replied = filledOf('reply', reply)

export const DEMAND = compileService(
  defineService({
    slug: 'demand',
    title: '诉求',
    short: '诉求',
    kind: 'service',
    taskCode: 'DEMAND',
    applicant: 'firm',
    agent: 'barred',
    guide: {
      gives: '答复',
      eligibility: '企业',
      basis: [law('区里规定')],
      fee: 0,
      onsiteVisits: 0,
      channels: ['mobile'],
      situations: [],
      faqs: [],
      review: '2026-11',
    },
    form,
    sections: [{ title: '诉求', fields: ['firm', 'code', 'project', 'class', 'demand'] }],
    place: null,
    subject: { name: 'firm', id: 'code' },
    summary: 'class',
    links: ['project'],
    parameters: {},
    facts,
    materials: {},
    rules: [],
    limits: {
      legal: null,
      promised: workingDays(5),
      promisedWhen: [when(f.class.is('urgent'), workingDays(2))],
      starts: 'sort',
      stops: 'reply',
      stopsBy: ['answered'],
      pausedAt: ['others'],
      ladder: [
        { title: '黄灯', at: { part: 0.8 } },
        { title: '到期', at: { part: 1 } },
        { title: '报负责人', at: { after: 1 }, to: 'bureau.head' },
        { title: '公开', at: { after: 5 }, published: true },
      ],
    },
    across: {
      withdrawal: { to: 'withdrawn' },
      termination: { by: 'bureau.head', to: 'terminated' },
      extension: {
        by: 'department.head',
        askedBy: 'department.handler',
        for: workingDays(5, law('区里规定')),
        forWhen: [when(f.class.is('urgent'), workingDays(1, law('区里规定')))],
      },
    },
    start: 'sort',
    steps: {
      sort: route('分派', {
        table: 'table',
        columns: { keyword: { of: f.demand, fits: 'contains' }, class: { of: f.class, fits: 'equal' } },
        on: { routed: 'sign', unrouted: 'dispatch' },
      }),
      dispatch: task('人工分派', {
        by: 'bureau.dispatcher',
        within: workingHours(2),
        form: dispatch,
        assigns: { lead: 'lead' },
        outcomes: { sent: '分派' },
        on: { sent: 'sign' },
      }),
      sign: task('签收', {
        by: 'department.handler',
        within: workingHours(4),
        withinWhen: [when(f.class.is('urgent'), naturalHours(1))],
        outcomes: { signed: '签收', refused: '退签' },
        reasoned: ['refused'],
        on: { signed: 'handle', refused: 'again' },
      }),
      again: choose('第几次退签', {
        cases: { often: taken('sign', 'refused').gte(2) },
        otherwise: 'once',
        on: { often: 'settle', once: 'dispatch' },
      }),
      settle: task('监察定主办', {
        by: 'bureau.supervisor',
        within: workingHours(2),
        form: dispatch,
        assigns: { lead: 'lead' },
        outcomes: { sent: '定了' },
        on: { sent: 'handle' },
      }),
      handle: task('办理', {
        by: 'department.handler',
        within: workingHours(2),
        form: handling,
        assigns: { co: 'with' },
        outcomes: { begun: '着手办' },
        on: { begun: 'together' },
      }),
      together: each('协办', {
        by: 'department.handler',
        within: workingHours(3),
        examines: [],
        silence: 'escalate',
        escalateTo: 'bureau.supervisor',
        on: { joined: 'others' },
      }),
      others: awaiting('等同一项目的诉求办完', {
        by: 'bureau.dispatcher',
        within: naturalDays(30, law('区里规定')),
        asks: '同一项目的诉求办完',
        until: fact.others.gt(0),
        on: { fulfilled: 'reply', lapsed: 'reply' },
      }),
      reply: task('答复', {
        by: 'department.handler',
        within: workingHours(2),
        form: reply,
        outcomes: { answered: '答复', transferred: '不归我们，转出' },
        reasoned: ['transferred'],
        guards: {
          answered: [
            rule('PLAN_WITHOUT_DAY', {
              title: '计划要有日期',
              group: 'not-eligible',
              when: replied.way.is('plan').and(replied.until.known().not()),
              field: 'until',
              say: '有计划的要写到哪天',
              passes: '写了日期',
              remedy: '请写计划完成的日期',
            }),
          ],
        },
        on: { answered: 'confirm', transferred: 'dispatch' },
      }),
      confirm: task('企业确认', {
        by: 'applicant',
        within: naturalDays(7),
        asks: '请确认办好了没有',
        outcomes: { satisfied: '满意', unsatisfied: '不满意', lapsed: '没有回音' },
        reasoned: ['unsatisfied'],
        lapses: 'lapsed',
        on: { satisfied: 'lot', unsatisfied: 'dispatch', lapsed: 'done' },
      }),
      lot: draw('抽回访员', {
        by: 'bureau.dispatcher',
        within: workingDays(1),
        on: { drawn: 'done', undrawn: 'done' },
      }),
      done: end('granted', '已办结'),
      withdrawn: end('withdrawn', '已撤回'),
      terminated: end('terminated', '已终止'),
    },
    entries: {
      routes: {
        title: '分派表',
        number: '表{year}-{serial}',
        content: [],
        legalText: '',
        valid: null,
        data: { rows: { value: ['field', 'firm'] } },
      },
    },
    ratings: [],
    fundedAs: [],
  }),
  {
    district: 'taishang',
    parameters: {},
    contacts: { hall: '', hours: '', phone: '', complaint: '' },
  },
  (text) => hash('sha256', text),
)

export const DEMAND_FORM = {
  firm: '示例企业',
  code: '91350211M0000XUF46',
  project: 'P-1',
  class: 'plain',
  demand: '厂房用水接不上',
}
export const TABLE = {
  number: '表2024-0003',
  rows: [
    { keyword: '用电', unit: 'industry' },
    { keyword: '供水、用水', class: 'plain', unit: 'construction' },
    { class: 'urgent', unit: 'industry' },
  ],
}
