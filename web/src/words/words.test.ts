import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { en } from './en.ts'
import { speaker, type Words } from './words.ts'
import { citizenWords, zhHans } from './zh-Hans.ts'

const SRC = new URL('../', import.meta.url)
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts') && !/^(words|pages\/gallery)/.test(file))
  .map((file) => ({ file, text: readFileSync(new URL(file, SRC), 'utf8') }))
const words: Readonly<Record<string, string>> = zhHans

/** Components are not seen by the type checker, so what it promises for `t` is held here. */
test('every text that a component says stands in the dictionary, with a value for each of its blanks', () => {
  for (const { file, text } of sources.filter(({ file }) => file.endsWith('.vue'))) {
    for (const [, key, values = ''] of text.matchAll(/\bt\(\s*'([^']+)'\s*(?:,\s*\{([^}]*)\})?/g)) {
      assert.ok(key! in words, `${file} says ${key}, which no dictionary has`)
      const blanks = [...words[key!]!.matchAll(/\{(\w+)\}/g)].map(([, blank]) => blank)
      for (const blank of blanks) assert.match(values, new RegExp(`\\b${blank}\\b`), `${file}: ${key} lacks ${blank}`)
    }
  }
})

test('every text of the dictionary is said somewhere', () => {
  const all = sources.map(({ text }) => text).join('\n')
  const unused = Object.keys(words).filter((key) => !all.includes(`'${key}'`))
  assert.deepEqual(unused, [])
})

test('no key stands in two parts of the dictionary, where one would hide the other', () => {
  const parts = readdirSync(new URL('zh-Hans/', import.meta.url)).map((file) =>
    readFileSync(new URL(`zh-Hans/${file}`, import.meta.url), 'utf8'),
  )
  const keys = parts.flatMap((part) => [...part.matchAll(/^ {2}'?([\w.-]+)'?:/gm)].map(([, key]) => key!))
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  )
  assert.equal(keys.length, Object.keys(words).length)
})

test('components hold no Chinese text of their own', () => {
  for (const { file, text } of sources.filter(({ file }) => file.endsWith('.vue'))) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    assert.doesNotMatch(code, /\p{Script=Han}/u, file)
  }
})

test('citizens and the public are told nothing that only the console has words for', () => {
  const staff = Object.keys(words).filter((key) => !(key in citizenWords))
  for (const { file, text } of sources.filter(({ file }) => !file.startsWith('console/') && file !== 'server.ts')) {
    assert.deepEqual(
      staff.filter((key) => text.includes(`'${key}'`)),
      [],
      file,
    )
  }
})

test('the English of a text has the blanks of the Chinese, and no Chinese', () => {
  const blanksOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, blank]) => blank))].sort()
  for (const [key, text] of Object.entries(en)) {
    assert.deepEqual(blanksOf(text), blanksOf(words[key]!), key)
    assert.doesNotMatch(text, /[\p{Script=Han}，。：；（）]/u, key)
  }
})

test('English counts one and many', () => {
  const t = speaker({ 'home.left': '{n} working {n|day|days} left' }, 'en')
  assert.equal(t('home.left', { n: 1 }), '1 working day left')
  assert.equal(t('home.left', { n: 0 }), '0 working days left')
})

test('a blank is filled, an unknown key shows as itself', () => {
  const t = speaker({ 'field.faults': '有 {n} 处要改' } satisfies Partial<Words>)
  assert.equal(t('field.faults', { n: 2 }), '有 2 处要改')
  assert.equal(t('field.pick'), 'field.pick')
})
