import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { demoAnnounce, demoBundle, demoEntrants, demoSecret, KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import { main } from './main.ts'
import { sha256, verifyQuicknet } from './proof-io.ts'

let cwd = ''
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'qinqing-draw-'))
})
after(() => rm(cwd, { recursive: true }))

async function call(...argv: string[]) {
  const said = { out: '', err: '' }
  const stdout = { write: (text: string) => (said.out += text) }
  const stderr = { write: (text: string) => (said.err += text) }
  return { code: await main(['draw', ...argv], { stdout, stderr, env: {}, cwd, isTTY: false }), ...said }
}
const put = (file: string, value: unknown) =>
  writeFile(join(cwd, file), typeof value === 'string' ? value : JSON.stringify(value))
const codesOf = (out: string): string[] => JSON.parse(out).reasons.map((reason: { code: string }) => reason.code)

test('a draw from announcement to verified result, on one file', async () => {
  const draw = '350598-2026-0009'
  const commits: Record<string, string> = {}
  for (const role of ['operator', 'notary']) {
    const { code, out } = await call('secret', `${role}.key`, '--role', role, '--draw', draw)
    assert.equal(code, 0)
    commits[role] = out.trim()
  }
  await put('b.json', { announce: demoAnnounce(sha256, { drawId: draw, commits: commits as never }) })
  await put(
    'firms.txt',
    `${demoEntrants(9)
      .map(({ id }) => id)
      .join('\n')}\n`,
  )
  const steps: string[][] = [
    ['announce', 'b.json'],
    ['freeze', 'b.json', '--entrants', 'firms.txt'],
    ['beacon', 'b.json', '--value', KL8, '--value', SECOND_KL8],
    ['reveal', 'b.json', '--operator', 'operator.key'],
    ['reveal', 'b.json', '--notary', 'notary.key'],
    ['result', 'b.json'],
  ]
  for (const step of steps) {
    const { code, out, err } = await call(...step, '--json')
    assert.equal(code, 0, `${step.join(' ')}: ${out}${err}`)
    assert.match(JSON.parse(out).hash, /^[0-9a-f]{64}$/)
  }
  const verdict = await call('verify', 'b.json', '--json')
  const bundle = JSON.parse(await readFile(join(cwd, 'b.json'), 'utf8'))
  assert.equal(verdict.code, 0)
  assert.deepEqual(JSON.parse(verdict.out), {
    ok: true,
    reasons: [],
    seed: bundle.result.seed,
    winners: bundle.result.winners,
    reserves: bundle.result.reserves,
  })
  assert.match((await call('verify', 'b.json')).out, /^✓ 验证通过/)
})

test('a changed file is exit 3 with every reason, in JSON and for a person', async () => {
  const good = demoBundle(sha256)
  await put('bad.json', { ...good, entrants: good.entrants!.slice(1), reveal: {} })
  const { code, out } = await call('verify', 'bad.json', '--json')
  assert.equal(code, 3)
  assert.deepEqual(codesOf(out), ['ENTRANT_REMOVED', 'SECRET_WITHHELD', 'SECRET_WITHHELD'])
  const told = await call('verify', 'bad.json')
  assert.equal(told.code, 3)
  assert.match(told.err, /✗ \[freeze\] 名单比冻结时少了人：11 < 12 \(ENTRANT_REMOVED\)/)
})

test('evidence is read and used: escrow replaces a withheld secret', async () => {
  const good = demoBundle(sha256)
  await put('withheld.json', { ...good, reveal: { operator: good.reveal!.operator } })
  await put('escrow.json', { escrow: { notary: demoSecret('notary', sha256) } })
  assert.equal((await call('verify', 'withheld.json', '--json')).code, 3)
  const { code, out } = await call('verify', 'withheld.json', '--evidence', 'escrow.json', '--json')
  assert.equal(code, 0)
  assert.equal(JSON.parse(out).seed, good.result!.seed)
  await put('wrong.json', { escrow: 1 })
  assert.equal((await call('verify', 'withheld.json', '--evidence', 'wrong.json', '--json')).code, 3)
})

test('a rehearsal verifies only when asked for as one', async () => {
  await put('rehearsal.json', demoBundle(sha256, { changes: { purpose: 'rehearsal' } }))
  assert.deepEqual(codesOf((await call('verify', 'rehearsal.json', '--json')).out), ['REHEARSAL'])
  assert.equal((await call('verify', 'rehearsal.json', '--rehearsal')).code, 0)
})

test('a refused step leaves the file as it was', async () => {
  await put('few.json', { announce: demoAnnounce(sha256), entrants: demoEntrants(2) })
  const before = await readFile(join(cwd, 'few.json'), 'utf8')
  const { code, out } = await call('freeze', 'few.json', '--json')
  assert.deepEqual([code, codesOf(out)], [3, ['TOO_FEW_ENTRANTS']])
  assert.equal(await readFile(join(cwd, 'few.json'), 'utf8'), before)
})

test('a frozen list cannot be frozen again with another entrant', async () => {
  const { announce, entrants, freeze } = demoBundle(sha256)
  await put('frozen.json', { announce, entrants, freeze })
  await put('more.txt', [...entrants!.map(({ id }) => id), 'friend'].join('\r\n'))
  const { code, out } = await call('freeze', 'frozen.json', '--entrants', 'more.txt', '--json')
  assert.deepEqual([code, codesOf(out)], [3, ['MESSAGE_FINAL']])
})

