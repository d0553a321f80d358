import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'

const { compileService } = await import('../../../../src/kernel/service/compile.ts')
const { SERVICES } = await import('../../../../src/services/index.ts')
const { unitsOf } = await import('../../../../src/services/district.ts')
const session = await import('../desk/session.ts')
const { prove } = await import('./proved.ts')

const seed = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../../../seed/${name}.json`, import.meta.url), 'utf8'))

test('every service in force is proved in the browser as on the command line, also what it names of others', async () => {
  session.units.value = unitsOf(await seed('villages'), await seed('schools'))
  for (const { declaration, overlays } of SERVICES) {
    const { proofs, failures } = await prove(compileService(declaration, overlays[0]!, () => 'v'))
    assert.deepEqual(
      { failing: proofs.filter(({ holds }) => !holds).map(({ name }) => name), failures },
      { failing: [], failures: [] },
      declaration.slug,
    )
  }
})
