// Every refusal of the desk of ratings.

import { type ProblemTable, problemFrom, type Refused } from '#platform/http/problem.ts'
import type { FlowRefusal } from './flow.ts'

const TABLE: ProblemTable<FlowRefusal | 'RATING_UNKNOWN' | 'RATING_MOVED' | 'RATING_UNIT'> = {
  RATING_UNKNOWN: [404, '没有这条评价，或它不归您的单位。', '请从差评列表里选择。'],
  RATING_MOVED: [409, '没有写入：在您之后有人先办了一步。', '请刷新后看现在到哪一步。'],
  RATING_STAGE: [409, '这条评价现在不在这一步。', '请刷新后看现在到哪一步。'],
  RATING_ROLE: [403, '这一步不由您的岗位办。', '回访、核实由效能监察办，整改、反馈由被评单位办。'],
  RATING_OWN: [403, '自己整改的，不能自己回访。', '请由没有参与整改的人回访。'],
  RATING_NOTE: [400, '请写明怎么办的。', '写一句话：问了什么、改了什么、对方怎么说。'],
  RATING_UNIT: [400, '没有这个单位。', '请从单位列表里选择。'],
}

export type RatingRefusal = keyof typeof TABLE

/** Codes of this desk, for the page that documents them. */
export const RATING_REFUSALS = Object.keys(TABLE) as RatingRefusal[]

export const refused = (code: RatingRefusal): Refused => ({ problem: problemFrom(TABLE, code) })
