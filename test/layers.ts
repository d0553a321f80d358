// The rules of the house (DESIGN: arrows only downwards, pure floors, no cycles) as functions from source files to
// violations. architecture.test.ts runs them over the project and, to show that they bite, over small bad examples.
import { dirname, join, normalize } from 'node:path'

/** Path from the root of the project → text. */
export type Sources = ReadonlyMap<string, string>

/** Floor → the floors it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  engines: ['kernel'],
  services: ['kernel', 'engines'],
  platform: [],
  office: ['kernel', 'engines', 'services', 'platform'],
  cli: ['kernel', 'engines', 'services', 'platform', 'office', 'root'],
  root: ['kernel', 'engines', 'services', 'platform', 'office'],
  web: ['kernel', 'engines', 'services'],
}
const PURE = new Set(['kernel', 'engines', 'services'])
/** Packages that are themselves pure functions. */
const PURE_PACKAGES = /^(@noble\/(curves|hashes)|@sinclair\/typebox|canonicalize|cborg|base45)(\/|$)/
const IMPURE =
  /\b(Date\.now|Math\.random|process\.|performance\.|fetch\(|setTimeout|setInterval|console\.|new Date\(\s*\)|Date\(\s*\)|crypto\.(?:subtle|random|getRandom))|\bglobalThis\b/
/** Desks that all others may use; docs/decisions/0015. */
const SHARED_DESKS = new Set(['cases', 'registers', 'log'])
/** What the machinery must not know about. */
const GOVERNMENT =
  /(?<![a-z])([Cc]itizen|[Oo]fficer|[Aa]pplicant|[Vv]illage|[Pp]ermit|[Cc]ertificate|[Bb]ureau|caseNo)s?(?![a-z])|申请|审批|许可|证照|村|居民|办件/

interface Import {
  readonly from: string
  readonly specifier: string
  /** The project file it leads to; undefined for packages. */
  readonly to: string | undefined
}

const isTest = (path: string): boolean => /\.(test|fixture)\.ts$/.test(path)
const isUnder = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)

/** `src/kernel/x.ts` → kernel; `src/server.ts` → root, where all is put together; `web/src/…` → web. */
export function floorOf(path: string): string {
  if (isUnder(path, 'web')) return 'web'
  return /^src\/([^/.]+)\//.exec(path)?.[1] ?? (isUnder(path, 'src') ? 'root' : path)
}

/** `src/office/cases/x.ts` → cases; undefined outside the office. */
function deskOf(path: string): string | undefined {
  return /^src\/office\/([^/]+)\//.exec(path)?.[1]
}

/** Without comments; strings stay, import paths are strings. */
function withoutComments(text: string): string {
  return text.replace(/(["'`])(?:\\[\s\S]|(?!\1)[^\\])*?\1|\/\*[\s\S]*?\*\/|(?<![:\\])\/\/[^\n]*/g, (match, quote) =>
    quote ? match : '',
  )
}

/** Only names and operators are left. */
function withoutStrings(text: string): string {
  return withoutComments(text).replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
}

const IMPORTS = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g

/** Every import and re-export of a file, types included. */
export function importsOf(path: string, sources: Sources): Import[] {
  return [...withoutComments(sources.get(path) ?? '').matchAll(IMPORTS)].map(([, , specifier = '']) => {
    const isRelative = specifier.startsWith('.')
    const to = specifier.startsWith('#')
      ? `src/${specifier.slice(1)}`
      : isRelative
        ? normalize(join(dirname(path), specifier))
        : undefined
    return { from: path, specifier, to }
  })
}

function allImports(sources: Sources): Import[] {
  return [...sources.keys()].filter((path) => !isTest(path)).flatMap((path) => importsOf(path, sources))
}

/** Arrows that do not point downwards, and border crossings that do not show in the import line. */
export function layerViolations(sources: Sources): string[] {
  return allImports(sources).flatMap(({ from, specifier, to }) => {
    if (to === undefined) return []
    const [here, there] = [floorOf(from), floorOf(to)]
    const complaint = (text: string) => [`${from} imports ${specifier}: ${text}`]
    if (here === there) {
      const isInside = specifier.startsWith('#') && deskOf(from) === deskOf(to)
      return isInside ? complaint('inside a floor or desk imports are relative') : []
    }
    if (!MAY_IMPORT[here]?.includes(there)) return complaint(`${here} may not use ${there}`)
    return specifier.startsWith('.') && here !== 'web' && there !== 'root'
      ? complaint(`say #${there}/… across floors`)
      : []
  })
}

/** Desks that reach into another desk. */
export function deskViolations(sources: Sources): string[] {
  return allImports(sources).flatMap(({ from, specifier, to = '' }) => {
    const [here, there] = [deskOf(from), deskOf(to)]
    const isFine = !here || !there || here === there || SHARED_DESKS.has(there)
    return isFine ? [] : [`${from} imports ${specifier}: a desk reads what happened elsewhere from the stream`]
  })
}

/** Clock, randomness, environment and I/O where nothing but arguments may come in. */
export function purityViolations(sources: Sources): string[] {
  return [...sources.keys()]
    .filter((path) => PURE.has(floorOf(path)) && !isTest(path))
    .flatMap((path) => {
      const names = importsOf(path, sources).filter(
        ({ to, specifier }) => to === undefined && !PURE_PACKAGES.test(specifier),
      )
      const [use] = IMPURE.exec(withoutStrings(sources.get(path) ?? '')) ?? []
      return [...names.map(({ specifier }) => `${path} imports ${specifier}`), ...(use ? [`${path} uses ${use}`] : [])]
    })
}

/** Each cycle of imports once, as the files along it. */
export function importCycles(sources: Sources): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done' || !sources.has(path)) return
    if (state.get(path) === 'open') return void cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    state.set(path, 'open')
    for (const { to } of importsOf(path, sources)) if (to !== undefined) visit(to, [...trail, path])
    state.set(path, 'done')
  }
  for (const path of sources.keys()) visit(path, [])
  return cycles
}

/** Government words in the machinery. */
export function vocabularyViolations(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    if (floorOf(path) !== 'platform' || isTest(path)) return []
    const [word] = GOVERNMENT.exec(withoutComments(text)) ?? []
    return word ? [`${path} says “${word}”`] : []
  })
}

/** Code that knows one service by name: whatever is said about a service is said in its folder. */
export function serviceNameViolations(sources: Sources): string[] {
  const slugs = new Set([...sources.keys()].flatMap((path) => /^src\/services\/([^/_]+)\//.exec(path)?.[1] ?? []))
  return [...sources].flatMap(([path, text]) => {
    if (isTest(path) || isUnder(path, 'src/services')) return []
    const code = withoutComments(text)
    return [...slugs]
      .filter((slug) => new RegExp(`\\b${slug}\\b`).test(code))
      .map((slug) => `${path} names the service ${slug}`)
  })
}

/** Reading the environment anywhere but in the one place that parses it. */
export function environmentViolations(sources: Sources): string[] {
  return [...sources.keys()].filter(
    (path) =>
      isUnder(path, 'src') &&
      !isTest(path) &&
      /\bprocess\.env\b|\benv\b[^=\n]*=\s*process\b/.test(withoutStrings(sources.get(path) ?? '')),
  )
}
