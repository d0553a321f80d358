// Binds a published target to its evidence: a shared counter, a register to count in, the payments, or a proof that
// someone uploads and another reviews. Says also what can be measured at all: a target that cannot is a matter for the lint.
import type { Indicator } from '../budget/book.ts'
import type { Category } from './scheme.ts'
import type { Criterion } from './score.ts'

/** Where the figure of a target comes from. */
export type Evidence =
  | { readonly kind: 'counter'; readonly counter: CounterName }
  | { readonly kind: 'register'; readonly register: string }
  | { readonly kind: 'payments' }
  | { readonly kind: 'proof' }

/** Names of counter.ts. */
export type CounterName =
  | 'completedCases'
  | 'savedTrips'
  | 'distinctUsers'
  | 'activeSatisfaction'
  | 'meanWorkingDays'
  | 'onTimeRate'
  | 'availability'
  | 'meanTimeToRepair'
  | 'onTimeRepairRate'
  | 'acceptancePassRate'

const counter = (name: CounterName): Evidence => ({ kind: 'counter', counter: name })
const register = (name: string): Evidence => ({ kind: 'register', register: name })

/** First match decides; a name no line knows asks for an uploaded proof. Registers are named as in docs/glossary.md. */
const EVIDENCE: readonly (readonly [RegExp, Evidence])[] = [
  [/满意/, counter('activeSatisfaction')],
  [/时限|工程进度|建设及时性/, register('Milestone')],
  [/成本控制|支出实现|按时支付|合规率/, { kind: 'payments' }],
  [/运行率|运转率|7\*24/, counter('availability')],
  [/故障小时|修复时间/, counter('meanTimeToRepair')],
  [/维护及时|及时维护|响应及时/, counter('onTimeRepairRate')],
  [/验收/, counter('acceptancePassRate')],
  [/少跑腿/, counter('savedTrips')],
  [/办件量|证书、证明数量|申领数量|报名人次|落户次数/, counter('completedCases')],
  [/受益|使用[者着]数量/, counter('distinctUsers')],
  [/档案/, register('ArchiveVolume')],
  [/人脸核身/, register('faceVerification')],
  [/直播/, register('LiveSession')],
  [/接待/, register('VisitBooking')],
  [/攻略/, register('Walkthrough')],
  [/流程梳理/, register('FlowChart')],
  [/自助一体机/, register('Kiosk')],
  [/政策数量/, register('PolicyClaim')],
  [/利旧|适配/, register('AdaptationTicket')],
  [/国产/, register('Replacement')],
  [/视频|代办点/, register('VillagePoint')],
  [/投诉/, register('Complaint')],
]

/** The evidence a target is bound to by its name. */
export function evidenceFor({ name }: Pick<Indicator, 'name'>): Evidence {
  return EVIDENCE.find(([pattern]) => pattern.test(name))?.[1] ?? { kind: 'proof' }
}

/** Quantities of criteria are integers in this many parts of the printed unit. */
export const QUANTITY_SCALE = 10_000

/** The criterion a target states, or undefined when it states none (words, no operator). */
export function criterionOf({ target }: Pick<Indicator, 'target'>): Criterion | undefined {
  const { operator, amount, unit = '' } = target
  if (operator === undefined || amount === undefined) return undefined
  const [whole = '0', decimals = ''] = amount.split('.')
  if (decimals.length > 4) return undefined
  const scaled = Number(whole) * QUANTITY_SCALE + Number(decimals.padEnd(4, '0'))
  const tenThousands = unit.startsWith('万') && unit !== '万元'
  return { operator, target: tenThousands ? scaled * 10_000 : scaled, bounded: unit === '%' }
}

const CATEGORIES: readonly (readonly [RegExp, Exclude<Category, 'execution'>])[] = [
  [/成本/, 'cost'],
  [/产出/, 'output'],
  [/效益/, 'benefit'],
  [/满意度/, 'satisfaction'],
]

/** The category of a level-1 name, or undefined for a name the structure does not know. */
export function categoryOf({ level1 }: Pick<Indicator, 'level1'>): Exclude<Category, 'execution'> | undefined {
  return CATEGORIES.find(([pattern]) => pattern.test(level1))?.[1]
}
