// Draws as anyone reads them, from the acts that the log holds: the bundle that `qinqing draw verify` takes, and the evidence
// beside it. Read under the public's own database role.

import type { Pool } from 'pg'
import type { Evidence, LoggedMessage } from '#engines/draw/evidence.ts'
import type { Announce, Bundle } from '#engines/draw/message.ts'
import { messageHex } from '#engines/draw/message.ts'
import { openActsOf, type RecordedAct } from '#office/log/acts.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { recordedOf } from './store.ts'

/** A draw that was announced on the platform. */
export interface PublicDraw {
  readonly id: string
  /** The bundle, as it is downloaded. */
  readonly text: string
  readonly bundle: Bundle
  /** What the log recorded, for the check of the bundle against it. */
  readonly log: readonly LoggedMessage[]
  /** Steps with their place in the log; `seq` leads to the receipt of each. */
  readonly steps: readonly {
    readonly kind: string
    readonly seq: number
    readonly at: string
    readonly place: number
  }[]
  readonly rule: string
  readonly ended: { readonly kind: 'void' | 'failed'; readonly reason: string } | null
  readonly unavailable: Announce['beacons']
  /** Signatures of drand that were read with its values. */
  readonly drand: NonNullable<Evidence['drand']>
  /** The witnesses that were asked for, and the receipt of the freeze; null where the log had none. */
  readonly witness: NonNullable<Evidence['witness']> | null
}

export interface PublicDraws {
  ids(): Promise<readonly string[]>
  draw(id: string): Promise<PublicDraw | null>
}

/** `pool` acts as the public in the district. */
export function publicDraws(pool: Pool, district: string): PublicDraws {
  return {
    async ids() {
      const { rows } = await pool.query<{ id: string }>(
        `select substring(subject from 6) as id from recorded_act
          where district = $1 and subject like 'draw:%' and kind = 'announce' order by subject`,
        [district],
      )
      return rows.map(({ id }) => id)
    },
    async draw(id) {
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id)) return null
      const acts = await openActsOf(pool, district, `draw:${id}`)
      return acts.some(({ kind }) => kind === 'announce') ? publicDraw(id, acts) : null
    },
  }
}

const LOGGED = new Set(['announce', 'freeze', 'beacon', 'result'])

function publicDraw(id: string, acts: readonly RecordedAct[]): PublicDraw {
  const { bundle, witnesses, witnessed } = recordedOf(acts)
  const bodyOf = (kind: string) => acts.find((act) => act.kind === kind)?.body as Record<string, unknown> | undefined
  const [voided, failed] = [bodyOf('void'), bodyOf('failed')]
  return {
    ...{ id, bundle, text: `${JSON.stringify(bundle, null, 1)}\n` },
    log: acts.flatMap(({ kind, body, place, at }) =>
      LOGGED.has(kind)
        ? [
            {
              message: kind as LoggedMessage['message'],
              hash: messageHex(body as object, sha256),
              index: place,
              time: at.replace(/\.\d+Z$/, 'Z'),
            },
          ]
        : [],
    ),
    steps: acts.map(({ kind, seq, at, place }) => ({ kind, seq, at, place })),
    rule: String(bodyOf('rule')?.text ?? ''),
    ended: voided
      ? { kind: 'void', reason: String(voided.void) }
      : failed
        ? { kind: 'failed', reason: String(failed.failed) }
        : null,
    unavailable: (bodyOf('unavailable')?.beacons ?? []) as Announce['beacons'],
    drand: (bodyOf('drand') ?? []) as unknown as PublicDraw['drand'],
    witness: witnesses && { ...witnesses, ...(witnessed !== null && { receipt: witnessed }) },
  }
}
