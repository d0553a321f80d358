// What a purchase asks, what it looks up elsewhere, and what is computed from both: who may take part, who wins by which way.

import {
  answer,
  choice,
  creditCode,
  date,
  entry,
  fieldsOf,
  filledOf,
  group,
  integer,
  list,
  longText,
  money,
  text,
  yesNo,
} from '#kernel/form/form.ts'
import { casesWhere, eachEntry, entriesWhere, entryWhere, factsOf, parametersOf } from '#kernel/service/declaration.ts'
import {
  chosen,
  either,
  eitherText,
  type Num,
  num,
  type Text,
  taken,
  text as words,
} from '#kernel/service/expression.ts'
import { actingPerson, CATEGORIES, FUNDS, firmCode, LEAST_LEVELS, MODES, type Mode } from './market.ts'

const isMode = (mode: Mode) => answer.text('mode').is(mode)

export const form = {
  code: text('采购编号', { maxLength: 40, hint: '本单位自编，不和以前的重复；公告、报名、合同都用它' }),
  purchaser: group('采购单位', {
    name: text('单位名称', { maxLength: 80 }),
    code: firmCode(),
    contact: group('经办人', actingPerson),
  }),
  funds: choice('钱从哪里来', FUNDS),
  project: text('项目名称', { maxLength: 80 }),
  projectCode: text('项目代码', { maxLength: 40, hint: '投资项目在线平台的代码；没有的填立项文号' }),
  category: choice('要哪一类服务', CATEGORIES),
  level: choice('资质等级至少', LEAST_LEVELS),
  content: longText('服务内容和验收标准', { maxLength: 1000 }),
  days: integer('服务期限', { unit: '天', min: 1, max: 1000 }),
  cap: money('最高限价', { min: 100, hint: '随机抽取、择优（信用）、直接选取的，就是合同价' }),
  mode: choice('怎么选', MODES),
  pick: group(
    '择优（信用）',
    {
      big: integer('取信用靠前的几家', { unit: '家', min: 2, max: 20 }),
      small: integer('摇出几家来选', { unit: '家', min: 1, max: 3 }),
    },
    { when: isMode('择优信用') },
  ),
  direct: group(
    '直接选取',
    {
      firm: entry('哪一家', 'marketIntermediary', { by: 'firm' }),
      reason: longText('理由', { maxLength: 500 }),
    },
    { when: isMode('直接选取') },
  ),
  visit: yesNo('要不要先到现场踏勘'),
  drafted: creditCode('审查、评审的对象是哪家编制的', {
    optional: true,
    hint: '填编制单位的统一社会信用代码，它不能再来审自己的；不是审查评审的不填',
  }),
}
export const f = fieldsOf(form)

export const parameters = {
  threshold: { type: 'number', title: '要走招标或政府采购的金额', unit: '分' },
  directLimit: { type: 'number', title: '可以直接选取的最高金额', unit: '分' },
  announcements: { type: 'number', title: '流标后最多再公告几次', unit: '次' },
  grace: { type: 'number', title: '交付逾期几天算违约', unit: '天' },
  good: { type: 'number', title: '评价好加分', unit: '分' },
  bad: { type: 'number', title: '评价差扣分', unit: '分' },
  late: { type: 'number', title: '逾期交付扣分', unit: '分' },
  rectified: { type: 'number', title: '验收不合格扣分', unit: '分' },
  giveUp: { type: 'number', title: '中选后放弃扣分', unit: '分' },
  breach: { type: 'number', title: '违约扣分', unit: '分' },
} as const
export const p = parametersOf(parameters)

/** 1 for the first announcement; one more for each that followed a failure. */
export const round = taken('again', 'again').plus(1)
/** What a draw is called: one a round. */
export const drawName = f.code.followedBy(
  eitherText(round.is(1), '', eitherText(round.is(2), '（第二次公告）', '（第三次公告）')),
)
const closings = taken('count', 'enough').plus(taken('count', 'short'))

