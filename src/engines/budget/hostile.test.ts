// Torn, shuffled and doctored documents: reading never throws, and what is accepted can be judged and written.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseBook } from './book-json.ts'
import { readBook } from './read.ts'
import { judgeBook } from './report.ts'
import { writeText } from './write.ts'

const LINES = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8').split('\n')

const at = fc.nat(LINES.length - 1)
const piece = fc.constantFrom(
  '',
  '\t',
  '-1.00',
  '１２',
  '9,99',
  '绩效目标表',
  '单位：元',
  '合计',
  '“',
  '≥',
  '（一）',
  '\u0000',
  '𠮷',
  'a'.repeat(2000),
)

/** One way to damage a document. */
const damage = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), line: at, text: piece }),
  fc.record({ kind: fc.constant('double' as const), line: at, text: piece }),
  fc.record({ kind: fc.constant('replace' as const), line: at, text: piece }),
  fc.record({ kind: fc.constant('append' as const), line: at, text: piece }),
  fc.record({ kind: fc.constant('cut' as const), line: at, text: piece }),
)

function damaged(
  lines: readonly string[],
  { kind, line, text }: { kind: string; line: number; text: string },
): string[] {
  if (kind === 'drop') return lines.filter((_, i) => i !== line)
  if (kind === 'double') return lines.flatMap((one, i) => (i === line ? [one, one] : [one]))
  if (kind === 'replace') return lines.map((one, i) => (i === line ? text : one))
  if (kind === 'append') return lines.map((one, i) => (i === line ? one + text : one))
  return lines.slice(0, line)
}

test('a damaged document is read, judged and written, or refused with lines inside it', () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      const lines = damages.reduce(damaged, LINES)
      const { book, problems, accepted } = readBook(lines.join('\n'))
      for (const { line, reason } of problems) {
        assert.ok(line >= 1 && line <= Math.max(1, lines.length), `${line} of ${lines.length}: ${reason}`)
        assert.ok(reason.length > 0)
      }
      if (!accepted) return
      judgeBook(book)
      writeText(book)
      assert.ok('book' in parseBook(JSON.parse(JSON.stringify(book))))
    }),
    { seed: 4, numRuns: 150 },
  )
})

test('any JSON is taken as a book or refused with paths', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const parsed = parseBook(json)
      assert.ok('faults' in parsed && parsed.faults.length > 0)
    }),
    { seed: 4 },
  )
})
