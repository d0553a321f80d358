// What each node of the graph results in: the register its entry stands in, what the paper is called, and of which projects
// alone it is asked. Later nodes ask for these by code, in their facts and rules.

export interface Result {
  readonly entry: string
  readonly paper: string
  /** Only of special works, or only of what the state pays for. */
  readonly only?: 'special' | 'government'
}

export const RESULTS = {
  N01: { entry: 'projectFiling', paper: '企业投资项目备案证明' },
  N03: { entry: 'landUsePlanningPermit', paper: '建设用地规划许可证' },
  N04: { entry: 'landRight', paper: '不动产权证书（土地）' },
  E1: { entry: 'assessment', paper: '综合评估批复' },
  G1: { entry: 'estimateApproval', paper: '初步设计概算批复', only: 'government' },
  N05: { entry: 'designApproval', paper: '审定方案意见' },
  N06: { entry: 'constructionPlanningPermit', paper: '建设工程规划许可证' },
  N07: { entry: 'drawingReview', paper: '施工图审查合格书' },
  N08: { entry: 'fireDesignReview', paper: '消防设计审查意见', only: 'special' },
  N10: { entry: 'siteSupervision', paper: '质量安全监督登记' },
  N11: { entry: 'constructionPermit', paper: '建筑工程施工许可证' },
  N12: { entry: 'completionSurvey', paper: '竣工测绘成果报告' },
  N13: { entry: 'jointAcceptance', paper: '联合验收意见书' },
  N14: { entry: 'acceptanceRecord', paper: '竣工验收备案表' },
  N15: { entry: 'buildingRight', paper: '不动产权证书（房地）' },
} as const satisfies Record<string, Result>

export type ResultCode = keyof typeof RESULTS
/** The result of a node that has one; outside events have none. */
export const resultAt = (code: string): Result | undefined =>
  Object.hasOwn(RESULTS, code) ? RESULTS[code as ResultCode] : undefined
