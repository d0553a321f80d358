// What an author writes in words and targets: set, mended by a proposal, compared, and printed so that it reads back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyChanges, type Change, carryOver } from './author.ts'
import { blankGoal, type GoalDraft, goalDrafts, level1Of, withGoals } from './author-goals.ts'
import type { Book, Goal } from './book.ts'
import { parseBook } from './book-json.ts'
import { failingEquations } from './check.ts'
import { formFaults } from './form.ts'
import { mendOf } from './lint/mend.ts'
import { lintBook } from './lint.ts'
import { readBook } from './read.ts'
import { wordChanges } from './word-changes.ts'
import { writeText } from './write.ts'

const SEED = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const NEXT = carryOver(SEED)

function changed(changes: readonly Change[], book = NEXT): Book {
  const answer = applyChanges(book, changes, SEED)
  assert.ok('book' in answer, JSON.stringify(answer))
  return answer.book
}

const withoutLines = (goals: readonly Goal[]) =>
  JSON.parse(JSON.stringify(goals, (key, value) => (key === 'line' ? 0 : value)))
const goalsWith = (change: (drafts: GoalDraft[]) => GoalDraft[], book = NEXT) => ({
  goals: change(goalDrafts(book.goals)),
})

test('the goal tables of the seed come back the same from how an author writes them, each row on a line of its own', () => {
  const again = withGoals(SEED, goalDrafts(SEED.goals))
  assert.deepEqual(withoutLines(again.goals), withoutLines(SEED.goals))
  const lines = again.goals.flatMap(({ line, aim, indicators }) => [
    line,
    aim.line,
    ...indicators.map((row) => row.line),
  ])
  assert.equal(new Set(lines).size, lines.length)
  assert.deepEqual(
    lintBook(again).map(({ rule, published }) => [rule, published]),
    lintBook(SEED).map(({ rule, published }) => [rule, published]),
  )
})

test('a carried-over book is whole and its asset date a year later', () => {
  assert.deepEqual(formFaults(NEXT), [])
  assert.equal(NEXT.texts['assets.date']?.text, '2024 年 12 月 31 日')
})

test('projects and rows are added, removed, moved and edited; the narrative counts them', () => {
  const swapped = changed([goalsWith(([first, second, ...rest]) => [second!, first!, ...rest])])
  assert.deepEqual(
    wordChanges(NEXT, swapped).map(({ name }) => name),
    ['绩效目标 项目次序'],
  )
  const fewer = changed([goalsWith((drafts) => drafts.slice(1))])
  assert.deepEqual([fewer.figures.goals!.value, fewer.figures['goals.money']!.value], [26, 100_634])
  assert.deepEqual(failingEquations(fewer), [])
  const more = changed([goalsWith((drafts) => [...drafts, blankGoal()])])
  assert.equal(more.figures.goals!.value, 28)
  assert.ok(formFaults(more).some(({ at, reason }) => at === 'goals/27' && /项目名称/.test(reason)))
  const renamed = changed([
    goalsWith(([first, ...rest]) => [
      { ...first!, rows: first!.rows.map((row, i) => (i === 2 ? { ...row, target: '≥41台' } : row)) },
      ...rest,
    ]),
  ])
  assert.deepEqual(wordChanges(NEXT, renamed), [
    { name: '安可替代 完成国产数量', before: '数量指标 ≥41 台', after: '数量指标 ≥41台' },
  ])
})

test('words, stated figures, tasks and offices are set; what no table says only', () => {
  const book = changed([
    { word: 'income.reason', text: '新增项目' },
    { at: 'N/procurement/amount', value: 100 },
    { at: 'N/procurement.goods/amount', value: 100 },
    { tasks: [{ title: '一件事', text: '做好它。' }] },
    { offices: [...NEXT.staffing, { name: '大厅管理科', funding: '财政核拨', staff: 3 }] },
  ])
  const text = writeText(book)
  for (const said of [
    '主要原因是新增项目。',
    '政府采购预算总额 1.00 万元',
    '（一）一件事。做好它。',
    '包括 2 个机关行政科',
  ])
    assert.ok(text.includes(said), said)
  assert.deepEqual([failingEquations(book), formFaults(book)], [[], []])
  for (const change of [
    { word: 'item.2010301.name', text: '别名' },
    { word: 'nowhere', text: 'x' },
    { at: 'N/income/amount', value: 1 },
    { drop: 'T5/total' },
    { drop: 'T5/2999999' },
  ])
    assert.ok('unknown' in applyChanges(NEXT, [change], SEED), JSON.stringify(change))
})

test('a line and the words it asks for come in one save', () => {
  const book = changed([
    { add: 'T5/2080506', name: '职业年金缴费支出' },
    { word: 'item.2080506.use', text: '职业年金缴费' },
  ])
  assert.deepEqual(formFaults(book), [])
})

