import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { choice, fieldsOf, group, integer, list, text, yesNo } from '../form/form.ts'
import { at, type Data, evaluate, isTrue, type Surroundings } from './evaluate.ts'
import {
  type Expression,
  type ExpressionType,
  either,
  num,
  OPERATIONS,
  type Operation,
  type Scope,
  table,
  typeOfExpression,
} from './expression.ts'

const form = {
  floors: integer('层', { unit: '层' }),
  sold: yesNo('卖过'),
  village: text('村'),
  members: list(
    '人',
    {
      name: text('名'),
      age: integer('岁', { unit: '岁' }),
      pets: list('宠物', { legs: integer('腿', { unit: '条' }) }, { of: '只' }),
    },
    { of: '人' },
  ),
  planned: group('拟建', { area: integer('面积', { unit: '㎡' }), how: choice('怎么', { new: '新', old: '旧' }) }),
}
const f = fieldsOf(form)
const around = (filled: Data, more: Partial<Surroundings> = {}): Surroundings => ({
  form: filled,
  params: {},
  facts: {},
  ...more,
})
const members = [
  { name: '甲', age: 40, pets: [{ legs: 4 }] },
  { name: '乙', age: 8, pets: [] },
]

// Kleene's strong three-valued logic, written out: the oracle.
const U = undefined
const KLEENE: readonly [a: Data, b: Data, and: Data, or: Data][] = [
  [true, true, true, true],
  [true, false, false, true],
  [true, U, U, true],
  [false, true, false, true],
  [false, false, false, false],
  [false, U, false, U],
  [U, true, U, true],
  [U, false, false, U],
  [U, U, U, U],
]
for (const [a, b, and, or] of KLEENE) {
  test(`${a} and ${b} is ${and}; or is ${or}`, () => {
    const over = around({ a, b })
    assert.equal(evaluate(['and', ['field', 'a'], ['field', 'b']], over), and)
    assert.equal(evaluate(['or', ['field', 'a'], ['field', 'b']], over), or)
    assert.equal(evaluate(['not', ['field', 'a']], over), a === U ? U : !a)
  })
}

const limit = table(['param', 'limit'])
const rows: readonly [why: string, Expression, filled: Data, value: Data][] = [
  ['a field', f.floors.expression, { floors: 3 }, 3],
  ['a field inside a group', f.planned.area.expression, { planned: { area: 98 } }, 98],
  ['a field not typed yet', f.floors.expression, {}, U],
  ['a field that is null', f.floors.expression, { floors: null }, U],
  ['a field under something that is no group', f.planned.area.expression, { planned: 3 }, U],
  ['an inherited name is no field', ['field', 'constructor'], {}, U],
  ['a row by position', ['field', 'members.1.name'], { members }, '乙'],
  ['a sum', f.floors.plus(2).minus(1).times(10).expression, { floors: 3 }, 40],
  ['a sum with an unknown half', f.floors.plus(f.planned.area).expression, { floors: 3 }, U],
  ['a sum with a text', f.floors.plus(1).expression, { floors: '3' }, U],
  ['a product beyond all numbers', num(1e308).times(10).expression, {}, U],
  ['less', f.floors.lt(3).expression, { floors: 3 }, false],
  ['at most', f.floors.lte(3).expression, { floors: 3 }, true],
  ['more', f.floors.gt(3).expression, { floors: 4 }, true],
  ['at least', f.floors.gte(3).expression, { floors: 2 }, false],
  ['equal texts', f.planned.how.is('new').expression, { planned: { how: 'new' } }, true],
  ['unequal texts', f.planned.how.isNot('new').expression, { planned: { how: 'new' } }, false],
  ['equal to the unknown', f.planned.how.is('new').expression, {}, U],
  ['a count', f.members.count().expression, { members }, 2],
  ['a count of nothing', f.members.count().expression, { members: [] }, 0],
  ['a count of the unknown', f.members.count().expression, {}, U],
  ['a count of a text', f.members.count().expression, { members: 'ab' }, U],
  ['some', f.members.some((one) => one.age.lt(18)).expression, { members }, true],
  [
    'some, one unknown, one true',
    f.members.some((one) => one.age.lt(18)).expression,
    { members: [{}, { age: 8 }] },
    true,
  ],
  [
    'some, one unknown, none true',
    f.members.some((one) => one.age.lt(18)).expression,
    { members: [{}, { age: 40 }] },
    U,
  ],
  ['some of none', f.members.some((one) => one.age.lt(18)).expression, { members: [] }, false],
  ['every', f.members.every((one) => one.age.lt(90)).expression, { members }, true],
  ['every of none', f.members.every((one) => one.age.lt(0)).expression, { members: [] }, true],
  ['a sum over rows', f.members.sum((one) => one.age).expression, { members }, 48],
  ['a sum over rows not whole yet', f.members.sum((one) => one.age).expression, { members: [{}] }, U],
  ['the first row', f.members.first((one) => one.name).expression, { members }, '甲'],
  ['the first of none', f.members.first((one) => one.name).expression, { members: [] }, U],
  ['a list in a list', f.members.some((one) => one.pets.some((pet) => pet.legs.is(4))).expression, { members }, true],
  ['an item outside any list', ['item', 'name'], { members }, U],
  ['one or the other', either(f.sold, 1, 2).expression, { sold: false }, 2],
  ['one or the other, not known which', either(f.sold, 1, 2).expression, {}, U],
  ['below the first row of a table', limit.at(num(0)).expression, {}, U],
  ['on a row of a table', limit.at(num(4)).expression, {}, 100],
  ['between rows of a table', limit.at(num(5)).expression, {}, 100],
  ['beyond the last row of a table', limit.at(num(99)).expression, {}, 120],
]
for (const [why, expression, filled, value] of rows) {
  test(`${why} is ${String(value)}`, () => {
    const over = around(filled, {
      params: {
        limit: [
          [1, 80],
          [4, 100],
          [6, 120],
        ],
      },
    })
    assert.deepEqual(evaluate(expression, over), value)
    assert.deepEqual(evaluate(JSON.parse(JSON.stringify(expression)), over), value, 'as stored')
    assert.equal(isTrue(expression, over), value === true)
  })
}

