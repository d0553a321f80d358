// Sentences on the line of a matter for what happens at the steps beyond a single permit. Nothing for other events.

import type { CaseEvent } from '#kernel/case/event.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Step } from '#kernel/service/step.ts'
import type { T } from '../words/words.ts'

/** `at`: the step the event happened at. */
export function languageNote(definition: ServiceDefinition, at: string, event: CaseEvent, t: T): string[] {
  const by = event.by.name
  switch (event.type) {
    case 'completed': {
      const step = definition.steps[at]
      const outcome = (step?.kind === 'task' && step.outcomes[event.outcome]) || event.outcome
      if (event.lapsed) return [t('line.lapsedTask', { outcome })]
      return [
        event.note ? t('line.completedNote', { by, outcome, note: event.note }) : t('line.completed', { by, outcome }),
      ]
    }
    case 'routed':
      return [event.row === null ? t('line.unrouted') : t('line.routed')]
    case 'compared': {
      const fields = Object.values(event.results).flat()
      const good = fields.filter(({ match }) => match === 'MATCH').length
      return [t('line.compared', { n: good, m: fields.length - good })]
    }
    case 'opened':
      return [t('line.opened', { title: event.title, n: event.forms.length })]
    case 'awaited':
      return [t('line.awaited')]
    case 'paymentPrepared':
      return [t('line.payPrepared', { batch: event.batch })]
    case 'paymentReleased':
      return [t('line.payReleased', { by })]
    case 'paymentReturned':
      return [t('line.payReturned', { reason: event.reason })]
    case 'paymentAnswered':
      return [event.paid ? t('line.paid', { reference: event.reference }) : t('line.unpaid', { reason: event.reason })]
    case 'found':
      if (!event.succeeded) return [t('line.notFound', { reason: event.reason })]
      if (isSeat(definition.steps[at])) return [t('seat.line')]
      return [
        definition.steps[at]?.kind === 'allocate'
          ? t('line.placed', { place: event.chosen.join('、') })
          : t('line.drawn', { name: event.name }),
      ]
    case 'extensionAsked':
      return [t('line.extensionAsked', { by, reason: event.reason })]
    case 'extensionDeclined':
      return [t('line.extensionDeclined', { reason: event.reason })]
    default:
      return []
  }
}

/** A place given by a run of the seats: its page says where and why. */
const isSeat = (step: Step | undefined): boolean => step?.kind === 'allocate' && step.places !== undefined
