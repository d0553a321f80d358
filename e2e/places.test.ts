// Door plates: made, printed, hung and retired at the desk; scanned at the door without script; a video call booked there;
// the nearest point found on the tap.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { look } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('a door plate', { timeout: 180_000 }, () => {
  const town = openTown('2026-11-02 08:40')
  let address = ''
  const text = async (page: Page): Promise<string> => String(await page.locator('body').textContent())

  it('is made, printed and hung at the desk, and its poster is a PDF', async () => {
    const page = await town.atDesk('bureau-window')
    await page.goto('/console/places')
    await page.getByLabel('名称或代号').fill('政务服务中心')
    await page.getByRole('button', { name: '做门牌' }).first().click()
    await page.getByText('QL-0201').waitFor()
    await page.getByRole('button', { name: '记印制' }).click()
    await page.getByText('印好了，没有挂').waitFor()
    await page.getByLabel('挂在哪里').fill('东门右侧')
    await page.getByRole('button', { name: '记悬挂' }).click()
    await page.getByText('东门右侧').waitFor()
    await look(page, '97-console-places')
    const poster = await page.request.get('/api/plates/QL-0201/poster?size=a2')
    assert.equal(poster.status(), 200)
    assert.match((await poster.body()).subarray(0, 5).toString(), /%PDF-/)
    address = String(await page.getByRole('link', { name: '扫到的页' }).getAttribute('href'))
  })

  it('answers whoever scans it, without script, in one flight of a connection', async () => {
    const page = await town.person({ script: false })
    await page.goto(address)
    assert.match(await text(page), /门牌 QL-0201/)
    assert.match(await text(page), /开着，到 12:00/)
    await town.see(page.url(), '98-plate')
    const html = await (await page.request.get(address)).text()
    assert.ok(gzipSync(html).length < 14_000)
    assert.doesNotMatch(html, /<script/)
  })

  it('takes a booking for a video call, and says what is missing', async () => {
    const page = await town.person({ script: false })
    await page.goto(address)
    await page.getByRole('link', { name: /视频办/ }).click()
    await page.getByRole('button', { name: '约好' }).click()
    assert.match(await text(page), /请填怎么称呼您/)
    await page.getByLabel('怎么称呼您').fill('陈某一')
    await page.getByLabel('电话', { exact: true }).fill('13800000001')
    await page.getByLabel('什么时候').selectOption('now')
    await page.getByLabel(/我同意视频通话/).check()
    await page.getByRole('button', { name: '约好' }).click()
    await page.waitForURL('**/call/sent*')
    await town.see(page.url(), '99-call-sent')
  })

  it('leads to the nearest point on the tap, and by town without a position', async () => {
    const page = await town.person()
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ latitude: 24.905, longitude: 118.785 })
    await page.goto('/points')
    await page.locator('[data-island=Near][data-alive]').waitFor()
    await page.getByRole('button', { name: '按离我远近排' }).click()
    await page.getByText('最近的在前面').waitFor()
    assert.match(String(await page.locator('.point-row').first().textContent()), /政务服务中心.*0 米/)
  })
})
