// A draw's reasons as checks in plain words. A failing check comes first; each quotes the sentences of the engine.

import type { DrawAccount, Standing } from '#engines/draw/account.ts'
import { beaconText } from '#engines/draw/beacon.ts'
import type { Evidence } from '#engines/draw/evidence.ts'
import type { BeaconName } from '#engines/draw/message.ts'
import type { DrawReason } from '#engines/draw/reason.ts'
import { datesIn } from '../words/dates.ts'
import type { T } from '../words/words.ts'

/** One check. `passed` null: not done, or not yet; `prints` are hashes with their names. */
export interface ProofCheck {
  readonly passed: boolean | null
  readonly title: string
  readonly note: string
  readonly faults: readonly string[]
  readonly prints: readonly { readonly name: string; readonly hex: string }[]
}

const CHAIN = new Set(['ANNOUNCE_HASH_MISMATCH', 'FREEZE_HASH_MISMATCH', 'BEACON_HASH_MISMATCH', 'DRAW_ID_MISMATCH'])

/** What the log says against a draw. */
const OF_LOG = /^LOG_|^FREEZE_LATE$|^BEACON_TOO_SOON$/
const OF_WITNESSES = /^FREEZE_(UN)?WITNESSED/

/** A reason belongs to the check of its step; a broken link between two messages has a check of its own. */
const isOf = (check: string) => (reason: DrawReason) => checkOf(reason) === check

function checkOf({ code, step }: DrawReason): string {
  if (code === 'BEACON_SIGNATURE_WRONG') return 'signed'
  if (OF_WITNESSES.test(code)) return 'witness'
  if (OF_LOG.test(code)) return 'log'
  return CHAIN.has(code) || step === 'file' ? 'chain' : step
}

/** The names of public numbers as people know them. */
export const sayBeacon = (t: T, name: BeaconName): string =>
  'issue' in name && name.type === 'cwl-kl8' ? t('draw.kl8', { issue: name.issue }) : beaconText(name)

/** Every check of a draw, failing ones first, those not done last. */
export function drawChecks(t: T, account: DrawAccount, evidence: Evidence = {}): readonly ProofCheck[] {
  const { log, witness, drand = [] } = evidence
  const { announce, reasons, hashes, secrets, seed, values, n } = account
  const check = (
    step: string,
    isDone: boolean,
    [title, bad]: readonly [string, string],
    note: string,
    prints: ProofCheck['prints'] = [],
  ): ProofCheck => {
    const faults = reasons.filter(isOf(step)).map(({ text }) => t.told(text))
    if (faults.length > 0) return { passed: false, title: bad, note, faults, prints }
    return isDone
      ? { passed: true, title, note, faults, prints }
      : { passed: null, title, note: t('draw.notYet'), faults, prints: [] }
  }
  const print = (name: string, hex: string | null | undefined) => (hex ? [{ name, hex }] : [])
  const names = announce.beacons.map((name) => sayBeacon(t, name)).join(t('list.comma'))
  const time = datesIn(t.locale).sayInstant(announce.freezeAt)
  const checks: ProofCheck[] = [
    check(
      'freeze',
      hashes.freeze !== undefined,
      [t('draw.listed'), t('draw.listedBad')],
      t('draw.listedNote', { time, n: n ?? 0 }),
      [...print(t('draw.print.list'), hashes.entrants)],
    ),
    check(
      'beacon',
      hashes.beacon !== undefined,
      [t('draw.beacon'), t('draw.beaconBad')],
      [
        t('draw.beaconNote', { names }),
        ...values.map((value) => t('draw.beaconValue', { name: sayBeacon(t, value), value: value.value })),
      ].join('\n'),
    ),
    check('reveal', hashes.reveal !== undefined, [t('draw.reveal'), t('draw.revealBad')], t('draw.revealNote'), [
      ...print(t('draw.print.operator'), secrets.operator),
      ...print(t('draw.print.notary'), secrets.notary),
    ]),
    check('chain', true, [t('draw.chain'), t('draw.chainBad')], t('draw.chainNote'), [
      ...print(t('draw.print.announce'), hashes.announce),
      ...print(t('draw.print.result'), hashes.result),
    ]),
    check(
      'result',
      hashes.result !== undefined,
      [t('draw.result'), t('draw.resultBad')],
      t('draw.resultNote'),
      print(t('draw.print.seed'), seed),
    ),
    check('announce', true, [t('draw.once'), t('draw.onceBad')], t('draw.onceNote')),
    ...(log
      ? [check('log', true, [t('draw.logged'), t('draw.loggedBad')], t('draw.loggedNote', { n: log.length }))]
      : []),
    ...(witness
      ? [
          check(
            'witness',
            hashes.freeze !== undefined,
            [t('draw.witness'), t('draw.witnessBad')],
            t('draw.witnessNote', { n: witness.quorum, names: witness.witnesses.map(nameOfKey).join(t('list.comma')) }),
          ),
        ]
      : []),
    ...(drand.length > 0
      ? [check('signed', hashes.beacon !== undefined, [t('draw.signed'), t('draw.beaconBad')], t('draw.signedNote'))]
      : []),
    ...undone(t, account, evidence),
  ]
  const order = (one: ProofCheck) => (one.passed === false ? 0 : one.passed ? 1 : 2)
  return checks.sort((a, b) => order(a) - order(b))
}

/** What this page cannot check, and says so. */
function undone(t: T, { announce, values }: DrawAccount, { log, witness, drand = [] }: Evidence): ProofCheck[] {
  const isNot = (title: string, note: string): ProofCheck => ({ passed: null, title, note, faults: [], prints: [] })
  const isSigned =
    values.length > 0 && values.every((one) => drand.some(({ round }) => 'round' in one && one.round === round))
  return [
    ...(log && !witness && announce.purpose === 'formal' ? [isNot(t('draw.witness'), t('draw.witnessNone'))] : []),
    ...(log && isSigned
      ? []
      : [isNot(t(log ? 'draw.bulletin' : 'draw.outside'), t(log ? 'draw.bulletinNote' : 'draw.outsideNote'))]),
  ]
}

const nameOfKey = (key: string): string => key.split('+', 1)[0]!

/** How many checks failed, and how many hold. */
export function tally(checks: readonly ProofCheck[]): { readonly failed: number; readonly held: number } {
  const of = (passed: boolean) => checks.filter((check) => check.passed === passed).length
  return { failed: of(false), held: of(true) }
}

/** Where an entrant stands, in a sentence. */
export function sayStanding(t: T, { id, place, outcome }: Standing, { announce }: DrawAccount): string {
  const at = place ?? 0
  switch (outcome) {
    case 'winner':
      return t('draw.standing.winner', { place: at })
    case 'reserve':
      return t('draw.standing.reserve', { place: at, n: at - announce.k })
    case 'neither':
      return t('draw.standing.neither', { place: at })
    case 'waiting':
      return t('draw.standing.waiting')
    case 'unlisted':
      return t('draw.standing.unlisted', { id, time: datesIn(t.locale).sayInstant(announce.freezeAt) })
  }
}
