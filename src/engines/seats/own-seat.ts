// One child's seat as a page shows it: each school of the list with the last admitted and what came of it. From the
// published cutoffs alone, so that the reader's own device can do it; the same rule as the sentences of explain.ts.

import { type Cutoffs, classAt, isWithin, listOf, seatByCutoffs } from './explain.ts'
import { type Child, type Cutoff, memberOf } from './market.ts'

/** A school of a child's list. `taken`: here; `passed`: its last admitted comes before the child; `later`: not needed. */
export interface Wish {
  readonly school: string
  /** Place on the child's own list from 1; null in the public tail. */
  readonly choice: number | null
  readonly class: number | null
  readonly last: Cutoff | null
  /** Taken by a reserve of a tag the child has, not by the open seats. */
  readonly isReserved: boolean
  readonly state: 'taken' | 'passed' | 'later'
}

export interface OwnSeat {
  readonly seat: string | null
  /** Whether the published seat is the one the cutoffs give, or a declared seat beside a twin. */
  readonly agrees: boolean
  /** Given a seat beyond the quota beside its twin. */
  readonly isExtra: boolean
  readonly wishes: readonly Wish[]
}

/** One child's seat for its own family: nothing of any other child is in it. */
export interface ChildSeat {
  readonly number: string
  readonly child: Child
  readonly own: OwnSeat
  /** School of a seat beyond the quota beside a twin. */
  readonly extra: string | null
  readonly tail: readonly string[]
  readonly children: number
  /** A main run has drawn numbers; in a supplementary one who came first goes first. */
  readonly kind: 'main' | 'rest' | 'rehearsal'
  readonly at: string
  readonly hash: string
  readonly classes: Readonly<Record<number, string>>
  readonly schools: readonly {
    readonly school: string
    readonly seats: number
    readonly applied: number
    readonly cutoff: Cutoff | null
  }[]
  readonly published: Cutoffs
}

/** One child's way down its list. `seat`: as published; `extra`: the school of a twin's extra seat. */
export function ownSeat(
  child: Child,
  {
    seat,
    extra,
    tail,
  }: { readonly seat: string | null; readonly extra?: string | undefined; readonly tail: readonly string[] },
  result: Cutoffs,
): OwnSeat {
  const computed = seatByCutoffs(child, tail, result)
  const list = listOf(child, tail)
  const end = computed === null ? list.length : list.indexOf(computed)
  const wishes = list.map((school, at): Wish => {
    const last = memberOf(result.cutoffs, school) ?? null
    const state = at < end ? 'passed' : at === end ? 'taken' : 'later'
    const isOpen = isWithin(child, school, { cutoffs: result.cutoffs })
    return {
      school,
      choice: at < child.choices.length ? at + 1 : null,
      class: classAt(child, school),
      last,
      isReserved: state === 'taken' && !isOpen,
      state,
    }
  })
  const isExtra = extra !== undefined && extra === seat
  return { seat, agrees: isExtra || seat === computed, isExtra, wishes }
}
