// Changes every figure of the seed once, in its published text, and reads and checks the document again: exactly the
// identities that contain the figure must fail. What was measured is written in docs/budget-coverage.md; run with
// UPDATE_DOCS=1 to write it anew.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { checkIdentities, coverageOf } from './check.ts'
import { readBook } from './read.ts'
import { type Entry, entriesOf, sheetsOf } from './sheet.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const DOC = new URL('../../../docs/budget-coverage.md', import.meta.url)
const FIRST_TABLE_LINE = 73
const MONEY = /\d[\d,]*\.\d\d/g
/** An indicator's target is no money cell. */
const TARGET = /\t[≥≤=>]/

/** One figure changed: which one, and what failed. */
interface Change {
  readonly entry: Entry
  readonly failed: readonly string[]
}

/** Every amount and rate of the document with two decimals, its first digit changed. */
function* mutations(): Generator<{ text: string; line: number; was: string; now: string }> {
  const lines = SEED.split('\n')
  for (const [i, line] of lines.entries()) {
    if (i + 1 < FIRST_TABLE_LINE || TARGET.test(line)) continue
    for (const { 0: was, index } of line.matchAll(MONEY)) {
      const now = `${(Number(was[0]) % 9) + 1}${was.slice(1)}`
      const changed = line.slice(0, index) + now + line.slice(index + was.length)
      yield { text: lines.with(i, changed).join('\n'), line: i + 1, was, now }
    }
  }
}

function keyOf({ sheet, row, column }: Entry): string {
  return `${sheet}/${row}/${column}`
}

const before = sheetsOf(readBook(SEED).book)
const values = new Map(entriesOf(before).map((entry) => [keyOf(entry), entry.value]))
const coverage = coverageOf(before)

/** Reads and checks a changed document; asserts that one figure moved and that the verdict names it on both sides. */
function measure({ text, line, was, now }: { text: string; line: number; was: string; now: string }): Change {
  const place = `line ${line}: ${was} → ${now}`
  const { book, problems } = readBook(text)
  assert.deepEqual(problems, [], place)
  const moved = entriesOf(sheetsOf(book)).filter((entry) => values.get(keyOf(entry)) !== entry.value)
  assert.equal(moved.length, 1, place)
  const failing = checkIdentities(book).filter((identity) => !identity.holds)
  for (const { id, left, right, lines } of failing) {
    assert.notEqual(left, right, `${id} at ${place}`)
    assert.ok(lines.includes(line), `${id} names ${place}`)
  }
  return { entry: moved[0]!, failed: failing.map(({ id }) => id) }
}

const changes = [...mutations()].map(measure)

test('every money cell of the ten tables, the goals and the narrative is changed once', () => {
  const money = entriesOf(before).filter(({ unit }) => unit !== 'count')
  assert.equal(changes.length, money.length)
  assert.equal(new Set(changes.map(({ entry }) => keyOf(entry))).size, money.length)
})

test('exactly the identities that contain the changed figure fail', () => {
  for (const { entry, failed } of changes)
    assert.deepEqual(failed, [...(coverage.get(keyOf(entry)) ?? [])].sort(), keyOf(entry))
})

test('each of the forty identities fails for some change of a figure or of a count', () => {
  const money = new Set(changes.flatMap(({ failed }) => failed))
  const counts = new Set(['I39', 'I40'])
  assert.equal(money.size + counts.size, 40)
  const car = SEED.replace('应急保障用车 0 辆', '应急保障用车 3 辆')
  const office = SEED.replace('包括 1 个机关', '包括 2 个机关')
  const goals = SEED.replace('共设置 27 个', '共设置 26 个')
  const remark = SEED.replace('备注：本单位 2024 年没有使用政府性基金预算拨款安排的支出。', '')
  for (const [text, id] of [
    [car, 'I39'],
    [office, 'I40'],
    [goals, 'I36'],
    [remark, 'I18'],
  ] as const)
    assert.deepEqual(
      checkIdentities(readBook(text).book).flatMap((identity) => (identity.holds ? [] : [identity.id])),
      [id],
    )
})

test('docs/budget-coverage.md is what was measured', () => {
  const page = coveragePage()
  if (process.env.UPDATE_DOCS) writeFileSync(DOC, page)
  assert.equal(readFileSync(DOC, 'utf8'), page)
})

/** The page: figures with the same failing identities on one line, uncovered ones last. */
function coveragePage(): string {
  const covered = changes.filter(({ failed }) => failed.length > 0)
  const uncovered = changes.filter(({ failed }) => failed.length === 0)
  const groups = Map.groupBy(covered, ({ entry, failed }) => `${entry.sheet}|${failed.join(' ')}`)
  const rows = [...groups.values()].map((group) => {
    const names = group.map(({ entry }) => `${entry.name}（L${entry.line}）`)
    return `| ${names.join('、')} | ${group[0]!.failed.join(' ')} |`
  })
  return `# What a changed figure breaks

Measured by \`src/engines/budget/coverage.test.ts\`: each of the ${changes.length} amounts and rates of the seed was changed
once (its first digit), the document read and checked again. The right column lists every identity that failed; all others held.

A rate is printed with two decimals, so a change too small to move the rounded rate (such as 0.01 in 1,020.70) passes
I34 and I35. Nothing else is tolerated: everywhere else one 0.01 万元 is enough.

| figures | identities that fail |
|---|---|
${rows.join('\n')}

## Not covered by any identity

${uncovered.map(({ entry }) => `- ${entry.name}（L${entry.line}）`).join('\n')}

The two repeat each other and nothing else in the document repeats them; none of the forty identities compares them.
Question X08 reports the base they imply, and asks when the two differ.
`
}
