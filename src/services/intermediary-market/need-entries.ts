// What a purchase leaves in the registers: the announcement, the result, the award, the contract's abstract, acceptance,
// payment, credit. Published ones anyone may read; none of their rows is about a person.

import { type EntrySpec, shared } from '#kernel/service/declaration.ts'
import { eitherText, type Num, type Text, taken } from '#kernel/service/expression.ts'
import { workingDays } from '#kernel/service/step.ts'
import { levelOf, RULES } from './market.ts'
import { contract, f, fact, place, points, pointsWhy, round, winner } from './need-facts.ts'

const won = fact.offers
const winnerName = won.pick(
  (one) => one.firm.is(winner),
  (one) => one.name,
)
const winnerPrice = won.pick(
  (one) => one.firm.is(winner),
  (one) => one.price,
)

const row = (title: string, value: Text) => ({ title, value: value.expression })
const yuan = (title: string, cents: Num) => ({ title, value: cents.over(100).expression, unit: '元' })
const head = [row('采购编号', f.code), row('项目', f.project), row('采购单位', f.purchaser.name)]
const result = eitherText(taken('accept', 'passed').plus(taken('accept', 'silent')).gt(0), '合格', '不合格，整改')
const inTime = taken('payment', 'paid').gt(0)

export const entries: Readonly<Record<string, EntrySpec>> = {
  marketRequirement: {
    title: '中介服务采购登记',
    number: '泉台审〔{year}〕采购{serial}号',
    content: [...head, row('服务类别', f.category), yuan('最高限价', f.cap), row('选取方式', f.mode)],
    legalText: '已经审核登记，可以公告。',
    valid: null,
    data: {
      title: shared(f.code.followedBy(' · ').followedBy(f.project)),
      code: shared(f.code),
      purchaser: shared(f.purchaser.code),
    },
    unique: [f.code.expression],
  },
  marketQuota: {
    title: '限额以下采购额登记',
    number: '泉台审〔{year}〕限额{serial}号',
    content: [...head, yuan('最高限价', f.cap)],
    legalText: '同一项目、同一类服务十二个月内的采购额合并计算。',
    valid: null,
    data: {
      code: shared(f.code),
      purchaser: shared(f.purchaser.code),
      project: shared(f.projectCode),
      category: shared(f.category),
      cap: shared(f.cap),
    },
    // Of two registered on the same sum one finds its key taken, and is judged again.
    unique: [f.purchaser.code.expression, f.projectCode.expression, f.category.expression, fact.quotas.expression],
  },
  marketNotice: {
    title: '中介服务采购公告',
    number: '泉台审〔{year}〕采公{serial}号',
    published: true,
    content: [
      ...head,
      row('服务类别', f.category),
      row('资质等级', f.level),
      row('服务内容', f.content),
      yuan('最高限价', f.cap),
      row('选取方式', f.mode),
      { title: '第几次公告', value: round.expression },
    ],
    legalText: '公告期内，资质和等级符合的机构都可以报名；对公告有异议的，在公告期内提出。',
    valid: workingDays(3, RULES),
    data: {
      title: shared(f.project.followedBy(' · ').followedBy(f.category)),
      code: shared(f.code),
      category: shared(f.category),
      level: shared(levelOf(f.level)),
      cap: shared(f.cap),
      mode: shared(f.mode),
      round: shared(round),
      purchaser: shared(f.purchaser.code),
      drafted: shared(f.drafted),
      direct: shared(f.direct.firm),
    },
  },
  marketFailure: {
    title: '流标公告',
    number: '泉台审〔{year}〕流标{serial}号',
    published: true,
    content: [
      ...head,
      { title: '第几次公告', value: round.expression },
      { title: '报名', value: fact.signed.expression, unit: '家' },
    ],
    legalText: '这一轮没有选出机构。采购单位可以再公告；两次流标的，可以另报直接选取。',
    valid: null,
    data: {
      code: shared(f.code),
      round: shared(round),
      project: shared(f.projectCode),
      category: shared(f.category),
    },
  },
  marketResult: {
    title: '拟中选结果',
    number: '泉台审〔{year}〕拟选{serial}号',
    published: true,
    content: [
      ...head,
      row('拟中选机构', winnerName),
      yuan('中选价', winnerPrice),
      { title: '报名', value: fact.signed.expression, unit: '家' },
    ],
    legalText: '公示期内任何人都可以提出异议；摇号的，可以在公开摇号页重算一遍。',
    valid: null,
    data: {
      code: shared(f.code),
      firm: shared(winner),
      name: shared(winnerName),
      price: shared(winnerPrice),
      place: shared(place),
      round: shared(round),
    },
  },
  marketAward: {
    title: '中选通知书',
    number: '泉台审〔{year}〕中选{serial}号',
    published: true,
    content: [...head, row('中选机构', fact.result.name), yuan('中选价', fact.result.price)],
    legalText: '请中选机构三个工作日内确认，采购单位十个工作日内按中选价签订合同。',
    valid: null,
    data: {
      code: shared(f.code),
      firm: shared(fact.result.firm),
      name: shared(fact.result.name),
      price: shared(fact.result.price),
      round: shared(fact.result.round),
    },
  },
  marketContract: {
    title: '合同备案（摘要）',
    number: '泉台审〔{year}〕合同{serial}号',
    published: true,
    content: [
      ...head,
      row('机构', fact.award.name),
      yuan('合同价', contract.amount),
      row('签订', contract.signedOn),
      row('最晚交付', contract.until),
    ],
    legalText: '合同和中选结果一致，已经备案。',
    valid: null,
    data: { code: shared(f.code), firm: shared(fact.award.firm), until: shared(contract.until) },
  },
  marketAcceptance: {
    title: '成果验收记录',
    number: '泉台审〔{year}〕验收{serial}号',
    published: true,
    content: [...head, row('机构', fact.award.name), row('结果', result)],
    legalText: '不合格的整改后再验收一次，第二次不合格的按违约处理。',
    valid: null,
    data: { code: shared(f.code), firm: shared(fact.award.firm), verdict: shared(result) },
  },
  marketPayment: {
    title: '付款登记',
    number: '泉台审〔{year}〕付款{serial}号',
    published: true,
    content: [...head, row('机构', fact.award.name), row('付款', eitherText(inTime, '按时', '逾期后付清'))],
    legalText: '采购单位登记的付款；机构有异议的可以投诉。',
    valid: null,
    data: { code: shared(f.code), onTime: shared(eitherText(inTime, '按时', '逾期')) },
  },
  marketArrears: {
    title: '拖欠中介服务费记录',
    number: '泉台审〔{year}〕欠付{serial}号',
    published: true,
    content: [...head, yuan('合同价', contract.amount)],
    legalText: '验收合格三十天内没有付款；付清后销去。',
    valid: null,
    data: { code: shared(f.code), purchaser: shared(f.purchaser.code) },
  },
  marketCredit: {
    title: '信用分记录',
    number: '泉台审〔{year}〕信用{serial}号',
    published: true,
    content: [
      ...head,
      row('机构', fact.award.name),
      { title: '加减', value: points.expression, unit: '分' },
      row('为什么', pointsWhy),
    ],
    legalText: '信用分从 100 起，只计最近十二个月的加减；对评价不服的可以申诉一次。',
    valid: null,
    data: { code: shared(f.code), firm: shared(fact.award.firm), points: shared(points) },
  },
}
