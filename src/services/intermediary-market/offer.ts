// 中介超市·报名和履约: an intermediary signs up for one purchase, is held against the registers and the rules of conflict, waits
// for the result, confirms it, delivers, mends what was not accepted, and rates the purchaser. The other half is need.ts.

import { entry, fieldsOf, filledOf, group, integer, longText, money, yesNo } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import {
  comparison,
  defineService,
  eachEntry,
  entriesWhere,
  entryWhere,
  factsOf,
  parametersOf,
  sealed,
  shared,
} from '#kernel/service/declaration.ts'
import { compared, either, eitherText, taken, today, truth, text as words } from '#kernel/service/expression.ts'
import { awaiting, choose, compare, end, issue, law, naturalDays, task, workingDays } from '#kernel/service/step.ts'
import { actingPerson, CREDIT_DAYS, CREDIT_START, legalPerson, RULES } from './market.ts'

const form = {
  need: entry('报哪一次采购', 'marketNotice', { by: 'code' }),
  firm: entry('替哪家机构报', 'marketIntermediary', { by: 'firm' }),
  legal: legalPerson,
  agent: group('经办人', actingPerson),
  price: money('报价', { optional: true, min: 1, hint: '随机抽取、择优（信用）、直接选取的不用填，就是公告的价' }),
  plan: longText('服务方案', { optional: true, maxLength: 1000, hint: '择优（方案）的要填' }),
  promise: yesNo('承诺：和采购单位、其他报名机构没有利害关系', { yes: '我承诺', no: '不承诺' }),
}
const f = fieldsOf(form)

const parameters = {
  creditFloor: { type: 'number', title: '信用分低于多少不能报名', unit: '分' },
} as const
const p = parametersOf(parameters)

const facts = {
  notice: entryWhere(
    'marketNotice',
    { code: f.need },
    {
      title: 'text',
      category: 'text',
      level: 'number',
      cap: 'number',
      mode: 'text',
      round: 'number',
      purchaser: 'text',
      drafted: 'text',
      direct: 'text',
    },
    '采购公告',
  ),
  entries: eachEntry(
    'marketIntermediary',
    { firm: f.firm },
    {
      name: { type: 'text', title: '机构' },
      category: { type: 'text', title: '服务类别' },
      level: { type: 'number', title: '等级（3 甲 2 乙 1 丙）' },
      owners: { type: 'text', title: '大股东' },
    },
    '有效的入驻登记',
  ),
  own: entriesWhere('marketIntermediary', { firm: f.firm, agent: f.agent.idNumber }, '经办人登记在这家机构'),
  points: entriesWhere('marketCredit', { firm: f.firm }, '近十二个月的信用加减分', {
    sum: 'points',
    days: CREDIT_DAYS,
  }),
  kin: eachEntry(
    'marketOffer',
    { code: f.need, legal: f.legal },
    { firm: { type: 'text', title: '机构' }, round: { type: 'number', title: '第几次公告' } },
    '同一法定代表人的报名',
  ),
  rivals: eachEntry(
    'marketOffer',
    { code: f.need },
    {
      firm: { type: 'text', title: '机构' },
      round: { type: 'number', title: '第几次公告' },
      owners: { type: 'text', title: '大股东' },
    },
    '这次采购的报名',
  ),
  mine: entryWhere('marketOffer', { code: f.need, firm: f.firm }, { round: 'number' }, '本机构的报名'),
  result: entryWhere('marketResult', { code: f.need }, { firm: 'text', round: 'number' }, '拟中选结果'),
  award: entryWhere(
    'marketAward',
    { code: f.need },
    { firm: 'text', name: 'text', price: 'number', round: 'number' },
    '中选通知',
  ),
  failure: entryWhere('marketFailure', { code: f.need }, { round: 'number' }, '流标公告'),
  requirement: entryWhere('marketRequirement', { code: f.need }, { title: 'text' }, '采购登记'),
  awards: eachEntry(
    'marketAward',
    { code: f.need },
    {
      name: { type: 'text', title: '中选机构' },
      price: { type: 'number', title: '中选价', unit: '分' },
    },
    '中选通知',
    { open: true },
  ),
  contracts: eachEntry(
    'marketContract',
    { code: f.need },
    { until: { type: 'text', title: '最晚交付' } },
    '备案的合同',
    { open: true },
  ),
  contract: entryWhere('marketContract', { code: f.need }, { firm: 'text', until: 'text' }, '备案的合同'),
  passed: entriesWhere('marketAcceptance', { code: f.need, verdict: words('合格') }, '验收合格'),
  failed: entriesWhere('marketAcceptance', { code: f.need, verdict: words('不合格，整改') }, '要求整改'),
  paid: entryWhere('marketPayment', { code: f.need }, { onTime: 'text' }, '付款登记'),
} as const
const fact = factsOf(facts)

