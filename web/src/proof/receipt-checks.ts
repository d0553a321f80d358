// What was found about a receipt, in plain words: each check, and every reason it fails.

import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { DEEDS } from '#kernel/case/guard.ts'
import type { LogReasonCode } from '#kernel/log/reason.ts'
import type { ReceiptFinding } from '#kernel/log/receipt.ts'
import { datesIn } from '../words/dates.ts'
import type { T, WordKey } from '../words/words.ts'
import type { ProofCheck } from './draw-checks.ts'

/** `2026年11月17日 10:41`: a receipt is read years later. */
function sayMoment(t: T, instant: string): string {
  const { sayDate, sayClock } = datesIn(t.locale)
  return `${sayDate(legalDateOf(instant))} ${sayClock(instant)}`
}

type Part = 'read' | 'signed' | 'inside'

/** Each reason that a receipt can fail for: the check it belongs to, and how it is said. */
const WHY: Partial<Readonly<Record<LogReasonCode, readonly [Part, WordKey]>>> = {
  RECEIPT_SYNTAX: ['read', 'receiptCheck.why.syntax'],
  RECEIPT_EMPTY: ['read', 'receiptCheck.why.empty'],
  NOTE_SYNTAX: ['read', 'receiptCheck.why.note'],
  NOTE_CONTROL_CHARACTER: ['read', 'receiptCheck.why.control'],
  TOO_MANY_SIGNATURES: ['read', 'receiptCheck.why.many'],
  CHECKPOINT_SYNTAX: ['read', 'receiptCheck.why.checkpoint'],
  KEY_SYNTAX: ['signed', 'receiptCheck.why.key'],
  SIGNATURE_MISSING: ['signed', 'receiptCheck.why.missing'],
  SIGNATURE_WRONG: ['signed', 'receiptCheck.why.wrong'],
  ORIGIN_MISMATCH: ['signed', 'receiptCheck.why.origin'],
  INDEX_OUTSIDE_TREE: ['inside', 'receiptCheck.why.outside'],
  HASH_LENGTH: ['inside', 'receiptCheck.why.length'],
  PROOF_LENGTH: ['inside', 'receiptCheck.why.length'],
  ROOT_MISMATCH: ['inside', 'receiptCheck.why.root'],
}

/** The reasons that stand in the table above; a test holds that a receipt fails for no other. */
export const SAID_REASONS = Object.keys(WHY) as readonly LogReasonCode[]

/** The checks of a receipt, failing ones first, those not done last. */
export function receiptChecks(
  t: T,
  { ok, reasons, origin, size, witnessed, index }: ReceiptFinding,
): readonly ProofCheck[] {
  const isRead = origin !== null
  const faultsOf = (part: Part) =>
    reasons.flatMap(({ code, text }) => {
      const [of, key] = WHY[code] ?? ['read', null]
      // The engine's own sentence names the place; it stands behind the plain one.
      return of === part ? [`${key === null ? '' : t(key as 'receiptCheck.why.root')}（${text}）`] : []
    })
  const check = (part: Part, [title, bad]: readonly [string, string], note: string): ProofCheck => {
    const faults = faultsOf(part)
    const passed = faults.length > 0 ? false : isRead || ok ? true : null
    return { passed, title: passed === false ? bad : title, note: passed ? note : '', faults, prints: [] }
  }
  const names = witnessed.map(({ name, time }) => `${name}，${sayMoment(t, new Date(time * 1000).toISOString())}`)
  const seen: ProofCheck = {
    passed: names.length > 0 ? true : null,
    title: t(names.length > 0 ? 'receiptCheck.witnessed' : 'receiptCheck.unwitnessed'),
    note:
      names.length > 0
        ? t('receiptCheck.witnessedNote', { names: names.join('；') })
        : t('receiptCheck.unwitnessedNote'),
    faults: [],
    prints: [],
  }
  const signedNote = t('receiptCheck.signedNote', { origin: origin ?? '', size: size ?? 0 })
  const checks = [
    check('read', [t('receiptCheck.read'), t('receiptCheck.readBad')], t('receiptCheck.readNote')),
    check('signed', [t('receiptCheck.signed'), t('receiptCheck.signedBad')], signedNote),
    // A checkpoint alone says nothing of any event.
    ...(isRead && index === null
      ? []
      : [check('inside', [t('receiptCheck.inside'), t('receiptCheck.insideBad')], t('receiptCheck.insideNote'))]),
    ...(isRead ? [seen] : []),
  ]
  const order = ({ passed }: ProofCheck) => (passed === false ? 0 : passed ? 1 : 2)
  return checks.sort((a, b) => order(a) - order(b))
}

/** What was recorded, as rows to read; only what every record has. */
export function receiptRows(t: T, payload: unknown): { readonly title: string; readonly value: string }[] {
  const { type, kind, subject, at, by } = Object(payload) as Readonly<Record<string, unknown>>
  const { name } = Object(by) as { readonly name?: unknown }
  const deed = typeof type === 'string' ? (Object.hasOwn(DEEDS, type) ? DEEDS[type as keyof typeof DEEDS] : type) : null
  return [
    ...(typeof kind === 'string' ? [{ title: t('receipt.what'), value: kind }] : []),
    ...(typeof subject === 'string' ? [{ title: t('receipt.subject'), value: subject }] : []),
    ...(deed === null ? [] : [{ title: t('receipt.what'), value: deed }]),
    ...(typeof at === 'string' && !Number.isNaN(Date.parse(at))
      ? [{ title: t('receipt.at'), value: sayMoment(t, at) }]
      : []),
    ...(typeof name === 'string' ? [{ title: t('receipt.by'), value: name }] : []),
  ]
}
