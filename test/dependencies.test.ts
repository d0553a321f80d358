// Every package has its line of reason in docs/decisions/0002-dependencies.md, and every line its package.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const page = read('docs/decisions/0002-dependencies.md')

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
const manifests: readonly Manifest[] = ['package.json', 'web/package.json'].map((path) => JSON.parse(read(path)))
const wanted = manifests.flatMap(({ dependencies, optionalDependencies, devDependencies }) =>
  Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies }),
)

test('every package has a reason, and every reason its package', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| `'))
  const listed = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  assert.deepEqual(listed.sort(), wanted.map(([name]) => name).sort())
})

test('every version is exact', () => {
  assert.deepEqual(
    wanted.filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    [],
  )
})
