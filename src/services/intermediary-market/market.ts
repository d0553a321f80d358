// What the declarations of 中介超市 share: its words, who may be asked for what, and how levels and credit are counted.
// They meet by the purchase's own number (采购编号) and the firm's credit code; every hand-over is an entry of a register.

import { creditCode, personName, phone, residentId } from '#kernel/form/form.ts'
import { either, type Num, type Text } from '#kernel/service/expression.ts'
import { law } from '#kernel/service/step.ts'

export const CATEGORIES = {
  测绘: '测绘',
  环境影响评价: '环境影响评价',
  工程造价咨询: '工程造价咨询',
  施工图审查: '施工图审查',
  地质灾害评估: '地质灾害评估',
  水土保持方案: '水土保持方案',
} as const

/** Of a firm's qualification; and the least that a purchase asks. */
export const LEVELS = { 甲级: '甲级', 乙级: '乙级', 丙级: '丙级', 不分级: '不分级' } as const
export const LEAST_LEVELS = { 不限: '不限', 丙级以上: '丙级以上', 乙级以上: '乙级以上', 甲级: '甲级' } as const

/** Levels as numbers, so that one can be held against the other. */
export const levelOf = (level: Text): Num =>
  either(level.is('甲级'), 3, either(level.is('乙级').or(level.is('乙级以上')), 2, either(level.is('不限'), 0, 1)))

export const FUNDS = { 财政资金: '财政资金', 国有资金: '国有资金', 社会资金: '社会资金' } as const

/** How a purchase finds its firm. */
export const MODES = {
  随机抽取: '随机抽取：价格先定好，公开摇号',
  最低价: '最低价：报价最低的中选，并列的摇号',
  最优价: '最优价：平均价乘抽出的系数，最接近的中选',
  择优信用: '择优（信用）：按信用给签数，摇出小名单再选',
  择优方案: '择优（方案）：比较各家的方案',
  直接选取: '直接选取：小额、紧急或两次流标',
} as const
export type Mode = keyof typeof MODES

/** Provincial rules of the market were not found: what stands on this document the district has to confirm. */
export const RULES = law('区里规定：中介超市管理办法（由区里确认）')

const because = (purpose: string) => ({
  purpose,
  basis: '优化营商环境条例；区里规定：中介超市管理办法',
  retain: '10 年（采购档案）',
})

/** Whoever acts for a firm or a purchaser. */
export const actingPerson = {
  name: personName('姓名', { personal: because('知道是谁替单位办的') }),
  idNumber: residentId('身份证号', { personal: because('只有本单位的经办人能替它办') }),
  phone: phone('手机号', { personal: because('通知和联系') }),
}

/** The person who stands behind a firm in the business register. */
export const legalPerson = personName('法定代表人', { personal: because('和市场主体登记比对；同一个人的几家只算一家') })
export const practitionerName = personName('执业人员姓名', { personal: because('和执业注册比对') })

export const firmCode = (title = '统一社会信用代码') => creditCode(title, { hint: '营业执照上的 18 位' })

/** Where every firm's credit begins; points of the last twelve months are added to it. */
export const CREDIT_START = 100
export const CREDIT_DAYS = 365
