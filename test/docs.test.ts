// The documents stay true where a program can tell: what they link to exists, the commands they show exist, every document
// can be reached, and none of them knows the machine it was written on.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { COMMANDS } from '../src/cli/commands.ts'
import { main } from '../src/cli/main.ts'

const ROOT = join(import.meta.dirname, '..')
const paths = globSync(['*.md', '{docs,bench,seed,src,drill,e2e,web/src}/**/*.md'], { cwd: ROOT })
const documents = new Map(paths.sort().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts

/** Lines of the documents that show this, each as “path: text”. */
function shown(pattern: RegExp): { readonly path: string; readonly text: string; readonly found: string }[] {
  return [...documents].flatMap(([path, text]) =>
    [...text.matchAll(pattern)].map(([whole, found = '']) => ({ path, text: `${path}: ${whole}`, found })),
  )
}

/** Where a document's links and pictures lead, as paths from the root; addresses of other sites are left out. */
function linksOf(path: string, text: string): string[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)].map(([, a, b]) => a ?? b ?? '')
  return targets
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => normalize(join(dirname(path), target.replace(/#.*$/, ''))))
}

test('what a document links to exists', () => {
  const broken = [...documents].flatMap(([path, text]) =>
    linksOf(path, text).flatMap((target) => (existsSync(join(ROOT, target)) ? [] : [`${path} → ${target}`])),
  )
  assert.deepEqual(broken, [])
})

test('every document of docs/ is reached from its index', () => {
  const linked = linksOf('docs/README.md', documents.get('docs/README.md') ?? '')
  const lost = paths.filter((path) => path.startsWith('docs/') && path !== 'docs/README.md' && !linked.includes(path))
  assert.deepEqual(lost, [], 'give each a line in docs/README.md')
})

test('a command that is shown exists', () => {
  const known = new Set([...Object.keys(COMMANDS), 'help'])
  const unknown = shown(/(?:npx |`|^\$? ?)qinqing ([a-z]+)/gm).filter(({ found }) => !known.has(found))
  assert.deepEqual(
    unknown.map(({ text }) => text),
    [],
  )
})

test('an npm script that is shown exists', () => {
  const unknown = shown(/npm run ([a-z]+)/g).filter(({ found }) => !(found in scripts))
  assert.deepEqual(
    unknown.map(({ text }) => text),
    [],
  )
})

test('a file named in a document exists', () => {
  const gone = shown(
    /`((?:src|test|web|docs|bench|seed|migrations|e2e|drill)\/[\w./-]+\.(?:ts|mjs|md|sql|json|vue|ndjson))`/g,
  )
  assert.deepEqual(
    gone.filter(({ found }) => !found.includes('NNNN') && !existsSync(join(ROOT, found))).map(({ text }) => text),
    [],
  )
})

test('no document knows the machine it was written on', () => {
  const paths = shown(/(?<![\w.])\/(?:home|root|work|tmp|Users|mnt)\/[\w.-]+|[A-Z]:\\[\w]+/g)
  assert.deepEqual(
    paths.map(({ text }) => text),
    [],
  )
})

test('both READMEs show the same commands, pictures and links', () => {
  const parts = (path: string) => {
    const text = documents.get(path) ?? ''
    const commands = [...text.matchAll(/^(?:\$ )?(?:npx|npm|git) .*$/gm)].map(([line]) => line.replace(/ {2,}.*$/, ''))
    return { commands, links: linksOf(path, text).filter((target) => !target.startsWith('README')) }
  }
  assert.deepEqual(parts('README.zh-CN.md'), parts('README.md'))
})

/** What the README shows after `$ npx qinqing …`: the arguments and the lines below, those that say … left out. */
function sessions(path: string): { readonly args: string[]; readonly lines: string[] }[] {
  const [, shownOutput = ''] = /```\n(\$ npx qinqing [\s\S]*?)```/.exec(documents.get(path) ?? '') ?? []
  return shownOutput
    .split(/^\$ npx qinqing /m)
    .slice(1)
    .map((part) => {
      const [call = '', ...lines] = part.split('\n')
      return { args: call.split(' '), lines: lines.filter((line) => line.trim() !== '' && line.trim() !== '…') }
    })
}

test('what the README shows of a command is what it prints', async () => {
  for (const { args, lines } of sessions('README.md')) {
    // An import needs a database; test/import-doc.test.ts holds this document to one.
    const printed = args[0] === 'import' ? (documents.get('docs/import.md') ?? '') : await output(args)
    assert.deepEqual(
      lines.filter((line) => !printed.split('\n').includes(line)),
      [],
      args.join(' '),
    )
  }
})

async function output(args: readonly string[]): Promise<string> {
  let text = ''
  const stdout = { write: (more: string) => (text += more) }
  await main(args, { stdout, stderr: { write: () => undefined }, env: {}, cwd: ROOT, isTTY: false })
  return text
}

test('both READMEs list the settings that are read, and no other', () => {
  const config = readFileSync(join(ROOT, 'src/platform/config.ts'), 'utf8')
  const read = new Set([...config.matchAll(/\bget\('([A-Z_]+)'\)/g)].map(([, name]) => name))
  // Only looked at to catch a mistake; the command line reads QINQING_DEBUG itself.
  read.delete('NODE_ENV')
  read.add('QINQING_DEBUG')
  for (const path of ['README.md', 'README.zh-CN.md']) {
    const rows = (documents.get(path) ?? '').split('\n').filter((line) => /^\| `[A-Z]/.test(line))
    const listed = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    )
    assert.deepEqual(listed.sort(), [...read].sort(), path)
  }
})