test('a fund that begins to be spent asks for its reason and its uses, and is told with its change', () => {
  const spend = (id: string, row: string) => [
    { at: `${id}/${row}/total`, value: 500 },
    { at: `${id}/${row}/project`, value: 500 },
  ]
  const line = { add: 'T6/2120801', name: '征地和拆迁补偿支出' }
  const book = changed([line, ...spend('T6', '2120801'), ...spend('T6', 'total')])
  const asked = formFaults(book).map(({ at }) => at)
  assert.deepEqual(asked, ['word/fund.reason', 'word/fund.item.2120801.use'])
  const told = changed(
    [
      { word: 'fund.reason', text: '新增征地' },
      { word: 'fund.item.2120801.use', text: '征地补偿' },
    ],
    book,
  )
  assert.deepEqual(formFaults(told), [])
  assert.match(
    writeText(told),
    /政府性基金预算拨款支出 5.00 万元，比上年增加 5.00 万元，增长 0.00%，主要原因是：新增征地。/,
  )
})

test('a code’s line goes with its figures and its sentence', () => {
  const book = changed([{ drop: 'T5/2101103' }])
  assert.ok(!book.tables.T5.rows.some(({ key }) => key === '2101103'))
  assert.ok(!writeText(book).includes('2101103-'))
})

test('a full stop, a line break or an empty word is named where it stands', () => {
  const places = (...changes: Change[]) => formFaults(changed(changes)).map(({ at }) => at)
  assert.deepEqual(places({ word: 'income.reason', text: '结转。另有新增' }), ['word/income.reason'])
  assert.deepEqual(places({ word: 'item.2010301.use', text: '' }), ['word/item.2010301.use'])
  assert.deepEqual(places({ tasks: [{ title: '甲。乙', text: '丙' }] }), ['tasks/0'])
  const doubled = goalsWith(([first, ...rest]) => [{ ...first!, rows: [first!.rows[0]!, first!.rows[0]!] }, ...rest])
  assert.deepEqual(places(doubled), ['goals/0/rows/1'])
})

/** Findings of the carried-over book that a key can mend, by rule. */
test('a proposal that says exactly what to write is one key away, and its finding is gone then', () => {
  const book = withGoals(NEXT, goalDrafts(NEXT.goals))
  const count = (of: Book, rule: string) => lintBook(of).filter((finding) => finding.rule === rule).length
  const mended: Record<string, number> = {}
  for (const finding of lintBook(book)) {
    const mend = mendOf(book, finding)
    if (!mend) continue
    const after = changed([mend], book)
    assert.ok(
      count(after, finding.rule) < count(book, finding.rule),
      `${finding.rule} L${finding.line} ${finding.repair}`,
    )
    mended[finding.rule] = (mended[finding.rule] ?? 0) + 1
  }
  assert.deepEqual(Object.keys(mended).sort(), [
    'R01',
    'R02',
    'R03',
    'R04',
    'R06',
    'R07',
    'R09',
    'R10',
    'R11',
    'R12',
    'R16',
    'R17',
  ])
  assert.ok((mended.R07 ?? 0) > 20 && (mended.R12 ?? 0) > 20)
})

test('a row shifted to the right goes back, and those below it follow', () => {
  const book = withGoals(NEXT, goalDrafts(NEXT.goals))
  const finding = lintBook(book).find(({ rule }) => rule === 'R01')!
  const rows = changed([mendOf(book, finding)!], book).goals[8]!.indicators.slice(4, 6)
  assert.deepEqual(
    rows.map(({ printed, name, target }) => [...printed, name, target.asPublished]),
    [
      ['', '质量指标', '保护系统免受网络攻击', ''],
      ['', '', '平台各功能验收情况', '≥90%'],
    ],
  )
  assert.ok(rows.every(({ level1 }) => level1 === level1Of('质量指标')))
})

const CLEAN = ['项', '目', '≥', '5', '％', ' ', '“', '（', '，', '：', '、', '合计']
const words = (...signs: string[]) => fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...signs) })
const text = fc.oneof(
  { weight: 9, arbitrary: words(...CLEAN) },
  { weight: 1, arbitrary: words(...CLEAN, '\t', '。', '\n') },
)
const row = fc.record({
  level2: fc.constantFrom('数量指标', '质量指标', '服务对象满意度指标'),
  name: text,
  target: text,
})

test('whatever is written, a book without faults of form is printed, read back the same, and kept as book.json', () => {
  let whole = 0
  fc.assert(
    fc.property(text, text, text, fc.array(row, { maxLength: 4 }), (title, aim, word, rows) => {
      const draft: GoalDraft = {
        ...{ title: `${title}绩效目标表`, aim, money: { total: 0, fiscal: 0, current: 0, carryOver: 0, other: 0 } },
        rows: rows.map((one) => ({ ...one, level1: level1Of(one.level2)! })),
      }
      const book = changed([goalsWith((drafts) => [...drafts, draft]), { word: 'general.cut', text: word }])
      if (formFaults(book).length > 0) return
      whole += 1
      const again = readBook(writeText(book))
      assert.ok(again.accepted, JSON.stringify(again.problems))
      assert.deepEqual(goalDrafts(again.book.goals).at(-1)!.rows.length, rows.length)
      assert.ok('book' in parseBook(JSON.parse(JSON.stringify(book))))
    }),
    { seed: 11, numRuns: 200 },
  )
  assert.ok(whole > 10, `${whole} of 200 were whole`)
})
