// What the cabinet of an industrial building on granted land keeps: each paper, who makes it out, what is read off it, what
// the steward looks at. Read by the permits (what they need), by the graph and by its checks.

import { creditCode, date, decimal, integer, money, text } from '#kernel/form/form.ts'
import { paper, papersOf } from '#kernel/project/graph.ts'

const SEAL = { seal: '签章齐全、清楚' } as const
const LAND = '自然资源部门'
const area = (title: string) => decimal(title, { unit: '㎡', max: 10_000_000 })
const percent = (title: string) => decimal(title, { unit: '%', max: 100 })
const metres = (title: string) => decimal(title, { unit: 'm', max: 1000 })

export const PAPERS = {
  landContract: paper('国有建设用地使用权出让合同', {
    issuer: LAND,
    note: '双方签章，价款缴清',
    fields: { plotArea: area('出让面积'), creditCode: creditCode('受让人统一社会信用代码') },
    points: { ...SEAL, paid: '价款已缴清', parties: '受让人就是本企业' },
  }),
  planningConditions: paper('规划条件', {
    issuer: LAND,
    note: '随出让合同的附件',
    fields: {
      far: decimal('容积率上限', { unit: '', max: 20 }),
      density: percent('建筑密度上限'),
      green: percent('绿地率下限'),
      height: metres('建筑高度上限'),
    },
    points: { ...SEAL, current: '是现行的规划条件' },
  }),
  parcelMap: paper('宗地图', { issuer: LAND, note: '有界址点坐标', points: { ...SEAL, corners: '界址点坐标齐全' } }),
  taxReceipt: paper('土地税费凭证', {
    issuer: '税务部门',
    note: '契税等完税',
    points: { ...SEAL, amount: '金额对得上' },
  }),
  landSurvey: paper('土地权籍调查成果', { note: '有资质的测绘单位', points: { ...SEAL, method: '方法、坐标系写明' } }),
  assessments: paper('综合评估报告', {
    note: '环评、水保、节能等并成一本，按章',
    fields: { projectCode: text('报告上的项目代码', { maxLength: 30 }) },
    points: { ...SEAL, chapters: '各章齐全', scale: '规模与备案一致' },
  }),
  estimate: paper('初步设计概算书', {
    note: '政府投资项目才要',
    fields: { total: money('概算总额') },
    points: { ...SEAL, tables: '总表、单项表齐全', quota: '定额、取费有据' },
  }),
  designPlan: paper('设计方案', {
    note: '总平面、单体、指标表',
    fields: {
      gfa: area('总建筑面积'),
      farArea: area('计容建筑面积'),
      density: percent('建筑密度'),
      green: percent('绿地率'),
      height: metres('建筑高度'),
      floors: integer('层数', { unit: '层', min: 1, max: 100 }),
    },
    points: { ...SEAL, site: '总平面齐全，退距标明', table: '指标表与图一致', fire: '消防车道、登高面标明' },
  }),
  siteReport: paper('岩土工程勘察报告', {
    note: '详勘',
    points: { ...SEAL, stage: '是详细勘察', holes: '钻孔平面图齐全' },
  }),
  drawings: paper('施工图（建筑、结构、设备）', {
    note: '全套，图签写明所依据的方案版次',
    basedOn: ['designPlan'],
    fields: {
      gfa: area('施工图总建筑面积'),
      planVersion: integer('图签上的方案版次', { unit: '', min: 1, max: 999 }),
      grade: integer('要求的施工总承包等级', { unit: '级', min: 1, max: 3 }),
    },
    points: { ...SEAL, whole: '各专业齐全', lists: '图纸目录与图一致' },
  }),
  calculation: paper('结构计算书', {
    note: '与施工图同版',
    basedOn: ['designPlan'],
    points: { ...SEAL, model: '计算模型与施工图一致' },
  }),
  fireDesign: paper('消防设计文件', {
    note: '特殊建设工程才要',
    basedOn: ['designPlan'],
    points: { ...SEAL, special: '特殊部位写明' },
  }),
  contract: paper('施工合同', {
    note: '中标通知书或直接发包的依据附后',
    fields: {
      contractor: text('施工单位', { maxLength: 60 }),
      creditCode: creditCode('发包人统一社会信用代码'),
      grade: integer('施工总承包等级', { unit: '级', min: 1, max: 3 }),
      signedOn: date('签订日期'),
    },
    points: { ...SEAL, award: '中标通知书或直接发包的依据在', price: '合同价写明' },
  }),
  supervision: paper('监理合同', { note: '依法要监理的', points: { ...SEAL, scope: '监理范围写明' } }),
  safety: paper('质量安全措施', { note: '施工组织设计里的专章', points: { ...SEAL, plans: '危大工程清单和方案' } }),
  siteReady: paper('现场具备施工条件的说明', { note: '水电路通，场地平整', points: { ...SEAL, photos: '附照片' } }),
  funds: paper('资金已落实承诺书', {
    note: '写明有效期',
    expires: true,
    points: { ...SEAL, amount: '金额与合同对得上' },
  }),
  asBuilt: paper('竣工图', { note: '全套', points: { ...SEAL, whole: '各专业齐全' } }),
  completion: paper('竣工报告', { note: '五方签章', points: { ...SEAL, parties: '五方签章齐' } }),
  quality: paper('各方质量文件', { note: '勘察、设计、施工、监理', points: { ...SEAL, whole: '四方齐' } }),
  qualityReport: paper('质量监督报告', {
    issuer: '质量监督机构',
    note: '对验收过程的监督',
    points: { ...SEAL, result: '结论明确' },
  }),
  warranty: paper('质量保修书', { note: '各分部写明年限', points: { ...SEAL, years: '年限不少于规定' } }),
  houseTax: paper('房屋税费凭证', { issuer: '税务部门', note: '完税', points: { ...SEAL, amount: '金额对得上' } }),
} as const

export type PaperName = keyof typeof PAPERS
export const papers = papersOf(PAPERS)
