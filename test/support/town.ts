// The whole server in one process with a small town in it, for tests that attack it: people of every kind with sessions,
// cases of one household at different steps, secrets planted everywhere, and a digest of what is stored.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Post } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { waker } from '#office/cases/waker.ts'
import { chooseMandate, giveMandate } from '#office/identity/mandate.ts'
import { makeOfficer } from '#office/identity/officer.ts'
import { recordPerson } from '#office/identity/person.ts'
import { sessionLookup, startSession } from '#office/identity/session.ts'
import { readConfig } from '#platform/config.ts'
import type { Http } from '#platform/http/server.ts'
import { createLog } from '#platform/log.ts'
import { createProgress } from '#platform/process.ts'
import { examples } from '#services/homestead/examples.ts'
import { startServer } from '../../src/server.ts'
import { testDatabase } from './database.ts'

export const VILLAGE = '350521104-01'
const OTHER_VILLAGE = '350521104-02'
const OTHER_TOWN_VILLAGE = '350521105-01'
const TOWN = '350521104'

/** What must never be seen by strangers, nor in a log: names, numbers, telephones and texts of the household. */
export const SECRETS = ['欧阳某密', '350598198003071234', '13987654321', '邻里纠纷机密', 'seven-Green-2-hills'] as const
const [NAME, NUMBER, PHONE, REASON, PASSWORD] = SECRETS

export interface Visitor {
  readonly cookie: string
  readonly formToken: string
}

export type VisitorName = keyof Awaited<ReturnType<typeof settle>>['visitors']

/** Hash of the rows of a table, by its name. */
export type Digest = Readonly<Record<string, string>>

export interface Town extends AsyncDisposable {
  readonly app: Http
  readonly url: string
  readonly visitors: Readonly<Record<VisitorName, Visitor>>
  /** Cases of the household: just handed in, being published, before the decision, and granted with a certificate. */
  readonly cases: Readonly<Record<'intake' | 'notice' | 'decide' | 'granted', string>>
  readonly certificate: string
  readonly queryCode: string
  /** Every line the server has logged. */
  readonly logged: readonly string[]
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Hash of each table, without those that signing in and looking legitimately touch, and without the tables named. */
  digest(...without: readonly string[]): Promise<Digest>
  /** Goes to a moment, Shanghai time `2024-09-02 09:30`; nothing wakes unless `wake` is called. */
  goTo(local: string): void
  wake(): Promise<number>
}

/** Sessions note when they were seen, wrong passwords are counted, the log and its readers follow in their own time. */
const TOUCHED_ANYWAY = [
  'session',
  'sign_in_attempt',
  'log_head',
  'log_tile',
  'stream_reader',
  'rating',
  'rateable',
  'decided_case',
  'anomaly',
  'notice',
  'notice_send',
  'notice_sandbox',
]
/** What of a row counts where something touches it anyway: an event gets its place in the log after it was acknowledged. */
const COUNTS: Readonly<Record<string, string>> = { case_event: `t.case_id || ' ' || t.seq || ' ' || t.commitment` }

