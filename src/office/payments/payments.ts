// The payment desk: cases that wait to be paid, put into batches, released by somebody else, and what the bank answered.
// It keeps nothing of its own: a batch is the cases that name it, and every act is a command to each of them.

import { hash } from 'node:crypto'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { bankFileOf, type PaymentLine, paymentLineOf } from '#kernel/case/bank-file.ts'
import type { Command, CommandType } from '#kernel/case/command.ts'
import { whyNot } from '#kernel/case/decide.ts'
import type { CaseState, Payment } from '#kernel/case/state.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { asAudience, type CaseReads, FILE, type FileRow, stateOf, WITH_KEY } from '#office/cases/audience.ts'
import type { commandHandler } from '#office/cases/handle-command.ts'
import type { FieldError, Problem } from '#platform/http/problem.ts'
import { paymentProblem } from './refusal.ts'

export interface PaymentDesk {
  /** What waits, for an officer who prepares or releases some of it. */
  list(actor: Actor): Promise<PaymentList>
  /** Puts cases into a new batch under the sender's key; the batch's number, or why not. */
  prepare(actor: Actor, caseIds: readonly string[], key: string): Promise<{ readonly batch: string } | Problem>
  release(actor: Actor, batch: string, key: string): Promise<Problem | null>
  giveBack(actor: Actor, batch: string, reason: string, key: string): Promise<Problem | null>
  answer(actor: Actor, batch: string, answers: readonly BankAnswer[], key: string): Promise<Problem | null>
  /** The bank's file of a batch, byte for byte as it was hashed; null when there is none for this officer. */
  file(actor: Actor, batch: string): Promise<string | null>
}

export interface BankAnswer {
  readonly caseId: string
  readonly paid: boolean
  readonly reference: string
  readonly reason: string
}

export interface PaymentRow {
  readonly caseId: string
  readonly caseNo: string
  readonly service: string
  readonly name: string
  readonly amount: number | null
  /** Last digits of the account; null while it is not known. */
  readonly account: string | null
  readonly since: string
  /** Whether this officer may put it into a batch. */
  readonly mine: boolean
}

export interface BatchRow {
  readonly batch: string
  readonly hash: string
  readonly phase: Payment['phase']
  readonly preparedBy: string
  readonly preparedAt: string
  readonly total: number
  readonly rows: readonly PaymentRow[]
  readonly mayRelease: boolean
  readonly mayAnswer: boolean
}

export interface PaymentList {
  readonly due: readonly PaymentRow[]
  readonly batches: readonly BatchRow[]
}

interface Waiting {
  readonly caseId: string
  readonly caseNo: string
  readonly definition: ServiceDefinition
  readonly state: CaseState
  readonly payment: Payment
  readonly line: PaymentLine | null
}

const MOST = 2_000
const sha256 = (text: string): string => hash('sha256', text)

