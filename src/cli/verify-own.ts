// `qinqing verify log --own`: the log of this installation, from its own database: what anyone can check, and beside it
// every row against its leaf and the head against the lock file. Loaded only when asked for, with the database driver.

import type { TrustPolicy } from '#kernel/log/checkpoint.ts'
import { fsck } from '#kernel/log/fsck.ts'
import { formatVerifierKey } from '#kernel/log/note.ts'
import type { LogReason } from '#kernel/log/reason.ts'
import { checkRows } from '#office/log/check-rows.ts'
import { openDistrictLog } from '#office/log/open-log.ts'
import { publishedLog } from '#office/log/published.ts'
import { readConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { createStopper, silentProgress } from '#platform/process.ts'
import { openInstallation } from '../installation.ts'
import type { CommandIo } from './command.ts'
import { sha256, verifyEd25519 } from './proof-io.ts'

/** What the own check found out. */
export interface OwnReport {
  readonly ok: boolean
  readonly origin: string | null
  readonly leaves: number
  readonly rows: number
  readonly erased: number
  readonly reasons: readonly LogReason[]
}

/** Opens the installation of the environment and checks its log. `policyFor` makes a policy of a verifier key's text. */
export async function checkOwn(
  io: CommandIo,
  { policyFor, against }: { readonly policyFor: (vkey: string) => TrustPolicy; readonly against: string | undefined },
): Promise<OwnReport> {
  const stopper = createStopper(silentLog)
  try {
    const config = readConfig(io.env, io.cwd)
    const installation = await openInstallation({ config, log: silentLog, progress: silentProgress, stopper })
    const { vault, database, cases } = installation
    const { district } = vault
    const { baseUrl, dataFolder, witnesses, logLock } = config
    const pool = database.pool('qinqing_log', 2, { 'app.district': district })
    const own = await openDistrictLog({
      ...{ district, pool, vault, baseUrl, dataFolder, witnesses },
      ...{ lockFile: logLock, log: silentLog, random: cases.random },
    })
    const owner = database.pool('owner', 2)
    const source = publishedLog(owner, district)
    const policy = policyFor(formatVerifierKey(own.key.verifier))
    const older = against === undefined ? {} : { against }
    const { checkpoint, leaves, reasons } = await fsck(
      source,
      { policy, ...older },
      { hash: sha256, verify: verifyEd25519 },
    )
    const rows = await checkRows(owner, { vault, size: checkpoint?.size ?? 0 })
    const guarded = await own.sequencer.contradictions()
    const all = [...reasons, ...rows.reasons, ...guarded]
    return {
      ok: all.length === 0,
      origin: checkpoint?.origin ?? null,
      ...{ leaves, rows: rows.rows, erased: rows.erased },
      reasons: all,
    }
  } finally {
    await stopper.stop()
  }
}
