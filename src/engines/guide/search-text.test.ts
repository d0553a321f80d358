import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { catalogueGuides } from './catalogue.ts'
import { closeness, gramsOf, queryOf, soundQuery, synonymsOf, tokensOf } from './search-text.ts'

const tongue = {
  fold: (text: string) => text.replaceAll('證', '证'),
  syllables: (text: string) =>
    [...text].map((sign) => ({ 居: 'ju', 民: 'min', 身: 'shen', 份: 'fen', 证: 'zheng' })[sign] ?? sign),
}
const [{ guide } = assert.fail()] = catalogueGuides(
  '@ 局 | 1 号窗口 | 题 | hall\nid | 居民身份证 | 确 | 人 | 身份证 | 某法 | 20/0 | 办 |  | 照片 | 急吗:急/不急 | 补身份证 | 问→答',
)

test('a text becomes pairs of signs, letters and figures stay whole', () => {
  assert.deepEqual(gramsOf('开ktv店 12345'), ['开', 'ktv', '店', '12345'])
  assert.deepEqual(gramsOf('食品经营'), ['食品', '品经', '经营'])
})

test('a title has its pairs, what people call it, and its pinyin from every sign on', () => {
  const { names } = tokensOf(guide, tongue)
  for (const token of [`'居民':1A`, `'补身':`, `'~jmsfz':`, `'~sfz':`, `'~shenfenzheng':`])
    assert.ok(names.includes(token), token)
})

test('what is said around the thing is left out, what was meant is looked for, too', () => {
  const synonyms = synonymsOf('# x\n盖房子 = 宅基地')
  assert.equal(queryOf('我想盖房子', tongue, synonyms)?.strict, `('盖房'&'房子')|('宅基'&'基地')`)
  assert.equal(queryOf('！？', tongue, synonyms), undefined)
  assert.equal(queryOf('sfz', tongue, synonyms)?.strict, `(('sfz':*|'~sfz':*))`)
  assert.equal(queryOf('身份證', tongue, synonyms)?.text, '身份证')
})

test('what is typed can never become an operator of the query', () => {
  const query = queryOf(`'|!&<->()\\:* 身份`, tongue, new Map())
  assert.equal(query?.strict, `('身份')`)
})

test('a wrong sign that sounds right is found by its sound', () => {
  assert.equal(soundQuery('身份证', tongue), `'~shenfenzheng':*`)
  assert.equal(soundQuery('abc', tongue), undefined)
})

test('the nearest name comes first', () => {
  const of = (title: string, everyday = '') => closeness('身份证', { title, everyday })
  assert.ok(
    of('身份证') > of('身份证补发') && of('身份证补发') > of('居民身份证') && of('居民身份证') > of('护照', '补身份证'),
  )
  assert.equal(of('护照'), 0)
})

test('the table of synonyms that the platform ships can be read', () => {
  const table = readFileSync(new URL('../../../seed/guides/synonyms.tsv', import.meta.url), 'utf8')
  assert.ok(synonymsOf(table).size > 60)
  assert.throws(() => synonymsOf('only one side'), /cannot be read/)
})
