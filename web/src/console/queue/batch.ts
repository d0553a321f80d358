// What can be done with several cases at once, and what each act would do to each of them, computed by the kernel before
// anything is sent. A decision is signed one by one, and what needs a list or evidence of its own is done case by case.

import type { Effect } from '#kernel/case/effects.ts'
import type { Context } from '#kernel/case/turn.ts'
import { SIGNED_ACTS } from '#services/signing.ts'
import { type Action, actionsOf, emptyDraft, foresee } from '../case/actions.ts'
import type { OpenedCase } from '../case/opened.ts'

/** An act that all of the cases allow now. */
export interface BatchAct {
  readonly key: string
  /** The act as each case offers it, in order of the cases. */
  readonly acts: readonly Action[]
}

/** One case of a batch with what the act would change in it. */
export interface BatchRow {
  readonly opened: OpenedCase
  readonly effects: readonly Effect[]
}

/** The acts that every case allows and that are the same for all of them: an opinion, but no decision. */
export function batchActs(cases: readonly OpenedCase[], contextOf: (opened: OpenedCase) => Context): BatchAct[] {
  const offers = cases.map((opened) => actionsOf(opened, contextOf(opened)).here.filter(isForMany))
  const [first, ...others] = offers
  return (first ?? []).flatMap((act) => {
    const same = others.map((list) => list.find(({ key }) => key === act.key))
    return same.every((one) => one !== undefined) ? [{ key: act.key, acts: [act, ...same] }] : []
  })
}

const isForMany = ({ type, needs, text, refusal }: Action): boolean =>
  refusal === null && !SIGNED_ACTS.has(type) && needs === undefined && text !== 'elsewhere'

/** What the act with this text would change in each case, in order. */
export function foreseeAll(
  cases: readonly OpenedCase[],
  { acts }: BatchAct,
  text: string,
  contextOf: (opened: OpenedCase) => Context,
): readonly BatchRow[] {
  return cases.map((opened, index) => {
    const context = contextOf(opened)
    const draft = { ...emptyDraft(opened.definition, opened.view.state, context), text }
    return { opened, effects: foresee(opened, acts[index] as Action, draft, context) }
  })
}
