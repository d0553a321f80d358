import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gather } from './gather.ts'

/** Steps of the event loop after which a key arrives, and how long its run takes. */
const arrivals = fc.array(fc.record({ after: fc.nat(6), takes: fc.nat(4), fails: fc.boolean() }), { maxLength: 60 })
const options = fc.record({ max: fc.integer({ min: 1, max: 9 }), lanes: fc.integer({ min: 1, max: 4 }) })

async function pass(steps: number): Promise<void> {
  for (let i = 0; i < steps; i += 1) await new Promise((resolve) => setImmediate(resolve))
}

test('every caller gets its own answer, in order, within max and lanes, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, options, async (items, limits) => {
      const runs: number[][] = []
      let running = 0
      const ask = gather<number, string>(async (keys) => {
        runs.push(keys)
        running += 1
        assert.ok(running <= limits.lanes, 'more runs than lanes')
        assert.ok(keys.length >= 1 && keys.length <= limits.max, 'a run of a forbidden size')
        const first = items[keys[0]!]!
        await pass(first.takes)
        running -= 1
        if (first.fails) throw new Error(`run ${keys[0]}`)
        return keys.map((key) => `answer ${key}`)
      }, limits)

      const outcomes = await Promise.all(
        items.map(async ({ after }, i) => {
          await pass(after)
          return ask(i).catch((reason: Error) => reason.message)
        }),
      )

      const asked = runs.flat()
      assert.deepEqual(
        [...asked].sort((a, b) => a - b),
        [...items.keys()],
        'each key is run exactly once',
      )
      for (const keys of runs) {
        const expected = items[keys[0]!]!.fails ? () => `run ${keys[0]}` : (key: number) => `answer ${key}`
        for (const key of keys) assert.equal(outcomes[key], expected(key))
      }
      const arrived = [...items.keys()].sort((a, b) => items[a]!.after - items[b]!.after || a - b)
      assert.deepEqual(asked, arrived, 'first come, first run')
    }),
    { numRuns: 200 },
  )
})

test('a lone key starts at once, and keys that come while the lane is busy travel together', async () => {
  const runs: string[][] = []
  const open: (() => void)[] = []
  const ask = gather<string, string>(
    async (keys) => {
      runs.push(keys)
      await new Promise<void>((resolve) => open.push(resolve))
      return keys
    },
    { max: 100, lanes: 1 },
  )
  const answers = Promise.all(['a', 'b', 'c'].map(ask))
  assert.deepEqual(runs, [['a']])
  open.shift()!()
  await pass(1)
  assert.deepEqual(runs, [['a'], ['b', 'c']])
  open.shift()!()
  assert.deepEqual(await answers, ['a', 'b', 'c'])
})

test('a run that throws before it waits, or answers too little, rejects its own keys and frees the lane', async () => {
  let mood: 'throw' | 'short' | 'well' = 'throw'
  const ask = gather<number, number>(
    (keys) => {
      if (mood === 'throw') throw new Error('at once')
      return Promise.resolve(mood === 'short' ? [] : keys)
    },
    { max: 5, lanes: 1 },
  )
  await assert.rejects(ask(1), /at once/)
  mood = 'short'
  await assert.rejects(ask(2), /1 keys got 0 answers/)
  mood = 'well'
  assert.equal(await ask(3), 3)
  assert.throws(() => gather(async () => [], { max: 0, lanes: 1 }), /at least 1/)
})
