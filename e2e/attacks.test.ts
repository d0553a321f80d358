// The corpus of attacks in a real browser: bundled as the pages are, with the browser's hash and signature check. It finds the
// same reasons as Node, in the same order, deed by deed.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ed25519 } from '@noble/curves/ed25519.js'
import { build } from 'vite'
import { verifyEd25519 } from '#platform/vault/ed25519.ts'
import { type Row, runCorpus } from '../test/attacks/corpus.ts'
import { sharedConfig } from '../web/build/config.ts'
import { openBrowser } from './support/browser.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

test('a browser finds what Node finds', { timeout: 120_000 }, async () => {
  // Inside the project, so that the packages are found.
  const folder = await mkdtemp(join(ROOT, 'web', 'dist-attacks-'))
  const browser = await openBrowser()
  try {
    const entry = join(folder, 'entry.ts')
    await writeFile(
      entry,
      `import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { runCorpus } from '${join(ROOT, 'test/attacks/corpus.ts')}'
import { verifyEd25519 } from '${join(ROOT, 'web/src/islands/check/lists.ts')}'
globalThis.found = runCorpus({
  hash: sha256,
  verify: verifyEd25519,
  sign: (message, secret) => ed25519.sign(message, secret),
  publicKeyOf: (secret) => ed25519.getPublicKey(secret),
})`,
    )
    const shared = sharedConfig()
    await build({
      ...shared,
      build: {
        ...shared.build,
        outDir: join(folder, 'out'),
        lib: { entry, formats: ['iife'], name: 'attacks', fileName: () => 'attacks.js' },
      },
    })
    const page = await browser.newPage()
    await page.goto('about:blank')
    await page.addScriptTag({ content: await readFile(join(folder, 'out', 'attacks.js'), 'utf8') })
    const inBrowser = (await page.evaluate('globalThis.found')) as Row[]
    const inNode = runCorpus({
      hash: (bytes) => hash('sha256', bytes, 'buffer'),
      verify: verifyEd25519,
      sign: (message, secret) => ed25519.sign(message, secret),
      publicKeyOf: (secret) => ed25519.getPublicKey(secret),
    })
    assert.ok(inNode.length > 80)
    assert.deepEqual(inBrowser, inNode)
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
})
