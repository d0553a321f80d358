// The proofs of one service as a page to read: what holds, what does not, the story that shows it, and the cure.
// Printed by `qinqing check`; docs/counter-examples.md is made of it.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { StoryLine } from '#kernel/service/explore.ts'
import type { ClockPhase } from '#kernel/service/model.ts'
import { type CounterExample, PROOF_TITLES, type Proof } from '#kernel/service/proof.ts'

const CLOCK_WORDS: Readonly<Record<ClockPhase, string>> = {
  unstarted: '未起',
  running: '走着',
  paused: '停着',
  stopped: '已停',
}

/** Everything about one service: a heading, a line for each proof, and what its examples showed. */
export function proofPage(
  definition: Pick<ServiceDefinition, 'title' | 'slug' | 'district' | 'version'>,
  proofs: readonly Proof[],
  examples: { readonly count: number; readonly failures: readonly string[] },
): string {
  const { title, slug, district, version } = definition
  const told =
    examples.failures.length === 0
      ? [line('✓', '示例重放', `${examples.count} 个示例都照说的走`)]
      : examples.failures.map((failure) => line('✗', '示例重放', failure))
  return [
    `${title}（${slug} · ${district} · ${version.slice(0, 12)}）`,
    ...proofs.flatMap(proofLines),
    ...told,
    '',
  ].join('\n')
}

/** One proof: a line when it holds, otherwise each counter-example with its story and cure. */
export function proofLines({ name, holds, says, counterExamples }: Proof): string[] {
  if (holds) return [line('✓', PROOF_TITLES[name], says)]
  return counterExamples.flatMap((found) => [
    line('✗', PROOF_TITLES[name], found.headline),
    ...counterExampleLines(found),
  ])
}

function counterExampleLines({ story, cure }: CounterExample): string[] {
  return [...storyTable(story), `怎么改：${cure}`].map((text) => `      ${text}`)
}

/** The story as a numbered table: where the case is, what happened, the clock's phase after it. */
function storyTable(story: readonly StoryLine[]): string[] {
  if (story.length === 0) return []
  const rows = [
    ['', '走到', '因为', '时钟'],
    ...story.map(({ title, says, clock }, index) => [`${index + 1}`, title, says, CLOCK_WORDS[clock]]),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const line = (mark: string, title: string, says: string) => `  ${mark} ${pad(title, 14)}${says}`

/** Columns a text takes on a terminal: a Chinese character takes two. */
const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (/[ᄀ-￯]/.test(sign) ? 2 : 1), 0)

const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)))
