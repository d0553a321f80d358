// Acts an officer answers for by name: what exactly is signed, by what, and whether a signature is this act's. A passkey signs
// the hash of the act's statement, which is made alike where it is shown, where it is checked, and where it is verified later.

import { canonicalJson } from '../canonical.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import type { Command, CommandType } from './command.ts'
import type { CaseEvent } from './event.ts'
import type { Signed, Statement } from './signed.ts'
import type { CaseState } from './state.ts'

/** SHA-256; node:crypto in the server, the browser's own there. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** What a district asks: which acts, and whether also of officers without a passkey. */
export interface SigningPolicy {
  readonly acts: ReadonlySet<string>
  readonly asksCode: boolean
}

/** The statement of a command on a case. A batch of payments is signed as one: what is released is its file. */
export function statementOf(
  officer: string,
  { caseId, state, command }: { readonly caseId: string; readonly state: CaseState; readonly command: Command },
): Statement {
  const payment = command.type === 'releasePayment' ? state.payments[state.at] : undefined
  if (payment) return batchStatement(officer, { batch: payment.batch ?? '', hash: payment.hash ?? '' })
  const says = Object.entries(command).filter(([name, value]) => name !== 'type' && typeof value === 'string')
  return statement(officer, { act: command.type, on: caseId, seen: state.seq, says: Object.fromEntries(says) })
}

/** The statement of releasing a batch of payments. */
export function batchStatement(officer: string, { batch, hash }: { batch: string; hash: string }): Statement {
  return statement(officer, { act: 'releasePayment', on: batch, seen: hash, says: {} })
}

/** A statement of any act. */
export function statement(officer: string, act: Omit<Statement, 'kind' | 'officer'>): Statement {
  return { kind: 'qinqing-act/v1', officer, ...act }
}

/** The bytes whose hash is signed. */
export function statementBytes(said: Statement): Uint8Array {
  return new TextEncoder().encode(canonicalJson(said))
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * What an act keeps of its confirmation, or why it does not count; undefined when nothing is asked and nothing was given.
 * `said` is what the server makes of the act: a signature of anything else, or of another version, is refused.
 */
export function confirmed(
  policy: SigningPolicy,
  actor: Actor,
  said: Statement,
  sha256: Sha256,
): { readonly signed?: Signed } | { readonly refusal: Refusal } {
  if (actor.kind !== 'officer' || !policy.acts.has(said.act)) return {}
  const { confirmation } = actor
  if (confirmation?.passkey) {
    if (confirmation.passkey.over !== hex(sha256(statementBytes(said)))) return { refusal: refusal('SIGNATURE_OTHER') }
    return { signed: { how: 'passkey', statement: said, ...confirmation.passkey } }
  }
  if (confirmation?.hasPasskey) return { refusal: refusal('SIGNATURE_MISSING') }
  if (confirmation?.codeAt) return { signed: { how: 'code', at: confirmation.codeAt } }
  return policy.asksCode ? { refusal: refusal('CONFIRMATION_MISSING') } : {}
}

/** Why what a recorded event's passkey signed is not what the event says; empty when it is. Says nothing of the signature itself. */
export function faultsOfSigned(event: CaseEvent, sha256: Sha256): readonly SignedFault[] {
  const { signed } = event
  if (signed?.how !== 'passkey') return []
  const { statement: said, over } = signed
  const body: Readonly<Record<string, unknown>> = { ...event }
  const isBatch = (said.act as CommandType) === 'releasePayment'
  const differs = Object.entries(said.says).some(([name, text]) => name in body && body[name] !== text)
  return [
    ...(hex(sha256(statementBytes(said))) === over ? [] : (['HASH_DIFFERS'] as const)),
    ...(said.officer === event.by.id ? [] : (['OFFICER_DIFFERS'] as const)),
    ...(isBatch || said.seen === event.seq - 1 ? [] : (['VERSION_DIFFERS'] as const)),
    ...(differs || EVENT_OF[said.act] !== event.type ? (['ACT_DIFFERS'] as const) : []),
  ]
}

export type SignedFault = 'HASH_DIFFERS' | 'OFFICER_DIFFERS' | 'VERSION_DIFFERS' | 'ACT_DIFFERS'

/** The event an act that may be signed is recorded as. */
const EVENT_OF: Readonly<Record<string, CaseEvent['type']>> = {
  decide: 'decided',
  refuse: 'notAccepted',
  terminate: 'terminated',
  extend: 'extended',
  releasePayment: 'paymentReleased',
}
