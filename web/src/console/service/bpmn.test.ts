import assert from 'node:assert/strict'
import { test } from 'node:test'
// @ts-expect-error: it brings no types
import { BpmnModdle } from 'bpmn-moddle'
import '../../../dev/kernel-imports.ts'

const { compileService } = await import('../../../../src/kernel/service/compile.ts')
const { SERVICES } = await import('../../../../src/services/index.ts')
const { speaker } = await import('../../words/words.ts')
const { zhHans } = await import('../../words/zh-Hans.ts')
const { bpmnOf } = await import('./bpmn.ts')

const t = speaker(zhHans)
const definitions = SERVICES.map(({ declaration, overlays }) => compileService(declaration, overlays[0]!, () => 'v'))

interface Found {
  readonly $type: string
  readonly id: string
  readonly name?: string
  readonly sourceRef?: Found
  readonly targetRef?: Found
  readonly conditionExpression?: { readonly body: string }
  readonly eventDefinitions?: readonly { readonly name: string }[]
}

/** What the modelling tools' own reader finds in the export of a definition. */
async function readBack(definition: (typeof definitions)[number]) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmnOf(definition, t))
  assert.deepEqual(warnings, [], definition.slug)
  const { rootElements, diagrams } = rootElement as unknown as {
    rootElements: [{ flowElements: Found[] }]
    diagrams: [
      { plane: { planeElement: { bpmnElement: Found; bounds?: object; waypoint?: { x: number; y: number }[] }[] } },
    ]
  }
  const all = rootElements[0].flowElements
  return {
    nodes: all.filter(({ $type }) => $type !== 'bpmn:SequenceFlow'),
    flows: all.filter(({ $type }) => $type === 'bpmn:SequenceFlow'),
    drawn: diagrams[0].plane.planeElement,
  }
}

test('the modelling tools’ own reader reads every service without a warning, each step and line of it drawn', async () => {
  for (const definition of definitions) {
    const { nodes, flows, drawn } = await readBack(definition)
    for (const one of [...nodes, ...flows]) {
      const shape = drawn.filter(({ bpmnElement }) => bpmnElement === one)
      assert.equal(shape.length, 1, `${definition.slug} ${one.id}`)
    }
    for (const { id, sourceRef, targetRef } of flows) assert.ok(sourceRef && targetRef, `${definition.slug} ${id}`)
  }
})

test('following the flows by outcomes leads where the declaration says', async () => {
  for (const definition of definitions) {
    const { nodes, flows } = await readBack(definition)
    /** The steps that lie behind a node, through gateways and over links. */
    const stepsAt = (node: Found): string[] => {
      if (/Gateway$/.test(node.$type)) return node.id.startsWith('fork.') ? [node.id.slice(5)] : ahead(node)
      if (node.$type === 'bpmn:IntermediateThrowEvent') return [node.eventDefinitions![0]!.name]
      return [node.id.replace(/^step\./, '').replace(/\.\d+$/, '')]
    }
    const ahead = (node: Found) =>
      flows.filter(({ sourceRef }) => sourceRef === node).flatMap((flow) => stepsAt(flow.targetRef!))
    const start = nodes.find(({ $type }) => $type === 'bpmn:StartEvent')!
    assert.deepEqual(ahead(start), [definition.start])
    for (const [name, step] of Object.entries(definition.steps)) {
      const leaves = nodes.find(({ id }) => id === `join.${name}` || id === `step.${name}`)
      for (const [outcome, target] of Object.entries(step.on as Record<string, string>)) {
        const taken = flows.filter(
          ({ sourceRef, conditionExpression }) =>
            sourceRef === leaves &&
            (!conditionExpression || conditionExpression.body.includes(`outcome = "${outcome}"`)),
        )
        assert.deepEqual(
          taken.flatMap((flow) => stepsAt(flow.targetRef!)),
          [target],
          `${definition.slug} ${name} ${outcome}`,
        )
      }
    }
    for (const { $type, eventDefinitions } of nodes) {
      if ($type !== 'bpmn:IntermediateThrowEvent') continue
      const caught = nodes.filter(
        (node) =>
          node.$type === 'bpmn:IntermediateCatchEvent' &&
          node.eventDefinitions![0]!.name === eventDefinitions![0]!.name,
      )
      assert.equal(caught.length, 1)
      assert.deepEqual(ahead(caught[0]!), [eventDefinitions![0]!.name])
    }
  }
})

test('lines of the export run along the axes', async () => {
  for (const definition of definitions) {
    const { drawn } = await readBack(definition)
    for (const { waypoint, bpmnElement } of drawn)
      for (const [index, { x, y }] of (waypoint ?? []).slice(1).entries())
        assert.ok(x === waypoint![index]!.x || y === waypoint![index]!.y, `${definition.slug} ${bpmnElement.id}`)
  }
})

test('a title with signs of markup stays one text', async () => {
  const definition = { ...definitions[0]!, title: '<房> & "地"' }
  const { rootElement } = await new BpmnModdle().fromXML(bpmnOf(definition, t))
  assert.equal((rootElement as unknown as { rootElements: { name: string }[] }).rootElements[0]!.name, '<房> & "地"')
})
