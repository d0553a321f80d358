// The acts of officers as a screen offers them: title, key, phrases, what must be filled in, and the command it gives.
// Which of them belong to a case, and whether they may be done, actions.ts says.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Command, CommandType } from '#kernel/case/command.ts'
import type { Asked, Verdict } from '#kernel/case/event.ts'
import type { Payment } from '#kernel/case/state.ts'
import type { FormFields } from '#kernel/form/form.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { formAt, type TaskStep } from '#kernel/service/step.ts'
import type { PlainWordKey } from '../../words/words.ts'

/** What an officer has typed and chosen so far. */
export interface Draft {
  readonly text: string
  readonly asked: readonly Asked[]
  /** 容缺: kinds of material that may follow, and the last day for them. */
  readonly deferred: readonly string[]
  readonly until: PlainDate
  readonly ground: string
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  readonly files: readonly string[]
}

export interface Offer {
  readonly key: string
  readonly type: Exclude<CommandType, 'submit' | 'wake' | 'compare'>
  readonly branch?: string
  readonly title: PlainWordKey
  /** What the declaration calls it, where it does. */
  readonly says?: string
  /** Where it is done, when not here. */
  readonly page?: string
  /** Letter that chooses it. */
  readonly hotkey: string
  /** Whether an opinion is written with it; `elsewhere`: the act has a page of its own. */
  readonly text: 'none' | 'optional' | 'required' | 'elsewhere'
  /** The fields that a task's outcome fills in. */
  readonly fields?: FormFields
  /** What must be filled in beside the opinion. */
  readonly needs?: 'asked' | 'deferral' | 'ground' | 'competence' | 'mend' | 'files' | 'form'
  /** Phrases that 1, 2, 3 put into the opinion. */
  readonly phrases: readonly PlainWordKey[]
  /** `seen`: the step the officer looks at. */
  readonly command: (draft: Draft, seen: string) => Command
}

const ACCEPT = ['phrase.accept.1', 'phrase.accept.2'] as const

export const accept: Offer = {
  key: 'accept',
  type: 'accept',
  title: 'act.accept',
  hotkey: 'A',
  text: 'optional',
  phrases: ACCEPT,
  command: ({ text }, seen) => ({ type: 'accept', note: text, seen }),
}

export const requestSupplement: Offer = {
  key: 'requestSupplement',
  type: 'requestSupplement',
  title: 'act.requestSupplement',
  hotkey: 'B',
  text: 'none',
  needs: 'asked',
  phrases: [],
  command: ({ asked }, seen) => ({ type: 'requestSupplement', asked, seen }),
}

export const acceptDeferring: Offer = {
  key: 'deferral',
  type: 'accept',
  title: 'act.deferral',
  hotkey: 'D',
  text: 'optional',
  needs: 'deferral',
  phrases: ACCEPT,
  command: ({ text, deferred, until }, seen) => ({
    type: 'accept',
    note: text,
    deferral: { materials: deferred, until },
    seen,
  }),
}

export const refuse: Offer = {
  key: 'refuse',
  type: 'refuse',
  title: 'act.refuse',
  hotkey: 'N',
  text: 'required',
  needs: 'competence',
  phrases: ['phrase.refuse.1', 'phrase.refuse.2'],
  command: ({ text, ground }, seen) => ({
    type: 'refuse',
    ground: ground === 'notRequired' ? 'notRequired' : 'notCompetent',
    reason: text,
    seen,
  }),
}

/** An opinion, on the step or on one road of it. */
export function opine(verdict: Verdict, branch?: string): Offer {
  const words = {
    agree: {
      title: 'act.agree',
      hotkey: 'A',
      phrases: ['phrase.agree.1', 'phrase.agree.2', 'phrase.agree.3'],
      text: 'optional',
    },
    disagree: {
      title: 'act.disagree',
      hotkey: 'N',
      phrases: ['phrase.disagree.1', 'phrase.disagree.2', 'phrase.disagree.3'],
      text: 'required',
    },
    return: {
      title: 'act.return',
      hotkey: 'B',
      phrases: ['phrase.return.1', 'phrase.return.2', 'phrase.return.3'],
      text: 'required',
    },
  } as const
  const road = branch === undefined ? {} : { branch }
  return {
    key: `opine.${branch ?? ''}.${verdict}`,
    type: 'opine',
    ...road,
    ...words[verdict],
    ...(verdict === 'return' && { needs: 'asked' as const }),
    command: ({ text, asked }, seen) => ({
      type: 'opine',
      ...road,
      verdict,
      opinion: text,
      ...(verdict === 'return' && { asked }),
      seen,
    }),
  }
}

export const mend = (branch: string): Offer => ({
  key: `mend.${branch}`,
  type: 'mend',
  branch,
  title: 'act.mend',
  hotkey: 'M',
  text: 'optional',
  needs: 'mend',
  phrases: [],
  command: ({ text, form, materials }, seen) => ({ type: 'mend', branch, form, materials, note: text, seen }),
})

/** Position and photos are taken on the page of the visit; here it is only asked whether it may be done. */
export const attend: Offer = {
  key: 'attend',
  type: 'attend',
  title: 'act.attend',
  hotkey: 'A',
  text: 'elsewhere',
  phrases: [],
  command: (_, seen) => ({
    type: 'attend',
    result: 'pass',
    longitude: 0,
    latitude: 0,
    photos: Array(20).fill('—'),
    note: '',
    seen,
  }),
}

