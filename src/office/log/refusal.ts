// Every refusal of this desk: code, status, sentence, remedy.

import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const REFUSALS = {
  LOG_UNKNOWN: [404, '这里没有这个区县的公开日志。', '请核对网址里的区划代码。'],
  LOG_FILE_MISSING: [404, '日志里没有这个文件，或它还没有签名发布。', '请先读 checkpoint，只取它所说条数以内的树块。'],
  RECEIPT_MISSING: [404, '没有这一步的记录，或您无权查看。', '请从办件进度页打开回执。'],
  ACT_MISSING: [404, '没有公开记录过这一步。', '请核对对象和序号；哪些已经记录，见同一网址去掉序号。'],
  RECEIPT_NOT_YET: [503, '这一步刚刚记下，还没有写进签名的日志。', '请过几秒再下载回执。'],
} as const satisfies ProblemTable

export type LogRefusal = keyof typeof REFUSALS

export const LOG_REFUSALS = Object.keys(REFUSALS) as LogRefusal[]

/** Seconds after which a step just recorded stands in the signed log. */
const SOON_SECONDS = 2

/** The problem of a code. */
export function refuseLog(code: LogRefusal): Problem {
  const [status] = REFUSALS[code]
  return problemFrom(REFUSALS, code, { retryAfterSeconds: status === 503 ? SOON_SECONDS : undefined })
}
