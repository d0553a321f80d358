// Sets paper with Typst. The compiler is a native part for the common platforms and is loaded when the first paper is
// asked for, so that a machine without it still does everything else.

import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { PAPER_FONTS, type Paper, paperSource } from './paper.ts'

/** Paper set, or one sentence why it was not. */
export type SetPaper = { readonly pdf: Buffer; readonly svg: () => string } | { readonly complaint: string }

let compiler: Promise<NodeCompiler | null> | undefined

/** Loaded once: the typefaces of the system are read then. */
function typst(): Promise<NodeCompiler | null> {
  compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(
    ({ NodeCompiler: Compiler }) => Compiler.create(),
    () => null,
  )
  return compiler
}

/** Results of this many settings back are forgotten, so that a long-lived server does not grow. */
const KEPT_SETTINGS = 20

/**
 * Sets a paper as PDF. Returns a complaint instead when this machine has no compiler, or none of the typefaces: a paper of
 * empty boxes would look finished and say nothing.
 * Throws: when the source does not compile. Cost: half a second the first time, some 20 ms afterwards, on this thread.
 */
export async function setPaper(paper: Paper): Promise<SetPaper> {
  const ready = await typst()
  if (!ready) return { complaint: '本机没有 Typst 排版程序' }
  const compiled = ready.compile({ mainFileContent: paperSource(paper) })
  const { result } = compiled
  if (!result) throw new Error(`the paper could not be set: ${said(compiled.takeError())}`)
  const warnings = said(compiled.takeWarnings())
  const missing = PAPER_FONTS.filter((font) => warnings.includes(`unknown font family: ${font.toLowerCase()}`))
  if (missing.length === PAPER_FONTS.length)
    return { complaint: `本机没有宋体字，请安装其中之一：${PAPER_FONTS.join('、')}` }
  const pdf = ready.pdf(result)
  ready.evictCache(KEPT_SETTINGS)
  return { pdf, svg: () => ready.svg(result) }
}

const said = (told: { readonly shortDiagnostics: readonly unknown[] } | null): string =>
  told === null ? '' : JSON.stringify(told.shortDiagnostics)
