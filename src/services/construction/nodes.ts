// The graph N01–N15 of an industrial building on granted land, node by node, in the order of the four phases: what each
// needs, who decides in how many days, what it gives to those after it. Numbers of days are the district's (overlay).

import { decimal, integer, money, text } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import type { NodeSpec } from '#kernel/project/graph.ts'
import { law, workingDays } from '#kernel/service/step.ts'
import { papers } from './papers.ts'
import { permit } from './permit.ts'
import { PROJECT } from './project.ts'
import { technicalService } from './technical.ts'

const area = (title: string) => decimal(title, { unit: '㎡', max: 10_000_000 })
const metres = (title: string) => decimal(title, { unit: 'm', max: 1000 })
const LICENCE = law('行政许可法', '第四十二条')

/** An event outside: there when its papers are. */
const outside = (
  code: string,
  title: string,
  phase: string,
  rest: { readonly needs: NodeSpec['needs']; readonly papers: readonly string[] },
): NodeSpec => ({
  title,
  phase,
  needs: rest.needs,
  by: { papers: rest.papers },
  days: `${code}Days`,
  gives: {},
  simulates: false,
})

export const N01: NodeSpec = {
  title: '投资项目备案',
  phase: 'land',
  needs: [],
  by: { service: 'construction-project', entry: 'projectFiling', fills: {} },
  days: 'N01Days',
  gives: PROJECT,
  simulates: false,
}

/** The land: what was looked over before it becomes filings when this has come about. */
export const N02 = outside('N02', '用地使用权出让', 'land', {
  needs: ['N01'],
  papers: ['landContract', 'planningConditions', 'parcelMap'],
})

export const N03 = permit({
  code: 'N03',
  slug: 'land-use-planning-permit',
  task: '003',
  title: '建设用地规划许可证',
  short: '用地规划许可',
  phase: 'land',
  gives: '建设用地规划许可证和红线图',
  basis: law('城乡规划法', '第三十八条'),
  needs: ['N01', 'N02', 'landContract', 'planningConditions'],
  legal: workingDays(20, LICENCE),
  promised: 3,
  values: { plotArea: area('用地面积') },
  from: { plotArea: papers.landContract.plotArea },
  number: '泉台地字第{year}{serial}号',
  says: '经审核，本用地项目符合国土空间规划和用途管制要求，颁发此证。',
})

export const N04 = permit({
  code: 'N04',
  slug: 'land-right',
  task: '004',
  title: '土地不动产首次登记',
  short: '土地登记',
  phase: 'land',
  gives: '不动产权证书（土地）',
  basis: law('不动产登记暂行条例'),
  needs: ['N02', 'landContract', 'parcelMap', 'taxReceipt', 'landSurvey'],
  legal: workingDays(20, law('不动产登记暂行条例', '第二十条（三十日内）')),
  promised: 3,
  values: { plotArea: area('宗地面积') },
  from: { plotArea: papers.landContract.plotArea },
  number: '闽（{year}）泉台不动产权第{serial}号',
  says: '经登记，权利人享有所列建设用地使用权。',
})

export const E1 = technicalService({
  code: 'E1',
  slug: 'assessment-combo',
  task: '101',
  title: '多评合一',
  short: '多评合一',
  phase: 'land',
  gives: '环评、水保、节能等一份综合批复',
  basis: law('国务院办公厅关于全面开展工程建设项目审批制度改革的实施意见（国办发〔2019〕11号）'),
  needs: ['N01', 'assessments'],
  promised: 10,
  chapters: {
    environment: '环境影响',
    soil: '水土保持',
    energy: '节能审查',
    flood: '洪水影响',
    geology: '地质灾害、压矿',
    safety: '安全预评价',
  },
  finds: { scale: text('按什么规模评的', { maxLength: 60 }) },
  number: '泉台审〔{year}〕综评{serial}号',
  says: '各章合并审查，予以批复；施工前须落实各章要求。',
})

