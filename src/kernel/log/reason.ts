// The table of everything that can be wrong with a log's proof, checkpoint or receipt.
// Called by the verifiers of this folder; docs and pages show the same sentences.

import type { Reason } from '../reason.ts'

/** Code and sentence of each fault; a detail may follow the sentence. */
export const LOG_REASONS = {
  INDEX_OUTSIDE_TREE: '序号不在树内',
  HASH_LENGTH: '哈希值不是 32 字节',
  PROOF_LENGTH: '证明里的哈希个数不对',
  ROOT_MISMATCH: '由证明算出的树根与检查点的树根不同',
  OLD_ROOT_MISMATCH: '由证明算出的旧树根与旧检查点的树根不同：旧记录被改动过',
  SIZE_SHRANK: '新检查点比旧检查点小：末尾的记录被删掉了',
  SPLIT_VIEW: '同样大小的两个检查点树根不同：有人给不同的人看不同的日志',
  NOTE_SYNTAX: '签名文件的格式不对',
  NOTE_CONTROL_CHARACTER: '签名文件里有控制字符',
  TOO_MANY_SIGNATURES: '签名多于 100 个',
  KEY_SYNTAX: '验证公钥的格式不对',
  SIGNATURE_MISSING: '缺少应有的签名',
  SIGNATURE_WRONG: '签名与内容不符',
  CHECKPOINT_SYNTAX: '检查点的格式不对',
  ORIGIN_MISMATCH: '检查点属于另一个日志',
  WITNESS_QUORUM: '见证人签名不够',
  RECEIPT_SYNTAX: '回执的格式不对',
  RECEIPT_EMPTY: '回执里没有它所证明的事项',
  TILE_MISSING: '缺少应有的树块',
  TILE_MISMATCH: '树块与由记录重新算出的不同',
  ENTRY_MISMATCH: '记录与树叶不同：这条记录被改动过',
  ENTRIES_SYNTAX: '记录文件的格式或条数不对',
  PASSKEY_WRONG: '通行密钥的签名与它所签的摘要、钥匙或网址不符',
  STATEMENT_DIFFERS: '通行密钥签的不是这一步所记的事',
  ROW_MISSING: '日志里有这一条，数据库里没有',
  ROW_ALTERED: '数据库里的内容与它的承诺不符：内容或盐被改动过',
  CHAIN_BROKEN: '所引的前一步与数据库里的不同：办件的步骤被删去或换过',
} as const

export type LogReasonCode = keyof typeof LOG_REASONS
export type LogReason = Reason<LogReasonCode>

/** The reason for a code, with a detail when there is one. */
export const logReason = (code: LogReasonCode, detail?: string): LogReason => ({
  code,
  text: detail === undefined ? LOG_REASONS[code] : `${LOG_REASONS[code]}：${detail}`,
})
