// The one table of refusals: everything the platform may decline, with what to do instead. A refusal is a value, never
// an exception; http/problem.ts alone turns it into a status. docs/errors.md documents each code, a test both ways.

import { fill } from './fill.ts'

interface RefusalEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429
  /** One sentence; `{name}` is filled from the refusal's figures. */
  readonly reason: string
  /** What the person can do now. */
  readonly remedy: string
  readonly source?: string
}

export const REFUSALS = {
  APPLICATION_INVALID: { status: 422, reason: '申请表有填错或没填的地方', remedy: '按每一项的提示改正后再提交' },
  CASE_NOT_FOUND: { status: 404, reason: '没有这个办件，或您无权查看', remedy: '核对办件编号；本人办件请先登录' },
  SERVICE_NOT_FOUND: { status: 404, reason: '没有「{service}」这个事项', remedy: '到办事指南里查找事项' },
  CASE_ENDED: { status: 409, reason: '这件已经办结（{outcome}）', remedy: '需要再办请重新申请' },
  CASE_MOVED: {
    status: 409,
    reason: '没有写入：{by}已于{at}{did}',
    remedy: '看过最新情况后再决定；您写的意见已保留在本页',
  },
  CASE_BUSY: { status: 409, reason: '同一时刻有别人在处理这件', remedy: '请再按一次' },
  NOT_AT_THIS_STEP: { status: 409, reason: '这件现在在「{at}」，不能做「{command}」', remedy: '等到相应步骤再办' },
  NOT_YOURS: {
    status: 403,
    reason: '这一步由{role}办理，您没有这个岗位',
    remedy: '请转给有岗位的人，或请管理员核对您的岗位',
  },
  NOT_APPLICANT: { status: 403, reason: '只有申请人或其代理人可以这样做', remedy: '请用申请人的身份登录' },
  MANDATE_MISSING: {
    status: 403,
    reason: '委托书不包括这个事项或这个动作，或已过期',
    remedy: '请委托人重新出具委托书',
  },
  SAME_PERSON: {
    status: 403,
    reason: '您办过本件的「{step}」，不能再办这一步',
    remedy: '请由另一位同事办理',
    source: '行政许可法第二十九至三十八条；审办分离',
  },
  REASON_MISSING: {
    status: 422,
    reason: '请写明理由',
    remedy: '不予受理、不予批准、退回都要写理由和救济途径',
    source: '行政许可法第三十八条',
  },
  SUPPLEMENT_USED: {
    status: 409,
    reason: '补正告知只能发一次，已于 {on} 发过',
    remedy: '请就现有材料决定，或向相关部门核对',
    source: '行政许可法第三十二条第一款第四项',
  },
  SUPPLEMENT_EMPTY: {
    status: 422,
    reason: '补正告知要列全所缺的内容',
    remedy: '至少选一项材料或一个填写项，并写明原因',
  },
  SUPPLEMENT_OPEN: { status: 409, reason: '正在等申请人补正', remedy: '补正交来或逾期后再办' },
  SUPPLEMENT_INCOMPLETE: { status: 422, reason: '还有没补的：{missing}', remedy: '补齐后再提交' },
  SUPPLEMENT_OUTSIDE: { status: 422, reason: '「{field}」不在补正范围内', remedy: '只需补告知书列出的内容' },
  NOTHING_ASKED: { status: 409, reason: '这件现在不需要补正', remedy: '看进度即可' },
  SUSPENDED: { status: 409, reason: '这件正在{ground}，计时停着', remedy: '先恢复办理' },
  NOT_SUSPENDED: { status: 409, reason: '这件没有中止', remedy: '不用恢复' },
  GROUND_UNKNOWN: {
    status: 422,
    reason: '「{ground}」不是本事项可以停止计时的情形',
    remedy: '只能选指南列明的特别程序',
    source: '行政许可法第四十五条',
  },
  EXTENSION_USED: {
    status: 409,
    reason: '延期只能一次，已延到 {dueOn}',
    remedy: '请在期限内决定',
    source: '行政许可法第四十二条',
  },
  EXTENSION_LATE: { status: 409, reason: '期限已过，不能再延期', remedy: '请尽快决定并说明超期原因' },
  CLOCK_NOT_RUNNING: { status: 409, reason: '计时没有在走', remedy: '受理之后、决定之前才能这样做' },
  DECIDED_ALREADY: { status: 409, reason: '决定已于 {on} 作出，不能撤回', remedy: '可以申请注销' },
  ISSUED_ALREADY: {
    status: 409,
    reason: '证照已经制发，不能终止',
    remedy: '需要撤回或撤销证照的，另行立案办理',
    source: '行政许可法第八条、第六十九条',
  },
  EXTENSION_NONE: { status: 409, reason: '这个事项没有延期', remedy: '请在期限内办理' },
  EXTENSION_ASKED: { status: 409, reason: '延期已经申请过，或已经批准', remedy: '等负责人答复' },
  EXTENSION_NOT_ASKED: { status: 409, reason: '没有等待答复的延期申请', remedy: '看进度即可' },
  SUPPLEMENT_NONE: { status: 409, reason: '这个事项不发补正告知', remedy: '请直接办理，或联系申请人' },
  SUSPENSION_NONE: { status: 409, reason: '这个事项没有可以停止计时的情形', remedy: '请在期限内办理' },
  TASK_INVALID: { status: 422, reason: '这一步要填的有填错或没填的地方', remedy: '按每一项的提示改正后再提交' },
  OUTCOME_UNKNOWN: { status: 422, reason: '「{step}」没有「{outcome}」这个结果', remedy: '请从列出的结果里选一个' },
  GUARD_BROKEN: { status: 409, reason: '{says}', remedy: '{remedy}' },
  COMES_ELSEWHERE: { status: 409, reason: '{asks}：有了结果会自动接着办，不用登记', remedy: '看进度即可' },
  FINDING_INVALID: {
    status: 422,
    reason: '结果要有选中的对象和 64 位的证明摘要',
    remedy: '从抽选或派位的结果文件登记',
  },
  PAYMENT_ELSEWHERE: { status: 409, reason: '这笔款现在{phase}', remedy: '等到相应环节再办' },
  AMOUNT_UNKNOWN: { status: 409, reason: '金额算不出来，不能付', remedy: '请核对政策条目和申请内容；金额不能手填' },
  BATCH_INVALID: { status: 422, reason: '付款批次没有编号或没有文件摘要', remedy: '请从付款页重新编批' },
  FILE_UNKNOWN: { status: 422, reason: '提到的文件不存在，或不是您上传的', remedy: '请重新上传后再提交' },
  DEFERRAL_BARRED: { status: 422, reason: '「{material}」不能容缺', remedy: '请补齐，或只就可容缺的材料承诺' },
  PROMISE_DATE_WRONG: { status: 422, reason: '承诺补交的日期要在今天之后、30 日之内', remedy: '请改日期' },
  BRANCH_UNKNOWN: { status: 422, reason: '本步没有「{branch}」这一路', remedy: '请从列出的部门里选' },
  BRANCH_DONE: { status: 409, reason: '{by}已于{at}给出意见：{verdict}', remedy: '不用再办' },
  NOT_RETURNED: { status: 409, reason: '没有等待修改的退回意见', remedy: '看进度即可' },
  EVIDENCE_MISSING: { status: 422, reason: '到场记录要有{missing}', remedy: '补上后再提交' },
  PUBLICITY_OVER: {
    status: 404,
    reason: '这条公示已经结束，或没有这条公示',
    remedy: '可以看正在公示的；公示期已过但确有问题的，请打 12345 反映',
  },
  CERTIFICATE_NOT_FOUND: { status: 404, reason: '查不到这个编号', remedy: '请核对证照上的编号，或扫证照上的码' },
  OBJECTION_LATE: {
    status: 409,
    reason: '公示到 {until} 为止，异议期已过',
    remedy: '确有问题的，请打 12345 反映，或向审批局提出',
  },
  OBJECTION_EMPTY: { status: 422, reason: '请写明异议的理由', remedy: '写清楚哪里不符合，最好附上证据' },
  RATING_TOO_EARLY: { status: 409, reason: '办结后才能评价', remedy: '办好后再来' },
  RATED_ALREADY: { status: 409, reason: '已经评价过', remedy: '可以投诉或建议' },
  RATING_INVALID: {
    status: 422,
    reason: '请选一个等级；不满意时请选或写原因',
    remedy: '选好后再提交',
    source: '国办发〔2019〕51号',
  },
  SIGNATURE_MISSING: {
    status: 403,
    reason: '这一步要用您的通行密钥签名才算数',
    remedy: '请看过要签的内容后用通行密钥签名',
  },
  CONFIRMATION_MISSING: {
    status: 403,
    reason: '这一步要由您本人再确认一次才算数',
    remedy: '请输入验证器上现在的六位动态码，或先登记一把通行密钥',
  },
  SIGNATURE_OTHER: {
    status: 403,
    reason: '签名签的不是现在要做的这件事：内容或办件在签名之后变了',
    remedy: '请重新看过最新情况，再签一次',
  },
  IDEMPOTENCY_KEY_REUSED: { status: 409, reason: '同一个请求编号交来了不同的内容', remedy: '请换一个请求编号' },
} as const satisfies Record<string, RefusalEntry>

export type RefusalCode = keyof typeof REFUSALS

/** One bad place in what was handed in. */
export interface Fault {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** A declined command: the code with the figures its sentence names, and every bad place. */
export interface Refusal {
  readonly code: RefusalCode
  readonly figures: Readonly<Record<string, string | number>>
  readonly faults: readonly Fault[]
}

export function refusal(
  code: RefusalCode,
  figures: Readonly<Record<string, string | number>> = {},
  faults: readonly Fault[] = [],
): Refusal {
  return { code, figures, faults }
}

/** The refusal's sentence and remedy with its figures filled in. */
export function textOfRefusal({ code, figures }: Refusal): { reason: string; remedy: string } {
  const { reason, remedy } = REFUSALS[code]
  return { reason: fill(reason, figures), remedy: fill(remedy, figures) }
}
