// 落户有奖: whoever has settled is told what they may have before they ask; they confirm, two people look, it is published,
// the head decides, and with the decision the money is set aside. Paid in a batch by two people; nobody types an amount.

import {
  answer,
  choice,
  date,
  entry,
  fieldsOf,
  filledOf,
  group,
  integer,
  personName,
  phone,
  residentId,
  text,
  village,
} from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import {
  comparison,
  defineService,
  entriesWhere,
  entryWhere,
  factsOf,
  sealed,
  shared,
} from '#kernel/service/declaration.ts'
import { eitherText, type Text, taken, today } from '#kernel/service/expression.ts'
import {
  compare,
  decide,
  end,
  issue,
  law,
  naturalDays,
  pay,
  publicity,
  review,
  task,
  workingDays,
} from '#kernel/service/step.ts'
import { EDUCATION } from './words.ts'

const claim = (purpose: string) => ({
  purpose,
  basis: '区里规定：落户奖励资金管理；本人申领',
  retain: '10 年（财政支出凭证）',
})

const account = {
  holder: personName('户名', { personal: claim('核对收款人就是本人'), hint: '要和申领人一样' }),
  bank: text('开户银行', { hint: '写到支行' }),
  number: text('银行卡号', { personal: claim('付款'), maxLength: 30 }),
}

const form = {
  policy: entry('哪一项政策', 'settlementPolicy'),
  name: personName('姓名', { personal: claim('核对申领人') }),
  idNumber: residentId('身份证号', { personal: claim('核对落户，一人一策一次') }),
  phone: phone('联系电话', { personal: claim('联系申领人') }),
  movedOn: date('落户日期', { hint: '户口本上迁入的日期' }),
  village: village('落户在哪个村'),
  household: text('户号', { personal: claim('一户的人数有上限'), hint: '户口本首页' }),
  together: integer('一起迁来几人', { unit: '人', min: 1, max: 20 }),
  education: choice('最高学历', EDUCATION),
  school: text('毕业学校', { optional: true, when: answer.text('education').isNot('other') }),
  account: group('收款账户', account),
}
const f = fieldsOf(form)

const facts = {
  policy: entryWhere(
    'settlementPolicy',
    { number: f.policy },
    {
      title: 'text',
      since: 'text',
      until: 'text',
      condition: 'text',
      amount: 'text',
      claimDays: 'number',
      perHousehold: 'number',
      cap: 'number',
    },
    '所选的政策',
  ),
  mine: entriesWhere('settlementAward', { policy: f.policy, person: f.idNumber }, '本人已按这项政策领过', {
    ever: true,
  }),
  family: entriesWhere('settlementAward', { policy: f.policy, household: f.household }, '同一户已领的人数'),
  reserved: entriesWhere('settlementAward', { policy: f.policy }, '这项政策已留出的钱', { sum: 'amount' }),
  before: entriesWhere('settlementAward', { policy: f.policy }, '这项政策已核定过几次', { ever: true }),
}
const fact = factsOf(facts)

const newAccount = filledOf('account', account)
const isMended = taken('account', 'given').gt(0)
const payee = {
  name: eitherText(isMended, newAccount.holder, f.account.holder),
  account: eitherText(isMended, newAccount.number, f.account.number),
  bank: eitherText(isMended, newAccount.bank, f.account.bank),
}

/** In cents: the policy says yuan. */
const amount = fact.policy.amount.amount().times(100)
const left = fact.policy.cap.minus(fact.reserved)

const CLAIMED = rule('CLAIMED_ALREADY', {
  title: '一人一策一次',
  group: 'not-eligible',
  when: fact.mine.gt(0),
  field: 'idNumber',
  say: '这项政策您已经领过',
  passes: '没有领过这项政策',
  remedy: '一个人一项政策只能领一次；可以看看别的政策',
})
/** `field`: where the holder's name was filled in. */
const ownAccount = (holder: Text, field: string) =>
  rule('ACCOUNT_OF_ANOTHER', {
    title: '本人账户',
    group: 'not-eligible',
    when: holder.isNot(f.name),
    field,
    say: '户名是 {holder}，不是申领人 {name}',
    passes: '账户是本人的',
    remedy: '请填本人的银行卡',
    figures: { holder, name: f.name },
  })
