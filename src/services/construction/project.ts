// 无感报建·N01 企业投资项目备案: opens a project. Its number is the project's code, which everything else shares.

import { choice, creditCode, decimal, fieldsOf, longText, money, phone, text, yesNo } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { resultOf } from '#kernel/project/graph.ts'
import { defineService, shared } from '#kernel/service/declaration.ts'
import { decide, end, intake, issue, law, workingDays } from '#kernel/service/step.ts'

const form = {
  name: text('项目名称', { maxLength: 60 }),
  firm: text('建设单位', { maxLength: 60 }),
  creditCode: creditCode('统一社会信用代码'),
  phone: phone('联系电话', {
    personal: { purpose: '联系经办人', basis: '企业投资项目核准和备案管理条例；本人申报', retain: '10 年（项目档案）' },
  }),
  address: text('建设地点', { maxLength: 80 }),
  content: longText('建设内容和规模'),
  investment: choice('谁投资', { enterprise: '企业投资', government: '政府投资' }),
  total: money('总投资', { min: 1, max: 1_000_000_000_000, hint: '政府投资的，填批准的估算' }),
  plotArea: decimal('用地面积', { unit: '㎡', max: 10_000_000 }),
  special: yesNo('是特殊建设工程（消防设计要审查）'),
}
const f = fieldsOf(form)

/** What the others read of a project. */
export const PROJECT = {
  name: form.name,
  firm: form.firm,
  creditCode: form.creditCode,
  investment: form.investment,
  total: form.total,
  plotArea: form.plotArea,
  special: form.special,
}
export const project = resultOf('N01', PROJECT)

export default defineService({
  slug: 'construction-project',
  title: '企业投资项目备案',
  short: '项目备案',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350115031001',
  applicant: 'firm',
  agent: 'allowed',
  guide: {
    gives: '备案证明和项目代码；项目的数据云柜随之打开',
    eligibility: '在本区建厂房的企业。备案是告知性的，填对就办。',
    basis: [law('企业投资项目核准和备案管理条例')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'window'],
    situations: [],
    faqs: [
      {
        question: '备案以后要一项一项去申报吗？',
        answer: '不用。材料有了就放进数据云柜，哪一项齐了系统会告诉您，签过授权的还会替您申报。',
      },
      { question: '材料要按阶段交吗？', answer: '不用，什么时候有什么时候交。项目管家看过，一次说全。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '建什么', fields: ['name', 'address', 'content', 'plotArea', 'special'] },
    { title: '谁来建', fields: ['firm', 'creditCode', 'phone', 'investment', 'total'] },
  ],
  place: null,
  subject: { name: 'firm', phone: 'phone' },
  summary: 'name',
  parameters: {},
  facts: {},
  materials: {},
  rules: [
    rule('PLOT_NOTHING', {
      title: '用地面积',
      group: 'not-eligible',
      when: f.plotArea.lte(0),
      field: 'plotArea',
      say: '用地面积是 {area} ㎡',
      passes: '用地 {area} ㎡',
      remedy: '请填写项目的用地面积',
      figures: { area: f.plotArea },
    }),
  ],
  limits: { legal: null, promised: workingDays(1), starts: 'intake', stops: 'decide', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'intake',
  steps: {
    intake: intake('收件', {
      by: 'bureau.window',
      within: workingDays(1),
      examines: [],
      on: { accepted: 'decide', refused: 'notAccepted' },
    }),
    decide: decide('备案', {
      by: 'bureau.approver',
      within: workingDays(1),
      examines: [],
      notSameAs: ['intake'],
      on: { approved: 'record', rejected: 'refused' },
    }),
    record: issue('赋码', { entries: ['projectFiling'], on: { issued: 'filed' } }),
    filed: end('granted', '已备案'),
    notAccepted: end('refused', '不予受理'),
    refused: end('refused', '不予备案'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    projectFiling: {
      title: '企业投资项目备案证明',
      number: '{year}-350598-47-03-00{serial}',
      content: [
        { title: '项目名称', value: f.name.expression },
        { title: '建设单位', value: f.firm.expression },
        { title: '建设地点', value: f.address.expression },
        { title: '用地面积', value: f.plotArea.expression, unit: '㎡' },
        { title: '总投资', value: f.total.over(1_000_000).expression, unit: '万元' },
      ],
      legalText: '以上信息由项目单位填报并对其真实性负责。证明编号就是项目代码，以后各项审批都用它。',
      valid: null,
      data: Object.fromEntries(Object.keys(PROJECT).map((name) => [name, shared(f[name as keyof typeof PROJECT])])),
    },
  },
  ratings: ['说不清楚', '等得太久', '页面不好用'],
  fundedAs: ['无感报建', '项目备案'],
})
