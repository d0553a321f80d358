// Every refusal of the workbench: code, status, sentence, remedy.

import { type ProblemTable, problemFrom, type Refused } from '#platform/http/problem.ts'

const TABLE = {
  DUTY_NOT_FOUND: [404, '这一步现在没有待办。', '它可能刚被办掉，请刷新后再看。'],
  HAND_NOT_YOURS: [403, '这一步不归您的岗位，不能分派。', '请由这个岗位的人或审批局负责人分派。'],
  HAND_NOT_HOLDER: [409, '对方现在不在这个岗位上，没有分派。', '请从名单里另选一位；人不在时由代理人办。'],
  PHRASE_FULL: [409, '常用意见已经存满了。', '请先删掉不用的再存。'],
  PHRASE_UNKNOWN: [404, '没有找到这一句，或它不是您能删的。', '请刷新后再看。'],
  PHRASE_UNIT: [403, '您不在这个单位，不能替它存常用意见。', '请选您自己的单位，或存为自己的。'],
} as const satisfies ProblemTable

export type WorkbenchRefusal = keyof typeof TABLE

/** Codes of this desk, for the page that documents them. */
export const WORKBENCH_REFUSALS = Object.keys(TABLE) as WorkbenchRefusal[]

export const refused = (code: WorkbenchRefusal): Refused => ({ problem: problemFrom(TABLE, code) })
