// An officer's own tools in a real browser: the queue by keyboard alone, several cases at once, colleagues and deputies,
// phrases, news, the days of duties, and a visit recorded where there is no line.

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { handIn } from './support/application.ts'
import { assertAccessible, look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'
const AGENT = `village-agent-${TOWN}`

describe('the workbench', { timeout: 240_000 }, () => {
  const town = openTown('2026-11-02 08:40')
  const cases: Record<string, string> = {}
  before(async () => {
    const photo = await picture('#dde8f0')
    for (const [subject, name] of [
      ['r01', '陈某一'],
      ['r02', '林某二'],
      ['r03', '黄某三'],
      ['r04', '吴某四'],
    ] as const) {
      const page = await town.person()
      await signIn(page, name)
      cases[name] = (await handIn(page, subject, { photo })).caseId
      await page.context().close()
    }
  })

  it('runs a queue by keyboard alone: choose, preview what happens, sign, read what became of each', async () => {
    const page = await town.atDesk(AGENT)
    await page.locator('.queue-row').nth(3).waitFor()
    const press = (keys: string) => page.keyboard.press(keys)
    await press('?')
    assert.match(String(await page.locator('.key-help').textContent()), /看这几件一起办会怎样/)
    await page.waitForTimeout(50)
    await look(page, '86-console-keys')
    await press('Escape')
    await press('x')
    await press('j')
    await press('x')
    await page.getByText('已选 2 件').waitFor()
    await press('a')
    const dialog = page.locator('.batch-dialog')
    await dialog.locator('tbody tr').nth(1).waitFor()
    assert.equal(await dialog.locator('tbody tr').count(), 2)
    assert.match(String(await dialog.locator('tbody').textContent()), /公示/)
    assert.match(String(await dialog.locator('tbody').textContent()), /还没写入/)
    await look(page, '87-console-batch')
    await dialog.getByRole('button', { name: /受理并签名（2 件）/ }).focus()
    await press('Enter')
    await dialog.getByText('已写入 2 / 2 件').waitFor()
    await press('Escape')
    await page.locator('.queue-row').nth(1).waitFor()
    await rowsAre(page, 2)
  })

  it('tells of each row for itself when one was quicker', async () => {
    const page = await town.atDesk(AGENT)
    await page.locator('.queue-row').nth(1).waitFor()
    for (const key of ['x', 'j', 'x', 'a']) await page.keyboard.press(key)
    const dialog = page.locator('.batch-dialog')
    await dialog.locator('tbody tr').nth(1).waitFor()
    const other = await town.platform.officer(AGENT)
    const open = await page.locator('.queue-row.picked strong').allTextContents()
    await other.act(cases[open[0]!]!, { type: 'accept', note: '' })
    await dialog.getByRole('button', { name: /受理并签名（2 件）/ }).click()
    await dialog.getByText('已写入 1 / 2 件').waitFor()
    assert.match(String(await dialog.locator('.batch-result.bad').textContent()), /已/)
    await assertAccessible(page)
  })

  it('puts a duty into a colleague’s hands, keeps a phrase, and tells what is new since the last look', async () => {
    await town.platform.goTo('2026-11-10 09:00')
    const window = await town.platform.officer(`town-window-${TOWN}`)
    for (const id of Object.values(cases)) await window.attend(id, '四至清楚')
    for (const [post, branch] of [
      ['town-agriculture', 'agriculture'],
      ['town-land', 'land'],
    ] as const) {
      const desk = await town.platform.officer(`${post}-${TOWN}`)
      for (const id of Object.values(cases).slice(0, 3))
        await desk.act(id, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
    }
    const page = await town.atDesk('bureau-approver')
    await page.locator('.queue-row').nth(2).waitFor()
    await page.keyboard.press('r')
    const dialog = page.locator('dialog.hand-dialog[open]')
    await dialog.locator('input[type=radio]').nth(2).waitFor()
    await dialog.locator('label', { hasText: '某二' }).click()
    await dialog.locator('input[type=text]').fill('您熟悉这个村')
    await look(page, '88-console-hand')
    await dialog.getByRole('button', { name: '分派' }).click()
    await dialog.getByText(/已归/).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.queue-tag', { hasText: '归' }).first().waitFor()
    await page.keyboard.press('m')
    await rowsAre(page, 2)
    await page.keyboard.press('0')
    await rowsAre(page, 3)

    await page.goto(`/console/cases/${cases.陈某一}`)
    await page.locator('#opinion').fill('经审查，四至与现场一致，予以批准。')
    await page.getByRole('button', { name: '存为我的常用意见' }).click()
    await page.getByText('已存为常用意见').waitFor()
    await page.goto('/console/phrases')
    await page.getByText('经审查，四至与现场一致，予以批准。').first().waitFor()
    await look(page, '89-console-phrases')

    const agent = await town.platform.officer('bureau-head')
    await agent.act(cases.陈某一!, { type: 'extend', reason: '材料多，需要再核' })
    await page.goto('/console')
    await page.locator('.queue-tag.news').first().waitFor()
    await page.goto(`/console/cases/${cases.陈某一}`)
    await page.getByText(/您上次看是.*此后有 1 件事/).waitFor()
    await page.locator('.viewer-sheet img').first().waitFor()
    await look(page, '90-console-since')
    await page.reload()
    await page.locator('#opinion').waitFor()
    assert.equal(await page.getByText(/您上次看是/).count(), 0, 'seen once, it is no news')
  })

  it('hands the posts to a deputy, who decides what neither of them took in, and takes them back at once', async () => {
    const head = await town.atDesk('bureau-approver')
    await head.goto('/console/standing-in')
    const deputies = head.locator('select')
    await deputies.locator('option', { hasText: '负责人' }).waitFor({ state: 'attached' })
    await deputies.selectOption({
      label: String(await deputies.locator('option', { hasText: '负责人' }).first().textContent()),
    })
    await head.locator('input[type=text]').last().fill('外出培训')
    await head.getByRole('button', { name: '交给代理人' }).click()
    await head.getByText('代理中').first().waitFor()
    await look(head, '91-console-standing-in')
    const deputy = await town.atDesk('bureau-head')
    await deputy.locator('.queue-tag', { hasText: '代' }).first().waitFor()
    await deputy.goto(`/console/cases/${cases.林某二}`)
    await deputy.getByRole('button', { name: /批准并签名/ }).click()
    await deputy
      .getByText(/已写入/)
      .first()
      .waitFor()
    await deputy.getByText(/（代/).first().waitFor()
    await head.reload()
    await head.getByRole('button', { name: '收回' }).click()
    await head.getByText('已收回，立即生效。').waitFor()
    await deputy.goto(`/console/cases/${cases.黄某三}`)
    await deputy.locator('.act-locked').first().waitFor()
    assert.equal(await deputy.getByRole('button', { name: /批准并签名/ }).count(), 0)
  })

  it('shows the days of the duties, and a day leads to its rows', async () => {
    const page = await town.atDesk('bureau-approver')
    await page.goto('/console/calendar')
    await page
      .getByText(/件到期/)
      .first()
      .waitFor()
    await look(page, '92-console-calendar')
    await page.locator('.due-table a').first().click()
    await page.locator('.queue-row').first().waitFor()
    assert.match(String(await page.locator('.queue-filters').textContent()), /到期的/)
    const phone = await town.atDesk('bureau-approver', { face: 'phone' })
    for (const path of ['/console/calendar', '/console/phrases', '/console/standing-in']) {
      await phone.goto(path)
      await phone.locator('h1').waitFor()
      await phone.waitForLoadState('networkidle')
      await assertAccessible(phone)
    }
  })

  it('records a visit where there is no line: the desk opens, keeps photo, place and signature, and sends them later', async () => {
    const page = await town.atDesk(`town-window-${TOWN}`, { face: 'phone' })
    await page.context().grantPermissions(['geolocation'])
    await page.context().setGeolocation({ longitude: 118.67, latitude: 24.93, accuracy: 8 })
    const fresh = await town.person()
    await signIn(fresh, '张某五')
    const { caseId } = await handIn(fresh, 'r05')
    const agent = await town.platform.officer(AGENT)
    await agent.act(caseId, { type: 'accept', note: '' })
    await town.platform.goTo('2026-11-18 09:00')
    await town.signInAtDesk(page, `town-window-${TOWN}`)
    await page.goto('/console/visits')
    await page.getByText('张某五').waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await page.context().setOffline(true)
    await page.goto(`/console/visits/${caseId}`)
    await page.getByRole('button', { name: '取定位' }).click()
    await page.getByText(/东经 118.67/).waitFor()
    await page
      .locator('#camera')
      .setInputFiles({ name: 'site.jpg', mimeType: 'image/jpeg', buffer: await picture('#7a8') })
    await page.locator('.visit-photos img').waitFor()
    await page.locator('label', { hasText: '合格' }).first().click()
    await sign(page)
    await look(page, '93-console-visit')
    await page.getByRole('button', { name: '先存在本机' }).click()
    await page.getByText('存在本机、还没交的 1 份').first().waitFor()
    await page.reload()
    await page.getByText('存在本机、还没交的 1 份').first().waitFor()
    await look(page, '94-console-visits-waiting')
    await page.context().setOffline(false)
    await page.locator('.visits-waiting').waitFor({ state: 'detached' })
    const desk = await town.atDesk(`town-window-${TOWN}`)
    await desk.goto(`/console/cases/${caseId}`)
    await desk.getByRole('tab', { name: /到场/ }).click()
    await desk.getByAltText('在场人签名').waitFor()
  })
})

/** A signature of two strokes. */
async function sign(page: Page): Promise<void> {
  const pad = page.locator('.signature canvas')
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox())!
  for (const [from, to] of [
    [0.2, 0.5],
    [0.5, 0.8],
  ] as const) {
    await page.mouse.move(box.x + box.width * from, box.y + box.height * 0.3)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * to, box.y + box.height * 0.7, { steps: 6 })
    await page.mouse.up()
  }
  await page.getByText('已签').waitFor()
}

/** The queue shows exactly so many rows. */
async function rowsAre(page: Page, count: number): Promise<void> {
  await page.locator('.queue-row').nth(count).waitFor({ state: 'detached' })
  await page
    .locator('.queue-row')
    .nth(count - 1)
    .waitFor()
}

function picture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 800, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
