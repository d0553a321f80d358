// What holds without script, against impatience, and for strangers: plain posts, double presses, two tabs, a session that
// ended, wrong addresses, large type, and what a query code shows.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { fill, handIn, SMALL_HOUSEHOLD } from './support/application.ts'
import { assertAccessible, look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('the hall', { timeout: 180_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  const textOf = async (page: Page): Promise<string> => String(await page.locator('main').textContent())

  it('takes an application without script, and never makes two of it', async () => {
    const page = await town.person({ script: false })
    await signIn(page, '陈某一', '/my')
    await page.goto('/guide/homestead')
    await page.locator('label', { hasText: '没有' }).first().click()
    await page.getByRole('button', { name: '更新清单' }).click()
    assert.match(page.url(), /currentPlots=no/)
    await page.getByRole('link', { name: '开始办理' }).click()
    for (const [index, section] of SMALL_HOUSEHOLD.entries()) {
      await page.goto(`/apply/homestead/${index + 1}`)
      await fill(page, section)
      await page.locator('.frame-act button[name=next]').click()
    }
    await addAndRemoveRows(page)
    await page.goto('/apply/homestead/materials')
    for (const box of await page.locator('input[name^="paper."]').all()) await box.check()
    await page.locator('.frame-act button[name=next]').click()
    await page.locator('input[name=agreed]').check()
    const form = await formOf(page)
    const both = await Promise.all([post(page, form), post(page, form)])
    assert.deepEqual(
      both.map((answer) => answer.status()),
      [200, 200],
    )
    assert.equal(both[0]?.url(), both[1]?.url(), 'two presses lead to one receipt')
    await page.locator('.frame-act button').click()
    assert.equal(page.url(), both[0]?.url(), 'and so does the page that was left open')
    await page.goto('/my')
    assert.equal((await textOf(page)).match(/我要办宅基地/g)?.length, 1)
    await page.context().close()
  })

  /** A row is added and taken away again by plain posts, and nothing that was typed is lost. */
  async function addAndRemoveRows(page: Page): Promise<void> {
    await page.goto('/apply/homestead/2')
    await page.locator('button[name=add][value=members]').click()
    await page.locator('[name="members.1.name"]').fill('林某秀')
    await page.locator('button[name=remove][value="members.1"]').click()
    assert.equal(await page.locator('[name="members.1.name"]').count(), 0)
    assert.equal(await page.locator('[name="members.0.name"]').inputValue(), '陈某一')
  }

  const formOf = async (page: Page): Promise<Record<string, string>> => {
    const inputs = await page.locator('form#submit input').all()
    const entries = await Promise.all(
      inputs.map(async (input) => [await input.getAttribute('name'), await input.inputValue()]),
    )
    return Object.fromEntries(entries) as Record<string, string>
  }

  const post = (page: Page, form: Record<string, string>) =>
    page.request.post('/apply/homestead/check', { form, headers: { 'sec-fetch-site': 'same-origin' } })

  it('says what is wrong beside the field and keeps what was typed', async () => {
    const page = await town.person()
    await signIn(page, '林某二', '/my')
    await page.goto('/apply/homestead/4')
    await fill(page, { ...SMALL_HOUSEHOLD[3], 'planned.plotAreaM2': '300', 'planned.floors': '三' })
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForLoadState()
    assert.match(await page.title(), /^错误：/)
    assert.equal(await page.locator('[name="planned.floors"]').inputValue(), '三')
    await look(page, '70-section-wrong')
    await page.goto('/apply/homestead')
    assert.match(await textOf(page), /要改/)
    await look(page, '71-apply-wrong')
  })

  it('sends whoever was signed out back to where they were', async () => {
    const page = await town.person()
    await signIn(page, '黄某三', '/my')
    await page.goto('/apply/homestead/1')
    await fill(page, { village: '350521104-01' })
    await page.getByText('已自动存好').waitFor()
    await page.context().clearCookies()
    await page.locator('.frame-act button[name=next]').click()
    await page.getByRole('button', { name: '统一身份认证' }).waitFor()
    await page.getByRole('button', { name: '统一身份认证' }).click()
    await page.getByRole('button', { name: /^黄某三/ }).click()
    await page.waitForURL('**/apply/homestead/1')
    assert.equal(await page.locator('[name=village]').inputValue(), '350521104-01')
  })

  it('shows the holder of a query code how far a matter is, and nothing about people', async () => {
    const page = await town.person()
    await signIn(page, '吴某四', '/my')
    const { caseId } = await handIn(page, 'r04')
    await page.goto(`/my/cases/${caseId}`)
    const [code = ''] = /\d{4} \d{4} \d{3}/.exec(await textOf(page)) ?? []
    const stranger = await town.person()
    await stranger.goto('/q')
    await stranger.locator('[name=code]').fill(code)
    await stranger.getByRole('button', { name: '查进度' }).click()
    await stranger.getByText('村里收件').waitFor()
    assert.doesNotMatch(await textOf(stranger), /吴|350598|1380000|示例村/)
    await look(stranger, '72-lookup')
    await stranger.goto(`/q/${code.replaceAll(' ', '').replace(/.$/, (last) => String((Number(last) + 1) % 10))}`)
    assert.match(await textOf(stranger), /对不上/)
    const other = await stranger.goto(`/my/cases/${caseId}`)
    assert.equal(other?.status(), 401)
  })

  it('keeps the cases of others from whoever is signed in, and answers wrong addresses with a way on', async () => {
    const owner = await town.person()
    await signIn(owner, '张某五', '/my')
    const { caseId } = await handIn(owner, 'r05')
    const other = await town.person()
    await signIn(other, '何某八', '/my')
    for (const path of ['', '/supplement', '/withdraw', '/rate', '/answers', '/promise', '/submitted']) {
      const answer = await other.goto(`/my/cases/${caseId}${path}`)
      assert.equal(answer?.status(), 404, path)
    }
    assert.equal((await other.goto('/my/cases/none'))?.status(), 404)
    assert.equal((await other.goto('/nothing-here'))?.status(), 404)
    await look(other, '73-not-found')
  })

  it('keeps a draft for a program too, until it is thrown away', async () => {
    const page = await town.person()
    await signIn(page, '王某台')
    const address = '/api/drafts/homestead'
    assert.equal((await page.request.get(address)).status(), 204)
    const draft = {
      form: { village: '350521104-01' },
      materials: [{ kind: 'house-plan', origin: 'paper' }],
      section: 'section:1',
    }
    const saved = await page.request.put(address, { data: draft })
    assert.match(((await saved.json()) as { savedAt: string }).savedAt, /^2026-11-02T/)
    const { savedAt: _, ...kept } = (await (await page.request.get(address)).json()) as typeof draft & {
      savedAt: string
    }
    assert.deepEqual(kept, draft)
    await page.goto('/my')
    assert.match(await textOf(page), /填到“在哪个村”/)
    await look(page, '76-matters-draft')
    await page.goto('/apply/homestead/1')
    assert.equal(await page.locator('[name=village]').inputValue(), '350521104-01')
    await page.request.delete(address)
    assert.equal((await page.request.get(address)).status(), 204)
    assert.equal((await page.request.put('/api/drafts/nothing', { data: draft })).status(), 404)
    assert.equal((await page.request.put(address, { data: { form: {} } })).status(), 400)
  })

  it('remembers large type, reflows at 320 pixels, and caches what never changes', async () => {
    const page = await town.person()
    await page.goto('/?size=large')
    await page.goto('/guide/homestead')
    assert.equal(await page.locator('html').getAttribute('class'), 'elder')
    await look(page, '74-guide-large')
    await page.setViewportSize({ width: 320, height: 700 })
    for (const path of ['/', '/guide/homestead', '/help', '/v', '/q', '/publicity']) {
      await page.goto(path)
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
      assert.equal(over, 0, `${path} at 320 pixels`)
    }
    await page.goto('/?size=standard')
    assert.equal(await page.locator('html').getAttribute('class'), null)
    await signIn(page, '蔡某台', '/my')
    await page.goto('/apply/homestead/1')
    const script = await page.locator('script[src^="/assets/"]').first().getAttribute('src')
    const answer = await page.request.get(script!)
    assert.match(answer.headers()['cache-control'] ?? '', /immutable/)
    await page.goto('/help')
    await look(page, '75-help')
    for (const path of ['/v', '/v/nobody-issued-this', '/q', '/publicity', '/my/certificates', '/my']) {
      await page.goto(path)
      await assertAccessible(page)
    }
  })
})
