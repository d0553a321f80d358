// Every refusal of the desk of seasons: code, status, sentence, remedy.

import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const TABLE = {
  SEASON_UNKNOWN: [404, '没有这个招生季，或您不经办它。', '请从招生季的列表进入。'],
  SEASON_ROLE: [403, '这一步不由您的岗位办。', '请由开办这一季的岗位办理。'],
  SEASON_STEP: [409, '这一季现在不在这一步。', '请刷新页面，看它到了哪一步。'],
  SEASON_EMPTY: [409, '没有等派位的孩子。', '核对完的报名才参加；请先办完核对。'],
  SEASON_DRAW: [409, '摇号还没有结果，或对不上这一季的名单。', '请先把这一季的摇号办完；名单变了要重新摇。'],
  SEASON_MARKET: [409, '名单和计划凑不到一起。', '请按下面的原因改正后再派位。'],
  SEASON_MOVED: [409, '没有写入：在您之后有人先办了。', '请刷新页面再看。'],
} as const satisfies ProblemTable

export type SeasonRefusal = keyof typeof TABLE
export const SEASON_REFUSALS = Object.keys(TABLE) as SeasonRefusal[]

/** The problem of a code; `detail` says more than the sentence of the table. */
export const seasonProblem = (code: SeasonRefusal, detail?: string): Problem => problemFrom(TABLE, code, { detail })
