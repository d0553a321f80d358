// A published document as numbered lines, and the comparison that ignores how it was typeset: white space, full-width
// digits, kinds of quotation marks and brackets. Readers collect what they could not understand in a `Findings`.
import type { Problem, ProblemCode } from './book.ts'
import { halfWidth } from './money.ts'

/** A place in the document: line number from 1 and the text there. */
export interface Place {
  readonly no: number
  readonly text: string
}

/** One line without its end, and the text as it compares (see flat). */
export interface SourceLine extends Place {
  readonly flat: string
}

/** The lines of a document; any line ending, with or without a byte order mark. */
export function linesOf(text: string): SourceLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ no: index + 1, text: line, flat: flat(line) }))
}

/** The text as it compares: no white space, half-width digits, one kind of quotation mark and of bracket. */
export function flat(text: string): string {
  return halfWidth(text)
    .replace(/\s+/g, '')
    .replace(/[“”„"]/g, '"')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
}

/** Cells of a table line, trimmed. */
export function cellsOf(line: SourceLine): string[] {
  return line.text.split('\t').map((cell) => cell.trim())
}

/** Whether the line belongs to a table. */
export function isTabular(line: SourceLine): boolean {
  return line.text.includes('\t')
}

/** What a reader could not take as it stands. */
export class Findings {
  readonly problems: Problem[] = []

  /** The document cannot be judged until this is mended. */
  refuse(code: ProblemCode, line: Place, reason: string): void {
    this.problems.push({ code, line: line.no, reason, text: line.text.trim(), refused: true })
  }

  /** Understood, but worth a look. */
  remark(code: ProblemCode, line: Place, reason: string): void {
    this.problems.push({ code, line: line.no, reason, text: line.text.trim(), refused: false })
  }
}

/** The first line from `from` on whose flat text is `title`, or -1. Cost: one pass. */
export function findLine(lines: readonly SourceLine[], title: string, from = 0): number {
  const wanted = flat(title)
  return lines.findIndex((line, index) => index >= from && line.flat === wanted)
}
