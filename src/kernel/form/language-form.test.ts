// Fields that may be left blank, fields asked only in some cases, and the kinds beyond a household's form.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../calendar/plain-date.ts'
import { keptFormula } from '../service/formula.ts'
import { checkForm, type FormContext, isAsked } from './check-form.ts'
import { displayRows, sayMoney } from './display.ts'
import {
  answer,
  anyId,
  beside,
  choice,
  creditCode,
  entry,
  formula,
  list,
  longText,
  money,
  text,
  unit,
  yesNo,
} from './form.ts'
import { decodeForm, encodeForm } from './posted-form.ts'

const NAMES = { 年龄: { type: 'number', means: ['field', 'age'] } } as const
const form = {
  code: creditCode('统一社会信用代码'),
  who: anyId('证件号码'),
  kind: choice('类别', { plain: '一般', urgent: '紧急' }),
  why: longText('为什么急', { when: answer.text('kind').is('urgent') }),
  note: text('备注', { optional: true }),
  cap: money('上限'),
  dept: unit('部门', 'department', { optional: true }),
  policy: entry('政策', 'policies', { optional: true }),
  rule: formula('条件', 'truth', NAMES),
  rows: list('人', { paid: yesNo('付过吗'), amount: money('付了多少', { when: beside.truth('paid') }) }, { of: '人' }),
}
const filled = {
  code: '91350211M0000XUF46',
  who: '83000019880520001X',
  kind: 'plain',
  cap: 123_450,
  rule: keptFormula('年龄 < 45', NAMES) as string,
  rows: [{ paid: true, amount: 5 }, { paid: false }],
}
const context: FormContext = {
  on: plainDate('2024-09-02'),
  isVillage: () => false,
  isUnit: (code, level) => code === 'industry' && level === 'department',
}
const problems = (change: object) =>
  checkForm(form, { ...filled, ...change } as never, context).map(({ path, message }) => `${path} ${message}`)

test('what may be left blank, or is not asked, is not missed', () => assert.deepEqual(problems({}), []))

test('a condition decides whether a field is missed or unwanted', () => {
  assert.deepEqual(problems({ kind: 'urgent' }), ['why 请填写为什么急'])
  assert.deepEqual(problems({ why: '停产' }), ['why 为什么急：这种情形不用填'])
  assert.deepEqual(problems({ kind: 'urgent', why: '停产' }), [])
  assert.equal(isAsked(form.why, {}), 'unknown')
})

test('in a list, a condition reads the element it stands in', () => {
  assert.deepEqual(problems({ rows: [{ paid: true }] }), ['rows.0.amount 请填写付了多少'])
  assert.deepEqual(problems({ rows: [{ paid: false, amount: 3 }] }), ['rows.0.amount 付了多少：这种情形不用填'])
})

test('any identity: a citizen number, a residence permit, a travel permit; a firm by its code', () => {
  for (const who of ['350598198003071234', '83000019880520001X', '12345678'])
    assert.deepEqual(problems({ who }), [], who)
  assert.match(problems({ who: '350598198003071235' })[0] ?? '', /校验位/)
  assert.match(problems({ who: 'abc' })[0] ?? '', /18 位身份证号或居住证号/)
  assert.match(problems({ code: '91350211M0000XUF4I' })[0] ?? '', /没有 I、O/)
  assert.match(problems({ code: '91110108MA00000000' })[0] ?? '', /最后一位/)
})

test('money is whole cents; offices are those there are; a formula is kept as it was read', () => {
  assert.match(problems({ cap: 1.5 })[0] ?? '', /两位小数/)
  assert.match(problems({ dept: 'nowhere' })[0] ?? '', /列出的单位/)
  assert.deepEqual(problems({ dept: 'industry' }), [])
  assert.match(problems({ rule: '年龄 < 45' })[0] ?? '', /没有读过/)
  assert.match(problems({ rule: keptFormula('年龄 + 1', NAMES) })[0] ?? '', /要写成一个条件/)
  const forged = (filled.rule as string).replace('45', '99')
  assert.match(problems({ rule: forged })[0] ?? '', /没有读过/, 'the expression belongs to what was written')
})

test('what is posted is read back, without the answers to questions that were not asked', () => {
  assert.deepEqual(decodeForm(form, encodeForm(form, filled)), filled)
  assert.equal(encodeForm(form, filled).cap, '1234.5')
  const posted = { ...encodeForm(form, filled), why: '写过又改了类别', 'rows.1.amount': '7' }
  assert.deepEqual(decodeForm(form, posted), filled)
  assert.equal(decodeForm(form, { cap: '￥1,234.50 元' }).cap, 123_450)
  assert.equal(decodeForm(form, { cap: '1.234' }).cap, '1.234', 'left to the check')
})

test('what was not asked is not shown; money and formulas are shown as people write them', () => {
  const rows = displayRows(form, filled, new Map())
  assert.deepEqual(
    rows.map(({ path }) => path),
    ['code', 'who', 'kind', 'cap', 'rule', 'rows.0.paid', 'rows.0.amount', 'rows.1.paid'],
  )
  assert.equal(rows.find(({ path }) => path === 'cap')?.value, '1,234.50 元')
  assert.equal(rows.find(({ path }) => path === 'rule')?.value, '年龄 < 45')
  assert.deepEqual([sayMoney(100), sayMoney(-123_456_789)], ['1', '−1,234,567.89'])
})
