// What only a demo has: the sandbox that vouches for invented people, officers whose sign-ins are shown, and the
// applications of seed/ filed at the first start, so that queues, notices and counts have something to show.

import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '#kernel/case/actor.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type ImportedLine, importApplications } from '#office/cases/import-applications.ts'
import { type DemoOfficer, demoOfficers } from '#office/identity/demo.ts'
import type { OidcOptions } from '#office/identity/provider.ts'
import { startSandbox } from '#office/identity/sandbox/start.ts'
import type { Config } from '#platform/config.ts'
import type { Progress } from '#platform/process.ts'
import { type Installation, SEED } from './installation.ts'

/** The sandbox listens beside the server. */
export const sandboxPort = ({ port }: Config): number => (port === 0 ? 0 : port + 1)

/** Starts the sandbox, a process of its own. */
export async function openSandbox({ config, stopper }: Installation): Promise<OidcOptions> {
  const { oidc } = await stopper.opening(
    'sandbox',
    () =>
      startSandbox({
        port: sandboxPort(config),
        host: config.host,
        redirectUris: [`${config.baseUrl}/sign-in/callback`],
        random: randomBytes,
      }),
    (sandbox) => sandbox[Symbol.asyncDispose](),
  )
  return oidc
}

/** The invented officers, made at the first start. */
export function openOfficers({ identity, catalogue, config }: Installation): Promise<readonly DemoOfficer[]> {
  return demoOfficers(identity, [...catalogue.units.values()], join(config.dataFolder, 'demo-sign-ins.json'))
}

/**
 * Files the applications of seed/ of every service that has some, once; a filing cut short is taken up again by the next
 * start and files nothing twice. Cost: 3 ms an application.
 */
export async function fileSeeds(
  installation: Installation,
  officers: readonly DemoOfficer[],
  progress: Progress,
): Promise<void> {
  for (const definition of installation.catalogue.services) {
    const file = await readIfThere(new URL(`${definition.slug}-applications.ndjson`, SEED))
    const done = join(installation.config.dataFolder, `demo-seeds-${definition.slug}`)
    if (!file || (await readIfThere(done))) continue
    await progress.step(`演示申请 ${definition.short}`, async (tell) => {
      const filed = await fileAll(installation, definition, file, (count) => tell(`${count} 件`))
      await acceptSome(installation, officers, filed)
    })
    await writeFile(done, `${new Date().toISOString()}\n`, { mode: 0o600 })
  }
}

async function fileAll(
  { cases, handle }: Installation,
  definition: ServiceDefinition,
  file: Buffer,
  tell: (count: number) => void,
): Promise<ImportedLine[]> {
  const filed: ImportedLine[] = []
  for await (const line of importApplications(cases, handle, definition, file)) {
    if (line.caseNo !== null) filed.push(line)
    if (line.line % 20 === 0) tell(filed.length)
  }
  return filed
}

/** Of the sound applications two in three are taken in, so that some wait at the villages and some are made public. */
async function acceptSome(
  { identity, handle, database, catalogue }: Installation,
  officers: readonly DemoOfficer[],
  filed: readonly ImportedLine[],
): Promise<void> {
  const sound = filed.filter(({ outcome }, i) => outcome === 'ready' && i % 3 > 0)
  const { rows: files } = await database
    .pool('owner', 1)
    .query<{ id: string; caseNo: string; place: string }>(
      'select id, case_no as "caseNo", place from case_file where district = $1 and case_no = any($2)',
      [catalogue.district, sound.map(({ caseNo }) => caseNo)],
    )
  const { rows: accounts } = await identity.pool.query<{ id: string; login: string }>(
    'select id, login from officer where district = $1',
    [identity.district],
  )
  const idOf = new Map(accounts.map(({ id, login }) => [login, id]))
  await Promise.all(
    files.map(async ({ id, caseNo, place }) => {
      const officer = officers.find(({ posts }) =>
        posts.some(({ role, unit }) => role === 'village.agent' && unit === place),
      )
      if (!officer) return
      const { login, name, posts } = officer
      const actor: Actor = { kind: 'officer', id: idOf.get(login) as string, name, posts }
      await handle({ key: `demo-accept-${caseNo}`, actor, to: { caseId: id }, command: { type: 'accept', note: '' } })
    }),
  )
}

async function readIfThere(file: string | URL): Promise<Buffer | undefined> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
