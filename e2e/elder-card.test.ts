// The smallest service, which nothing outside its folder knows of: a card from the phone to the wallet.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { apply } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('a card for the old', { timeout: 120_000 }, () => {
  const town = openTown('2026-11-02 09:00')

  it('is applied for by phone, taken in by the village, approved by the bureau and shown in the wallet', async () => {
    const elder = await town.person()
    await elder.goto('/guide/elder-card')
    await look(elder, 'elder-00-guide')
    await signIn(elder, '张某五', '/apply/elder-card')
    const caseNo = await apply(elder, [{ village: '350521104-01' }, {}], { service: 'elder-card' })
    const agent = await town.platform.officer('village-agent-350521104')
    const { id } = await agent.caseOf(caseNo)
    await agent.act(id, { type: 'accept', note: '' })
    const desk = await town.atDesk('bureau-approver', { path: `/console/cases/${id}` })
    await desk.getByRole('button', { name: /批准/ }).first().waitFor()
    await look(desk, 'elder-01-desk')
    await desk.getByRole('button', { name: /批准并签名/ }).click()
    await desk
      .getByText(/已写入/)
      .first()
      .waitFor()
    await elder.goto('/my/certificates')
    await elder.getByRole('link', { name: '老年优待证' }).click()
    await look(elder, 'elder-02-card')
    assert.match(String(await elder.locator('main').textContent()), /泉台审〔2026〕老优0001号/)
  })

  it('is not offered a second time, and the page says where the first one is', async () => {
    const elder = await town.person()
    await signIn(elder, '张某五', '/apply/elder-card')
    await elder.goto('/apply/elder-card/1')
    for (const answers of [{ village: '350521104-01' }, {}]) {
      for (const [name, text] of Object.entries(answers)) await elder.locator(`[name="${name}"]`).selectOption(text)
      await elder.locator('.frame-act button[name=next]').click()
    }
    await elder.goto('/apply/elder-card/check')
    await elder.getByText('这位老人已经有优待证').first().waitFor()
    await look(elder, 'elder-03-second')
  })
})
