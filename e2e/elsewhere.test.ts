// A draft begun on one device and taken up on another by the code it shows: the same person, the same place, once.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import decodeQR from 'qr/decode.js'
import sharp from 'sharp'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const VILLAGE = '350521104-01'

describe('a draft on another device', { timeout: 180_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  /** What the picture of the code says, read as a camera would. */
  async function scan(page: Page): Promise<URL> {
    const picture = await page.locator('.qr').screenshot()
    const { data, info } = await sharp(picture).resize(600).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    return new URL(decodeQR({ width: info.width, height: info.height, data }))
  }

  async function open(page: Page, name: string, address: URL): Promise<void> {
    await page.goto(address.href)
    await page.goto(`/sign-in?next=${encodeURIComponent(address.pathname)}`)
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    await page.waitForURL((now) => !/^\/(sign-in|interaction)/.test(now.pathname) && now.host === address.host)
  }

  it('goes on where it was left, for the same person only, once, and without script too', async () => {
    const first = await town.person({ script: false })
    await signIn(first, '陈某一', '/apply/homestead/1')
    await first.locator('[name=village]').selectOption(VILLAGE)
    await first.getByRole('button', { name: '换手机继续' }).click()
    const address = await scan(first)
    assert.match(address.pathname, /^\/on\/[0-9a-z]{12}$/)
    assert.ok((await first.locator('main').textContent())?.includes(address.host + address.pathname), 'can be typed')

    const stranger = await town.person()
    await open(stranger, '林某二', address)
    await stranger.getByRole('heading', { name: '这个码不能用了' }).waitFor()
    await look(stranger, 'elsewhere-over')

    const second = await town.person({ face: 'desk' })
    await open(second, '陈某一', address)
    assert.equal(new URL(second.url()).pathname, '/apply/homestead/1')
    assert.equal(await second.locator('[name=village]').inputValue(), VILLAGE, 'what was typed came along')

    await second.goto(address.href)
    await second.getByText('码用过了、过了 10 分钟，或者不是给您的。').waitFor()
  })

  it('is offered wherever one may be, and ends after ten minutes', async () => {
    const page = await town.person()
    await signIn(page, '黄某三', '/apply/homestead')
    await page.getByRole('button', { name: '换手机继续' }).click()
    await look(page, 'elsewhere')
    await page.setViewportSize({ width: 1280, height: 860 })
    await look(page, 'elsewhere-desk')
    const early = await scan(page)
    await page.goto('/apply/homestead/materials')
    await page.getByRole('button', { name: '换手机继续' }).click()
    const late = await scan(page)
    await page.goto(early.href)
    await page.getByRole('heading', { name: '这个码不能用了' }).waitFor()
    await town.platform.goTo('2026-11-02 08:51')
    await page.goto(late.href)
    await page.getByRole('heading', { name: '这个码不能用了' }).waitFor()
    await page.goto('/apply/homestead/materials')
    await page.getByRole('button', { name: '换手机继续' }).click()
    await page.goto((await scan(page)).href)
    assert.equal(new URL(page.url()).pathname, '/apply/homestead/materials')
  })

  it('says so in English and in traditional script', async () => {
    const page = await town.person()
    await signIn(page, '吴某四', '/apply/homestead')
    for (const [lang, button] of [
      ['en', 'Continue on another device'],
      ['zh-Hant', '換手機繼續'],
    ] as const) {
      await page.goto(`/apply/homestead?lang=${lang}`)
      await page.getByRole('button', { name: button }).click()
      await page.locator('.qr').waitFor()
      await look(page, `elsewhere-${lang}`)
    }
  })
})
