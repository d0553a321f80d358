// What a database superuser can do, also one who has stolen the log's own signing key and the vault, and what gives it
// away. `node src/office/log/tamper.test.ts --update` writes the table to docs/log-attacks.md.

import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { PoolClient } from 'pg'
import { NOTE_ED25519 } from '#kernel/log/note.ts'
import type { LogReason } from '#kernel/log/reason.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { ORIGIN } from './log.fixture.ts'
import { openLogKey } from './log-key.ts'
import type { Db } from './log-store.ts'
import { drain, tamperedWorld, type World } from './tamper.fixture.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-tamper-'))
after(() => rm(folder, { recursive: true }))

/** Forgets the log and lets the superuser's sequencer write it anew, with the stolen key. */
async function rewrite(world: World, key?: World['key']): Promise<void> {
  // By date; the unique index wants a step between.
  for (const table of ['case_event', 'recorded_act'])
    await world.db.query(`update ${table} set position = -1 - position`)
  await world.db.query(`
    with ordered as (
      select case_id::text as of, seq, row_number() over (order by at, position desc, case_id, seq) - 1 as place
        from (select case_id::text, seq, at, position from case_event
              union all select subject, seq, at, position from recorded_act) entry (case_id, seq, at, position)),
    events as (update case_event e set position = place from ordered o where e.case_id::text = o.of and e.seq = o.seq),
    acts as (update recorded_act a set position = place from ordered o where a.subject = o.of and a.seq = o.seq)
    update serial set last = (select count(*) from ordered) where series = 'log'`)
  for (const table of ['log_head', 'log_tile', 'log_cosignature']) await world.db.query(`delete from ${table}`)
  await drain(await world.blind(key))
}

const otherKey = () =>
  openLogKey({ file: join(folder, 'other'), name: ORIGIN, type: NOTE_ED25519, random: randomBytes, mayMake: true })

interface Attack {
  readonly deed: string
  /** What the superuser does. */
  do(world: World): Promise<unknown>
  /** Who finds it first, as which reason, at which place. */
  readonly found: readonly [by: string, code: string, place: string]
  /** The deed puts back the whole database, a chain in it included. */
  readonly restoresChain?: true
  /** A checkpoint other than the older one to compare with. */
  against?(world: World): string
}

const OWN = '经办方自查（--own）'
const ANYONE = '任何人'
const KEEPER = '存有旧检查点的人'
const NEVER = '日志自己：拒绝签名'
const SWAP = `update case_event e set at = o.at from case_event o
               where e.position in (100, 101) and o.position = 201 - e.position`

