// Opens the log of a district over an installation: its key, its lock file, its witnesses and its sequencer. Called by the
// composition root.

import { join } from 'node:path'
import type { Pool } from 'pg'
import { checkpointText, type TrustTexts } from '#kernel/log/checkpoint.ts'
import {
  formatNote,
  formatVerifierKey,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  parseVerifierKey,
  signNote,
  type VerifierKey,
} from '#kernel/log/note.ts'
import type { Log } from '#platform/log.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { cosigners } from './cosign.ts'
import { lockFile } from './lock-file.ts'
import { type LogKey, openLogKey } from './log-key.ts'
import { readHead } from './log-store.ts'
import { type SequencerLoop, sequencerLoop } from './loop.ts'
import { type Sequencer, sequencer } from './sequencer.ts'
import { httpWitness } from './witness-client.ts'

export interface LogOptions {
  readonly district: string
  /** Connections under qinqing_log with `app.district` set; two are enough. */
  readonly pool: Pool
  readonly vault: Vault
  /** Address of the site; without its scheme, and with the district, the name of a new log. */
  readonly baseUrl: string
  readonly dataFolder: string
  /** Where the lock file stands; `log/<district>.lock` in the data folder by default, better on another disk. */
  readonly lockFile?: string | undefined
  /** Key and address of each witness, as texts of the settings. */
  readonly witnesses?: readonly { readonly key: string; readonly url: string }[]
  readonly log: Log
  readonly random: (size: number) => Buffer
}

export interface DistrictLog {
  readonly key: LogKey
  /** Whom to believe about it, as keys that anyone can use. */
  readonly trust: TrustTexts
  readonly sequencer: Sequencer
  readonly loop: SequencerLoop
}

/** Opens it; nothing is signed yet. Throws when the key of a log that has signed before is gone. */
export async function openDistrictLog(options: LogOptions): Promise<DistrictLog> {
  const { district, pool, vault, baseUrl, dataFolder, log, random, witnesses = [] } = options
  const sealingKey = vault.keyFor('log-signing-key')
  const place = Buffer.from(`log-key:${district}`)
  const key = await openLogKey({
    file: join(dataFolder, 'keys', `log-${district}`),
    name: `${baseUrl.replace(/^https?:\/\//, '')}/log/${district}`,
    type: NOTE_ED25519,
    random,
    sealing: {
      seal: (bytes) => seal(sealingKey, bytes, place, random),
      open: (bytes) => open(sealingKey, bytes, place),
    },
    mayMake: (await readHead(pool, district))?.checkpoint == null,
  })
  const worker = sequencer({
    pool,
    district,
    key,
    lock: lockFile(options.lockFile ?? join(dataFolder, 'log', `${district}.lock`)),
    witnesses: cosigners({
      district,
      witnesses: witnesses.map(({ key: text, url }) => httpWitness({ url, key: witnessKey(text), log: key.verifier })),
      emptyCheckpoint: () => emptyCheckpoint(key),
      ticks: () => performance.now(),
      report: (text, { witness, ...rest }) => log.warn(text, { part: String(witness), reason: JSON.stringify(rest) }),
    }),
  })
  const trust = { vkey: formatVerifierKey(key.verifier), witnesses: witnesses.map((one) => one.key) }
  return { key, trust, sequencer: worker, loop: sequencerLoop({ sequencer: worker, log }) }
}

function witnessKey(text: string): VerifierKey {
  const parsed = parseVerifierKey(text, sha256)
  if (parsed.ok && parsed.value.type === NOTE_COSIGNATURE) return parsed.value
  throw new Error(`“${text}” in QINQING_WITNESSES is no cosignature key of a witness`)
}

/** The signed head of no leaves: it says nothing, and asks a witness what it knows. */
export function emptyCheckpoint({ verifier, sign }: LogKey): string {
  const text = checkpointText({ origin: verifier.name, size: 0, root: sha256(new Uint8Array(0)) })
  return formatNote({ text, signatures: [signNote(text, verifier, sign)] })
}
