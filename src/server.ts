// The composition root: opens the installation, puts the HTTP server and its desks on it, and says where to go.

import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import { type BudgetOptions, openBudget } from '#office/budget/desk.ts'
import { registerBudget } from '#office/budget/routes.ts'
import { openProjects } from '#office/cabinet/desk.ts'
import { follower } from '#office/cases/follower.ts'
import { ownFilesOnly } from '#office/cases/own-files.ts'
import { registerCases } from '#office/cases/routes.ts'
import { waker } from '#office/cases/waker.ts'
import { type CaseDrawDesk, tellCases } from '#office/draws/case-draws.ts'
import { type Draws, openDraws } from '#office/draws/draws.ts'
import { publicDraws } from '#office/draws/public.ts'
import { registerDraws } from '#office/draws/routes.ts'
import { type OpenGuides, openGuides } from '#office/guides/desk.ts'
import { registerGuides } from '#office/guides/routes.ts'
import { SEARCH_SETTINGS } from '#office/guides/search.ts'
import { openDrafts } from '#office/hall/apply/draft.ts'
import { openHandovers } from '#office/hall/apply/handover.ts'
import type { Hall } from '#office/hall/hall.ts'
import { EXAMPLES } from '#office/hall/proof/example.ts'
import type { HeldSeasons } from '#office/hall/proof/published.ts'
import { registerHall } from '#office/hall/register.ts'
import { actorOf, IDENTITY_ACCESS, sessionOf } from '#office/identity/access.ts'
import { holdersOf } from '#office/identity/delegation.ts'
import { type DemoOfficer, registerDemo } from '#office/identity/demo.ts'
import { acceptInvitation, inviteFirstAdministrator } from '#office/identity/invitation.ts'
import { giveMandate, mandatesOf } from '#office/identity/mandate.ts'
import { endOtherSessions, ownSessions } from '#office/identity/own-sessions.ts'
import { personContent } from '#office/identity/person.ts'
import { oidcProvider } from '#office/identity/provider.ts'
import { registerIdentity } from '#office/identity/routes.ts'
import { sweepSessions } from '#office/identity/session.ts'
import { registerSignatures } from '#office/identity/signature-routes.ts'
import { totpAddress } from '#office/identity/totp.ts'
import { type DistrictLog, openDistrictLog } from '#office/log/open-log.ts'
import { makeReceipt } from '#office/log/receipts.ts'
import { registerLog } from '#office/log/routes.ts'
import { openPayments } from '#office/payments/payments.ts'
import { registerPayments } from '#office/payments/routes.ts'
import { followRatings, type RatingDesk, rateTouch } from '#office/ratings/desk.ts'
import { registerRatings } from '#office/ratings/routes.ts'
import { ratingFigures } from '#office/ratings/statistics.ts'
import { openKeyRing } from '#office/registers/key-ring.ts'
import { openRegisters, type RegisterDesk } from '#office/registers/registers.ts'
import { registerRegisters } from '#office/registers/routes.ts'
import { registerStore } from '#office/registers/store.ts'
import { registerSeasons } from '#office/seasons/routes.ts'
import { givePlaces, publicSeasons, type SeasonsDesk, seatOfCase } from '#office/seasons/seasons.ts'
import { type SupervisionDesk, watcher } from '#office/supervision/desk.ts'
import { registerSupervision } from '#office/supervision/routes.ts'
import { publishedFigures } from '#office/supervision/statistics.ts'
import { registerWorkbench } from '#office/workbench/routes.ts'
import { type Blobs, openBlobs } from '#platform/blobs/blob.ts'
import { openUploads, type Uploads } from '#platform/blobs/upload.ts'
import { registerUploads } from '#platform/blobs/upload-routes.ts'
import { type Config, ConfigError, readConfig } from '#platform/config.ts'
import { checkPorts } from '#platform/http/port.ts'
import { buildHttp, type Http, stopHttp } from '#platform/http/server.ts'
import { createLog, type Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import { DatabaseError } from '#platform/postgres/database.ts'
import {
  createProgress,
  createStopper,
  type Progress,
  reasonsOf,
  Stopped,
  type Stopper,
  stopOnSignal,
} from '#platform/process.ts'
import { remembered } from '#platform/remembered.ts'
import { BUREAU, DISTRICT } from '#services/district.ts'
import { fileSeeds, openOfficers, openSandbox, sandboxPort } from './demo.ts'
import { fileInvented } from './demo-cases.ts'
import { appenders, type Installation, openInstallation, readers, SEED, SITE } from './installation.ts'
import { openNoticeDesk } from './notices.ts'
import { openPlaceDesks } from './places.ts'
import { type OpenWeb, openDevWeb, openWeb } from './web.ts'

/** How long after an event its readers may look at it. */
const FOLLOW_MS = 2_000
/** Supervision also looks at what is late, which no event tells. */
const SUPERVISE_MS = 10_000
/** How long after a season is signed its places are given. */
const PLACES_MS = 3_000
/** How soon a frozen list is asked for at the witnesses; cosigned by then or not, it is asked for again. */
const WITNESSED_MS = 2_000
const SWEEP_MS = 3_600_000
/** For so long the same published figures are answered. */
const STATISTICS_MS = 60_000

/** A running server. */
export interface RunningServer {
  readonly installation: Installation
  readonly app: Http
  readonly address: string
  /** Sign-ins of the invented officers; none outside demo mode. */
  readonly officers: readonly DemoOfficer[]
  /** The one-time link that makes the first administrator; null when there is an officer, and in a demo. */
  readonly invitation: string | null
}

export interface ServerOptions {
  readonly config: Config
  readonly log: Log
  readonly progress: Progress
  readonly now?: () => Date
  /** Given by who wants to stop a start that is still under way. */
  readonly stopper?: Stopper
  /** Whether a demo files the applications of seed/ at its first start; tests begin empty. */
  readonly withSeeds?: boolean
  /** Whether pages come from the sources of the web as they are now. */
  readonly isDev?: boolean
}

/**
 * Starts everything; what was opened closes through `installation.stopper`, also when a later part fails.
 * Throws: `ConfigError` when a port cannot be had; `Stopped` when the stopper was stopped meanwhile.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config } = options
  await checkPorts(config, config.oidc ? [config.port] : [config.port, sandboxPort(config)])
  const installation = await openInstallation(options)
  try {
    return await serve(installation, options)
  } catch (error) {
    throw await installation.stopper.failed(error)
  }
}

async function serve(
  installation: Installation,
  { progress, withSeeds = false, isDev = false }: ServerOptions,
): Promise<RunningServer> {
  const { config, log, stopper, cases, handle, reads, identity, database } = installation
  const oidc = config.oidc ?? (await progress.step('演示用的身份认证', () => openSandbox(installation)))
  const health = database.pool('qinqing_public', 1)
  const app = await buildHttp({
    log,
    api: { title: SITE, version: '0.1.0' },
    access: IDENTITY_ACCESS,
    publicUrl: config.baseUrl,
    trustProxy: [...config.trustProxy],
    formTargets: [oidc.issuer.origin],
    health: {
      database: async () =>
        (await health.query<{ version: string }>(`select current_setting('server_version') as version`)).rows[0]
          ?.version ?? '',
      schema: async () => installation.schema,
    },
  })
  stopper.closing('http', () => stopHttp(app))
  // Pages count days by the clock that cases are judged by, which in a rehearsal is not the machine's.
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', identity.now().toUTCString())
  })
  const provider = oidcProvider(oidc)
  registerIdentity(app, { desk: identity, provider, baseUrl: config.baseUrl, issuerName: SITE })
  const files = openFiles(installation)
  const handleOutside = ownFilesOnly(handle, files.blobs)
  registerCases(app, { desk: cases, reads, handle: handleOutside, actorOf })
  registerSignatures(app, { reads, actorOf })
  const registers = await openRegisterDesk(installation)
  registerRegisters(app, { registers, actorOf })
  registerPayments(app, { payments: openPayments(reads, handle), actorOf })
  const districtLog = await openLog(installation)
  const { trust } = districtLog
  const draws = openDrawDesk(installation, trust)
  const forCases: CaseDrawDesk = { cases, handle, draws, pool: appenders(installation, 1) }
  registerDraws(app, { draws, forCases, actorOf })
  const seasons = openSeasonDesk({ ...installation, handle: handleOutside }, draws)
  registerSeasons(app, { desk: seasons, actorOf })
  const filing = { cases, handle, blobs: files.blobs, pool: appenders(installation, 2) }
  const projects = openProjects(app, filing, actorOf)
  const ratings: RatingDesk = { pool: identity.pool, reads, random: cases.random }
  registerRatings(app, { desk: ratings, actorOf })
  const supervision: SupervisionDesk = ratings
  registerSupervision(app, { desk: supervision, actorOf })
  registerWorkbench(app, {
    bench: { pool: identity.pool, reads, random: cases.random, holdersOf: (post) => holdersOf(identity, post) },
    actorOf,
  })
  const guides = await progress.step('办事指南', () => openGuideDesk(installation))
  registerGuides(app, { desk: guides, actorOf })
  const places = await openPlaceDesks(installation, app, guides.entries)
  const web = await progress.step('网页', () => (isDev ? openDevWeb(stopper) : openWeb()))
  await registerBudgetDesk(installation, app, { blobs: files.blobs, traditional: web.web.traditional })
  const reader = readers(installation)
  const notices = openNoticeDesk(installation, reader)
  await openHall({ ...installation, handle: handleOutside }, app, {
    ...files,
    ...web,
    registers,
    guides,
    ratings,
    ...places,
    notices,
    projects,
    trust,
    seatOf: ({ id, version, state }) => seatOfCase(seasons, { caseId: id, version, state }),
    given: publicSeasons(seasons),
  })
  web.serveSources?.(app)
  const isDemo = config.mode === 'demo'
  const officers = isDemo ? await openOfficers(installation) : []
  if (isDemo) registerDemo(app, officers, identity.now)
  if (isDemo && withSeeds) await fileSeeds(installation, officers, progress)
  if (isDemo && withSeeds) await fileInvented(installation, officers)
  const { verifier: key } = districtLog.key
  registerLog(app, { district: cases.vault.district, key, pool: reads.pools.public, reads, actorOf })
  const sweep = () => Promise.all([sweepSessions(identity), files.uploads.sweep(), files.blobs.sweep(), guides.flush()])
  const loops: Readonly<Record<string, Periodic>> = {
    'public log': districtLog.loop,
    waker: waker(cases, { pool: appenders(installation, 1), handle, log }),
    follower: follower(cases, { pool: reader, handle, log }),
    notices,
    draws: periodically(() => draws.followWitnesses(), { everyMs: WITNESSED_MS, log }),
    'cases drawn': periodically(() => tellCases(forCases), { everyMs: PLACES_MS, log }),
    places: periodically(() => givePlaces(seasons), { everyMs: PLACES_MS, log }),
    projects: periodically(projects.follow, { everyMs: FOLLOW_MS, log }),
    ratings: periodically((stop) => followRatings({ ...ratings, pool: reader }, stop), { everyMs: FOLLOW_MS, log }),
    supervision: periodically(watcher({ ...supervision, pool: reader }), { everyMs: SUPERVISE_MS, log }),
    sweeps: periodically(sweep, { everyMs: SWEEP_MS, log }),
  }
  for (const [name, loop] of Object.entries(loops)) {
    loop.start()
    stopper.closing(name, () => loop.stop())
  }
  const address = await app.listen({ host: config.host, port: config.port })
  const token = isDemo ? null : await inviteFirstAdministrator(identity)
  const invitation = token && `${config.baseUrl}/staff/invitation?${new URLSearchParams({ token })}`
  return { installation, app, address, officers, invitation }
}

/** The district's public log; nothing is placed or signed before its loop starts. */
async function openLog({ config, log, cases, database }: Installation): Promise<DistrictLog> {
  const { vault, random } = cases
  const { district } = vault
  const pool = database.pool('qinqing_log', 2, { 'app.district': district })
  const { baseUrl, dataFolder, witnesses, logLock } = config
  return openDistrictLog({
    ...{ district, pool, vault, baseUrl, dataFolder, witnesses },
    ...{ lockFile: logLock, log, random },
  })
}

/** Draws held here; another desk that needs one is handed what this returns. */
function openDrawDesk(installation: Installation, trust: TrustTexts): Draws {
  const { vault, now, random } = installation.cases
  return openDraws({
    ...{ vault, now, random, trust },
    appender: appenders(installation, 2),
    staff: installation.reads.pools.staff,
    open: installation.reads.pools.public,
  })
}

/** Seasons of seats; the numbers of a formal one come from a draw held here. */
function openSeasonDesk(installation: Installation, draws: Draws): SeasonsDesk {
  const { cases, handle } = installation
  const drawHeld = async (drawId: string) => {
    const bundle = (await draws.view(drawId))?.state.bundle
    return bundle?.result ? bundle : null
  }
  return { cases, handle, pool: appenders(installation, 2), drawHeld }
}

/** The budget in force and its targets, from the published document of seed/ on. */
async function registerBudgetDesk(
  installation: Installation,
  app: Http,
  more: Pick<BudgetOptions, 'blobs' | 'traditional'>,
): Promise<void> {
  const { catalogue, vault, now, random } = installation.cases
  const desk = await openBudget({
    ...{ ...more, catalogue, vault, now, random },
    staff: installation.reads.pools.staff,
    appender: appenders(installation, 1),
    seed: new URL('budget-2024.txt', SEED),
  })
  registerBudget(app, desk, { actorOf })
}

/** The guides: declared services', and in a demonstration the catalogue's. */
function openGuideDesk(installation: Installation): Promise<OpenGuides> {
  const { config, cases, reads, database } = installation
  const { catalogue, now } = cases
  const write = appenders(installation, 2)
  const seek = database.pool('qinqing_public', 2, { 'app.district': catalogue.district, ...SEARCH_SETTINGS })
  const seed = new URL('guides/', SEED)
  const bureau = DISTRICT.name + BUREAU.name
  return openGuides({
    ...{ catalogue, bureau, now, seed, write, seek },
    read: reads.pools.public,
    withSamples: config.mode === 'demo',
  })
}

interface Files {
  readonly blobs: Blobs
  readonly uploads: Uploads
}

function openFiles(installation: Installation): Files {
  const { config, cases } = installation
  const { vault, now, random } = cases
  const pool = appenders(installation, 2)
  const blobs = openBlobs({ pool, vault, now, random, folder: join(config.dataFolder, 'files') })
  const uploads = openUploads({ pool, vault, now, random, blobs, folder: join(config.dataFolder, 'uploads') })
  return { blobs, uploads }
}

/** Certificates as they are carried and checked, with the district's keys. */
async function openRegisterDesk(installation: Installation): Promise<RegisterDesk> {
  const { config, cases, reads } = installation
  const { vault, now } = cases
  const { secondSignature } = config
  const ring = await openKeyRing({
    file: join(config.dataFolder, 'keys', 'registers.json'),
    vault,
    now,
    ...(secondSignature !== 'none' && { second: secondSignature }),
  })
  const issuer = { id: `${DISTRICT.code}/${BUREAU.code}`, name: DISTRICT.name + BUREAU.name }
  return openRegisters({ reads, store: registerStore(appenders(installation, 2), DISTRICT.code), ring, issuer, now })
}

interface HallNeeds extends Pick<Hall, 'kiosks' | 'notices' | 'places' | 'projects' | 'seatOf'> {
  readonly guides: OpenGuides
  readonly registers: RegisterDesk
  readonly ratings: RatingDesk
  readonly trust: TrustTexts
  readonly given: HeldSeasons
}

/** The pages, and the drafts behind them. */
async function openHall(
  { config, cases, reads, handle, identity }: Installation,
  app: Http,
  { uploads, guides, ratings, trust, given, ...shown }: Files & OpenWeb & HallNeeds,
): Promise<void> {
  const { vault, now, random } = cases
  registerUploads(app, { uploads, policy: 'signed-in', ownerOf: async (request) => (await actorOf(request)).id })
  await registerHall(app, {
    ...shown,
    desk: cases,
    reads,
    handle,
    drafts: openDrafts({ pool: reads.pools.citizen, vault, now, random }),
    handovers: openHandovers({ pool: reads.pools.citizen, district: vault.district, now, random }),
    uploads,
    account: {
      mandates: async (request) => {
        const session = (await sessionOf(request))!
        const acting = session.actor.kind === 'person' ? (session.actor.mandate?.id ?? null) : null
        return { ...(await mandatesOf(identity, session)), actingFor: acting }
      },
      giveMandate: async (request, mandate) => giveMandate(identity, (await sessionOf(request))!, mandate),
      sessions: async (request) => ownSessions(identity, (await sessionOf(request))!),
      endOthers: async (request) => endOtherSessions(identity, (await sessionOf(request))!),
    },
    ratings: { give: (rating) => rateTouch(ratings, rating), figures: () => ratingFigures(ratings) },
    statistics: remembered(() => publishedFigures(ratings), STATISTICS_MS, identity.now),
    receipts: {
      trust,
      acts: `/log/${vault.district}/acts`,
      of: (actor, event) => makeReceipt({ district: vault.district, pool: reads.pools.public, reads }, actor, event),
    },
    guides: { ...guides.entries, search: guides.search, opened: guides.opened },
    actorOf,
    formTokenOf: async (request) => (await sessionOf(request))?.formToken,
    knownOf: (person) => personContent(identity, person),
    acceptInvitation: async (account) => {
      const made = await acceptInvitation(identity, account)
      return 'problem' in made ? made : { authenticator: totpAddress(made.totpSecret, SITE, account.login) }
    },
    providers: [{ name: '统一身份认证', address: '/sign-in' }],
    baseUrl: config.baseUrl,
    office: DISTRICT.name + BUREAU.name,
    held: publicDraws(reads.pools.public, vault.district),
    given,
    published: config.mode === 'demo' ? fileURLToPath(EXAMPLES) : join(config.dataFolder, 'published'),
    demo: config.mode === 'demo',
  })
}

async function main(): Promise<void> {
  // A reader that has gone away (`npm start | head`) is no reason to fall and leave the database behind.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)
  const config = readConfig()
  const log = createLog({
    write: (line) => process.stdout.write(line),
    level: config.logLevel,
    format: process.stdout.isTTY ? 'human' : 'json',
  })
  const progress = createProgress(process.stderr, process.stderr.isTTY ?? false)
  const stopper = createStopper(log)
  stopOnSignal(stopper, log)
  const running = await startServer({
    config,
    log,
    progress,
    stopper,
    withSeeds: true,
    isDev: process.argv.includes('--dev'),
  }).catch((error: unknown) => {
    log.debug('fault', { error })
    throw error
  })
  process.stderr.write(welcome(config, running))
}

/** What a person who has just started it wants to know. */
function welcome({ baseUrl, mode }: Config, { officers, invitation }: RunningServer): string {
  const some = officers.filter(({ posts }) =>
    posts.some(({ unit }) => unit === 'bureau' || unit.startsWith('350521104')),
  )
  const lines = some.map(({ login, password, name }) => `    ${login.padEnd(30)} ${password}   ${name}`)
  return `
  亲清家园 ${mode === 'demo' ? '（演示：人物和数据都是虚构的）' : ''}
  群众办事   ${baseUrl}/
  经办台     ${baseUrl}/console
  接口说明   ${baseUrl}/openapi.json
${mode === 'demo' ? `\n  演示账号（动态码在登录页上显示；其余在 ${baseUrl}/api/demo/sign-ins）\n${lines.join('\n')}\n` : ''}${invitation ? `\n  第一位系统管理员用这个链接建立账号（只能用一次，三天内有效）：\n    ${invitation}\n` : ''}
  停止：Ctrl-C
`
}

/** A folder nobody may write needs no trace; a bug does, and the debug log has it. */
const faultText = (error: unknown) => `the server cannot start: ${reasonsOf(error)}\n(QINQING_LOG=debug shows where)`

/** What a person can mend by a setting. */
const isPlain = (error: unknown): error is Error => error instanceof ConfigError || error instanceof DatabaseError

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    // Who stopped the start ends the process, too.
    if (!(error instanceof Stopped)) {
      process.stderr.write(`${isPlain(error) ? error.message : faultText(error)}\n`)
      process.exitCode = 1
    }
  }
}
