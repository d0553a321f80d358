// The log's side of its witnesses (c2sp.org/tlog-witness): asks each to cosign every new head, and before the first
// signature what it knows, so that a log restored from an old backup learns of it in time. A witness that is silent
// delays nothing for long: it is asked again after a pause.

import { consistencyProof, type TreeHead } from '#kernel/log/merkle.ts'
import { type LogReason, logReason } from '#kernel/log/reason.ts'
import { nodesFromTiles, tilesFor } from '#kernel/log/tile.ts'
import { addCheckpointBody } from '#kernel/log/witness.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { type Db, readHead, type StoredCosignature, withTiles } from './log-store.ts'

/** A head that this log has signed, as a note, and its size. */
export interface SignedHead {
  readonly size: number
  readonly checkpoint: string
}

/**
 * What a witness says to a checkpoint: its signature line; the size it knows; that it contradicts what it has seen; or
 * nothing of use, whatever the cause.
 */
export type WitnessReply =
  | { readonly kind: 'cosigned'; readonly line: string }
  | { readonly kind: 'knows'; readonly size: number }
  | { readonly kind: 'contradicts'; readonly text: string }
  | { readonly kind: 'silent'; readonly text: string }

/** One witness, reached somehow. Never throws. */
export interface Witness {
  readonly name: string
  add(body: string): Promise<WitnessReply>
}

/** The witnesses of a log, together. */
export interface Cosigners {
  /** What witnesses know that contradicts the head in the database. Asks those not asked since the start. */
  contradictions(head: TreeHead, db: Db): Promise<readonly LogReason[]>
  /** Whether a witness that could be asked now has not cosigned the newest head: one that was silent, or is new. */
  isLacking(): boolean
  /** The lines of those that cosign this head now. */
  cosign(signed: SignedHead, db: Db): Promise<readonly StoredCosignature[]>
}

/** A log without witnesses: only its lock file guards it. */
export const NO_WITNESSES: Cosigners = {
  contradictions: async () => [],
  isLacking: () => false,
  cosign: async () => [],
}

/** A witness that did not cosign is asked again after this time. */
const PAUSE_MS = 10_000

export interface CosignerOptions {
  readonly district: string
  readonly witnesses: readonly Witness[]
  /** A signed checkpoint of the empty tree: all that a log may show a witness before it knows what that witness knows. */
  readonly emptyCheckpoint: () => string
  /** Milliseconds of a clock that does not go back. */
  readonly ticks: () => number
  readonly report: (text: string, fields: Readonly<Record<string, unknown>>) => void
}

interface Asked {
  readonly witness: Witness
  /** The size it knows, null before it has answered for the first time. */
  size: number | null
  silentUntil: number
  /** Size of the head it cosigned last for this process. */
  cosigned: number | null
  refused: string | null
}

/** Keeps what each witness knows; one sequencer at a time uses it. */
export function cosigners(options: CosignerOptions): Cosigners {
  const { district, ticks, report } = options
  const asked: Asked[] = options.witnesses.map((witness) => ({
    witness,
    size: null,
    silentUntil: 0,
    cosigned: null,
    refused: null,
  }))
  let newest: number | undefined
  let last: Promise<unknown> = Promise.resolve()
  const awake = (one: Asked) => one.silentUntil <= ticks()

  /** Witnesses are asked together, but their proofs come over one connection, which answers one question at a time. */
  function inTurn(span: { readonly from: number; readonly to: number }, db: Db): Promise<Uint8Array[]> {
    const proof = last.then(() => proofOf(db, district, span))
    last = proof.catch(() => undefined)
    return proof
  }

  /** Shows a head this log has signed, from what the witness knows; once more when it knows another size. */
  async function show(one: Asked, signed: SignedHead, db: Db): Promise<string | null> {
    for (let from = one.size ?? 0, attempt = 0; attempt < 2; attempt += 1) {
      if (from > signed.size) return null
      const proof = await inTurn({ from, to: signed.size }, db)
      const reply = await one.witness.add(addCheckpointBody(from, proof, signed.checkpoint))
      if (reply.kind === 'knows') {
        one.size = from = reply.size
        continue
      }
      return settle(one, signed, reply)
    }
    return null
  }

  function settle(one: Asked, signed: SignedHead, reply: Exclude<WitnessReply, { kind: 'knows' }>): string | null {
    const { name } = one.witness
    if (reply.kind === 'cosigned') {
      Object.assign(one, { size: signed.size, cosigned: signed.size, refused: null })
      return reply.line
    }
    report(`a witness ${reply.kind === 'silent' ? 'is silent' : 'contradicts the log'}`, {
      witness: name,
      text: reply.text,
    })
    one.silentUntil = ticks() + PAUSE_MS
    if (reply.kind === 'contradicts') one.refused = reply.text
    return null
  }

  return {
    async contradictions(head, db) {
      const published = await lastSigned(db, options)
      // Only what has been signed before is shown here: a head that may be wrong must not get a signature to be judged.
      await Promise.all(
        asked.filter((one) => awake(one) && (one.size === null || one.refused)).map((one) => show(one, published, db)),
      )
      return asked.flatMap(({ witness: { name }, size, refused }) => {
        if (refused !== null) return [logReason('SPLIT_VIEW', `${name}：${refused}`)]
        if (size === null || size <= head.size) return []
        return [logReason('SIZE_SHRANK', `${name} 见过 ${size} 条，现只有 ${head.size} 条`)]
      })
    },
    isLacking: () => asked.some((one) => awake(one) && (newest === undefined || one.cosigned !== newest)),
    async cosign(signed, db) {
      newest = signed.size
      const lines = await Promise.all(
        asked.filter(awake).map(async (one) => ({ one, line: await show(one, signed, db) })),
      )
      return lines.flatMap(({ one, line }) => (line === null ? [] : [{ witness: one.witness.name, line }]))
    },
  }
}

async function lastSigned(db: Db, { district, emptyCheckpoint }: CosignerOptions): Promise<SignedHead> {
  const head = await readHead(db, district)
  if (head?.checkpoint && head.signedSize !== null) {
    return { size: head.signedSize, checkpoint: head.checkpoint }
  }
  return { size: 0, checkpoint: emptyCheckpoint() }
}

/** Proof that the tree of `from` leaves is a beginning of that of `to`. Cost: a few tiles. */
async function proofOf(
  db: Db,
  district: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Uint8Array[]> {
  const wanted = tilesFor(to, (read) => consistencyProof(from, to, read, sha256))
  return withTiles(db, district, {
    wanted,
    use: (read) => consistencyProof(from, to, nodesFromTiles(to, read, sha256), sha256),
  })
}
