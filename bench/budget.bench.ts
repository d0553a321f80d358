// Reads and checks 1,000 budget books, printed beside a reference run on the same machine in the same minute: the same
// texts only cut into lines and cells. Promised: ≤ 100 ms for one warm book, ≤ 30 s and ≤ 500 MB for a thousand.
import { readFileSync } from 'node:fs'
import { readBook } from '#engines/budget/read.ts'
import { judgeBook } from '#engines/budget/report.ts'

const BOOKS = 1000
const LIMITS = { oneMs: 100, allSeconds: 30, megabytes: 500 }
const SEED = readFileSync(new URL('../seed/budget-2024.txt', import.meta.url), 'utf8')

/** A thousand units: each under its own name, so that no two texts are the same. */
function unitText(i: number): string {
  return SEED.replaceAll('行政审批服务局（本级）', `第${i}单位（本级）`)
}

function seconds(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

let cells = 0
const reference = seconds(() => {
  for (let i = 0; i < BOOKS; i++) for (const line of unitText(i).split('\n')) cells += line.split('\t').length
})

let sound = 0
let findings = 0
const all = seconds(() => {
  for (let i = 0; i < BOOKS; i++) {
    const { book, accepted } = readBook(unitText(i))
    const report = judgeBook(book)
    if (accepted && report.sound) sound++
    findings += report.lint.length
  }
})

const warm = seconds(() => void judgeBook(readBook(SEED).book)) * 1000
const megabytes = process.resourceUsage().maxRSS / 1024
const rows: [what: string, measured: string, limit: string, kept: boolean][] = [
  ['read + check one warm book', `${warm.toFixed(1)} ms`, `≤ ${LIMITS.oneMs} ms`, warm <= LIMITS.oneMs],
  [`read + check ${BOOKS} books`, `${all.toFixed(1)} s`, `≤ ${LIMITS.allSeconds} s`, all <= LIMITS.allSeconds],
  ['greatest memory', `${megabytes.toFixed(0)} MB`, `≤ ${LIMITS.megabytes} MB`, megabytes <= LIMITS.megabytes],
]
for (const [what, measured, limit, kept] of rows)
  console.log(`${kept ? '✓' : '✗'} ${what.padEnd(28)} ${measured.padStart(10)}   ${limit}`)
console.log(`  reference: ${BOOKS} texts cut into ${cells} cells in ${reference.toFixed(2)} s`)
console.log(
  `  ${(process.cpuUsage().user / 1e6).toFixed(1)} s of processor in all; ${sound} of ${BOOKS} sound, ${findings} findings`,
)
if (!rows.every(([, , , kept]) => kept) || sound !== BOOKS) process.exitCode = 1
