// Every refusal of this desk: code, status, sentence, remedy.

import { type FieldError, type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const REFUSALS = {
  BATCH_EMPTY: [422, '没有选可以付的件。', '请至少选一件；金额或账户不全的件不能编批。'],
  BATCH_UNKNOWN: [404, '没有这个付款批次，或它已经办完。', '请刷新付款页。'],
  BATCH_CHANGED: [409, '这一批和编批时的文件对不上，不能放款。', '请退回，由财务重新编批。'],
  BATCH_PARTLY: [409, '有几件没有办成，其余的已经写入。', '请看每一件的原因，再办没有办成的。'],
} as const satisfies ProblemTable

export type PaymentRefusal = keyof typeof REFUSALS
export const PAYMENT_REFUSALS = Object.keys(REFUSALS) as PaymentRefusal[]

export const paymentProblem = (code: PaymentRefusal, errors: readonly FieldError[] = []): Problem =>
  problemFrom(REFUSALS, code, { errors: errors.length > 0 ? errors : undefined })
