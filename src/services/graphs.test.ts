// The contract every graph keeps: sound in every district, joined to services that exist, the same bytes each time.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, test } from 'node:test'
import { compileGraph } from '#kernel/project/graph.ts'
import { graphFaults } from '#kernel/project/graph-proofs.ts'
import { GRAPHS, SERVICES } from './index.ts'

const sha256 = (text: string) => hash('sha256', text)
const DECLARATIONS = SERVICES.map(({ declaration }) => declaration)

for (const { declaration, overlays } of GRAPHS) {
  for (const overlay of overlays) {
    describe(`${declaration.slug} in ${overlay.district}`, () => {
      const graph = compileGraph(declaration, overlay, sha256)

      test('every proof holds', () => assert.deepEqual(graphFaults(graph, DECLARATIONS), []))

      test('compiles to plain data, the same bytes and version every time', () => {
        assert.deepEqual(JSON.parse(JSON.stringify(graph)), graph)
        assert.equal(compileGraph(declaration, overlay, sha256).version, graph.version)
      })

      test('a change of its rules is another version', () => {
        const [first] = Object.keys(overlay.parameters) as [string]
        const other = {
          ...overlay,
          parameters: { ...overlay.parameters, [first]: { value: 99, source: '另一份文件' } },
        }
        assert.notEqual(compileGraph(declaration, other, sha256).version, graph.version)
      })
    })
  }
}
