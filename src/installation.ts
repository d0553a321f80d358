// One installation opened: its database migrated, its keys, its services and desks. The server stands on it, and so do
// the commands that need data. With server.ts the only place that builds a pool, a clock or a source of randomness.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { type Catalogue, openCatalogue } from '#office/cases/catalogue.ts'
import { factsOf } from '#office/cases/facts.ts'
import { type CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import type { Registries } from '#office/cases/registries.ts'
import { caseStore } from '#office/cases/store.ts'
import { DEFAULT_RULES, type IdentityDesk } from '#office/identity/desk.ts'
import { sandboxRegistries } from '#office/registries/sandbox.ts'
import type { Config } from '#platform/config.ts'
import type { Log } from '#platform/log.ts'
import { type Database, openDatabase } from '#platform/postgres/database.ts'
import { migrate } from '#platform/postgres/migrate.ts'
import { createStopper, type Progress, type Stopper } from '#platform/process.ts'
import { openMasterKey } from '#platform/vault/master-key.ts'
import { portionedRandom } from '#platform/vault/random.ts'
import { openVault, type Vault } from '#platform/vault/vault.ts'
import { DISTRICT, unitsOf } from '#services/district.ts'
import { SERVICES } from '#services/index.ts'
import { SIGNED_ACTS } from '#services/signing.ts'

export interface Installation {
  readonly config: Config
  readonly log: Log
  readonly database: Database
  readonly catalogue: Catalogue
  readonly vault: Vault
  readonly cases: CaseDesk
  readonly handle: ReturnType<typeof commandHandler>
  readonly reads: CaseReads
  readonly identity: IdentityDesk
  /** Newest migration applied, for the health page. */
  readonly schema: string
  /** What was opened later closes before the database. */
  readonly stopper: Stopper
}

export interface InstallationOptions {
  readonly config: Config
  readonly log: Log
  readonly progress: Progress
  readonly now?: () => Date
  /** Given by who wants to stop a start that is still under way. */
  readonly stopper?: Stopper
}

/** The name of the site, in the API's description and in authenticators. */
export const SITE = '亲清家园'

/** Content that comes with the program. */
export const SEED = new URL('../seed/', import.meta.url)

/** Connections: one statement at a time appends, two load; pages read beside them. */
const APPENDERS = 4
const ASKING = 2
const READERS = 4
/**
 * The command path asks by key alone; a plan made while its tables are small must not read them whole when they are not. And it
 * asks the same all day: planned once, and not for every command anew, which took as long as the asking.
 */
const BY_KEY = { enable_seqscan: 'off', plan_cache_mode: 'force_generic_plan' }

/**
 * Opens an installation; closes what it had opened when a later part fails.
 * Throws: `Stopped` when the stopper was stopped meanwhile.
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { stopper = createStopper(options.log) } = options
  try {
    return await open(options, stopper)
  } catch (error) {
    throw await stopper.failed(error)
  }
}

/** Connections that write in the district, acting as the appender. Units: at most `max` of them. */
export const appenders = ({ database, catalogue }: Installation, max: number): Pool =>
  database.pool('qinqing_appender', max, { 'app.district': catalogue.district })

/**
 * The connection of whoever reads the stream of cases by itself: all by turns, so that they take no more than one core from those
 * who wait. What they write can be written again from the stream, so it does not wait for the disk.
 */
export const readers = ({ database, catalogue }: Installation): Pool =>
  database.pool('qinqing_appender', 1, { 'app.district': catalogue.district, synchronous_commit: 'off' })

async function open(
  { config, log, progress, now = () => new Date() }: InstallationOptions,
  stopper: Stopper,
): Promise<Installation> {
  const database = await progress.step('数据库', () =>
    stopper.opening(
      'database',
      () => openDatabase(config, log),
      (opened) => opened.stop(),
    ),
  )
  const applied = await progress.step('数据结构', () => migrate(database.connection, log))
  const district = DISTRICT.code
  const random = portionedRandom()
  const settings = { 'app.district': district }
  const owner = database.pool('owner', 2)
  const master = await openMasterKey({
    file: join(config.dataFolder, 'keys', 'master'),
    base64: config.masterKey,
    random,
  })
  const vault = await openVault(owner, { master, district, random })
  const [villages, schools] = await Promise.all(
    ['villages', 'schools'].map(async (name) => JSON.parse(await readFile(new URL(`${name}.json`, SEED), 'utf8'))),
  )
  const units = unitsOf(villages, schools)
  const catalogue = await openCatalogue(owner, { district, units, calendar: officialCalendar })
  const store = caseStore(
    database.pool('qinqing_appender', APPENDERS, { ...settings, ...BY_KEY }),
    district,
    database.pool('qinqing_appender', ASKING, settings),
  )
  // Real registries are connected where a district has them; a demo asks invented ones.
  const registries = config.mode === 'demo' ? await demoRegistries(now()) : undefined
  // A demo lets its invented officers off, and says so; whoever holds a passkey signs with it there too.
  const isEarnest = config.mode === 'production' || config.confirmsInDemo
  const signing = { acts: SIGNED_ACTS, asksCode: isEarnest }
  const cases: CaseDesk = { catalogue, store, vault, now, random, signing, ...(registries && { registries }) }
  const pools = {
    citizen: database.pool('qinqing_citizen', READERS, settings),
    staff: database.pool('qinqing_staff', READERS, settings),
    public: database.pool('qinqing_public', READERS, settings),
  }
  return {
    config,
    log,
    database,
    catalogue,
    vault,
    cases,
    handle: commandHandler(cases),
    reads: {
      catalogue,
      vault,
      now,
      pools,
      factsOf: (definition, asking) => factsOf(cases, definition, asking),
      linkedCases: (id) => cases.store.linkedCases(id),
    },
    identity: {
      pool: database.pool('qinqing_appender', APPENDERS, settings),
      vault,
      district,
      now,
      random,
      rules: { ...DEFAULT_RULES, asksCode: isEarnest, administratorsNeedPasskey: isEarnest },
      site: { origin: config.baseUrl, name: SITE },
    },
    schema: applied.at(-1)?.file ?? 'unchanged',
    stopper,
  }
}

/** The sandbox's registries, with the rows that services invent for their demonstration. */
async function demoRegistries(now: Date): Promise<Registries> {
  const schools = JSON.parse(await readFile(new URL('schools.json', SEED), 'utf8'))
  const seed = { files: { schools }, today: legalDateOf(now.toISOString()) }
  const rows = SERVICES.map(({ demo }) => demo?.(seed).registries ?? {})
  return sandboxRegistries(new URL('registries/', SEED), rows)
}
