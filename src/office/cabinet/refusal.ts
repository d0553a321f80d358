// Every refusal of the desk of projects and their cabinets: code, status, sentence, remedy.

import type { CabinetRefusal } from '#kernel/project/act.ts'
import { type Problem, type ProblemMore, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const TABLE = {
  PROJECT_UNKNOWN: [404, '没有这个项目，或您无权查看。', '请从项目的列表进入；本企业的项目请先登录。'],
  PROJECT_ROLE: [403, '这一步不由您办。', '交材料、授权由企业办；预审由项目管家办；模拟审批由审批岗位办。'],
  PROJECT_MOVED: [409, '没有写入：在您之后有人先办了。', '请刷新页面再看。'],
  PAPER_UNKNOWN: [422, '没有这种材料。', '请从项目要的材料里选。'],
  PAPER_FILE: [422, '没有找到您上传的这个文件。', '请重新上传；只能用自己上传的文件。'],
  PAPER_FIELDS: [422, '材料的信息有填错或没填的。', '请按每一项的提示改正。'],
  PAPER_SAME: [409, '和云柜里现行的一版是同一个文件。', '内容没有变的不用再交；要换版请交新的文件。'],
  PAPER_SEAL: [422, '签章不能通过。', '请由出具单位用有效的证书签章后再交。'],
  PAPER_EXPIRED: [422, '有效期不能通过。', '请交还在有效期内的材料，并写明到哪天。'],
  PAPER_MOVED: [409, '这一版已经看过，或有了更新的一版。', '请刷新页面，看现行的一版。'],
  REVIEW_EMPTY: [422, '退回要写明哪一点、为什么。', '至少选一个要点，并写明原因；请一次列全。'],
  REVIEW_LATE: [409, '上一次的清单里没有这一点，不能再提。', '清单要一次列全；确是新一版才出现的，请注明。'],
  NODE_UNKNOWN: [404, '这个项目没有这一项。', '请从项目图里选。'],
  NODE_NOT_READY: [409, '这一项还没有就绪。', '材料预审通过、前置办结、文件之间一致，才能申报。'],
  AUTHORISATION_INVALID: [422, '授权书填得不对。', '请选要自动申报的事项，写明到哪天。'],
  HALT_NOTHING: [409, '这一项现在没有等着申报。', '请刷新页面再看。'],
  SIMULATION_NOT_NOW: [409, '这一项现在不能模拟审批。', '只在等用地、材料已预审通过的时候；用地到了就正式申报。'],
  REASON_NEEDED: [422, '请写明理由。', '一句话即可。'],
  FILING_REFUSED: [409, '申报没有被收下。', '请按下面的原因处理后再申报。'],
} as const satisfies ProblemTable

export type ProjectRefusal = keyof typeof TABLE
export const PROJECT_REFUSALS = Object.keys(TABLE) as ProjectRefusal[]

/** The problem of a code. */
export const projectProblem = (code: ProjectRefusal | CabinetRefusal, more: ProblemMore = {}): Problem =>
  problemFrom(TABLE, code, more)