export const G1 = technicalService({
  code: 'G1',
  slug: 'estimate-review',
  task: '102',
  title: '概算审核',
  short: '概算审核',
  phase: 'plan',
  gives: '初步设计概算批复',
  basis: law('政府投资条例', '第十二条'),
  needs: ['N01', 'estimate'],
  promised: 10,
  chapters: { build: '建筑安装工程', equipment: '设备', other: '其他费用', reserve: '预备费' },
  finds: { total: money('审定概算', { min: 1, max: 1_000_000_000_000 }) },
  guards: (found, of) => [
    rule('ESTIMATE_OVER', {
      title: '概算与估算',
      group: 'not-eligible',
      when: found.total.gt(of.total.times(1.1)),
      field: 'project',
      say: '审定概算 {found} 万元，超过批准估算 {total} 万元的 110%',
      passes: '审定概算 {found} 万元，在批准估算 {total} 万元的 110% 以内',
      remedy: '请先重新报批可行性研究报告',
      figures: { found: found.total.over(1_000_000), total: of.total.over(1_000_000) },
    }),
  ],
  number: '泉台审〔{year}〕概算{serial}号',
  says: '初步设计概算审定如上，不得突破。',
})

export const N05 = permit({
  code: 'N05',
  slug: 'design-plan-review',
  task: '005',
  title: '设计方案联审',
  short: '方案联审',
  phase: 'plan',
  gives: '审定方案意见',
  basis: law('城乡规划法', '第四十条'),
  needs: [['N03', 'N04'], 'planningConditions', 'designPlan'],
  legal: workingDays(20, LICENCE),
  promised: 5,
  values: { gfa: area('总建筑面积') },
  from: { gfa: papers.designPlan.gfa },
  number: '泉台审〔{year}〕方案{serial}号',
  says: '设计方案经联合审查，予以审定。',
  simulates: true,
})

export const N06 = permit({
  code: 'N06',
  slug: 'construction-planning-permit',
  task: '006',
  title: '建设工程规划许可证',
  short: '工程规划许可',
  phase: 'plan',
  gives: '建设工程规划许可证和附图附件',
  basis: law('城乡规划法', '第四十条'),
  needs: ['N01', ['N03', 'N04'], 'N05', 'designPlan', 'landContract', 'planningConditions'],
  legal: workingDays(20, LICENCE),
  promised: 5,
  values: {
    gfa: area('总建筑面积'),
    height: metres('建筑高度'),
    floors: integer('层数', { unit: '层', min: 1, max: 100 }),
    planVersion: integer('方案版次', { unit: '', min: 1, max: 999 }),
  },
  from: {
    gfa: papers.designPlan.gfa,
    height: papers.designPlan.height,
    floors: papers.designPlan.floors,
    planVersion: papers.designPlan.version,
  },
  number: '泉台建字第{year}{serial}号',
  says: '经审核，本建设工程符合国土空间规划和用途管制要求，颁发此证。',
  simulates: true,
})

export const N07 = technicalService({
  code: 'N07',
  slug: 'drawing-review',
  task: '103',
  title: '施工图多图联审',
  short: '多图联审',
  phase: 'permit',
  gives: '施工图审查合格书',
  basis: law('房屋建筑和市政基础设施工程施工图设计文件审查管理办法'),
  needs: ['N06', 'siteReport', 'drawings', 'calculation'],
  promised: 12,
  chapters: { building: '建筑', structure: '结构', fire: '消防', shelter: '人防', lightning: '防雷' },
  finds: { gfa: area('审查合格的总建筑面积') },
  number: '泉台图审〔{year}〕{serial}号',
  says: '施工图经综合审查合格，各专业意见均已改好。',
})

export const N08 = permit({
  code: 'N08',
  slug: 'fire-design-review',
  task: '008',
  title: '特殊建设工程消防设计审查',
  short: '消防设计审查',
  phase: 'permit',
  gives: '消防设计审查意见',
  basis: law('消防法', '第十一条'),
  needs: ['N06', 'drawings', 'fireDesign'],
  legal: workingDays(15, law('建设工程消防设计审查验收管理暂行规定')),
  promised: 10,
  values: {},
  from: {},
  number: '泉台消审〔{year}〕{serial}号',
  says: '消防设计文件经审查合格。',
})

export const N09 = outside('N09', '发包与合同', 'permit', { needs: ['N07'], papers: ['contract', 'supervision'] })

