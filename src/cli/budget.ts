// `qinqing budget`: read a published budget into book.json, check it, check a folder of them.
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Book } from '#engines/budget/book.ts'
import { bookToJson } from '#engines/budget/book-json.ts'
import { type Comparison, compareBooks } from '#engines/budget/compare.ts'
import { findCures } from '#engines/budget/cure.ts'
import { EDITIONS } from '#engines/budget/publish/page.ts'
import { publishSite } from '#engines/budget/publish/site.ts'
import { judgeBook, reportToJson } from '#engines/budget/report.ts'
import { setPdf } from '#office/budget/pdf.ts'
import { packWorkbook } from '#office/budget/workbook.ts'
import { loadTraditional } from '../web.ts'
import { type Document, listDocuments, loadDocument } from './budget-file.ts'
import { type BatchLine, printBatch, printProblems, printReport, tally } from './budget-print.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'

export const name = 'budget'
export const summary = 'read, check and publish a unit’s budget book'
export const manual = `
qinqing budget — read, check and publish a unit’s budget book

SYNOPSIS
  qinqing budget read FILE [--out book.json]
  qinqing budget check FILE|book.json|DIR [--json]
  qinqing budget publish FILE|book.json --out DIR [--previous FILE|book.json]

WHAT IT DOES
  read   takes a published budget (text: headings, tab-separated tables, narrative, goal tables; UTF-8, UTF-16 or
         GB18030; or a workbook with the same in one sheet a table) and writes it as book.json. What it does not understand it names with line and reason; it fills in
         nothing. Without --out the book goes to standard output.
  check  judges the forty identities with both sides, figures and lines; asks the soft questions X01–X15; lints the
         performance goals by R01–R18 with a proposed repair. Questions and lint never block. When an identity fails
         it names the single figures whose change would mend most.
         With a folder: every .txt, .xlsx and .json in it, one line a unit, then a summary by identity, question and rule.
  publish  writes the whole disclosure as web pages that stand alone (no script, nothing fetched): overview, ten tables,
         narrative written from the figures, lint, identities, one page a project; the same in traditional script
         (zh-Hant/) and in English (en/); book.json, budget.xlsx and budget.pdf.

OPTIONS
  --out PATH  where read writes the book, publish its pages
  --previous FILE  last year's book of the same unit: adds a page that compares the two years cell by cell
  --json      the result as JSON on standard output:
              {"identities":[{"id","holds","left","right","lines",…}],"questions":[{"id","holds","figures","text"}],
               "lint":[{"rule","line","message","repair"?,…}]}
              of a workbook also "places": where its line n stands, such as 表二!6, at n − 1;
              a document that cannot be judged: {"problems":[{"line","reason","text",…}],"faults":[…]}

EXIT CODES
  0  every identity holds
  1  the document cannot be read or judged
  2  the command line is wrong
  3  an identity fails

EXAMPLE
  qinqing budget read seed/budget-2024.txt --out book.json && qinqing budget check book.json
`

