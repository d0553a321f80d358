// Of which events of a case its applicant is told, and what the sentence names. It follows from the declaration: its steps,
// its limits, what it waits for. Pure; read by the desk of notices.

import type { ServiceDefinition } from '../service/declaration.ts'
import type { CaseEvent } from './event.ts'

/** Everything one can be told of. */
export const TOLD = [
  'received',
  'accepted',
  'notAccepted',
  'supplement',
  'lapsed',
  'yourTurn',
  'approved',
  'rejected',
  'issued',
  'suspended',
  'resumed',
  'extended',
  'ended',
] as const
export type Told = (typeof TOLD)[number]

/** Days and counts a sentence names, as text; never anything of a person. */
export type ToldFigures = Readonly<Record<string, string>>

/** What the applicant is told of this event; null for events that are nobody's news. */
export function toldOf(definition: ServiceDefinition, event: CaseEvent): { kind: Told; figures: ToldFigures } | null {
  const told = (kind: Told, figures: ToldFigures = {}) => ({ kind, figures })
  switch (event.type) {
    case 'submitted':
    case 'accepted':
    case 'notAccepted':
    case 'suspended':
    case 'resumed':
    case 'issued':
      return told(event.type === 'submitted' ? 'received' : event.type)
    case 'supplementRequested':
      return told('supplement', { n: String(event.asked.length), day: event.until })
    case 'supplementLapsed':
      return told('lapsed')
    case 'entered': {
      const step = definition.steps[event.step]
      return step?.kind === 'await' && step.by === 'applicant' ? told('yourTurn', { step: step.title }) : null
    }
    case 'decided':
      return told(event.verdict === 'approve' ? 'approved' : 'rejected')
    case 'extended':
      return told('extended', { n: String(event.days) })
    case 'ended':
      // A refusal was told by its decision; withdrawing is one's own act.
      return event.result === 'granted' || event.result === 'terminated'
        ? told('ended', { outcome: definition.steps[event.outcome]?.title ?? '' })
        : null
    default:
      return null
  }
}
