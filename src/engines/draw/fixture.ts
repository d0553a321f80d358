// An invented draw, taken through every step: the example of docs/proof.md, of the tests and of the public page's demo.
// Its secrets and numbers are made up and fixed, so that everybody gets the same hashes.

import { hexOf, type Sha256, utf8 } from '#kernel/bytes.ts'
import type { Announce, Bundle, Entrant, Role } from './message.ts'
import { commitment, type Step, takeAnnounce, takeBeacon, takeFreeze, takeResult, takeReveal } from './steps.ts'

/** Twenty invented numbers in the form of the bulletin. */
export const KL8 = '02 05 09 11 17 20 23 28 31 36 40 44 47 52 55 61 66 70 73 79'
export const SECOND_KL8 = '01 04 08 13 16 22 27 30 35 39 42 48 51 56 60 64 69 72 75 80'

/** A secret that only an example may have: the hash of its holder's name. */
export const demoSecret = (role: Role, hash: Sha256): string => hexOf(hash(utf8(`demo secret of the ${role}`)))

/** Invented firms of the invented division 350598, in no order. */
export const demoEntrants = (count: number): Entrant[] =>
  Array.from({ length: count }, (_, i) => ({ id: `91350598MA${String((i * 37) % count).padStart(7, '0')}X` }))

/** The announcement of the example. */
export function demoAnnounce(hash: Sha256, changes: Partial<Announce> = {}): Announce {
  const drawId = changes.drawId ?? '350598-2026-0001'
  return {
    v: 'fairdraw/v1',
    drawId,
    project: '350598-XM-2026-017 某某小学扩建工程测绘',
    purpose: 'formal',
    ruleHash: hexOf(hash(utf8('rules'))),
    k: 1,
    reserve: 2,
    minimum: 3,
    freezeAt: '2026-03-01T12:00:00Z',
    beacons: [
      { type: 'cwl-kl8', issue: '2026052' },
      { type: 'cwl-kl8', issue: '2026053' },
    ],
    fallback: [
      { type: 'cwl-kl8', issue: '2026054' },
      { type: 'cwl-kl8', issue: '2026055' },
    ],
    voidReasons: ['项目被依法取消'],
    commits: {
      operator: commitment('operator', drawId, demoSecret('operator', hash), hash),
      notary: commitment('notary', drawId, demoSecret('notary', hash), hash),
    },
    ...changes,
  }
}

/** A finished draw. Throws when a step is refused: the example would be wrong. */
export function demoBundle(
  hash: Sha256,
  {
    changes = {},
    entrants = demoEntrants(12),
    values = [KL8, SECOND_KL8],
  }: { changes?: Partial<Announce>; entrants?: readonly Entrant[]; values?: readonly string[] } = {},
): Bundle {
  const deps = { hash }
  const secrets = { operator: demoSecret('operator', hash), notary: demoSecret('notary', hash) }
  let bundle: Bundle = { announce: demoAnnounce(hash, changes), entrants }
  bundle = taken(takeAnnounce(bundle, deps))
  bundle = taken(takeFreeze(bundle, deps))
  bundle = taken(takeBeacon(bundle, values, deps))
  bundle = taken(takeReveal(bundle, secrets, deps))
  return taken(takeResult(bundle, deps))
}

/** Round 1000 of drand quicknet, as the network published it. */
export const DRAND = {
  round: 1000,
  signature: 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
  value: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
} as const

/** A finished draw that takes its number from drand; from a value and a round of one's own where they are given. */
export const demoDrandBundle = (
  hash: Sha256,
  {
    value = DRAND.value,
    round = DRAND.round,
    changes = {},
  }: { value?: string; round?: number; changes?: Partial<Announce> } = {},
): Bundle =>
  demoBundle(hash, {
    changes: {
      ...{ beacons: [{ type: 'drand-quicknet', round }], fallback: [], freezeAt: '2023-08-23T12:00:00Z' },
      ...changes,
    },
    values: [value],
  })

function taken(step: Step): Bundle {
  if (!step.ok) throw new Error(step.reasons.map((reason) => reason.text).join('\n'))
  return step.bundle
}