/** Runs one of the subcommands. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const [act, ...rest] = args
  if (act === 'read') return read(rest, io)
  if (act === 'check') return check(rest, io)
  if (act === 'publish') return publish(rest, io)
  throw new UsageError(act === undefined ? 'say read, check or publish' : `there is no “budget ${act}”`)
}

async function read(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' } },
    allowPositionals: true,
  })
  const document = await loadDocument(await onlyFile(positionals, io))
  io.stderr.write(printProblems(document))
  if (!document.book) return EXIT.fault
  const json = bookToJson(document.book)
  if (values.out === undefined) io.stdout.write(json)
  else await writeFile(resolve(io.cwd, values.out), json)
  return EXIT.ok
}

async function check(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  })
  const path = onlyPath(positionals, io)
  const asJson = values.json === true
  return (await stat(path)).isDirectory() ? checkFolder(path, asJson, io) : checkFile(path, asJson, io)
}

async function publish(args: readonly string[], io: CommandIo): Promise<number> {
  const options = { out: { type: 'string' }, previous: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
  const file = await onlyFile(positionals, io)
  if (values.out === undefined) throw new UsageError('say where to: --out DIR')
  const book = await loadBook(file, io)
  const previous = values.previous === undefined ? undefined : await loadBook(resolve(io.cwd, values.previous), io)
  if (!book || (values.previous !== undefined && !previous)) return EXIT.fault
  const comparison = previous && compareBooks(previous, book)
  if (comparison && 'code' in comparison) throw new UsageError(NOT_COMPARABLE[comparison.code])
  await writeSite(resolve(io.cwd, values.out), book, comparison, io)
  return EXIT.ok
}

const NOT_COMPARABLE = {
  OTHER_UNIT: '--previous is the book of another unit',
  NOT_LATER: '--previous is not of an earlier year',
}

async function loadBook(file: string, io: CommandIo): Promise<Book | undefined> {
  const document = await loadDocument(file)
  io.stderr.write(printProblems(document))
  return document.book
}

async function writeSite(folder: string, book: Book, comparison: Comparison | undefined, io: CommandIo): Promise<void> {
  const { page: traditional } = await loadTraditional()
  const files = publishSite(book, { comparison, traditional })
  for (const { folder: edition } of EDITIONS) await mkdir(join(folder, edition), { recursive: true })
  for (const { name: file, text } of files) await writeFile(join(folder, file), text)
  await writeFile(join(folder, 'budget.xlsx'), await packWorkbook(book))
  const typeset = await setPdf(book)
  if ('pdf' in typeset) await writeFile(join(folder, 'budget.pdf'), typeset.pdf)
  else io.stderr.write(`  ! ${typeset.complaint}\n`)
  io.stderr.write(`${files.length + ('pdf' in typeset ? 2 : 1)} 个文件写入 ${folder}\n`)
}

async function onlyFile(positionals: readonly string[], io: CommandIo): Promise<string> {
  const path = onlyPath(positionals, io)
  if ((await stat(path)).isDirectory()) throw new UsageError(`${path} is a folder; only check takes a folder`)
  return path
}

function onlyPath(positionals: readonly string[], io: CommandIo): string {
  if (positionals.length !== 1) throw new UsageError('name one file')
  return resolve(io.cwd, positionals[0]!)
}

async function checkFile(path: string, asJson: boolean, io: CommandIo): Promise<number> {
  const document = await loadDocument(path)
  if (!document.book) {
    if (asJson) io.stdout.write(toJson({ problems: document.problems, faults: document.faults }))
    else io.stderr.write(printProblems(document))
    return EXIT.fault
  }
  io.stderr.write(printProblems(document))
  const report = judgeBook(document.book)
  const cures = findCures(document.book)
  const { places } = document
  const located = places.length > 0 ? { places } : {}
  io.stdout.write(asJson ? toJson({ ...reportToJson(report, cures), ...located }) : printReport(report, cures, places))
  return report.sound ? EXIT.ok : EXIT.unverified
}

/** Books are judged one after another and let go, so that a district's hundreds fit in little memory. */
async function checkFolder(folder: string, asJson: boolean, io: CommandIo): Promise<number> {
  const lines: BatchLine[] = []
  for (const file of await listDocuments(folder)) {
    const { book, ...document } = await loadDocument(file)
    lines.push({ document: { ...document, book: undefined }, ...(book && { report: judgeBook(book) }) })
  }
  if (lines.length === 0) throw new UsageError(`no .txt, .xlsx or .json in ${folder}`)
  io.stdout.write(asJson ? toJson(batchToJson(lines)) : `${printBatch(lines)}\n`)
  if (lines.some(({ report }) => !report)) return EXIT.fault
  return lines.every(({ report }) => report?.sound) ? EXIT.ok : EXIT.unverified
}

function batchToJson(lines: readonly BatchLine[]): object {
  const reports = lines.flatMap(({ report }) => report ?? [])
  return {
    units: lines.map(({ document, report }) => (report ? judgedUnit(document, report) : refusedUnit(document))),
    byIdentity: Object.fromEntries(tally(reports, failingIds)),
    byQuestion: Object.fromEntries(tally(reports, openIds)),
    byRule: Object.fromEntries(tally(reports, ({ lint }) => lint.map(({ rule }) => rule))),
  }
}

type Report = NonNullable<BatchLine['report']>

const failingIds = ({ identities }: Report): string[] => identities.flatMap(({ id, holds }) => (holds ? [] : [id]))
const openIds = ({ questions }: Report): string[] => questions.flatMap(({ id, holds }) => (holds ? [] : [id]))

function judgedUnit({ file }: Document, report: Report): object {
  const { unit, year, lint } = report
  return {
    file,
    unit,
    year,
    holds: report.sound,
    failing: failingIds(report),
    questions: openIds(report),
    lint: lint.length,
  }
}

function refusedUnit({ file, problems, faults }: Document): object {
  return { file, refused: true, problems, faults }
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
