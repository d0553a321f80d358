// How each stage of a draw is shown, and which posts may do what.

import type { DrawStage } from '#engines/draw/conduct.ts'
import type { Role as Party } from '#engines/draw/message.ts'
import type { Role } from '#kernel/unit/role.ts'
import type { Tone } from '../../ui/tone.ts'
import type { WordKey } from '../../words/words.ts'

export const STAGES = {
  planned: { word: 'draws.stage.planned', tone: 'wait' },
  open: { word: 'draws.stage.open', tone: 'going' },
  frozen: { word: 'draws.stage.frozen', tone: 'going' },
  known: { word: 'draws.stage.known', tone: 'wait' },
  revealed: { word: 'draws.stage.revealed', tone: 'wait' },
  drawn: { word: 'draws.stage.drawn', tone: 'good' },
  void: { word: 'draws.stage.void', tone: 'still' },
  failed: { word: 'draws.stage.failed', tone: 'still' },
} as const satisfies Readonly<Record<DrawStage, { readonly word: WordKey; readonly tone: Tone }>>

/** Posts as the desk knows them (src/office/draws/draws.ts), for what is offered; the desk decides. */
export const OPERATORS: readonly Role[] = ['bureau.market', 'education.officer']
export const PARTY_ROLES: Readonly<Record<Party, readonly Role[]>> = { operator: OPERATORS, notary: ['bureau.notary'] }
export const HOLDERS: readonly Role[] = ['bureau.head', 'bureau.supervisor']

export const PARTY_WORDS = { operator: 'draws.desk.operator', notary: 'draws.desk.notary' } as const

/** Why a copy in escrow was not opened. */
export const COPY_FAULTS = {
  key: 'draws.desk.copyNoKey',
  copy: 'draws.desk.copyNotMine',
  other: 'draws.desk.copyOther',
} as const

/** Kinds of records, by their words on the public page. */
export const KINDS: Readonly<Record<string, WordKey>> = {
  rule: 'draw.kind.rule',
  announce: 'draw.kind.announce',
  sealed: 'draw.kind.sealed',
  witnesses: 'draw.kind.witnesses',
  held: 'draw.kind.held',
  witnessed: 'draw.kind.witnessed',
  drand: 'draw.kind.drand',
  entrants: 'draw.kind.entrants',
  freeze: 'draw.kind.freeze',
  unavailable: 'draw.kind.unavailable',
  beacon: 'draw.kind.beacon',
  escrow: 'draw.kind.escrow',
  reveal: 'draw.kind.reveal',
  result: 'draw.kind.result',
  void: 'draw.kind.void',
  failed: 'draw.kind.failed',
}
