// Sets a book as PDF with Typst. The compiler is a native part for the common platforms and is loaded only when a PDF is
// made, so that checking a budget works everywhere.
import { writeFile } from 'node:fs/promises'
import type { Book } from '#engines/budget/book.ts'
import { FONTS, typesetBook } from '#engines/budget/typeset.ts'

type Typst = typeof import('@myriaddreamin/typst-ts-node-compiler')

/**
 * Writes the PDF. Returns a complaint instead when this machine has no compiler, or none of the typefaces a Chinese
 * document needs: a PDF of empty boxes would look finished and say nothing.
 */
export async function writePdf(path: string, book: Book): Promise<string | undefined> {
  const typst: Typst | undefined = await import('@myriaddreamin/typst-ts-node-compiler').catch(() => undefined)
  if (!typst) return '本机没有 Typst 排版程序，未写 PDF；网页可直接打印'
  const compiler = typst.NodeCompiler.create()
  const compiled = compiler.compile({ mainFileContent: typesetBook(book) })
  const document = compiled.result
  if (!document) throw new Error(`the budget could not be typeset: ${said(compiled.takeError())}`)
  const warnings = said(compiled.takeWarnings())
  const missing = FONTS.filter((font) => warnings.includes(`unknown font family: ${font.toLowerCase()}`))
  if (missing.length === FONTS.length) return `本机没有中文字体，未写 PDF；请安装其中之一：${FONTS.join('、')}`
  await writeFile(path, compiler.pdf(document))
  return undefined
}

function said(told: { readonly shortDiagnostics: readonly unknown[] } | null): string {
  return told === null ? '' : JSON.stringify(told.shortDiagnostics)
}
