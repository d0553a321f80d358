// Every answer of the guides desk that declines something, in one table. The rules of the gate are the engine's; here stand
// their status and sentences as answers.

import { GATE, type GateCode } from '#engines/guide/gate.ts'
import type { GuideRefusal, GuideStage } from '#engines/guide/life.ts'
import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

const OWN = {
  GUIDE_NOT_FOUND: [404, '没有这份办事指南。', '请从办事指南的列表进入，或换个说法再搜。'],
  GUIDE_DECLARED: [409, '这份指南由事项的声明生成，不在这里改。', '请改事项的声明；检查通过后指南自动更新。'],
  GUIDE_ADDRESS: [422, '指南的地址只能用小写字母、数字和横线。', '请换一个 2 到 40 位的地址。'],
  GUIDE_ROLE: [403, '这一步不由您的岗位办。', '窗口编写和提交，审批人审核，负责人发布。'],
  GUIDE_MOVED: [409, '没有写入：在您之后有人先写了。', '请看对方改了什么，再把您的改动填到新的一版上。'],
  GUIDE_STAGE: [409, '这份指南现在不在这一步。', '请刷新页面看它到了哪一步。'],
  GUIDE_OWN: [403, '自己写的指南不能自己审核、发布。', '请由没有写过这一版的人审核、发布。'],
  GUIDE_NOTE: [422, '退回、暂停、取消要写明原因。', '请写一句话，让编写的人和群众知道为什么。'],
  GUIDE_GATE: [422, '还有没过的发布规则。', '请按每一处的提示改好再提交。'],
} as const satisfies ProblemTable

type Code = keyof typeof OWN | GateCode

const TABLE: ProblemTable<Code> = {
  ...OWN,
  ...(Object.fromEntries(
    Object.entries(GATE).map(([code, said]) => [code, [422, ...said] as const]),
  ) as ProblemTable<GateCode>),
}

/** Codes of this desk, for the page that documents them. */
export const GUIDE_REFUSALS = Object.keys(TABLE) as Code[]

const STAGE_NAMES: Readonly<Record<GuideStage, string>> = {
  draft: '草稿',
  submitted: '待审核',
  audited: '已审定',
  published: '已发布',
  suspended: '已暂停',
  cancelled: '已取消',
}

/** The problem of a code; `detail` adds what this time is so. */
export const guideProblem = (code: Code, detail?: string): Problem => problemFrom(TABLE, code, { detail })

/** The problem of a declined step: who came first, where the guide stands, which rules it breaks. */
export function problemOfGuide(refusal: GuideRefusal): Problem {
  switch (refusal.code) {
    case 'GUIDE_MOVED':
      return guideProblem(refusal.code, `没有写入：${refusal.by.officerName}先写了第 ${refusal.by.seq} 步。`)
    case 'GUIDE_STAGE':
      return guideProblem(refusal.code, `指南现在是“${STAGE_NAMES[refusal.stage]}”。`)
    case 'GUIDE_GATE':
      return {
        ...guideProblem(refusal.code),
        errors: refusal.faults.map(({ path, code, reason, remedy }) => ({
          path,
          code,
          message: `${reason}。${remedy}。`,
        })),
      }
    default:
      return guideProblem(refusal.code)
  }
}
