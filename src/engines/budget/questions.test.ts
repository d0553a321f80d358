import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { askQuestions } from './questions.ts'
import { readBook } from './read.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')

const asked = (text: string) => new Map(askQuestions(readBook(text).book).map((question) => [question.id, question]))
const seed = asked(SEED)

test('fifteen questions are asked in order', () => {
  assert.deepEqual(
    [...seed.keys()],
    Array.from({ length: 15 }, (_, i) => `X${String(i + 1).padStart(2, '0')}`),
  )
})

/** The figures of domain.md §13.3, computed there by hand. */
const FIGURES: [id: string, holds: boolean, figures: readonly string[]][] = [
  ['X01', true, ['12.77']],
  ['X02', true, ['2.43']],
  ['X03', false, ['3.91', '3.64']],
  ['X04', false, ['13.26', '0.00']],
  ['X05', false, ['1047.34', '2522.69', '1475.35', '41.5%']],
  ['X06', false, ['540.54', '718.51', '177.97']],
  ['X07', false, ['506.80', '1804.18', '1297.38']],
  ['X08', false, ['2398.70', '2343.70', '55.00', '40.26%']],
  ['X09', false, ['718.51', '965.70', '1020.70']],
  ['X10', false, ['24.62', '27.21', '2019999']],
  ['X11', false, ['757.27', '5', '151.45', '78.2%']],
  ['X12', false, ['0.00', '619.19']],
  ['X14', false, ['4']],
  ['X15', false, ['6', '4']],
]

for (const [id, holds, figures] of FIGURES)
  test(`${id} ${holds ? 'holds' : 'does not hold'} on the seed, with its figures`, () => {
    assert.equal(seed.get(id)?.holds, holds)
    for (const figure of figures) assert.ok(Object.values(seed.get(id)?.figures ?? {}).includes(figure), figure)
    assert.match(seed.get(id)?.text ?? '', holds ? /。$/ : /[？。]$/)
  })

test('the four main tasks without a goal are named', () => {
  const text = seed.get('X15')?.text ?? ''
  for (const task of ['无感报建', '涉企诉求', '农村建房', '代办超市']) assert.ok(text.includes(task), task)
})

/** A document mended where the question points: the question is settled. */
const SETTLED: [id: string, from: string, to: string][] = [
  ['X03', '30110\t职工基本医疗保险缴费\t3.64', '30110\t职工基本医疗保险缴费\t3.91'],
  ['X04', '住房保障支出\t0.00', '住房保障支出\t13.26'],
  ['X09', '主要原因是上年资金结转', '主要原因是新增项目'],
  ['X10', '增长 41.16%。主要原因是：上年资金结转', '增长 41.16%。主要原因是：新增办公用房'],
  ['X12', '政府采购预算总额 0.00 万元', '政府采购预算总额 179.98 万元'],
]

for (const [id, from, to] of SETTLED)
  test(`${id} is settled when the figures or the reason answer it`, () => {
    assert.ok(SEED.includes(from))
    assert.equal(asked(SEED.replace(from, to)).get(id)?.holds, true)
  })

test('X08 asks which change is wrong when income and expenditure imply two bases', () => {
  const text = asked(
    SEED.replace('支出预算 3,364.40 万元，比上年增加 965.70', '支出预算 3,364.40 万元，比上年增加 865.70'),
  )
  assert.match(text.get('X08')?.text ?? '', /哪个写错了/)
})
