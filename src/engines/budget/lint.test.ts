// Holds the linter to docs/budget-lint.md, where every row of the seed's 27 goal tables has a verdict made by hand.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { slipsIn } from './lint/wording.ts'
import { lintBook, RULES } from './lint.ts'
import { readBook } from './read.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const PAGE = readFileSync(new URL('../../../docs/budget-lint.md', import.meta.url), 'utf8')
const { book } = readBook(SEED)
const findings = lintBook(book)

interface VerdictRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly rules: readonly string[]
}

/** Table rows of the page that begin with a line number. */
const verdicts: VerdictRow[] = PAGE.split('\n').flatMap((text) => {
  const cells = text.split('|').map((cell) => cell.trim())
  const line = /^L(\d+)$/.exec(cells[1] ?? '')?.[1]
  return line === undefined ? [] : [{ line: Number(line), cells, rules: (cells[5] ?? '').match(/\bR\d\d\b/g) ?? [] }]
})

/** Rules by every line they involve. */
const found = new Map<number, Set<string>>()
for (const { rule, lines } of findings)
  for (const line of lines) found.set(line, (found.get(line) ?? new Set()).add(rule))

test('the page lists every indicator of the seed, word for word', () => {
  const rows = book.goals.flatMap((goal) => goal.indicators)
  assert.equal(rows.length, 219)
  for (const row of rows) {
    const verdict = verdicts.find(({ line }) => line === row.line)
    assert.ok(verdict, `L${row.line}`)
    assert.deepEqual(verdict.cells.slice(3, 5), [row.name, row.target.asPublished])
  }
})

test('the linter fires exactly where the page says, and is silent on every sound row', () => {
  for (const { line, rules } of verdicts)
    assert.deepEqual([...(found.get(line) ?? [])].sort(), [...new Set(rules)].sort(), `L${line}`)
  assert.deepEqual(
    [...found.keys()].filter((line) => !verdicts.some((verdict) => verdict.line === line)),
    [],
  )
})

test('all 18 rules fire on the seed', () => {
  assert.deepEqual([...new Set(findings.map(({ rule }) => rule))].sort(), Object.keys(RULES))
})

test('every message is one plain sentence and says nothing of the machine', () => {
  for (const { message, line } of findings) {
    assert.match(message, /^[^。]+。$/, `L${line}`)
    assert.doesNotMatch(message, /undefined|NaN|null/)
    assert.ok(message.length <= 80, message)
  }
})

test('the published text is never changed by the lint', () => {
  const before = JSON.stringify(book)
  lintBook(book)
  assert.equal(JSON.stringify(book), before)
})

/** A repaired document: the defects go, nothing else appears. */
const REPAIRS: [rule: string, line: number, from: string, to: string][] = [
  ['R01', 501, '\t\t\t质量指标\t保护系统免受网络攻击', '\t\t质量指标\t网络攻击造成的中断\t=0 次'],
  ['R02', 685, '平台正常运行率\t≥365 天', '平台正常运行率\t≥99.5%'],
  ['R03', 594, '工程验收合格\t≤100%', '工程验收合格\t=100%'],
  ['R04', 390, '≤12 个', '≤12 个月'],
  ['R06', 611, '保障平台 7*24 小时正常运行\t=保障平台 7*24 小时正常运行', '系统可用率\t≥99.5%'],
  ['R07', 375, '≥100%', '=100%'],
  ['R09', 793, '有效保证登记安全\t≥90%', '登记错误造成的损害\t=0 起'],
  ['R10', 359, '群众少跑腿 5000 次以上', '群众少跑腿'],
  ['R12', 522, '生态效益指标', '质量指标'],
  ['R16', 428, '办事项项', '办事事项'],
  ['R18', 824, '项目完成时限', '2024 年 5 月 31 日前完成率'],
]

for (const [rule, line, from, to] of REPAIRS)
  test(`${rule} at L${line} goes when the row is mended`, () => {
    const lines = SEED.split('\n')
    assert.ok(lines[line - 1]!.includes(from), lines[line - 1])
    const mended = lines.with(line - 1, lines[line - 1]!.replace(from, to)).join('\n')
    const left = lintBook(readBook(mended).book)
    assert.ok(!left.some((finding) => finding.rule === rule && finding.line === line))
  })

test('slips of the pen are found in words, not in sound text', () => {
  assert.deepEqual(slipsIn('“亲清家园”数字化改革'), [])
  assert.deepEqual(slipsIn('“数据港“功能'), [{ found: '“数据港“', meant: '“数据港”' }])
  assert.deepEqual(slipsIn('督導體系'), [{ found: '督導體系', meant: '督导体系' }])
})
