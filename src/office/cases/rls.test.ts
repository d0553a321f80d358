// Row-level security as the second line: what each audience's database role shows and allows by itself, whatever the code
// above it asks. On real PostgreSQL, over a pool as the server opens it.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Role } from '#platform/postgres/roles.ts'
import { DISTRICT } from '#services/district.ts'
import { examples } from '#services/homestead/examples.ts'
import { officer, person, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'

const DENIED = '42501'
const NO_SUCH_SETTING = '42704'
const district = DISTRICT.code

/** Three cases: two in one town, of which the first is made public, and one in another town. */
const PLACES = { first: '350521104-01', neighbour: '350521104-02', away: '350521105-01' } as const
const IDS = { first: '350598198003071234', neighbour: '350598199011300046', away: '350598198207250023' } as const
type Name = keyof typeof PLACES
/** A person without a case. */
const STRANGER = '00000000-0000-8000-8000-000000000000'

let db: TestDatabase
const cases = {} as Record<Name, string>
const people = {} as Record<Name, string>

async function arrange(): Promise<void> {
  db = await testDatabase()
  const desk = await testDesk(db)
  const { form, materials } = examples[0]!
  for (const name of Object.keys(PLACES) as Name[]) {
    const applicant = person(desk, IDS[name])
    const own = JSON.parse(JSON.stringify(form).replaceAll(PLACES.first, PLACES[name])) as Data
    const sent = {
      type: 'submit',
      applicant: { id: applicant.id, name: applicant.name },
      form: own,
      materials,
    } as const
    const opened = await desk.handle({ key: name, actor: applicant, to: { service: 'homestead' }, command: sent })
    assert.ok(opened.ok)
    cases[name] = opened.receipt.caseId
    people[name] = applicant.id
    await db.query(`insert into draft values ($1, $2, 'homestead', now(), '\\x00', '\\x00')`, [district, applicant.id])
    await db.query(`insert into register_entry values ($1, $2, 'permit', $2, $3, now(), null, 'valid', '\\x00')`, [
      district,
      name,
      cases[name],
    ])
  }
  const accepted = await desk.handle({
    key: 'accept',
    actor: officer('village.agent', PLACES.first),
    to: { caseId: cases.first },
    command: { type: 'accept', note: '' },
  })
  assert.ok(accepted.ok)
}

type Settings = Readonly<Record<string, string>>

/** Runs statements one after the other on one connection of a role; the settings hold for a transaction around the first. */
async function as<Row>(role: Role, settings: Settings, ...statements: readonly string[]): Promise<Row[][]> {
  const pool = db.pool(role, 1, { 'app.district': district })
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const [name, value] of Object.entries(settings))
      await client.query('select set_config($1, $2, true)', [name, value])
    const answers: Row[][] = []
    for (const [i, statement] of statements.entries()) {
      answers.push((await client.query(statement)).rows as Row[])
      if (i === 0) await client.query('commit')
    }
    return answers
  } finally {
    client.release(true)
    await pool.end()
  }
}

/** The cases whose rows a role sees in a table, by name. */
async function seen(role: Role, settings: Settings, table = 'case_file'): Promise<string[]> {
  const column = table === 'case_file' ? 'id' : 'case_id'
  const [rows] = await as<{ id: string }>(role, settings, `select distinct ${column} as id from ${table}`)
  return (Object.keys(cases) as Name[]).filter((name) => rows?.some(({ id }) => id === cases[name]))
}

const denied = (role: Role, settings: Settings, sql: string) =>
  assert.rejects(as(role, settings, sql), { code: DENIED }, `${role}: ${sql}`)

const ALL = ['first', 'neighbour', 'away']
const AUDIENCES = ['qinqing_citizen', 'qinqing_staff', 'qinqing_public', 'qinqing_audit'] as const

