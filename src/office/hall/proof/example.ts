// The examples that a demonstration shows: three draws and a season of seats, made by the engines' own steps. `node
// src/office/hall/proof/example.ts` writes them under seed/; example.test.ts holds the files to this.

import { hash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DRAND, demoBundle, demoDrandBundle, demoEntrants } from '#engines/draw/fixture.ts'
import type { Bundle } from '#engines/draw/message.ts'
import { demoChildren, demoMarket } from '#engines/seats/fixture.ts'
import { runSeats } from '#engines/seats/run.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** Folder of the examples. */
export const EXAMPLES = new URL('../../../../seed/', import.meta.url)

/** Path under `EXAMPLES` → content. */
export function exampleFiles(): Record<string, string> {
  const ranks = demoBundle(sha256, {
    changes: { drawId: '350598-2026-0201', project: '2026 年小学派位的号码（示例）', reserve: 0 },
    entrants: demoChildren(sha256).map((id) => ({ id })),
  })
  const market = demoMarket(sha256, Buffer.from(ranks.result!.seed, 'hex'))
  const done = demoBundle(sha256, {
    changes: { drawId: '350598-2026-0137', project: '榕前村宅基地放样测绘（示例）' },
    entrants: demoEntrants(36),
  })
  const { announce, entrants, freeze } = demoBundle(sha256, {
    changes: { drawId: '350598-2026-0138', project: '滨江路口地质勘察（示例）', k: 2, reserve: 3 },
    entrants: demoEntrants(24),
  })
  const waiting: Bundle = { announce: announce!, entrants: entrants!, freeze: freeze! }
  const signed = demoDrandBundle(sha256, {
    changes: { drawId: '350598-2023-0021', project: '溪尾桥梁检测（示例）' },
  })
  return Object.fromEntries(
    Object.entries({
      'draws/350598-2026-0137.json': done,
      'draws/350598-2026-0138.json': waiting,
      'draws/350598-2023-0021.json': signed,
      'evidence/350598-2023-0021.json': { drand: [{ round: DRAND.round, signature: DRAND.signature }] },
      'seats/2026/draw.json': ranks,
      'seats/2026/market.json': market,
      'seats/2026/result.json': runSeats(market, sha256),
    }).map(([path, value]) => [path, `${JSON.stringify(value, null, 1)}\n`]),
  )
}

if (import.meta.main) {
  for (const [path, text] of Object.entries(exampleFiles())) {
    const file = new URL(path, EXAMPLES)
    mkdirSync(dirname(file.pathname), { recursive: true })
    writeFileSync(file, text)
  }
}