const ATTACKS: readonly Attack[] = [
  {
    deed: '改一条事项的内容',
    do: ({ db }) =>
      db.query(`update case_event set sealed = set_byte(sealed, 30, 255 - get_byte(sealed, 30)) where position = 100`),
    found: [OWN, 'ROW_ALTERED', '第 100 条'],
  },
  {
    deed: '把一条事项的时间改早',
    do: ({ db }) => db.query(`update case_event set at = at - interval '1 day' where position = 100`),
    found: [OWN, 'ROW_ALTERED', '第 100 条'],
  },
  {
    deed: '改一条事项，连同它的承诺',
    do: ({ db }) => db.query(`update case_event set commitment = sha256(commitment) where position = 100`),
    found: [ANYONE, 'ENTRY_MISMATCH', '第 100 条'],
  },
  {
    deed: '删一条事项',
    do: ({ db }) => db.query('delete from case_event where position = 100'),
    found: [ANYONE, 'ENTRIES_SYNTAX', 'tile/entries/000'],
  },
  {
    deed: '删一件的最后一步',
    do: ({ db }) => db.query('delete from case_event where position = 259'),
    found: [OWN, 'ROW_MISSING', '第 259 条'],
  },
  {
    deed: '调换两条的位置',
    do: ({ db }) =>
      db
        .query(`with gone as (update case_event set position = -position where position in (100, 101) returning case_id, seq, commitment)
                select * from gone order by seq`)
        .then(async (rows) => {
          const [a, b] = rows as { case_id: string; seq: number }[]
          for (const [row, at] of [
            [a, 101],
            [b, 100],
          ] as const)
            await db.query('update case_event set position = $3 where case_id = $1 and seq = $2', [
              row?.case_id,
              row?.seq,
              at,
            ])
        }),
    found: [ANYONE, 'ENTRY_MISMATCH', '第 100 条'],
  },
  {
    deed: '改一份公开公告的内容',
    do: ({ db }) =>
      db.query(
        `update recorded_act set opening = set_byte(opening, 60, 255 - get_byte(opening, 60)) where position = 152`,
      ),
    found: [OWN, 'ROW_ALTERED', '第 152 条'],
  },
  {
    deed: '把公告改到另一次摇号名下',
    do: ({ db }) => db.query(`update recorded_act set subject = 'draw:2026-08' where position = 155`),
    found: [OWN, 'ROW_ALTERED', '第 155 条'],
  },
  {
    deed: '改公告，连同它的承诺',
    do: ({ db }) => db.query(`update recorded_act set commitment = sha256(commitment) where position = 152`),
    found: [ANYONE, 'ENTRY_MISMATCH', '第 152 条'],
  },
  {
    deed: '删一份公告',
    do: ({ db }) => db.query('delete from recorded_act where position = 152'),
    found: [ANYONE, 'ENTRIES_SYNTAX', 'tile/entries/000'],
  },
  {
    deed: '删一份公告并重写整个日志',
    async do(world) {
      await world.db.query('delete from recorded_act where position = 150')
      await rewrite(world)
    },
    against: ({ newest }) => newest,
    found: [KEEPER, 'SIZE_SHRANK', '260 > 259'],
  },
  {
    deed: '改一条，并用偷来的签名私钥重写整个日志',
    async do(world) {
      await world.db.query(`update case_event set commitment = sha256(commitment) where position = 100`)
      await rewrite(world)
    },
    found: [KEEPER, 'OLD_ROOT_MISMATCH', '前 150 条'],
  },
  {
    deed: '删一条并重写整个日志',
    async do(world) {
      await world.db.query('delete from case_event where position = 100')
      await rewrite(world)
    },
    found: [KEEPER, 'OLD_ROOT_MISMATCH', '前 150 条'],
  },
  {
    deed: '调换先后并重写整个日志',
    async do(world) {
      await world.db.query(SWAP)
      await rewrite(world)
    },
    found: [KEEPER, 'OLD_ROOT_MISMATCH', '前 150 条'],
  },
  {
    deed: '塞进一条日期在前的事项并重写整个日志',
    async do(world) {
      await world.db.query(`insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
        select district, gen_random_uuid(), 1, type, at - interval '1 second', sealed, salt, sha256(commitment), 260
          from case_event where position = 100`)
      await rewrite(world)
    },
    found: [KEEPER, 'OLD_ROOT_MISMATCH', '前 150 条'],
  },
  {
    deed: '截掉末尾 60 条并重写整个日志',
    async do(world) {
      await world.db.query('delete from case_event where position >= 200')
      await rewrite(world)
    },
    against: ({ newest }) => newest,
    found: [KEEPER, 'SIZE_SHRANK', '260 > 200'],
  },
  {
    deed: '换一把私钥重写整个日志',
    do: async (world) => rewrite(world, await otherKey()),
    found: [ANYONE, 'SIGNATURE_MISSING', ORIGIN],
  },
  {
    deed: '用偷来的私钥重写，内容不变，没有见证人签名',
    do: (world) => rewrite(world),
    found: [ANYONE, 'WITNESS_QUORUM', '0 / 1'],
  },
  {
    deed: '恢复旧备份，日志继续记新的事项',
    async do(world) {
      await world.db.query('delete from case_event where position >= 200')
      await rewrite(world)
    },
    restoresChain: true,
    found: [NEVER, 'SIZE_SHRANK', '锁文件 见过 260 条，现只有 200 条'],
  },
  {
    deed: '给不同的人看同样大小的两个日志',
    async do(world) {
      await world.db.query(`update case_event set commitment = sha256(commitment) where position = 259`)
      await rewrite(world)
    },
    against: ({ newest }) => newest,
    found: [KEEPER, 'SPLIT_VIEW', '260 条'],
  },
]

