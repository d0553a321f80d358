// Paying: put into a batch by one person, released by another, then what the bank answered. The amount was computed when
// the step was entered; no act carries one.

import { type Refusal, refusal } from '../refusal.ts'
import { act } from './act.ts'
import type { CommandType } from './command.ts'
import { actingIds, firstOf, hasReason, isAt, isHash, isHolder, isNotSuspended, isOpen, stepOf } from './guard.ts'
import type { Payment } from './state.ts'
import type { Turn } from './turn.ts'

const paymentOf = ({ state }: Turn): Payment | undefined => state.payments[state.at]

/** At a pay step, in the right hands, and the payment is where this act takes it up. */
function mayPay(
  turn: Turn,
  command: { readonly type: CommandType; readonly seen?: string },
  phase: Payment['phase'],
  holder: 'by' | 'releasedBy',
): Refusal | null {
  return firstOf(
    () => isOpen(turn),
    () => isAt(turn, ['pay'], command),
    () => isNotSuspended(turn),
    () => isHolder(turn, stepOf(turn, 'pay')[holder]),
    () =>
      paymentOf(turn)?.phase === phase
        ? null
        : refusal('PAYMENT_ELSEWHERE', { phase: PHASES[paymentOf(turn)?.phase ?? 'due'] }),
  )
}

/** Where a payment stands, in words. */
export const PHASES: Readonly<Record<Payment['phase'], string>> = {
  due: '等编入批次',
  prepared: '等复核放款',
  released: '等银行回执',
  paid: '已付',
  failed: '没有付成',
}

export const preparePayment = act<'preparePayment'>({
  may: (turn, command) => mayPay(turn, command, 'due', 'by'),
  act: (turn, command) => {
    const amount = paymentOf(turn)?.amount ?? null
    if (amount === null || amount <= 0) return refusal('AMOUNT_UNKNOWN')
    if (!isHash(command.hash) || command.batch.trim() === '') return refusal('BATCH_INVALID')
    turn.record({ type: 'paymentPrepared', batch: command.batch, hash: command.hash })
    return null
  },
})

/** Whoever prepared a batch does not release it. */
export const releasePayment = act<'releasePayment'>({
  may: (turn, command) =>
    firstOf(
      () => mayPay(turn, command, 'prepared', 'releasedBy'),
      () =>
        actingIds(turn).includes(paymentOf(turn)?.prepared?.id ?? '')
          ? refusal('SAME_PERSON', { step: '编入付款批次' })
          : null,
    ),
  act: (turn) => {
    const broken = turn.guard('paid')
    if (broken) return broken
    turn.record({ type: 'paymentReleased' })
    return null
  },
})

export const returnPayment = act<'returnPayment'>({
  may: (turn, command) => mayPay(turn, command, 'prepared', 'releasedBy'),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'paymentReturned', reason: command.reason })
    return null
  },
})

export const answerPayment = act<'answerPayment'>({
  may: (turn, command) => mayPay(turn, command, 'released', 'by'),
  act: (turn, command) => {
    const { paid, reference, reason } = command
    const refused = hasReason(paid ? reference : reason)
    if (refused) return refused
    const outcome = paid ? 'paid' : 'unpaid'
    turn.record({ type: 'paymentAnswered', paid, reference, reason }, turn.stopping(outcome))
    turn.leave(outcome)
    return null
  },
})
