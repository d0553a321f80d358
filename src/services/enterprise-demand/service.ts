// 益企帮帮: a firm says what it needs, at any hour; a table sends it to a department within seconds, which signs or says who
// should. Clocks run in working hours and days, for what is urgent round the clock. Every reply says one of four things.
// Source: 泉州台商投资区管委会行政审批服务局 2024 年工作任务（二）; limits are the district's own.

import {
  answer,
  choice,
  creditCode,
  date,
  fieldsOf,
  filledOf,
  list,
  longText,
  personName,
  phone,
  text,
  unit,
  yesNo,
} from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { casesWhere, defineService, entryWhere, factsOf, SELF, shared } from '#kernel/service/declaration.ts'
import { assigned, eitherText, taken, today, text as words } from '#kernel/service/expression.ts'
import {
  awaiting,
  choose,
  each,
  end,
  issue,
  law,
  moment,
  naturalDays,
  naturalHours,
  opens,
  route,
  task,
  when,
  workingDays,
  workingHours,
} from '#kernel/service/step.ts'
import { INDUSTRIES, MATTERS, RULE } from './words.ts'

const contact = (purpose: string) => ({ purpose, basis: RULE, retain: '办结后 3 年' })

const form = {
  firm: text('企业名称', { maxLength: 60 }),
  code: creditCode('统一社会信用代码', { hint: '营业执照上的 18 位' }),
  industry: choice('哪个行业', INDUSTRIES),
  contact: personName('联系人', { personal: contact('办理中联系企业') }),
  phone: phone('联系电话', { personal: contact('办理中联系企业，办完回访') }),
  matter: choice('要办的是哪一类', MATTERS),
  subject: text('一句话说清要什么', { maxLength: 60, hint: '如：新厂房通水，要接 DN200 的管' }),
  demand: longText('详细说说', { maxLength: 2000, hint: '卡在哪里、找过谁、盼着怎么解决；交过的材料不用再交' }),
  urgent: yesNo('已经停产，或有安全危险吗', { yes: '是，很急', no: '没有' }),
}
const f = fieldsOf(form)

const facts = {
  table: entryWhere('demandRoutes', {}, { rows: 'list' }, '分派表'),
  repeat: casesWhere('enterprise-demand', 'code+matter', '同一企业、同一类，90 天内的其他诉求', { days: 90 }),
  tasks: casesWhere('clinic-task', SELF, '会诊定下的事'),
  openTasks: casesWhere('clinic-task', SELF, '会诊定下、还没落实的事', { where: 'live' }),
}
const fact = factsOf(facts)

const CLASSES = {
  consult: '咨询',
  plain: '一般（一个部门）',
  complex: '复杂（几个部门）',
  urgent: '紧急（停产、安全）',
} as const
const dispatching = { lead: unit('由谁主办', 'department') }
const signing = {
  owner: unit('应当由谁办', 'department'),
  word: text('诉求里哪个词说明归它', { maxLength: 20, hint: '写诉求里有的词；会记进分派表的修改建议' }),
}
const contacting = {
  class: choice('定为哪一类', CLASSES, { hint: '时限按这里定的类走' }),
  said: longText('和企业怎么说的'),
  with: list('请哪些部门一起办', { unit: unit('部门', 'department') }, { of: '个', max: 6 }),
}
const handling = {
  way: choice('答复是哪一种', {
    solved: '已经解决',
    plan: '有办法，定了日期',
    notAllowed: '政策不允许',
    outOfRemit: '不归区里管，已转出',
  }),
  answer: longText('给企业的答复', { hint: '企业看得到。写清怎么解决、接下来做什么' }),
  planOn: date('哪一天办好', { when: answer.text('way').is('plan') }),
  clause: text('哪份文件、哪一条', { maxLength: 200, when: answer.text('way').is('notAllowed') }),
  organ: text('转给了谁', { maxLength: 100, when: answer.text('way').is('outOfRemit') }),
  question: longText('请会诊议什么'),
  wanted: longText('请企业补充什么', { hint: '企业看得到。平台上已有的材料不能再要' }),
}
const signed = filledOf('sign', signing)
const contacted = filledOf('contact', contacting)
const handled = filledOf('handle', handling)

