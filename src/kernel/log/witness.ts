// What a witness answers (c2sp.org/tlog-witness, add-checkpoint), and what a log must ask itself before it signs. Pure
// decisions: keeping the latest head durably and atomically, before the answer leaves, is the process's duty.
// Called by `qinqing witness` and by the sequencer.

import { base64Of, equalBytes, parseBase64, type Sha256 } from '../bytes.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { peaksRoot, type TreeHead, verifyConsistency } from './merkle.ts'
import { type Ed25519Verify, parseNote, type VerifierKey, verifyNote } from './note.ts'
import { type LogReason, logReason } from './reason.ts'

/** The most proof lines a request may hold. Source: c2sp.org/tlog-witness. */
const MAX_PROOF_LINES = 63

/** The request a log sends: how much the witness knows, the proof from there, the signed checkpoint. */
export const addCheckpointBody = (oldSize: number, proof: readonly Uint8Array[], checkpoint: string): string =>
  `${[`old ${oldSize}`, ...proof.map(base64Of)].join('\n')}\n\n${checkpoint}`

/** What a witness knows: the logs it watches, by their keys (the key's name is the origin), and their latest heads. */
export interface WitnessMemory {
  readonly logs: readonly VerifierKey[]
  /** The head last cosigned, null for a log never cosigned. */
  latest(origin: string): TreeHead | null
}

/**
 * The answer. 200: store `checkpoint` if the head is still `old`, then cosign `text`. 409: the body is the size known.
 * Otherwise the reasons say why, and a checkpoint that carries the log's own signature is kept as evidence.
 */
export type WitnessAnswer =
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly old: TreeHead; readonly text: string }
  | { readonly status: 409; readonly knownSize: number }
  | { readonly status: 400 | 403 | 404 | 422; readonly reasons: readonly LogReason[]; readonly evidence: string | null }

/** Decides on an add-checkpoint request. Never throws on input. Cost: one signature check, O(log size) hashes. */
export function considerCheckpoint(
  body: string,
  memory: WitnessMemory,
  deps: { readonly hash: Sha256; readonly verify: Ed25519Verify },
): WitnessAnswer {
  const request = parseRequest(body)
  const note = request === null ? null : parseNote(request.checkpoint)
  const checkpoint = note?.ok ? parseCheckpoint(note.value.text) : null
  if (request === null || !note?.ok || !checkpoint?.ok) return refuse(400, [logReason('CHECKPOINT_SYNTAX')])
  const key = memory.logs.find((log) => log.name === checkpoint.value.origin)
  if (key === undefined) return refuse(404, [logReason('ORIGIN_MISMATCH', checkpoint.value.origin)])
  const unsigned = verifyNote(note.value, key, deps.verify)
  if (unsigned.length > 0) return refuse(403, unsigned)
  if (request.oldSize > checkpoint.value.size) return refuse(400, [logReason('SIZE_SHRANK')])
  const old = memory.latest(key.name) ?? { size: 0, root: peaksRoot([], deps.hash) }
  if (request.oldSize !== old.size) return { status: 409, knownSize: old.size }
  const reasons = [
    ...emptyReasons(checkpoint.value, deps.hash),
    ...verifyConsistency(old, checkpoint.value, request.proof, deps.hash),
  ]
  if (reasons.length > 0) return refuse(422, reasons, request.checkpoint)
  return { status: 200, checkpoint: checkpoint.value, old, text: note.value.text }
}

const refuse = (status: 400 | 403 | 404 | 422, reasons: readonly LogReason[], evidence: string | null = null) =>
  ({ status, reasons, evidence }) as const

const emptyReasons = ({ size, root }: TreeHead, hash: Sha256): LogReason[] =>
  size === 0 && !equalBytes(root, peaksRoot([], hash)) ? [logReason('ROOT_MISMATCH', '0 条')] : []

function parseRequest(body: string): { oldSize: number; proof: Uint8Array[]; checkpoint: string } | null {
  const split = body.indexOf('\n\n')
  if (split < 0) return null
  const [first = '', ...lines] = body.slice(0, split).split('\n')
  const old = /^old (0|[1-9][0-9]{0,15})$/.exec(first)?.[1]
  const proof = lines.map(parseBase64)
  const isWhole = lines.length <= MAX_PROOF_LINES && proof.every((hash) => hash?.length === 32)
  if (old === undefined || !Number.isSafeInteger(Number(old)) || !isWhole) return null
  return { oldSize: Number(old), proof: proof as Uint8Array[], checkpoint: body.slice(split + 2) }
}

/** A head that someone outside the database remembers: the lock file, a witness. */
export interface KnownHead extends TreeHead {
  readonly by: string
}

/**
 * Why a log must not sign its head: somebody knows a larger tree (the database was restored from an old backup) or
 * another tree of a size it has passed. `rootAt` gives the log's own root at a smaller size, read from its tiles.
 */
export function signingReasons(
  own: TreeHead,
  known: readonly KnownHead[],
  rootAt: (size: number) => Uint8Array,
): LogReason[] {
  return known.flatMap(({ by, size, root }) => {
    if (size > own.size) return [logReason('SIZE_SHRANK', `${by} 见过 ${size} 条，现只有 ${own.size} 条`)]
    const ours = size === own.size ? own.root : rootAt(size)
    return equalBytes(ours, root) ? [] : [logReason('SPLIT_VIEW', `${by} 见过的前 ${size} 条与现有的不同`)]
  })
}
