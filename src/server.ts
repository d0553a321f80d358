// The composition root: opens the installation, puts the HTTP server and its desks on it, and says where to go.

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { registerCases } from '#office/cases/routes.ts'
import { waker } from '#office/cases/waker.ts'
import { openDrafts } from '#office/hall/draft.ts'
import { registerHall } from '#office/hall/register.ts'
import type { Web } from '#office/hall/web.ts'
import { actorOf, IDENTITY_ACCESS, sessionOf } from '#office/identity/access.ts'
import { type DemoOfficer, demoOfficers, registerDemo } from '#office/identity/demo.ts'
import { personContent } from '#office/identity/person.ts'
import { oidcProvider } from '#office/identity/provider.ts'
import { registerIdentity } from '#office/identity/routes.ts'
import { startSandbox } from '#office/identity/sandbox/start.ts'
import { openBlobs } from '#platform/blobs/blob.ts'
import { openUploads } from '#platform/blobs/upload.ts'
import { registerUploads } from '#platform/blobs/upload-routes.ts'
import { type Config, ConfigError, readConfig } from '#platform/config.ts'
import { buildHttp, type Http, stopHttp } from '#platform/http/server.ts'
import { createLog, type Log } from '#platform/log.ts'
import { createProgress, type Progress, stopOnSignal } from '#platform/process.ts'
import { BUREAU, DISTRICT } from '#services/district.ts'
import { type Installation, openInstallation } from './installation.ts'

/** A running server. */
export interface RunningServer {
  readonly installation: Installation
  readonly app: Http
  readonly address: string
  /** Sign-ins of the invented officers; none outside demo mode. */
  readonly officers: readonly DemoOfficer[]
}

/** Starts everything; what was opened closes through `installation.stopper`, also when a later part fails. */
export async function startServer(options: {
  readonly config: Config
  readonly log: Log
  readonly progress: Progress
  readonly now?: () => Date
}): Promise<RunningServer> {
  const installation = await openInstallation(options)
  try {
    return await serve(installation, options.progress)
  } catch (error) {
    await installation.stopper.stop()
    throw error
  }
}

async function serve(installation: Installation, progress: Progress): Promise<RunningServer> {
  const { config, log, stopper, cases, handle, reads, identity, database } = installation
  if (config.mode === 'production') throw new Error('production needs an identity provider; none is configured yet')
  const sandbox = await progress.step('演示用的身份认证', () =>
    startSandbox({
      port: config.port === 0 ? 0 : config.port + 1,
      host: config.host,
      redirectUris: [`${config.baseUrl}/sign-in/callback`],
      random: randomBytes,
    }),
  )
  stopper.closing('sandbox', () => sandbox[Symbol.asyncDispose]())
  const health = database.pool('qinqing_public', 1)
  const app = await buildHttp({
    log,
    api: { title: '亲清家园', version: '0.1.0' },
    access: IDENTITY_ACCESS,
    publicUrl: config.baseUrl,
    formTargets: [sandbox.oidc.issuer.origin],
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
  registerIdentity(app, {
    desk: identity,
    provider: oidcProvider(sandbox.oidc),
    baseUrl: config.baseUrl,
    issuerName: '亲清家园',
  })
  registerCases(app, { desk: cases, reads, handle, actorOf })
  await openHall(installation, app, progress)
  const officers = await demoOfficers(
    identity,
    [...cases.catalogue.units.values()],
    join(config.dataFolder, 'demo-sign-ins.json'),
  )
  registerDemo(app, officers, identity.now)
  const clockwork = waker(cases, {
    pool: database.pool('qinqing_appender', 1, { 'app.district': cases.catalogue.district }),
    handle,
    log,
  })
  clockwork.start()
  stopper.closing('waker', () => clockwork.stop())
  const address = await app.listen({ host: config.host, port: config.port })
  return { installation, app, address, officers }
}

/** The pages: their renderer and scripts built if need be, drafts and files opened. */
async function openHall(
  { config, cases, reads, handle, identity, database }: Installation,
  app: Http,
  progress: Progress,
): Promise<void> {
  const web = await progress.step('网页', loadWeb)
  const { vault, now, random } = cases
  const files = { pool: database.pool('owner', 2), vault, now, random }
  const blobs = openBlobs({ ...files, folder: join(config.dataFolder, 'files') })
  const uploads = openUploads({ ...files, blobs, folder: join(config.dataFolder, 'uploads') })
  registerUploads(app, { uploads, policy: 'signed-in', ownerOf: async (request) => (await actorOf(request)).id })
  await registerHall(app, {
    web,
    clientFolder: fileURLToPath(new URL('dist/client', WEB)),
    desk: cases,
    reads,
    handle,
    drafts: openDrafts({ pool: reads.pools.citizen, vault, now, random }),
    blobs,
    uploads,
    actorOf,
    formTokenOf: async (request) => (await sessionOf(request))?.formToken,
    knownOf: (person) => personContent(identity, person),
    providers: [{ name: '统一身份认证', address: '/sign-in' }],
    baseUrl: config.baseUrl,
    office: DISTRICT.name + BUREAU.name,
    demo: config.mode === 'demo',
  })
}

/** The web workspace is no floor below: it is reached by address, not by import. */
const WEB = new URL('../web/', import.meta.url)

/** Loads the page renderer; builds it first when a source has changed since, and only then brings in the builder. */
async function loadWeb(): Promise<Web> {
  const { webIsBuilt } = (await import(new URL('build/stamp.ts', WEB).href)) as { webIsBuilt(): Promise<boolean> }
  if (!(await webIsBuilt())) {
    const { buildWeb } = (await import(new URL('build.ts', WEB).href)) as { buildWeb(): Promise<void> }
    await buildWeb()
  }
  return (await import(new URL('dist/server/entry.js', WEB).href)) as Web
}

async function main(): Promise<void> {
  const config = readConfig()
  const log = createLog({
    write: (line) => process.stdout.write(line),
    level: config.logLevel,
    format: process.stdout.isTTY ? 'human' : 'json',
  })
  const progress = createProgress(process.stderr, process.stderr.isTTY ?? false)
  const { installation, officers } = await startServer({ config, log, progress })
  stopOnSignal(installation.stopper, log)
  process.stderr.write(welcome(config, officers))
}

/** What a person who has just started it wants to know. */
function welcome({ baseUrl, mode }: Config, officers: readonly DemoOfficer[]): string {
  const some = officers.filter(({ posts }) =>
    posts.some(({ unit }) => unit === 'bureau' || unit.startsWith('350521104')),
  )
  const lines = some.map(({ login, password, name }) => `    ${login.padEnd(30)} ${password}   ${name}`)
  return `
  亲清家园 ${mode === 'demo' ? '（演示：人物和数据都是虚构的）' : ''}
  群众办事   ${baseUrl}/
  经办台     ${baseUrl}/console
  接口说明   ${baseUrl}/openapi.json
${mode === 'demo' ? `\n  演示账号（动态码在登录页上显示；其余在 ${baseUrl}/api/demo/sign-ins）\n${lines.join('\n')}\n` : ''}
  停止：Ctrl-C
`
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigError ? error.message : ((error as Error).stack ?? error)}\n`)
    process.exitCode = 1
  }
}
