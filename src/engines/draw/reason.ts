// The table of everything that can be wrong with a draw, with the step it belongs to.
// Called by the builder and the verifier; docs/proof.md and the public page show the same sentences.

import type { JsonReason } from '#kernel/strict-json.ts'

/** The step of the ceremony a reason belongs to; `file` is the file itself, `log` the outside evidence. */
export type DrawStep = 'file' | 'announce' | 'freeze' | 'beacon' | 'reveal' | 'result' | 'log'

/** Code → step and sentence. A detail may follow the sentence. */
export const DRAW_REASONS = {
  FIELD_MISSING: ['file', '缺少字段'],
  FIELD_UNKNOWN: ['file', '多出了不认识的字段'],
  FIELD_INVALID: ['file', '字段的值不对'],
  MESSAGE_MISSING: ['file', '这一步的消息还没有'],
  MESSAGE_FINAL: ['file', '这一步已经公布，不能再改'],

  DRAW_ID_MISMATCH: ['file', '消息属于另一次抽取'],
  REHEARSAL: ['announce', '这是演练，演练的结果永远不能当作正式结果'],
  SECOND_DRAW: ['announce', '同一项目已有另一次正式抽取'],
  BEACON_TOO_SOON: ['announce', '公共随机数在名单冻结后不足一小时就能知道'],
  COMMIT_SAME: ['announce', '两方的承诺相同：秘密并非各自保管'],

  ANNOUNCE_HASH_MISMATCH: ['freeze', '名单所引的公告与公告不符：公告在冻结后被改动'],
  ENTRANT_DUPLICATE: ['freeze', '名单里同一主体出现两次'],
  ENTRANT_ADDED: ['freeze', '名单比冻结时多了人'],
  ENTRANT_REMOVED: ['freeze', '名单比冻结时少了人'],
  ENTRANT_CHANGED: ['freeze', '名单人数未变，但有人被改名或调换'],
  TOO_FEW_ENTRANTS: ['freeze', '报名数不足，应当流标'],
  FREEZE_LATE: ['freeze', '名单在公告的冻结时刻之后才记入日志'],

  FREEZE_HASH_MISMATCH: ['beacon', '随机数所引的名单与名单不符：名单在冻结后被改动'],
  BEACON_MISSING: ['beacon', '公告的公共随机数缺少取值'],
  BEACON_UNANNOUNCED: ['beacon', '用了公告里没有、或次序不同的随机数来源'],
  BEACON_WRONG_ISSUE: ['beacon', '随机数的期号或轮次不是公告的那一期'],
  BEACON_FULL_WIDTH: ['beacon', '随机数里有全角数字，请改成半角'],
  BEACON_UNSORTED: ['beacon', '开奖号码没有从小到大排列'],
  BEACON_FORMAT: ['beacon', '随机数的写法不合规定'],
  BEACON_BULLETIN_DIFFERS: ['beacon', '随机数与官方公报不同'],
  BEACON_SIGNATURE_WRONG: ['beacon', '随机数的签名不对'],
  FALLBACK_UNPROVEN: ['beacon', '改用了备用随机数，但没有证据说明原定的一期未开出'],

  SECRET_WITHHELD: ['reveal', '有一方没有公开秘密；请向托管方取回密封副本，结果不受影响'],
  SECRET_WRONG: ['reveal', '公开的秘密打不开公告里的承诺'],
  COPY_UNREADABLE: ['reveal', '托管的副本打不开：不是封给这把钥匙的，或者已经损坏'],
  REVEALED_WHEN_FAILED: ['reveal', '流标之后不应再公开秘密'],

  BEACON_HASH_MISMATCH: ['result', '结果所引的随机数与随机数不符：随机数在读取后被改动'],
  SEED_MISMATCH: ['result', '结果里的种子与重新算出的不同'],
  WINNERS_MISMATCH: ['result', '中选名单与重新算出的不同'],
  RESERVES_MISMATCH: ['result', '候补名单与重新算出的不同'],

  FREEZE_UNWITNESSED: ['log', '没有足够的见证人会签锁定的名单'],
  FREEZE_WITNESSED_LATE: ['log', '见证人会签锁定的名单晚于公告的时刻'],
  FREEZE_WITNESSED_OTHER: ['log', '见证人会签的不是这份名单'],

  LOG_DIFFERS: ['log', '文件与日志里记下的消息不同'],
  LOG_MISSING: ['log', '日志里没有这条消息'],
  LOG_REPEATED: ['log', '日志里同一步有两条消息'],
  LOG_ORDER: ['log', '日志里各步的先后次序不对'],

  VOID_REASON_UNANNOUNCED: ['announce', '作废的理由不在公告列明的理由之内'],
  VOID_TOO_LATE: ['beacon', '公共随机数已经公布，不能再作废'],
} as const satisfies Record<string, readonly [DrawStep, string]>

export type DrawReasonCode = keyof typeof DRAW_REASONS | JsonReason

/** One reason a draw does not hold. */
export interface DrawReason {
  readonly code: DrawReasonCode
  readonly step: DrawStep
  readonly text: string
}

/** The reason for a code, with its detail; the step may be given when the table's is too general. */
export function drawReason(code: keyof typeof DRAW_REASONS, detail?: string, step?: DrawStep): DrawReason {
  const [usualStep, sentence] = DRAW_REASONS[code]
  return { code, step: step ?? usualStep, text: detail === undefined ? sentence : `${sentence}：${detail}` }
}