export const N10 = permit({
  code: 'N10',
  slug: 'site-supervision',
  task: '010',
  title: '质量安全监督',
  short: '质安监督',
  phase: 'permit',
  gives: '质量安全监督登记',
  basis: law('建设工程质量管理条例', '第十三条'),
  needs: ['N09', 'safety'],
  legal: null,
  promised: 2,
  values: {},
  from: {},
  number: '泉台质监〔{year}〕{serial}号',
  says: '已办理质量、安全监督手续。',
})

export const N11 = permit({
  code: 'N11',
  slug: 'construction-permit',
  task: '011',
  title: '建筑工程施工许可证',
  short: '施工许可',
  phase: 'permit',
  gives: '建筑工程施工许可证',
  basis: law('建筑法', '第七条至第九条'),
  needs: ['N04', 'N06', 'E1', 'N07', 'N08', 'N09', 'N10', 'contract', 'siteReady', 'funds'],
  // The law says seven days; the clock counts working days, of which seven days hold at least five but for holidays.
  legal: workingDays(5, law('建筑工程施工许可管理办法', '第五条（七日内）')),
  promised: 3,
  values: { contractor: text('施工单位', { maxLength: 60 }) },
  from: { contractor: papers.contract.contractor },
  number: '泉台施〔{year}〕{serial}号',
  says: '自发证之日起三个月内开工；因故不能按期开工的，可以申请延期，以两次为限，每次不超过三个月。',
})

export const N12 = technicalService({
  code: 'N12',
  slug: 'survey-combo',
  task: '104',
  title: '多测合一',
  short: '多测合一',
  phase: 'finish',
  gives: '规划、土地、房产、人防、绿地一次测好的成果报告',
  basis: law('国务院办公厅关于全面开展工程建设项目审批制度改革的实施意见（国办发〔2019〕11号）'),
  needs: ['N06', 'N11', 'asBuilt'],
  promised: 10,
  chapters: { plan: '规划核实', land: '土地核验', house: '房产', shelter: '人防', green: '绿地' },
  finds: { gfa: area('实测总建筑面积'), height: metres('实测建筑高度') },
  number: '泉台测〔{year}〕{serial}号',
  says: '各项一次测绘，成果共用。',
})

export const N13 = permit({
  code: 'N13',
  slug: 'joint-acceptance',
  task: '013',
  title: '联合验收',
  short: '联合验收',
  phase: 'finish',
  gives: '联合验收意见书',
  basis: law('国务院办公厅关于全面开展工程建设项目审批制度改革的实施意见（国办发〔2019〕11号）'),
  needs: ['N06', 'N07', 'N08', 'N12', 'completion', 'quality'],
  legal: workingDays(20, LICENCE),
  promised: 15,
  values: {},
  from: {},
  number: '泉台联验〔{year}〕{serial}号',
  says: '规划、消防、人防、档案等一并验收，同意通过。',
})

export const N14 = permit({
  code: 'N14',
  slug: 'acceptance-record',
  task: '014',
  title: '竣工验收备案',
  short: '竣工备案',
  phase: 'finish',
  gives: '竣工验收备案表',
  basis: law('建设工程质量管理条例', '第四十九条'),
  needs: ['N13', 'qualityReport', 'warranty'],
  legal: null,
  promised: 3,
  values: {},
  from: {},
  number: '泉台竣备〔{year}〕{serial}号',
  says: '竣工验收文件收讫，准予备案。',
})

export const N15 = permit({
  code: 'N15',
  slug: 'building-right',
  task: '015',
  title: '房屋不动产首次登记',
  short: '房屋登记',
  phase: 'finish',
  gives: '不动产权证书（房地）',
  basis: law('不动产登记暂行条例'),
  needs: ['N04', 'N06', 'N12', 'N14', 'houseTax'],
  legal: workingDays(20, law('不动产登记暂行条例', '第二十条（三十日内）')),
  promised: 3,
  values: {},
  from: {},
  number: '闽（{year}）泉台不动产权房第{serial}号',
  says: '经登记，权利人享有所列房屋所有权和建设用地使用权；土地证书同时注销。',
})

/** Those that are services, in the order of the graph. */
export const FILED = [N03, N04, E1, G1, N05, N06, N07, N08, N10, N11, N12, N13, N14, N15] as const
