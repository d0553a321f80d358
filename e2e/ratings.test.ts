// 好差评 in a real browser: without signing in, by case number and query code or at a touch point; what becomes of a bad
// rating; the published figures.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { handIn } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'

describe('ratings', { timeout: 120_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('takes a rating without signing in and without script, by both numbers of the case and only once', async () => {
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    const { caseId, caseNo } = await handIn(citizen, 'r01')
    const { queryCode } = (await (await citizen.request.get(`/api/cases/${caseId}`)).json()) as { queryCode: string }
    const page = await town.person({ script: false })
    const rate = async (level: string, number = caseNo.slice(-8), reason = ''): Promise<void> => {
      await page.goto(`/rate?code=${queryCode}`)
      await page.locator('[name=caseNo]').fill(number)
      await page.locator(`[name=level][value="${level}"]`).check({ force: true })
      if (reason) await page.locator('[name=text]').fill(reason)
      await page.getByRole('button', { name: '提交评价' }).click()
    }
    await rate('5')
    assert.match(String(await page.locator('main').textContent()), /还没|办结|决定/, 'too early')
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    await agent.act(caseId, { type: 'refuse', ground: 'notCompetent', reason: '不属于本机关职权' })
    await rate('5', '99999999')
    await page.getByText('件号和查询码对不上').first().waitFor()
    await rate('1')
    assert.match(await page.title(), /^错误：/, 'a low grade says why')
    await rate('1', caseNo.slice(-8), '跑了三趟才说不归这里办')
    await page.waitForURL('**/rate/thanks')
    await rate('5')
    assert.doesNotMatch(page.url(), /thanks/, 'once')
  })

  it('takes a rating of one visit at a window, and asks nothing that it need not', async () => {
    const page = await town.person()
    await page.goto('/rate')
    await page.getByRole('button', { name: '提交评价' }).click()
    await look(page, '95-rate-open')
    await page.goto('/rate?at=window')
    assert.equal(await page.locator('[name=code]').count(), 0)
    await page.locator('[name=level][value="4"]').check({ force: true })
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.waitForURL('**/rate/thanks')
    await look(page, '96-rate-thanks')
  })

  it('a bad rating is called back, put right, told and asked once more; the figures are published', async () => {
    const supervisor = await town.atDesk('bureau-supervisor', { path: '/console/ratings' })
    await supervisor.getByText('跑了三趟才说不归这里办').waitFor()
    await look(supervisor, '97-console-ratings')
    const step = async (page: Page, note: string, button: string): Promise<void> => {
      await page.locator('.rating-note textarea').fill(note)
      await page.getByRole('button', { name: button }).click()
      await page.locator('.rating-steps').getByText(note).waitFor()
    }
    await step(supervisor, '电话核实，第一次没有说清由谁办', '回访过，属实')
    const agent = await town.atDesk(`village-agent-${TOWN}`, { path: '/console/ratings' })
    await step(agent, '已上门道歉，指南写清由谁办', '已当场整改')
    await step(agent, '电话告知了整改', '已把整改告诉评价人')
    await supervisor.reload()
    await step(supervisor, '再问过，说可以了', '再问过，满意了')
    await look(supervisor, '98-console-rating-closed')
    const anybody = await town.person()
    await anybody.goto('/ratings')
    assert.match(String(await anybody.locator('h1').textContent()), /50\.0%/)
    assert.doesNotMatch(String(await anybody.locator('main').textContent()), /三趟|陈某/)
    await look(anybody, '99-ratings')
    await anybody.goto('/ratings?lang=en')
    await look(anybody, '99-ratings-en')
  })
})
