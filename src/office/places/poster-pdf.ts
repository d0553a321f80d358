// Sets a poster with Typst, as certificates are set: loaded with the first poster, embedded type, and a complaint instead
// of a sheet of empty boxes where the machine has no Chinese type.

import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { POSTER_SANS, type Poster, posterSource } from './poster.ts'

let compiler: Promise<NodeCompiler | null> | undefined
const typst = (): Promise<NodeCompiler | null> =>
  (compiler ??= import('@myriaddreamin/typst-ts-node-compiler').then(
    ({ NodeCompiler: Compiler }) => Compiler.create(),
    () => null,
  ))

const KEPT_SETTINGS = 20

/** The PDF, or one sentence why there is none. Throws when the source does not compile. */
export async function setPoster(poster: Poster): Promise<{ readonly pdf: Buffer } | { readonly complaint: string }> {
  const ready = await typst()
  if (!ready) return { complaint: '本机没有 Typst 排版程序' }
  const compiled = ready.compile({ mainFileContent: posterSource(poster) })
  const { result } = compiled
  const said = (told: { readonly shortDiagnostics: readonly unknown[] } | null) =>
    told === null ? '' : JSON.stringify(told.shortDiagnostics)
  if (!result) throw new Error(`the poster could not be set: ${said(compiled.takeError())}`)
  const warnings = said(compiled.takeWarnings())
  if (POSTER_SANS.every((font) => warnings.includes(`unknown font family: ${font.toLowerCase()}`)))
    return { complaint: `本机没有黑体字，请安装其中之一：${POSTER_SANS.join('、')}` }
  const pdf = ready.pdf(result)
  ready.evictCache(KEPT_SETTINGS)
  return { pdf }
}
