// 无感报建, the graph: the nodes together, what must agree between documents (domain rules of consistency), the two
// stretches whose working days are told, and what the district sets.

import { check, defineGraph } from '#kernel/project/graph.ts'
import type { Parameter } from '#kernel/service/declaration.ts'
import { type Num, num } from '#kernel/service/expression.ts'
import { E1, G1, N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, N11, N12, N13, N14, N15 } from './nodes.ts'
import { PAPERS, papers } from './papers.ts'
import { project } from './project.ts'

const nodes = {
  N01,
  N02,
  N03: N03.node,
  N04: N04.node,
  E1: E1.node,
  N05: N05.node,
  N06: N06.node,
  G1: G1.node,
  N07: N07.node,
  N09,
  N10: N10.node,
  N11: N11.node,
  N08: N08.node,
  N12: N12.node,
  N13: N13.node,
  N14: N14.node,
  N15: N15.node,
}

const days = (title: string): Parameter => ({ type: 'number', title, unit: '个工作日' })
const parameters: Record<string, Parameter> = {
  ...Object.fromEntries(Object.entries(nodes).map(([code, { title }]) => [`${code}Days`, days(title)])),
  reviewDays: days('项目管家看一份材料'),
  objectDays: days('自动申报前企业可以叫停'),
  areaTolerance: { type: 'number', title: '建筑面积允许相差', unit: '（比例）' },
}

const tolerance = num(['param', 'areaTolerance'])
/** Further apart than the tolerance allows, in either direction. */
const apart = (a: Num, b: Num) =>
  a
    .minus(b)
    .gt(a.times(tolerance))
    .or(b.minus(a).gt(a.times(tolerance)))
const M2 = '㎡'
const { landContract, planningConditions, designPlan, drawings, contract, assessments } = papers

