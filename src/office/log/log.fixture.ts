// A log over a test database for the tests of this desk: real key, real lock file, events that are commitments only.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { type FsckReport, fsck } from '#kernel/log/fsck.ts'
import { NOTE_ED25519, type VerifierKey } from '#kernel/log/note.ts'
import { type Log, silentLog } from '#platform/log.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { NO_WITNESSES } from './cosign.ts'
import { lockFile } from './lock-file.ts'
import { type LogKey, openLogKey } from './log-key.ts'
import { publishedLog } from './published.ts'
import { type Sequencer, type SequencerOptions, sequencer } from './sequencer.ts'

export const DISTRICT = '350598'
export const ORIGIN = `example.gov/log/${DISTRICT}`

interface Queries {
  query(sql: string, values?: unknown[]): Promise<unknown>
}

/** Takes the next $1 places of the log; `last` is how many have been given then. */
export const TAKE_PLACES = `insert into serial as s (district, series, last) values ('${DISTRICT}', 'log', $1)
  on conflict (district, series) do update set last = s.last + excluded.last returning last`

/** Records events, each a case of its own with a random commitment. */
export async function addEvents(db: Queries, count: number): Promise<void> {
  await db.query(
    `with taken as (${TAKE_PLACES})
     insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
     select '${DISTRICT}', gen_random_uuid(), 1, 'submitted', clock_timestamp(), '', '',
            sha256(gen_random_uuid()::text::bytea), last - $1::int + i - 1
       from taken, generate_series(1, $1::int) i`,
    [count],
  )
}

export interface TestLog {
  readonly sequencer: Sequencer
  readonly key: LogKey
  readonly pool: Pool
  readonly journal: Log
  /** Checks what is published, and optionally that it still holds an older checkpoint. */
  fsck(more?: { readonly against?: string; readonly witnesses?: readonly VerifierKey[] }): Promise<FsckReport>
  /** The published checkpoint with its cosignatures. */
  checkpoint(): Promise<string>
  /** Keeps what the database holds of the log now. */
  backup(): Promise<{ restore(): Promise<void> }>
}

/** A log whose key and lock file lie in `folder`; another one on the same folder is the same log started anew. */
export async function testLog(
  db: TestDatabase,
  folder: string,
  options: Partial<SequencerOptions> = {},
): Promise<TestLog> {
  const key = await openLogKey({
    file: join(folder, 'key'),
    name: ORIGIN,
    type: NOTE_ED25519,
    random: randomBytes,
    mayMake: true,
  })
  const settings = { 'app.district': DISTRICT }
  const pool = db.pool('qinqing_log', 2, settings)
  const reader = publishedLog(db.pool('qinqing_public', 2, settings), DISTRICT)
  const lock = lockFile(join(folder, 'lock'))
  return {
    sequencer: sequencer({ pool, district: DISTRICT, key, lock, witnesses: NO_WITNESSES, ...options }),
    key,
    pool,
    journal: silentLog,
    fsck: ({ against, witnesses = [] } = {}) =>
      fsck(
        reader,
        {
          policy: { log: key.verifier, witnesses, quorum: witnesses.length },
          ...(against !== undefined && { against }),
        },
        { hash: sha256, verify: verifyEd25519 },
      ),
    checkpoint: async () => new TextDecoder().decode((await reader.read('checkpoint')) ?? undefined),
    async backup() {
      const tables = ['case_event', 'recorded_act', 'serial', 'log_head', 'log_tile', 'log_cosignature']
      for (const table of tables) await db.query(`create table kept_${table} as table ${table}`)
      return {
        async restore() {
          for (const table of tables) {
            await db.query(`delete from ${table}`)
            await db.query(`insert into ${table} select * from kept_${table}`)
          }
        },
      }
    },
  }
}
