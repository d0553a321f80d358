// A real Chromium for journeys: the system's, else the one that npm brought. Pages at the width of a phone, a desk or a self-service machine,
// judged by axe, and pictures of them for the documents.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

/** Opens a browser; close it when the journeys are over. With `camera`, its camera sees that film (MJPEG). */
export async function openBrowser({ camera }: { readonly camera?: string } = {}): Promise<Browser> {
  const film = camera
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${camera}`,
      ]
    : []
  const own = SYSTEM.find((path) => existsSync(path))
  if (own) return chromium.launch({ executablePath: own, args: ['--no-sandbox', ...film] })
  const { default: packaged } = await import('@sparticuz/chromium')
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...film] })
}

const FACES = {
  phone: { width: 390, height: 844 },
  desk: { width: 1366, height: 860 },
  kiosk: { width: 1080, height: 1920 },
} as const

/** A person at a device of their own, with their own cookies. */
export async function person(
  browser: Browser,
  url: string,
  { face = 'phone', script = true }: { readonly face?: keyof typeof FACES; readonly script?: boolean } = {},
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    baseURL: url,
    viewport: FACES[face],
    javaScriptEnabled: script,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(10_000)
  return context.newPage()
}

/** Signs in as one of the invented residents and ends at `next`. */
export async function signIn(page: Page, name: string, next = '/my'): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.waitForURL((address) => address.pathname === next)
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const AXE = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)
const JUDGE = `axe.run({ runOnly: ${JSON.stringify(WCAG)}, resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 160)).join(' | ')))`

/**
 * What axe finds against WCAG 2.2 AA on the page as it is shown. In the page itself and once a document: AxeBuilder opens
 * another tab for every judgement and reads axe twice, which pays only where there are frames.
 */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  assert.equal(page.frames().length, 1, `${page.url()} has frames, into which this does not look`)
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(AXE)
  return (await page.evaluate(JUDGE)) as readonly string[]
}

/** Nothing on the page is against WCAG 2.2 AA as far as axe can tell. */
export async function assertAccessible(page: Page): Promise<void> {
  const found = await whole(page, () => violationsOf(page))
  assert.deepEqual(found, [], `axe on ${page.url()}`)
}

/** The page reflows: nothing makes it scroll sideways. */
export async function assertFits(page: Page): Promise<void> {
  const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  assert.equal(over, 0, `${page.url()} is ${over} px too wide`)
}

const MAX_PICTURE_BYTES = 200_000

/** Looks at a page as a person would: accessible, no sideways scroll, and a picture of it for the documents. */
export async function look(page: Page, picture: string): Promise<void> {
  const isMachine = page.viewportSize()?.width === FACES.kiosk.width
  await whole(page, async () => {
    await assertAccessible(page)
    await assertFits(page)
    if (!isMachine) await keepPicture(page, picture)
  })
  // A machine's screen is what one sees of it.
  if (isMachine) await keepPicture(page, picture)
}

async function keepPicture(page: Page, picture: string): Promise<void> {
  if (process.env.QINQING_PICTURES) await takePicture(page, `${PICTURES}${picture}.png`)
}

/** With the window as high as the page: what sticks to the foot then covers nothing, as when one has scrolled there. */
async function whole<T>(page: Page, act: () => Promise<T>): Promise<T> {
  const size = page.viewportSize() ?? FACES.phone
  const height = await page.evaluate('document.documentElement.scrollHeight')
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Number(height)) })
  const result = await act()
  await page.setViewportSize(size)
  return result
}

async function takePicture(page: Page, path: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true })
  const picture = await page.screenshot({ animations: 'disabled' })
  const small = await sharp(picture).png({ palette: true, colours: 64, effort: 7 }).toBuffer()
  assert.ok(small.length <= MAX_PICTURE_BYTES, `${path} has ${small.length} bytes`)
  await writeFile(path, small)
}
