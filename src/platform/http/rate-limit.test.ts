import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isLoopback, rateLimiter, sourceOf } from './rate-limit.ts'

test('written forms of one address are one source, and a subscriber is a /64', () => {
  const table: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff::', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ]
  for (const [address, source] of table) assert.equal(sourceOf(address), source, address)
  assert.ok(isLoopback('127.0.0.1') && isLoopback('::1') && isLoopback('::ffff:127.0.0.1'))
  assert.ok(!isLoopback('192.0.2.7') && !isLoopback('::2'))
})

test('over any span no key passes more often than burst + rate × time, and whoever waits as told passes', () => {
  const steps = fc.array(fc.nat(3000), { minLength: 1, maxLength: 100 })
  const limits = fc.record({ burst: fc.integer({ min: 1, max: 10 }), perSecond: fc.integer({ min: 1, max: 10 }) })
  fc.assert(
    fc.property(steps, limits, (pauses, limit) => {
      let now = 0
      let passed = 0
      const limiter = rateLimiter(limit, () => now)
      for (const pause of pauses) {
        now += pause
        const wait = limiter.take('key')
        if (wait === 0) passed += 1
        assert.ok(passed <= limit.burst + (limit.perSecond * now) / 1000 + 1e-6)
      }
      const wait = limiter.take('key')
      now += wait * 1000
      if (wait > 0) assert.equal(limiter.take('key'), 0)
    }),
  )
})

test('a flood of names does not grow the memory, and a clock that goes back gives nothing away', () => {
  let now = 10_000
  const limiter = rateLimiter({ burst: 1, perSecond: 1 }, () => now)
  for (let i = 0; i < 50_000; i += 1) limiter.take(`name ${i}`)
  limiter.take('last')
  now -= 5000
  assert.ok(limiter.take('last') > 0)
})