test('a draw is voided for an announced reason only', async () => {
  const { announce } = demoBundle(sha256)
  await put('open.json', { announce })
  const { code, out } = await call('void', 'open.json', '--reason', '项目被依法取消')
  assert.equal(code, 0)
  assert.equal(JSON.parse(out).void, '项目被依法取消')
  assert.equal((await call('void', 'open.json', '--reason', '结果不理想')).code, 3)
})

test('escrow: a copy sealed to two holders opens with either key and no other, and only for what was committed to', async () => {
  const recipients: string[] = []
  for (const holder of ['head', 'supervisor', 'stranger']) {
    const { code, out } = await call('key', `${holder}.key`)
    assert.equal(code, 0)
    assert.match(out, /^age1[0-9a-z]{58}\n$/)
    recipients.push(out.trim())
  }
  const secret = demoSecret('notary', sha256)
  await put('notary.secret', `${secret}\n`)
  await put('announced.json', { announce: demoAnnounce(sha256) })
  await put('other.json', {
    announce: demoAnnounce(sha256, { commits: { operator: 'ab'.repeat(32), notary: 'cd'.repeat(32) } }),
  })
  const sealed = await call('seal', 'notary.secret', '--to', recipients[0]!, '--to', recipients[1]!)
  assert.equal(sealed.code, 0)
  assert.ok(!sealed.out.includes(secret))
  await put('copy.age', sealed.out)
  for (const holder of ['head', 'supervisor']) {
    const { code, out } = await call('recover', 'copy.age', '--key', `${holder}.key`)
    assert.deepEqual([code, out], [0, `${secret}\n`])
  }
  const known = await call('recover', 'copy.age', '--key', 'head.key', '--bundle', 'announced.json', '--json')
  assert.deepEqual(JSON.parse(known.out), { ok: true, secret, role: 'notary' })
  const refused = async (...argv: string[]) => {
    const { code, out } = await call('recover', ...argv, '--json')
    assert.equal(code, 3, argv.join(' '))
    return codesOf(out)
  }
  assert.deepEqual(await refused('copy.age', '--key', 'stranger.key'), ['COPY_UNREADABLE'])
  assert.deepEqual(await refused('copy.age', '--key', 'head.key', '--bundle', 'other.json'), ['SECRET_WRONG'])
  await put('cut.age', sealed.out.slice(0, 200))
  assert.deepEqual(await refused('cut.age', '--key', 'head.key'), ['COPY_UNREADABLE'])
  assert.deepEqual(await refused('notary.secret', '--key', 'head.key'), ['COPY_UNREADABLE'])
  for (const argv of [
    ['key', 'head.key'],
    ['seal', 'notary.secret', '--to', recipients[0]!, '--to', recipients[0]!],
    ['seal', 'notary.secret', '--to', recipients[0]!, '--to', 'age1x'],
    ['seal', 'announced.json', '--to', recipients[0]!, '--to', recipients[1]!],
    ['recover', 'copy.age'],
    ['recover', 'copy.age', '--key', 'notary.secret'],
  ]) {
    const { code, out } = await call(...argv)
    assert.deepEqual([code, out], [2, ''], argv.join(' '))
  }
})

test('public numbers are not taken while the evidence names witnesses and shows no cosignature', async () => {
  const { announce, entrants, freeze } = demoBundle(sha256)
  await put('seen.json', { announce, entrants, freeze })
  const witnesses = ['audit.example+10d4ff7a+BCCy7zFcFCfKqBMu1KvuWmPpX5cBYnCvcxHrrmxXfZrT']
  await put('asked.json', {
    witness: { log: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k', witnesses, quorum: 1 },
  })
  const { code, out } = await call(
    'beacon',
    'seen.json',
    '--value',
    KL8,
    '--value',
    SECOND_KL8,
    '--evidence',
    'asked.json',
    '--json',
  )
  assert.deepEqual([code, codesOf(out)], [3, ['FREEZE_UNWITNESSED']])
})

test('wrong command lines are exit 2, a missing file is exit 1', async () => {
  for (const argv of [
    [],
    ['shuffle', 'b.json'],
    ['constructor', 'b.json'],
    ['verify'],
    ['verify', 'a', 'b'],
    ['verify', 'b.json', '--value', '1'],
    ['verify', 'b.json', '--soft'],
    ['secret', 'x.key', '--role', 'judge', '--draw', '1'],
    ['secret', 'operator.key', '--role', 'operator', '--draw', '1'],
  ]) {
    const { code, out } = await call(...argv)
    assert.deepEqual([code, out], [2, ''], argv.join(' '))
  }
  assert.equal((await call('verify', 'nowhere.json')).code, 1)
})

test('a signature that is no point of the curve is wrong, not a fault', () => {
  assert.equal(verifyQuicknet(1000, new Uint8Array(48)), false)
  const signature = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'
  assert.equal(verifyQuicknet(1000, Buffer.from(signature, 'hex')), true)
  assert.equal(verifyQuicknet(1001, Buffer.from(signature, 'hex')), false)
})
