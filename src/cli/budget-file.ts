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
  if (text === undefined) return unreadable(file, encoding, '不是 UTF-8、UTF-16 或 GB18030 的文本')
  if (text.trimStart().startsWith('{')) return loadJson(file, text)
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
