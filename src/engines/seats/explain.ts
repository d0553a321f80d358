// Tells a family in plain words why their child is where it is, from the published cutoffs alone: it needs the child's
// own record and the school list, not the other children. Called by `qinqing seats explain` and the result page.

import { type Child, type Cutoff, type Market, memberOf, type SeatsResult, tailOf } from './market.ts'

/** The part of a result that anyone may know: no child is in it. */
export type Cutoffs = Pick<SeatsResult, 'cutoffs' | 'reserveCutoffs'>

/** The parent's check: the first school on the child's list (then the tail) whose last admitted does not come before it. */
export function seatByCutoffs(child: Child, tail: readonly string[], result: Cutoffs): string | null {
  return listOf(child, tail).find((school) => isWithin(child, school, result)) ?? null
}

/** The child's own choices, then the public tail. */
export const listOf = (child: Child, tail: readonly string[]): string[] => [
  ...child.choices,
  ...tail.filter((school) => !child.choices.includes(school)),
]

/** Whether the last admitted at a school, openly or by a tag of the child's, does not come before the child. */
export function isWithin(child: Child, school: string, { cutoffs, reserveCutoffs }: Cutoffs): boolean {
  const byTag = Object.entries(memberOf(reserveCutoffs, school) ?? {}).filter(([tag]) => child.tags?.includes(tag))
  return [memberOf(cutoffs, school) ?? null, ...byTag.map(([, last]) => last)].some(
    (last) => last !== null && !isAfter(child, school, last),
  )
}

/** The child's class at a school; null when it has none, the worst. */
export const classAt = (child: Child, school: string): number | null =>
  (typeof child.class === 'object' ? memberOf(child.class, school) : child.class) ?? null

function isAfter(child: Child, school: string, last: Cutoff): boolean {
  const own = classAt(child, school) ?? Number.POSITIVE_INFINITY
  const cut = last.class ?? Number.POSITIVE_INFINITY
  return own === cut ? child.rank > last.rank : own > cut
}

/**
 * The explanation of a child's seat, a line for each school down to the one that took it; null when the market or the
 * result does not hold the child.
 */
export function explainSeat(market: Market, result: SeatsResult, childId: string): string | null {
  const child = market.children.find((one) => one.id === childId)
  if (child === undefined || !Object.hasOwn(result.seats, childId)) return null
  const seat = result.seats[childId]!
  const tail = tailOf(market, child)
  const computed = seatByCutoffs(child, tail, result)
  const list = listOf(child, tail)
  const shown = computed === null ? list : list.slice(0, list.indexOf(computed) + 1)
  const lines = shown.map((school, i) => `${placeName(child, i)} ${school}：${lineAt(child, school, result)}`)
  return [`${childId}，号码 ${child.rank}。`, ...lines, conclusion(child, { seat, computed, list }, result)].join('\n')
}

const placeName = (child: Child, i: number): string =>
  i < child.choices.length ? `第 ${i + 1} 志愿` : `统筹第 ${i - child.choices.length + 1} 所`

function lineAt(child: Child, school: string, result: SeatsResult): string {
  const own = `你的孩子是${className(classAt(child, school))}、号码 ${child.rank}`
  const last = memberOf(result.cutoffs, school) ?? null
  if (isWithin(child, school, result)) {
    const isOpen = last !== null && !isAfter(child, school, last)
    return isOpen ? `${lastName(last)}；${own}，不在其后，录取。` : `${own}，在为你孩子所属标签预留的学位内，录取。`
  }
  return last === null ? '没有录取任何人。' : `${lastName(last)}；${own}，排在其后，没有轮到。`
}

const className = (value: number | null): string => (value === null ? '未分类' : `第 ${value} 类`)

const lastName = (last: Cutoff): string => `最后录取的是${className(last.class)}、号码 ${last.rank}`

interface Outcome {
  readonly seat: string | null
  readonly computed: string | null
  readonly list: readonly string[]
}

function conclusion(child: Child, { seat, computed, list }: Outcome, { extraSeats }: SeatsResult): string {
  if (memberOf(extraSeats, child.id) !== undefined) {
    return `按双胞胎同校的规定，与 ${child.twin ?? '双胞胎'} 一起在 ${seat} 就读；这是额外增加的学位，没有占用别人的名额。`
  }
  if (seat !== computed) return `公布的结果是 ${seat ?? '未录取'}，与录取线不符，请向教育部门要求复核。`
  if (seat !== null) return `结果：${seat}。它是名单上第一所轮得到的学校。`
  return list.length === 0 ? '结果：未录取。没有填志愿，也没有统筹学校。' : '结果：未录取。名单上的学校都没有轮到。'
}
