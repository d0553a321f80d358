import assert from 'node:assert/strict'
import { test } from 'node:test'
import { taishang } from '#services/homestead/overlay-taishang.ts'
import declaration from '#services/homestead/service.ts'
import { compileService } from './compile.ts'
import { workingDays } from './step.ts'

const compile = (more: Partial<typeof taishang> = {}) =>
  compileService(declaration, { ...taishang, ...more }, (text) => text)

test('a district sets its own days, and the law they stand under stays written', () => {
  const { steps, limits } = compile({
    promised: workingDays(6),
    within: { notice: workingDays(7), joint: workingDays(3) },
  })
  const { notice, joint } = steps
  assert.deepEqual(notice?.kind === 'publicity' && notice.for, {
    days: 7,
    unit: 'workingDays',
    source: { law: '农经发〔2019〕6号', article: '第二部分' },
  })
  assert.equal(notice && 'within' in notice, false)
  assert.deepEqual(joint?.within, workingDays(3))
  assert.equal(limits.promised.days, 6)
  assert.deepEqual(compile().steps.joint?.within, workingDays(4))
})

test('a limit for a step that is not there, or has none, is a mistake of the overlay', () => {
  for (const name of ['jiont', 'permit', 'done', 'constructor'])
    assert.throws(() => compile({ within: { [name]: workingDays(1) } }), new RegExp(`limits homestead.${name}`))
})

test('the version is the hash of the whole text, in the order of declaration', () => {
  const { version, ...definition } = compile()
  assert.equal(version, JSON.stringify(definition))
})