const BUDGET = rule('BUDGET_SPENT', {
  title: '资金余额',
  group: 'not-eligible',
  when: amount.gt(left),
  field: 'policy',
  say: '要 {amount} 元，这项政策只剩 {left} 元',
  passes: '资金够：要 {amount} 元，还有 {left} 元',
  remedy: '请等政策追加资金；追加后可以再来',
  figures: { amount: amount.over(100), left: left.over(100) },
})

export default defineService({
  slug: 'settlement-reward',
  title: '落户有奖',
  short: '落户奖励',
  kind: 'reward',
  taskCode: '11350500MB1D09900Q4350115027002',
  applicant: 'person',
  agent: 'allowed',
  guide: {
    gives: '落户奖励，打到您的银行卡',
    eligibility: '户口迁入本区、符合某项政策条件的人，可以申领；系统会先替您算。',
    basis: [law('区里规定：落户奖励资金管理')],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'kiosk', 'window', 'village'],
    situations: ['education'],
    faqs: [
      { question: '要自己算能领多少吗？', answer: '不用。按政策和您填的情况由系统算，谁都不能手填金额。' },
      { question: '多久到账？', answer: '批准后编进下一批付款，两个人复核后由银行付出。' },
      { question: '卡号填错了怎么办？', answer: '银行退回后会请您改，改好再付，不用重新申领。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '哪项政策', fields: ['policy'] },
    { title: '本人和落户', fields: ['name', 'idNumber', 'phone', 'movedOn', 'village', 'household', 'together'] },
    { title: '学历', fields: ['education', 'school'] },
    { title: '打到哪张卡', fields: ['account'] },
  ],
  place: 'village',
  subject: { name: 'name', id: 'idNumber', phone: 'phone' },
  summary: 'policy',
  parameters: {},
  facts,
  comparisons: {
    household: comparison('户籍', 'household', f.idNumber, {
      name: 'name',
      movedOn: 'movedOn',
      household: 'household',
    }),
  },
  offered: { each: 'policy' },
  materials: {},
  rules: [
    rule('POLICY_GONE', {
      title: '政策在期',
      group: 'not-eligible',
      when: fact.policy.exists.not(),
      field: 'policy',
      say: '没有这项政策，或申领期已过',
      passes: '政策在申领期内',
      remedy: '请从列出的政策里选',
    }),
    rule('MOVED_BEFORE', {
      title: '落户日期',
      group: 'not-eligible',
      when: f.movedOn.before(fact.policy.since),
      field: 'movedOn',
      say: '{moved} 落户，这项政策从 {since} 起算',
      passes: '{moved} 落户，在政策起算日之后',
      remedy: '请核对落户日期，或看看别的政策',
      figures: { moved: f.movedOn, since: fact.policy.since },
    }),
    rule('CLAIM_LATE', {
      title: '申领期限',
      group: 'not-eligible',
      when: f.movedOn.daysTo(today()).gt(fact.policy.claimDays),
      field: 'movedOn',
      say: '落户已 {days} 天，超过 {limit} 天的申领期限',
      passes: '落户 {days} 天，在 {limit} 天内',
      remedy: '请核对落户日期；确已过期的不能申领',
      figures: { days: f.movedOn.daysTo(today()), limit: fact.policy.claimDays },
    }),
    rule('CONDITION_UNMET', {
      title: '政策条件',
      group: 'not-eligible',
      when: fact.policy.condition.holds().not(),
      field: 'policy',
      say: '不符合「{policy}」的条件',
      passes: '符合「{policy}」的条件',
      remedy: '请看政策写的条件，或选别的政策',
      figures: { policy: fact.policy.title },
    }),
    CLAIMED,
    rule('HOUSEHOLD_FULL', {
      title: '一户人数',
      group: 'not-eligible',
      when: fact.family.gte(fact.policy.perHousehold),
      field: 'household',
      say: '这一户已有 {n} 人领过，上限 {limit} 人',
      passes: '这一户已领 {n} 人，上限 {limit} 人',
      remedy: '一户的名额已满，不能再领',
      figures: { n: fact.family, limit: fact.policy.perHousehold },
    }),
    ownAccount(f.account.holder, 'account.holder'),
    BUDGET,
  ],
  limits: { legal: null, promised: workingDays(12), starts: 'verify', stops: 'decide', pausedAt: ['notice'] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'verify',
  steps: {
    verify: compare('核对户籍', { comparisons: ['household'], on: { matched: 'first', differing: 'first' } }),
    first: review('初审', {
      by: 'bureau.window',
      within: workingDays(5),
      examines: [],
      notSameAs: [],
      on: { agreed: 'second', disagreed: 'decide' },
    }),
    second: review('复审', {
      by: 'bureau.approver',
      within: workingDays(3),
      examines: [],
      notSameAs: ['first'],
      on: { agreed: 'notice', disagreed: 'decide' },
    }),
    notice: publicity('公示', {
      by: 'bureau.window',
      for: workingDays(5, law('区里规定：落户奖励资金管理')),
      shows: ['policy', 'village', 'movedOn', 'education'],
      on: { closed: 'decide', objected: 'objection' },
    }),
    objection: review('核实异议', {
      by: 'bureau.window',
      within: workingDays(2),
      examines: [],
      notSameAs: [],
      on: { agreed: 'decide', disagreed: 'decide' },
    }),
    decide: decide('核定', {
      by: 'bureau.head',
      within: workingDays(2),
      examines: [],
      notSameAs: ['first', 'second', 'objection'],
      guards: { approved: [CLAIMED, BUDGET] },
      on: { approved: 'award', rejected: 'refused' },
    }),
    award: issue('留出资金', { entries: ['settlementAward'], on: { issued: 'payment' } }),
    payment: pay('付款', {
      by: 'bureau.finance',
      releasedBy: 'bureau.cashier',
      within: workingDays(10),
      amount,
      to: payee,
      on: { paid: 'paid', unpaid: 'account' },
    }),
    account: task('改收款账户', {
      by: 'applicant',
      within: naturalDays(30),
      form: account,
      asks: '改收款账户：银行没有付成',
      outcomes: { given: '账户改好了', lapsed: '没有改' },
      lapses: 'lapsed',
      guards: { given: [ownAccount(newAccount.holder, 'holder')] },
      on: { given: 'payment', lapsed: 'release' },
    }),
    release: issue('放回资金', {
      entries: [],
      changes: [{ register: 'settlementAward', to: 'revoked', match: { policy: f.policy, person: f.idNumber } }],
      on: { issued: 'abandoned' },
    }),
    paid: end('granted', '已到账'),
    abandoned: end('terminated', '付不出，资金放回'),
    refused: end('refused', '没有核定'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    settlementAward: {
      title: '落户奖励核定书',
      number: '泉台审〔{year}〕落户奖{serial}号',
      content: [
        { title: '申领人', value: f.name.expression },
        { title: '政策', value: fact.policy.title.expression },
        { title: '落户日期', value: f.movedOn.expression },
        { title: '奖励', value: amount.over(100).expression, unit: '元' },
      ],
      legalText: '经两级审核和公示，核定奖励如上，资金已经留出，按批付到本人账户。',
      valid: null,
      data: {
        policy: shared(f.policy),
        person: sealed(f.idNumber),
        household: sealed(f.household),
        amount: shared(amount),
      },
      unique: [f.policy.expression, fact.before.expression],
    },
  },
  ratings: ['等得太久', '说不清楚', '页面不好用', '钱没有到'],
  fundedAs: ['落户有奖', '落户奖励'],
})
