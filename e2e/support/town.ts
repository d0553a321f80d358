// What a file of journeys needs: the platform and a browser, opened before its tests and closed after them, and the ways
// into it, as a resident at a device and as an officer at a desk.

import { after, before } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { look, openBrowser, person } from './browser.ts'
import { type Platform, startPlatform } from './platform.ts'

export interface Town {
  readonly platform: Platform
  readonly browser: Browser
  /** Somebody at a device of their own. */
  person(options?: Parameters<typeof person>[2]): Promise<Page>
  /** Looks at a page that another browser, without script, was on: the check itself needs scripts. */
  see(address: string, picture: string): Promise<void>
  /** An officer signed in on the console and led to `path`, as a visitor of the demonstration signs in. */
  atDesk(login: string, way?: { readonly path?: string; readonly face?: 'desk' | 'phone' }): Promise<Page>
  /** Signs in on the console in a page that stands open. */
  signInAtDesk(page: Page, login: string, path?: string): Promise<void>
}

/** Call it where the tests are described; the parameters are those of the platform. What it answers is open in tests and hooks. */
export function openTown(...how: Parameters<typeof startPlatform>): Town {
  const opened = new AsyncDisposableStack()
  let platform: Platform
  let browser: Browser
  before(async () => {
    platform = opened.use(await startPlatform(...how))
    browser = opened.use(await openBrowser())
  })
  after(() => opened.disposeAsync())
  const town: Town = {
    get platform() {
      return platform
    },
    get browser() {
      return browser
    },
    person: (options) => person(browser, platform.url, options),
    async see(address, picture) {
      const page = await town.person()
      await page.goto(address)
      await look(page, picture)
      await page.context().close()
    },
    async atDesk(login, { path, face = 'desk' } = {}) {
      const page = await town.person({ face })
      await town.signInAtDesk(page, login, path)
      return page
    },
    async signInAtDesk(page, login, path = '/console') {
      await platform.passMoment()
      await page.goto(path)
      await page.locator('.sign-in-demo button', { has: page.getByText(login, { exact: true }) }).click()
      await page.waitForURL((address) => address.pathname === path)
    },
  }
  return town
}
