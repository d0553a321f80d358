// Every refusal of this desk: code, status, sentence, remedy. Use cases return them; routes send them.

import { type ProblemMore, type ProblemTable, problemFrom, type Refused } from '#platform/http/problem.ts'

const REFUSALS = {
  SIGN_IN_FAILED: [401, '账号或密码不对。', '请检查后重试；连续 5 次不对会锁定 15 分钟。'],
  SIGN_IN_LOCKED: [429, '尝试次数过多，已暂时锁定。', '请等锁定结束后再试；如果不是您本人操作，请告诉管理员。'],
  CODE_WRONG: [401, '动态码不对或已用过。', '请等手机上出现下一个六位数字后再输入。'],
  SECOND_STEP_NEEDED: [401, '还差一步：请输入动态码。', '请打开验证器应用，输入六位数字。'],
  FIRST_STEP_MISSING: [401, '请先输入账号和密码。', '动态码要在输入密码后 5 分钟内填写，请从头登录。'],
  PASSKEY_ONLY: [403, '这个账号只用通行密钥登录。', '请按“用通行密钥登录”；钥匙都丢了的，请找管理员重新邀请。'],
  PASSKEY_REFUSED: [
    401,
    '通行密钥没有通过核验。',
    '请用登记过的那把钥匙再试；钥匙丢了的，用密码和动态码登录后移除它。',
  ],
  PASSKEY_KNOWN: [409, '这把通行密钥已经登记过。', '请换一把，或直接用它签名。'],
  PASSKEY_UNKNOWN: [404, '没有这把通行密钥，或它不是您的。', '请从“我的登录方式”里重新选择。'],
  PASSKEY_NEEDED: [403, '三员管理要用通行密钥登录。', '请先登记一把通行密钥，再用它登录。'],
  SIGNATURE_INVALID: [403, '签名没有通过核验，没有写入。', '请用您登记过的通行密钥重新签一次。'],
  CHANGE_UNCONFIRMED: [
    403,
    '更改登录方式前要先确认是您本人。',
    '请输入验证器上现在的六位动态码，或用已登记的通行密钥确认。',
  ],
  LAST_FACTOR: [409, '这是您最后一种登录方式，不能移除。', '请先登记另一把通行密钥，或重新绑定验证器。'],
  PASSWORD_EXPIRED: [403, '密码已用满 90 天，需要更换。', '请先更换密码，再继续办理。'],
  PASSWORD_UNFIT: [400, '新密码不合要求。', '请按提示换一个密码。'],
  LOGIN_TAKEN: [409, '这个账号名已有人使用。', '请换一个账号名。'],
  OFFICER_UNKNOWN: [404, '没有这位工作人员。', '请从名单里重新选择。'],
  INVITATION_INVALID: [404, '邀请链接无效、已用过或已过期。', '请向管理员索取新的链接。'],
  PROVIDER_REFUSED: [401, '统一身份认证没有通过。', '请重新登录；仍不行时可到就近服务点办理。'],
  PROVIDER_UNREACHABLE: [503, '统一身份认证暂时连不上。', '请稍后重试，已保存的内容不会丢失。'],
  MANDATE_UNKNOWN: [404, '没有找到这份委托，或它与您无关。', '请从“我的委托”里重新选择。'],
  MANDATE_ENDED: [403, '这份委托已撤销或到期，不能再代办。', '请切换回本人办理，或请委托人重新委托。'],
  MANDATE_OF_ONESELF: [400, '不能委托自己。', '请填写受托人的姓名和证件号码。'],
  MANDATE_DATES: [400, '委托期限不对。', '截止日期应在今天到一年之内。'],
  ACTING_FOR_OTHER: [403, '正在代办，不能替委托人办理这件事。', '请先切换回本人。'],
  DELEGATION_DATES: [400, '代理的起止日期不对。', '起日不早于今天，止日不早于起日，一次最长 92 天。'],
  DELEGATION_OVERLAPS: [
    409,
    '这段时间您已请人代理，或对方自己也不在。',
    '请换一段时间，或先收回原来的代理，或换一位同事。',
  ],
  DELEGATION_UNKNOWN: [404, '没有找到这次代理，或它与您无关。', '请从“代理”页里重新选择。'],
  DEPUTY_UNFIT: [400, '不能请这个人代理。', '请选一位在岗的同事；自己和三员管理员不能代理。'],
  NO_POSTS: [409, '您没有岗位，没有可以代理的。', '请找安全管理员核对您的岗位。'],
} as const satisfies ProblemTable

export type IdentityRefusal = keyof typeof REFUSALS

export const IDENTITY_REFUSALS = Object.keys(REFUSALS) as IdentityRefusal[]

export const refused = (code: IdentityRefusal, more?: ProblemMore): Refused => ({
  problem: problemFrom(REFUSALS, code, more),
})
