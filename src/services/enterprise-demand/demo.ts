// Invented firms and what they ask, in every state a demonstration can begin with: waiting, refused, handled together, at a
// consultation, answered, called back, ended. And the table that sends them, and the consultation of the week.

import { addDays, plainDate, weekdayOf } from '#kernel/calendar/plain-date.ts'
import { doneAs } from '#kernel/case/example.ts'
import type { DemoAct, DemoCase, DemoContent, DemoSeed } from '../declared.ts'

const TABLE = [
  { word: '通水、供水、接管、管网、路灯、施工许可', unit: 'construction' },
  { word: '用电、供电、技改、补贴、奖补', unit: 'industry' },
  { word: '招工、用工、社保、工资', unit: 'labour' },
  { word: '环评、排污、废水、噪声', unit: 'environment' },
  { word: '用地、红线、产权、宗地', unit: 'land' },
  { word: '贷款、担保、退税', unit: 'finance' },
  { matter: 'policy', unit: 'industry' },
]

/** The first version of the table, put in force by two people. */
export const routesDemo = (): DemoContent => ({
  cases: [
    {
      by: { role: 'bureau.dispatcher' },
      form: { why: '开通益企帮帮（示例）', proposed: [] },
      materials: [],
      acts: [
        { by: 'bureau.dispatcher', command: doneAs('written', { rows: TABLE }) },
        { by: 'bureau.supervisor', command: doneAs('agreed') },
      ],
    },
  ],
})

/** The next Wednesday that is not today. */
export const clinicDemo = ({ today }: DemoSeed): DemoContent => {
  const from = addDays(plainDate(today), 1)
  const day = addDays(from, (3 - weekdayOf(from) + 7) % 7)
  return {
    cases: [
      {
        by: { role: 'bureau.dispatcher' },
        form: { day, kind: 'weekly', way: 'onsite', where: '政务中心三楼会诊室（示例）' },
        materials: [],
        acts: [],
      },
    ],
  }
}

const OWNERS = [
  { name: '陈某一', idNumber: '350598197503120018' },
  { name: '林某二', idNumber: '350598198207250023' },
  { name: '吴某四', idNumber: '350598199011300046' },
] as const
const FIRMS = [
  ['示例卫浴（福建）有限公司', '91350211M0000XUF46', 'manufacture'],
  ['示例甲测绘有限公司', '91350598MA70010135', 'service'],
  ['示例乙测绘有限公司', '91350598MA7002026N', 'building'],
  ['示例丙测绘有限公司', '91350598MA70030398', 'trade'],
] as const

interface Told {
  readonly matter: 'policy' | 'procedure' | 'project' | 'factor'
  readonly subject: string
  readonly demand: string
  readonly urgent?: boolean
  /** The department that the table sends it to. */
  readonly unit: string
  readonly acts?: readonly DemoAct[]
}

const handler = (unit: string, ...given: Parameters<typeof doneAs>): DemoAct => ({
  by: 'department.handler',
  unit,
  command: doneAs(...given),
})
const sign = (unit: string) => handler(unit, 'signed')
const start = (unit: string, more: object = {}) => [
  sign(unit),
  handler(unit, 'begun', { class: 'plain', said: '电话里约好上门看', with: [], ...more }),
]
const answer = (unit: string, form: Record<string, string>) => [
  ...start(unit),
  handler(unit, 'replied', { answer: '示例答复：已经安排，联系人写在短信里。', ...form }),
]
const firm = (outcome: string, note = ''): DemoAct => ({ by: 'applicant', command: doneAs(outcome, {}, note) })

const told = (today: string): readonly Told[] => [
  {
    matter: 'factor',
    subject: '新厂房通水，要接 DN200 的管',
    demand: '月底投产，市政管网离红线还有 80 米。',
    unit: 'construction',
  },
  {
    matter: 'factor',
    subject: '生产线停了，变压器跳闸',
    demand: '供电一直跳，订单要违约，请马上来看。',
    urgent: true,
    unit: 'industry',
    acts: [sign('industry')],
  },
  {
    matter: 'procedure',
    subject: '厂区用电的路灯归谁装',
    demand: '夜班工人看不见路，跑了两处都说不归自己。',
    unit: 'construction',
    acts: [handler('construction', 'refused', { owner: 'industry', word: '用电' }, '是企业自己的用电设施')],
  },
  {
    matter: 'project',
    subject: '扩建要同时改排污口和红线',
    demand: '环评、规划两边的要求不一样，请一起定。',
    unit: 'environment',
    acts: start('environment', { class: 'complex', with: [{ unit: 'land' }, { unit: 'construction' }] }),
  },
  {
    matter: 'project',
    subject: '物流通道跨绿化带的用地怎么批',
    demand: '园区路口改造，宗地边界与绿化带重叠。',
    unit: 'land',
    acts: [
      ...start('land', { class: 'complex' }),
      handler('land', 'clinic', { question: '绿化带占用由谁批，请会诊定下来' }),
    ],
  },
  {
    matter: 'policy',
    subject: '技改补贴还能报吗',
    demand: '设备 9 月到位，想知道今年的批次。',
    unit: 'industry',
    acts: answer('industry', { way: 'solved' }),
  },
  {
    matter: 'factor',
    subject: '旺季招工缺 40 个普工',
    demand: '订单增加三成，招工一个月没招满。',
    unit: 'labour',
    acts: [...answer('labour', { way: 'solved' }), firm('fair')],
  },
  {
    matter: 'procedure',
    subject: '施工许可还差一份什么',
    demand: '网上显示材料不齐，看不出差哪一份。',
    unit: 'construction',
    acts: [...answer('construction', { way: 'solved' }), firm('satisfied')],
  },
  {
    matter: 'factor',
    subject: '新增废水处理接管',
    demand: '扩产后废水量翻倍，想接污水管网。',
    unit: 'construction',
    acts: [...answer('construction', { way: 'plan', planOn: addDays(plainDate(today), 40) }), firm('satisfied')],
  },
  {
    matter: 'policy',
    subject: '退税能不能提前到账',
    demand: '资金周转紧，想提前退税。',
    unit: 'finance',
    acts: [...answer('finance', { way: 'notAllowed', clause: '示例办法第三条' }), firm('satisfied')],
  },
  {
    matter: 'procedure',
    subject: '商标怎么续展',
    demand: '快到期了，不知道找谁。',
    unit: '',
  },
]

export function demandDemo({ today }: DemoSeed): DemoContent {
  const cases = told(today).map(({ matter, subject, demand, urgent = false, acts = [] }, index): DemoCase => {
    const owner = OWNERS[index % OWNERS.length] as (typeof OWNERS)[number]
    const [name, code, industry] = FIRMS[index % FIRMS.length] as (typeof FIRMS)[number]
    const form = {
      firm: name,
      code,
      industry,
      contact: owner.name,
      phone: '13800000001',
      matter,
      subject,
      demand,
      urgent,
    }
    return { by: owner, form, materials: [], acts }
  })
  return { cases }
}
