// A draw of 10,000 entrants verified with the browser's hash (pure JavaScript) and with Node's, and a million lottery
// ranks; beside them plain SHA-256 of as many messages in the same minute. Promised: ≤ 1 s in the browser.
import { hash } from 'node:crypto'
import { sha256 as portable } from '@noble/hashes/sha2.js'
import { demoBundle, demoEntrants } from '#engines/draw/fixture.ts'
import { ranksOf } from '#engines/draw/ranks.ts'
import { verifyBundle } from '#engines/draw/verify.ts'

const ENTRANTS = 10_000
const RANKS = 1_000_000
const LIMITS = { drawSeconds: 1, ranksSeconds: 2 }
const native = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

function seconds(work: () => void): number {
  const begin = performance.now()
  work()
  return (performance.now() - begin) / 1000
}

const bundle = JSON.stringify(demoBundle(native, { entrants: demoEntrants(ENTRANTS) }))
let holds = true
const verify = (sha256: typeof native) => () => {
  holds &&= verifyBundle(bundle, { hash: sha256 }).ok
}
const cold = seconds(verify(portable))
const inBrowser = seconds(verify(portable))
const inNode = seconds(verify(native))

const message = new Uint8Array(65)
const reference = seconds(() => {
  for (let i = 0; i < 4 * ENTRANTS; i++) portable(message)
})

const ids = Array.from({ length: RANKS }, (_, i) => `350598${String(i).padStart(12, '0')}`)
const ranks = seconds(() => void ranksOf(ids, native(message), native))

const rows: [what: string, measured: number, limit: number | null][] = [
  [`verify ${ENTRANTS} entrants, portable, cold`, cold, LIMITS.drawSeconds],
  [`verify ${ENTRANTS} entrants, portable`, inBrowser, LIMITS.drawSeconds],
  [`verify ${ENTRANTS} entrants, node:crypto`, inNode, null],
  [`${RANKS} lottery ranks`, ranks, LIMITS.ranksSeconds],
]
for (const [what, measured, limit] of rows) {
  const mark = limit === null ? ' ' : measured <= limit ? '✓' : '✗'
  console.log(`${mark} ${what.padEnd(42)} ${measured.toFixed(2)} s   ${limit === null ? '' : `≤ ${limit} s`}`)
}
console.log(`  reference: ${4 * ENTRANTS} plain hashes of 65 bytes, portable, in ${reference.toFixed(2)} s`)
if (!holds || rows.some(([, measured, limit]) => limit !== null && measured > limit)) process.exitCode = 1
