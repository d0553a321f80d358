// The invented cases of a demonstration: those of offices are opened before the doors, those of people come in while the
// demonstration already runs. What was filed is not filed again: every case and every act has its own key.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { type Actor, type Post, SYSTEM } from '#kernel/case/actor.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { commandHandler } from '#office/cases/handle-command.ts'
import { personIdOf } from '#office/cases/identity-index.ts'
import type { DemoOfficer } from '#office/identity/demo.ts'
import type { Log } from '#platform/log.ts'
import type { DeclaredService, DemoCase, DemoSeed } from '#services/declared.ts'
import { SERVICES } from '#services/index.ts'
import type { Installation } from './installation.ts'
import { SEED } from './installation.ts'

const FILES = ['schools', 'villages'] as const
const AT_ONCE = 40

/** The invented cases: an office's before the doors open, those of people while they are open already. */
export async function fileInvented(installation: Installation, officers: readonly DemoOfficer[]): Promise<void> {
  const { log, stopper, cases } = installation
  const seed = await demoSeed(cases.now())
  await fileOfficeCases(installation, officers, seed)
  const stop = new AbortController()
  const filing = filePeopleCases(installation, officers, seed, { signal: stop.signal, log }).catch((error: unknown) =>
    log.error('fault', { error }),
  )
  stopper.closing('invented cases', () => {
    stop.abort()
    return filing
  })
}

/** What the declarations make their invented cases from. */
async function demoSeed(now: Date): Promise<DemoSeed> {
  const files = await Promise.all(
    FILES.map(async (name) => [name, JSON.parse(await readFile(new URL(`${name}.json`, SEED), 'utf8'))] as const),
  )
  return { files: Object.fromEntries(files), today: legalDateOf(now.toISOString()) }
}

/** Opens the cases of offices. Throws when an invented case is refused: the content is wrong. */
const fileOfficeCases = (installation: Installation, officers: readonly DemoOfficer[], seed: DemoSeed) =>
  fileCases(installation, officers, seed, { office: true, signal: new AbortController().signal })

/** Files the cases of people, a few at once, until the signal stops it; the next start goes on. */
async function filePeopleCases(
  installation: Installation,
  officers: readonly DemoOfficer[],
  seed: DemoSeed,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
): Promise<void> {
  const filed = await fileCases(installation, officers, seed, { office: false, signal })
  if (filed > 0) log.info('invented applications filed', { count: filed })
}

async function fileCases(
  installation: Installation,
  officers: readonly DemoOfficer[],
  seed: DemoSeed,
  { office, signal }: { readonly office: boolean; readonly signal: AbortSignal },
): Promise<number> {
  let filed = 0
  for (const { declaration, demo } of SERVICES) {
    const isOffice = declaration.applicant === 'office'
    const mark = join(installation.config.dataFolder, `demo-cases-${declaration.slug}`)
    if (!demo || isOffice !== office || (await isThere(mark))) continue
    const cases = [...(demo(seed).cases ?? [])]
    for (let at = 0; at < cases.length && !signal.aborted; at += AT_ONCE) {
      const few = cases.slice(at, at + AT_ONCE)
      await Promise.all(few.map((one, i) => fileOne(installation, officers, declaration, one, at + i)))
      filed += few.length
    }
    if (!signal.aborted) await writeFile(mark, `${new Date().toISOString()}\n`, { mode: 0o600 })
  }
  return filed
}

const isThere = (file: string): Promise<boolean> =>
  readFile(file).then(
    () => true,
    () => false,
  )

async function fileOne(
  installation: Installation,
  officers: readonly DemoOfficer[],
  { slug }: DeclaredService['declaration'],
  { by, form, materials, acts }: DemoCase,
  index: number,
): Promise<void> {
  const { cases } = installation
  // Invented officers hold neither keys nor codes: what they did stands unsigned, also where the demonstration asks people to sign.
  const handle = commandHandler({ ...cases, signing: { ...cases.signing, asksCode: false } })
  const opener: Actor =
    'role' in by
      ? await officerActor(installation, officers, by.role)
      : { kind: 'person', id: personIdOf(cases.vault, by.idNumber), name: by.name }
  const applicant = { id: opener.id, name: opener.name }
  const command = { type: 'submit', applicant, form: await withEntries(installation, form), materials } as const
  const opened = await handle({ key: `demo:${slug}:${index}`, actor: opener, to: { service: slug }, command })
  if (!opened.ok) throw new Error(`invented case ${index} of ${slug}: ${JSON.stringify(opened.refusal)}`)
  for (const [n, act] of acts.entries()) {
    const named = act.by === 'applicant' ? opener : ACTORS[act.by]
    const actor = named ?? (await officerActor(installation, officers, act.by, act.unit))
    const done = await handle({ key: `demo:${slug}:${index}:${n}`, actor, to: opened.receipt, command: act.command })
    if (!done.ok) throw new Error(`act ${n} on invented case ${index} of ${slug}: ${JSON.stringify(done.refusal)}`)
  }
}

/** Who acts in invented cases beside officers. */
const ACTORS: Readonly<Record<string, Actor>> = {
  time: SYSTEM,
  anyone: { kind: 'public', id: 'public', name: '群众' },
}

async function officerActor(
  { identity }: Installation,
  officers: readonly DemoOfficer[],
  role: string,
  of?: string,
): Promise<Actor> {
  const holds = (post: Post) => post.role === role && (of === undefined || post.unit === of)
  const officer = officers.find(({ posts }) => posts.some(holds))
  if (!officer) throw new Error(`the demonstration has nobody who is ${role}`)
  const { rows } = await identity.pool.query<{ id: string }>(
    'select id from officer where district = $1 and login = $2',
    [identity.district, officer.login],
  )
  return { kind: 'officer', id: rows[0]?.id as string, name: officer.name, posts: officer.posts }
}

/** The form with each `{ entry: register }` as the number of the register's newest entry. */
async function withEntries(installation: Installation, form: Data): Promise<Data> {
  if (typeof form !== 'object' || form === null) return form
  if (Array.isArray(form)) return Promise.all(form.map((one: Data) => withEntries(installation, one)))
  const { entry, ...others } = form as { readonly [name: string]: Data }
  if (typeof entry === 'string' && Object.keys(others).length === 0) return newestOf(installation, entry)
  const parts = await Promise.all(
    Object.entries(form).map(async ([name, one]) => [name, await withEntries(installation, one)] as const),
  )
  return Object.fromEntries(parts)
}

async function newestOf({ cases }: Installation, register: string): Promise<Data> {
  const on = legalDateOf(cases.now().toISOString())
  const found = await cases.store.lookUpEntries({ register, match: {}, number: null, sum: null, since: null, on })
  return found.newest?.number
}
