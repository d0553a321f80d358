// Each deliberately broken declaration fails exactly the proof it should, with a story that a person can follow.
// docs/counter-examples.md is made of what they print: `node test/broken/broken.test.ts --update` writes it again.

import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { replayAll } from '#kernel/case/example.ts'
import { checkService } from '#kernel/service/check.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { definitionFaults } from '#kernel/service/definition-shape.ts'
import type { StoryLine } from '#kernel/service/explore.ts'
import { keyOf, movesFrom, type Situation, startOf } from '#kernel/service/model.ts'
import { PROOF_TITLES, type ProofName } from '#kernel/service/proof.ts'
import { unitsOf } from '#services/district.ts'
import { examples } from '#services/homestead/examples.ts'
import { proofLines } from '../../src/cli/proof-page.ts'
import { SOUND } from './edited.ts'

interface Broken {
  readonly broke: string
  readonly fails: ProofName
  /** Outcomes of steps it adds, taken as told by examples. */
  readonly covers?: readonly string[]
  readonly default: ServiceDefinition
}

const villages = JSON.parse(readFileSync(new URL('../../seed/villages.json', import.meta.url), 'utf8'))
const { covered } = replayAll(SOUND, examples, { units: unitsOf(villages), calendar: officialCalendar })
const names = globSync('[0-9]*.ts', { cwd: import.meta.dirname }).sort()
const fixtures = await Promise.all(
  names.map(async (name) => ({ name, ...((await import(join(import.meta.dirname, name))) as Broken) })),
)

test('the sound declaration holds every proof', () => {
  assert.deepEqual(
    checkService(SOUND, covered, []).proofs.filter(({ holds }) => !holds),
    [],
  )
})

for (const { name, broke, fails, covers = [], default: definition } of fixtures) {
  test(`${name} fails ${fails} and nothing else: ${broke}`, () => {
    assert.deepEqual(definitionFaults(definition), [])
    const failed = checkService(definition, new Set([...covered, ...covers]), []).proofs.filter(({ holds }) => !holds)
    assert.deepEqual(
      failed.map((proof) => proof.name),
      [fails],
    )
    for (const { headline, story, cure } of failed.flatMap((proof) => proof.counterExamples)) {
      assert.ok(headline.length > 0 && cure.length > 0)
      // The longest way is told in days, step by step, not in moves.
      if (fails !== 'promiseWithinLaw') assertTold(definition, story)
    }
  })
}

/** The story is a path of the machine: its first line is submission, each further line one move. */
function assertTold(definition: ServiceDefinition, story: readonly StoryLine[]): void {
  if (story.length === 0) return
  let here = new Map<string, Situation>([['', startOf(definition)]])
  assert.equal(story[0]?.step, definition.start)
  for (const line of story.slice(1)) {
    const next = [...here.values()]
      .flatMap((situation) => movesFrom(definition, situation))
      .filter(({ says, to }) => says === line.says && to.at === line.step && to.clock === line.clock)
    here = new Map(next.map(({ to }) => [keyOf(to), to]))
    assert.ok(here.size > 0, `no move “${line.says}” to ${line.step}`)
  }
}

test('every proof is refuted by some broken declaration, so none is a formality', () => {
  const refuted = new Set(fixtures.map(({ fails }) => fails))
  assert.deepEqual(
    Object.keys(PROOF_TITLES).filter((name) => !refuted.has(name as ProofName)),
    [],
  )
})

const PAGE = new URL('../../docs/counter-examples.md', import.meta.url)

test('docs/counter-examples.md shows what the broken declarations print', () => {
  const page = pageOf()
  if (process.argv.includes('--update')) writeFileSync(PAGE, page)
  assert.equal(readFileSync(PAGE, 'utf8'), page, 'run: node test/broken/broken.test.ts --update')
})

function pageOf(): string {
  const sections = fixtures.map(({ name, broke, covers = [], default: definition }) => {
    const failed = checkService(definition, new Set([...covered, ...covers]), []).proofs.filter(({ holds }) => !holds)
    const printed = failed.flatMap(proofLines).map((line) => line.slice(2))
    return `## ${Number(name.slice(0, 2))}. ${broke}\n\n[\`${name}\`](../test/broken/${name})\n\n\`\`\`text\n${printed.join('\n')}\n\`\`\`\n`
  })
  return `${INTRODUCTION}\n${sections.join('\n')}`
}

const INTRODUCTION = `# 反例：${fixtures.length} 份故意写坏的声明

The compiler refuses to publish a service that could go wrong, and shows how: the shortest story that leads there, with
the clock's phase at every line (未起 not started · 走着 running · 停着 paused · 已停 stopped), and the cure. Each
declaration below is the sound one of 我要办宅基地 with one thing broken. Print any of them yourself with
\`qinqing check test/broken/17-maker-is-checker.ts\`. This page is written by \`test/broken/broken.test.ts\`, which fails
when it is no longer true.
`
