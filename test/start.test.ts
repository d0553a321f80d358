// The plain-JavaScript front doors: start.mjs and bin/qinqing.mjs, run as a person runs them.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'qinqing-start-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

const call = (file: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, file), ...args], { cwd: scratch, encoding: 'utf8' })

test('a wrong call of start.mjs is exit 2 with the usage on stderr', () => {
  for (const args of [
    ['--prod'],
    ['--run'],
    ['--run', 'nothing'],
    ['--run', 'toString'],
    ['--run', 'bench', 'no-such-bench'],
  ]) {
    const { status, stdout, stderr } = call('start.mjs', ...args)
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.match(stderr, /start\.mjs/)
  }
})

test('qinqing runs from any folder, hands on exit codes, and leaves stdout to the result', () => {
  assert.match(call('bin/qinqing.mjs', 'help').stdout, /^qinqing 亲清/)
  const wrong = call('bin/qinqing.mjs', 'nothing')
  assert.deepEqual([wrong.status, wrong.stdout], [2, ''])
})

/** A tiny project with the front doors in it, whose `npm` is ours: it records that it was called. */
function project(installed: object | undefined, locked: object): ReturnType<typeof spawnSync> {
  const folder = mkdtempSync(join(scratch, 'p-'))
  for (const part of ['start.mjs', 'bin']) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  cpSync(join(import.meta.dirname, 'support', 'npm-stand-in.sh'), join(folder, 'npm'))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }))
  if (installed) {
    cpSync(join(folder, 'bin'), join(folder, 'node_modules', 'kept'), { recursive: true })
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  return spawnSync(process.execPath, ['start.mjs', '--run', 'bench'], { cwd: folder, encoding: 'utf8', env })
}

const PACKAGE = { 'node_modules/a': { version: '1.0.0' } }
const ELSEWHERE = { 'node_modules/b-mac': { version: '1.0.0', optional: true } }

test('dependencies are installed when they are missing or not those of the lockfile, and only then', () => {
  const wasInstalled = (installed: object | undefined, locked: object) =>
    /npm ci/.test(String(project(installed, locked).stderr))
  assert.equal(wasInstalled(undefined, PACKAGE), true)
  assert.equal(wasInstalled({ 'node_modules/a': { version: '0.9.0' } }, PACKAGE), true)
  assert.equal(wasInstalled({}, PACKAGE), true)
  assert.equal(wasInstalled(PACKAGE, { '': { version: '2' }, ...PACKAGE }), false)
  assert.equal(
    wasInstalled(PACKAGE, { ...PACKAGE, ...ELSEWHERE }),
    false,
    'packages of other platforms are never installed',
  )
})

test('an installation that fails ends the start with what npm said', () => {
  const { status, stderr } = project(undefined, { fail: {} })
  assert.equal(status, 1)
  assert.match(String(stderr), /npm stand-in: told to fail[\s\S]*npm ci ended with 7/)
})

test('a signal to start.mjs reaches what it runs', async () => {
  const folder = mkdtempSync(join(scratch, 's-'))
  for (const part of ['start.mjs', 'bin', 'package-lock.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  writeFileSync(join(folder, 'package-lock.json'), '{"packages":{}}')
  const server = `process.on('SIGTERM', () => { console.log('told'); process.exit(0) }); setInterval(() => {}, 1e3); console.log('up')`
  for (const [path, text] of [
    ['src/server.ts', server],
    ['node_modules/.package-lock.json', '{"packages":{}}'],
  ] as const) {
    cpSync(join(ROOT, 'package.json'), join(folder, path))
    writeFileSync(join(folder, path), text)
  }
  const child = spawn(process.execPath, ['start.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
    if (said === 'up\n') child.kill('SIGTERM')
  })
  assert.deepEqual(await once(child, 'close'), [0, null])
  assert.equal(said, 'up\ntold\n')
})
