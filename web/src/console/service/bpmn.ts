// A service as BPMN 2.0 (OMG formal/2011-01-03), with the places and lines of our own drawing, for tools of other makers.
// What BPMN has no word for (limits in working days, a stopped clock) stands as documentation.
//
// An activity with several ways out has a conditional flow for each outcome; only one is ever true, so no gateway stands
// there. Roads of a parallel review lie between two gateways, inclusive ones where a road is gone only sometimes. A line
// that goes on in another row of the drawing is a pair of link events.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { StepKind } from '#kernel/service/step.ts'
import type { T } from '../../words/words.ts'
import type { Box } from './flow-geometry.ts'
import { type FlowNode, layoutFlow } from './flow-layout.ts'
import type { FlowEdge, Point } from './flow-router.ts'
import { flowWords } from './flow-words.ts'

const ACTIVITY: Readonly<Record<Exclude<StepKind, 'end'>, string>> = {
  intake: 'userTask',
  review: 'userTask',
  // Drawn as one box where it lies beside the usual way.
  all: 'userTask',
  each: 'userTask',
  task: 'userTask',
  decide: 'userTask',
  pay: 'userTask',
  deliver: 'userTask',
  visit: 'manualTask',
  publicity: 'receiveTask',
  await: 'receiveTask',
  choose: 'businessRuleTask',
  route: 'businessRuleTask',
  draw: 'businessRuleTask',
  allocate: 'businessRuleTask',
  compare: 'serviceTask',
  issue: 'serviceTask',
}

const EVENT = 36
const GATEWAY = 30
/** Where the start stands, left of the drawing. */
const START_X = -40

interface Node {
  readonly id: string
  readonly tag: string
  readonly name: string
  readonly box: Box
  /** Child elements, in the order of the schema. */
  readonly inside: string
}
interface Sequence {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly condition: string
  readonly points: readonly Point[]
}

/** The whole document. The same definition in the same language gives the same text. */
export function bpmnOf(definition: ServiceDefinition, t: T): string {
  const flow = layoutFlow(definition)
  const words = flowWords(definition, t)
  const forked = new Map(flow.joins.map((join) => [join.step, join]))

  const nodes = [...flow.nodes.map(nodeOf), ...[...forked.keys()].flatMap(gatewaysOf)]
  const first = boxOf(entry(definition.start))
  const starts: Point = [START_X, middleOf(first)]
  nodes.unshift(event('start', 'startEvent', '', { x: starts[0], y: starts[1] }))
  const sequences = [
    line('start', entry(definition.start), [starts, [first.x, starts[1]]]),
    ...flow.edges.map(sequenceOf),
  ]
  for (const step of new Set(flow.nodes.filter(({ shape }) => shape === 'pointer').map(({ step }) => step))) {
    const target = boxOf(entry(step))
    const x = target.x + Math.min(EVENT, target.w) / 2
    nodes.push(event(`into.${step}`, 'intermediateCatchEvent', '', { x, y: target.y - EVENT }, link(step)))
    const points: Point[] = [
      [x, target.y - EVENT],
      [x, target.y],
    ]
    sequences.push(line(`into.${step}`, entry(step), points))
  }
  return documentOf(definition, nodes, sequences)

  /** The id of what a line to a step enters: the fork of a parallel review, else the step. */
  function entry(id: string): string {
    return forked.has(id) ? `fork.${id}` : nameOf(id)
  }
  function boxOf(id: string): Box {
    return nodes.find((node) => node.id === id)!.box
  }

  function nodeOf(node: FlowNode): Node {
    const step = definition.steps[node.step]!
    const name = words.titleOf(node)
    const middle = { x: node.x + node.w / 2, y: middleOf(node) }
    if (node.shape === 'end') return event(nameOf(node.id), 'endEvent', name, middle)
    if (node.shape === 'pointer') return event(nameOf(node.id), 'intermediateThrowEvent', name, middle, link(node.step))
    const tag = ACTIVITY[step.kind as Exclude<StepKind, 'end'>]
    const road = node.branch !== null && step.kind === 'all' ? step.branches[node.branch] : undefined
    const by = road?.by ?? ('by' in step ? step.by : undefined)
    const still = definition.limits.pausedAt.includes(node.step) ? t('flow.still') : ''
    const told = [words.officeOf(node), words.limitOf(node), still].filter(Boolean).join(' · ')
    const inside = [
      element('documentation', {}, escaped(told)),
      by === undefined
        ? ''
        : element(
            'potentialOwner',
            {},
            element('resourceAssignmentExpression', {}, element('formalExpression', {}, escaped(`"${by}"`))),
          ),
      step.kind === 'each' ? element('multiInstanceLoopCharacteristics', {}, '') : '',
    ]
    return { id: nameOf(node.id), tag, name, box: node, inside: inside.join('') }
  }

  function gatewaysOf(step: string): Node[] {
    const [declared, join] = [definition.steps[step]!, forked.get(step)!]
    const isSometimes = declared.kind === 'all' && Object.values(declared.branches).some((road) => road.when)
    const tag = isSometimes ? 'inclusiveGateway' : 'parallelGateway'
    const y = middleOf(join)
    const into = flow.edges.find((edge) => edge.from === step && edge.to.startsWith(`${step}/`))!.points[0]![0]
    return [
      { id: `fork.${step}`, tag, name: declared.title, box: around({ x: into, y }, GATEWAY), inside: '' },
      { id: `join.${step}`, tag, name: '', box: around({ x: join.x + join.w / 2, y }, GATEWAY), inside: '' },
    ]
  }

  function sequenceOf(edge: FlowEdge): Sequence {
    const opens = edge.to.startsWith(`${edge.from}/`)
    const closes = edge.from.startsWith(`${edge.to}/`)
    const from = opens ? `fork.${edge.from}` : forked.has(edge.from) ? `join.${edge.from}` : nameOf(edge.from)
    const to = closes ? `join.${edge.to}` : entry(edge.to)
    const isOnly = Object.keys(definition.steps[edge.from]?.on ?? {}).length === edge.outcomes.length
    const condition = isOnly ? '' : edge.outcomes.map((one) => `outcome = "${one}"`).join(' or ')
    return { ...line(from, to, edge.points), name: words.wordsOf(edge), condition }
  }

  /** A line between two nodes; where they are smaller than in our drawing, it is led on to their middle and cut at their edge. */
  function line(from: string, to: string, points: readonly Point[]): Sequence {
    const led = [...toEdge([...toEdge(points, boxOf(to))].reverse(), boxOf(from))].reverse()
    return { from, to, name: '', condition: '', points: led }
  }
}

