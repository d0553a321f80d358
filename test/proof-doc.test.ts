// docs/proof.md and the published vectors stay true: every reason a verifier can give is on the page and no other, and
// the example files are what the engines make of them.
import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { demoBundle } from '#engines/draw/fixture.ts'
import { DRAW_REASONS } from '#engines/draw/reason.ts'
import { verifyBundle } from '#engines/draw/verify.ts'
import { parseMarket, parseResult } from '#engines/seats/market.ts'
import { SEATS_REASONS } from '#engines/seats/reason.ts'
import { runSeats } from '#engines/seats/run.ts'
import { LOG_REASONS } from '#kernel/log/reason.ts'
import { VERDICTS } from '#kernel/register/verdict.ts'
import { JSON_REASONS } from '#kernel/strict-json.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const page = read('docs/proof.md')

test('every reason is on the page with its sentence, and the page names no other', () => {
  const drawn = Object.entries(DRAW_REASONS).map(([code, [step, text]]) => `| \`${code}\` | ${step} | ${text} |`)
  const others = Object.entries({ ...JSON_REASONS, ...LOG_REASONS }).map(([code, text]) => `| \`${code}\` | ${text} |`)
  const seats = Object.entries(SEATS_REASONS).map(([code, text]) => `| \`${code}\` | ${text} |`)
  const rows = page.split('\n').filter((line) => /^\| `[A-Z0-9_]+` \|/.test(line))
  assert.deepEqual(rows.sort(), [...drawn, ...seats, ...others].sort())
})

test('every verdict on a certificate is on the page', () => {
  for (const [verdict, text] of Object.entries(VERDICTS))
    assert.ok(page.includes(`| \`${verdict}\` | ${text} |`), verdict)
})

test('the published draw is the example, and it verifies', () => {
  const source = read('test/vectors/draw-bundle.json')
  assert.deepEqual(JSON.parse(source), demoBundle(sha256))
  assert.equal(verifyBundle(source, { hash: sha256 }).ok, true)
})

test('the published allocation is what the engine makes of the published market', () => {
  const market = parseMarket(read('test/vectors/seats-market.json'))
  const result = parseResult(read('test/vectors/seats-result.json'))
  assert.ok(market.ok && result.ok)
  assert.deepEqual(JSON.parse(JSON.stringify(runSeats(market.value, sha256))), result.value)
})
