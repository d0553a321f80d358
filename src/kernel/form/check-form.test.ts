import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '../calendar/plain-date.ts'
import type { Data } from '../service/evaluate.ts'
import { checkForm, type FormProblemCode } from './check-form.ts'
import {
  choice,
  date,
  decimal,
  fieldAt,
  group,
  integer,
  leavesOf,
  list,
  longText,
  personName,
  phone,
  residentId,
  text,
  typeOfField,
  village,
  yesNo,
} from './form.ts'

const form = {
  village: village('村'),
  phone: phone('手机'),
  born: date('生日'),
  sold: yesNo('卖过没有'),
  reason: longText('理由', { maxLength: 10 }),
  members: list('家里人', { name: personName('姓名'), id: residentId('身份证号') }, { of: '人', min: 1, max: 2 }),
  planned: group('拟建', {
    area: decimal('面积', { unit: '㎡', max: 300 }),
    floors: integer('层数', { unit: '层', min: 1, max: 3 }),
    how: choice('怎么建', { new: '新建', rebuild: '翻建' }),
    east: text('东'),
  }),
}
const context = { on: plainDate('2024-09-02'), isVillage: (code: string) => code === '350521104-01' }
const member = { name: '张某甲', id: '350598198003071234' }
const sound = {
  village: '350521104-01',
  phone: '13800000001',
  born: '1980-03-07',
  sold: false,
  reason: '住房不够',
  members: [member],
  planned: { area: 118.5, floors: 3, how: 'new', east: '村道' },
}
const planned = (more: object) => ({ ...sound, planned: { ...sound.planned, ...more } })
const found = (filled: Data) => checkForm(form, filled, context).map(({ path, code }) => [path, code])

test('a sound form has no problems', () => assert.deepEqual(found(sound), []))

const rows: readonly [why: string, filled: unknown, path: string, code: FormProblemCode][] = [
  ['nothing at all', null, '', 'WRONG_SHAPE'],
  ['a list for a form', [], '', 'WRONG_SHAPE'],
  ['a text for a form', 'x', '', 'WRONG_SHAPE'],
  ['a field that is not declared', { ...sound, extra: 1 }, 'extra', 'WRONG_SHAPE'],
  ['an inherited name', { ...sound, __proto__x: 1 }, '__proto__x', 'WRONG_SHAPE'],
  ['an undeclared field in a row', { ...sound, members: [{ ...member, age: 3 }] }, 'members.0.age', 'WRONG_SHAPE'],
  ['a missing field', { ...sound, phone: undefined }, 'phone', 'FIELD_MISSING'],
  ['null', { ...sound, phone: null }, 'phone', 'FIELD_MISSING'],
  ['blanks', { ...sound, reason: ' \t　' }, 'reason', 'FIELD_MISSING'],
  ['a missing group', { ...sound, planned: undefined }, 'planned', 'FIELD_MISSING'],
  ['a text for a group', { ...sound, planned: 'x' }, 'planned', 'WRONG_SHAPE'],
  ['a village of another district', { ...sound, village: '350521104-99' }, 'village', 'UNKNOWN_VILLAGE'],
  ['a number for a village', { ...sound, village: 350521104 }, 'village', 'WRONG_SHAPE'],
  ['a landline', { ...sound, phone: '0595-8000000' }, 'phone', 'PHONE_INVALID'],
  ['a phone of 12 digits', { ...sound, phone: '138000000011' }, 'phone', 'PHONE_INVALID'],
  ['a day that is not', { ...sound, born: '1980-02-30' }, 'born', 'WRONG_SHAPE'],
  ['a text for yes or no', { ...sound, sold: 'no' }, 'sold', 'WRONG_SHAPE'],
  ['a text that is too long', { ...sound, reason: '一二三四五六七八九十一' }, 'reason', 'OUT_OF_RANGE'],
  ['no rows', { ...sound, members: [] }, 'members', 'FIELD_MISSING'],
  ['too many rows', { ...sound, members: [member, member, member] }, 'members', 'OUT_OF_RANGE'],
  ['a row that is no row', { ...sound, members: ['x'] }, 'members.0', 'WRONG_SHAPE'],
  ['an object for rows', { ...sound, members: { 0: member } }, 'members', 'WRONG_SHAPE'],
  [
    'a number of 17 digits',
    { ...sound, members: [{ ...member, id: '35059819800307123' }] },
    'members.0.id',
    'ID_INVALID',
  ],
  [
    'a wrong check digit',
    { ...sound, members: [{ ...member, id: '350598198003071235' }] },
    'members.0.id',
    'ID_INVALID',
  ],
  [
    'a birth on a day that is not',
    { ...sound, members: [{ ...member, id: '350598198002301234' }] },
    'members.0.id',
    'ID_INVALID',
  ],
  ['a small x', { ...sound, members: [{ ...member, id: '35059820200101123x' }] }, 'members.0.id', 'ID_INVALID'],
  ['a text for a number', planned({ area: '118.5' }), 'planned.area', 'WRONG_SHAPE'],
  ['no number', planned({ area: Number.NaN }), 'planned.area', 'WRONG_SHAPE'],
  ['endless', planned({ area: Infinity }), 'planned.area', 'WRONG_SHAPE'],
  ['half a floor', planned({ floors: 2.5 }), 'planned.floors', 'WRONG_SHAPE'],
  ['below the least', planned({ floors: 0 }), 'planned.floors', 'OUT_OF_RANGE'],
  ['above the most', planned({ area: 300.01 }), 'planned.area', 'OUT_OF_RANGE'],
  ['no option', planned({ how: 'constructor' }), 'planned.how', 'WRONG_SHAPE'],
  ['a number for a text', planned({ east: 3 }), 'planned.east', 'WRONG_SHAPE'],
]
for (const [why, filled, path, code] of rows) {
  test(`${why}: ${code} at “${path}”`, () => assert.deepEqual(found(filled as Data), [[path, code]]))
}

