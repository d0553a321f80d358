// Every refusal of this desk: code, status, sentence, remedy. Use cases return them; routes send them.

import { type FieldError, type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const REFUSALS = {
  REVOKED_ALREADY: [409, '这份证已经撤销过。', '不用再办；要改撤销决定请另行作出决定。'],
  REVOCATION_INVALID: [422, '撤销要写明理由、决定文书和日期。', '按每一项的提示改正后再提交。'],
  PAPER_IMPOSSIBLE: [503, '这台服务器现在排不了 PDF。', '请在证照页上用浏览器打印，内容和二维码是一样的。'],
} as const satisfies ProblemTable

export type RegisterRefusal = keyof typeof REFUSALS

export const REGISTER_REFUSALS = Object.keys(REFUSALS) as RegisterRefusal[]

export const registerProblem = (code: RegisterRefusal, errors?: readonly FieldError[]): Problem =>
  problemFrom(REFUSALS, code, { errors })
