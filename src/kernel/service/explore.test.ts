import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { edited } from '../../../test/broken/edited.ts'
import { HOMESTEAD } from '../../../test/support/homestead.ts'
import type { ServiceDefinition } from './declaration.ts'
import { canReach, explore, storyTo, storyWhere } from './explore.ts'
import { keyOf, type Move, movesFrom, type Situation, startOf } from './model.ts'
import { OUTCOMES, type Step, type StepKind } from './step.ts'

/** Services of random flow: any number of steps of any kind, each outcome leading anywhere. */
const KINDS = (Object.keys(OUTCOMES) as StepKind[]).filter((kind) => kind !== 'end')
const flows: fc.Arbitrary<ServiceDefinition> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      to: fc.array(fc.nat(20), { minLength: 2, maxLength: 2 }),
      when: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((steps) => {
    const names = [...steps.map((_, index) => `s${index}`), 'done', 'gone']
    const declared = steps.map(({ kind, to, when }, index): [string, unknown] => [
      `s${index}`,
      {
        kind,
        title: `第 ${index} 步`,
        outcomes: { yes: '是', no: '否' },
        form: {},
        reasoned: [],
        cases: [],
        otherwise: 'yes',
        on: Object.fromEntries(
          (OUTCOMES[kind].length > 0 ? OUTCOMES[kind] : ['yes', 'no']).map((outcome, at) => [
            outcome,
            names[(to[at] ?? 0) % names.length],
          ]),
        ),
        within: { days: 1, unit: 'workingDays' },
        for: { days: 1, unit: 'workingDays' },
        by: 'town.window',
        examines: [],
        notSameAs: [],
        shows: [],
        entries: [],
        branches: {
          a: { title: '甲', by: 'town.land', examines: [] },
          b: { title: '乙', by: 'town.land', examines: [], when: true },
        },
        onReturn: index % 2 ? 'onlyReturned' : 'allBranches',
        ...(when && { when: true }),
      },
    ])
    return edited({
      steps: Object.fromEntries([
        ...declared,
        ['done', { kind: 'end', title: '办成', on: {}, result: 'granted' }],
        ['gone', { kind: 'end', title: '离开', on: {}, result: 'withdrawn' }],
      ]) as Record<string, Step>,
      start: 's0',
      'limits.starts': 's0',
      'limits.stops': 's1',
      'limits.pausedAt': ['s2'],
      'across.supplement.lapsed': 'gone',
      'across.withdrawal.to': 'gone',
      'across.termination.to': 'gone',
      'across.deferral': null,
    })
  })

/** Which situations lead to which, over and over until nothing is new: slow and plain. */
function naiveReach(definition: ServiceDefinition): Map<string, Set<string>> {
  const known = new Map<string, Situation>([[keyOf(startOf(definition)), startOf(definition)]])
  const edges = new Map<string, Set<string>>()
  for (let before = -1; before !== known.size; ) {
    before = known.size
    for (const [key, situation] of [...known]) {
      const next = movesFrom(definition, situation).map(({ to }) => to)
      edges.set(key, new Set(next.map(keyOf)))
      for (const one of next) known.set(keyOf(one), one)
    }
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const reached of edges.values()) {
      const size = reached.size
      for (const key of [...reached]) for (const further of edges.get(key) ?? []) reached.add(further)
      grew ||= reached.size > size
    }
  }
  return edges
}

test('exploring finds what a plain search finds, and canReach the same ways back', () => {
  fc.assert(
    fc.property(flows, (definition) => {
      const explored = explore(definition)
      const reach = naiveReach(definition)
      assert.deepEqual([...explored.situations.keys()].sort(), [...reach.keys()].sort())
      const goals = new Set([...explored.situations].filter(([, { at }]) => at === 'done').map(([key]) => key))
      const able = [...reach]
        .filter(([key, on]) => goals.has(key) || [...on].some((to) => goals.has(to)))
        .map(([key]) => key)
      assert.deepEqual([...canReach(explored, goals)].sort(), able.sort())
    }),
    { seed: 11, numRuns: 60 },
  )
})

/** Fewest moves from the start to each situation, by relaxing every move until nothing gets shorter. */
function naiveDistances(definition: ServiceDefinition): Map<string, number> {
  const { moves } = explore(definition)
  const distances = new Map([[keyOf(startOf(definition)), 0]])
  for (let grew = true; grew; ) {
    grew = false
    for (const [key, out] of moves) {
      const here = distances.get(key)
      if (here === undefined) continue
      for (const { to } of out) {
        if ((distances.get(keyOf(to)) ?? Infinity) <= here + 1) continue
        distances.set(keyOf(to), here + 1)
        grew = true
      }
    }
  }
  return distances
}

test('no story is longer than the shortest, whichever situation it leads to', () => {
  fc.assert(
    fc.property(flows, (definition) => {
      const explored = explore(definition)
      for (const [key, distance] of naiveDistances(definition)) {
        const story = storyTo(definition, explored, key)
        assert.equal(story.length, distance + 1)
        assert.equal(story.at(-1)?.step, explored.situations.get(key)?.at)
        const found = storyWhere(definition, explored, {
          begin: true,
          follow: () => true,
          done: (at) => keyOf(at) === key,
        })
        assert.equal(found?.length, distance + 1)
      }
    }),
    { seed: 12, numRuns: 30 },
  )
})

test('a story through a step passes it, and one that may not go there does not', () => {
  const explored = explore(HOMESTEAD)
  const through = storyWhere<boolean>(HOMESTEAD, explored, {
    begin: false,
    follow: (met, _, move) => met || move.to.at === 'objection',
    done: ({ at }, met) => met && at === 'permit',
  })
  assert.ok(through?.some(({ step }) => step === 'objection'))
  const around = storyWhere(HOMESTEAD, explored, {
    begin: true,
    follow: (_, __, move) => (move.to.at === 'objection' ? null : true),
    done: ({ at }) => at === 'permit',
  })
  assert.ok(around && !around.some(({ step }) => step === 'objection'))
  assert.equal(
    storyWhere(HOMESTEAD, explored, { begin: true, follow: () => null, done: ({ at }) => at === 'permit' }),
    undefined,
  )
})

test('a step is passed over by its first outcome as its kind has it, in whatever order the declaration writes them', () => {
  const turned = edited({ 'steps.conversion.on': { lapsed: 'terminated', fulfilled: 'survey' } })
  const situation = [...explore(turned).situations.values()].find(({ at }) => at === 'conversion') as Situation
  const passed = movesFrom(turned, situation).filter((move: Move) => move.unless !== undefined)
  assert.deepEqual(
    passed.map(({ to }) => to.at),
    ['survey'],
  )
})

test('homestead is small enough to be explored whole at every keystroke', () => {
  const { situations } = explore(HOMESTEAD)
  assert.ok(situations.size > 100 && situations.size < 1_000)
})
