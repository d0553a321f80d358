// Stories of a project, of a permit and of a combined service that together take every outcome; the same for every permit,
// with the values and materials of each. Firms and people are invented.

import { doneAs, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'
import type { Field, FormFields } from '#kernel/form/form.ts'
import type { ServiceDeclaration } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'

const CODE = '2024-350598-47-03-000001'
const FIRM = { firm: '闽岸精密机械有限公司（示例）', creditCode: '91350500MA2XY0006B' }
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const reject = { type: 'decide', verdict: 'reject', reason: '不符合规定，可在 60 日内申请复议' } as const
const accept = { type: 'accept', note: '' } as const
const refuse = { type: 'refuse', ground: 'notCompetent', reason: '不归本局办，请向主管部门申请' } as const
const agree = { type: 'opine', verdict: 'agree', opinion: '符合' } as const
const disagree = { type: 'opine', verdict: 'disagree', opinion: '与规划条件不符' } as const
const terminate = { type: 'terminate', reason: '项目不建了' } as const
const withdraw = { type: 'withdraw', reason: '重新准备' } as const
const day = (n: number, time = '09:30') => `2024-09-${String(n).padStart(2, '0')} ${time}`

/** A sound value of a declared field. */
function sampleOf(field: Field): Data {
  switch (field.kind) {
    case 'integer':
      return Math.max(field.min, 1)
    case 'decimal':
      return 1000
    case 'money':
      return 100_000_000
    case 'boolean':
      return false
    case 'choice':
      return Object.keys(field.options)[0] ?? ''
    case 'creditCode':
      return FIRM.creditCode
    case 'date':
      return '2024-08-01'
    default:
      return '示例'
  }
}

export function examplesOf(declaration: ServiceDeclaration): readonly Example[] {
  if (!Object.hasOwn(declaration.form, 'project')) return projectExamples
  return Object.hasOwn(declaration.steps, 'round1') ? technicalExamples(declaration) : permitExamples(declaration)
}

const projectForm = {
  name: '闽岸精密 3 号厂房',
  ...FIRM,
  phone: '13800000001',
  address: '张坂镇示例路 1 号',
  content: '精密机械厂房一座',
  investment: 'enterprise',
  total: 12_000_000_000,
  plotArea: 20466,
  special: false,
}
const opening = { submittedAt: day(2), form: projectForm, materials: [], advice: 'ready' } as const

const projectExamples: readonly Example[] = [
  {
    ...opening,
    name: '收件、备案，项目代码赋好',
    script: [
      line(day(2, '10:00'), 'bureau.window', accept),
      line(day(2, '10:30'), 'bureau.window', approve, { refused: 'NOT_YOURS' }),
      line(day(3), 'bureau.approver', approve),
    ],
    ends: 'filed',
  },
  { ...opening, name: '不归本局备案', script: [line(day(2, '10:00'), 'bureau.window', refuse)], ends: 'notAccepted' },
  {
    ...opening,
    name: '禁止类项目，不予备案',
    script: [line(day(2, '10:00'), 'bureau.window', accept), line(day(3), 'bureau.approver', reject)],
    ends: 'refused',
  },
  {
    ...opening,
    name: '用地写成 0，撤回重填',
    form: { ...projectForm, plotArea: 0 },
    advice: 'not-eligible',
    script: [line(day(2, '10:00'), 'applicant', withdraw)],
    ends: 'withdrawn',
  },
  { ...opening, name: '项目不建了', script: [line(day(2, '10:00'), 'bureau.head', terminate)], ends: 'terminated' },
]

/** What is common to the stories of something filed for a project: form, materials, and everything before it issued. */
function filedFor(declaration: ServiceDeclaration) {
  const values = Object.entries(declaration.form as FormFields)
    .filter(([name, { optional }]) => !optional && !['project', 'firm', 'creditCode'].includes(name))
    .map(([name, field]) => [name, sampleOf(field)])
  const form: Data = { project: CODE, ...FIRM, ...Object.fromEntries(values) }
  const materials = Object.keys(declaration.materials).map((kind) => ({
    kind,
    origin: 'cabinet' as const,
    file: 'f'.repeat(64),
  }))
  const facts: Record<string, Data> = Object.fromEntries(
    Object.keys(declaration.facts).map((name) => [name, { number: `${name}-1` }]),
  )
  facts.project = {
    number: CODE,
    creditCode: FIRM.creditCode,
    special: true,
    investment: 'government',
    total: 12_000_000_000,
  }
  return { submittedAt: day(2), form, materials, facts, advice: 'ready' } as const
}

function permitExamples(declaration: ServiceDeclaration): readonly Example[] {
  const base = filedFor(declaration)
  const accepted = line(day(2, '10:00'), 'bureau.window', accept)
  const reviewed = line(day(3), 'bureau.approver', agree)
  const [first] = Object.keys(declaration.facts).filter((name) => name !== 'project')
  const [paper] = Object.keys(declaration.materials)
  const asked = paper ? { material: paper, reason: '签章不清楚' } : { field: 'firm', reason: '与执照不一致' }
  const early: readonly Example[] = first
    ? [
        {
          ...base,
          name: '前一项还没有办结，提示以后再来',
          facts: { project: base.facts.project ?? null },
          advice: 'not-eligible',
          script: [line(day(2, '10:00'), 'applicant', withdraw)],
          ends: 'withdrawn',
        },
      ]
    : [{ ...base, name: '自己撤回', script: [line(day(2, '10:00'), 'applicant', withdraw)], ends: 'withdrawn' }]
  return [
    {
      ...base,
      name: '受理、审查、决定各由一个人，发证',
      script: [
        accepted,
        reviewed,
        line(day(4), 'bureau.approver', approve, { refused: 'NOT_YOURS' }),
        line(day(4), 'bureau.head', approve),
      ],
      ends: 'granted',
    },
    {
      ...base,
      name: '模拟审批过、材料没有变，短时限办结',
      form: { ...(base.form as object), simulation: '模拟审批第 17 号' },
      script: [accepted, reviewed, line(day(3, '15:00'), 'bureau.head', approve)],
      ends: 'granted',
    },
    {
      ...base,
      name: '审查不同意，不予许可',
      script: [accepted, line(day(3), 'bureau.approver', disagree), line(day(4), 'bureau.head', reject)],
      ends: 'refused',
    },
    { ...base, name: '不归本局办', script: [line(day(2, '10:00'), 'bureau.window', refuse)], ends: 'notAccepted' },
    {
      ...base,
      name: '要求补正，逾期没有补',
      script: [
        line(day(2, '10:00'), 'bureau.window', { type: 'requestSupplement', asked: [asked] }),
        line(day(3), 'bureau.window', { type: 'requestSupplement', asked: [asked] }, { refused: 'SUPPLEMENT_OPEN' }),
        line('2024-10-08 09:00', 'time', { type: 'wake' }),
      ],
      ends: 'lapsed',
    },
    {
      ...base,
      name: '换了建设单位没有变更备案',
      form: { ...(base.form as object), creditCode: '91350500MA2XY00146' },
      advice: 'not-eligible',
      script: [line(day(2, '10:00'), 'bureau.head', terminate)],
      ends: 'terminated',
    },
    ...early,
  ]
}

function technicalExamples(declaration: ServiceDeclaration): readonly Example[] {
  const base = filedFor(declaration)
  const steps = declaration.steps
  const finds = steps.report?.kind === 'task' ? steps.report.form : {}
  const chapter = (() => {
    const field = steps.round1?.kind === 'task' ? steps.round1.form.remarks : undefined
    const choice = field?.kind === 'list' ? field.fields.chapter : undefined
    return choice?.kind === 'choice' ? (Object.keys(choice.options)[0] ?? '') : ''
  })()
  const by = 'department.handler@construction' as const
  const remark = { chapter, comment: '与规范第 3.2 条不符，请改' }
  const report: Data = Object.fromEntries(Object.entries(finds).map(([name, field]) => [name, sampleOf(field)]))
  const commission = doneAs('commissioned', {
    provider: '示例图审有限公司',
    providerCode: '91350500MA2XY00221',
    planned: 10,
    lead: 'construction',
  })
  const begun: readonly ExampleLine[] = [
    line(day(2, '10:00'), 'bureau.steward', accept),
    line(day(2, '11:00'), 'bureau.steward', commission),
  ]
  const commented = line(day(4), by, doneAs('commented', { remarks: [remark] }))
  const answered = line(day(9), 'applicant', doneAs('answered', { reply: '已按意见逐条改好' }))
  const reported = line(day(11), by, doneAs('reported', report))
  return [
    {
      ...base,
      name: '没有意见，出报告，另一个人签发',
      script: [
        ...begun,
        line(day(3), by, doneAs('passed', { remarks: [remark] }), { refused: 'GUARD_BROKEN' }),
        line(day(3), by, doneAs('commented', { remarks: [] }), { refused: 'GUARD_BROKEN' }),
        line(day(4), by, doneAs('passed', { remarks: [] })),
        reported,
        line(day(12), 'bureau.approver', approve),
      ],
      ends: 'granted',
    },
    {
      ...base,
      name: '一轮意见一次说全，改好后通过',
      script: [
        ...begun,
        commented,
        answered,
        line(day(10), by, doneAs('passed', { remarks: [] })),
        reported,
        line(day(12), 'bureau.approver', approve),
      ],
      ends: 'granted',
    },
    {
      ...base,
      name: '两轮没有改好，没有第三轮，不予通过',
      script: [
        ...begun,
        commented,
        answered,
        line(day(10), by, doneAs('failed', { remarks: [{ ...remark, why: 'again' }] })),
        line(day(11), by, doneAs('commented', { remarks: [remark] }), { refused: 'NOT_AT_THIS_STEP' }),
        line(day(11), 'bureau.approver', approve, { refused: 'GUARD_BROKEN' }),
        line(day(12), 'bureau.approver', reject),
      ],
      ends: 'refused',
    },
    {
      ...base,
      name: '有意见，三十天没有改',
      script: [...begun, commented, line('2024-10-08 09:00', 'time', { type: 'wake' })],
      ends: 'lapsed',
    },
    { ...base, name: '不归这里审', script: [line(day(2, '10:00'), 'bureau.steward', refuse)], ends: 'notAccepted' },
    { ...base, name: '自己撤回', script: [line(day(2, '10:00'), 'applicant', withdraw)], ends: 'withdrawn' },
    {
      ...base,
      name: '换了建设单位没有变更备案',
      form: { ...(base.form as object), creditCode: '91350500MA2XY00146' },
      advice: 'not-eligible',
      script: [line(day(2, '10:00'), 'bureau.head', terminate)],
      ends: 'terminated',
    },
  ]
}
