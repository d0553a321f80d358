// docs/import.md says what the import of the villages' file answers: its counts are those of a real import.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type ImportedLine, importApplications } from '#office/cases/import-applications.ts'
import { testDesk } from './support/case-desk.ts'
import { testDatabase } from './support/database.ts'

const page = readFileSync(new URL('../docs/import.md', import.meta.url), 'utf8')
const file = readFileSync(new URL('../seed/homestead-applications.ndjson', import.meta.url))

/** Text → how often it occurs. */
function counts(texts: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const text of texts) found[text] = (found[text] ?? 0) + 1
  return found
}

/** `  NAME   12` and `| \`A\` + \`B\` | 3 |` → name and number. */
const printed = (pattern: RegExp): Record<string, number> =>
  Object.fromEntries([...page.matchAll(pattern)].map(([, name = '', n]) => [name.replaceAll('`', ''), Number(n)]))

test('the counts of docs/import.md are those of an import', async () => {
  await using db = await testDatabase()
  const desk = await testDesk(db)
  const lines: ImportedLine[] = []
  for await (const line of importApplications(desk, desk.handle, desk.catalogue.current('homestead')!, file))
    lines.push(line)
  const several = lines.filter(({ codes }) => codes.length > 1)
  assert.deepEqual(printed(/^ {2}([a-z-]+) +(\d+)$/gm), counts(lines.map(({ outcome }) => outcome)))
  assert.deepEqual(printed(/^ {2}([A-Z_]+) +(\d+)$/gm), counts(lines.flatMap(({ codes }) => codes)))
  assert.deepEqual(printed(/^\| (`.+?`) \| (\d+) \|$/gm), counts(several.map(({ codes }) => codes.join(' + '))))
  assert.equal(
    several.every(({ codes }) => codes.length === 2),
    true,
  )
  const figures =
    /(\d+) are answered[\s\S]+?(\d+) cases are filed[\s\S]+?add up to (\d+) while (\d+) lines have one: (\d+) lines/
  assert.deepEqual(figures.exec(page)?.slice(1).map(Number), [
    lines.length,
    lines.filter(({ caseNo }) => caseNo !== null).length,
    lines.flatMap(({ codes }) => codes).length,
    lines.filter(({ codes }) => codes.length > 0).length,
    several.length,
  ])
})
