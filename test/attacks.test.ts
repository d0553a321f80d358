// docs/attacks.md is what the checkers find of the corpus of attacks, in Node; e2e/attacks.test.ts holds that a browser finds the
// same. `node test/attacks.test.ts --update` writes it; a line that changed is a check that changed, and is reviewed as one.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { verifyEd25519 } from '#platform/vault/ed25519.ts'
import { type Row, runCorpus } from './attacks/corpus.ts'

const PAGE = new URL('../docs/attacks.md', import.meta.url)

const rows = runCorpus({
  hash: (bytes) => hash('sha256', bytes, 'buffer'),
  verify: verifyEd25519,
  sign: (message, secret) => ed25519.sign(message, secret),
  publicKeyOf: (secret) => ed25519.getPublicKey(secret),
})

const INTRODUCTION = `# 坏输入和攻击：每一样怎样被发现

Written by \`node test/attacks.test.ts --update\` from what the checkers found; the test fails when this page is no longer true,
and \`e2e/attacks.test.ts\` runs the same corpus (\`test/attacks/corpus.ts\`) in Chromium and finds the same reasons. What was done to the
log as a superuser of its database is in [log-attacks.md](log-attacks.md). Every code is explained in [proof.md](proof.md).
`

function pageOf(all: readonly Row[]): string {
  const groups = [...new Set(all.map(({ group }) => group))]
  const sections = groups.map((group) => {
    const lines = all
      .filter((row) => row.group === group)
      .map(
        ({ deed, found }) =>
          `| ${deed} | ${found.length === 0 ? '成立' : found.map((code) => `\`${code}\``).join('、')} |`,
      )
    return `## ${group}\n\n| 做了什么 | 发现 |\n|---|---|\n${lines.join('\n')}\n`
  })
  return [INTRODUCTION, ...sections].join('\n')
}

if (process.argv.includes('--update')) writeFileSync(PAGE, pageOf(rows))

/** Deeds that change nothing that matters, or that a checker without the log cannot see; all others are found. */
const HOLDS = /^照原样|^检查点照原样|没有人排到$|从托管取出$|只看文件$/

test('every attack is found, and what is sound holds', () => {
  for (const { deed, found, group } of rows) {
    assert.equal(found.length === 0, HOLDS.test(deed), `${group} · ${deed}: ${found.join() || 'nothing found'}`)
  }
})

test('one fault of a file has one reason, whichever kind of file it is', () => {
  for (const { group, deed, found } of rows)
    if (group.startsWith('文件')) assert.equal(found.length, 1, `${deed}: ${found}`)
})

test('docs/attacks.md says what was found', () => {
  assert.equal(readFileSync(PAGE, 'utf8'), pageOf(rows))
})
