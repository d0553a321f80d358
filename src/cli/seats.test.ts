import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ranksOf } from '#engines/draw/ranks.ts'
import { main } from './main.ts'
import { sha256 } from './proof-io.ts'

let cwd = ''
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'qinqing-seats-'))
  await put('market.json', MARKET)
})
after(() => rm(cwd, { recursive: true }))

async function call(...argv: string[]) {
  const said = { out: '', err: '' }
  const stdout = { write: (text: string) => (said.out += text) }
  const stderr = { write: (text: string) => (said.err += text) }
  return { code: await main(['seats', ...argv], { stdout, stderr, env: {}, cwd, isTTY: false }), ...said }
}
const put = (file: string, value: unknown) =>
  writeFile(join(cwd, file), typeof value === 'string' ? value : JSON.stringify(value))

const MARKET = {
  schools: [
    { id: '东园', seats: 1 },
    { id: '西园', seats: 2 },
  ],
  children: [
    { id: '某甲', rank: 2, choices: ['东园'], class: 1 },
    { id: '某乙', rank: 1, choices: ['东园', '西园'], class: { 东园: 2, 西园: 1 } },
  ],
  tail: ['西园'],
}

test('run prints the result, the same bytes for any order of the market', async () => {
  const { code, out } = await call('run', 'market.json')
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out).seats, { 某甲: '东园', 某乙: '西园' })
  assert.deepEqual(JSON.parse(out).cutoffs, { 东园: { class: 1, rank: 2 }, 西园: { class: 1, rank: 1 } })
  await put('turned.json', {
    tail: MARKET.tail,
    children: [...MARKET.children].reverse(),
    schools: [...MARKET.schools].reverse(),
  })
  assert.equal((await call('run', 'turned.json', '--json')).out, out)
})

test('verify accepts the result and refuses a changed one with its reasons', async () => {
  const { out } = await call('run', 'market.json')
  await put('result.json', out)
  assert.deepEqual(await call('verify', 'market.json', 'result.json', '--json'), {
    code: 0,
    out: '{"ok":true,"reasons":[]}\n',
    err: '',
  })
  assert.match((await call('verify', 'market.json', 'result.json')).out, /^✓ 验证通过：2 个孩子/)
  await put('forged.json', out.replace('"某甲":"东园"', '"某甲":"西园"'))
  const forged = await call('verify', 'market.json', 'forged.json', '--json')
  assert.equal(forged.code, 3)
  assert.deepEqual(
    JSON.parse(forged.out).reasons.map((reason: { code: string }) => reason.code),
    ['HASH_MISMATCH', 'SEAT_LEFT_EMPTY', 'SEAT_LEFT_EMPTY'],
  )
})

test('explain speaks plainly, and says when there is no such child', async () => {
  await put('result.json', (await call('run', 'market.json')).out)
  const { code, out } = await call('explain', 'market.json', 'result.json', '某乙')
  assert.equal(code, 0)
  assert.match(out, /第 1 志愿 东园：最后录取的是第 1 类、号码 2；你的孩子是第 2 类、号码 1，排在其后，没有轮到。/)
  assert.equal((await call('explain', 'market.json', 'result.json', '某丙')).code, 3)
})

test('ranks are those of the seed; twins share the better one', async () => {
  const seed = 'ab'.repeat(32)
  const ids = ['a', 'b', 'c', 'd', 'e']
  await put('ids.json', ids)
  const { code, out } = await call('ranks', 'ids.json', '--seed', seed)
  const ranked = ranksOf(ids, Buffer.from(seed, 'hex'), sha256)
  assert.equal(code, 0)
  assert.deepEqual(
    JSON.parse(out),
    ranked.map((id, i) => ({ id, rank: i + 1 })),
  )
  const [first, , third] = ranked
  await put('twins.json', {
    children: ids.map((id) => ({ id, ...(id === first && { twin: third }), ...(id === third && { twin: first }) })),
  })
  const twins = JSON.parse((await call('ranks', 'twins.json', '--seed', seed)).out)
  assert.deepEqual(
    twins.map((one: { rank: number }) => one.rank),
    [1, 2, 1, 4, 5],
  )
  await put('double.json', ['a', 'a'])
  assert.equal((await call('ranks', 'double.json', '--seed', seed)).code, 3)
})

test('a bad market is exit 3 with the place; a wrong command line is 2; a missing file is 1', async () => {
  await put('bad.json', { ...MARKET, tail: ['北园'] })
  const { code, out } = await call('run', 'bad.json', '--json')
  assert.deepEqual(
    [code, JSON.parse(out)],
    [3, { ok: false, reasons: [{ code: 'SCHOOL_UNKNOWN', text: '没有这所学校：北园（统筹次序）' }] }],
  )
  for (const argv of [
    [],
    ['sit'],
    ['run'],
    ['run', 'a', 'b'],
    ['ranks', 'market.json'],
    ['ranks', 'market.json', '--seed', 'AB'],
    ['run', 'market.json', '--seed', 'ab'],
  ]) {
    assert.equal((await call(...argv)).code, 2, argv.join(' '))
  }
  assert.equal((await call('run', 'nowhere.json')).code, 1)
})
