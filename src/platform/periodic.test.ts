import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLog, silentLog } from './log.ts'
import { periodically } from './periodic.ts'

test('a run is told that a stop waits for it', async () => {
  let pieces = 0
  const periodic = periodically(
    async (stopping) => {
      for (; !stopping.aborted; pieces += 1) await sleep(1)
    },
    { everyMs: 1, log: silentLog },
  )
  periodic.start()
  while (pieces < 3) await sleep(1)
  await periodic.stop()
  const sofar = pieces
  periodic.start()
  while (pieces < sofar + 3) await sleep(1)
  await periodic.stop()
})

test('runs follow one another, a failed one is logged and the next one tried', async () => {
  const lines: string[] = []
  let [runs, atOnce, most] = [0, 0, 0]
  const periodic = periodically(
    async () => {
      runs += 1
      most = Math.max(most, ++atOnce)
      await sleep(5)
      atOnce -= 1
      if (runs === 1) throw new Error('no')
    },
    { everyMs: 1, log: createLog({ write: (line) => lines.push(line) }) },
  )
  periodic.start()
  while (runs < 3) await sleep(1)
  await periodic.stop()
  assert.deepEqual([atOnce, most, lines.length], [0, 1, 1])
  const sofar = runs
  await sleep(20)
  assert.equal(runs, sofar, 'nothing runs after the stop')
})
