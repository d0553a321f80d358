import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bookToJson, parseBook } from './book-json.ts'
import { checkIdentities } from './check.ts'
import { readBook } from './read.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')

/** The seed with one line replaced; `change` gets the line and gives its replacement, or several. */
function edited(line: number, change: (text: string) => string): string {
  return SEED.split('\n')
    .map((text, i) => (i + 1 === line ? change(text) : text))
    .join('\n')
}

test('the seed is read whole: ten tables, 27 goals, 219 indicators, no problem', () => {
  const { book, problems, accepted } = readBook(SEED)
  assert.deepEqual(problems, [])
  assert.ok(accepted)
  assert.equal(book.year, 2024)
  assert.equal(book.unit, '泉州台商投资区管理委员会行政审批服务局（本级）')
  assert.deepEqual(
    Object.values(book.tables).map((table) => table.rows.length),
    [38, 6, 6, 31, 6, 1, 1, 11, 21, 6],
  )
  assert.equal(book.goals.length, 27)
  assert.equal(book.goals.flatMap((goal) => goal.indicators).length, 219)
  assert.equal(book.tasks.length, 6)
  assert.equal(book.staffing[0]?.staff, 5)
})

test('every figure keeps its published text and its line', () => {
  const { book } = readBook(SEED)
  assert.deepEqual(book.tables.T2.rows[2]?.cells.carryOver, { asPublished: '718.51', value: 71851, line: 118 })
  assert.deepEqual(book.figures['general.growth'], {
    asPublished: '增长 43.55%',
    value: 4355,
    unit: 'percent',
    line: 288,
  })
  assert.deepEqual(book.figures['income.change'], {
    asPublished: '增加 965.70',
    value: 96570,
    unit: 'money',
    line: 282,
  })
  assert.equal(book.goals[1]?.name, '台胞台企登陆数据港项目')
})

test('a shifted goal row is kept as published, under the level in force', () => {
  const row = readBook(SEED)
    .book.goals.flatMap((goal) => goal.indicators)
    .find(({ line }) => line === 501)
  assert.deepEqual(row, {
    line: 501,
    printed: ['', ''],
    level1: '产出指标',
    level2: '数量指标',
    name: '质量指标',
    target: { asPublished: '保护系统免受网络攻击' },
  })
})

test('full-width digits, thousands separators and a carriage return change nothing', () => {
  const wide = edited(143, (line) => line.replace('3364.40', '３，３６４．４０')).replaceAll('\n', '\r\n')
  const { book, problems } = readBook(`\uFEFF${wide}`)
  assert.deepEqual(problems, [])
  assert.equal(book.tables.T4.rows[0]?.cells.amount?.value, 336440)
  assert.equal(
    checkIdentities(book).every((identity) => identity.holds),
    true,
  )
})

const REFUSED: [what: string, text: string, line: number, code: string, reason: RegExp][] = [
  ['a missing table', SEED.replace('\n三、支出预算总表\n', '\n'), 136, 'table-missing', /缺少表三/],
  ['a row printed twice', edited(119, (line) => `${line}\n${line}`), 120, 'row-twice', /第 119 行重复/],
  ['an indicator printed twice', edited(356, (line) => `${line}\n${line}`), 357, 'row-twice', /第 356 行重复/],
  ['a merged cell', edited(118, (line) => line.replace('\t2549.90', '')), 118, 'merged-cells', /12 格，表头有 13/],
  ['a negative amount', edited(118, (line) => line.replace('2549.90', '-2549.90')), 118, 'amount', /负数/],
  ['a third decimal', edited(118, (line) => line.replace('2549.90', '2549.901')), 118, 'amount', /多于两位小数/],
  ['a misplaced separator', edited(118, (line) => line.replace('2549.90', '25,49.90')), 118, 'amount', /千分位/],
  ['an empty money cell', edited(118, (line) => line.replace('2549.90', '')), 118, 'amount', /空的/],
  ['a letter among digits', edited(118, (line) => line.replace('2549.90', '2549.9O')), 118, 'amount', /不是金额/],
  ['yuan instead of 万元', edited(113, () => '单位：元'), 113, 'unit-heading', /不是万元/],
  ['a unit heading left out', edited(113, () => ''), 109, 'unit-heading', /没有写金额单位/],
  [
    'an unknown class of codes',
    edited(119, (line) => line.replace('2080505', '9990505')),
    119,
    'code-unknown',
    /9990505/,
  ],
  ['a malformed code', edited(119, (line) => line.replace('2080505', '20805')), 119, 'code-unknown', /20805/],
  ['a changed header', edited(115, (line) => line.replace('总计', '总额')), 115, 'header', /表头应为/],
  ['a total line left out', edited(116, () => ''), 109, 'row-missing', /合计/],
  ['an unknown line of table 1', edited(83, (line) => line.replace('三、国防', '三、国房')), 83, 'row-unknown', /国房/],
  ['a torn sentence', edited(294, (line) => line.replace('主要用于', '主要')), 294, 'text-unread', /没有读懂/],
  [
    'a sentence with a broken figure',
    edited(282, (line) => line.replace('718.51', '约七百')),
    282,
    'sentence',
    /读不下去/,
  ],
  ['a goal without its total', edited(346, () => ''), 344, 'goal-form', /资金总额/],
]

for (const [what, text, line, code, reason] of REFUSED)
  test(`${what} is reported with line and reason`, () => {
    const problem = readBook(text).problems.find((found) => found.code === code)
    assert.ok(problem, JSON.stringify(readBook(text).problems))
    assert.equal(problem.line, line)
    assert.match(problem.reason, reason)
    assert.equal(problem.refused, code !== 'text-unread')
  })

test('the unit of a table may stand in brackets', () => {
  assert.deepEqual(readBook(SEED.replaceAll('单位：万元', '（单位：万元）')).problems, [])
})

test('an item outside the register but inside a listed class is read with a remark', () => {
  const { problems, accepted } = readBook(edited(119, (line) => line.replace('2080505', '2080599')))
  assert.ok(accepted)
  assert.deepEqual(
    problems.map(({ line, code }) => [line, code]),
    [[119, 'code-unknown']],
  )
})

test('a caption left over from last year is remarked at its line', () => {
  const { problems, accepted } = readBook(SEED.replace('2024 年度支出预算总表', '2023 年度支出预算总表'))
  assert.ok(accepted)
  assert.deepEqual(
    problems.map(({ line, code }) => [line, code]),
    [[125, 'caption']],
  )
})

test('no document at all is refused, not an exception', () => {
  for (const text of ['', '\n', '预算', '\t\t\t', SEED.slice(0, 4000)]) assert.equal(readBook(text).accepted, false)
})

test('book.json reads back equal; a value that contradicts its text is refused with its path', () => {
  const { book } = readBook(SEED)
  const json = JSON.parse(bookToJson(book))
  assert.deepEqual(parseBook(json), { book })
  json.tables.T9.rows[0].cells.amount.value += 1
  assert.deepEqual(parseBook(json), {
    faults: [{ path: '/tables/T9/rows/0/cells/amount', reason: 'value 是 84172，原文“841.71”是 84171' }],
  })
  json.tables.T9.rows[0].cells.amount.value -= 1
  delete json.figures.income
  delete json.texts['running.reason']
  assert.deepEqual(parseBook(json), {
    faults: [
      { path: '/figures/income', reason: '说明中缺少这个数字' },
      { path: '/texts/running.reason', reason: '说明中缺少这段文字' },
    ],
  })
  delete json.tables.T9
  assert.ok('faults' in parseBook(json))
  assert.ok('faults' in parseBook(null))
})
