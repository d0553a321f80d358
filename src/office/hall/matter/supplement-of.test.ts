import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { encodeForm } from '#kernel/form/posted-form.ts'
import { refusal } from '#kernel/refusal.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import { APPLICATION, HOMESTEAD } from '../../../../test/support/homestead.ts'
import { askedTexts, kindsAsked, mendedForm, refusedSupplement } from './supplement-of.ts'

const form = APPLICATION.form as Data
const posted = encodeForm(HOMESTEAD.form, form)
const leaves = Object.keys(posted)
const asking = (...fields: string[]) => fields.map((field) => ({ field, reason: '请核对' }))

describe('the form a supplement hands in', () => {
  it('holds the asked field as posted, typed like the declaration', () => {
    const mended = mendedForm(HOMESTEAD, form, asking('planned.plotAreaM2', 'members.1.name'), {
      ...posted,
      'planned.plotAreaM2': '９０',
      'members.1.name': '林某',
    })
    assert.equal(at(mended, 'planned.plotAreaM2'), 90)
    assert.equal(at(mended, 'members.1.name'), '林某')
  })
  it('takes a whole list where a list was asked, rows taken away included', () => {
    const mended = mendedForm(HOMESTEAD, form, asking('members'), {
      'members.0.name': '张某',
      'members.0.relation': 'householder',
    })
    assert.deepEqual(at(mended, 'members'), [{ name: '张某', relation: 'householder' }])
  })
  it('is otherwise the very form that was handed in, whatever else is posted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...leaves), { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...leaves, 'x', 'members.9.name', '__proto__'), fc.string()),
        (asked, typed) => {
          const mended = mendedForm(HOMESTEAD, form, asking(...asked), typed)
          for (const path of leaves) if (!asked.includes(path)) assert.deepEqual(at(mended, path), at(form, path), path)
          assert.deepEqual(
            Object.keys(askedTexts(asking(...asked), typed)).filter((name) => !asked.includes(name)),
            [],
          )
        },
      ),
    )
  })
})

describe('a refused supplement', () => {
  const asked = [
    { material: 'house-plan', reason: '不清楚' },
    { material: 'house-plan', reason: '缺一页' },
    ...asking('phone'),
  ]
  it('names each missing material once, beside it and in the summary', () => {
    assert.deepEqual(kindsAsked(asked), ['house-plan'])
    const { faults, fileFaults } = refusedSupplement(
      HOMESTEAD,
      asked,
      [],
      refusal('SUPPLEMENT_INCOMPLETE', { missing: '住宅设计图' }),
    )
    assert.deepEqual(faults, [{ path: 'file.house-plan', message: '请交住宅设计图' }])
    assert.deepEqual(fileFaults, { 'house-plan': { message: '请交住宅设计图' } })
  })
  it('never comes back without a word', () => {
    const { faults } = refusedSupplement(
      HOMESTEAD,
      asking('phone'),
      [],
      refusal('SUPPLEMENT_OUTSIDE', { field: '姓名' }),
    )
    assert.match(faults[0]!.message, /「姓名」不在补正范围内/)
  })
})
