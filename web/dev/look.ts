// Takes pictures of fixture pages and counts what axe-core finds. `node web/dev/look.ts FOLDER [page …]`, with
// web/dev/serve.ts running. Exit 1 when a page has a violation, a sideways scroll or an error in its console.

import { createRequire } from 'node:module'
import { chromium, type Page } from 'playwright-core'
import { fixtures } from './fixtures.ts'

const [folder, ...asked] = process.argv.slice(2)
if (!folder) throw new Error('name a folder for the pictures')
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const VIEWS = [
  { name: '390', width: 390, height: 844, query: '' },
  { name: '320', width: 320, height: 700, query: '' },
  { name: '390-hant', width: 390, height: 844, query: '?lang=zh-Hant' },
  { name: '390-en', width: 390, height: 844, query: '?lang=en' },
  { name: '320-en-large', width: 320, height: 700, query: '?lang=en&size=large' },
  { name: '390-large', width: 390, height: 844, query: '?size=large' },
  { name: '768', width: 768, height: 1024, query: '' },
  { name: '1366', width: 1366, height: 900, query: '' },
]

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
let bad = 0
for (const name of asked.length > 0 ? asked : Object.keys(fixtures)) {
  for (const view of VIEWS) {
    // Pages may not run foreign scripts; the check may.
    const context = await browser.newContext({
      viewport: view,
      bypassCSP: true,
      reducedMotion: 'reduce',
      deviceScaleFactor: 1,
    })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('console', (message) => message.type() !== 'log' && errors.push(message.text()))
    page.on('pageerror', (error) => errors.push(error.message))
    const answer = await page.goto(`http://localhost:${process.env.PORT ?? 8090}/${name}${view.query}`, {
      waitUntil: 'networkidle',
    })
    await page.screenshot({ path: `${folder}/${name.replaceAll('/', '-')}-${view.name}.png`, fullPage: true })
    // What is scrolled under the foot of the window can be scrolled out again; the check would call it covered.
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width: view.width, height: height + 200 })
    const found = [...errors, ...(await sidewaysScroll(page)), ...(await violations(page))]
    bad += found.length
    if (view.name === '390' || found.length > 0)
      console.log(name, view.name, `${((await answer?.body())?.length ?? 0) >> 10} kB`, found)
    await context.close()
  }
}
await browser.close()
process.exit(bad > 0 ? 1 : 0)

async function sidewaysScroll(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return over > 0 ? [`sideways scroll by ${over}`] : []
}

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE })
  const { violations } = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: {
          run(
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
        }
      }
    ).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  )
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
  )
}
