// A district with a log that somebody will tamper with: sealed events of many cases, acts between them, an older and a newest checkpoint kept
// by a citizen, a lock file, a witness; and a superuser who holds every key but the witness's.

import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseEvent } from '#kernel/case/event.ts'
import { type FsckReport, fsck } from '#kernel/log/fsck.ts'
import { NOTE_COSIGNATURE, NOTE_ED25519, type VerifierKey } from '#kernel/log/note.ts'
import type { LogReason } from '#kernel/log/reason.ts'
import { keyPlace, NO_HEAD, sealEvents } from '#office/cases/envelope.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { type Vault, vaultOf } from '#platform/vault/vault.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { recordAct } from './acts.ts'
import { checkRows } from './check-rows.ts'
import { cosigners, NO_WITNESSES, type Witness } from './cosign.ts'
import { lockFile } from './lock-file.ts'
import { DISTRICT, ORIGIN, TAKE_PLACES } from './log.fixture.ts'
import { type LogKey, openLogKey } from './log-key.ts'
import type { Db } from './log-store.ts'
import { emptyCheckpoint } from './open-log.ts'
import { publishedLog } from './published.ts'
import { type Sequencer, sequencer } from './sequencer.ts'
import { openWitness } from './witness-desk.ts'

/** Events of one case; with 260 entries there is one full tile and a partial one. */
const PER_CASE = 4
const ENTRIES = 260
const OLD = 150
/** Acts of one subject, at places 150 to 155: the first four for anyone, the last two sealed. */
const ACTS = 6

export interface World {
  readonly vault: Vault
  readonly key: LogKey
  readonly witness: VerifierKey
  readonly db: TestDatabase
  /** Checkpoints that a citizen kept. */
  readonly older: string
  readonly newest: string
  /** The sequencer as it would start now, with lock file and witness. */
  honest(): Sequencer
  /** The superuser's: with the log's key (or another), without lock file and witness. */
  blind(key?: LogKey): Promise<Sequencer>
  /** All checks, over one connection: anyone's, the operator's rows, and what the sequencer asks before it signs. */
  check(db?: Db, against?: string): Promise<LogReason[]>
  published(db?: Db, against?: string): Promise<FsckReport>
}

/** Grows by everything that waits. */
export async function drain(worker: Sequencer): Promise<void> {
  for (;;) {
    const { outcome, grown } = await worker.round()
    if (outcome !== 'done' || grown === 0) return
  }
}

export async function tamperedWorld(db: TestDatabase, folder: string): Promise<World> {
  const place = await mkdtemp(join(folder, 'w-'))
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district: DISTRICT })
  const key = await openKey(join(place, 'key'), ORIGIN, NOTE_ED25519)
  const witnessKey = await openKey(join(place, 'witness-key'), 'audit.example', NOTE_COSIGNATURE)
  const witness = await witnessIn(join(place, 'witness'), witnessKey, key)
  const pool = db.pool('qinqing_log', 1, { 'app.district': DISTRICT })
  const owner = db.pool('owner', 1)
  const lock = lockFile(join(place, 'lock'))
  const asked = () =>
    cosigners({
      district: DISTRICT,
      witnesses: [witness],
      emptyCheckpoint: () => emptyCheckpoint(key),
      ticks: () => performance.now(),
      report: () => undefined,
    })
  const honest = () => sequencer({ pool, district: DISTRICT, key, lock, witnesses: asked() })
  const policy = { log: key.verifier, witnesses: [witnessKey.verifier], quorum: 1 }
  const published = (over: Db = owner, against?: string) =>
    fsck(publishedLog(over, DISTRICT), { policy, ...(against !== undefined && { against }) }, DEPS)
  const checkpoint = async () =>
    new TextDecoder().decode((await publishedLog(owner, DISTRICT).read('checkpoint')) ?? undefined)
  await recordCases(owner, vault, { from: 0, count: OLD })
  await drain(honest())
  const older = await checkpoint()
  for (let seq = 1; seq <= ACTS; seq += 1) {
    const at = new Date(Date.UTC(2026, 0, 5) + (OLD + seq - 1) * 1_000).toISOString()
    const act = { subject: 'draw:2026-07', seq, kind: 'step', at, body: { step: seq } }
    await recordAct(owner, { vault, random: randomBytes }, { ...act, isSealed: seq > 4 })
  }
  await recordCases(owner, vault, { from: OLD + ACTS, count: ENTRIES - OLD - ACTS })
  await drain(honest())
  return {
    ...{ vault, key, witness: witnessKey.verifier, db, older, newest: await checkpoint(), honest, published },
    async blind(other = key) {
      const nowhere = lockFile(join(await mkdtemp(join(folder, 'b-')), 'lock'))
      return sequencer({ pool, district: DISTRICT, key: other, lock: nowhere, witnesses: NO_WITNESSES })
    },
    async check(over = owner, against = older) {
      const report = await published(over, against)
      const rows = await checkRows(over, { vault, size: report.checkpoint?.size ?? 0 })
      const looking = sequencer({ pool: over as never, district: DISTRICT, key, lock, witnesses: asked() })
      return [...report.reasons, ...rows.reasons, ...(await looking.contradictions())]
    },
  }
}

