// An officer's queue page (20 duties by due day, opened and lit), the same by state, and the counts by unit, state and
// month, as the archive grows from 10⁴ to 10⁶ cases. `BENCH_CASES=10000,100000` shortens it.

import type { Actor } from '#kernel/case/actor.ts'
import { countsOf, queueCounts, queueOf } from '#office/cases/queue.ts'
import { loadCases } from './support/load-cases.ts'
import { openPlatform } from './support/platform.ts'

const SIZES = (process.env.BENCH_CASES ?? '10000,100000,1000000').split(',').map(Number)
const RUNS = 200

type Officer = Actor & { kind: 'officer' }
const officer = (role: Officer['posts'][number]['role'], unit: string): Officer => ({
  kind: 'officer',
  id: role,
  name: role,
  posts: [{ role, unit }],
})

async function main(): Promise<void> {
  await using platform = await openPlatform()
  const { reads, database } = platform.installation
  const owner = database.pool('owner', 1)
  const approver = officer('bureau.approver', 'bureau')
  const measures: Record<string, () => Promise<unknown>> = {
    'queue page, bureau': () => queueOf(reads, approver, { after: null, limit: 20 }),
    'queue page, town': () => queueOf(reads, officer('town.land', '350521104'), { after: null, limit: 20 }),
    'queue page, one step': () => queueOf(reads, approver, { step: 'decide', after: null, limit: 20 }),
    'queue lights': () => queueCounts(reads, approver, {}),
    'counts, all': () => countsOf(reads, approver, {}),
    'counts, one month': () => countsOf(reads, approver, { month: '2026-05' }),
    'reference: 20 rows by index': () =>
      owner.query({
        name: 'ref',
        text: `select * from case_duty where district = 'taishang' and unit = 'bureau' and role = 'bureau.approver' order by due_on, case_id limit 20`,
      }),
  }
  process.stdout.write(
    `p50 / p95 in ms over ${RUNS} calls\n${'cases'.padStart(9)}  loaded in  memory MB  ${Object.keys(measures).join(' | ')}\n`,
  )
  let have = 0
  for (const size of SIZES) {
    const begun = performance.now()
    await loadCases(platform.installation, { from: have, to: size }, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  ${done} cases …`)
    })
    have = size
    await owner.query('vacuum analyze')
    await owner.query('checkpoint').catch(() => undefined)
    const loadedIn = (performance.now() - begun) / 1000
    const cells: string[] = []
    for (const [, measure] of Object.entries(measures)) {
      for (let i = 0; i < 20; i += 1) await measure()
      const times: number[] = []
      for (let i = 0; i < RUNS; i += 1) {
        const t = performance.now()
        await measure()
        times.push(performance.now() - t)
      }
      times.sort((a, b) => a - b)
      cells.push(`${(times[RUNS / 2] as number).toFixed(1)} / ${(times[Math.floor(RUNS * 0.95)] as number).toFixed(1)}`)
    }
    process.stdout.write(
      `${String(size).padStart(9)}  ${loadedIn.toFixed(0).padStart(7)} s  ${(process.memoryUsage().rss / 1e6).toFixed(0).padStart(9)}  ${cells.join(' | ')}\n`,
    )
  }
}

await main()
