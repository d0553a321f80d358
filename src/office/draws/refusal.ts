// Every answer of the desk of draws that declines something, in one table; the protocol's own reasons go with DRAW_REASONS.

import type { ConductCode } from '#engines/draw/conduct.ts'
import type { DrawReason } from '#engines/draw/reason.ts'
import { type Problem, type ProblemTable, problemFrom } from '#platform/http/problem.ts'

type Code =
  | ConductCode
  | 'DRAW_REASONS'
  | 'DRAW_UNKNOWN'
  | 'DRAW_MOVED'
  | 'DRAW_ROLE'
  | 'DRAW_NO_CASE'
  | 'DRAW_SECOND'
  | 'DRAW_KEY_KNOWN'

const TABLE: ProblemTable<Code> = {
  DRAW_UNKNOWN: [404, '没有这次摇号。', '请从摇号的列表进入。'],
  DRAW_MOVED: [409, '没有写入：在您之后有人先办了。', '请刷新页面，看摇号到了哪一步。'],
  DRAW_ROLE: [403, '这一步不由您的岗位办。', '经办单位、公证员、托管人各办各的。'],
  DRAW_SECOND: [
    409,
    '这个项目已经有一次正式摇号。',
    '一个项目只摇一次；中选的放弃，由备选补上。作废或流标以后才能再摇。',
  ],
  DRAW_NO_CASE: [404, '这件现在不等摇号，或名单还不全。', '请从「等摇号的件」里进入。'],
  DRAW_ORDERED: [409, '名单由等这次摇号的件定，不能增减。', '名单有误的，作废这次摇号，在那一件里改正后再摇。'],
  DRAW_STAGE: [409, '摇号现在不在这一步。', '请刷新页面，看摇号到了哪一步。'],
  DRAW_SAME_PERSON: [
    403,
    '这一步要由另一个人办。',
    '经办和公证不能是同一个人，代班的也不行；开托管的不能是当事的两方。',
  ],
  DRAW_TOO_EARLY: [409, '还没到时候。', '请到公告的时刻以后再办。'],
  DRAW_TOO_LATE: [409, '时候已经过了。', '公告的时刻一过，名单不能再锁定，摇号不能再作废；没有锁定的按流标办。'],
  DRAW_SEALED: [409, '这一方的数已经封好，不能再换。', '请继续下一步。'],
  DRAW_ENTRANT: [400, '报名名单里有一项不对。', '代码只用字母、数字、横线，一家一次；要删的须在名单里。'],
  DRAW_HOLDERS: [409, '能托管的人不够。', '请先让两位以上的托管人在“公开摇号”里登记自己的公钥；当事的一方自己不算。'],
  DRAW_COPY: [409, '托管的副本和现在的托管人对不上。', '请刷新页面，用自己保存的数再封一份给托管人。'],
  DRAW_ESCROW: [409, '托管人还没有都打开副本看过。', '每一方的数要有两位托管人在本页打开过自己的副本，才能锁定名单。'],
  DRAW_UNWITNESSED: [
    409,
    '锁定的名单没有足够的见证人会签。',
    '见证人没有在公告的时刻前会签的名单不能摇；时刻已过的按流标办，另摇一次。',
  ],
  DRAW_KEY_KNOWN: [409, '这把公钥已经有人登记过。', '各人用各人的钥匙；请生成一把新的。'],
  DRAW_REASONS: [409, '按公告的规则，这一步不成立。', '请逐条看下面的原因，改正后再办。'],
}

/** Codes of this desk, for the page that documents them. */
export const DRAW_REFUSALS = Object.keys(TABLE) as Code[]

/** The problem of a code; `detail` says what this time is so, `reasons` what the protocol finds. */
export function drawProblem(
  code: Code,
  { detail, reasons }: { readonly detail?: string | undefined; readonly reasons?: readonly DrawReason[] } = {},
): Problem {
  const [, title] = TABLE[code]
  return problemFrom(TABLE, code, {
    detail: detail === undefined ? undefined : `${title.replace(/。$/, '')}：${detail}`,
    errors: reasons?.map((reason) => ({ path: `/${reason.step}`, code: reason.code, message: reason.text })),
  })
}