const DEPS = { hash: sha256, verify: verifyEd25519 }

const openKey = (file: string, name: string, type: number) =>
  openLogKey({ file, name, type, random: randomBytes, mayMake: true })

/** The witness without the wire between. */
async function witnessIn(folder: string, key: LogKey, log: LogKey): Promise<Witness> {
  const desk = await openWitness({ folder, key, logs: [log.verifier], now: () => new Date('2026-01-05T01:00:00Z') })
  return {
    name: key.verifier.name,
    async add(body) {
      const { status, body: text } = await desk.add(body)
      if (status === 200) return { kind: 'cosigned', line: text.trim() }
      if (status === 409) return { kind: 'knows', size: Number(text) }
      return status === 422 ? { kind: 'contradicts', text } : { kind: 'silent', text }
    },
  }
}

/** Records sealed events, a few a case, one a second. */
async function recordCases(db: Db, vault: Vault, { from, count }: { from: number; count: number }): Promise<void> {
  for (let first = from; first < from + count; first += PER_CASE) {
    const caseId = `00000000-0000-4000-8000-${String(first).padStart(12, '0')}`
    const { key, wrapped } = vault.newDataKey(keyPlace(caseId))
    const events = Array.from({ length: Math.min(PER_CASE, from + count - first) }, (_, i) => ({
      seq: i + 1,
      type: i === 0 ? 'submitted' : 'opined',
      at: new Date(Date.UTC(2026, 0, 5) + (first + i) * 1_000).toISOString(),
    })) as unknown as CaseEvent[]
    const sealed = sealEvents(key, caseId, events, NO_HEAD, randomBytes)
    await db.query('insert into case_key values ($1, $2, $3)', [DISTRICT, caseId, wrapped])
    for (const [i, event] of sealed.entries()) {
      await db.query(
        `with taken as (${TAKE_PLACES})
         insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
         select $2, $3, $4, $5, $6, $7, $8, $9, last - 1 from taken`,
        [1, DISTRICT, caseId, event.seq, event.type, events[i]?.at, event.sealed, event.salt, event.commitment],
      )
    }
    await db.query(
      `insert into case_file (district, id, case_no, query_code, service, version, applicant, place, town, seq, status, step,
                              step_kind, advice, received_on, due_on, live, head, snapshot)
       values ($1, $2, $3, $3, '', '', $2, '', '', $4, '', '', '', '', '2026-01-05', '2026-01-05', false, $5, '')`,
      [DISTRICT, caseId, String(first), sealed.length, sealed.at(-1)?.commitment],
    )
  }
}
