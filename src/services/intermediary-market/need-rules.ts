// The guards of a purchase: what may not come to the market, what may not be signed, taken or paid.

import { filledOf } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { chosen, type Num, taken } from '#kernel/service/expression.ts'
import { levelOf } from './market.ts'
import { acceptForm, contract, contractForm, f, fact, isListed, minimum, p, payForm, pickForm } from './need-facts.ts'

const yuan = (cents: Num) => cents.over(100)
const isPublicMoney = f.funds.isNot('社会资金')
const total = f.cap.plus(fact.spent)

export const THRESHOLD = rule('TENDER_DUE', {
  title: '限额以下',
  group: 'not-eligible',
  when: isPublicMoney.and(f.cap.gte(p.threshold)),
  field: 'cap',
  say: '{cap} 元，达到 {limit} 元，要走招标或政府采购，不能在中介超市选',
  passes: '{cap} 元，在 {limit} 元以下',
  remedy: '请按招标投标或政府采购的规定办',
  figures: { cap: yuan(f.cap), limit: yuan(p.threshold) },
})
export const SPLIT = rule('PURCHASE_SPLIT', {
  title: '没有拆分',
  group: 'not-eligible',
  when: isPublicMoney.and(fact.spent.gt(0)).and(f.cap.lt(p.threshold)).and(total.gte(p.threshold)),
  field: 'cap',
  say: '同一项目、同一类服务近十二个月已采购 {spent} 元，加上这次共 {total} 元，达到 {limit} 元，属于拆分',
  passes: '同一项目、同一类服务近十二个月共 {total} 元，没有到限额',
  remedy: '请合并，按招标投标或政府采购的规定办',
  figures: { spent: yuan(fact.spent), total: yuan(total), limit: yuan(p.threshold) },
})
export const SAME_CODE = rule('CODE_USED', {
  title: '采购编号没有用过',
  group: 'not-eligible',
  when: fact.sameCode.gt(0),
  field: 'code',
  say: '{code} 已经用过',
  passes: '{code} 没有用过',
  remedy: '请换一个编号',
  figures: { code: f.code },
})
const isDirect = f.mode.is('直接选取')
export const DIRECT_LIMIT = rule('DIRECT_OVER', {
  title: '可以直接选取',
  group: 'not-eligible',
  when: isDirect.and(f.cap.gt(p.directLimit)).and(fact.failures.lt(2)),
  field: 'mode',
  say: '{cap} 元超过直接选取的 {limit} 元，近一年也没有流标过两次',
  passes: '金额或流标次数符合直接选取的条件',
  remedy: '请改用别的选取方式',
  figures: { cap: yuan(f.cap), limit: yuan(p.directLimit) },
})
export const DIRECT_FIRM = rule('DIRECT_FIRM', {
  title: '直接选取的机构有资质',
  group: 'not-eligible',
  when: isDirect.and(fact.direct.exists.not().or(fact.direct.level.lt(levelOf(f.level)))),
  field: 'direct.firm',
  say: '这家机构没有入驻这一类服务，资质到期被冻结，或等级不够',
  passes: '机构已入驻这一类服务，资质够',
  remedy: '请选资质有效、等级够的机构',
})
export const PICK_SIZES = rule('PICK_SIZES', {
  title: '择优的家数',
  group: 'not-eligible',
  when: f.mode.is('择优信用').and(f.pick.small.gt(f.pick.big)),
  field: 'pick.small',
  say: '摇出的比靠前的还多',
  passes: '家数合理',
  remedy: '请改小摇出的家数',
})

export const TOO_FEW = rule('TOO_FEW', {
  title: '家数够',
  group: 'not-eligible',
  when: fact.signed.lt(minimum),
  field: 'mode',
  say: '报名 {n} 家，不足 {minimum} 家',
  passes: '报名 {n} 家，够 {minimum} 家',
  remedy: '请按流标办',
  figures: { n: fact.signed, minimum },
})

/** Whom the purchaser picks must have signed up; of a short list, have been drawn. */
export const pickedIsListed = (step: 'choosing' | 'picking') => {
  const { firm } = filledOf(step, pickForm)
  const isDrawn = (n: number) => firm.is(chosen('shortlist', n)).and(f.pick.small.gt(n))
  const isAllowed = step === 'picking' ? isListed(firm) : isDrawn(0).or(isDrawn(1)).or(isDrawn(2))
  return rule('NOT_LISTED', {
    title: '在名单里',
    group: 'not-eligible',
    when: isAllowed.not(),
    field: 'mode',
    say: step === 'picking' ? '选的机构没有报名这一次采购' : '选的机构不在摇出的小名单里',
    passes: '选的机构在名单里',
    remedy: '请从本页列出的机构里选',
  })
}

export const OVER_AWARD = rule('CONTRACT_OVER', {
  title: '合同价不超过中选价',
  group: 'not-eligible',
  when: filledOf('contract', contractForm).amount.gt(fact.award.price),
  field: 'cap',
  say: '合同价 {amount} 元，超过中选价 {price} 元',
  passes: '合同价不超过中选价',
  remedy: '请按中选价签',
  figures: { amount: yuan(contract.amount), price: yuan(fact.award.price) },
})
const dates = filledOf('contract', contractForm)
export const DATES = rule('CONTRACT_DATES', {
  title: '日期先后',
  group: 'not-eligible',
  when: dates.until.before(dates.signedOn),
  field: 'days',
  say: '交付日 {until} 早于签订日 {signed}',
  passes: '日期先后对',
  remedy: '请改日期',
  figures: { until: dates.until, signed: dates.signedOn },
})
export const DISPUTED = rule('DISPUTE_OPEN', {
  title: '没有在办的投诉',
  group: 'not-eligible',
  when: fact.disputes.gt(0),
  field: 'code',
  say: '这次采购有 {n} 件投诉在办',
  passes: '没有投诉在办',
  remedy: '等投诉有了决定再签',
  figures: { n: fact.disputes },
})
export const AWARD_VOID = rule('AWARD_VOID', {
  title: '中选有效',
  group: 'not-eligible',
  when: fact.upheld.gt(0).or(fact.award.exists.not()),
  field: 'code',
  say: '投诉成立，中选已被认定无效',
  passes: '中选有效',
  remedy: '请选「签不成」，按流标办',
})
export const UNMET = rule('CRITERION_UNMET', {
  title: '各项都合格',
  group: 'not-eligible',
  when: filledOf('accept', acceptForm).criteria.some((one) => one.met.not()),
  field: 'content',
  say: '有验收标准不合格，不能算验收合格',
  passes: '各项都合格',
  remedy: '请选「不合格，要整改」，并写明哪里不合格',
})
/** Not all that the contract says. */
export const shortPaid = (step: 'payment' | 'payLate') => {
  const { amount } = filledOf(step, payForm)
  return rule('PAID_SHORT', {
    title: '付足',
    group: 'not-eligible',
    when: amount.lt(contract.amount),
    field: 'cap',
    say: '付了 {amount} 元，合同价是 {contract} 元',
    passes: '按合同价付足',
    remedy: '付足以后再登记',
    figures: { amount: yuan(amount), contract: yuan(contract.amount) },
  })
}
export const AGAIN_LIMIT = rule('ANNOUNCED_ENOUGH', {
  title: '再公告的次数',
  group: 'not-eligible',
  when: taken('again', 'again').gte(p.announcements),
  field: 'mode',
  say: '已经再公告 {n} 次，不能再公告',
  passes: '还可以再公告',
  remedy: '请结束这次采购；两次流标的可以另报直接选取',
  figures: { n: taken('again', 'again') },
})