/** The usual alternative: every row holds the hash of the one before and itself, the last is kept in the same database. */
async function chainOf(db: World['db']): Promise<string> {
  const rows = await db.query<{ line: string }>(
    `select line from (
       select encode(sealed, 'hex') || encode(commitment, 'hex') || at as line, position from case_event
       union all
       select subject || seq || kind || encode(coalesce(opening, sealed), 'hex') || encode(commitment, 'hex') || at, position
         from recorded_act) entry order by position`,
  )
  return rows.reduce((last, { line }) => hash('sha256', last + line), '')
}

async function storeChain(db: World['db']): Promise<void> {
  await db.query('create table if not exists chain (head text)')
  await db.query('delete from chain')
  await db.query('insert into chain values ($1)', [await chainOf(db)])
}

async function chainHolds(db: World['db']): Promise<boolean> {
  const [kept] = await db.query<{ head: string }>('select head from chain')
  return kept?.head === (await chainOf(db))
}

const PAGE = new URL('../../../docs/log-attacks.md', import.meta.url)
const lines: string[] = []

for (const attack of ATTACKS) {
  test(`${attack.deed}：${attack.found[1]}`, async () => {
    await using db = await testDatabase()
    const world = await tamperedWorld(db, folder)
    assert.deepEqual(await world.check(), [], 'before, everything holds')
    await storeChain(db)
    await attack.do(world)
    const reasons = await world.check(undefined, attack.against?.(world))
    const [by, code, expected] = attack.found
    const hit = reasons.find((reason) => reason.code === code && reason.text.includes(expected))
    assert.ok(hit, JSON.stringify(reasons, null, 1))
    if (by === NEVER) assert.equal((await world.honest().round()).outcome, 'refused')
    // The chain of an old backup is the backup's own; else it stands as it was.
    if (attack.restoresChain) await storeChain(db)
    const untouched = await chainHolds(db)
    await storeChain(db)
    const recomputed = await chainHolds(db)
    assert.equal(recomputed, true, 'whoever owns the database recomputes the chain, and it holds whatever was done')
    const place = hit.text.slice(hit.text.lastIndexOf('：') + 1)
    lines.push(`| ${attack.deed} | ${by} | \`${code}\` | ${place} | ${said(untouched)} | ${said(recomputed)} |`)
  })
}

const said = (holds: boolean): string => (holds ? '查不出' : '查得出')

/** Single random changes of what the database holds of cases and log: one field of one row. */
const MUTATIONS: readonly ((choose: (bound: number) => number) => string)[] = [
  ...['sealed', 'salt', 'commitment'].map((column) => (choose: (bound: number) => number) => {
    const bit = choose(column === 'sealed' ? 600 : 256)
    return `update case_event set ${column} = set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit})) where position = ${choose(260)}`
  }),
  (choose) => `update case_event set at = at + interval '${choose(1_000) + 1} ms' where position = ${choose(260)}`,
  (choose) => `update case_event set type = 'rated' where position = ${choose(260)}`,
  (choose) => `update case_event set position = ${-1 - choose(1_000)} where position = ${choose(260)}`,
  (choose) => `update case_event set position = ${260 + choose(1_000)} where position = ${choose(260)}`,
  (choose) => `delete from case_event where position = ${choose(260)}`,
  ...['coalesce(opening, sealed)', 'commitment'].map((column) => (choose: (bound: number) => number) => {
    const bit = choose(256)
    const changed = `set_bit(${column}, ${bit}, 1 - get_bit(${column}, ${bit}))`
    const what =
      column === 'commitment'
        ? `commitment = ${changed}`
        : `opening = case when opening is not null then ${changed} end, sealed = case when sealed is not null then ${changed} end`
    return `update recorded_act set ${what} where seq = ${1 + choose(6)}`
  }),
  (choose) => `update recorded_act set at = at + interval '${choose(1_000) + 1} ms' where seq = ${1 + choose(6)}`,
  (choose) => `update recorded_act set kind = 'other' where seq = ${1 + choose(6)}`,
  (choose) => `update recorded_act set subject = 'draw:other' where seq = ${1 + choose(6)}`,
  (choose) => `update recorded_act set seq = 7 where seq = ${1 + choose(6)}`,
  (choose) => `update recorded_act set position = ${260 + choose(1_000)} where seq = ${1 + choose(6)}`,
  (choose) => `delete from recorded_act where seq = ${1 + choose(6)}`,
  (choose) => `update serial set last = last + ${choose(19) - 9} where series = 'log'`,
  (choose) => {
    const bit = choose(32)
    return `update log_tile set bytes = set_bit(bytes, ${bit}, 1 - get_bit(bytes, ${bit})) where level = ${choose(2)} and index = 0`
  },
  (choose) =>
    `update log_tile set bytes = substring(bytes from 1 for ${32 * (1 + choose(3))}), rest = '' where level = 0 and index = ${choose(2)}`,
  (choose) => `delete from log_tile where level = 0 and index = ${choose(2)}`,
  (choose) => `update log_head set size = size + ${1 + choose(300)}`,
  (choose) => `update log_head set signed_size = signed_size - ${1 + choose(200)}`,
  (choose) => `update log_head set root = set_bit(root, ${choose(8) * 8 + 1}, 1 - get_bit(root, 1))`,
  (choose) => `update log_head set checkpoint = overlay(checkpoint placing '~' from ${1 + choose(150)} for 1)`,
  (choose) => `update log_cosignature set line = overlay(line placing '~' from ${1 + choose(100)} for 1)`,
  () => `delete from log_cosignature`,
  (choose) =>
    `update case_file set head = set_bit(head, ${choose(256)}, 0), seq = seq where case_no = '${4 * choose(37)}' and get_bit(head, 0) is not null`,
]

