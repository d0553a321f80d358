// The heart: what a command does to a case. Pure — definition, state, command and context in; events and the new state,
// or one refusal, out. The server decides with it, the browser previews with it, the verifier replays with it.

import { type Refusal, refusal } from '../refusal.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { ActOf } from './act.ts'
import * as applicant from './acts-applicant.ts'
import * as course from './acts-course.ts'
import * as officer from './acts-officer.ts'
import * as payment from './acts-payment.ts'
import * as task from './acts-task.ts'
import { wake } from './acts-timer.ts'
import type { Command, CommandType } from './command.ts'
import type { CaseEvent } from './event.ts'
import type { CaseState } from './state.ts'
import { type Context, Turn } from './turn.ts'

export type Decision =
  | { readonly ok: true; readonly events: readonly CaseEvent[]; readonly state: CaseState }
  | { readonly ok: false; readonly refusal: Refusal }

const ACTS: { readonly [T in CommandType]: ActOf<T> } = {
  submit: applicant.submit,
  supplement: applicant.supplement,
  keepDeferral: applicant.keepDeferral,
  withdraw: applicant.withdraw,
  object: applicant.object,
  fulfil: applicant.fulfil,
  rate: applicant.rate,
  accept: officer.accept,
  refuse: officer.refuse,
  requestSupplement: officer.requestSupplement,
  opine: officer.opine,
  mend: officer.mend,
  attend: officer.attend,
  decide: officer.decideCase,
  deliver: officer.deliver,
  complete: task.complete,
  compare: task.compare,
  find: task.find,
  preparePayment: payment.preparePayment,
  releasePayment: payment.releasePayment,
  returnPayment: payment.returnPayment,
  answerPayment: payment.answerPayment,
  suspend: course.suspend,
  resume: course.resume,
  extend: course.extend,
  askExtension: course.askExtension,
  declineExtension: course.declineExtension,
  terminate: course.terminate,
  wake,
}

/**
 * The events a command causes, or why it is refused. `state` is null for `submit` and only then.
 * Total over parsed commands; throws only on a broken invariant (a definition that the compiler would not have passed).
 */
export function decide(
  definition: ServiceDefinition,
  state: CaseState | null,
  command: Command,
  context: Context,
): Decision {
  if ((state === null) !== (command.type === 'submit')) return { ok: false, refusal: refusal('CASE_NOT_FOUND') }
  const turn = new Turn(definition, state, context)
  const act = actOf(command.type)
  const refused = act.may(turn, command) ?? act.act(turn, command)
  return refused ? { ok: false, refusal: refused } : { ok: true, events: turn.events, state: turn.state }
}

/** Why this actor may not give this command now, or null when it may: what a screen asks before it shows a button. */
export function whyNot(
  definition: ServiceDefinition,
  state: CaseState,
  command: { readonly type: Exclude<CommandType, 'submit' | 'wake' | 'compare'>; readonly branch?: string },
  context: Context,
): Refusal | null {
  return actOf(command.type).may(new Turn(definition, state, context), command)
}

/** The act of a command, loosened to take any command: `ACTS` pairs each type with its own. */
function actOf(type: CommandType): ActOf<CommandType> {
  return ACTS[type] as ActOf<CommandType>
}
