import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog, silentLog } from './log.ts'
import { createProgress, createStopper, Stopped } from './process.ts'

test('parts are closed one after the other, last opened first, and only once', async () => {
  const closed: string[] = []
  const stopper = createStopper(silentLog)
  for (const part of ['database', 'jobs', 'http']) {
    stopper.closing(part, async () => {
      await sleep(part === 'http' ? 20 : 1)
      closed.push(part)
    })
  }
  assert.deepEqual(await Promise.all([stopper.stop(), stopper.stop()]), [true, true])
  assert.deepEqual(closed, ['http', 'jobs', 'database'])
})

test('a part that fails or hangs is named in the log, and the others still close', async () => {
  const lines: string[] = []
  const closed: string[] = []
  const stopper = createStopper(createLog({ write: (line) => lines.push(line) }), { timeoutMs: 20 })
  stopper.closing('database', () => closed.push('database'))
  stopper.closing('hanging', () => new Promise(() => undefined))
  stopper.closing('failing', () => Promise.reject(new Error('no')))
  assert.equal(await stopper.stop(), false)
  assert.deepEqual(closed, ['database'])
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).part),
    ['failing', 'hanging'],
  )
})

test('a stop that comes while a part is being opened waits for it and closes it, and nothing more is opened', async () => {
  const happened: string[] = []
  const stopper = createStopper(silentLog)
  const opening = stopper.opening(
    'database',
    async () => {
      await sleep(20)
      happened.push('opened')
      return 'server'
    },
    (opened) => happened.push(`closed ${opened}`),
  )
  const stopped = stopper.stop()
  await assert.rejects(opening, Stopped)
  assert.equal(await stopped, true)
  assert.deepEqual(happened, ['opened', 'closed server'])
  await assert.rejects(
    stopper.opening(
      'http',
      async () => happened.push('http'),
      () => undefined,
    ),
    Stopped,
  )
  assert.equal(happened.length, 2)
})

test('what fails to open is thrown as it is, has nothing to close, and is told apart from what a stop cut off', async () => {
  const stopper = createStopper(silentLog)
  const broken = new Error('no')
  await assert.rejects(
    stopper.opening(
      'x',
      () => Promise.reject(broken),
      () => assert.fail('there is nothing to close'),
    ),
    broken,
  )
  assert.equal(await stopper.failed(broken), broken)
  assert.ok((await stopper.failed(broken)) instanceof Stopped)
})

/** A process that takes half a second, or for ever, to stop. */
function serve(stopMs: number) {
  const platform = import.meta.dirname
  const script = `
    import { createStopper, stopOnSignal } from '${platform}/process.ts'
    import { silentLog } from '${platform}/log.ts'
    const stopper = createStopper(silentLog, { timeoutMs: 60_000 })
    stopper.closing('x', () => new Promise((done) => setTimeout(done, ${stopMs})))
    stopOnSignal(stopper, silentLog)
    setInterval(() => {}, 1000)
    console.log('up')`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

test('one Ctrl-C that arrives three times stops in order, exit 0', async () => {
  const child = serve(300)
  await once(child.stdout, 'data')
  for (let i = 0; i < 3; i += 1) {
    child.kill('SIGINT')
    await sleep(20)
  }
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

test('a second Ctrl-C ends a stop that takes too long', async () => {
  const child = serve(60_000)
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  await sleep(1_100)
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'exit'), [130, null])
})

test('progress names the step, its time, and a step that failed', async () => {
  let said = ''
  const progress = createProgress({ write: (text) => (said += text) }, false)
  assert.equal(await progress.step('one', async () => 1), 1)
  await assert.rejects(
    progress.step('two', (tell) => {
      tell('half way')
      return Promise.reject(new Error('no'))
    }),
    /no/,
  )
  assert.match(said, /^ {2}one — 0\.0 s\n {2}two — failed\n$/)
})
