// The house stands as ARCHITECTURE.md draws it. No plug-in: imports are read with a pattern (layers.ts).
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as rules from './layers.ts'

const ROOT = join(import.meta.dirname, '..')
const files = globSync(
  ['src/**/*.ts', 'web/src/**/*.{ts,vue}', 'test/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts', 'drill/**/*.ts'],
  { cwd: ROOT },
)
const texts = new Map(files.sort().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
const sources: rules.Sources = new Map([...texts].filter(([path]) => /^(src|web\/src)\//.test(path)))

/** A broken rule with a reason. An entry that no longer breaks its rule fails the test too, so that the list stays true. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'src/platform/postgres/roles.ts says “citizen”': 'the audiences of row-level security are names of database roles',
  'src/cli/import.ts names the service homestead': 'the example in its manual is one that works',
  'src/kernel/unit/role.ts names the service construction': 'the town office of that name is no service',
  'src/engines/budget/english/names.ts names the service construction': 'a class of spending in the state budget',
  'web/src/words/en/phrases/checks.ts names the service construction': 'the English of the town office of that name',
  'src/platform/config.ts': 'the one place that parses the environment',
  'src/cli/main.ts': 'hands the environment to commands as an argument',
}

const MAX_LINES = 500

/** File → why it may be longer. */
const LONG_FILES: Readonly<Record<string, string>> = {}

function assertOnlyExceptions(violations: readonly string[]): void {
  assert.deepEqual(
    violations.filter((violation) => !EXCEPTIONS[violation]),
    [],
  )
}

const RULES = {
  'imports point downwards, relative inside a floor and by # across': rules.layerViolations,
  'a desk imports no other desk but cases, registers and log': rules.deskViolations,
  'kernel, engines and services have no clock, randomness, environment or I/O': rules.purityViolations,
  'no imports run in a circle, types included': rules.importCycles,
  'the platform knows no government word': rules.vocabularyViolations,
  'a service is named in its own folder only': rules.serviceNameViolations,
  'the environment is read in one place': rules.environmentViolations,
}

for (const [fact, rule] of Object.entries(RULES)) test(fact, () => assertOnlyExceptions(rule(sources)))

test('every listed exception is still one', () => {
  const violations = new Set(Object.values(RULES).flatMap((rule) => rule(sources)))
  assert.deepEqual(
    Object.keys(EXCEPTIONS).filter((listed) => !violations.has(listed)),
    [],
  )
  assert.deepEqual(
    Object.keys(LONG_FILES).filter((path) => linesOf(path) <= MAX_LINES),
    [],
  )
})

test(`no file is longer than ${MAX_LINES} lines without a reason`, () => {
  assert.deepEqual(
    [...texts.keys()].filter((path) => linesOf(path) > MAX_LINES && !LONG_FILES[path]),
    [],
  )
})

test('every folder of src is named in ARCHITECTURE.md', () => {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')
  const folders = new Set([...sources.keys()].flatMap((path) => /^src\/(.+)\/[^/]+$/.exec(path)?.[1] ?? []))
  // Services are alike and many; each folder is described by its own declaration.
  const named = [...folders].filter((folder) => !folder.startsWith('services/'))
  assert.deepEqual(
    named.filter((folder) => !page.includes(`${folder}/`)),
    [],
  )
})

test('each rule finds what it is there for', () => {
  const found = (rule: (sources: rules.Sources) => string[], files: Record<string, string>) =>
    rule(new Map(Object.entries(files))).length
  const kernel = (text: string) => ({ 'src/kernel/a.ts': text })
  assert.equal(found(rules.layerViolations, kernel(`import type { X } from '#office/cases/x.ts'`)), 1)
  assert.equal(found(rules.layerViolations, kernel(`export * from '../engines/x.ts'`)), 1)
  assert.equal(
    found(rules.layerViolations, { 'src/office/a/b.ts': `import x from '../../kernel/x.ts'\nimport '#office/a/c.ts'` }),
    2,
  )
  assert.equal(found(rules.layerViolations, { 'src/office/a/b.ts': `import {\n  x,\n} from '#kernel/x.ts'` }), 0)
  assert.equal(found(rules.layerViolations, { 'web/src/a.ts': `import('../../src/platform/x.ts')` }), 1)
  assert.equal(found(rules.deskViolations, { 'src/office/a/b.ts': `import '../c/d.ts'\nimport '../cases/e.ts'` }), 1)
  assert.equal(
    found(rules.importCycles, {
      'src/kernel/a.ts': `import type { B } from './b.ts'`,
      'src/kernel/b.ts': `export { A } from './a.ts'`,
    }),
    1,
  )
  for (const bad of [
    'Date.now()',
    'new Date()',
    'Math.random()',
    'process.env',
    'globalThis.crypto',
    'fetch("x")',
    `import 'node:fs'`,
    `import 'pg'`,
  ]) {
    assert.equal(
      found(
        rules.purityViolations,
        kernel(`const url = 'http://x' // y\nexport const x = () => ${bad}`.replace(/=> import/, '=> 1\nimport')),
      ),
      1,
      bad,
    )
  }
  for (const good of ['new Date(0)', `'Date.now()'`, '1 // Math.random()', '1 /* process.exit */']) {
    assert.equal(found(rules.purityViolations, kernel(`export const x = ${good}`)), 0, good)
  }
  assert.equal(found(rules.vocabularyViolations, { 'src/platform/a.ts': `const x = 'the village'` }), 1)
  assert.equal(
    found(rules.serviceNameViolations, {
      'src/services/plot/service.ts': '',
      'src/office/a.ts': `if (slug === 'plot') x()`,
    }),
    1,
  )
  assert.equal(found(rules.environmentViolations, { 'src/office/a.ts': 'process.env.X' }), 1)
})

function linesOf(path: string): number {
  return (texts.get(path) ?? '').split('\n').length - 1
}