const credit = fact.points.plus(CREDIT_START).upTo(120)
const firmName = fact.entries.first((one) => one.name)
const owners = fact.entries.first((one) => one.owners)
const isQualified = fact.entries.some((one) =>
  one.category.is(fact.notice.category).and(one.level.gte(fact.notice.level)),
)
const NOTICE_OVER = rule('NOTICE_OVER', {
  title: '在报名期内',
  group: 'not-eligible',
  when: fact.notice.exists.not(),
  field: 'need',
  say: '没有这次公告，或报名已经截止',
  passes: '公告在报名期内',
  remedy: '请从列出的公告里选',
})
const UNQUALIFIED = rule('FIRM_UNQUALIFIED', {
  title: '资质有效、够等级',
  group: 'not-eligible',
  when: fact.notice.exists.and(isQualified.not()),
  field: 'firm',
  say: '这家机构没有入驻「{category}」，等级不够，或者登记到期、被冻结了',
  passes: '机构入驻了「{category}」，等级够',
  remedy: '到期的请先续期入驻；别的请选有资质的项目',
  figures: { category: fact.notice.category },
})
const NOT_OWN = rule('NOT_FOR_THIS_FIRM', {
  title: '经办人',
  group: 'not-eligible',
  when: fact.own.lt(1),
  field: 'agent.idNumber',
  say: '您不是这家机构登记的经办人',
  passes: '是登记的经办人',
  remedy: '请由入驻时登记的经办人来报；换了人的，先办「变更或续期」',
})
const CREDIT_LOW = rule('CREDIT_LOW', {
  title: '信用分',
  group: 'not-eligible',
  when: credit.lt(p.creditFloor),
  field: 'firm',
  say: '信用 {credit} 分，低于 {floor} 分，冻结报名',
  passes: '信用 {credit} 分',
  remedy: '扣分满十二个月后不再计；对扣分不服的可以申诉',
  figures: { credit, floor: p.creditFloor },
})
const isPriced = fact.notice.mode.is('最低价').or(fact.notice.mode.is('最优价')).or(fact.notice.mode.is('择优方案'))
const PRICE_MISSING = rule('PRICE_MISSING', {
  title: '报价',
  group: 'not-eligible',
  when: isPriced.and(f.price.known().not()),
  field: 'price',
  say: '这次采购要报价',
  passes: '报了价，或不用报价',
  remedy: '请填报价',
})
const PRICE_OVER = rule('PRICE_OVER', {
  title: '不超过限价',
  group: 'not-eligible',
  when: isPriced.and(f.price.gt(fact.notice.cap)),
  field: 'price',
  say: '报价 {price} 元，超过限价 {cap} 元',
  passes: '报价在限价以内',
  remedy: '请改报价',
  figures: { price: f.price.over(100), cap: fact.notice.cap.over(100) },
})
const PLAN_MISSING = rule('PLAN_MISSING', {
  title: '方案',
  group: 'not-eligible',
  when: fact.notice.mode.is('择优方案').and(f.plan.known().not()),
  field: 'plan',
  say: '这次采购要比较方案',
  passes: '交了方案，或不用方案',
  remedy: '请写服务方案',
})
const CONFLICT = rule('CONFLICT_OF_INTEREST', {
  title: '没有利害关系',
  group: 'not-eligible',
  when: f.firm.is(fact.notice.drafted).or(f.firm.is(fact.notice.purchaser)).or(f.promise.not()),
  field: 'firm',
  say: '这家机构是采购单位自己、被审查成果的编制单位，或没有作出承诺',
  passes: '没有利害关系',
  remedy: '有利害关系的不能报名',
})
const RELATED = rule('FIRMS_RELATED', {
  title: '关联的几家只算一家',
  group: 'not-eligible',
  when: fact.kin
    .some((one) => one.firm.isNot(f.firm).and(one.round.is(fact.notice.round)))
    .or(
      fact.rivals.some((one) =>
        one.firm
          .isNot(f.firm)
          .and(one.round.is(fact.notice.round))
          .and(one.owners.isNot(''))
          .and(one.owners.is(owners)),
      ),
    ),
  field: 'legal',
  say: '同一法定代表人或同一大股东的机构已经报名',
  passes: '没有关联的机构报名',
  remedy: '关联的几家只能有一家报名',
})
const TWICE = rule('SIGNED_ALREADY', {
  title: '没有报过',
  group: 'not-eligible',
  when: fact.rivals.some((one) => one.firm.is(f.firm).and(one.round.is(fact.notice.round))),
  field: 'need',
  say: '这一轮已经报过名',
  passes: '这一轮没有报过',
  remedy: '一轮只报一次；已报的在「我的事」里看',
})
const NOT_DIRECT = rule('NOT_THE_DIRECT_ONE', {
  title: '直接选取的机构',
  group: 'not-eligible',
  when: fact.notice.mode.is('直接选取').and(f.firm.isNot(fact.notice.direct)),
  field: 'need',
  say: '这次是直接选取，定的不是这家机构',
  passes: '是直接选取的机构，或公开选取',
  remedy: '请看别的公告；对直接选取有异议的，在公告期内提出',
})
const RULESET = [
  NOTICE_OVER,
  UNQUALIFIED,
  NOT_OWN,
  CREDIT_LOW,
  PRICE_MISSING,
  PRICE_OVER,
  PLAN_MISSING,
  CONFLICT,
  RELATED,
  TWICE,
  NOT_DIRECT,
]
const isUnfit = RULESET.map(({ when }) => truth(when)).reduce((any, one) => any.or(one))