export const facts = {
  spent: entriesWhere(
    'marketQuota',
    { purchaser: f.purchaser.code, project: f.projectCode, category: f.category },
    '近十二个月同一项目、同一类服务已采购',
    { sum: 'cap', days: 365 },
  ),
  quotas: entriesWhere(
    'marketQuota',
    { purchaser: f.purchaser.code, project: f.projectCode, category: f.category },
    '同一项目、同一类服务登记过几次',
    { ever: true },
  ),
  sameCode: entriesWhere('marketRequirement', { code: f.code }, '用过这个采购编号', { ever: true }),
  failures: entriesWhere('marketFailure', { project: f.projectCode, category: f.category }, '近一年流标次数', {
    days: 365,
  }),
  direct: entryWhere(
    'marketIntermediary',
    { firm: f.direct.firm, category: f.category },
    { name: 'text', level: 'number' },
    '直接选取的机构',
  ),
  signed: entriesWhere('marketOffer', { code: f.code, round }, '这一轮报名'),
  offers: eachEntry(
    'marketOffer',
    { code: f.code, round },
    {
      name: { type: 'text', title: '机构' },
      firm: { type: 'text', title: '统一社会信用代码' },
      price: { type: 'number', title: '报价', unit: '分' },
      credit: { type: 'number', title: '信用分' },
      plan: { type: 'text', title: '方案' },
    },
    '这一轮报名的机构',
    // Nobody sees a price before the last one is in.
    { open: true, when: closings.gte(round) },
  ),
  result: entryWhere(
    'marketResult',
    { code: f.code },
    { firm: 'text', name: 'text', price: 'number', place: 'number', round: 'number' },
    '拟中选结果',
  ),
  awards: eachEntry(
    'marketAward',
    { code: f.code },
    {
      name: { type: 'text', title: '中选机构' },
      firm: { type: 'text', title: '统一社会信用代码' },
      price: { type: 'number', title: '中选价', unit: '分' },
    },
    '中选通知',
    { open: true },
  ),
  award: entryWhere('marketAward', { code: f.code }, { firm: 'text', name: 'text', price: 'number' }, '中选通知'),
  confirmations: eachEntry(
    'marketConfirmation',
    { code: f.code, round },
    {
      name: { type: 'text', title: '机构' },
      firm: { type: 'text', title: '统一社会信用代码' },
      answer: { type: 'text', title: '答复' },
    },
    '中选机构的答复',
    { when: closings.gte(round) },
  ),
  deliveries: entriesWhere('marketDelivery', { code: f.code }, '成果交付次数'),
  delivered: entryWhere('marketDelivery', { code: f.code }, { on: 'text' }, '最近一次交付'),
  mutual: entriesWhere('marketMutual', { code: f.code }, '机构对采购单位的评价'),
  disputes: casesWhere('intermediary-dispute', 'code', '在办的投诉', { where: 'live' }),
  upheld: entriesWhere('marketRuling', { code: f.code, effect: words('中选无效') }, '认定中选无效的投诉决定'),
} as const
export const fact = factsOf(facts)

/** Forms of the steps that the purchaser fills in. */
export const contractForm = {
  amount: money('合同价'),
  signedOn: date('签订日期'),
  until: date('成果最晚交付日'),
}
export const acceptForm = {
  criteria: list(
    '验收标准',
    { item: text('标准', { maxLength: 100 }), met: yesNo('合格吗', { yes: '合格', no: '不合格' }) },
    { of: '标准', min: 1, max: 20 },
  ),
}
export const payForm = {
  amount: money('付了多少'),
  paidOn: date('付款日期'),
  voucher: text('付款凭证号', { maxLength: 60 }),
}
const grade = (title: string) => integer(title, { unit: '分', min: 1, max: 5, hint: '1 到 5 分' })
export const gradeForm = {
  quality: grade('质量'),
  time: grade('时效'),
  manner: grade('态度'),
  price: grade('收费'),
  rules: grade('规范'),
  words: longText('评语', { optional: true, maxLength: 300 }),
}
export const pickForm = {
  firm: entry('选哪一家', 'marketIntermediary', { by: 'firm' }),
  why: longText('比较的理由', { maxLength: 500 }),
}
export const contract = filledOf('contract', contractForm)
const grades = filledOf('evaluate', gradeForm)

