// The log: events a second from the stream to a signed checkpoint, how long an event waits for one at 10,000 a second,
// bytes of tree, proofs, the check of a million leaves, and memory while the tree grows. Beside it the same rows only read in
// their order, and plain SHA-256. BENCH_LEAVES sets the largest tree (1000000).

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Pool } from 'pg'
import { utf8 } from '#kernel/bytes.ts'
import { checkpointText } from '#kernel/log/checkpoint.ts'
import { entryOf } from '#kernel/log/entry.ts'
import { fsck, joinEntries } from '#kernel/log/fsck.ts'
import { inclusionProof, leafHash } from '#kernel/log/merkle.ts'
import { formatNote, NOTE_ED25519, signNote } from '#kernel/log/note.ts'
import {
  EMPTY_EDGE,
  entriesPath,
  grow,
  headOf,
  nodesFromTiles,
  openTiles,
  type Tile,
  type TileMemory,
  tilePath,
} from '#kernel/log/tile.ts'
import { NO_WITNESSES } from '#office/log/cosign.ts'
import { lockFile } from '#office/log/lock-file.ts'
import { openLogKey } from '#office/log/log-key.ts'
import { readPlaced } from '#office/log/log-store.ts'
import { sequencerLoop } from '#office/log/loop.ts'
import { receiptFor } from '#office/log/published.ts'
import { BATCH, sequencer } from '#office/log/sequencer.ts'
import { silentLog } from '#platform/log.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { openPlatform } from './support/platform.ts'

const EVENTS = 100_000
const RATE = 10_000
const SECONDS = Number(process.env.BENCH_SECONDS ?? 10)
const LEAVES = Number(process.env.BENCH_LEAVES ?? 1_000_000)
const DISTRICT = 'bench'
const deps = { hash: sha256, verify: verifyEd25519 }

interface Line {
  readonly what: string
  readonly measured: number
  readonly unit: string
  readonly limit?: readonly ['≥' | '≤', number]
}
const lines: Line[] = []
function tell(what: string, measured: number, unit: string, limit?: Line['limit']): void {
  lines.push({ what, measured, unit, ...(limit && { limit }) })
  const holds = !limit || (limit[0] === '≥' ? measured >= limit[1] : measured <= limit[1])
  const promised = limit ? `${limit[0]} ${limit[1]} ${unit}` : ''
  console.log(
    `${limit ? (holds ? '✓' : '✗') : ' '} ${what.padEnd(58)} ${measured.toFixed(2).padStart(12)} ${unit.padEnd(8)} ${promised}`,
  )
  if (!holds) process.exitCode = 1
}

/** Events as the command path writes them: 700 sealed bytes, a salt, a commitment. */
const addEvents = (pool: Pool, count: number) =>
  pool.query(
    `with taken as (
       insert into serial as s (district, series, last) values ('${DISTRICT}', 'log', $1)
       on conflict (district, series) do update set last = s.last + excluded.last returning last)
     insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
     select '${DISTRICT}', gen_random_uuid(), 1, 'submitted', clock_timestamp(), $2, sha256(i::text::bytea),
            sha256((i * random())::text::bytea), last - $1::int + i - 1 from taken, generate_series(1, $1::int) i`,
    [count, randomBytes(700)],
  )

async function stream(): Promise<void> {
  await using platform = await openPlatform(18_081)
  const { database } = platform.installation
  const owner = database.pool('owner', 2)
  const pool = database.pool('qinqing_log', 2, { 'app.district': DISTRICT })
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-bench-log-'))
  const key = await openLogKey({
    ...{ file: join(folder, 'key'), name: `example.gov/log/${DISTRICT}`, type: NOTE_ED25519, mayMake: true },
    random: randomBytes,
  })
  let grown = 0
  const worker = sequencer({
    ...{ pool, district: DISTRICT, key, lock: lockFile(join(folder, 'lock')), witnesses: NO_WITNESSES },
  })
  await addEvents(owner, EVENTS)
  await owner.query('analyze case_event')
  await reference(pool)
  const begun = performance.now()
  while (grown < EVENTS) grown += (await worker.round()).grown
  tell(`stream to signed checkpoint, ${EVENTS} events waiting`, EVENTS / ((performance.now() - begun) / 1_000), '/s', [
    '≥',
    10_000,
  ])
  await steady(owner, pool, worker)
  await proofs(owner)
  const { rows } = await owner.query<{ bytes: string; leaves: string }>(
    `select (select sum(length(bytes) + length(rest)) from log_tile) as bytes, (select size from log_head) as leaves`,
  )
  tell('bytes of tree an event', Number(rows[0]?.bytes) / Number(rows[0]?.leaves), 'B', ['≤', 35])
  await owner.query('vacuum full log_tile')
  const disk = await owner.query<{ bytes: string }>(`select pg_total_relation_size('log_tile') as bytes`)
  tell(
    'the same on disk, with row headers and index, compacted',
    Number(disk.rows[0]?.bytes) / Number(rows[0]?.leaves),
    'B',
    ['≤', 35],
  )
  await rm(folder, { recursive: true })
}

/** The floor: the same rows read in their order, without a tree and a signature. */
async function reference(pool: Pool): Promise<void> {
  const begun = performance.now()
  for (let from = 0; from < EVENTS; from += BATCH) await readPlaced(pool, DISTRICT, { from, count: BATCH })
  tell('reference: the same rows, only read', EVENTS / ((performance.now() - begun) / 1_000), '/s')
}

