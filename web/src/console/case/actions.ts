// What an officer can do with a case: the acts that belong to its step and those that cut across, each with the reason
// why it is locked and what it would change. The browser asks the same kernel the server asks.

import { addDays, legalDateOf, plainDate } from '#kernel/calendar/plain-date.ts'
import { holds } from '#kernel/case/actor.ts'
import { decide, whyNot } from '#kernel/case/decide.ts'
import { extenderOf } from '#kernel/case/due.ts'
import { type Effect, effectsOf } from '#kernel/case/effects.ts'
import { filledForm } from '#kernel/case/filled-form.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { aroundCase } from '#kernel/case/surroundings.ts'
import type { Context } from '#kernel/case/turn.ts'
import { checkForm } from '#kernel/form/check-form.ts'
import { type Refusal, refusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Data, evaluate } from '#kernel/service/evaluate.ts'
import type { AllStep, DrawStep, EachStep, Step } from '#kernel/service/step.ts'
import { type Role, sayPost } from '#kernel/unit/role.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import type { Draft, Offer } from './offer.ts'
import * as offer from './offer.ts'
import type { OpenedCase } from './opened.ts'

export interface Action extends Offer {
  /** Why it may not be done now; null when it may. */
  readonly refusal: Refusal | null
}

/** The acts at the present step, and those that cut across the steps; none of an ended case. */
export function actionsOf(
  { view, definition }: OpenedCase,
  context: Context,
): { readonly here: readonly Action[]; readonly across: readonly Action[] } {
  const { state } = view
  const step = definition.steps[state.at]
  if (!step || state.ended) return { here: [], across: [] }
  const judged = (one: Offer): Action => ({
    ...one,
    refusal:
      one.type === 'find' && step.kind === 'draw'
        ? mayHold(step, state, context)
        : whyNot(definition, state, { type: one.type, ...(one.branch && { branch: one.branch }) }, context),
  })
  return {
    here: offersAt(step, definition, state, context).map(judged),
    across: offer.ACROSS.filter(({ type }) => isDeclared(definition, state, type)).map(judged),
  }
}

/** The desk of draws records the result; whose post the step is may hold it there. */
function mayHold({ by }: DrawStep, { place, assigned }: CaseState, { actor, units }: Context): Refusal | null {
  const unit = unitFor(units, by, place, assigned.lead)
  if (unit !== null && holds(actor, by, unit)) return null
  return refusal('NOT_YOURS', { role: sayPost((unit && units.get(unit)?.name) || '', by) })
}

/** What a service does not know is not shown locked; it is not shown at all. */
function isDeclared(definition: ServiceDefinition, state: CaseState, type: Offer['type']): boolean {
  const { across } = definition
  if (type === 'suspend' || type === 'resume') return across.suspension !== null
  if (type === 'extend') return extenderOf(definition, state) !== null
  if (type === 'askExtension') return extenderOf(definition, state) !== null && across.extension?.askedBy !== undefined
  return type === 'declineExtension' ? state.extensionAsked !== null : true
}

/** What an act would change if it were signed with this draft; what is still blank is taken as filled. */
export function foresee(opened: OpenedCase, act: Offer, draft: Draft, context: Context): readonly Effect[] {
  const { view } = opened
  const definition = formless(opened, act, draft)
  const command = act.command(filled(opened, act, draft), view.state.at)
  const decision = decide(definition, view.state, command, context)
  if (!decision.ok) return []
  const { calendar, units, now } = context
  return effectsOf(definition, view.state, decision.state, { calendar, units, today: legalDateOf(now) })
}

/** The definition to foresee with: the form of a task that is not filled yet is taken as filled. */
function formless({ definition, view }: OpenedCase, act: Offer, draft: Draft): ServiceDefinition {
  const step = definition.steps[view.state.at]
  if (act.needs !== 'form' || step?.kind !== 'task' || formFaults(act, draft.form) === 0) return definition
  const { guards: _, assigns: __, opens: ___, fills: ____, ...rest } = step
  return { ...definition, steps: { ...definition.steps, [view.state.at]: { ...rest, form: {} } } }
}

const formFaults = ({ fields = {} }: Offer, form: Data): number =>
  checkForm(fields, offer.partOf(form, fields), { on: plainDate('2000-01-01'), isVillage: () => true }).length

/** The draft an officer begins with; what may follow later has until the last day allowed. */
export function emptyDraft(definition: ServiceDefinition, state: CaseState, context: Context): Draft {
  return {
    text: '',
    asked: [],
    deferred: [],
    until: addDays(legalDateOf(context.now), definition.across.deferral?.within.days ?? 0),
    ground: '',
    form: firstForm(definition, state, context),
    materials: [],
    files: [],
  }
}

/** What a form is filled in with before anybody types: of a task what it is given, then what was filled in before. */
function firstForm(definition: ServiceDefinition, state: CaseState, { facts, now }: Context): Data {
  const step = definition.steps[state.at]
  if (step?.kind !== 'task') return state.form
  const around = aroundCase(definition, state, facts, now)
  const given = Object.entries(step.given ?? {}).map(([path, one]) => [path, evaluate(one, around)] as const)
  return { ...(state.filled[state.at] as object), ...(filledForm(given) as object) }
}

