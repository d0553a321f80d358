// Every page of the table, in every state that has a fixture: nothing for axe to find in three languages, in large type, on
// the narrowest screen and at a machine; no sideways scroll; every control reached by Tab in order, and seen when it is; paper without
// what only a screen needs.

import assert from 'node:assert/strict'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openWeb } from '../src/web.ts'
import { openBrowser, violationsOf } from './support/browser.ts'

// The web has types of its own: it is reached by address.
const { fixtureServer } = (await import('../web/dev/fixture-server.ts' as string)) as {
  readonly fixtureServer: (web: object, client: string) => Server
}
const { fixtures } = (await import('../web/dev/fixtures.ts' as string)) as { readonly fixtures: object }

const PHONE = { width: 390, height: 844 }
const NARROW = { width: 320, height: 700 }
const SETTINGS = {
  'zh-Hans': { query: '', view: PHONE },
  '320 px': { query: '', view: NARROW },
  'zh-Hant': { query: '?lang=zh-Hant', view: PHONE },
  en: { query: '?lang=en', view: PHONE },
  'large type': { query: '?size=large', view: PHONE },
  'at a machine': { query: '?kiosk=on', view: { width: 1080, height: 1920 } },
} as const
/** Where only the width is measured: the longest words in the largest type on the narrowest screen. */
const TIGHTEST = '?lang=en&size=large'
const NAMES = Object.keys(fixtures)
/** One state of each page: where the keyboard leads does not depend on the others. */
const PAGES = NAMES.filter((name, index) => NAMES.findIndex((one) => pageOf(one) === pageOf(name)) === index)

function pageOf(name: string): string {
  return name.split('/')[0] as string
}