export function openPayments(reads: CaseReads, handle: ReturnType<typeof commandHandler>): PaymentDesk {
  /** The cases at a payment that this officer may see. Cost: opens each of them. */
  async function waiting(actor: Actor): Promise<Waiting[]> {
    const rows = await asAudience(reads, actor, async (client) => {
      const found = await client.query<FileRow>(
        `select ${FILE} from case_file f ${WITH_KEY}
          where f.district = $1 and f.step_kind = 'pay' order by f.case_no limit ${MOST}`,
        [reads.catalogue.district],
      )
      return found.rows
    })
    const all = await Promise.all(
      rows.map(async (row): Promise<Waiting[]> => {
        const state = stateOf(reads, row)
        const definition = await reads.catalogue.pinned(row.version)
        const payment = state.payments[state.at]
        const line = paymentLineOf(definition, state, row.case_no)
        return payment ? [{ caseId: row.id, caseNo: row.case_no, definition, state, payment, line }] : []
      }),
    )
    return all.flat()
  }

  const may = (actor: Actor, { definition, state }: Waiting, type: CommandType): boolean =>
    whyNot(definition, state, { type } as Parameters<typeof whyNot>[2], {
      now: reads.now().toISOString(),
      actor,
      calendar: reads.catalogue.calendar,
      units: reads.catalogue.units,
      facts: {},
      code: '',
    }) === null

  const rowOf = (actor: Actor, one: Waiting): PaymentRow => ({
    caseId: one.caseId,
    caseNo: one.caseNo,
    service: one.definition.title,
    name: one.line?.name ?? one.state.applicant.name,
    amount: one.payment.amount,
    account: one.line?.account.slice(-4) ?? null,
    since: one.state.enteredAt,
    mine: one.line !== null && may(actor, one, 'preparePayment'),
  })

  async function batchOf(actor: Actor, batch: string): Promise<Waiting[]> {
    return (await waiting(actor)).filter(({ payment }) => payment.batch === batch)
  }

  const fileOf = (cases: readonly Waiting[]): string => bankFileOf(cases.flatMap(({ line }) => line ?? []))

  /** One command to each case; each under a key of its own, so that a repetition does nothing twice. */
  async function toEach(
    actor: Actor,
    cases: readonly Waiting[],
    key: string,
    command: (one: Waiting) => Command,
  ): Promise<Problem | null> {
    const handled = await Promise.all(
      cases.map(async (one) => ({
        one,
        result: await handle({
          key: `pay:${key}:${one.caseId}`,
          actor,
          to: { caseId: one.caseId },
          command: command(one),
        }),
      })),
    )
    const errors = handled.flatMap(({ one, result }): FieldError[] =>
      result.ok
        ? []
        : [{ path: `/${one.caseNo}`, code: result.refusal.code, message: textOfRefusal(result.refusal).reason }],
    )
    return errors.length === 0 ? null : paymentProblem('BATCH_PARTLY', errors)
  }

  return {
    async list(actor) {
      const all = await waiting(actor)
      const batches = Map.groupBy(
        all.filter(({ payment }) => payment.batch !== null && payment.phase !== 'due'),
        ({ payment }) => payment.batch as string,
      )
      return {
        due: all.filter(({ payment }) => payment.phase === 'due').map((one) => rowOf(actor, one)),
        batches: [...batches].map(([batch, cases]): BatchRow => {
          const first = cases[0] as Waiting
          return {
            batch,
            hash: first.payment.hash ?? '',
            phase: first.payment.phase,
            preparedBy: first.payment.prepared?.name ?? '',
            preparedAt: first.payment.prepared?.at ?? '',
            total: cases.reduce((sum, { payment }) => sum + (payment.amount ?? 0), 0),
            rows: cases.map((one) => rowOf(actor, one)),
            mayRelease: cases.every((one) => may(actor, one, 'releasePayment')),
            mayAnswer: cases.every((one) => may(actor, one, 'answerPayment')),
          }
        }),
      }
    },

    async prepare(actor, caseIds, key) {
      const wanted = new Set(caseIds)
      const named = (await waiting(actor)).filter((one) => wanted.has(one.caseId))
      // Sent a second time, it is answered as the first time.
      const batches = new Set(named.map(({ payment }) => (payment.prepared?.id === actor.id ? payment.batch : null)))
      const [made] = batches
      if (batches.size === 1 && made) return { batch: made }
      const cases = named.filter((one) => rowOf(actor, one).mine)
      if (cases.length === 0 || cases.length < wanted.size) return paymentProblem('BATCH_EMPTY')
      const file = fileOf(cases)
      const day = legalDateOf(reads.now()).replaceAll('-', '')
      const batch = `P${day}-${sha256(`${key}\n${file}`).slice(0, 8)}`
      const refused = await toEach(actor, cases, key, () => ({ type: 'preparePayment', batch, hash: sha256(file) }))
      return refused ?? { batch }
    },

    async release(actor, batch, key) {
      const cases = await batchOf(actor, batch)
      const [first] = cases
      if (!first) return paymentProblem('BATCH_UNKNOWN')
      // What is released must be, to the byte, what was prepared.
      if (sha256(fileOf(cases)) !== first.payment.hash) return paymentProblem('BATCH_CHANGED')
      return toEach(actor, cases, key, ({ state }) => ({ type: 'releasePayment', seen: state.at }))
    },

    async giveBack(actor, batch, reason, key) {
      const cases = await batchOf(actor, batch)
      if (cases.length === 0) return paymentProblem('BATCH_UNKNOWN')
      return toEach(actor, cases, key, ({ state }) => ({ type: 'returnPayment', reason, seen: state.at }))
    },

    async answer(actor, batch, answers, key) {
      const byId = new Map(answers.map((one) => [one.caseId, one]))
      const cases = (await batchOf(actor, batch)).filter(({ caseId }) => byId.has(caseId))
      if (cases.length === 0) return paymentProblem('BATCH_UNKNOWN')
      return toEach(actor, cases, key, ({ caseId, state }) => {
        const { paid, reference, reason } = byId.get(caseId) as BankAnswer
        return { type: 'answerPayment', paid, reference, reason, seen: state.at }
      })
    },

    async file(actor, batch) {
      const cases = (await batchOf(actor, batch)).filter(
        (one) =>
          may(actor, one, 'releasePayment') ||
          may(actor, one, 'answerPayment') ||
          one.payment.prepared?.id === actor.id,
      )
      return cases.length === 0 ? null : fileOf(cases)
    },
  }
}