test('a path reads rows and never what is inherited', () => {
  assert.equal(at({ a: [{ b: 1 }] }, 'a.0.b'), 1)
  for (const path of ['a.length.x', '__proto__', 'a.0.toString', '', 'a..b', 'a.-1'])
    assert.equal(at({ a: [{ b: 1 }] }, path), undefined)
})

const names = ['floors', 'planned.area', 'members', 'constructor', '__proto__', '', 'members.0.name', 'nope']
const data: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Data>(undefined, null, true, false, 0, -1, 3.5, Number.NaN, Infinity, '', 'new', '3'),
    fc.array(tie('data'), { maxLength: 3 }) as fc.Arbitrary<Data>,
    fc.dictionary(
      fc.constantFrom('floors', 'planned', 'area', 'members', 'name', 'age'),
      tie('data'),
    ) as fc.Arbitrary<Data>,
  ),
})).data
const operations = [...Object.keys(OPERATIONS), 'eval', 'constructor', '__proto__'] as Operation[]
const wild: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom<Expression>(true, false, 0, 1, -2.5, 1e308, ...names, null as never, {} as never, [] as never),
    fc
      .tuple(fc.constantFrom(...operations), fc.array(tie('node'), { maxLength: 3 }))
      .map(([name, args]) => [name, ...args] as Expression),
  ),
})).node

test('any expression over any data has a value and never throws; numbers that come out are finite', () => {
  fc.assert(
    fc.property(wild, data, data, (expression, filled, more) => {
      const facts = (
        typeof more === 'object' && more !== null && !Array.isArray(more) ? more : {}
      ) as Surroundings['facts']
      const value = evaluate(expression, around(filled, { params: facts, facts }))
      assert.deepEqual(value, evaluate(expression, around(filled, { params: facts, facts })), 'the same again')
    }),
    { seed: 3, numRuns: 3_000 },
  )
})

const FIELDS: Readonly<Record<string, ExpressionType>> = {
  floors: 'number',
  sold: 'truth',
  village: 'text',
  members: 'list',
}
const ITEMS: Readonly<Record<string, ExpressionType>> = {
  'members.name': 'text',
  'members.age': 'number',
  'members.pets': 'list',
  'members.pets.legs': 'number',
}
const scope: Scope = {
  field: (path) => FIELDS[path],
  item: (path, name) => ITEMS[`${path}.${name}`],
  param: (name) => (name === 'limit' ? 'table' : undefined),
  fact: (name) => (name === 'live' ? 'number' : undefined),
}

test('the type of any JSON is a type or a sentence, never an exception', () => {
  fc.assert(
    fc.property(wild, (expression) => {
      const found = typeOfExpression(expression, scope)
      assert.ok('type' in found || found.problem.length > 3)
    }),
    { seed: 4, numRuns: 3_000 },
  )
})

