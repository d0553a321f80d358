// Where no record of the platform says what a target has come to: a proof handed in by one officer and reviewed by another,
// and from all of it the self-evaluation of a project, explained, written and recorded.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { look } from './support/browser.ts'
import { openTown } from './support/town.ts'

/** A picture of one dot: a file like any other to the platform. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('the evidence of targets', () => {
  const town = openTown('2026-11-02 08:40')

  it('a proof is handed in, sent back with a reason, handed in again, accepted by another, and seen by the public', {
    timeout: 90_000,
  }, async () => {
    const author = await town.atDesk('bureau-author')
    await handIn(author, '40')
    await author.getByText('待复核').first().waitFor()
    const finance = await town.atDesk('bureau-finance')
    await choose(finance)
    assert.equal(await finance.getByRole('button', { name: '上传，请人复核' }).count(), 0, 'finance hands in nothing')
    await finance.getByLabel('复核意见（退回必写）').fill('台数与发票不符')
    await look(finance, 'budget-proof-review')
    await finance.getByRole('button', { name: '退回', exact: true }).click()
    await finance.getByText('台数与发票不符').waitFor()
    await handIn(author, '82')
    assert.equal(await author.getByRole('button', { name: '佐证属实，通过' }).count(), 0, 'nobody reviews their own')
    await choose(finance)
    await finance.getByRole('button', { name: '佐证属实，通过' }).click()
    await finance.getByText('82 台').first().waitFor()
    await look(finance, 'budget-proof-accepted')
    const anyone = await town.person({ script: false })
    await town.platform.passMoment()
    await town.platform.goTo('2026-11-02 08:50')
    await anyone.goto('/budget/project-1.html')
    assert.match(String(await anyone.locator('tr', { hasText: '完成国产数量' }).textContent()), /82 台/)
  })

  it('a project is scored while the paid sum is typed; what deviates is explained before it is recorded, and the report can be fetched', {
    timeout: 90_000,
  }, async () => {
    const author = await town.atDesk('bureau-author')
    await author.goto('/console/evaluations')
    await author.getByText('27 个项目，已自评 0 个').waitFor()
    await author.getByRole('link', { name: '安可替代', exact: true }).click()
    const record = author.getByRole('button', { name: '记下这次自评' })
    assert.equal(await record.isDisabled(), true)
    await author.getByLabel('已支付（万元）').fill('36.90')
    await author.getByText('得 9.00 / 10.00 分').waitFor()
    assert.equal(await record.isDisabled(), true, 'the doubled output is not explained yet')
    await author.getByLabel(/完成国产数量：与目标相差较大/).fill('集中采购降价，同样的钱多买了 41 台')
    await look(author, 'budget-evaluation')
    await record.click()
    const report = author.getByRole('link', { name: '报告（PDF）' })
    await report.waitFor()
    await author.getByText('完成国产数量：集中采购降价').waitFor()
    const file = await author.request.get(String(await report.getAttribute('href')))
    if (file.status() === 200) assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-')
    else assert.match(await file.text(), /Typst|字体/)
    const acts = await author.request.get('/log/taishang/acts/evaluation:2024.1')
    assert.equal(acts.status(), 200)
    await author.goto('/console/evaluations')
    await author.getByText('27 个项目，已自评 1 个').waitFor()
    await look(author, 'budget-evaluations')
  })

  async function choose(page: Page): Promise<void> {
    await page.goto('/console/indicators')
    await page.getByRole('button', { name: /^全部/ }).click()
    await page.getByRole('button', { name: '看 完成国产数量' }).click()
    await page.getByRole('heading', { name: '佐证材料' }).waitFor()
  }

  async function handIn(page: Page, figure: string): Promise<void> {
    await choose(page)
    await page
      .getByLabel('文件（PDF 或图片）')
      .setInputFiles({ name: '验收单.png', mimeType: 'image/png', buffer: DOT })
    await page.getByLabel('完成数（台）').fill(figure)
    await page.getByRole('button', { name: '上传，请人复核' }).click()
    await page.locator('.proof li', { hasText: `${figure}台` }).waitFor()
  }
})
