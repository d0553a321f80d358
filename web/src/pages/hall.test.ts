// The office fills these pages but may not import the web; here both sides of the door are held together.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { HallPages } from '../../../src/office/hall/pages.ts'
import type { PageContext as HallContext } from '../../../src/office/hall/web.ts'
import type { PageContext } from '../page/context.ts'
import type { PageProps } from './pages.ts'

type Fits<Given extends Wanted, Wanted> = Given

/** Does not compile when the office fills a page with other data than the page takes. */
export type EveryPageFits = Fits<HallPages, Pick<PageProps, keyof HallPages>>
export type ContextFits = Fits<HallContext, PageContext>

test('every page that the office fills is a page of the table', () => {
  const namesIn = (path: string, table: string): string[] => {
    const source = readFileSync(new URL(path, import.meta.url), 'utf8')
    const body = source.slice(source.indexOf(`export interface ${table}`))
    return [...body.slice(0, body.indexOf('\n}')).matchAll(/^ {2}readonly '?([a-z-]+)'?:/gm)].map(([, name]) => name!)
  }
  const filled = namesIn('../../../src/office/hall/pages.ts', 'HallPages')
  assert.ok(filled.length > 15)
  const pages = new Set(namesIn('./pages.ts', 'PageProps'))
  assert.deepEqual(
    filled.filter((name) => !pages.has(name)),
    [],
  )
})