/** The class is what the department settled on at the first contact; until then what the firm's answers say. */
const asked = eitherText(f.urgent, 'urgent', eitherText(f.matter.is('policy'), 'consult', 'plain'))
const klass = eitherText(contacted.class.known(), contacted.class, asked)
const isUrgent = klass.is('urgent')
const isConsult = klass.is('consult')
const isComplex = klass.is('complex')
const said = f.subject.followedBy('。').followedBy(f.demand)

const by = law(RULE)

export default defineService({
  slug: 'enterprise-demand',
  title: '益企帮帮',
  short: '涉企诉求',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350117001001',
  applicant: 'firm',
  agent: 'allowed',
  guide: {
    gives: '您的难处有部门接、有期限、有答复',
    eligibility: '在本区办厂、经营的企业，有政策、手续、项目、要素方面的难处，随时可以提。',
    basis: [by, law('优化营商环境条例', '第四十八条')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'kiosk', 'window'],
    situations: [],
    faqs: [
      { question: '什么时候可以提？', answer: '任何时候。提交后马上按分派表转到部门，不用等上班。' },
      {
        question: '多久有答复？',
        answer: '咨询 2 个工作日，一般 5 个，几个部门一起办的 15 个；停产或有安全危险的，1 个工作日内拿出办法。',
      },
      { question: '部门推来推去怎么办？', answer: '退一次要说清该谁办；退第二次由效能监察定下来，不再转。' },
      { question: '答复了但没解决怎么办？', answer: '选“没有解决”，会有人回访，可以重新办。' },
      { question: '别人看得到我写的吗？', answer: '只有办理的部门看得到。公开的统计里没有企业名称。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '企业', fields: ['firm', 'code', 'industry', 'contact', 'phone'] },
    { title: '难处', fields: ['matter', 'subject', 'demand', 'urgent'] },
  ],
  place: null,
  subject: { name: 'firm', id: 'code', phone: 'phone' },
  links: ['code+matter'],
  summary: 'subject',
  counted: ['matter', 'industry'],
  parameters: {},
  facts,
  materials: {},
  rules: [],
  limits: {
    legal: null,
    promised: workingDays(5, by),
    promisedWhen: [
      when(isUrgent, workingDays(1, by)),
      when(isConsult, workingDays(2, by)),
      when(isComplex, workingDays(15, by)),
    ],
    starts: 'sort',
    stops: 'handle',
    stopsBy: ['replied'],
    pausedAt: ['more', 'clinic'],
    ladder: [
      { title: '黄灯：时限用了八成', at: { part: 0.8 } },
      { title: '红灯：到期', at: { part: 1 } },
      { title: '超期 1 日，报部门负责人', at: { after: 1 }, to: 'department.head' },
      { title: '超期 3 日，督办单报局负责人', at: { after: 3 }, to: 'bureau.head' },
      { title: '超期 5 日，公开', at: { after: 5 }, published: true },
    ],
  },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
    extension: {
      askedBy: 'department.handler',
      by: 'department.head',
      byWhen: [{ when: isComplex.expression, by: 'zone.leader' }],
      for: workingDays(5, by),
      forWhen: [when(isComplex, workingDays(15, by))],
      when: isUrgent.or(isConsult).not().expression,
    },
  },
  start: 'sort',
  steps: {
    sort: route('按表分派', {
      table: 'table',
      columns: {
        word: { of: said, fits: 'contains' },
        matter: { of: f.matter, fits: 'equal' },
        industry: { of: f.industry, fits: 'equal' },
      },
      on: { routed: 'sign', unrouted: 'dispatch' },
    }),
    dispatch: task('人工分派', {
      by: 'bureau.dispatcher',
      within: workingHours(1, by),
      withinWhen: [when(isUrgent, naturalHours(1, by))],
      form: dispatching,
      given: { lead: signed.owner },
      assigns: { lead: 'lead' },
      outcomes: { sent: '分派' },
      on: { sent: 'sign' },
    }),
    sign: task('签收', {
      by: 'department.handler',
      within: workingHours(4, by),
      withinWhen: [when(isUrgent, naturalHours(1, by)), when(isConsult, workingHours(2, by))],
      form: signing,
      fills: { signed: [], refused: ['owner', 'word'] },
      outcomes: { signed: '签收', refused: '退签，说该谁办' },
      reasoned: ['refused'],
      guards: {
        refused: [
          rule('OWNER_SELF', {
            title: '该谁办',
            group: 'not-eligible',
            when: signed.owner.is(assigned()),
            field: 'owner',
            say: '写的是本部门，那就请签收',
            passes: '写了另一个部门',
            remedy: '请选应当办的部门，或签收',
          }),
          rule('WORD_ABSENT', {
            title: '凭哪个词',
            group: 'not-eligible',
            when: said.contains(signed.word).not(),
            field: 'word',
            say: '诉求里没有“{word}”',
            passes: '诉求里有这个词',
            remedy: '请写诉求里有的词，分派表要靠它认',
            figures: { word: signed.word },
          }),
        ],
      },
      opens: {
        refused: opens(
          'demand-routes',
          '改分派表',
          {
            'proposed.0.word': signed.word,
            'proposed.0.unit': signed.owner,
            why: words('退签的部门建议加这一条'),
          },
          { from: 'demand' },
        ),
      },
      on: { signed: 'contact', refused: 'again' },
    }),
    again: choose('第几次退签', {
      cases: { often: taken('sign', 'refused').gte(2) },
      otherwise: 'once',
      on: { often: 'settle', once: 'dispatch' },
    }),
    settle: task('监察定主办', {
      by: 'bureau.supervisor',
      within: workingHours(1, by),
      withinWhen: [when(isUrgent, naturalHours(1, by))],
      form: dispatching,
      given: { lead: signed.owner },
      assigns: { lead: 'lead' },
      outcomes: { settled: '定下来，不再退' },
      reasoned: ['settled'],
      on: { settled: 'contact' },
    }),
    contact: task('首次联系企业', {
      by: 'department.handler',
      within: workingDays(1, by),
      withinWhen: [when(isUrgent, naturalHours(2, by)), when(isConsult, workingHours(2, by))],
      form: contacting,
      given: { class: klass },
      assigns: { co: 'with' },
      outcomes: { begun: '联系过了，着手办' },
      on: { begun: 'together' },
    }),
    together: each('协办部门的意见', {
      by: 'department.handler',
      within: workingDays(1, by),
      withinWhen: [
        when(isUrgent, workingHours(2, by)),
        when(isConsult, workingHours(3, by)),
        when(isComplex, workingDays(5, by)),
      ],
      examines: [],
      silence: 'escalate',
      escalateTo: 'bureau.supervisor',
      on: { joined: 'handle' },
    }),
    handle: task('办理和答复', {
      by: 'department.handler',
      within: workingDays(2, by),
      withinWhen: [
        when(isUrgent, workingHours(3, by)),
        when(isConsult, workingHours(4, by)),
        when(isComplex, workingDays(8, by)),
      ],
      form: handling,
      tells: ['way', 'answer', 'planOn', 'clause', 'organ', 'wanted'],
      fills: { replied: ['way', 'answer', 'planOn', 'clause', 'organ'], clinic: ['question'], asked: ['wanted'] },
      outcomes: { replied: '答复企业', clinic: '提请审批会诊', asked: '请企业补充' },
      guards: {
        replied: [
          rule('PLAN_PAST', {
            title: '计划的日期',
            group: 'not-eligible',
            when: handled.planOn.before(today()),
            field: 'planOn',
            say: '{day} 已经过了',
            passes: '日期在今天以后',
            remedy: '已经办好的选“已经解决”，还没办好的写往后的日期',
            figures: { day: handled.planOn },
          }),
        ],
        clinic: [
          rule('CLINIC_ONCE', {
            title: '只会诊一次',
            group: 'not-eligible',
            when: taken('handle', 'clinic').gte(1),
            field: 'question',
            say: '这件已经会诊过一次',
            passes: '还没有会诊过',
            remedy: '请按会诊定下的意见答复企业',
          }),
        ],
        asked: [
          rule('ASKED_ONCE', {
            title: '只问一次',
            group: 'not-eligible',
            when: taken('handle', 'asked').gte(1),
            field: 'wanted',
            say: '已经请企业补充过一次，不能再问',
            passes: '还没有请企业补充过',
            remedy: '请按手上的材料答复；平台上有的自己查',
          }),
        ],
      },
      on: { replied: 'confirm', clinic: 'clinic', asked: 'more' },
    }),
    more: task('企业补充', {
      by: 'applicant',
      within: naturalDays(7, by),
      asks: '部门请您补充情况',
      form: { answer: longText('补充的情况') },
      outcomes: { given: '补充好了', lapsed: '没有补充' },
      lapses: 'lapsed',
      on: { given: 'handle', lapsed: 'handle' },
    }),
    clinic: awaiting('等会诊定下的事落实', {
      by: 'bureau.dispatcher',
      within: naturalDays(30, by),
      asks: '审批会诊日议这件事，定下的事落实',
      until: fact.tasks.gte(1).and(fact.openTasks.is(0)),
      on: { fulfilled: 'handle', lapsed: 'handle' },
    }),
    confirm: task('企业看答复', {
      by: 'applicant',
      within: naturalDays(7, by),
      asks: '请看答复：解决了没有',
      outcomes: { satisfied: '满意', fair: '一般，可以办结', unsatisfied: '不满意，没有解决', lapsed: '没有回音' },
      reasoned: ['unsatisfied'],
      lapses: 'lapsed',
      on: { satisfied: 'letter', fair: 'callback', unsatisfied: 'callback', lapsed: 'letter' },
    }),
    callback: task('回访', {
      by: 'bureau.dispatcher',
      within: workingDays(1, by),
      form: { heard: longText('企业怎么说') },
      outcomes: { closed: '企业认可，办结', again: '没有解决，重新办' },
      reasoned: ['again'],
      on: { closed: 'letter', again: 'contact' },
    }),
    letter: issue('出答复函', { entries: ['demandReply'], on: { issued: 'how' } }),
    how: choose('怎么答复的', {
      cases: {
        plan: handled.way.is('plan'),
        notAllowed: handled.way.is('notAllowed'),
        out: handled.way.is('outOfRemit'),
      },
      otherwise: 'solved',
      on: { solved: 'solved', plan: 'plan', notAllowed: 'notAllowed', out: 'transferred' },
    }),
    plan: task('按计划办好', {
      by: 'department.handler',
      within: moment(handled.planOn),
      form: { done: longText('办成了什么') },
      tells: ['done'],
      outcomes: { kept: '办好了，销号' },
      on: { kept: 'kept' },
    }),
    solved: end('granted', '已解决'),
    kept: end('granted', '按计划办好，已销号'),
    notAllowed: end('refused', '政策不允许，已说明'),
    transferred: end('terminated', '不归区里管，已转出'),
    withdrawn: end('withdrawn', '企业撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    demandReply: {
      title: '涉企诉求答复函',
      number: '泉台企诉〔{year}〕{serial}号',
      content: [
        { title: '企业', value: f.firm.expression },
        { title: '诉求', value: f.subject.expression },
        { title: '主办', value: assigned().expression },
        { title: '答复', value: handled.answer.expression },
        { title: '办好的日期', value: eitherText(handled.planOn.known(), handled.planOn, '—').expression },
        { title: '依据', value: eitherText(handled.clause.known(), handled.clause, '—').expression },
        { title: '转往', value: eitherText(handled.organ.known(), handled.organ, '—').expression },
      ],
      legalText: '本函是对所列诉求的答复，不是行政许可决定。对答复不满意的，可以重新提出，或拨打 12345。',
      valid: null,
      data: { matter: shared(f.matter), way: shared(handled.way) },
    },
  },
  ratings: ['等得太久', '说不清楚', '推来推去', '没有解决'],
  fundedAs: ['益企帮帮', '涉企诉求'],
})
