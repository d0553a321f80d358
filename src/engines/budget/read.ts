// Reads a published budget into a book. Pure: text in, book and problems out; the command line and the desks decode the
// bytes. Nothing is guessed: what does not fit the prescribed form comes back with its line and the reason.
import { BOOK_FORMAT, type Book, type Passage, type Problem, type Staffing } from './book.ts'
import { codesOf } from './code-register.ts'
import { parseCount } from './money.ts'
import { readGoals } from './read-goals.ts'
import { readNarrative } from './read-narrative.ts'
import { readTable } from './read-table.ts'
import { cellsOf, Findings, findLine, isTabular, linesOf, type SourceLine } from './source-text.ts'
import { ordinal, TABLES, tableName } from './table-shape.ts'

/** What reading gives: the book as far as it was understood, and every problem in order of lines. */
export interface BookReading {
  readonly book: Book
  readonly problems: readonly Problem[]
  /** No problem refuses the document: the book may be judged. */
  readonly accepted: boolean
}

/** Reads the text of one unit's published budget. Cost: a few passes over the lines. */
export function readBook(text: string): BookReading {
  const lines = linesOf(text)
  const findings = new Findings()
  const book = blankBook()
  readCover(lines, book, findings)
  book.staffing = readStaffing(lines, findings)
  book.tasks = readPassages(
    between(lines, '三、单位主要工作任务', '第二部分'),
    /^（[一二三四五六七八九十]+）([^。]+)。(.*)$/,
  )
  readTables(lines, book, findings)
  readNarrative(lines, book, findings)
  book.goals = readGoals(between(lines, '（二）绩效目标表及说明', '2. 有关情况说明'), findings)
  book.glossary = readPassages(between(lines, '第四部分'), /^[一二三四五六七八九十]+、([^：]+)：(.*)$/)
  const problems = findings.problems.sort((a, b) => a.line - b.line)
  return { book, problems, accepted: problems.every((problem) => !problem.refused) }
}

function blankBook(): Book {
  const table = { line: 1, heading: [], rows: [] }
  const tables = Object.fromEntries(TABLES.map(({ id }) => [id, { ...table }])) as unknown as Book['tables']
  return {
    format: BOOK_FORMAT,
    year: 2000,
    unit: '',
    staffing: [],
    tasks: [],
    tables,
    figures: {},
    texts: {},
    goals: [],
    glossary: [],
  }
}

/** The lines after `from` and before `until`, headings left out; none when `from` is missing. */
function between(lines: readonly SourceLine[], from: string, until?: string): SourceLine[] {
  const start = findLine(lines, from)
  if (start < 0) return []
  const end = until === undefined ? -1 : findLine(lines, until, start)
  return lines.slice(start + 1, end < 0 ? lines.length : end)
}

/** Year and unit stand on the cover: “2024 年度”, the unit's name on one or more lines, “单位预算”. */
function readCover(lines: readonly SourceLine[], book: Book, findings: Findings): void {
  const yearAt = lines.findIndex((line) => /^\d{4}年度$/.test(line.flat))
  const endAt = findLine(lines, '单位预算', yearAt)
  const name = lines.slice(yearAt + 1, endAt).map((line) => line.text.trim())
  if (yearAt < 0 || endAt < 0 || name.join('') === '') {
    findings.refuse('unit-unknown', lines[0]!, '封面应写明“某某年度”、单位名称和“单位预算”')
    return
  }
  book.year = Number(lines[yearAt]!.flat.slice(0, 4))
  book.unit = name.join('')
}

function readStaffing(lines: readonly SourceLine[], findings: Findings): Staffing[] {
  const [head, ...rows] = between(lines, '二、单位预算单位构成', '三、单位主要工作任务').filter(isTabular)
  if (!head || cellsOf(head).join() !== '单位名称,经费性质,在职人数') {
    findings.refuse('table-missing', head ?? lines[0]!, '没有找到表头为“单位名称、经费性质、在职人数”的单位构成表')
    return []
  }
  return rows.flatMap((line) => {
    const [name = '', funding = '', staff = ''] = cellsOf(line)
    const count = parseCount(staff)
    if (count.ok) return [{ name, funding, staff: count.value, line: line.no }]
    findings.refuse('amount', line, `在职人数：${count.reason}`)
    return []
  })
}

function readTables(lines: readonly SourceLine[], book: Book, findings: Findings): void {
  const titles = TABLES.map((shape, i) => `${ordinal(i + 1)}、${shape.title}`)
  const starts = titles.map((title) => findLine(lines, title))
  const stop = findLine(lines, '第三部分')
  const ends = [...starts, stop < 0 ? lines.length : stop]
  for (const [i, shape] of TABLES.entries()) {
    const start = starts[i]!
    if (start < 0) {
      const next = ends.slice(i + 1).find((end) => end >= 0) ?? lines.length
      findings.refuse(
        'table-missing',
        lines[next] ?? lines.at(-1)!,
        `缺少${tableName(shape.id)}“${shape.title}”，应在这一行之前`,
      )
      continue
    }
    const twin = findLine(lines, titles[i]!, start + 1)
    if (twin >= 0) findings.refuse('table-twice', lines[twin]!, `${tableName(shape.id)}在第 ${start + 1} 行已有一份`)
    const end = Math.min(...ends.filter((other) => other > start))
    const reading = { shape, year: book.year, codes: codesOf(book.year), findings }
    book.tables[shape.id] = readTable(lines[start]!, lines.slice(start + 1, end), reading)
  }
}

/** Titled passages; a line without a title continues the passage above it. */
function readPassages(lines: readonly SourceLine[], titled: RegExp): Passage[] {
  const passages: Passage[] = []
  for (const line of lines) {
    const [, title, text] = titled.exec(line.text.trim()) ?? []
    const last = passages.at(-1)
    if (title !== undefined) passages.push({ title, text: text ?? '', line: line.no })
    else if (last) last.text += line.text.trim()
  }
  return passages
}