/** Expressions built by the type rules themselves. */
const typed = fc.letrec<Record<ExpressionType, Expression>>((tie) => {
  const node = (name: Operation, ...args: fc.Arbitrary<Expression>[]) =>
    fc.tuple(...args).map((all) => [name, ...all] as unknown as Expression)
  const leaf = (...expressions: Expression[]) => fc.constantFrom(...expressions)
  const [number, truth, textual] = [tie('number'), tie('truth'), tie('text')]
  return {
    number: fc.oneof(
      { depthSize: 'small' },
      leaf(0, 2.5, ['field', 'floors'], ['fact', 'live']),
      node('plus', number, number),
      node('minus', number, number),
      node('times', number, number),
      node('if', truth, number, number),
      node('count', tie('list')),
      node('sum', tie('list'), leaf(['item', 'age'], 1)),
      node('bracket', tie('table'), number),
    ),
    truth: fc.oneof(
      { depthSize: 'small' },
      leaf(true, ['field', 'sold']),
      node('and', truth, truth),
      node('or', truth, truth),
      node('not', truth),
      node('eq', number, number),
      node('eq', textual, textual),
      node('lt', number, number),
      node('lte', number, number),
      node('some', tie('list'), leaf(['eq', ['item', 'name'], 'x'], true)),
    ),
    text: fc.oneof(
      { depthSize: 'small' },
      leaf('x', ['field', 'village']),
      node('first', tie('list'), leaf(['item', 'name'], 'y')),
      node('if', truth, textual, textual),
    ),
    list: leaf(['field', 'members']),
    table: leaf(['param', 'limit']),
  }
})

test('what the type rules allow has the type they say, whatever the data: that value or unknown', () => {
  const is: Readonly<Record<string, (value: Data) => boolean>> = {
    number: (value) => Number.isFinite(value),
    truth: (value) => typeof value === 'boolean',
    text: (value) => typeof value === 'string',
  }
  const sound = fc.record({
    floors: fc.option(fc.integer(), { nil: undefined }),
    sold: fc.option(fc.boolean(), { nil: undefined }),
    village: fc.option(fc.string(), { nil: undefined }),
    members: fc.array(fc.record({ name: fc.string(), age: fc.option(fc.integer(), { nil: undefined }) })),
  })
  for (const type of ['number', 'truth', 'text'] as const) {
    fc.assert(
      fc.property(typed[type], sound, (expression, filled) => {
        assert.deepEqual(typeOfExpression(expression, scope), { type })
        const value = evaluate(expression, around(filled as Data, { params: { limit: [[0, 1]] }, facts: { live: 1 } }))
        assert.ok(value === undefined || is[type]?.(value), `${JSON.stringify(expression)} gave ${String(value)}`)
      }),
      { seed: 5, numRuns: 500 },
    )
  }
})

const problems: readonly [Expression, RegExp][] = [
  [['nope', 1] as never, /没有「nope」这种运算/],
  [['constructor', 1] as never, /没有「constructor」这种运算/],
  [[] as never, /没有「undefined」这种运算/],
  [{ a: 1 } as never, /不是表达式/],
  [null as never, /不是表达式/],
  [['lt', 1], /「lt」要 2 个参数，写了 1 个/],
  [['lt', 1, 'x'], /「lt」第 2 个参数要数，得到文字/],
  [['and', true, 1], /「and」第 2 个参数要是或否，得到数/],
  [['eq', 1, 'x'], /「eq」两边不是一类：数与文字/],
  [['eq', ['field', 'members'], ['field', 'members']], /「eq」第 1 个参数要单个的值，得到一列/],
  [['field', 'nope'], /字段「nope」不存在/],
  [['field', 3], /「field」要一个名字，写了 3/],
  [['param', 'nope'], /参数「nope」不存在/],
  [['fact', 'nope'], /事实「nope」不存在/],
  [['item', 'name'], /列表项「name」不存在/],
  [['some', ['field', 'floors'], true], /「some」第 1 个参数要一列，得到数/],
  [['some', ['field', 'members'], ['eq', ['item', 'nope'], 1]], /列表项「nope」不存在/],
  [['bracket', 3, 3], /「bracket」第 1 个参数要一张表，得到数/],
]
for (const [expression, says] of problems) {
  test(`${JSON.stringify(expression)}: ${says.source}`, () => {
    const found = typeOfExpression(expression, scope)
    assert.ok('problem' in found)
    assert.match(found.problem, says)
  })
}

test('inside a list in a list, items are those of the inner one', () => {
  const inner: Expression = ['some', ['item', 'pets'], ['lt', ['item', 'legs'], 4]]
  assert.deepEqual(typeOfExpression(['some', ['field', 'members'], inner], scope), { type: 'truth' })
})
