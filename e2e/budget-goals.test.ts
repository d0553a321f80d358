// The author's other half of a book: projects with their indicators, and the words of the narrative, judged while they are
// written, with the same versions, undo, keyboard and paste as the tables.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, assertFits, look } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('the goals and words of a book', () => {
  const town = openTown('2026-11-02 08:40')

  it('a finding is mended with a key, rows move, come, go and are pasted, and undo goes back', {
    timeout: 90_000,
  }, async () => {
    const author = await town.atDesk('bureau-author')
    await author.goto('/console/budget')
    await author.getByRole('button', { name: '开始编 2025 年度预算' }).click()
    await author.getByRole('button', { name: /绩效目标 ✓/ }).click()
    await assertAccessible(author)
    const name = (n: number) => author.getByLabel(`第 ${n} 行三级指标`)
    const target = (n: number) => author.getByLabel(`第 ${n} 行目标值`)
    assert.equal(await target(6).inputValue(), '≤365 天')
    await look(author, 'budget-authoring-goals')
    await target(6).focus()
    await author.keyboard.press('Alt+1')
    assert.equal(await target(6).inputValue(), '≥99.5%')
    await author.keyboard.press('Control+z')
    assert.equal(await target(6).inputValue(), '≤365 天')

    await name(3).focus()
    await author.keyboard.press('Alt+ArrowDown')
    assert.equal(await name(4).inputValue(), '完成国产数量')
    await author.keyboard.press('Control+Enter')
    await author.keyboard.type('培训场次')
    assert.equal(await name(5).inputValue(), '培训场次')
    await author.getByText('“培训场次”没有目标值').first().waitFor()
    await author.getByRole('button', { name: /绩效目标 ✗ 1/ }).waitFor()
    await author.keyboard.press('Alt+Delete')
    await author.getByRole('button', { name: /绩效目标 ✓/ }).waitFor()

    await paste(author, '第 8 行三级指标', '台账完整率\t≥95%\n培训人次\t≥80 人次\n')
    assert.equal(await name(9).inputValue(), '培训人次')
    await paste(author, '第 8 行三级指标', '甲\t乙\t丙')
    await author.getByText(/粘贴的第 1 行“丙”放不下/).waitFor()
    assert.equal(await name(8).inputValue(), '台账完整率')

    await author.getByRole('button', { name: '加一个项目' }).click()
    await author.getByRole('button', { name: /绩效目标 ✗/ }).waitFor()
    await author.getByRole('button', { name: '删去这个项目' }).click()
    await author.getByRole('button', { name: /绩效目标 ✓/ }).waitFor()
    await author.getByRole('button', { name: '存一版' }).click()
    await author.getByText(/已存/).waitFor()
    await author.locator('td', { hasText: '安可替代 培训人次' }).waitFor()
    await assertFits(author)
  })

  it('the words are written within their sentences; what is not whole is not handed in, and the later author is told', {
    timeout: 90_000,
  }, async () => {
    const [one, two] = [await town.atDesk('bureau-author'), await town.atDesk('bureau-author-2')]
    for (const page of [one, two]) {
      await page.goto('/console/budget')
      await page.getByRole('button', { name: /说明文字/ }).click()
    }
    await assertAccessible(one)
    const reason = one.getByLabel('收入预算·原因')
    await reason.fill('新增三个项目。')
    await one.getByText('写在一句话里，不用句号，不换行').first().waitFor()
    assert.equal(await one.getByRole('button', { name: '送审' }).isDisabled(), true)
    await reason.fill('新增三个项目')
    await one.getByLabel('政府采购', { exact: true }).fill('10.00')
    await one.getByText(/条恒等式不成立/).waitFor()
    await one.getByLabel('政府采购·货物').fill('10.00')
    await one.getByText('恒等式全部成立').waitFor()
    await one.getByRole('button', { name: /^照改：处置就 → 处置/ }).click()
    await look(one, 'budget-authoring-words')
    await two.getByLabel('收入预算·原因').fill('另一种说法')
    await one.getByRole('button', { name: '存一版' }).click()
    await one.getByText(/已存/).waitFor()
    await two.getByRole('button', { name: '存一版' }).click()
    await two.getByText(/没有写入：褚某（审批局预算编制）先写了第 3 步/).waitFor()
    await two.getByRole('button', { name: '取对方的一版' }).click()
    assert.equal(await two.getByLabel('收入预算·原因').inputValue(), '另一种说法')
    await one.reload()
    await one.locator('td', { hasText: '说明 收入预算·原因' }).waitFor()
    await one.getByRole('button', { name: '送审' }).click()
    await one.getByText('2025 年度 财务审核').waitFor()
  })

  /** Pastes a block of cells into a field, as a spreadsheet hands it over. */
  async function paste(page: Page, field: string, text: string): Promise<void> {
    await page.getByLabel(field).evaluate((element, block) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', block)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }
})
