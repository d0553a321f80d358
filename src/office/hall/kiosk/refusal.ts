// Every answer of a machine that declines something, in one table.

import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const TABLE = {
  KIOSK_ONLY: [404, '这一页只在自助一体机上有。', '请从首页进入。'],
  KIOSK_NOT_HERE: [403, '这件事在这台机器上办不了。', '可以用手机办，或者到窗口办；攻略在这里照样能看。'],
  KIOSK_FILE: [403, '机器上不能下载或打开文件，免得留给下一位。', '请用手机打开，或到窗口打印。'],
} as const satisfies ProblemTable

/** Codes of the machines, for the page that documents them. */
export const KIOSK_REFUSALS = Object.keys(TABLE) as (keyof typeof TABLE)[]

export const kioskProblem = (code: keyof typeof TABLE): Problem => problemFrom(TABLE, code)