/** Feeds RATE events a second while the loop runs, and measures from their commit to the checkpoint that holds them. */
async function steady(owner: Pool, pool: Pool, worker: ReturnType<typeof sequencer>): Promise<void> {
  const head = async () =>
    Number((await pool.query<{ size: string }>('select signed_size as size from log_head')).rows[0]?.size)
  const first = await head()
  const signed: { size: number; at: number }[] = []
  const watched = {
    ...worker,
    async round() {
      const round = await worker.round()
      if (round.grown > 0) signed.push({ size: (signed.at(-1)?.size ?? first) + round.grown, at: performance.now() })
      return round
    },
  }
  const loop = sequencerLoop({ sequencer: watched, log: silentLog })
  loop.start()
  const committed: { size: number; at: number }[] = []
  const piece = RATE / 20
  const begun = performance.now()
  for (let i = 0; i < SECONDS * 20; i += 1) {
    await addEvents(owner, piece)
    committed.push({ size: first + (i + 1) * piece, at: performance.now() })
    await sleep(Math.max(0, begun + (i + 1) * 50 - performance.now()))
  }
  const fed = (committed.length * piece) / ((performance.now() - begun) / 1_000)
  while ((signed.at(-1)?.size ?? 0) < committed.at(-1)!.size) await sleep(20)
  await loop.stop()
  const waits = committed.map(({ size, at }) => signed.find((one) => one.size >= size)!.at - at).sort((a, b) => a - b)
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]! / 1_000
  tell(`fed for ${SECONDS} s`, fed, '/s')
  tell('from commit to signed checkpoint, p50', at(0.5), 's')
  tell('from commit to signed checkpoint, p99', at(0.99), 's', ['≤', 0.5])
}

async function proofs(owner: Pool): Promise<void> {
  const { rows } = await owner.query<{ size: string }>('select signed_size as size from log_head')
  const size = Number(rows[0]?.size)
  const extra = randomBytes(700)
  for (let i = 0; i < 50; i += 1) await receiptFor(owner, DISTRICT, { index: (i * 7_919) % size, extra })
  const times: number[] = []
  for (let i = 0; i < 500; i += 1) {
    const begun = performance.now()
    await receiptFor(owner, DISTRICT, { index: (i * 104_729) % size, extra })
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  tell(`a receipt from the database, tree of ${size}, p50`, times[250]!, 'ms')
}

/** A published log in memory, grown by batches; memory is looked at when only the tree's edge is kept. */
async function checkAll(): Promise<void> {
  const key = await openLogKey({
    ...{ file: join(await mkdtemp(join(tmpdir(), 'qinqing-bench-key-')), 'key'), name: 'example.gov/log/bench' },
    ...{ type: NOTE_ED25519, mayMake: true, random: randomBytes },
  })
  const files = new Map<string, Uint8Array>()
  let edge = EMPTY_EDGE
  for (let from = 0; from < 1_000_000; from += 256) {
    const entries = Array.from({ length: Math.min(256, 1_000_000 - from) }, (_, i) =>
      entryOf(sha256(utf8(`${from + i}`))),
    )
    const grown = grow(
      edge,
      entries.map((entry) => leafHash(entry, sha256)),
      sha256,
    )
    edge = grown.edge
    for (const { tile, bytes } of grown.written) files.set(tilePath(tile), bytes)
    files.set(entriesPath({ index: from / 256, width: entries.length }), joinEntries(entries))
  }
  for (const { tile, bytes } of openTiles(edge)) files.set(tilePath(tile), bytes)
  const text = checkpointText({ origin: key.verifier.name, ...headOf(edge, sha256) })
  files.set('checkpoint', utf8(formatNote({ text, signatures: [signNote(text, key.verifier, key.sign)] })))
  const read = (tile: Tile) => files.get(tilePath(tile)) as Uint8Array
  const memory: TileMemory = new Map()
  const times = Array.from({ length: 1_000 }, (_, i) => {
    const before = performance.now()
    inclusionProof((i * 104_729) % edge.size, edge.size, nodesFromTiles(edge.size, read, sha256, memory), sha256)
    return performance.now() - before
  }).sort((a, b) => a - b)
  tell('inclusion proof, tree of 1,000,000, tiles at hand, p50', times[500]!, 'ms', ['≤', 1])
  const begun = performance.now()
  const policy = { log: key.verifier, witnesses: [], quorum: 0 }
  const report = await fsck({ read: async (path) => files.get(path) ?? null }, { policy }, deps)
  const seconds = (performance.now() - begun) / 1_000
  if (!report.ok || report.leaves !== 1_000_000) throw new Error('the log of the benchmark does not hold')
  tell('qinqing verify log of 1,000,000 leaves, entries included', seconds, 's', ['≤', 60])
}

/** What is held, not what waits to be collected. */
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function growth(): void {
  const leaves = Array.from({ length: BATCH }, (_, i) => sha256(utf8(String(i))))
  let edge = EMPTY_EDGE
  let smallest = 0
  for (const target of [100_000, 1_000_000, 10_000_000].filter((size) => size <= LEAVES)) {
    const [from, begun] = [edge.size, performance.now()]
    while (edge.size < target) edge = grow(edge, leaves.slice(0, target - edge.size), sha256).edge
    const rate = (edge.size - from) / ((performance.now() - begun) / 1_000)
    collect()
    const megabytes = process.memoryUsage().heapUsed / 1e6 + process.memoryUsage().arrayBuffers / 1e6
    smallest ||= megabytes
    tell(
      `tree of ${target} leaves: memory held`,
      megabytes,
      'MB',
      target === 100_000 ? undefined : ['≤', Math.ceil(smallest) + 20],
    )
    tell(`tree of ${target} leaves: growth`, rate, '/s')
  }
}

const message = randomBytes(65)
const begun = performance.now()
for (let i = 0; i < 300_000; i += 1) sha256(message)
tell('reference: plain SHA-256 of 65 bytes', 300_000 / ((performance.now() - begun) / 1_000), '/s')
growth()
await checkAll()
await stream()
