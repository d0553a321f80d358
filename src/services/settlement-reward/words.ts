// What the policies and the claims of 落户有奖 share: the words that conditions and amounts are written in, and the register
// of awards that both read. Rules of the money: one person, one policy, once; never more than the policy's cap.

import type { FormulaNames } from '#kernel/service/formula.ts'

export const EDUCATION = {
  doctor: '博士',
  master: '硕士',
  bachelor: '本科',
  college: '大专',
  other: '其他',
} as const

/** What a policy's condition and amount may speak of: the claim's own fields, by their form paths. */
export const WORDS: FormulaNames = {
  落户日期: { type: 'text', means: ['field', 'movedOn'] },
  落户天数: { type: 'number', means: ['days', ['field', 'movedOn'], ['today']] },
  年龄: { type: 'number', means: ['years', ['born', ['field', 'idNumber']], ['today']] },
  学历: { type: 'text', means: ['field', 'education'], words: EDUCATION },
  同迁人数: { type: 'number', means: ['field', 'together'] },
}
