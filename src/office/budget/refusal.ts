// Every answer of the budget desk that declines something, in one table. The steps of a book are declined by the engine;
// here stand their status and sentences.
import type { BookRefusal, Stage } from '#engines/budget/stage.ts'
import type { ProofRefusal } from '#engines/indicators/proof.ts'
import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

type Code =
  | BookRefusal['code']
  | ProofRefusal['code']
  | 'BOOK_NOT_FOUND'
  | 'BOOK_EXISTS'
  | 'BOOK_PLACE'
  | 'PROOF_TARGET'
  | 'PROOF_FILE'
  | 'PROOF_FIGURE'
  | 'EVALUATION_PROJECT'
  | 'EVALUATION_MOVED'
  | 'EVALUATION_UNEXPLAINED'

const TABLE: ProblemTable<Code> = {
  BOOK_NOT_FOUND: [404, '没有这一年的预算。', '请从预算编制的首页进入，或先从上一年结转。'],
  BOOK_EXISTS: [409, '下一年的预算已经有人开始编了。', '请刷新页面，接着编那一份。'],
  BOOK_PLACE: [400, '有一格不在表里，这一版没有存。', '请刷新页面，照现在的表再填。'],
  BOOK_ROLE: [403, '这一步不由您的岗位办。', '编制、财务审核、负责人批准各由自己的岗位办。'],
  BOOK_MOVED: [409, '没有写入：在您之后有人先写了。', '请看对方改了什么，再把您的改动填到新的一版上。'],
  BOOK_STAGE: [409, '预算现在不在这一步。', '请刷新页面看预算到了哪一步。'],
  BOOK_OWN: [403, '自己编的预算不能自己审。', '请由没有编过这一份的人审核、批准。'],
  BOOK_NOTE: [400, '退回要写明原因。', '请写一句话，让编制的人知道改哪里。'],
  BOOK_UNSOUND: [409, '还有恒等式不成立，不能往下走。', '请按 F8 逐处看，改到全部成立再送审。'],
  BOOK_FORM: [409, '还有目标或文字没有写全，不能往下走。', '请看右边“还没有写全”，逐处补上再送审。'],
  PROOF_TARGET: [404, '没有这一项目标。', '请从绩效监控的表里进入。'],
  PROOF_FILE: [400, '佐证文件没有传上来，没有写入。', '请重新选文件上传；只能用您自己传的文件。'],
  PROOF_FIGURE: [400, '佐证要写明完成数，没有写入。', '目标是数的，写一个数；目标是话的，写达成程度。'],
  PROOF_ROLE: [403, '这一步不由您的岗位办。', '佐证由预算编制上传，由财务复核。'],
  PROOF_MOVED: [409, '没有写入：在您之后有人先写了。', '请刷新，看对方写了什么再定。'],
  PROOF_STAGE: [409, '没有等着复核的佐证。', '请刷新页面看它到了哪一步。'],
  PROOF_OWN: [403, '自己传的佐证不能自己复核。', '请由另一个人复核。'],
  PROOF_NOTE: [400, '退回佐证要写明原因。', '请写一句话，让上传的人知道补什么。'],
  EVALUATION_PROJECT: [404, '没有这个项目，或它没有可以计分的指标。', '请从自评的项目表里进入。'],
  EVALUATION_MOVED: [409, '没有写入：在您之后有人先评了。', '请刷新，看对方的评分再定。'],
  EVALUATION_UNEXPLAINED: [400, '有指标偏差太大，没有说明，没有写入。', '请给每一项偏差写明原因。'],
}

/** Codes of this desk, for the page that documents them. */
export const BUDGET_REFUSALS = Object.keys(TABLE) as Code[]

const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  draft: '编制中',
  review: '财务审核',
  passed: '待批准',
  approved: '待公布',
  published: '已公布',
}

/** The problem of a code; `detail` replaces nothing, it adds what this time is so. */
export const budgetProblem = (code: Code, detail?: string): Problem => problemFrom(TABLE, code, { detail })

/** The problem of a declined step: who came first, where the book stands. */
export function problemOfStep(refusal: BookRefusal): Problem {
  if (refusal.code === 'BOOK_MOVED') {
    const { officerName, seq } = refusal.by
    return budgetProblem(refusal.code, `没有写入：${officerName}先写了第 ${seq} 步。`)
  }
  return budgetProblem(
    refusal.code,
    refusal.code === 'BOOK_STAGE' ? `预算在“${STAGE_NAMES[refusal.stage]}”。` : undefined,
  )
}
