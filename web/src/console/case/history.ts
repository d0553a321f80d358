// The history of a case as lines to read: who did what, when, with the words that were given and the receipt's number.

import type { Asked, CaseEvent } from '#kernel/case/event.ts'
import { DEEDS } from '#kernel/case/guard.ts'
import type { Signed } from '#kernel/case/signed.ts'
import { type ServiceDefinition, titleAt } from '#kernel/service/declaration.ts'
import { languageNote } from '../../pages/progress-note.ts'
import type { T } from '../../words/words.ts'

export interface HistoryLine {
  readonly seq: number
  readonly at: string
  readonly title: string
  readonly by: string
  /** What was written or found; empty when nothing was. */
  readonly detail: string
  /** It only moved the case on: left out of the short list. */
  readonly isPassage: boolean
  /** With what the act was signed. */
  readonly signed?: Signed
}

const PASSAGES: ReadonlySet<CaseEvent['type']> = new Set(['entered', 'reminded', 'chosen', 'paymentDue', 'awaited'])

/** Newest first. */
export function historyOf(definition: ServiceDefinition, events: readonly CaseEvent[], t: T): HistoryLine[] {
  let step = ''
  return events
    .map((event): HistoryLine => {
      if (event.type === 'entered') step = event.step
      return {
        seq: event.seq,
        at: event.at,
        by: event.by.standsInFor
          ? t('history.standsIn', { name: event.by.name, absent: event.by.standsInFor.name })
          : event.by.name,
        title: titleOf(definition, event, step, t),
        detail: detailOf(definition, event, t),
        isPassage: PASSAGES.has(event.type),
        ...(event.signed && { signed: event.signed }),
      }
    })
    .reverse()
}

function titleOf(definition: ServiceDefinition, event: CaseEvent, step: string, t: T): string {
  const stepTitle = (name: string) => definition.steps[name]?.title ?? name
  switch (event.type) {
    case 'entered':
      return t('history.entered', { step: stepTitle(event.step) })
    case 'accepted':
      return t(event.how === 'deemed' ? 'history.deemed' : 'history.accepted')
    case 'opined':
      return t('history.opined', { desk: deskOf(definition, step, event.branch), verdict: t(VERDICTS[event.verdict]) })
    case 'decided':
      return t('history.decided', { verdict: t(event.verdict === 'approve' ? 'verdict.approve' : 'verdict.reject') })
    case 'attended':
      return t('history.attended', {
        step: stepTitle(step),
        result: t(event.result === 'pass' ? 'verdict.pass' : 'verdict.fail'),
        n: event.photos.length,
      })
    case 'completed': {
      const at = definition.steps[step]
      return `${stepTitle(step)}：${(at?.kind === 'task' && at.outcomes[event.outcome]) || event.outcome}`
    }
    case 'rungReached':
      return t('line.rung', { title: definition.limits.ladder?.[event.rung]?.title ?? String(event.rung + 1) })
    case 'ended':
      return t('history.ended', { outcome: stepTitle(event.outcome) })
    default:
      return DEEDS[event.type]
  }
}

const VERDICTS = { agree: 'verdict.agree', disagree: 'verdict.disagree', return: 'verdict.return' } as const

/** Who spoke: the road of a parallel review, or the step. */
function deskOf(definition: ServiceDefinition, name: string, branch: string | null): string {
  const step = definition.steps[name]
  const road = branch !== null && step?.kind === 'all' ? step.branches[branch]?.title : undefined
  return road ?? step?.title ?? name
}

function detailOf(definition: ServiceDefinition, event: CaseEvent, t: T): string {
  switch (event.type) {
    case 'notAccepted':
    case 'withdrawn':
    case 'terminated':
    case 'extended':
    case 'decided':
      return event.reason
    case 'objected':
      return `${event.objector}：${event.reason}`
    case 'opined':
      return [event.opinion, sayAsked(definition, event.asked)].filter(Boolean).join('；')
    case 'accepted':
    case 'mended':
    case 'attended':
    case 'fulfilled':
      return event.note
    case 'completed':
      return event.note
    case 'paymentPrepared':
    case 'paymentReturned':
    case 'paymentAnswered':
    case 'compared':
    case 'routed':
    case 'found':
    case 'extensionAsked':
    case 'extensionDeclined':
      return languageNote(definition, '', event, t).join('')
    case 'supplementRequested':
      return sayAsked(definition, event.asked)
    case 'suspended':
      return [definition.across.suspension?.grounds[event.ground]?.title, event.notice].filter(Boolean).join('：')
    case 'issued':
      return event.entries.map(({ title }) => title).join('、')
    case 'opened':
      return t('line.opened', { title: event.title, n: event.forms.length })
    case 'rated':
      return [`${event.level}/5`, ...event.reasons, event.text].filter(Boolean).join('；')
    default:
      return ''
  }
}

/** `住宅设计图（没有标尺寸）、占地面积（与图不符）` */
export function sayAsked(definition: Pick<ServiceDefinition, 'form' | 'materials'>, asked: readonly Asked[]): string {
  return asked
    .map(({ field, material, reason }) => {
      const title =
        material !== undefined
          ? (definition.materials[material]?.title ?? material)
          : titleAt(definition.form, field ?? '')
      return `${title}（${reason}）`
    })
    .join('、')
}