/** How many must have signed up. */
export const minimum = either(
  f.mode.is('直接选取'),
  1,
  either(f.mode.oneOf('择优信用', '择优方案'), 2, either(f.funds.is('社会资金'), 1, 3)),
)

const { offers } = fact
export const lowest = offers.lowest((one) => one.price)
export const lowestTied = offers.sum((one) => either(one.price.is(lowest), 1, 0))

/** 最优价: the mean of all, of more than five without the highest and the lowest, times the part drawn; in whole cents. */
const mean = either(
  offers.count().gt(5),
  offers
    .sum((one) => one.price)
    .minus(offers.highest((one) => one.price))
    .minus(lowest)
    .over(offers.count().minus(2)),
  offers.sum((one) => one.price).over(offers.count()),
)
export const PARTS = ['95', '96', '97', '98'] as const
const part = PARTS.slice(1).reduce<Num>(
  (rest, name) => either(chosen('base', 0).is(name), Number(name), rest),
  num(Number(PARTS[0])),
)
export const reference = mean.times(part).over(100).plus(0.5).floor()
export const distance = (price: Num): Num => price.minus(reference).atLeast(reference.minus(price))
export const nearest = offers.lowest((one) => distance(one.price))
export const nearestTied = offers.sum((one) => either(distance(one.price).is(nearest), 1, 0))

/** 择优（信用）: the better the credit, the more chances. */
export const chances = (credit: Num): Num => either(credit.gte(90), 3, either(credit.gte(75), 2, 1))

/** The place in the order drawn that the next result takes: the first, or after whoever gave up in this round. */
export const place = either(fact.result.exists.and(fact.result.round.is(round)), fact.result.place.plus(1), 0)

const shortlisted = filledOf('choosing', pickForm).firm
const picked = filledOf('picking', pickForm).firm
export const winner: Text = (
  [
    [f.mode.is('随机抽取'), chosen('lots', place)],
    [
      f.mode.is('最低价'),
      eitherText(
        lowestTied.gt(1),
        chosen('lowTie', 0),
        offers.pick(
          (one) => one.price.is(lowest),
          (one) => one.firm,
        ),
      ),
    ],
    [
      f.mode.is('最优价'),
      eitherText(
        nearestTied.gt(1),
        chosen('nearTie', 0),
        offers.pick(
          (one) => distance(one.price).is(nearest),
          (one) => one.firm,
        ),
      ),
    ],
    [f.mode.is('择优信用'), shortlisted],
    [f.mode.is('择优方案'), picked],
  ] as const
).reduceRight<Text>((rest, [condition, firm]) => eitherText(condition, firm, rest), f.direct.firm)

/** Whether whoever was drawn after the present winner is there to take its place. */
export const hasNext = f.mode.is('随机抽取').and(chosen('lots', fact.result.place.plus(1)).known())
export const isListed = (firm: Text) => offers.some((one) => one.firm.is(firm))
export const answered = (what: string) =>
  fact.confirmations.some((one) => one.firm.is(fact.result.firm).and(one.answer.is(what)))

const sum = grades.quality.plus(grades.time).plus(grades.manner).plus(grades.price).plus(grades.rules)
const isLate = contract.until.before(fact.delivered.on)
const scored = either(sum.gte(20), p.good, either(sum.lt(15), p.bad.times(-1), 0))
  .minus(either(isLate, p.late, 0))
  .minus(either(taken('accept', 'failed').gt(0), p.rectified, 0))
const isUnsigned = taken('contract', 'signed').is(0)
const isBroken = taken('judge', 'breach').plus(taken('arrived', 'late')).gt(0)
const isSilent = taken('evaluate', 'silent').gt(0)
/** What the purchase does to the winner's credit, and why. */
export const points = either(
  isUnsigned,
  p.giveUp.times(-1),
  either(isBroken, p.breach.times(-1), either(isSilent, p.good, scored)),
)
export const pointsWhy = eitherText(
  isUnsigned,
  '中选后放弃，或到期没有签成',
  eitherText(isBroken, '违约', eitherText(isSilent, '采购单位到期没有评价，按满意计', '履约评价')),
)