export const fulfil: Offer = {
  key: 'fulfil',
  type: 'fulfil',
  title: 'act.fulfil',
  hotkey: 'A',
  text: 'required',
  needs: 'files',
  phrases: [],
  command: ({ text, files }, seen) => ({ type: 'fulfil', note: text, files, seen }),
}

export const approve: Offer = {
  key: 'decide.approve',
  type: 'decide',
  title: 'act.approve',
  hotkey: 'A',
  text: 'optional',
  phrases: ['phrase.approve.1', 'phrase.approve.2', 'phrase.approve.3'],
  command: ({ text }, seen) => ({ type: 'decide', verdict: 'approve', reason: text, seen }),
}

export const reject: Offer = {
  key: 'decide.reject',
  type: 'decide',
  title: 'act.reject',
  hotkey: 'N',
  text: 'required',
  phrases: ['phrase.reject.1', 'phrase.reject.2', 'phrase.reject.3'],
  command: ({ text }, seen) => ({ type: 'decide', verdict: 'reject', reason: text, seen }),
}

/** What was filled in of these fields: another outcome may have been filled in before. */
export const partOf = (form: Data, fields: FormFields): Data =>
  Object.fromEntries(Object.entries((form ?? {}) as object).filter(([name]) => Object.hasOwn(fields, name)))

/** One outcome of a task, with its form. */
export function complete(step: TaskStep, outcome: string, index: number): Offer {
  const fields = formAt(step, outcome)
  return {
    key: `complete.${outcome}`,
    type: 'complete',
    title: 'act.complete',
    says: step.outcomes[outcome] ?? outcome,
    hotkey: 'ABCDFGILMOPQSTUVWXYZ'[index] ?? '',
    text: step.reasoned.includes(outcome) ? 'required' : 'optional',
    ...(Object.keys(fields).length > 0 && { needs: 'form' as const, fields }),
    phrases: [],
    command: ({ text, form }, seen) => ({ type: 'complete', outcome, form: partOf(form, fields), note: text, seen }),
  }
}

/** Payments go in batches, on a page of their own; which act is due, the payment's phase says. */
export const payment = (phase: Payment['phase']): Offer => ({
  key: 'payment',
  type: phase === 'prepared' ? 'releasePayment' : phase === 'released' ? 'answerPayment' : 'preparePayment',
  title:
    phase === 'prepared' ? 'act.releasePayment' : phase === 'released' ? 'act.answerPayment' : 'act.preparePayment',
  hotkey: 'A',
  text: 'elsewhere',
  page: '/console/payments',
  phrases: [],
  command: (_, seen) => ({ type: 'releasePayment', seen }),
})

/** A draw is held at its own desk, which gives the case its result. */
export const drawing: Offer = {
  key: 'draw',
  type: 'find',
  title: 'act.find',
  hotkey: 'A',
  text: 'elsewhere',
  page: '/console/draws',
  phrases: [],
  command: (_, seen) => ({ type: 'find', succeeded: false, reason: '—', name: '', hash: '', chosen: [], seen }),
}

export const deliver: Offer = {
  key: 'deliver',
  type: 'deliver',
  title: 'act.deliver',
  hotkey: 'A',
  text: 'required',
  phrases: ['phrase.deliver.1', 'phrase.deliver.2'],
  command: ({ text }, seen) => ({ type: 'deliver', how: text, seen }),
}

/** What cuts across the steps. */
export const ACROSS: readonly Offer[] = [
  {
    key: 'suspend',
    type: 'suspend',
    title: 'act.suspend',
    hotkey: 'H',
    text: 'required',
    needs: 'ground',
    phrases: ['phrase.suspend.1'],
    command: ({ text, ground }, seen) => ({ type: 'suspend', ground, notice: text, seen }),
  },
  {
    key: 'resume',
    type: 'resume',
    title: 'act.resume',
    hotkey: 'R',
    text: 'none',
    phrases: [],
    command: () => ({ type: 'resume' }),
  },
  {
    key: 'extend',
    type: 'extend',
    title: 'act.extend',
    hotkey: 'E',
    text: 'required',
    phrases: ['phrase.extend.1'],
    command: ({ text }) => ({ type: 'extend', reason: text }),
  },
  {
    key: 'askExtension',
    type: 'askExtension',
    title: 'act.askExtension',
    hotkey: 'J',
    text: 'required',
    phrases: ['phrase.extend.1'],
    command: ({ text }) => ({ type: 'askExtension', reason: text }),
  },
  {
    key: 'declineExtension',
    type: 'declineExtension',
    title: 'act.declineExtension',
    hotkey: 'K',
    text: 'required',
    phrases: [],
    command: ({ text }) => ({ type: 'declineExtension', reason: text }),
  },
  {
    key: 'terminate',
    type: 'terminate',
    title: 'act.terminate',
    hotkey: 'Z',
    text: 'required',
    phrases: ['phrase.terminate.1'],
    command: ({ text }) => ({ type: 'terminate', reason: text }),
  },
]
