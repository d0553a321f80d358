// Brings a budget document from disk to a book: decodes the bytes, and tells a published text from a workbook and a
// book.json. The engine is pure, so encodings and files are dealt with here.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import readWorkbook from 'read-excel-file/node'
import type { Book, Problem } from '#engines/budget/book.ts'
import { type BookFault, parseBook } from '#engines/budget/book-json.ts'
import { readBook } from '#engines/budget/read.ts'
import { textOfSheets } from '#engines/budget/workbook.ts'

/** A document read: the book if it may be judged, and what was noticed. */
export interface Document {
  readonly file: string
  readonly encoding: string
  readonly book: Book | undefined
  /** Of a published text or a workbook. */
  readonly problems: readonly Problem[]
  /** Where line n of a workbook stands, `表三!5` at n − 1; empty for texts. */
  readonly places: readonly string[]
  /** Of a book.json. */
  readonly faults: readonly BookFault[]
}

/** Reads one file. Throws (fault) when the file cannot be read. */
export async function loadDocument(file: string): Promise<Document> {
  const bytes = await readFile(file)
  if (isZip(bytes)) return loadWorkbook(file, bytes)
  const { text, encoding } = decode(bytes)
  if (text === undefined) return tornText(bytes, file) ?? unreadable(file, encoding, NO_TEXT)
  if (text.trim() === '') return unreadable(file, encoding, '是空文件')
  if (/\.json$/i.test(file) || text.trimStart().startsWith('{')) return loadJson(file, text)
  return judge(file, encoding, text, [])
}

function judge(file: string, encoding: string, text: string, places: readonly string[]): Document {
  const { book, problems, accepted } = readBook(text)
  return { file, encoding, book: accepted ? book : undefined, problems, places, faults: [] }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b
}

/** A workbook with one sheet a table. Numbers are taken as they are stored, so that no decimal is lost or invented. */
async function loadWorkbook(file: string, bytes: Buffer): Promise<Document> {
  try {
    const sheets = await readWorkbook(bytes, { parseNumber: (text) => text })
    const { text, places } = textOfSheets(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data })))
    return judge(file, 'xlsx', text, places)
  } catch (error) {
    return unreadable(file, 'xlsx', `不是完整的 .xlsx 工作簿：${(error as Error).message}`)
  }
}

/** Documents of a folder, by name: published texts, workbooks and books. */
export async function listDocuments(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(txt|json|xlsx)$/i.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort()
}

/** UTF-16 by its mark, else UTF-8 if it is valid UTF-8, else GB18030; other binaries are none of these. */
function decode(bytes: Uint8Array): { text?: string; encoding: string } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : bytes[0] === 0xfe && bytes[1] === 0xff ? ['utf-16be'] : []
  for (const encoding of [...marked, 'utf-8', 'gb18030']) {
    const text = attempt(bytes, encoding)
    if (text !== undefined && !text.includes('\0')) return { text, encoding }
  }
  return { encoding: 'binary' }
}

const NO_TEXT = '不是 UTF-8、UTF-16 或 GB18030 的文本'

/** More broken places than this, and the file is no text at all. */
const MAX_TORN = 20

/** UTF-8 but for a few places: a text cut off within a character, or with bytes of another encoding in it. */
function tornText(bytes: Uint8Array, file: string): Document | undefined {
  const text = new TextDecoder('utf-8').decode(bytes)
  const torn = text.indexOf('\uFFFD')
  if (torn < 0 || text.includes('\0') || text.split('\uFFFD').length > MAX_TORN) return undefined
  const line = text.slice(0, torn).split('\n').length
  const reason =
    torn === text.length - 1
      ? '文件在这一行的一个字中间断了，没有传完；请重新取一份完整的'
      : '这一行有不是 UTF-8 的字节；请把整份文件用同一种编码另存'
  const found = (text.split('\n')[line - 1] ?? '').trim()
  const problem: Problem = { code: 'text-unread', line, reason, text: found, refused: true }
  return { file, encoding: 'utf-8', book: undefined, problems: [problem], places: [], faults: [] }
}

function attempt(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function unreadable(file: string, encoding: string, reason: string): Document {
  return { file, encoding, book: undefined, problems: [], places: [], faults: [{ path: '/', reason }] }
}

function loadJson(file: string, text: string): Document {
  const blank = { file, encoding: 'json', book: undefined, problems: [], places: [] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ...blank, faults: [{ path: '/', reason: `不是完整的 JSON：${(error as Error).message}` }] }
  }
  const parsed = parseBook(json)
  return 'book' in parsed ? { ...blank, book: parsed.book, faults: [] } : { ...blank, faults: parsed.faults }
}
