// Guides and search: found in the words people use, the list shrunk to one's own case; and a guide written, audited and
// published by three people until the public reads it.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, assertFits, look } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('the guides', { timeout: 180_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  const text = async (page: Page): Promise<string> => String(await page.locator('main').textContent())

  it('are found while one types, by keys alone', async () => {
    const page = await town.person()
    await page.goto('/')
    await look(page, '90-home')
    await page.locator('[data-island=Ask][data-alive]').waitFor()
    await page.getByRole('combobox').pressSequentially('spjyxk')
    await page.getByRole('option').first().waitFor()
    await assertAccessible(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/guide/food-business-new')
  })

  it('are found without script; what is not found leads on', async () => {
    const page = await town.person({ script: false })
    await page.goto('/')
    await page.locator('#q').fill('開飯店')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/search?q=*')
    await town.see(page.url(), '91-search')
    await page.getByRole('link', { name: /食品经营许可（首次申请）/ }).click()
    await page.waitForURL('**/guide/food-business-new')
    await page.goto('/search?q=' + encodeURIComponent('食品经迎许可'))
    assert.match(await text(page), /您是不是要找/)
    await page.goto('/search?q=' + encodeURIComponent('龘龘龘'))
    assert.match(await text(page), /没找到/)
    await town.see(page.url(), '92-search-nothing')
  })

  it('answer first, and shrink the list of papers to one’s own case without script', async () => {
    const page = await town.person({ script: false })
    await page.goto('/guide/food-business-new')
    assert.match(await text(page), /示例文本/)
    assert.match(await text(page), /6 份材料里，您只要准备 3 份/)
    await town.see(page.url(), '93-guide')
    await page.getByLabel('租来的').check({ force: true })
    await page.getByLabel('做餐饮').check({ force: true })
    await page.getByRole('button', { name: '更新清单' }).click()
    await page.waitForURL('**a=*')
    assert.match(await text(page), /6 份材料里，您只要准备 5 份/)
    await page.getByRole('link', { name: '打印这份指南' }).click()
    await page.waitForURL('**view=print*')
    assert.equal(await page.locator('details:not([open])').count(), 0, 'on paper everything is open')
  })

  it('read well narrow, large, in traditional script and in English', async () => {
    const page = await town.person()
    for (const query of ['size=large', 'size=normal&lang=zh-Hant', 'lang=en', 'lang=zh-Hans'])
      for (const path of ['/guide/id-card-new', '/guides', '/search?q=a']) {
        await page.goto(path + (path.includes('?') ? '&' : '?') + query)
        await assertAccessible(page)
        await page.setViewportSize({ width: 320, height: 700 })
        await assertFits(page)
        await page.setViewportSize({ width: 390, height: 844 })
      }
  })

  it('are written by one officer, audited by a second and published by a third', async () => {
    const writer = await town.atDesk('bureau-window')
    await writer.goto('/console/guides')
    await writer.getByLabel('名称或地址').fill('结婚登记')
    await look(writer, '95-console-guides')
    await writer.getByRole('link', { name: '结婚登记' }).click()
    await writer.getByRole('button', { name: '存草稿' }).waitFor()
    await writer.locator('summary', { hasText: '依据、去哪里、问谁' }).click()
    await writer.getByLabel('咨询方式').fill('')
    await writer.keyboard.press('Tab')
    await writer.getByText('发布规则有 1 处不符合').waitFor()
    await look(writer, '96-console-guide')
    await writer.getByLabel('咨询方式').fill('0595-0000-0001')
    await writer.keyboard.press('Tab')
    await writer.getByRole('button', { name: '存草稿' }).click()
    await writer.getByText('存了草稿').first().waitFor()
    await writer.getByRole('button', { name: '提交审核' }).click()
    await writer.getByText('这一步由别人办').waitFor()
    for (const [login, act] of [
      ['bureau-approver', '审核通过'],
      ['bureau-head', '发布'],
    ] as const) {
      const page = await town.atDesk(login)
      await page.goto('/console/guides/marriage')
      await page.getByRole('button', { name: act, exact: true }).click()
      await page.locator('.guide-done').waitFor()
    }
    const citizen = await town.person()
    await citizen.goto('/guide/marriage')
    assert.match(String(await citizen.textContent('body')), /0595-0000-0001/)
  })
})
