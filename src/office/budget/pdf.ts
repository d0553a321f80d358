// Sets a book as PDF with Typst. The compiler is a native part for the common platforms and is loaded only when a PDF is
// made, so that checking a budget works everywhere. Called by the command line and by the public pages.
import type { Book } from '#engines/budget/book.ts'
import { FONTS, typesetBook } from '#engines/budget/typeset.ts'
import { typesetReport } from '#engines/indicators/typeset-report.ts'
import type { KeptEvaluation } from './evaluations.ts'

type Typst = typeof import('@myriaddreamin/typst-ts-node-compiler')

/** A document set, or one sentence why it was not. */
export type Typeset = { readonly pdf: Buffer } | { readonly complaint: string }

/**
 * Sets the book. Returns a complaint instead when this machine has no compiler, or none of the typefaces a Chinese
 * document needs: a PDF of empty boxes would look finished and say nothing.
 */
export function setPdf(book: Book): Promise<Typeset> {
  return setSource(typesetBook(book))
}

/** Sets a recorded self-evaluation: its report, the score of every indicator, who recorded it and when. */
export function setReportPdf({ body, at, officerName }: KeptEvaluation): Promise<Typeset> {
  const { project, report, evaluation } = body
  return setSource(
    typesetReport({ project, report, lines: evaluation.lines, signed: `${officerName}　${at.slice(0, 10)}` }),
  )
}

async function setSource(mainFileContent: string): Promise<Typeset> {
  const typst: Typst | undefined = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => undefined)
  if (!typst) return { complaint: '本机没有 Typst 排版程序，未写 PDF；网页可直接打印' }
  const compiler = typst.NodeCompiler.create()
  const compiled = compiler.compile({ mainFileContent })
  const document = compiled.result
  if (!document) throw new Error(`the document could not be typeset: ${said(compiled.takeError())}`)
  const warnings = said(compiled.takeWarnings())
  const missing = FONTS.filter((font) => warnings.includes(`unknown font family: ${font.toLowerCase()}`))
  if (missing.length === FONTS.length)
    return { complaint: `本机没有中文字体，未写 PDF；请安装其中之一：${FONTS.join('、')}` }
  return { pdf: compiler.pdf(document) }
}

function said(told: { readonly shortDiagnostics: readonly unknown[] } | null): string {
  return told === null ? '' : JSON.stringify(told.shortDiagnostics)
}
