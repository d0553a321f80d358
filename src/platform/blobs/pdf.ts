// Looks through a PDF for what may act on its reader's machine. It does not repair or render: a PDF is kept as it came,
// as evidence, or refused. Called by clean.ts.

import { inflateSync } from 'node:zlib'
import type { FileRefusal } from './refusal.ts'

/**
 * Names that only stand in a PDF that acts, carries other files or hides a form program. Searched for in the whole file,
 * stream bodies too, because readers repair broken files and then find objects where the structure has none.
 */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm|GoToE)(?![A-Za-z])/
/** Too short to search for in compressed bytes, where it stands by chance; searched for in objects only. */
const ACTIVE_IN_OBJECTS = /\/JS(?![A-Za-z])/
const ENCRYPTED = /\/Encrypt(?![A-Za-z])/

/** Objects may be packed into compressed streams; unpacked they may be this large in all. */
const MAX_UNPACKED = 64 * 1024 * 1024

/**
 * Why the PDF is not taken, or null.
 * Refuses: PDF_BROKEN (no header, no cross-reference, object streams that cannot be unpacked), PDF_ENCRYPTED, PDF_ACTIVE.
 * Source: ISO 32000-2 §7.3.5 (escaped names), §7.5.7 (object streams), §12.6 (actions).
 */
export function pdfFault(content: Buffer): Extract<FileRefusal, `PDF_${string}`> | null {
  const text = content.toString('latin1')
  if (!text.startsWith('%PDF-') || !text.includes('startxref') || !text.includes('%%EOF')) return 'PDF_BROKEN'
  const whole = withoutEscapes(text)
  if (ENCRYPTED.test(whole)) return 'PDF_ENCRYPTED'
  if (ACTIVE.test(whole)) return 'PDF_ACTIVE'
  const objects = objectsOf(text)
  if (objects === null) return 'PDF_BROKEN'
  const readable = withoutEscapes(objects)
  if (ENCRYPTED.test(readable)) return 'PDF_ENCRYPTED'
  return ACTIVE.test(readable) || ACTIVE_IN_OBJECTS.test(readable) ? 'PDF_ACTIVE' : null
}

/** `/J#61vaScript` is the name `/JavaScript`. */
function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Everything outside stream bodies, and what object streams hold unpacked. Null when one cannot be unpacked. */
function objectsOf(text: string): string | null {
  const parts: string[] = []
  let unpacked = 0
  let from = 0
  for (const start of text.matchAll(/>>\s*stream(\r\n|\n|\r)/g)) {
    if (start.index < from) continue
    const bodyStart = start.index + start[0].length
    const bodyEnd = text.indexOf('endstream', bodyStart)
    if (bodyEnd === -1) return null
    const before = text.slice(from, start.index + 2)
    parts.push(before)
    const dictionary = withoutEscapes(before.slice(before.lastIndexOf(' obj')))
    if (/\/ObjStm(?![A-Za-z])/.test(dictionary)) {
      const objects = unpack(text.slice(bodyStart, bodyEnd), dictionary, MAX_UNPACKED - unpacked)
      if (objects === null) return null
      unpacked += objects.length
      parts.push(objects)
    }
    from = bodyEnd
  }
  parts.push(text.slice(from))
  return parts.join('\n')
}

/** Object streams are deflated or plain in every PDF writer we know; another filter could only be there to hide. */
function unpack(body: string, dictionary: string, room: number): string | null {
  const [, many, one] = /\/Filter\s*(?:\[([^\]]*)\]|\/(\w+))/.exec(dictionary) ?? []
  const filter = one ?? many?.trim().replace(/^\//, '')
  if (filter === undefined || filter === '') return body
  if (filter !== 'FlateDecode' || room <= 0) return null
  try {
    return inflateSync(Buffer.from(body, 'latin1'), { maxOutputLength: room }).toString('latin1')
  } catch {
    return null
  }
}
