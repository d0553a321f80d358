// Pictures in the documents: each that a journey took is shown, and each that is shown was taken.

import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const documents = [...globSync('*.md'), ...globSync('docs/**/*.md')]
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
const shown = new Set(Array.from(documents.matchAll(/pictures\/([\w-]+)\.png/g), ([, name]) => name as string))
const taken = readdirSync('docs/pictures').map((file) => file.replace(/\.png$/, ''))

test('every picture is shown in a document, and every one that a document shows is there', () => {
  assert.deepEqual(
    taken.filter((name) => !shown.has(name)),
    [],
    'shown nowhere: add it to docs/pictures.md',
  )
  assert.deepEqual(
    [...shown].filter((name) => !taken.includes(name)),
    [],
    'not there: QINQING_PICTURES=1 npm test -- e2e',
  )
})
