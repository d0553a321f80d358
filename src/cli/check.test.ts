import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import declaration from '#services/homestead/service.ts'
import { GRAPHS, SERVICES } from '#services/index.ts'
import { SOUND } from '../../test/broken/edited.ts'
import { EXIT } from './command.ts'
import { main } from './main.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'check-'))
after(() => rmSync(folder, { recursive: true }))

async function check(...args: string[]) {
  let [out, err] = ['', '']
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: {},
    cwd: ROOT,
    isTTY: false,
  }
  return { code: await main(['check', ...args], io), out, err }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('every declared service holds every proof, and a page says so', async () => {
  const { code, out, err } = await check()
  assert.equal(code, EXIT.ok, out)
  assert.equal(err, '')
  for (const { declaration } of SERVICES) assert.ok(out.includes(`${declaration.title}（${declaration.slug} · `))
  assert.doesNotMatch(out, /✗/)
})

test('with --json the same is one array', async () => {
  const all = JSON.parse((await check('--json')).out)
  const graphs = all.filter(({ graph }: { graph?: string }) => graph)
  const results = all.filter(({ graph }: { graph?: string }) => !graph)
  assert.equal(graphs.length, GRAPHS.flatMap(({ overlays }) => overlays).length)
  assert.ok(graphs.every(({ faults }: { faults: unknown[] }) => faults.length === 0))
  assert.equal(results.length, SERVICES.flatMap(({ overlays }) => overlays).length)
  for (const { version, proofs, examples } of results) {
    assert.match(version, /^[0-9a-f]{64}$/)
    assert.ok(proofs.every(({ holds }: { holds: boolean }) => holds))
    assert.ok(examples.count > 0)
    assert.deepEqual(examples.failures, [])
  }
})

test('a broken declaration is shown with its story and its cure, exit 3', async () => {
  const { code, out } = await check('test/broken/17-maker-is-checker.ts')
  assert.equal(code, EXIT.unverified)
  assert.match(
    out,
    /✗ 职责分离 +办过「核实异议」的人可以自己作「审批决定」\n.*走到.*因为.*时钟\n +1 +村里收件 +提交申请 +未起\n/,
  )
  assert.match(out, /怎么改：在 steps\.decide\.notSameAs 里加上 'objection'\n/)
})

test('a definition can come as JSON, a declaration as a module', async () => {
  assert.equal((await check(file('sound.json', JSON.stringify(SOUND)))).code, EXIT.ok)
  assert.equal((await check('src/services/homestead/service.ts')).code, EXIT.ok)
})

test('a file that is no definition is told where and what, exit 2, without a trace', async () => {
  const broken = { ...SOUND, limits: { ...SOUND.limits, legal: { days: '20', unit: 'workingDays' } }, start: undefined }
  const cases: readonly [path: string, says: RegExp][] = [
    [join(folder, 'absent.json'), /absent\.json cannot be read/],
    [file('torn.json', '{"slug":'), /torn\.json cannot be read/],
    [file('text.json', '"homestead"'), /text\.json is no definition/],
    [file('null.json', 'null'), /null\.json is no definition/],
    [file('broken.json', JSON.stringify(broken)), /start: start\n {2}limits\.legal\.days: 天数/],
    [file('empty.ts', 'export const nothing = 1'), /empty\.ts is no definition/],
    [file('slug.json', '{"slug":"homestead"}'), /slug\.json is no definition\n {2}title: title/],
    [file('stranger.json', JSON.stringify({ ...declaration, slug: 'stranger' })), /stranger, which has no overlay/],
  ]
  for (const [path, says] of cases) {
    const { code, out, err } = await check(path)
    assert.equal(code, EXIT.usage, path)
    assert.equal(out, '')
    assert.match(err, says)
    assert.doesNotMatch(err, /\n\s+at /)
  }
  assert.equal((await check('a', 'b')).code, EXIT.usage)
})