/** A reproducible choice below a bound. */
function choices(seed: number): (bound: number) => number {
  let state = seed
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

/** A place is named, or it is the checkpoint itself that cannot be read. */
const hasPlace = ({ code, text }: LogReason): boolean =>
  text.includes('：') || code === 'NOTE_SYNTAX' || code === 'CHECKPOINT_SYNTAX'

test('1,000 of 1,000 random single changes are found, each with a place', async () => {
  await using db = await testDatabase()
  const world = await tamperedWorld(db, folder)
  const client: PoolClient = await db.pool('owner', 1).connect()
  const choose = choices(350_598)
  const missed: string[] = []
  let tried = 0
  try {
    const over: Db = { query: client.query.bind(client) } as Db
    const before = await fingerprint(client)
    while (tried < 1_000) {
      const sql = MUTATIONS[choose(MUTATIONS.length)]!(choose)
      await client.query('begin')
      await client.query(sql)
      if ((await fingerprint(client)) !== before) {
        tried += 1
        const reasons = await world.check(over)
        if (!reasons.some(hasPlace)) missed.push(sql)
      }
      await client.query('rollback')
    }
  } finally {
    client.release()
  }
  assert.deepEqual([missed, tried], [[], 1_000])
  lines.push(
    `| 随机改动数据库里任一处，共 ${tried} 次 | 以上各项检查 | 各有原因 | 各有位置，${tried} 次查出 ${tried - missed.length} 次 | | |`,
  )
})

/** Whether a statement has changed anything at all. */
async function fingerprint(client: PoolClient): Promise<string> {
  const tables = ['case_event', 'recorded_act', 'serial', 'case_file', 'log_head', 'log_tile', 'log_cosignature']
  const parts = tables.map((table) => `(select md5(string_agg(t::text, '' order by t::text)) from ${table} t)`)
  const { rows } = await client.query<{ all: string }>(`select concat(${parts.join(', ')}) as all`)
  return rows[0]?.all ?? ''
}

const INTRODUCTION = `# 对日志的攻击，和它们怎样被发现

Written by \`node src/office/log/tamper.test.ts --update\` from what the test run found; the test fails when this page is no
longer true. The attacker owns the database and, where it says so, holds the log's signing key and the vault. What the
attacker does not hold: a checkpoint that somebody kept, the lock file on another disk, the witness of a second office.
Positions count from 0. The last two columns are the control, rows chained by hashes in the same database: as the deed
leaves the chain, and after the attacker has recomputed it, which needs no key.

| 做了什么 | 谁发现 | 原因 | 位置 | 哈希链，不重算 | 哈希链，重算后 |
|---|---|---|---|---|---|
`

test('docs/log-attacks.md says what was found', () => {
  const page = `${INTRODUCTION}${lines.join('\n')}\n`
  if (process.argv.includes('--update')) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page, 'run: node src/office/log/tamper.test.ts --update')
})
