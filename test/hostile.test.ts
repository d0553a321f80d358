// Every route of the running platform against a hostile client: whatever is sent, by whomever, the answer is a success or
// a clear refusal; never a fault, a stack, or another person's data; and a refused request leaves no trace.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besiege } from './support/siege.ts'

test('no request, however wrong, breaks a rule', async (context) => {
  const seed = Number(process.env.HOSTILE_SEED ?? 20_260_723)
  const shots = Number(process.env.HOSTILE_SHOTS ?? 12)
  context.diagnostic(`seed ${seed}`)
  const { sent, refused, statuses, broken } = await besiege({ seed, shots })
  context.diagnostic(`${sent} requests, ${refused} refused: ${JSON.stringify(statuses)}`)
  assert.deepEqual(broken, [], `seed ${seed}`)
  assert.ok(sent > 1000 && refused > 300, `${sent} requests, ${refused} refused`)
})
