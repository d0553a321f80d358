// Officers at their desks: the queue, one case on one screen, one decision written once, a visit by phone.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { handIn } from './support/application.ts'
import { assertAccessible, look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'

describe('an officer', { timeout: 180_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('signs in on a page in which axe finds nothing, at a desk and on a phone', async () => {
    for (const face of ['desk', 'phone'] as const) {
      const page = await town.person({ face })
      await page.goto('/console')
      await page.locator('.sign-in-demo button').first().waitFor()
      await assertAccessible(page)
      await page.context().close()
    }
  })

  it('takes an application in, with what comes of it said before it is signed', async () => {
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    const { caseId } = await handIn(citizen, 'r01', { photo: await photo() })
    const page = await town.atDesk(`village-agent-${TOWN}`)
    await page.getByText('陈某一').first().waitFor()
    await look(page, '80-console-queue')
    await page.goto(`/console/cases/${caseId}`)
    await page.getByRole('button', { name: /受理并签名/ }).waitFor()
    await page.getByRole('button', { name: '住宅设计图 已上传' }).click()
    await page.locator('.viewer-sheet img').first().waitFor()
    const drawn = await page
      .locator('.viewer-sheet img')
      .first()
      .evaluate(async (image) => {
        await (image as HTMLImageElement).decode()
        return (image as HTMLImageElement).naturalWidth
      })
    assert.ok(drawn > 0, 'the picture that was handed in is seen')
    await look(page, '81-console-case')
    await page.getByRole('button', { name: /受理并签名/ }).click()
    await page
      .getByText(/已写入/)
      .first()
      .waitFor()
    await citizen.goto(`/my/cases/${caseId}`)
    assert.match(String(await citizen.locator('main').textContent()), /受理了，开始计时/)
  })

  it('who comes second is told who was first, and keeps what was written', async () => {
    const citizen = await town.person()
    await signIn(citizen, '林某二')
    const { caseId } = await handIn(citizen, 'r02')
    await toDecision(caseId)
    const [one, two] = [await town.atDesk('bureau-approver'), await town.atDesk('bureau-approver-2')]
    for (const page of [one, two]) {
      await page.goto(`/console/cases/${caseId}`)
      await page
        .getByRole('button', { name: /批准并签名/ })
        .first()
        .waitFor()
    }
    await two.locator('#opinion').fill('同意，四至已核')
    await one.getByRole('button', { name: /批准并签名/ }).click()
    await one
      .getByText(/已写入/)
      .first()
      .waitFor()
    await two.getByRole('button', { name: /批准并签名/ }).click()
    await two.getByText('没有写入').waitFor()
    await look(two, '82-console-conflict')
  })

  async function toDecision(caseId: string): Promise<void> {
    const officers = await town.platform.officer(`village-agent-${TOWN}`)
    await officers.act(caseId, { type: 'accept', note: '' })
    await town.platform.goTo('2026-11-10 09:00')
    const window = await town.platform.officer(`town-window-${TOWN}`)
    await window.attend(caseId, '四至清楚')
    for (const [post, branch] of [
      ['town-agriculture', 'agriculture'],
      ['town-land', 'land'],
    ]) {
      const desk = await town.platform.officer(`${post}-${TOWN}`)
      await desk.act(caseId, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
    }
  }

  it('sees services, their flow and counts, and is refused nothing by axe', async () => {
    const page = await town.atDesk('bureau-head')
    for (const [path, picture] of [
      ['/console/services', '83-console-services'],
      ['/console/services/homestead', '84-console-flow'],
      ['/console/counts', '85-console-counts'],
    ] as const) {
      await page.goto(path)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await look(page, picture)
    }
    await page.goto('/console/services/homestead')
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '存为 BPMN 2.0' }).click(),
    ])
    assert.equal(saved.suggestedFilename(), 'homestead.bpmn')
    assert.match(await readFile(await saved.path(), 'utf8'), /<userTask id="step\.decide" name="审批决定">/)
    for (const path of ['/console/visits', '/console/publicity', '/console/nothing-here']) {
      await page.goto(path)
      await page.locator('h1').first().waitFor()
      await page.waitForLoadState('networkidle')
      await assertAccessible(page)
    }
    const phone = await town.atDesk(`town-window-${TOWN}`, { face: 'phone' })
    await phone.waitForLoadState('networkidle')
    await assertAccessible(phone)
  })
})

/** A plan drawn in one colour. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 800, channels: 3, background: '#dde8f0' } })
    .jpeg()
    .toBuffer()
}