const middleOf = ({ y, h }: Box): number => y + h / 2
const around = ({ x, y }: { x: number; y: number }, size: number): Box => ({
  x: x - size / 2,
  y: y - size / 2,
  w: size,
  h: size,
})

function event(id: string, tag: string, name: string, at: { x: number; y: number }, inside = ''): Node {
  return { id, tag, name, box: around(at, EVENT), inside }
}

/** Leads a line along the axes to the middle of `box` and cuts it where it enters. */
function toEdge(points: readonly Point[], box: Box): readonly Point[] {
  const [cx, cy] = [box.x + box.w / 2, box.y + box.h / 2]
  const holds = ([x, y]: Point) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h
  const [before, last] = [points.at(-2)!, points.at(-1)!]
  // An activity has the box of our drawing: its lines end where they should.
  if (!holds(last) && touches(last, box)) return points
  const corner: Point = before[0] === last[0] ? [last[0], cy] : [cx, last[1]]
  const whole = [...points.slice(0, -1), corner, [cx, cy] as Point].filter(
    (point, index, all) => !same(point, all[index - 1]),
  )
  while (whole.length > 2 && holds(whole.at(-2)!)) whole.pop()
  const [x, y] = whole.at(-2)!
  const end = whole.at(-1)!
  const cut: Point = x === end[0] ? [x, y < cy ? box.y : box.y + box.h] : [x < cx ? box.x : box.x + box.w, end[1]]
  return [...whole.slice(0, -1), cut]
}
const touches = ([x, y]: Point, box: Box): boolean =>
  x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h
const same = (a: Point, b: Point | undefined): boolean => a[0] === b?.[0] && a[1] === b[1]

/** Ids of the drawing as XML names: `review/town`, `terminated@1`. */
const nameOf = (id: string): string => `step.${id.replaceAll(/[/@]/g, '.')}`
const link = (step: string): string => element('linkEventDefinition', { name: step }, '')

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => MARKS[mark]!)

function element(tag: string, attributes: Readonly<Record<string, string | number>>, inside: string): string {
  const told = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
  return inside === '' ? `<${tag}${told.join('')}/>` : `<${tag}${told.join('')}>${inside}</${tag}>`
}

function documentOf(definition: ServiceDefinition, nodes: readonly Node[], sequences: readonly Sequence[]): string {
  const flows = sequences.map((sequence, index) => ({ ...sequence, id: `flow.${index + 1}` }))
  const process = [
    element('documentation', {}, escaped(`${definition.slug} ${definition.version}`)),
    ...nodes.map(({ id, tag, name, inside }) => element(tag, { id, ...(name && { name }) }, inside)),
    ...flows.map(({ id, from, to, name, condition }) =>
      element(
        'sequenceFlow',
        { id, sourceRef: from, targetRef: to, ...(name && { name }) },
        condition && element('conditionExpression', { 'xsi:type': 'tFormalExpression' }, escaped(condition)),
      ),
    ),
  ]
  const drawing = [
    ...nodes.map(({ id, box }) =>
      element(
        'bpmndi:BPMNShape',
        { id: `shape.${id}`, bpmnElement: id },
        element('dc:Bounds', { x: box.x, y: box.y, width: box.w, height: box.h }, ''),
      ),
    ),
    ...flows.map(({ id, points }) =>
      element(
        'bpmndi:BPMNEdge',
        { id: `edge.${id}`, bpmnElement: id },
        points.map(([x, y]) => element('di:waypoint', { x, y }, '')).join(''),
      ),
    ),
  ]
  const [processId, planeId] = [`process.${definition.slug}`, `plane.${definition.slug}`]
  const plane = element('bpmndi:BPMNPlane', { id: planeId, bpmnElement: processId }, `\n${drawing.join('\n')}\n`)
  const body = [
    element('process', { id: processId, name: definition.title, isExecutable: 'false' }, `\n${process.join('\n')}\n`),
    element('bpmndi:BPMNDiagram', { id: `diagram.${definition.slug}` }, plane),
  ]
  const namespaces = {
    xmlns: 'http://www.omg.org/spec/BPMN/20100524/MODEL',
    'xmlns:bpmndi': 'http://www.omg.org/spec/BPMN/20100524/DI',
    'xmlns:dc': 'http://www.omg.org/spec/DD/20100524/DC',
    'xmlns:di': 'http://www.omg.org/spec/DD/20100524/DI',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    targetNamespace: `urn:qinqing:service:${definition.slug}`,
    expressionLanguage: 'http://www.omg.org/spec/FEEL/20140401',
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('definitions', namespaces, `\n${body.join('\n')}\n`)}\n`
}