const isMine = fact.award.firm.is(f.firm).and(fact.award.round.gte(fact.mine.round))
const isFailed = fact.failure.round.gte(fact.mine.round)
const isGone = fact.requirement.exists.not()
const isLost = fact.contract.exists.and(fact.contract.firm.isNot(f.firm))
const grade = (title: string) => integer(title, { unit: '分', min: 1, max: 5, hint: '1 到 5 分' })
const gradeForm = {
  clear: grade('需求清楚'),
  fair: grade('验收公道'),
  paying: grade('付款及时'),
  words: longText('评语', { optional: true, maxLength: 300 }),
}
const answer = eitherText(taken('confirm', 'yes').gt(0), '确认', '放弃')
const isWrong = compared('business', 'MISMATCH').plus(compared('business', 'EXPIRED')).gt(0)
const mended = taken('verdict', 'mend')

export default defineService({
  slug: 'intermediary-offer',
  title: '报名中介服务采购',
  short: '中介报名',
  kind: 'service',
  taskCode: '11350500MB1D09900Q4350141001003',
  applicant: 'firm',
  agent: 'allowed',
  guide: {
    gives: '参加一次采购的选取；中选的，在同一件里确认、交付、评价',
    eligibility: '已入驻、资质有效、信用分不低于下限的中介机构，由登记的经办人来报。',
    basis: [law('优化营商环境条例', '第四十三条'), RULES],
    fee: 0,
    onsiteVisits: 0,
    channels: ['mobile', 'window'],
    situations: [],
    faqs: [
      { question: '报价别人看得到吗？', answer: '报名截止前谁都看不到；截止后开标，经办和采购单位才看得到。' },
      { question: '同一个老板的几家都能报吗？', answer: '不能。同一法定代表人或同一大股东的，只能有一家报名。' },
      { question: '中选了不想做可以吗？', answer: '三个工作日内可以放弃，会扣信用分；不答复的按放弃算。' },
      { question: '没有中选会通知吗？', answer: '会。合同备案以后，没有中选的几件自动办结；流标的也会告诉您。' },
    ],
    review: '2026-11',
  },
  form,
  sections: [
    { title: '哪次采购、哪家机构', fields: ['need', 'firm', 'legal'] },
    { title: '经办人、报价和方案', fields: ['agent', 'price', 'plan', 'promise'] },
  ],
  place: null,
  subject: { name: 'agent.name', id: 'agent.idNumber', phone: 'agent.phone' },
  links: ['need'],
  summary: 'need',
  parameters,
  facts,
  comparisons: {
    business: comparison('市场主体登记', 'business', f.firm, { legal: 'legal' }),
  },
  materials: {},
  rules: RULESET,
  limits: { legal: null, promised: workingDays(1), starts: 'verify', stops: 'fit', pausedAt: [] },
  across: {
    withdrawal: { to: 'withdrawn' },
    termination: { by: 'bureau.head', to: 'terminated' },
  },
  start: 'verify',
  steps: {
    verify: compare('核对登记', { comparisons: ['business'], on: { matched: 'fit', differing: 'sort' } }),
    sort: choose('看核对结果', {
      cases: { wrong: isWrong },
      otherwise: 'unproved',
      on: { wrong: 'mismatch', unproved: 'check' },
    }),
    check: task('人工核对', {
      by: 'bureau.market',
      within: workingDays(1),
      outcomes: { right: '登记查不到，核过原件，属实', wrong: '不属实' },
      reasoned: ['right', 'wrong'],
      on: { right: 'fit', wrong: 'unfit' },
    }),
    fit: choose('看报名条件', {
      cases: { unfit: isUnfit },
      otherwise: 'fit',
      on: { unfit: 'unfit', fit: 'enter' },
    }),
    enter: issue('登记报名', { entries: ['marketOffer'], on: { issued: 'wait' } }),
    wait: awaiting('等选取结果', {
      by: 'bureau.market',
      within: naturalDays(180, RULES),
      asks: '等选取结果',
      until: isMine.or(isFailed).or(isGone).or(isLost),
      on: { fulfilled: 'outcome', lapsed: 'failed' },
    }),
    outcome: choose('结果', {
      cases: { won: isMine, lost: isLost },
      otherwise: 'failed',
      on: { won: 'confirm', lost: 'lost', failed: 'failed' },
    }),
    confirm: task('确认中选', {
      by: 'applicant',
      within: workingDays(3),
      asks: '您中选了：确认，还是放弃',
      outcomes: { yes: '确认，准备签合同', no: '放弃', silent: '到期没有答复' },
      reasoned: ['no'],
      lapses: 'silent',
      on: { yes: 'accepted', no: 'declined', silent: 'declined' },
    }),
    accepted: issue('登记确认', { entries: ['marketConfirmation'], on: { issued: 'signing' } }),
    declined: issue('登记放弃', { entries: ['marketConfirmation'], on: { issued: 'gaveUp' } }),
    signing: awaiting('等合同备案', {
      by: 'bureau.market',
      within: naturalDays(90, RULES),
      asks: '等采购单位签合同、备案',
      until: fact.contract.firm.is(f.firm).or(isMine.not()).or(fact.award.exists.not()),
      on: { fulfilled: 'signed', lapsed: 'unsigned' },
    }),
    signed: choose('签了没有', {
      cases: { signed: fact.contract.firm.is(f.firm) },
      otherwise: 'unsigned',
      on: { signed: 'deliver', unsigned: 'unsigned' },
    }),
    deliver: awaiting('交付成果', {
      by: 'applicant',
      within: naturalDays(1100, RULES),
      asks: '按合同交付成果：上传成果文件',
      files: 1,
      on: { fulfilled: 'delivered', lapsed: 'broken' },
    }),
    delivered: issue('登记交付', { entries: ['marketDelivery'], on: { issued: 'result' } }),
    result: awaiting('等验收', {
      by: 'bureau.market',
      within: naturalDays(60, RULES),
      asks: '等采购单位验收',
      until: fact.passed.gt(0).or(fact.failed.gt(mended)).or(fact.award.exists.not()),
      on: { fulfilled: 'verdict', lapsed: 'broken' },
    }),
    verdict: choose('验收结果', {
      cases: { passed: fact.passed.gt(0), mend: fact.failed.gt(mended) },
      otherwise: 'broken',
      on: { passed: 'paying', mend: 'deliver', broken: 'broken' },
    }),
    paying: awaiting('等付款', {
      by: 'bureau.market',
      within: naturalDays(150, RULES),
      asks: '等采购单位付款',
      until: fact.paid.exists,
      on: { fulfilled: 'evaluate', lapsed: 'evaluate' },
    }),
    evaluate: task('评价采购单位', {
      by: 'applicant',
      within: workingDays(8),
      form: gradeForm,
      asks: '给采购单位打分：需求、验收、付款',
      outcomes: { sent: '提交评价', silent: '到期没有评价' },
      lapses: 'silent',
      on: { sent: 'rated', silent: 'done' },
    }),
    rated: issue('登记评价', { entries: ['marketMutual'], on: { issued: 'done' } }),
    done: end('granted', '履约完成'),
    lost: end('refused', '未中选'),
    failed: end('terminated', '这一轮流标'),
    gaveUp: end('withdrawn', '放弃中选'),
    unsigned: end('terminated', '没有签成合同'),
    broken: end('terminated', '违约，终止'),
    mismatch: end('refused', '登记信息不符'),
    unfit: end('refused', '不符合报名条件'),
    withdrawn: end('withdrawn', '已撤回'),
    terminated: end('terminated', '已终止'),
  },
  entries: {
    marketOffer: {
      title: '报名登记',
      number: '泉台审〔{year}〕报名{serial}号',
      content: [
        { title: '采购编号', value: f.need.expression },
        { title: '采购', value: fact.notice.title.expression },
        { title: '机构', value: firmName.expression },
      ],
      legalText: '报名有效。截止前报价不公开。',
      valid: null,
      data: {
        code: shared(f.need),
        round: shared(fact.notice.round),
        firm: shared(f.firm),
        name: shared(firmName),
        price: shared(either(isPriced.and(f.price.known()), f.price, fact.notice.cap)),
        plan: shared(eitherText(f.plan.known(), f.plan, '')),
        credit: shared(credit),
        owners: shared(eitherText(owners.known(), owners, '')),
        legal: sealed(f.legal),
      },
      // One person behind two firms that sign up at the same moment: one of them finds the key taken.
      unique: [f.need.expression, fact.notice.round.expression, f.legal.expression],
    },
    marketConfirmation: {
      title: '中选答复',
      number: '泉台审〔{year}〕答复{serial}号',
      content: [
        { title: '采购编号', value: f.need.expression },
        { title: '机构', value: firmName.expression },
        { title: '答复', value: answer.expression },
      ],
      legalText: '中选机构对中选的答复。',
      valid: null,
      data: {
        code: shared(f.need),
        round: shared(fact.award.round),
        firm: shared(f.firm),
        name: shared(firmName),
        answer: shared(answer),
      },
    },
    marketDelivery: {
      title: '成果交付登记',
      number: '泉台审〔{year}〕交付{serial}号',
      published: true,
      content: [
        { title: '采购编号', value: f.need.expression },
        { title: '机构', value: firmName.expression },
        { title: '交付', value: today().expression },
        { title: '合同最晚交付', value: fact.contract.until.expression },
      ],
      legalText: '成果文件由采购单位验收。',
      valid: null,
      data: { code: shared(f.need), firm: shared(f.firm), on: shared(today()) },
    },
    marketMutual: {
      title: '机构对采购单位的评价',
      number: '泉台审〔{year}〕互评{serial}号',
      published: true,
      content: [
        { title: '采购编号', value: f.need.expression },
        { title: '机构', value: firmName.expression },
        ...(['clear', 'fair', 'paying'] as const).map((name) => ({
          title: gradeForm[name].title,
          value: filledOf('evaluate', gradeForm)[name].expression,
          unit: '分',
        })),
      ],
      legalText: '双方互评，都公开。',
      valid: null,
      data: { code: shared(f.need), firm: shared(f.firm) },
    },
  },
  ratings: ['说不清楚', '等得太久', '页面不好用'],
  fundedAs: ['中介超市'],
})