test('bounds belong to the range', () => {
  for (const area of [0, 300]) assert.deepEqual(found(planned({ area })), [])
})

test('every problem is told, in order of declaration, with a sentence that names the field', () => {
  const filled = { phone: '1', members: [{ id: '1' }], planned: { floors: 9 } }
  const problems = checkForm(form, filled, context)
  assert.deepEqual(
    problems.map(({ path }) => path),
    [
      'village',
      'phone',
      'born',
      'sold',
      'reason',
      'members.0.name',
      'members.0.id',
      'planned.area',
      'planned.floors',
      'planned.how',
      'planned.east',
    ],
  )
  for (const { path, message } of problems) {
    const title = fieldAt(form, path.replace(/\.\d+/g, ''))?.title ?? ''
    assert.ok(message.includes(title) || message.startsWith('请填写'), message)
  }
})

test('a birth after the day of receipt is not accepted, on the day it is', () => {
  const born = (digits: string) => ({ ...sound, members: [{ ...member, id: digits }] })
  assert.deepEqual(found(born('350598202409031235')), [['members.0.id', 'ID_INVALID']])
})

test('whatever is handed in, the check answers; without problems the types hold', () => {
  const junk = fc.anything({ withNullPrototype: true, maxDepth: 3 }) as fc.Arbitrary<Data>
  const half = fc.record(
    { village: junk, phone: junk, born: junk, sold: junk, reason: junk, members: fc.array(junk), planned: junk },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(junk, half as fc.Arbitrary<Data>), (filled) => {
      for (const { path, message } of checkForm(form, filled, context))
        assert.ok(typeof path === 'string' && message.length > 3)
    }),
    { seed: 7, numRuns: 1_000 },
  )
})

test('leaves and paths agree: each leaf is found at its path, with the type of its kind', () => {
  const leaves = [...leavesOf(form)]
  assert.equal(leaves.length, 11)
  for (const [path, field] of leaves) {
    assert.equal(fieldAt(form, path), field)
    assert.ok(typeOfField(field))
  }
  assert.equal(typeOfField(form.members), 'list')
  assert.equal(typeOfField(form.planned), undefined)
  for (const path of ['nope', 'planned.nope', 'village.x', 'constructor', 'members.constructor', ''])
    assert.equal(fieldAt(form, path), undefined)
})
