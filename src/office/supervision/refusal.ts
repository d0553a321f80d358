// Every refusal of the desk of supervision.

import { type ProblemTable, problemFrom, type Refused } from '#platform/http/problem.ts'

const TABLE = {
  ANOMALY_UNKNOWN: [404, '没有这条异常，或它不归您的单位。', '请从列表里选择。'],
  ANOMALY_MOVED: [409, '没有写入：在您之后有人先办了一步。', '请刷新后看现在到哪一步。'],
  ANOMALY_ROLE: [403, '这一步不由您的岗位办。', '说明由被查的单位写，由效能监察审。'],
  ANOMALY_STAGE: [409, '这条异常现在不在这一步。', '请刷新后看现在到哪一步。'],
  ANOMALY_NOTE: [400, '请写明情况。', '写清原因、已经怎么改，或为什么不予采纳。'],
} as const satisfies ProblemTable

export type SupervisionRefusal = keyof typeof TABLE

/** Codes of this desk, for the page that documents them. */
export const SUPERVISION_REFUSALS = Object.keys(TABLE) as SupervisionRefusal[]

export const refused = (code: SupervisionRefusal): Refused => ({ problem: problemFrom(TABLE, code) })