export default defineGraph({
  slug: 'industrial-building',
  title: '工业厂房报建',
  root: 'N01',
  trigger: 'N02',
  phases: { land: '立项用地', plan: '工程规划', permit: '施工许可', finish: '竣工验收' },
  papers: PAPERS,
  nodes,
  checks: {
    plotArea: check('用地面积三处相同', {
      sides: [
        { document: 'landContract', title: '出让合同', value: landContract.plotArea, unit: M2 },
        { document: 'N03', title: '用地规划许可证', value: N03.result.plotArea, unit: M2 },
        { document: 'N04', title: '不动产权证书', value: N04.result.plotArea, unit: M2 },
      ],
      broken: landContract.plotArea
        .is(N03.result.plotArea)
        .not()
        .or(landContract.plotArea.is(N04.result.plotArea).not()),
      remedy: '请核对合同和证书，错的那一份更正',
    }),
    buyer: check('受让人就是建设单位', {
      sides: [
        { document: 'N01', title: '备案', value: project.creditCode },
        { document: 'landContract', title: '出让合同', value: landContract.creditCode },
      ],
      broken: project.creditCode.is(landContract.creditCode).not(),
      remedy: '请核对信用代码；换了单位的先变更备案',
    }),
    client: check('发包人就是建设单位', {
      sides: [
        { document: 'N01', title: '备案', value: project.creditCode },
        { document: 'contract', title: '施工合同', value: contract.creditCode },
      ],
      broken: project.creditCode.is(contract.creditCode).not(),
      remedy: '请核对施工合同的发包人',
    }),
    assessed: check('评估的是这个项目', {
      sides: [
        { document: 'N01', title: '项目代码', value: project.number },
        { document: 'assessments', title: '综合评估报告', value: assessments.projectCode },
      ],
      broken: project.number.is(assessments.projectCode).not(),
      remedy: '请评估机构更正报告上的项目代码',
    }),
    far: check('计容面积不超过容积率', {
      sides: [
        {
          document: 'planningConditions',
          title: '用地面积 × 容积率上限',
          value: landContract.plotArea.times(planningConditions.far),
          unit: M2,
        },
        { document: 'designPlan', title: '方案计容建筑面积', value: designPlan.farArea, unit: M2 },
      ],
      broken: designPlan.farArea.gt(landContract.plotArea.times(planningConditions.far)),
      remedy: '请改设计方案，或依法调整规划条件',
    }),
    density: check('建筑密度不超过规划条件', {
      sides: [
        { document: 'planningConditions', title: '规划条件上限', value: planningConditions.density, unit: '%' },
        { document: 'designPlan', title: '方案', value: designPlan.density, unit: '%' },
      ],
      broken: designPlan.density.gt(planningConditions.density),
      remedy: '请改设计方案，或依法调整规划条件',
    }),
    green: check('绿地率不低于规划条件', {
      sides: [
        { document: 'planningConditions', title: '规划条件下限', value: planningConditions.green, unit: '%' },
        { document: 'designPlan', title: '方案', value: designPlan.green, unit: '%' },
      ],
      broken: designPlan.green.lt(planningConditions.green),
      remedy: '请改设计方案，或依法调整规划条件',
    }),
    height: check('建筑高度不超过规划条件', {
      sides: [
        { document: 'planningConditions', title: '规划条件上限', value: planningConditions.height, unit: 'm' },
        { document: 'designPlan', title: '方案', value: designPlan.height, unit: 'm' },
      ],
      broken: designPlan.height.gt(planningConditions.height),
      remedy: '请改设计方案，或依法调整规划条件',
    }),
    drawnArea: check('施工图与规划许可的建筑面积', {
      sides: [
        { document: 'N06', title: '工程规划许可证', value: N06.result.gfa, unit: M2 },
        { document: 'drawings', title: '施工图', value: drawings.gfa, unit: M2 },
      ],
      broken: apart(N06.result.gfa, drawings.gfa),
      remedy: '请改施工图，或先变更规划许可',
    }),
    drawnPlan: check('施工图依据的就是审定的方案', {
      sides: [
        { document: 'N06', title: '规划许可的方案版次', value: N06.result.planVersion },
        { document: 'drawings', title: '图签上的方案版次', value: drawings.planVersion },
      ],
      broken: N06.result.planVersion.is(drawings.planVersion).not(),
      remedy: '请按审定的方案重出施工图，或先变更规划许可',
    }),
    builtArea: check('实测与规划许可的建筑面积', {
      sides: [
        { document: 'N06', title: '工程规划许可证', value: N06.result.gfa, unit: M2 },
        { document: 'N12', title: '实测', value: N12.result.gfa, unit: M2 },
      ],
      broken: apart(N06.result.gfa, N12.result.gfa),
      remedy: '超出部分依法处理后再验收',
    }),
    builtHeight: check('实测高度不超过规划许可', {
      sides: [
        { document: 'N06', title: '工程规划许可证', value: N06.result.height, unit: 'm' },
        { document: 'N12', title: '实测', value: N12.result.height, unit: 'm' },
      ],
      broken: N12.result.height.gt(N06.result.height),
      remedy: '超出部分依法处理后再验收',
    }),
    contractor: check('施工单位的资质等级够', {
      sides: [
        { document: 'drawings', title: '要求不低于', value: drawings.grade, unit: '级' },
        { document: 'contract', title: '施工单位', value: contract.grade, unit: '级' },
      ],
      broken: contract.grade.gt(drawings.grade),
      remedy: '请换有相应资质的施工单位',
    }),
    order: check('先有规划许可，后签施工合同', {
      sides: [
        { document: 'N06', title: '规划许可发证', value: N06.result.issuedOn },
        { document: 'contract', title: '施工合同签订', value: contract.signedOn },
      ],
      broken: contract.signedOn.before(N06.result.issuedOn),
      remedy: '请核对合同日期',
    }),
  },
  milestones: [
    { title: '到施工许可', to: 'N11' },
    { title: '竣工后到产权证', to: 'N15' },
  ],
  reviewDays: 'reviewDays',
  objectDays: 'objectDays',
  parameters,
})