const instantOf = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`)

/** Builds the town on the morning of 2 September 2024. Cost: some two seconds. */
export async function openTown(): Promise<Town> {
  const database = await testDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-town-'))
  const logged: string[] = []
  let now = instantOf('2024-09-02 08:00')
  const { host = '', port = 5432, user = '', database: name = '' } = database.connection
  const config = readConfig({
    PORT: '0',
    QINQING_DATA: folder,
    DATABASE_URL: `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
  })
  const log = createLog({ write: (line) => logged.push(line), level: 'debug' })
  const quiet = createProgress({ write: () => true } as never, false)
  const server = await startServer({ config, log, progress: quiet, now: () => now })
  const { installation, app } = server
  const { cases, handle } = installation
  const goTo = (local: string) => {
    now = instantOf(local)
  }
  const clockwork = waker(cases, {
    pool: database.pool('qinqing_appender', 1, { 'app.district': cases.catalogue.district }),
    handle,
    log,
  })
  const settled = await settle(server, { goTo, wake: clockwork.wakeDue })
  return {
    app,
    url: server.address,
    ...settled,
    certificate: (await database.query<{ code: string }>('select code from register_entry'))[0]!.code,
    logged,
    query: (sql, values) => database.query(sql, values),
    digest: (...without) => digestOf(database, [...TOUCHED_ANYWAY, ...without]),
    goTo,
    wake: clockwork.wakeDue,
    async [Symbol.asyncDispose]() {
      await installation.stopper.stop()
      await database[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Server = Awaited<ReturnType<typeof startServer>>
interface Clock {
  goTo(local: string): void
  wake(): Promise<number>
}

async function settle({ installation }: Server, clock: Clock) {
  const { identity } = installation
  const person = (name: string, idNumber: string, phone = '13500002222') =>
    recordPerson(identity, { issuer: 'i', subject: idNumber, name, idType: 'resident-id', idNumber, phone })
  const [applicant, neighbour, helper] = await Promise.all([
    person(NAME, NUMBER, PHONE),
    person('许某邻', '350598197503120018'),
    person('何某帮', '350598199001011237'),
  ])
  const cases = await fileCases(installation, clock, { id: applicant, name: NAME })
  const inTown = (role: Role): Post => ({ role, unit: ROLES[role].level === 'bureau' ? 'bureau' : TOWN })
  const officers = {
    agentHere: [{ role: 'village.agent', unit: VILLAGE }],
    agentTwo: [{ role: 'village.agent', unit: VILLAGE }],
    agentElsewhere: [{ role: 'village.agent', unit: OTHER_VILLAGE }],
    agentOfOtherTown: [{ role: 'village.agent', unit: OTHER_TOWN_VILLAGE }],
    window: [inTown('town.window')],
    agriculture: [inTown('town.agriculture')],
    land: [inTown('town.land')],
    approver: [inTown('bureau.approver')],
    approverTwo: [inTown('bureau.approver')],
    head: [inTown('bureau.head')],
    supervisor: [inTown('bureau.supervisor')],
  } as const satisfies Record<string, readonly Post[]>
  const made = Object.fromEntries(
    await Promise.all(
      Object.entries(officers).map(async ([login, posts]) => [login, await officerOf(installation, login, posts)]),
    ),
  ) as Record<keyof typeof officers, string>
  const duty = async (name: 'system' | 'security' | 'audit') => officerOf(installation, `duty-${name}`, [], name)
  const whole = (id: string) => visitorOf(installation, { officer: id, stage: 'whole' })
  const citizen = (id: string) => visitorOf(installation, { person: id, stage: 'whole' })
  const visitors = {
    anonymous: { cookie: '', formToken: '' },
    forged: { cookie: `session=${'A'.repeat(43)}`, formToken: '' },
    halfSignedIn: await visitorOf(installation, { officer: made.agentHere, stage: 'password' }),
    applicant: await citizen(applicant),
    neighbour: await citizen(neighbour),
    helper: await helperOf(installation, { applicant, helper }, 'homestead'),
    helperElsewhere: await helperOf(installation, { applicant, helper }, 'another-service'),
    agentHere: await whole(made.agentHere),
    agentTwo: await whole(made.agentTwo),
    agentElsewhere: await whole(made.agentElsewhere),
    agentOfOtherTown: await whole(made.agentOfOtherTown),
    window: await whole(made.window),
    agriculture: await whole(made.agriculture),
    land: await whole(made.land),
    approver: await whole(made.approver),
    approverTwo: await whole(made.approverTwo),
    head: await whole(made.head),
    supervisor: await whole(made.supervisor),
    systemAdministrator: await whole(await duty('system')),
    securityAdministrator: await whole(await duty('security')),
    auditAdministrator: await whole(await duty('audit')),
  }
  return { visitors, ...cases }
}

type Opened = Server['installation']

async function officerOf(
  { identity }: Opened,
  login: string,
  posts: readonly Post[],
  duty?: 'system' | 'security' | 'audit',
): Promise<string> {
  const made = await makeOfficer(identity, { login, name: '某官', password: PASSWORD, posts, ...(duty && { duty }) })
  if ('problem' in made) throw new Error(made.problem.code)
  return made.id
}

async function visitorOf({ identity }: Opened, holder: Parameters<typeof startSession>[1]): Promise<Visitor> {
  const token = await startSession(identity, holder)
  const session = await sessionLookup(identity)(token)
  return { cookie: `session=${token}`, formToken: session?.formToken ?? '' }
}

/** Somebody who acts for the applicant inside a mandate that covers handing in and following of one service. */
async function helperOf(
  installation: Opened,
  { applicant, helper }: Record<'applicant' | 'helper', string>,
  service: string,
) {
  const { identity } = installation
  const look = sessionLookup(identity)
  const principal = await look(await startSession(identity, { person: applicant, stage: 'whole' }))
  const mandate = await giveMandate(identity, principal!, {
    agentName: '何某帮',
    agentIdNumber: '350598199001011237',
    services: [service],
    actions: ['submit', 'follow'],
    until: '2024-12-31',
  })
  if ('problem' in mandate) throw new Error(mandate.problem.code)
  const token = await startSession(identity, { person: helper, stage: 'whole' })
  const session = await look(token)
  const refused = await chooseMandate(identity, session!, mandate.id)
  if (refused) throw new Error(refused.problem.code)
  return { cookie: `session=${token}`, formToken: session?.formToken ?? '' }
}

/** The sound application of the first example, with the household's secrets in it. */
export const secretForm = (() => {
  const { form } = examples[0]!
  const { members } = form as never as { members: readonly object[] }
  const [head, ...others] = members
  return {
    ...(form as object),
    phone: PHONE,
    members: [{ ...head, name: NAME, idNumber: NUMBER }, ...others],
  }
})()
export const PAPERS = examples[0]!.materials

async function fileCases({ handle }: Opened, clock: Clock, applicant: { id: string; name: string }) {
  let count = 0
  const asOfficer = (role: Role) => ({
    kind: 'officer' as const,
    id: `00000000-0000-4000-8000-${String(Object.keys(ROLES).indexOf(role)).padStart(12, '0')}`,
    name: ROLES[role].title,
    posts: [{ role, unit: ROLES[role].level === 'village' ? VILLAGE : ROLES[role].level === 'town' ? TOWN : 'bureau' }],
  })
  const give = async (caseId: string, role: Role, command: Command) => {
    const handled = await handle({ key: `town-${++count}`, actor: asOfficer(role), to: { caseId }, command })
    if (!handled.ok) throw new Error(`${command.type}: ${handled.refusal.code}`)
  }
  const submit = async () => {
    const handled = await handle({
      key: `town-${++count}`,
      actor: { kind: 'person', ...applicant },
      to: { service: 'homestead' },
      command: { type: 'submit', applicant, form: secretForm as never, materials: PAPERS },
    })
    if (!handled.ok) throw new Error(handled.refusal.code)
    return handled.receipt
  }
  const accept = (id: string) => give(id, 'village.agent', { type: 'accept', note: REASON })
  const opine = (id: string, role: Role, branch: string) =>
    give(id, role, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
  clock.goTo('2024-09-02 08:30')
  const ways = [await submit(), await submit()]
  for (const { caseId } of ways) await accept(caseId)
  clock.goTo('2024-09-10 09:00')
  await clock.wake()
  for (const { caseId } of ways) {
    await give(caseId, 'town.window', {
      type: 'attend',
      result: 'pass',
      longitude: 118.67,
      latitude: 24.93,
      photos: ['p'.repeat(43)],
      note: '四至清楚',
    })
    await opine(caseId, 'town.agriculture', 'agriculture')
    await opine(caseId, 'town.land', 'land')
  }
  const [decide, granted] = ways as [(typeof ways)[0], (typeof ways)[0]]
  await give(granted.caseId, 'bureau.approver', { type: 'decide', verdict: 'approve', reason: '' })
  const [intake, notice] = [await submit(), await submit()]
  await accept(notice.caseId)
  // Nothing is left that would wake by itself while the town is attacked.
  await clock.wake()
  return {
    cases: { intake: intake.caseId, notice: notice.caseId, decide: decide.caseId, granted: granted.caseId },
    queryCode: intake.queryCode,
  }
}

async function digestOf({ query }: Pick<Town, 'query'>, without: readonly string[]): Promise<Digest> {
  const tables = await query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  const wanted = tables.map(({ name }) => name).filter((name) => !without.includes(name))
  const sums = await query<{ name: string; sum: string }>(
    wanted
      .map((name) => {
        // Where a row stands and who wrote it: any write changes that, and nothing large is read for it.
        const row = COUNTS[name] ?? `t.ctid::text || ' ' || t.xmin::text`
        return `select '${name}' as name, md5(coalesce(string_agg(${row}, '|' order by ${row}), '')) as sum from "${name}" t`
      })
      .join(' union all '),
  )
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]))
}
