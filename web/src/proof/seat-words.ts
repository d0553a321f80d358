// How a class and a number are said, and the check of one child's seat or of a whole season.

import type { Cutoffs } from '#engines/seats/explain.ts'
import { type Cutoff, memberOf, type SeatsResult } from '#engines/seats/market.ts'
import { type OwnSeat, ownSeat } from '#engines/seats/own-seat.ts'
import type { AskedChild } from '../pages/seats.ts'
import type { T } from '../words/words.ts'
import type { ProofCheck } from './draw-checks.ts'

export const sayClass = (t: T, value: number | null): string =>
  value === null ? t('proof.noClass') : t('proof.class', { n: value })

/** `第 1 类 84 号` */
export const sayNumber = (t: T, { class: of, rank }: Cutoff): string =>
  t('seats.number', { class: sayClass(t, of), rank })

const plain = (passed: boolean, title: string, faults: readonly string[] = []): ProofCheck => ({
  passed,
  title,
  note: '',
  faults,
  prints: [],
})

/** The parent's check: the published cutoffs give this seat. Nothing of any other child is needed. */
export function ownCheck(
  t: T,
  { record, own, extra }: AskedChild,
  { tail, published }: { readonly tail: readonly string[]; readonly published: Cutoffs },
): readonly ProofCheck[] {
  if (!record || !own) return []
  const again: OwnSeat = ownSeat(record, { seat: own.seat, extra: extra ?? undefined, tail }, published)
  if (again.agrees) return [plain(true, t('seats.checkOwn'))]
  const should = again.wishes.find(({ state }) => state === 'taken')?.school ?? t('seats.checkNone')
  return [plain(false, t('seats.checkOwnBad', { school: should }))]
}

/** The check of the numbers: they come from the seed of a draw. */
export const rankCheck = (t: T, faults: readonly string[]): ProofCheck =>
  faults.length === 0 ? plain(true, t('seats.checkRanks')) : plain(false, t('seats.checkRanksBad'), faults.slice(0, 10))

/** The check of the whole season: all reasons, and whether the files say what the page says. */
export function seasonChecks(
  t: T,
  { reasons, result, children }: { reasons: readonly string[]; result: SeatsResult | null; children: number },
  page: { readonly published: Cutoffs; readonly hash: string },
): readonly ProofCheck[] {
  const whole = reasons.length === 0
  const isSame = result !== null && result.hash === page.hash && sameCutoffs(result, page.published)
  return [
    whole
      ? plain(true, t('seats.checkAll', { n: children }))
      : plain(false, t('seats.checkAllBad'), reasons.slice(0, 10).map(t.told)),
    plain(isSame, isSame ? t('seats.checkSame') : t('seats.checkSameBad')),
  ]
}

const sameCutoffs = (result: Cutoffs, page: Cutoffs): boolean =>
  Object.keys({ ...result.cutoffs, ...page.cutoffs }).every((school) =>
    isSameCutoff(memberOf(result.cutoffs, school), memberOf(page.cutoffs, school)),
  )

const isSameCutoff = (a: Cutoff | null | undefined, b: Cutoff | null | undefined): boolean =>
  a?.class === b?.class && a?.rank === b?.rank
