// Stories of the routing table, of consultation days and of what they settle, together taking every outcome.

import type { Command } from '#kernel/case/command.ts'
import { doneAs as done, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'

const wake: Command & { type: 'wake' } = { type: 'wake' }
const DEMAND = '0190a000-0000-7000-8000-000000000001'
const OLD = '泉台企诉〔2024〕分派表0001号'
const NEW = '泉台企诉〔2024〕分派表0002号'

const proposal = { word: '路灯', unit: 'construction' }
const rows = [{ word: '用电', unit: 'industry' }]
const change = {
  submittedAt: '2024-09-03 09:05',
  submittedBy: 'bureau.dispatcher',
  form: { why: '退签的部门建议加这一条', demand: DEMAND, proposed: [proposal] },
  materials: [],
  facts: { table: { number: OLD, rows }, versions: 1 },
  advice: 'ready',
} as const
const write = (base: string | null, all: readonly object[] = [proposal, ...rows]) =>
  done('written', { ...(base !== null && { base }), rows: all as never })

export const routeExamples: readonly Example[] = [
  {
    ...change,
    name: '退签教会分派表：建议的一条加在最前，另一个人审核后启用',
    script: [
      line('2024-09-03 10:00', 'bureau.dispatcher', write(OLD)),
      line('2024-09-03 10:30', 'bureau.supervisor', done('returned', {}, '第二条没有条件')),
      line('2024-09-03 10:40', 'bureau.dispatcher', write(OLD, [{ unit: 'land' }]), { refused: 'GUARD_BROKEN' }),
      line('2024-09-03 10:45', 'bureau.dispatcher', write(OLD)),
      line('2024-09-03 11:00', 'bureau.supervisor', done('agreed')),
    ],
    ends: 'published',
  },
  {
    ...change,
    name: '写的时候别人已经启用了一版，退回在最新的一版上重写',
    script: [
      line('2024-09-03 10:00', 'bureau.dispatcher', write(OLD)),
      line('2024-09-03 11:00', 'bureau.supervisor', done('agreed'), {
        refused: 'GUARD_BROKEN',
        facts: { table: { number: NEW, rows }, versions: 2 },
      }),
      line('2024-09-03 11:10', 'bureau.supervisor', done('returned'), { refused: 'REASON_MISSING' }),
      line('2024-09-03 11:10', 'bureau.supervisor', done('returned', {}, '已有新的一版')),
      line('2024-09-03 11:30', 'bureau.dispatcher', write(NEW)),
    ],
    ends: 'check',
  },
  {
    ...change,
    name: '第一版，没有旧表',
    form: { why: '开通益企帮帮', proposed: [] },
    facts: { versions: 0 },
    script: [
      line('2024-09-03 10:00', 'bureau.dispatcher', write(null)),
      line('2024-09-03 11:00', 'bureau.supervisor', done('agreed')),
    ],
    ends: 'published',
  },
  {
    ...change,
    name: '建议的一条不妥，不改',
    script: [line('2024-09-03 10:00', 'bureau.dispatcher', done('dropped', {}, '“路灯”多数是村里的事'))],
    ends: 'dropped',
  },
  {
    ...change,
    name: '开错了，撤回',
    script: [line('2024-09-03 10:00', 'applicant', { type: 'withdraw', reason: '重复' })],
    ends: 'withdrawn',
  },
  {
    ...change,
    name: '另有安排，终止',
    script: [line('2024-09-03 10:00', 'bureau.head', { type: 'terminate', reason: '整张表另行修订' })],
    ends: 'terminated',
  },
]

const item = { case: DEMAND, caseNo: 'X', lead: 'construction', title: '新厂房通水' }
const day = {
  submittedAt: '2024-09-02 09:00',
  submittedBy: 'bureau.dispatcher',
  form: { day: '2024-09-11', kind: 'weekly', way: 'onsite', where: '政务中心三楼会诊室' },
  materials: [],
  facts: { waiting: [item] },
  advice: 'ready',
} as const
const closed: readonly ExampleLine[] = [
  line('2024-09-10 12:00', 'time', wake, { facts: { agenda: { number: '议程', items: [item] } } }),
]
const resolution = { case: DEMAND, title: '新厂房通水', resolution: '路由走绿化带', lead: 'land', due: '2024-09-20' }
const minutes = (more: object = {}) =>
  done('recorded', { attended: '三局经办', minutes: '议定一件', resolutions: [{ ...resolution, ...more }] as never })

export const clinicExamples: readonly Example[] = [
  {
    ...day,
    name: '前一个工作日中午封议程，会诊、签发，定下的事逐件立件',
    script: [
      ...closed,
      line('2024-09-11 11:00', 'bureau.dispatcher', minutes({ lead: '' }), { refused: 'TASK_INVALID' }),
      line('2024-09-11 11:00', 'bureau.dispatcher', minutes()),
      line('2024-09-11 15:00', 'bureau.dispatcher', done('agreed'), { refused: 'NOT_YOURS' }),
      line('2024-09-11 15:00', 'bureau.head', done('returned', {}, '写清由谁落实')),
      line('2024-09-11 15:30', 'bureau.dispatcher', minutes()),
      line('2024-09-11 16:00', 'bureau.head', done('agreed')),
    ],
    ends: 'held',
  },
  {
    ...day,
    name: '中秋放假顺延：周二的专题会诊到周三开，周六补班的中午封议程',
    form: { ...day.form, kind: 'special', day: '2024-09-17' },
    script: [
      line('2024-09-14 11:59', 'time', wake),
      line('2024-09-14 12:00', 'time', wake, { facts: { agenda: { number: '议程', items: [item] } } }),
    ],
    ends: 'meet',
  },
  {
    ...day,
    name: '没有开成，议题列入下一次；封了议程就不能撤回',
    script: [
      ...closed,
      line('2024-09-11 09:00', 'applicant', { type: 'withdraw', reason: '' }, { refused: 'DECIDED_ALREADY' }),
      line('2024-09-11 09:00', 'bureau.dispatcher', done('postponed', {}, '台风停工')),
    ],
    ends: 'cancelled',
  },
  {
    ...day,
    name: '没有议题，不开',
    facts: { waiting: [] },
    script: [line('2024-09-10 12:00', 'time', wake)],
    ends: 'empty',
  },
  {
    ...day,
    name: '不是星期三，提示改；取消要说理由',
    form: { ...day.form, day: '2024-09-12' },
    advice: 'not-eligible',
    script: [
      line('2024-09-03 09:00', 'bureau.dispatcher', done('closed'), { refused: 'OUTCOME_UNKNOWN' }),
      line('2024-09-03 09:00', 'bureau.dispatcher', done('cancelled'), { refused: 'REASON_MISSING' }),
      line('2024-09-03 09:00', 'bureau.dispatcher', done('cancelled', {}, '日期写错')),
    ],
    ends: 'cancelled',
  },
]

const settledForm = {
  demand: DEMAND,
  title: '新厂房通水',
  resolution: '路由走绿化带，出选线意见',
  owner: 'land',
  due: '2024-09-20',
}
const { owner: _, ...nobodys } = settledForm
const settled = {
  submittedAt: '2024-09-11 16:00',
  submittedBy: 'bureau.dispatcher',
  form: settledForm,
  materials: [],
  advice: 'ready',
} as const

export const taskExamples: readonly Example[] = [
  {
    ...settled,
    name: '按期落实，另一个人核对；退回过一次',
    script: [
      line('2024-09-18 09:00', 'department.handler', done('done', { done: '选线意见已出' })),
      line('2024-09-18 09:30', 'department.handler', done('accepted'), { refused: 'NOT_YOURS' }),
      line('2024-09-18 10:00', 'bureau.dispatcher', done('back', {}, '没有盖章')),
      line('2024-09-18 15:00', 'department.handler', done('done', { done: '盖章的选线意见已出' })),
      line('2024-09-19 09:00', 'bureau.dispatcher', done('accepted')),
    ],
    ends: 'done',
  },
  {
    ...settled,
    name: '落实不了，监察要求照办，最后销去',
    script: [
      line('2024-09-18 09:00', 'department.handler', done('stuck', { stuck: '绿化带要迁移' })),
      line('2024-09-18 10:00', 'bureau.supervisor', done('again', {}, '走临时占用')),
      line('2024-09-19 09:00', 'department.handler', done('stuck', { stuck: '临时占用也不批' })),
      line('2024-09-19 10:00', 'bureau.supervisor', done('dropped', {}, '改由道路一侧，另议')),
    ],
    ends: 'dropped',
  },
  {
    ...settled,
    name: '没有写由谁落实，分派员定',
    form: nobodys,
    script: [line('2024-09-12 09:00', 'bureau.dispatcher', done('sent', { lead: 'land' }))],
    ends: 'do',
  },
  {
    ...settled,
    name: '重复立件，撤回',
    script: [line('2024-09-12 09:00', 'applicant', { type: 'withdraw', reason: '重复' })],
    ends: 'withdrawn',
  },
  {
    ...settled,
    name: '诉求已撤回，终止',
    script: [line('2024-09-12 09:00', 'bureau.head', { type: 'terminate', reason: '企业已撤回诉求' })],
    ends: 'terminated',
  },
]