/** What still keeps a draft from being signed, by the part that is blank. */
export function blanksOf(
  opened: OpenedCase,
  act: Offer,
  draft: Draft,
): readonly ('text' | NonNullable<Offer['needs']>)[] {
  const isBlank = {
    asked: draft.asked.length === 0 || draft.asked.some(({ reason }) => reason.trim() === ''),
    deferral: draft.deferred.length === 0,
    ground: draft.ground === '',
    competence: draft.ground === '',
    mend: owedMaterials(opened, act).some((kind) => !draft.materials.some((one) => one.kind === kind)),
    files: draft.files.length === 0,
    form: formFaults(act, draft.form) > 0,
  }
  return [
    ...(act.needs && isBlank[act.needs] ? [act.needs] : []),
    ...(act.text === 'required' && draft.text.trim() === '' ? (['text'] as const) : []),
  ]
}

/** The kinds of material that a returned road waits for. */
export function owedMaterials({ view }: OpenedCase, { branch }: Offer): string[] {
  const asked = branch === undefined ? [] : (view.state.branches[branch]?.asked ?? [])
  return asked.flatMap(({ material }) => (material === undefined ? [] : [material]))
}

function filled(opened: OpenedCase, act: Offer, draft: Draft): Draft {
  const { definition } = opened
  const blanks = blanksOf(opened, act, draft)
  const first = <T>(list: readonly T[]) => list.slice(0, 1)
  return {
    ...draft,
    ...(blanks.includes('text') && { text: '—' }),
    ...(blanks.includes('asked') && {
      asked:
        draft.asked.length > 0
          ? draft.asked.map((one) => ({ ...one, reason: one.reason || '—' }))
          : first(Object.keys(definition.materials)).map((material) => ({ material, reason: '—' })),
    }),
    ...(blanks.includes('deferral') && { deferred: first(definition.across.deferral?.materials ?? []) }),
    ...(blanks.includes('ground') && { ground: Object.keys(definition.across.suspension?.grounds ?? {})[0] ?? '' }),
    ...(blanks.includes('mend') && {
      materials: owedMaterials(opened, act).map((kind) => ({ kind, origin: 'paper' as const })),
    }),
    ...(blanks.includes('files') && { files: ['—'] }),
    ...(blanks.includes('form') && { form: {} }),
  }
}

function offersAt(step: Step, definition: ServiceDefinition, state: CaseState, context: Context): readonly Offer[] {
  switch (step.kind) {
    case 'intake':
      return [
        offer.accept,
        offer.requestSupplement,
        ...(definition.across.deferral ? [offer.acceptDeferring] : []),
        offer.refuse,
      ]
    case 'review':
      return [offer.opine('agree'), offer.opine('disagree')]
    case 'all':
      return branchOffers(step, state, context)
    case 'visit':
      return [offer.attend]
    case 'each':
      return eachOffers(step, state, context)
    case 'task':
      return step.by === 'applicant'
        ? []
        : Object.keys(step.outcomes)
            .filter((one) => one !== step.lapses || step.reasoned.includes(one))
            .map((one, index) => offer.complete(step, one, index))
    case 'pay':
      return [offer.payment(state.payments[state.at]?.phase ?? 'due')]
    case 'await':
      return step.by === 'applicant' || step.until !== undefined ? [] : [offer.fulfil]
    case 'decide':
      return [offer.approve, offer.reject]
    case 'draw':
      return step.among ? [offer.drawing] : []
    case 'deliver':
      return [offer.deliver]
    default:
      return []
  }
}

/** The opinion of the officer's own unit where several take part, else of the first open one, shown locked. */
function eachOffers(step: EachStep, state: CaseState, { actor }: Context): Offer[] {
  const open = Object.entries(state.branches).flatMap(([unit, { phase }]) => (phase === 'pending' ? [unit] : []))
  const own = open.filter((unit) => holds(actor, step.by, unit))
  return (own.length > 0 ? own : open.slice(0, 1)).flatMap((unit) =>
    (['agree', 'disagree'] as const).map((verdict) => offer.opine(verdict, unit)),
  )
}

/** The mending of what was sent back, and the roads this officer may speak on, else the first open one, shown locked. */
function branchOffers(step: AllStep, state: CaseState, context: Context): Offer[] {
  const open = Object.entries(state.branches).filter(([, { phase }]) => phase === 'pending')
  const own = open.filter(([name, { escalated }]) =>
    [step.branches[name]?.by, escalated ? step.escalateTo : undefined].some(
      (role) => role !== undefined && isHolder(context, role, state),
    ),
  )
  const returned = Object.entries(state.branches).filter(([, { phase }]) => phase === 'returned')
  return [
    ...returned.map(([name]) => offer.mend(name)),
    ...(own.length > 0 || returned.length > 0 ? own : open.slice(0, 1)).flatMap(([name]) => [
      offer.opine('agree', name),
      offer.opine('return', name),
      offer.opine('disagree', name),
    ]),
  ]
}

function isHolder({ actor, units }: Context, role: Role, { place, assigned }: CaseState): boolean {
  const unit = unitFor(units, role, place, assigned.lead)
  return unit !== null && holds(actor, role, unit)
}
