// A draw that a case waits for, from its plan to its result, as its people hold it at their desks.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import { look } from './browser.ts'
import type { Town } from './town.ts'

/**
 * A draw over the list of the case that waits for it, held at the desks: holders make their keys, it is planned, sealed by two,
 * frozen, read by two, opened, drawn. Resolves to the operator's page, as they are signed in by then. `day`: of the freeze.
 */
export async function holdDraw(
  town: Town,
  desk: Page,
  { folder, day, count }: { readonly folder: string; readonly day: string; readonly count: number },
): Promise<Page> {
  const keys = new Map<string, string>()
  for (const holder of ['bureau-head', 'bureau-supervisor']) {
    const page = await town.atDesk(holder, { path: '/console/draws' })
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: /生成我的托管钥匙/ }).click()
    keys.set(holder, join(folder, `${holder}.key`))
    await (await saved).saveAs(keys.get(holder) as string)
    await page.context().close()
  }
  await desk.goto('/console/draws')
  await desk.getByText('等摇号的件').waitFor()
  const plan = desk.locator('.draws-cases')
  await plan.getByText('定时刻和开奖期号，拟定').click()
  await plan.getByLabel('锁定名单的时刻').fill(`${day}T12:00`)
  await plan.getByLabel('用哪几期开奖号码').fill('cwl-kl8 2026294\ncwl-kl8 2026295')
  await plan.getByLabel('万一没开出，用哪几期').fill('cwl-kl8 2026296\ncwl-kl8 2026297')
  await plan.getByLabel('可以作废的理由').fill('项目被依法取消')
  await look(desk, 'market-21-plan')
  await desk
    .getByRole('button', { name: /^拟定$/ })
    .first()
    .click()
  await desk.waitForURL('**/console/draws/taishang-2026-*')
  const draw = new URL(desk.url()).pathname
  const secrets = new Map<string, string>()
  const notary = await town.atDesk('bureau-notary', { path: '/console/draws' })
  for (const [party, page] of [
    ['operator', desk],
    ['notary', notary],
  ] as const) {
    await page.goto(draw)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: /生成并封存/ }).click()
    secrets.set(party, join(folder, `${party}.secret`))
    await (await saved).saveAs(secrets.get(party) as string)
    await page.getByText('我方的数已下载为').or(page.getByText('报名中')).first().waitFor()
  }
  for (const [holder, key] of keys) {
    const page = await town.atDesk(holder)
    await page.goto(draw)
    await page.locator('.draw-escrow input[type=file]').setInputFiles(key)
    await page.getByText('两份副本都打得开').waitFor()
    await page.context().close()
  }
  await desk.goto(draw)
  await desk.getByText(`${count} 家，至少`).waitFor()
  assert.equal(await desk.getByRole('textbox', { name: /加报名/ }).count(), 0, 'the list is the case’s own')
  await look(desk, 'market-22-list')
  await desk.getByRole('button', { name: /^锁定 / }).click()
  await desk.getByRole('button', { name: /确定锁定/ }).click()
  await desk.getByText('以后才能抄录').or(desk.getByText('等开奖')).first().waitFor()
  await town.platform.goTo(`${day} 21:30`)
  const again = await town.atDesk('bureau-market')
  const other = await town.atDesk('bureau-notary')
  for (const page of [other, again]) {
    await page.goto(draw)
    const inputs = page.locator('.draw-reading input')
    await inputs.nth(0).fill(KL8)
    await inputs.nth(1).fill(SECOND_KL8)
    await page.getByRole('button', { name: /交上我抄的/ }).click()
    await page
      .getByText(/已经抄录|待打开/)
      .first()
      .waitFor()
  }
  for (const [party, page] of [
    ['operator', again],
    ['notary', other],
  ] as const) {
    await page.goto(draw)
    await page
      .locator('.draw-now input[type=file]')
      .first()
      .setInputFiles(secrets.get(party) as string)
    await page.getByRole('button', { name: /^打开$/ }).click()
    await page
      .getByText(/的数已打开|待摇出/)
      .first()
      .waitFor()
  }
  await again.goto(draw)
  await again.getByRole('button', { name: /摇出结果/ }).click()
  await again.getByRole('button', { name: /确定摇出/ }).click()
  await again.getByText(/^中选/).first().waitFor()
  return again
}
