// The file that a bank is given for a batch of payments: one line a case, in order of case numbers, amounts in yuan with
// two decimals. The same cases give the same bytes, so that its hash tells whether anything has changed since.

import type { ServiceDefinition } from '../service/declaration.ts'
import { evaluate } from '../service/evaluate.ts'
import type { Expression } from '../service/expression.ts'
import type { CaseState } from './state.ts'
import { aroundCase } from './surroundings.ts'

export interface PaymentLine {
  readonly caseNo: string
  readonly name: string
  readonly account: string
  readonly bank: string
  /** Cents. */
  readonly amount: number
}

/** The line of a case that waits at a payment; null when its amount or its account is not known. */
export function paymentLineOf(definition: ServiceDefinition, state: CaseState, caseNo: string): PaymentLine | null {
  const step = definition.steps[state.at]
  const amount = state.payments[state.at]?.amount ?? null
  if (step?.kind !== 'pay' || amount === null) return null
  const around = aroundCase(definition, state, {})
  const text = (expression: Expression) => String(evaluate(expression, around) ?? '').trim()
  const [name, account, bank] = [text(step.to.name), text(step.to.account), text(step.to.bank)]
  return name === '' || account === '' || bank === '' ? null : { caseNo, name, account, bank, amount }
}

/** The file's text, as CSV with a header line (RFC 4180). */
export function bankFileOf(lines: readonly PaymentLine[]): string {
  const rows = [...lines]
    .sort((a, b) => (a.caseNo < b.caseNo ? -1 : 1))
    .map(({ caseNo, name, account, bank, amount }) => [caseNo, name, account, bank, (amount / 100).toFixed(2)])
  return [['办件编号', '户名', '账号', '开户银行', '金额'], ...rows]
    .map((row) => `${row.map(quoted).join(',')}\r\n`)
    .join('')
}

/** A cell that a spreadsheet would run as a formula is shown as text. */
const quoted = (cell: string): string => {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
