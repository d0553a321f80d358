// The table of everything that can be wrong with a market or a published allocation.
// Called by the reader and the verifier; docs/proof.md and the public page show the same sentences.

import type { Reason } from '#kernel/reason.ts'
import type { ShapeFault } from '#kernel/shape.ts'
import type { JsonReason } from '#kernel/strict-json.ts'

/** Code → sentence. A detail follows the sentence. */
export const SEATS_REASONS = {
  FIELD_MISSING: '缺少字段',
  FIELD_UNKNOWN: '多出了不认识的字段',
  FIELD_INVALID: '字段的值不对',

  SCHOOL_REPEATED: '同一所学校列了两次',
  CHILD_REPEATED: '同一个孩子列了两次',
  RANK_REPEATED: '两个孩子号码相同（只有双胞胎可以同号）',
  CHOICE_REPEATED: '志愿里同一所学校填了两次',
  TAIL_REPEATED: '统筹次序里同一所学校列了两次',
  TAIL_UNKNOWN: '孩子所属的统筹次序没有公布',
  SCHOOL_UNKNOWN: '没有这所学校',
  RESERVES_EXCEED_SEATS: '预留学位之和多于总学位',
  RESERVE_REPEATED: '同一所学校对同一标签预留了两次',
  TWIN_UNKNOWN: '双胞胎的另一个孩子不在名单里',
  TWIN_NOT_MUTUAL: '双胞胎必须互相指认，且只能两两成对',

  CHILD_UNKNOWN: '结果里的孩子不在名单里',
  CHILD_MISSING: '名单里的孩子不在结果里',
  NOT_ON_LIST: '录取到了既非志愿、也不在统筹次序里的学校',
  OVER_CAPACITY: '录取人数超过学位数',
  SEAT_LEFT_EMPTY: '更想去的学校还有空位，却没有录取',
  JUSTIFIED_ENVY: '更想去的学校录取了排在后面的孩子',
  NOT_STUDENT_OPTIMAL: '没有插队，但并非对孩子们最好的结果：与重新计算的不同',
  TWINS_MISMATCH: '双胞胎同校加位的登记与重新计算的不同',
  CUTOFF_MISMATCH: '公布的录取线与重新计算的不同',
  HASH_MISMATCH: '结果的校验值与内容不符',
} as const

export type SeatsReasonCode = keyof typeof SEATS_REASONS | JsonReason
export type SeatsReason = Reason<SeatsReasonCode>

/** The reason for a code, with the place. */
export const seatsReason = (code: keyof typeof SEATS_REASONS, detail: string): SeatsReason => ({
  code,
  text: `${SEATS_REASONS[code]}：${detail}`,
})

/** A fault of shape as a reason. */
export const shapeReason = ({ code, path, expected }: ShapeFault): SeatsReason =>
  seatsReason(code, `${path || '整个文件'}，应为 ${expected}`)