describe('every page', { timeout: 300_000 }, () => {
  let server: Server
  let browser: Browser
  let url: string
  before(async () => {
    const { web, clientFolder } = await openWeb()
    server = fixtureServer(web, clientFolder)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  /** Goes through the names with as many tabs as the machine has cores for. */
  async function throughAll(
    names: readonly string[],
    judge: (page: Page, name: string) => Promise<void>,
  ): Promise<void> {
    const left = [...names]
    const walk = async (): Promise<void> => {
      // Pages may not run foreign scripts; the check may.
      const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce', viewport: PHONE })
      const page = await context.newPage()
      for (let name = left.shift(); name !== undefined; name = left.shift()) await judge(page, name)
      await context.close()
    }
    await Promise.all([walk(), walk()])
  }

  async function open(page: Page, address: string): Promise<void> {
    await page.goto(url + address, { waitUntil: 'load' })
    if (await page.locator('script[type=module]').count()) {
      await page.waitForFunction(
        "![...document.querySelectorAll('[data-island]')].some((one) => one.dataset.alive === undefined)",
      )
    }
  }

  const overOf = (page: Page): Promise<unknown> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

  it('has nothing against WCAG 2.2 AA that axe can find, in any language, in large type, at 320 pixels and at a machine, and reflows', async () => {
    await throughAll(NAMES, async (page, name) => {
      const settings = Object.entries(SETTINGS)
      // One state of a page is judged in every setting, its other states in one each.
      const judged = PAGES.includes(name) ? settings : [settings[NAMES.indexOf(name) % settings.length]!]
      let opened: string | undefined
      for (const [setting, { query, view }] of judged) {
        await page.setViewportSize(view)
        // The same page in another width reflows: it need not be loaded again.
        if (query !== opened) await open(page, `/${name}${query}`)
        opened = query
        assert.equal(await overOf(page), 0, `${name} scrolls sideways, ${setting}`)
        const lang = /lang=([\w-]+)/.exec(query)?.[1] ?? 'zh-Hans'
        assert.equal(await page.locator('html').getAttribute('lang'), lang, name)
        if (lang === 'en' && name !== 'gallery') assert.deepEqual(await page.evaluate(UNMARKED), [], name)
        // What sticks to the foot covers what one has not scrolled to yet.
        const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
        await page.setViewportSize({ width: view.width, height: height + 200 })
        assert.deepEqual(await violationsOf(page), [], `${name}, ${setting}`)
      }
      await page.setViewportSize(NARROW)
      await open(page, `/${name}${TIGHTEST}`)
      assert.equal(await overOf(page), 0, `${name} scrolls sideways, ${TIGHTEST}`)
    })
  })

  it('is walked by Tab from the skip link through every control, each of them seen', async () => {
    await throughAll(PAGES, async (page, name) => {
      await page.setViewportSize(PHONE)
      await open(page, `/${name}`)
      await page.evaluate(NUMBER_CONTROLS)
      const seen: number[] = []
      // A page may begin in its middle, at what is to be put right; from its end the keyboard comes back to its top.
      for (let outside = 0; outside < 3; ) {
        await page.keyboard.press('Tab')
        const [number, ring] = (await page.evaluate(FOCUSED)) as [number | null, boolean]
        if (number === null) outside++
        // A date has several stops of its own.
        else if (number === seen.at(-1)) continue
        else if (seen.includes(number)) break
        else {
          assert.ok(
            ring,
            `${name}: no ring on ${await page.evaluate('document.activeElement.outerHTML.slice(0, 120)')}`,
          )
          seen.push(number)
        }
      }
      const top = seen.indexOf(Math.min(...seen))
      const walked = [...seen.slice(top), ...seen.slice(0, top)]
      assert.deepEqual(
        walked,
        walked.toSorted((a, b) => a - b),
        `${name}: in the order of the page`,
      )
      const missed = (await page.evaluate(`(${MISSED})(${JSON.stringify(seen)})`)) as readonly string[]
      assert.deepEqual(missed, [], name)
    })
  })

  it('leaves off paper what only a screen needs', async () => {
    await throughAll(['guide', 'progress', 'certificate', 'submitted'], async (page, name) => {
      await open(page, `/${name}`)
      await page.emulateMedia({ media: 'print' })
      for (const screenOnly of ['.frame-tabs', '.frame-act', '.switches'])
        for (const one of await page.locator(screenOnly).all()) assert.equal(await one.isVisible(), false, screenOnly)
      assert.equal(await page.locator('main').isVisible(), true, name)
      await page.emulateMedia({ media: null })
    })
  })

  it('moves nothing for whoever wants no motion', async () => {
    await throughAll(PAGES, async (page, name) => {
      await open(page, `/${name}`)
      assert.deepEqual(await page.evaluate(MOVING), [], name)
    })
  })
})

/** Texts that are mainly Chinese under an element that says it is English. */
const UNMARKED = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data
    const han = (text.match(/\\p{Script=Han}/gu) ?? []).length
    const latin = (text.match(/[A-Za-z]/g) ?? []).length
    const parent = node.parentElement
    if (han * 2 <= latin || han === 0 || parent.closest('script,style')) continue
    if (!parent.closest('[lang]').getAttribute('lang').startsWith('zh')) found.push(text.trim())
  }
  return found
})()`

const CONTROLS = `[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')]`
/** Controls in the order of the page. */
const NUMBER_CONTROLS = `${CONTROLS}.forEach((one, index) => { one.dataset.number = index })`
const FOCUSED = `(() => {
  const one = document.activeElement
  // The ring of a control may be drawn by the box around it.
  const ringed = [one, one.parentElement, one.closest('label'), one.closest('form')].filter((part) => part)
  const ring = ringed.some((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part)
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
  })
  return [one.dataset.number === undefined ? null : Number(one.dataset.number), ring]
})()`
/** Of radios only one is reached by Tab; what is hidden or taken out on purpose is not reached at all. */
const MISSED = `(seen) => ${CONTROLS}.filter((one) => {
  if (one.tabIndex < 0 || one.disabled || one.type === 'radio' || seen.includes(Number(one.dataset.number))) return false
  return one.checkVisibility({ visibilityProperty: true })
}).map((one) => one.outerHTML.slice(0, 120))`
const MOVING = `[...document.querySelectorAll('*')].filter((one) => {
  const { transitionDuration, animationName } = getComputedStyle(one)
  return animationName !== 'none' || transitionDuration.split(',').some((part) => parseFloat(part) > 0)
}).map((one) => one.tagName + '.' + one.className)`
