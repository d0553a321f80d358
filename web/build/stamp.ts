// Whether the web was built from the sources as they are now. Apart from build.ts, so that a start that need not build
// does not load the builder.

import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** The file that holds the fingerprint of what web/dist was built from. */
export const STAMP = `${ROOT}/web/dist/built-from`
const SOURCES = [
  'web/*.ts',
  'web/build/*.ts',
  'web/src/**/*.{ts,vue,css}',
  'src/{kernel,engines,services}/**/*.ts',
  'package-lock.json',
]

/** Whether `web/dist` was built from the sources as they are now. Cost: reads every source once, some 30 ms. */
export async function webIsBuilt(): Promise<boolean> {
  const built = await readFile(STAMP, 'utf8').catch(() => '')
  return built === (await fingerprint())
}

/** One hash of every source. */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const files: string[] = []
  for await (const file of glob(SOURCES, { cwd: ROOT })) if (!file.endsWith('.test.ts')) files.push(file)
  for (const file of files.sort()) {
    hash.update(`${file}\n`).update(await readFile(`${ROOT}/${file}`))
  }
  return hash.digest('hex')
}
