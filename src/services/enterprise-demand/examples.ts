// Stories of demands that together take every outcome. Firms and people are invented.

import type { Command } from '#kernel/case/command.ts'
import { doneAs as done, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'

const wake: Command & { type: 'wake' } = { type: 'wake' }
const TABLE = {
  number: '泉台企诉〔2024〕分派表0001号',
  rows: [
    { word: '用电、供电', unit: 'industry' },
    { word: '通水、供水、接管', unit: 'construction' },
    { word: '招工、社保', unit: 'labour' },
    { word: '环评、排污', unit: 'environment' },
    { matter: 'policy', unit: 'industry' },
  ],
}
const form = {
  firm: '示例卫浴（福建）有限公司',
  code: '91350211M0000XUF46',
  industry: 'manufacture',
  contact: '林某乙',
  phone: '13800000002',
  matter: 'factor',
  subject: '新厂房通水，要接 DN200 的管',
  demand: '厂房月底投产，市政管网离红线还有 80 米，找过自来水公司，说要先定路由。',
  urgent: false,
}
const facts = { table: TABLE, repeat: 0, tasks: 0, openTasks: 0 }
const demand = { submittedAt: '2024-09-02 21:30', form, materials: [], facts, advice: 'ready' } as const

const contact = (more: object = {}) =>
  done('begun', { class: 'plain', said: '电话里说好下午到现场看', with: [], ...more })
const reply = (form: Record<string, string>) => done('replied', { answer: '已安排接管，9 月 6 日通水。', ...form })
const refuse = (owner: string, word: string, note = '不是本部门的事') => done('refused', { owner, word }, note)

const signed: readonly ExampleLine[] = [line('2024-09-03 09:00', 'department.handler', done('signed'))]
const started: readonly ExampleLine[] = [...signed, line('2024-09-03 10:00', 'department.handler', contact())]
const answered = (how: Record<string, string>): readonly ExampleLine[] => [
  ...started,
  line('2024-09-05 16:00', 'department.handler', reply(how)),
]

export const demandExamples: readonly Example[] = [
  {
    ...demand,
    name: '夜里提的，按表分到部门，签收、联系、答复解决，企业满意',
    script: [
      ...answered({ way: 'solved' }),
      line('2024-09-05 16:30', 'department.handler@labour', reply({ way: 'solved' }), { refused: 'NOT_APPLICANT' }),
      line('2024-09-05 17:00', 'applicant', { type: 'withdraw', reason: '' }, { refused: 'DECIDED_ALREADY' }),
      line('2024-09-06 09:00', 'applicant', done('satisfied')),
    ],
    ends: 'solved',
  },
  {
    ...demand,
    name: '表里没有，人工分派；退签要说该谁办、凭哪个词，分派表跟着提出修改',
    form: { ...form, subject: '厂区门口要装路灯', demand: '夜班工人出入看不见，路灯归谁装不清楚。' },
    script: [
      line('2024-09-03 08:40', 'bureau.dispatcher', done('sent', { lead: 'industry' })),
      line('2024-09-03 09:00', 'department.handler', done('refused', {}, '不是我们'), { refused: 'TASK_INVALID' }),
      line('2024-09-03 09:00', 'department.handler', refuse('industry', '路灯'), { refused: 'GUARD_BROKEN' }),
      line('2024-09-03 09:00', 'department.handler', refuse('construction', '井盖'), { refused: 'GUARD_BROKEN' }),
      line('2024-09-03 09:00', 'department.handler', refuse('construction', '路灯', ''), { refused: 'REASON_MISSING' }),
      line('2024-09-03 09:05', 'department.handler', refuse('construction', '路灯')),
      line('2024-09-03 09:20', 'bureau.dispatcher', done('sent', { lead: 'construction' })),
      line('2024-09-03 09:40', 'department.handler', done('signed')),
    ],
    ends: 'contact',
  },
  {
    ...demand,
    name: '退签两次，效能监察定主办，不再退',
    script: [
      line('2024-09-03 09:05', 'department.handler', refuse('land', '红线')),
      line('2024-09-03 09:20', 'bureau.dispatcher', done('sent', { lead: 'land' })),
      line('2024-09-03 09:40', 'department.handler', refuse('construction', '管网')),
      line('2024-09-03 10:00', 'bureau.supervisor', done('settled', { lead: 'construction' }), {
        refused: 'REASON_MISSING',
      }),
      line('2024-09-03 10:00', 'bureau.supervisor', done('settled', { lead: 'construction' }, '管网归规划建设局')),
      line('2024-09-03 11:00', 'department.handler', contact()),
    ],
    ends: 'handle',
  },
  {
    ...demand,
    name: '几个部门一起办，等协办的意见；定了日期，到期前办好销号',
    script: [
      ...signed,
      line('2024-09-03 10:00', 'department.handler', contact({ class: 'complex', with: [{ unit: 'land' }] })),
      line('2024-09-04 10:00', 'department.handler@land', {
        type: 'opine',
        branch: 'land',
        verdict: 'agree',
        opinion: '路由走绿化带，可以',
      }),
      line('2024-09-10 10:00', 'department.handler', reply({ way: 'plan' }), { refused: 'TASK_INVALID' }),
      line('2024-09-10 10:00', 'department.handler', reply({ way: 'plan', planOn: '2024-09-01' }), {
        refused: 'GUARD_BROKEN',
      }),
      line('2024-09-10 10:00', 'department.handler', reply({ way: 'plan', planOn: '2024-10-15' })),
      line('2024-09-11 10:00', 'applicant', done('fair')),
      line('2024-09-11 15:00', 'bureau.dispatcher', done('closed', { heard: '等得起，按计划办就行' })),
      line('2024-10-14 10:00', 'department.handler', done('kept', { done: '10 月 12 日通水' })),
    ],
    ends: 'kept',
  },
  {
    ...demand,
    name: '协办到期不答，监察催办；请企业补充一次，再问不行；延期一次；企业没有回音，按期办结',
    script: [
      ...signed,
      line('2024-09-03 10:00', 'department.handler', contact({ with: [{ unit: 'land' }, { unit: 'industry' }] })),
      line('2024-09-04 10:00', 'department.handler@industry', {
        type: 'opine',
        branch: 'industry',
        verdict: 'agree',
        opinion: '同意',
      }),
      line('2024-09-05 00:00', 'time', wake),
      line('2024-09-05 09:00', 'bureau.supervisor', {
        type: 'opine',
        branch: 'land',
        verdict: 'agree',
        opinion: '已当面催办，意见：可以',
      }),
      line('2024-09-05 10:00', 'department.handler', done('asked', { wanted: '用水量多少' })),
      line('2024-09-05 12:00', 'applicant', done('given', { answer: '日用水 200 吨' })),
      line('2024-09-05 15:00', 'department.handler', done('asked', { wanted: '还要图' }), { refused: 'GUARD_BROKEN' }),
      line('2024-09-05 15:10', 'department.handler', { type: 'askExtension', reason: '要等断水窗口' }),
      line('2024-09-05 15:20', 'department.handler', { type: 'extend', reason: '要等' }, { refused: 'NOT_YOURS' }),
      line('2024-09-05 16:00', 'department.head', { type: 'extend', reason: '要等断水窗口' }),
      line('2024-09-12 10:00', 'department.handler', reply({ way: 'solved' })),
      line('2024-09-20 00:00', 'time', wake),
    ],
    ends: 'solved',
  },
  {
    ...demand,
    name: '企业没有补充；政策不允许，写明条款，企业不满意，回访后认可',
    script: [
      ...started,
      line('2024-09-03 11:00', 'department.handler', done('asked', { wanted: '管径依据' })),
      line('2024-09-11 00:00', 'time', wake),
      line('2024-09-11 09:00', 'department.handler', reply({ way: 'notAllowed' }), { refused: 'TASK_INVALID' }),
      line(
        '2024-09-11 09:00',
        'department.handler',
        reply({ way: 'notAllowed', clause: '示例办法第九条', answer: '绿化带内不能开挖，改走道路一侧可以再提。' }),
      ),
      line('2024-09-11 10:00', 'applicant', done('unsatisfied'), { refused: 'REASON_MISSING' }),
      line('2024-09-11 10:00', 'applicant', done('unsatisfied', {}, '早说就不等了')),
      line('2024-09-12 09:00', 'bureau.dispatcher', done('closed', { heard: '听明白了，改方案再提' })),
    ],
    ends: 'notAllowed',
  },
  {
    ...demand,
    name: '没有解决，回访后重新办；最后说清不归区里管，转出',
    script: [
      ...answered({ way: 'solved' }),
      line('2024-09-06 09:00', 'applicant', done('unsatisfied', {}, '还是没有水')),
      line('2024-09-06 14:40', 'bureau.dispatcher', done('again', { heard: '水表没有装' }), {
        refused: 'REASON_MISSING',
      }),
      line('2024-09-06 14:40', 'bureau.dispatcher', done('again', { heard: '水表没有装' }, '水表没有装，没有解决')),
      line('2024-09-06 15:00', 'department.handler', contact()),
      line(
        '2024-09-09 10:00',
        'department.handler',
        reply({ way: 'outOfRemit', organ: '示例自来水公司', answer: '装表归自来水公司，已转过去并约好 9 月 10 日。' }),
      ),
      line('2024-09-09 11:00', 'applicant', done('satisfied')),
    ],
    ends: 'transferred',
  },
  {
    ...demand,
    name: '提请会诊，停表等定下的事落实，再答复；不能会诊第二次',
    script: [
      ...signed,
      line('2024-09-03 10:00', 'department.handler', contact({ class: 'complex' })),
      line('2024-09-03 11:00', 'department.handler', done('clinic', { question: '路由跨绿化带，请几家定下来' })),
      line('2024-09-05 10:00', 'time', wake, { facts: { tasks: 1, openTasks: 1 } }),
      line('2024-09-09 10:00', 'time', wake, { facts: { tasks: 1, openTasks: 0 } }),
      line('2024-09-09 11:00', 'department.handler', done('clinic', { question: '再议' }), { refused: 'GUARD_BROKEN' }),
      line('2024-09-09 11:00', 'department.handler', reply({ way: 'solved' })),
    ],
    ends: 'confirm',
  },
  {
    ...demand,
    name: '会诊一直没有开成，三十天后回来接着办，局负责人终止',
    script: [
      ...started,
      line('2024-09-03 11:00', 'department.handler', done('clinic', { question: '请定路由' })),
      line('2024-10-04 00:00', 'time', wake),
      line('2024-10-08 09:00', 'bureau.head', { type: 'terminate', reason: '企业已经搬走' }),
    ],
    ends: 'terminated',
  },
  {
    ...demand,
    name: '停产的，夜里也算时间：签收一小时、两小时内联系，不能延期',
    form: { ...form, urgent: true },
    script: [
      line('2024-09-02 22:10', 'department.handler', done('signed')),
      line('2024-09-02 23:00', 'department.handler', contact({ class: 'urgent' })),
      line(
        '2024-09-03 08:40',
        'department.handler',
        { type: 'askExtension', reason: '来不及' },
        {
          refused: 'EXTENSION_NONE',
        },
      ),
      line('2024-09-03 09:30', 'department.handler', reply({ way: 'plan', planOn: '2024-09-04' })),
    ],
    ends: 'confirm',
  },
  {
    ...demand,
    name: '到期没有答复：黄灯、红灯、报部门负责人、报局负责人、公开，企业撤回',
    script: [
      ...started,
      line('2024-09-18 08:00', 'time', wake),
      line('2024-09-18 09:00', 'bureau.head', { type: 'extend', reason: '太晚了' }, { refused: 'NOT_YOURS' }),
      line('2024-09-18 09:00', 'department.head', { type: 'extend', reason: '太晚了' }, { refused: 'EXTENSION_LATE' }),
      line('2024-09-18 10:00', 'applicant', { type: 'withdraw', reason: '自己找人接好了' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...demand,
    name: '复杂的延期由区领导批，不同意也要说理由',
    script: [
      ...signed,
      line('2024-09-03 10:00', 'department.handler', contact({ class: 'complex' })),
      line('2024-09-04 10:00', 'department.handler', { type: 'askExtension', reason: '设计院排期' }),
      line('2024-09-04 11:00', 'department.head', { type: 'extend', reason: '同意' }, { refused: 'NOT_YOURS' }),
      line('2024-09-04 15:00', 'zone.leader', { type: 'declineExtension', reason: '先出临时方案' }),
    ],
    ends: 'handle',
  },
]
