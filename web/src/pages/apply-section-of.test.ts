import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../dev/kernel-imports.ts'

const { SERVICES } = await import('../../../src/services/index.ts')
const { checkForm } = await import('../../../src/kernel/form/check-form.ts')
const { checkedForm } = await import('./apply-section-of.ts')

test('the browser gets every field of a form, in groups and lists too, without why it is asked', () => {
  for (const { declaration } of SERVICES) {
    const given = JSON.stringify(checkedForm(declaration.form))
    assert.doesNotMatch(given, /"purpose"/, declaration.slug)
    const personal = /,"personal":\{"purpose":"[^"]*","basis":"[^"]*","retain":"[^"]*"\}/g
    assert.equal(given, JSON.stringify(declaration.form).replace(personal, ''), declaration.slug)
  }
})

test('a field may itself be called personal', () => {
  const form = { personal: { kind: 'text', title: '本人' } } as const
  assert.deepEqual(checkedForm(form), form)
  assert.equal(checkForm(checkedForm(form), {}, { on: '2026-06-01' as never, isVillage: () => true }).length, 1)
})
