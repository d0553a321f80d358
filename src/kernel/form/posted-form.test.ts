import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  choice,
  date,
  decimal,
  group,
  integer,
  list,
  personName,
  phone,
  residentId,
  text,
  village,
  yesNo,
} from './form.ts'
import { addRow, decodeForm, encodeForm, removeRow, rowsOf } from './posted-form.ts'

const members = list(
  '家庭成员',
  { name: personName('姓名'), idNumber: residentId('身份证号') },
  { of: '家庭成员', min: 1, max: 4 },
)
const form = {
  village: village('村'),
  phone: phone('手机'),
  born: date('生日'),
  sold: yesNo('卖过没有'),
  members,
  planned: group('拟建', {
    plotAreaM2: decimal('面积', { unit: '㎡' }),
    floors: integer('层数', { unit: '层' }),
    situation: choice('怎么建', { new: '新建', rebuild: '翻建' }),
    bounds: group('四至', { east: text('东') }),
  }),
}

const rows: readonly [typed: Record<string, string>, means: object, why: string][] = [
  [{}, { members: [], planned: { bounds: {} } }, 'an empty post is an empty form'],
  [{ village: '  ' }, { members: [], planned: { bounds: {} } }, 'blanks are absent'],
  [
    { phone: '+86 138-0013 8000' },
    { phone: '13800138000', members: [], planned: { bounds: {} } },
    'phones lose their decoration',
  ],
  [
    { 'planned.plotAreaM2': '１１８．５' },
    { members: [], planned: { plotAreaM2: 118.5, bounds: {} } },
    'full-width figures are figures',
  ],
  [
    { 'planned.plotAreaM2': '1,180' },
    { members: [], planned: { plotAreaM2: 1180, bounds: {} } },
    'thousands may be grouped',
  ],
  [
    { 'planned.floors': '三层' },
    { members: [], planned: { floors: '三层', bounds: {} } },
    'what is no number stays for the check',
  ],
  [
    { 'planned.floors': '1e3' },
    { members: [], planned: { floors: '1e3', bounds: {} } },
    'programmers’ numbers are not numbers',
  ],
  [
    { sold: 'no', 'planned.bounds.east': '村道' },
    { sold: false, members: [], planned: { bounds: { east: '村道' } } },
    'no is false',
  ],
  [
    { 'born.year': '1990', 'born.month': '3', 'born.day': '１' },
    { born: '1990-03-01', members: [], planned: { bounds: {} } },
    'three boxes make a date',
  ],
  [{ born: '1990-03-01' }, { born: '1990-03-01', members: [], planned: { bounds: {} } }, 'a whole date is a date'],
  [
    { 'members.1.idNumber': '35059820200101123x' },
    { members: [{}, { idNumber: '35059820200101123X' }], planned: { bounds: {} } },
    'rows keep their place; x is X',
  ],
  [
    { 'members.0.name': '陈某', 'members.2.name': ' ' },
    { members: [{ name: '陈某' }], planned: { bounds: {} } },
    'blank rows at the end fall away',
  ],
  [
    { surprise: '1', 'members.x.name': '1', '__proto__.y': '1' },
    { members: [], planned: { bounds: {} } },
    'undeclared names are left out',
  ],
]
for (const [typed, means, why] of rows) {
  test(`decode: ${why}`, () => assert.deepEqual(decodeForm(form, typed), means))
}

test('a row number beyond the list never makes more than one row too many', () => {
  assert.equal((decodeForm(form, { 'members.999.name': '某' }).members as unknown[]).length, 0)
  assert.equal(rowsOf(members, { 'members.999.name': '某' }, 'members'), 5)
})

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true })

test('what encode writes, decode reads back', () => {
  const member = record({
    name: fc.constantFrom('陈某甲', '林 某'),
    idNumber: fc.constantFrom('350598198001010018', '35059820200101123X'),
  })
  const filled = record({
    village: fc.constant('350521104-01'),
    phone: fc.constant('13800138000'),
    born: fc.constant('1990-03-01'),
    sold: fc.boolean(),
    members: fc.array(member, { maxLength: 4 }),
    planned: record({
      plotAreaM2: fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100),
      floors: fc.integer({ min: 0, max: 9 }),
      situation: fc.constantFrom('new', 'rebuild'),
      bounds: record({ east: fc.constantFrom('村道', '1', 'yes') }),
    }),
  })
  fc.assert(
    fc.property(filled, (data) => assert.deepEqual(decodeForm(form, encodeForm(form, data)), data)),
    { seed: 6, numRuns: 300 },
  )
})

test('adding and removing rows leaves the other rows as they were', () => {
  const two = encodeForm(form, {
    members: [
      { name: '甲', idNumber: '1' },
      { name: '乙', idNumber: '2' },
    ],
  })
  const three = addRow(members, two, 'members')
  assert.equal(rowsOf(members, three, 'members'), 3)
  assert.deepEqual(decodeForm(form, removeRow(three, 'members', 0)).members, [{ name: '乙', idNumber: '2' }])
  assert.deepEqual(removeRow(three, 'members', 2), two)
})

test('a full list takes no further row', () => {
  const full = encodeForm(form, { members: [1, 2, 3, 4].map((one) => ({ name: String(one) })) })
  assert.equal(addRow(members, full, 'members'), full)
})
