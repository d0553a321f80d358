import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'

const { carryOver } = await import('../../../../src/engines/budget/author.ts')
const { readBook } = await import('../../../../src/engines/budget/read.ts')
const { TABLE_IDS } = await import('../../../../src/engines/budget/table-shape.ts')
const { bookOf, draftOf, editsOf, redo, typed, undo, unsent } = await import('./drafting.ts')
const { countByTable, failuresOf, nextFailure } = await import('./failure.ts')
const { moved, pasteRows, saidOf } = await import('./goal-rows.ts')
const { gridOf, neighbour, pasteEdits } = await import('./grid.ts')
const { lintBook } = await import('../../../../src/engines/budget/lint.ts')

const SEED = readBook(readFileSync(new URL('../../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const DRAFT = draftOf(carryOver(SEED), SEED)
const PROJECT = 'T3/2019999/project'

const valueAt = (draft: typeof DRAFT, at: string) => {
  const [id] = at.split('/')
  return gridOf(bookOf(draft), id as 'T3')
    .rows.flatMap(({ cells }) => cells)
    .find((cell) => cell.at === at)?.value
}

test('typing on in one cell is one step; undo and redo go there and back', () => {
  let draft = typed(DRAFT, [{ at: PROJECT, value: 2 }])
  draft = typed(draft, [{ at: PROJECT, value: 25 }], true)
  draft = typed(draft, [{ at: PROJECT, value: 251 }], true)
  assert.equal(draft.steps.length, 1)
  draft = typed(draft, [{ at: 'T3/2019999/basic', value: 7 }])
  assert.equal(valueAt(undo(draft), 'T3/2019999/basic'), 2721)
  assert.equal(valueAt(undo(undo(draft)), PROJECT), 252_269)
  assert.equal(valueAt(undo(undo(undo(draft))), PROJECT), 252_269, 'nothing lies before the beginning')
  assert.deepEqual(bookOf(redo(redo(undo(undo(draft))))), bookOf(draft))
  assert.deepEqual(
    redo(typed(undo(draft), [{ at: PROJECT, value: 1 }])).undone,
    [],
    'a new change forgets what was undone',
  )
})

test('what is saved is the last value of each figure', () => {
  let draft = typed(DRAFT, [{ at: PROJECT, value: 1 }])
  draft = typed(draft, [{ at: 'T3/2019999/basic', value: 2 }])
  draft = typed(draft, [{ at: PROJECT, value: 3 }])
  assert.deepEqual(editsOf(draft), [
    { at: 'T3/2019999/basic', value: 2 },
    { at: PROJECT, value: 3 },
  ])
})

test('the grid holds every money cell of the ten tables, addressed as in a spreadsheet', () => {
  for (const id of TABLE_IDS) {
    const cells = gridOf(SEED, id).rows.flatMap(({ cells: own }) => own)
    const all = SEED.tables[id].rows.flatMap(({ cells: own }) => Object.keys(own))
    assert.equal(cells.length, all.length, id)
    assert.equal(new Set(cells.map(({ at }) => at)).size, cells.length, id)
  }
  const cell = gridOf(SEED, 'T3')
    .rows.flatMap(({ cells }) => cells)
    .find(({ at }) => at === PROJECT)!
  assert.deepEqual(
    { ...cell },
    { at: PROJECT, address: 'E4', name: '2019999 项目支出', value: 252_269, text: '2522.69' },
  )
})

test('a block from a spreadsheet lands where it is pasted; a word in it refuses the whole, naming the cell', () => {
  const grid = gridOf(SEED, 'T3')
  assert.deepEqual(pasteEdits(grid, 'T3/2010301/basic', '1,000.50\t２.５\r\n\t3\r\n'), {
    edits: [
      { at: 'T3/2010301/basic', value: 100_050 },
      { at: 'T3/2010301/project', value: 250 },
      { at: 'T3/2019999/project', value: 300 },
    ],
  })
  assert.deepEqual(pasteEdits(grid, 'T3/2010301/basic', '1\n2\t约三万'), {
    fault: { address: 'E4', reason: '“约三万”不是金额' },
  })
  assert.deepEqual(pasteEdits(grid, 'T3/2101103/toSubordinate', '1\t2'), {
    fault: { address: 'I7', reason: '表里没有这一格' },
  })
})

test('arrows stop at the edges', () => {
  const grid = gridOf(SEED, 'T3')
  assert.equal(neighbour(grid, PROJECT, 1, 0)?.address, 'E5')
  assert.equal(neighbour(grid, PROJECT, 0, -1)?.address, 'D4')
  assert.equal(neighbour(grid, 'T3/total/total', -1, 0), undefined)
  assert.equal(neighbour(grid, 'T3/total/total', 0, -1), undefined)
})

test('a failure names both sides and their gap, marks its tables, and F8 goes round', () => {
  assert.deepEqual(failuresOf(bookOf(DRAFT)), [])
  const failures = failuresOf(bookOf(typed(DRAFT, [{ at: PROJECT, value: 251_269 }])))
  assert.deepEqual(
    failures.map(({ id }) => id),
    ['I07', 'I08', 'I16'],
  )
  const { left, right, gap, places } = failures[1]!
  assert.deepEqual([left.figure, left.sum, right.figure, gap], ['2539.90', '27.21 + 2512.69', '2549.90', '10.00'])
  assert.ok(places.includes(PROJECT) && places.includes('T3/2019999/total'))
  assert.deepEqual(
    [...countByTable(failures)],
    [
      ['T3', 3],
      ['T5', 1],
    ],
  )
  const round = [null, ...failures].map((now) => nextFailure(failures, now)?.id)
  assert.deepEqual(round, ['I07', 'I08', 'I16', 'I07'])
  assert.equal(nextFailure([], null), null)
})

test('zeros of a failing sum are not blamed', () => {
  const [first] = failuresOf(bookOf(typed(DRAFT, [{ at: PROJECT, value: 251_269 }])))
  assert.deepEqual(first!.weighty, [PROJECT, 'T3/total/project'])
  assert.ok(first!.places.includes('T3/2010301/project'))
})

test('a line that was added is saved before its figures; what was sent is not sent again', () => {
  const line = { add: 'T5/2080506', name: '职业年金缴费支出' }
  const draft = typed(typed(DRAFT, [line]), [{ at: 'T5/2080506/total', value: 5 }])
  assert.deepEqual(editsOf(draft), [line, { at: 'T5/2080506/total', value: 5 }])
  const later = typed(draft, [{ at: 'T5/2080506/total', value: 6 }])
  assert.deepEqual(unsent(editsOf(later), editsOf(draft)), [{ at: 'T5/2080506/total', value: 6 }])
  assert.equal(undo(undo(later)).steps.length, 1)
  assert.ok(gridOf(bookOf(draft), 'T5').rows.some(({ code }) => code === '2080506'))
})

test('rows pasted below the last are made, an empty class is that of the row above, an unknown one refuses all', () => {
  const rows = [{ level1: '产出指标', level2: '质量指标', name: '甲', target: '≥1 个' }]
  const at = (row: number, column: 'level2' | 'name') => ({ row, column })
  assert.deepEqual(pasteRows(rows, at(0, 'level2'), '时效指标\t乙\t≤2 天\r\n\t丙\t≤3 天\r\n'), {
    rows: [
      { level1: '产出指标', level2: '时效指标', name: '乙', target: '≤2 天' },
      { level1: '产出指标', level2: '时效指标', name: '丙', target: '≤3 天' },
    ],
  })
  assert.deepEqual(pasteRows(rows, at(0, 'level2'), '时间指标\t乙'), { fault: { line: 1, text: '时间指标' } })
  assert.deepEqual(pasteRows(rows, at(0, 'name'), '乙\t≤2 天\t多'), { fault: { line: 1, text: '多' } })
})

test('a finding stands at its row, tells other rows by project and row, and carries its mend', () => {
  const book = bookOf(DRAFT)
  const said = saidOf(book, 0, lintBook(book), [{ at: 'goals/0/rows/1', reason: '缺' }])
  assert.deepEqual(
    said.rows[0]!.map(({ id }) => id),
    ['R12', 'R14'],
  )
  assert.match(said.rows[0]![1]!.text, /“安可替代”第 1 行是“≤100%”，“23年购置安可替代计算机费用”第 1 行是“≥90%”/)
  assert.ok(said.rows[0]![0]!.mend)
  assert.deepEqual([said.rows[1]!.length, said.rows[1]![0]!.blocks], [1, true])
  assert.deepEqual(
    said.heading.map(({ id }) => id),
    ['R15'],
  )
})

test('moving past either end changes nothing', () => {
  const list = ['a', 'b', 'c']
  assert.deepEqual(
    [moved(list, 0, 1), moved(list, 2, -2), moved(list, 0, -1)],
    [['b', 'a', 'c'], ['c', 'a', 'b'], list],
  )
})

test('typing into a list is saved once, as it stands last; a line that came and went stays in its order', () => {
  let draft = typed(DRAFT, [{ word: 'income.reason', text: '甲' }])
  draft = typed(draft, [{ add: 'T5/2080506', name: '职业年金缴费支出' }])
  draft = typed(draft, [{ at: 'T5/2080506/total', value: 5 }])
  draft = typed(draft, [{ drop: 'T5/2080506' }])
  draft = typed(draft, [{ word: 'income.reason', text: '乙' }])
  assert.deepEqual(editsOf(draft), [
    { word: 'income.reason', text: '甲' },
    { add: 'T5/2080506', name: '职业年金缴费支出' },
    { at: 'T5/2080506/total', value: 5 },
    { drop: 'T5/2080506' },
    { word: 'income.reason', text: '乙' },
  ])
  assert.deepEqual(bookOf(typed(DRAFT, editsOf(draft))), bookOf(draft))
})
