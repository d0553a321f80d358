// Brings a budget document from disk to a book: decodes the bytes, and tells a published text from a book.json. The
// engine is pure, so encodings and files are dealt with here.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Book, Problem } from '#engines/budget/book.ts'
import { type BookFault, parseBook } from '#engines/budget/book-json.ts'
import { readBook } from '#engines/budget/read.ts'

/** A document read: the book if it may be judged, and what was noticed. */
export interface Document {
  readonly file: string
  readonly encoding: string
  readonly book: Book | undefined
  /** Of a published text. */
  readonly problems: readonly Problem[]
  /** Of a book.json. */
  readonly faults: readonly BookFault[]
}

/** Reads one file. Throws (fault) when the file cannot be read. */
export async function loadDocument(file: string): Promise<Document> {
  const bytes = await readFile(file)
  const { text, encoding } = decode(bytes)
  if (text === undefined) return unreadable(file, encoding)
  if (text.trimStart().startsWith('{')) return loadJson(file, text)
  const { book, problems, accepted } = readBook(text)
  return { file, encoding, book: accepted ? book : undefined, problems, faults: [] }
}

/** Documents of a folder, by name: published texts and books. */
export async function listDocuments(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(txt|json)$/i.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort()
}

/** UTF-8 if it is valid UTF-8, else UTF-16 by its mark, else GB18030; a workbook or another binary is none of these. */
function decode(bytes: Uint8Array): { text?: string; encoding: string } {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { encoding: 'xlsx' }
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

function unreadable(file: string, encoding: string): Document {
  const reason =
    encoding === 'xlsx'
      ? '这是表格或压缩文件；请另存为文本（制表符分隔）后再读'
      : '不是 UTF-8、UTF-16 或 GB18030 的文本'
  return { file, encoding, book: undefined, problems: [], faults: [{ path: '/', reason }] }
}

function loadJson(file: string, text: string): Document {
  const blank = { file, encoding: 'json', book: undefined, problems: [] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { ...blank, faults: [{ path: '/', reason: `不是完整的 JSON：${(error as Error).message}` }] }
  }
  const parsed = parseBook(json)
  return 'book' in parsed ? { ...blank, book: parsed.book, faults: [] } : { ...blank, faults: parsed.faults }
}
