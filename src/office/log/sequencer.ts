// Grows the tree of the district's log by every event and act that has been recorded since, in the order of the places they
// were given with (migrations/0001-case.sql), and signs the head. One story in reading order: look, grow, sign, publish. Two
// at once are harmless: one holds the lock, and the head itself is fenced. It may be killed between any two steps; the next
// one goes on from what the database holds.

import type { Pool, PoolClient } from 'pg'
import { equalBytes } from '#kernel/bytes.ts'
import { checkpointText } from '#kernel/log/checkpoint.ts'
import { entryOf } from '#kernel/log/entry.ts'
import { leafHash, peaksRoot, type TreeHead } from '#kernel/log/merkle.ts'
import { formatNote, signNote } from '#kernel/log/note.ts'
import { type LogReason, logReason } from '#kernel/log/reason.ts'
import { EMPTY_EDGE, edgeFromTiles, grow, headOf, type Tile, type TreeEdge } from '#kernel/log/tile.ts'
import { type KnownHead, signingReasons } from '#kernel/log/witness.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import type { Cosigners } from './cosign.ts'
import type { LockFile } from './lock-file.ts'
import type { LogKey } from './log-key.ts'
import {
  ensureHead,
  moveHead,
  publish,
  readHead,
  readPlaced,
  type StoredCosignature,
  type StoredHead,
  TileMissing,
  withTiles,
  writeTiles,
} from './log-store.ts'

/** Most entries of one round: at 10,000 events a second a round takes some 300 ms. */
export const BATCH = 4_096

/** The moments between which a test stops a round; in this order. */
export const STEPS = ['read', 'tiled', 'moved', 'committed', 'signed', 'locked', 'cosigned', 'published'] as const
export type Step = (typeof STEPS)[number]

export interface SequencerOptions {
  /** Connections under qinqing_log with `app.district` set. */
  readonly pool: Pool
  readonly district: string
  readonly key: LogKey
  readonly lock: LockFile
  readonly witnesses: Cosigners
  readonly batch?: number
  /** Called after each step; what it throws ends the round there, as a kill would. */
  readonly afterStep?: (step: Step) => void | Promise<void>
}

/** What a round came to. `busy`: another sequencer is at work. `refused`: nothing was grown or signed, and why. */
export interface Round {
  readonly outcome: 'done' | 'busy' | 'refused'
  /** Leaves that the tree has grown by. */
  readonly grown: number
  readonly reasons: readonly LogReason[]
}

export interface Sequencer {
  /** One round: grows by what waits, up to a batch, and publishes the head. Throws on a fault; another round may follow. */
  round(): Promise<Round>
  /** Whether a round is worth while: entries wait, or a signature, or a witness has still to cosign. Cost: one look-up. */
  hasWork(): Promise<boolean>
  /** Why the head in the database must not be signed now; signs nothing. */
  contradictions(): Promise<readonly LogReason[]>
}

const BUSY: Round = { outcome: 'busy', grown: 0, reasons: [] }

/** A sequencer of one district. It remembers the right edge of the tree, and reads it anew when the head is another. */
export function sequencer(options: SequencerOptions): Sequencer {
  const { district, lock, witnesses, batch = BATCH, afterStep = () => undefined } = options
  let remembered: TreeEdge = EMPTY_EDGE

  async function turn(client: PoolClient): Promise<Round> {
    const head = await headNow(client, district)
    const edge = isHeadOf(remembered, head) ? remembered : await edgeAt(client, district, head)
    const reasons = await whyNotSign(client, head, options)
    if (reasons.length > 0) return { outcome: 'refused', grown: 0, reasons }
    remembered = await growFrom(client, edge, head)
    const grown = remembered.size - head.size
    if (grown > 0 || head.signedSize !== head.size || witnesses.isLacking()) {
      await sign(client, headOf(remembered, sha256))
    }
    return { outcome: 'done', grown, reasons: [] }
  }

  /** Tiles and head in one transaction: all of a batch or nothing of it. */
  async function growFrom(client: PoolClient, edge: TreeEdge, head: StoredHead): Promise<TreeEdge> {
    if (head.recorded === head.size) return edge
    const placed = await readPlaced(client, district, { from: head.size, count: batch })
    const gap = placed.length === 0 ? 0 : placed.findIndex(({ place }, i) => place !== head.size + i)
    if (gap >= 0) throw new Error(`the rows of the log of ${district} have no single entry at place ${head.size + gap}`)
    await afterStep('read')
    const leaves = placed.map(({ commitment }) => leafHash(entryOf(commitment), sha256))
    const grown = grow(edge, leaves, sha256)
    await client.query('begin')
    await writeTiles(client, district, grown.written)
    await afterStep('tiled')
    if (!(await moveHead(client, district, head, headOf(grown.edge, sha256)))) throw new Error('the head has moved on')
    await afterStep('moved')
    await client.query('commit')
    await afterStep('committed')
    return grown.edge
  }

  /** The signature leaves this process only after the lock file remembers it. */
  async function sign(client: PoolClient, head: TreeHead): Promise<void> {
    const { verifier } = options.key
    const text = checkpointText({ origin: verifier.name, size: head.size, root: head.root })
    const checkpoint = formatNote({ text, signatures: [signNote(text, verifier, options.key.sign)] })
    await afterStep('signed')
    await lock.write(checkpoint)
    await afterStep('locked')
    const cosignatures: readonly StoredCosignature[] = await witnesses.cosign({ size: head.size, checkpoint }, client)
    await afterStep('cosigned')
    await publish(client, district, { size: head.size, checkpoint, cosignatures })
    await afterStep('published')
  }

  return {
    round: () => alone(options, turn),
    async hasWork() {
      if (witnesses.isLacking()) return true
      const head = await readHead(options.pool, district)
      return head === null || head.signedSize !== head.size || head.recorded !== head.size
    },
    async contradictions() {
      const head = await readHead(options.pool, district)
      if (head === null) return []
      try {
        const edge = await edgeOfSize(options.pool, district, head.size)
        if (!isHeadOf(edge, head)) return [logReason('ROOT_MISMATCH', `数据库里 ${head.size} 条的树头`)]
        return await whyNotSign(options.pool, head, options)
      } catch (error) {
        if (error instanceof TileMissing) return [logReason('TILE_MISSING', error.path)]
        throw error
      }
    },
  }
}