describe('row-level security', () => {
  before(arrange)
  after(() => db[Symbol.asyncDispose]())

  describe('what each audience sees of cases', () => {
    const table: readonly [Role, () => Settings, readonly string[]][] = [
      ['qinqing_citizen', () => ({ 'app.person': people.first }), ['first']],
      ['qinqing_citizen', () => ({ 'app.person': people.away }), ['away']],
      ['qinqing_citizen', () => ({ 'app.person': STRANGER }), []],
      ['qinqing_citizen', () => ({ 'app.person': '' }), []],
      ['qinqing_citizen', () => ({}), []],
      ['qinqing_citizen', () => ({ 'app.place': '*' }), []],
      ['qinqing_staff', () => ({ 'app.place': PLACES.first }), ['first']],
      ['qinqing_staff', () => ({ 'app.place': PLACES.neighbour }), ['neighbour']],
      ['qinqing_staff', () => ({ 'app.place': '350521104' }), ['first', 'neighbour']],
      ['qinqing_staff', () => ({ 'app.place': '350521105' }), ['away']],
      ['qinqing_staff', () => ({ 'app.place': '350521106' }), []],
      ['qinqing_staff', () => ({ 'app.place': '*' }), ALL],
      ['qinqing_staff', () => ({ 'app.place': '' }), []],
      ['qinqing_staff', () => ({}), []],
      ['qinqing_staff', () => ({ 'app.person': people.first }), []],
      ['qinqing_public', () => ({}), ['first']],
      ['qinqing_public', () => ({ 'app.place': '*', 'app.person': people.away }), ['first']],
    ]
    for (const [role, settings, expected] of table) {
      it(`${role} with ${describeSettings(settings)} sees ${expected.join(', ') || 'nothing'}`, async () => {
        assert.deepEqual(await seen(role, settings()), expected)
        assert.deepEqual(await seen(role, settings(), 'case_key'), expected, 'keys follow the file')
        if (role !== 'qinqing_public') assert.deepEqual(await seen(role, settings(), 'case_event'), expected)
      })
    }

    it('nobody sees anything of another district, and without a district nothing is answered', async () => {
      for (const role of ['qinqing_citizen', 'qinqing_staff', 'qinqing_public', 'qinqing_appender'] as const) {
        const scope = { 'app.person': people.first, 'app.place': '*' }
        assert.deepEqual(await seen(role, { ...scope, 'app.district': '350599' }), [], role)
        assert.deepEqual(await seen(role, { ...scope, 'app.district': '' }), [], role)
        await using client = await bare(role)
        await assert.rejects(client.query('select from case_file'), { code: NO_SUCH_SETTING }, role)
      }
    })

    it('what was set for one transaction is gone with it, so the next user of the connection sees nothing', async () => {
      for (const [role, settings] of [
        ['qinqing_citizen', { 'app.person': people.first }],
        ['qinqing_staff', { 'app.place': '*' }],
      ] as const) {
        const [during, later] = await as<object>(role, settings, 'select from case_file', 'select from case_file')
        assert.ok(during!.length > 0)
        assert.equal(later!.length, 0, role)
      }
    })
  })

  describe('what each audience sees beside cases', () => {
    const count = async (role: Role, settings: Settings, table: string) =>
      (await as(role, settings, `select from ${table}`))[0]!.length

    it('drafts are their own person’s alone', async () => {
      assert.equal(await count('qinqing_citizen', { 'app.person': people.first }, 'draft'), 1)
      assert.equal(await count('qinqing_citizen', { 'app.person': STRANGER }, 'draft'), 0)
      assert.equal(await count('qinqing_citizen', {}, 'draft'), 0)
      for (const role of ['qinqing_staff', 'qinqing_public', 'qinqing_audit', 'qinqing_appender'] as const)
        await denied(role, { 'app.person': people.first, 'app.place': '*' }, 'select from draft')
    })

    it('duties and counts name nobody and are for officers; issued entries lie open, sealed', async () => {
      assert.equal(await count('qinqing_staff', { 'app.place': '' }, 'case_duty'), 3)
      assert.ok((await count('qinqing_staff', { 'app.place': '' }, 'case_count')) > 0)
      for (const role of ['qinqing_citizen', 'qinqing_public', 'qinqing_audit'] as const)
        for (const table of ['case_duty', 'case_count']) await denied(role, {}, `select from ${table}`)
      for (const role of ['qinqing_citizen', 'qinqing_staff', 'qinqing_public'] as const)
        assert.equal(await count(role, {}, 'register_entry'), 3)
    })

    it('who people are, how they sign in, who is in which case, and the keys above a case’s own are for no audience', async () => {
      const CLOSED = ['person', 'person_login', 'officer', 'post', 'mandate', 'session', 'invitation', 'district_key']
      for (const table of [...CLOSED, 'blob', 'upload', 'case_party', 'case_receipt', 'serial'])
        for (const role of AUDIENCES) await denied(role, { 'app.place': '*' }, `select from ${table}`)
      for (const role of ['qinqing_citizen', 'qinqing_staff', 'qinqing_public'] as const)
        await denied(role, {}, 'select from sign_in_attempt')
      assert.equal(await count('qinqing_audit', {}, 'sign_in_attempt'), 0)
    })
  })

  describe('what each role may write', () => {
    interface Granted {
      readonly role: Role
      readonly relation: string
      readonly act: string
    }
    const granted = (roles: readonly Role[], acts: readonly string[]) =>
      db.query<Granted & { [name: string]: unknown }>(
        `select r as role, c.relname as relation, a as act
         from pg_class c, unnest($1::text[]) r, unnest($2::text[]) a
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
          and (case when a in ('delete', 'truncate') then has_table_privilege(r, c.oid, a)
                    else has_any_column_privilege(r, c.oid, a) end)
        order by 1, 2, 3`,
        [roles, acts],
      )

    it('audiences write nothing in any table; a person writes their drafts, what they read and how they are told', async () => {
      assert.deepEqual(await granted(AUDIENCES, ['insert', 'update', 'delete', 'truncate']), [
        { role: 'qinqing_citizen', relation: 'draft', act: 'delete' },
        { role: 'qinqing_citizen', relation: 'draft', act: 'insert' },
        { role: 'qinqing_citizen', relation: 'draft', act: 'update' },
        { role: 'qinqing_citizen', relation: 'draft_handover', act: 'delete' },
        { role: 'qinqing_citizen', relation: 'draft_handover', act: 'insert' },
        { role: 'qinqing_citizen', relation: 'draft_handover', act: 'update' },
        { role: 'qinqing_citizen', relation: 'notice', act: 'update' },
        { role: 'qinqing_citizen', relation: 'notice_choice', act: 'insert' },
        { role: 'qinqing_citizen', relation: 'notice_choice', act: 'update' },
      ])
      const [mine] = await as(
        'qinqing_citizen',
        { 'app.person': people.first },
        `update draft set saved_at = now() returning 1`,
      )
      assert.equal(mine!.length, 1)
      const insert = (id: string) => `insert into draft values ('${district}', '${id}', 'x', now(), '\\x00', '\\x00')`
      await as('qinqing_citizen', { 'app.person': people.first }, insert(people.first))
      await denied('qinqing_citizen', { 'app.person': people.first }, insert(people.away))
      await denied('qinqing_citizen', {}, insert(people.first))
      const handOver = (id: string) =>
        `insert into draft_handover values ('${district}', '${id}', 'x', '', '\\x00', now())`
      await as('qinqing_citizen', { 'app.person': people.first }, handOver(people.first))
      await denied('qinqing_citizen', { 'app.person': people.first }, handOver(people.away))
    })

    it('nobody but the owner changes or removes what happened, what was answered, or a key', async () => {
      const HISTORY = ['case_event', 'recorded_act', 'case_receipt', 'case_key', 'district_key', 'sign_in_attempt']
      const found = await granted(['qinqing_appender', ...AUDIENCES], ['update', 'delete', 'truncate'])
      assert.deepEqual(
        found.filter(({ relation }) => HISTORY.includes(relation)),
        [],
      )
      await denied('qinqing_appender', {}, `update case_event set type = 'approved'`)
      await denied('qinqing_appender', {}, 'delete from case_event')
      await denied('qinqing_appender', {}, 'delete from case_file')
    })

    it('the appender writes for the district of its connection alone', async () => {
      const serial = (of: string) => `insert into serial values ('${of}', 'test', 1)`
      await as('qinqing_appender', {}, serial(district))
      await denied('qinqing_appender', {}, serial('350599'))
    })

    it('every table with a district has row-level security; what is the same for everybody has none', async () => {
      const open = await db.query(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
          and not relrowsecurity order by 1`,
      )
      assert.deepEqual(open, [{ name: 'schema_migration' }, { name: 'service_definition' }])
    })
  })

  function describeSettings(settings: () => Settings): string {
    return /\{(.*)\}/.exec(settings.toString())?.[1]?.trim() || 'nothing set'
  }

  /** A connection of a role for which no district was set. */
  async function bare(role: Role) {
    const pool = db.pool(role, 1)
    const client = await pool.connect()
    return Object.assign(client, {
      async [Symbol.asyncDispose]() {
        client.release(true)
        await pool.end()
      },
    })
  }
})
