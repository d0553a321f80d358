// The siege of test/hostile.test.ts, long and with another seed every time. HOSTILE_SEED repeats one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besiege } from '../test/support/siege.ts'

const SHOTS = Number(process.env.HOSTILE_SHOTS ?? 250)

test('no request of a long siege, however wrong, breaks a rule', async (context) => {
  const seed = Number(process.env.HOSTILE_SEED ?? Date.now() % 1_000_000_000)
  context.diagnostic(`HOSTILE_SEED=${seed} HOSTILE_SHOTS=${SHOTS}`)
  const { sent, refused, statuses, broken } = await besiege({ seed, shots: SHOTS })
  context.diagnostic(`${sent} requests, ${refused} refused: ${JSON.stringify(statuses)}`)
  assert.deepEqual(broken, [], `HOSTILE_SEED=${seed}`)
  assert.ok(sent > SHOTS * 50, `${sent} requests`)
})