/** Runs a turn while holding the district's lock, or finds that another holds it. A lock ends with its connection. */
async function alone(
  { pool, district }: SequencerOptions,
  turn: (client: PoolClient) => Promise<Round>,
): Promise<Round> {
  const client = await pool.connect()
  let broken: unknown
  try {
    const { rows } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${LOCK}) as got`, [district])
    if (!rows[0]?.got) return BUSY
    return await turn(client)
  } catch (error) {
    broken = error
    throw error
  } finally {
    if (broken === undefined) {
      await client.query(`select pg_advisory_unlock(${LOCK})`, [district]).catch((error: unknown) => {
        broken = error
      })
    }
    // After a fault the connection is closed: that rolls back and unlocks, whatever state it was in.
    client.release(broken !== undefined)
  }
}

// Any number, the same for all sequencers, and one a district.
const LOCK = `${0x6c_6f_67}, hashtext($1)`

async function headNow(client: PoolClient, district: string): Promise<StoredHead> {
  const head = await readHead(client, district)
  if (head !== null) return head
  await ensureHead(client, district, peaksRoot([], sha256))
  return (await readHead(client, district)) as StoredHead
}

const isHeadOf = (edge: TreeEdge, head: TreeHead): boolean =>
  edge.size === head.size && equalBytes(headOf(edge, sha256).root, head.root)

/** The edge at the stored head, from its tiles. Throws when they do not lead to its root: nothing may grow from there. */
async function edgeAt(client: PoolClient, district: string, head: TreeHead): Promise<TreeEdge> {
  const edge = await edgeOfSize(client, district, head.size)
  if (isHeadOf(edge, head)) return edge
  throw new Error(`the tiles of the log of ${district} do not lead to the root of its head of ${head.size} leaves`)
}

async function edgeOfSize(client: Pool | PoolClient, district: string, size: number): Promise<TreeEdge> {
  const wanted: Tile[] = []
  edgeFromTiles(size, (tile) => {
    wanted.push(tile)
    return new Uint8Array(tile.width * 32)
  })
  return withTiles(client, district, { wanted, use: (read) => edgeFromTiles(size, read) })
}

/** Everything outside the database that contradicts the head in it; nothing of it may be signed then. */
async function whyNotSign(
  client: Pool | PoolClient,
  head: StoredHead,
  { district, lock, witnesses }: Pick<SequencerOptions, 'district' | 'lock' | 'witnesses'>,
): Promise<readonly LogReason[]> {
  const locked = await lock.read()
  const known: KnownHead[] = locked === null ? [] : [{ by: '锁文件', ...locked }]
  const roots = new Map<number, Uint8Array>()
  for (const { size } of known.filter(({ size }) => size < head.size)) {
    roots.set(size, headOf(await edgeOfSize(client, district, size), sha256).root)
  }
  const byLock = signingReasons(head, known, (size) => roots.get(size) as Uint8Array)
  return byLock.length > 0 ? byLock : witnesses.contradictions(head, client)
}
