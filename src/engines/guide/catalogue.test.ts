import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Value } from '@sinclair/typebox/value'
import { catalogueGuides } from './catalogue.ts'
import { gateFaults } from './gate.ts'
import { answersOf, materialsOf } from './guide.ts'
import { GuideShape } from './shape.ts'

const FOLDER = new URL('../../../seed/guides/', import.meta.url)
const guides = globSync('*.txt', { cwd: FOLDER }).flatMap((file) =>
  catalogueGuides(readFileSync(new URL(file, FOLDER), 'utf8')),
)

test('the catalogue has at least 300 guides, each with an address of its own', () => {
  assert.ok(guides.length >= 300, String(guides.length))
  assert.equal(new Set(guides.map(({ slug }) => slug)).size, guides.length)
  assert.equal(new Set(guides.map(({ guide }) => guide.name)).size, guides.length)
  assert.ok(guides.every(({ slug }) => /^[a-z0-9-]{2,40}$/.test(slug)))
})

test('every guide of the catalogue has the declared shape and passes the gate of publication', () => {
  for (const { slug, guide } of guides) {
    const [error] = Value.Errors(GuideShape, guide)
    assert.equal(error, undefined, `${slug}: ${error?.path} ${error?.message}`)
    assert.deepEqual(gateFaults(guide), [], slug)
  }
})

test('every guide says plainly that it is sample text, and invents no article of a law', () => {
  for (const { slug, guide } of guides) {
    assert.ok(guide.sample, slug)
    for (const { article } of guide.basis) assert.match(article, /^(待核)?$/, slug)
  }
})

test('walkthroughs are not one text: no two guides tell the same materials, steps and questions', () => {
  const told = guides.map(({ guide }) =>
    JSON.stringify([guide.materials.map((one) => one.title), guide.steps, guide.faqs]),
  )
  assert.equal(new Set(told).size, told.length)
  const notes = new Set(guides.flatMap(({ guide }) => guide.steps.map(({ note }) => note)))
  assert.ok(notes.size > 300, String(notes.size))
})

test('at least 100 matters can be done at a kiosk', () => {
  assert.ok(guides.filter(({ guide }) => guide.points.includes('kiosk')).length >= 100)
})

test('an answer takes away the materials that it makes needless, and unsure takes away none', () => {
  const { guide } = guides.find(({ slug }) => slug === 'food-business-new')!
  const titles = (answers: Record<string, string>) =>
    materialsOf(guide, answers).map(({ material, need }) => `${material.title}:${need}`)
  assert.ok(titles({}).includes('租赁合同:maybe'))
  assert.ok(titles({ a: '租来的' }).includes('租赁合同:mine'))
  assert.ok(!titles({ a: '自己的' }).some((one) => one.startsWith('租赁合同')))
  assert.ok(titles({ a: 'unsure' }).includes('租赁合同:maybe'))
  assert.ok(titles({}).includes('营业执照:licence'))
  assert.deepEqual(answersOf(guide, { a: '租来的', b: 'nonsense', c: 'x' }), { a: '租来的' })
})

test('a line that cannot be read is named', () => {
  assert.throws(() => catalogueGuides('@ 局 | 1 号窗口 | 题 | hall\nx | y'), /cannot be read: x \| y/)
  assert.throws(() => catalogueGuides('x | y'), /before any office/)
})
