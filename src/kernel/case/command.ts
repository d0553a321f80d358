// What can be asked of a case: one shape a command. Parsed once at the border; decide() judges it.

import type { PlainDate } from '../calendar/plain-date.ts'
import type { HandedMaterial } from '../material/material.ts'
import type { Data } from '../service/evaluate.ts'
import type { PersonRef } from './actor.ts'
import type { Asked, Attendance, Deferral, Finding, Verdict } from './event.ts'

/** The step the sender saw; a case that has moved on since refuses and says who moved it. */
interface Seen {
  readonly seen?: string
}

export type Command =
  | {
      readonly type: 'submit'
      readonly applicant: PersonRef
      readonly form: Data
      readonly materials: readonly HandedMaterial[]
      readonly takenDownOn?: PlainDate
    }
  | ({ readonly type: 'accept'; readonly note: string; readonly deferral?: Deferral } & Seen)
  | ({ readonly type: 'refuse'; readonly ground: 'notRequired' | 'notCompetent'; readonly reason: string } & Seen)
  | ({ readonly type: 'requestSupplement'; readonly asked: readonly Asked[] } & Seen)
  | { readonly type: 'supplement'; readonly form: Data; readonly materials: readonly HandedMaterial[] }
  | ({
      readonly type: 'opine'
      readonly branch?: string
      readonly verdict: Verdict
      readonly opinion: string
      readonly asked?: readonly Asked[]
    } & Seen)
  | ({
      readonly type: 'mend'
      readonly branch: string
      readonly form: Data
      readonly materials: readonly HandedMaterial[]
      readonly note: string
    } & Seen)
  | ({ readonly type: 'object'; readonly objector: string; readonly contact: string; readonly reason: string } & Seen)
  | ({ readonly type: 'attend' } & Attendance & Seen)
  | ({ readonly type: 'fulfil'; readonly note: string; readonly files: readonly string[] } & Seen)
  | ({ readonly type: 'decide'; readonly verdict: 'approve' | 'reject'; readonly reason: string } & Seen)
  | ({ readonly type: 'deliver'; readonly how: string } & Seen)
  | ({ readonly type: 'suspend'; readonly ground: string; readonly notice: string } & Seen)
  | { readonly type: 'resume' }
  | { readonly type: 'extend'; readonly reason: string }
  | { readonly type: 'askExtension'; readonly reason: string }
  | { readonly type: 'declineExtension'; readonly reason: string }
  | ({ readonly type: 'complete'; readonly outcome: string; readonly form: Data; readonly note: string } & Seen)
  | { readonly type: 'compare'; readonly answers: Readonly<Record<string, RegistryAnswer>> }
  | ({ readonly type: 'preparePayment'; readonly batch: string; readonly hash: string } & Seen)
  | ({ readonly type: 'releasePayment' } & Seen)
  | ({ readonly type: 'returnPayment'; readonly reason: string } & Seen)
  | ({
      readonly type: 'answerPayment'
      readonly paid: boolean
      readonly reference: string
      readonly reason: string
    } & Seen)
  | ({ readonly type: 'find'; readonly succeeded: boolean; readonly reason: string } & Finding & Seen)
  | { readonly type: 'keepDeferral'; readonly materials: readonly HandedMaterial[] }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'terminate'; readonly reason: string }
  | { readonly type: 'wake' }
  | {
      readonly type: 'rate'
      readonly level: 1 | 2 | 3 | 4 | 5
      readonly reasons: readonly string[]
      readonly text: string
    }

/** What a registry answered: a row, none, or nothing at all. `until`: the last day on which the row holds good. */
export type RegistryAnswer =
  | { readonly row: Readonly<Record<string, Data>>; readonly until?: string }
  | { readonly row: null }
  | 'unreachable'

export type CommandType = Command['type']
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>

export const COMMAND_TITLES: Readonly<Record<CommandType, string>> = {
  submit: '提交申请',
  accept: '受理',
  refuse: '不予受理',
  requestSupplement: '补正告知',
  supplement: '补正',
  opine: '给出意见',
  mend: '修改退回的内容',
  object: '提出异议',
  attend: '记录到场',
  fulfil: '登记已等到',
  decide: '作出决定',
  deliver: '送达',
  suspend: '启动特别程序',
  resume: '恢复办理',
  extend: '延期',
  askExtension: '申请延期',
  declineExtension: '不同意延期',
  complete: '办理',
  compare: '自动比对',
  preparePayment: '编入付款批次',
  releasePayment: '复核放款',
  returnPayment: '退回付款批次',
  answerPayment: '登记银行回执',
  find: '登记结果',
  keepDeferral: '补交容缺材料',
  withdraw: '撤回',
  terminate: '终止办理',
  wake: '到时自动办理',
  rate: '评价',
}
