// 中介超市 from entering the market to the mutual rating: firms enter and are held against registers; a purchase is announced,
// signed up for, drawn by two persons at the desk of draws, awarded, contracted, delivered, accepted, paid, rated. Beside
// it: what registers say otherwise, firms of one owner, a purchase in slices, a purchase that fails and is announced again.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { ENTRY_PAPERS, entryForm, FIRMS, type InventedFirm, PURCHASER } from '#services/intermediary-market/invented.ts'
import { look, signIn } from './support/browser.ts'
import { holdDraw } from './support/drawing.ts'
import { openTown } from './support/town.ts'

const CODE = 'SL-2026-001'
const { jia, yi, bing, ji, geng } = FIRMS
const DRAWN_FROM = [jia, yi, bing]

describe('the market of intermediaries', { timeout: 600_000 }, () => {
  const town = openTown('2026-11-02 08:40')
  let folder: string
  let scan: Buffer
  /** Case by firm: its entry, then its part in the purchase. */
  const parts = new Map<string, string>()
  let need: string
  let winner: InventedFirm
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qinqing-e2e-market-'))
    scan = await sharp({ create: { width: 640, height: 900, channels: 3, background: '#f4f1ea' } })
      .jpeg()
      .toBuffer()
  })
  after(() => rm(folder, { recursive: true }))

  /** A resident signed in on a phone. */
  async function as(one: { readonly agent: { readonly name: string } }, next = '/my'): Promise<Page> {
    const page = await town.person()
    await signIn(page, one.agent.name, next)
    return page
  }
  async function send(page: Page, path: string, data: object) {
    const { formToken = '' } = (await (await page.request.get('/api/session')).json()) as { formToken?: string }
    return page.request.post(path, {
      data,
      headers: { 'idempotency-key': crypto.randomUUID(), 'x-csrf-token': formToken },
    })
  }
  async function file(page: Page, service: string, form: object, materials: readonly object[] = []): Promise<string> {
    const answer = await send(page, '/api/cases', { service, form, materials })
    assert.equal(answer.status(), 201, await answer.text())
    return ((await answer.json()) as { caseId: string }).caseId
  }
  async function give(page: Page, caseId: string, command: object): Promise<void> {
    const answer = await send(page, `/api/cases/${caseId}/commands`, command)
    assert.equal(answer.status(), 200, await answer.text())
  }
  const done = (outcome: string, form: object = {}, note = '') => ({ type: 'complete', outcome, form, note })
  async function stepOf(page: Page, caseId: string): Promise<string> {
    const { state } = (await (await page.request.get(`/api/cases/${caseId}`)).json()) as {
      state: { at: string; ended: { outcome: string } | null }
    }
    return state.ended?.outcome ?? state.at
  }
  /** Whoever follows the stream has told the case. */
  async function until(page: Page, caseId: string, step: string): Promise<void> {
    for (let tries = 0; ; tries++) {
      const at = await stepOf(page, caseId)
      if (at === step) return
      assert.ok(tries < 40, `${caseId} is at ${at}, not at ${step}`)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
  async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const field = page.locator(`[name="${name}"]`)
      if ((await field.count()) > 1) await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true })
      else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value)
      else await field.fill(value)
    }
  }
  const dateOf = (name: string, day: string) => {
    const [year = '', month = '', dayOfMonth = ''] = day.split('-')
    return { [`${name}.year`]: year, [`${name}.month`]: month, [`${name}.day`]: dayOfMonth }
  }
  async function goOn(page: Page, to: string): Promise<void> {
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL(to)
  }
  async function handIn(page: Page): Promise<string> {
    await page.locator('input[name=agreed]').check()
    await page.locator('.frame-act button').click()
    await page.waitForURL('**/submitted')
    return page.url().split('/').at(-2) as string
  }

  it('a firm enters on a phone; three registers are asked field by field', async () => {
    const page = await as(jia, '/guide/intermediary')
    await look(page, 'market-01-guide')
    await page.goto('/apply/intermediary')
    await page.goto('/apply/intermediary/1')
    await fill(page, {
      kind: 'new',
      'firm.name': jia.name,
      'firm.code': jia.code,
      'firm.legal': jia.legal,
      'firm.address': '示例路 1 号',
    })
    await look(page, 'market-02-firm')
    await goOn(page, '**/2')
    await fill(page, {
      'qualification.category': jia.category,
      'qualification.level': jia.level,
      'qualification.number': jia.certificate,
      'qualification.issuer': '示例发证机关',
      ...dateOf('qualification.until', jia.until),
      'practitioner.name': jia.staff.name,
      'practitioner.number': jia.staff.number,
    })
    await goOn(page, '**/3')
    assert.equal(
      await page.locator('[name="agent.idNumber"]').inputValue(),
      jia.agent.idNumber,
      'known from signing in',
    )
    await fill(page, { offers: '测绘服务，按件计费', promise: 'yes' })
    await goOn(page, '**/materials')
    for (const box of await page.locator('input[name^="paper."]').all()) await box.check()
    await goOn(page, '**/check')
    parts.set(jia.code, await handIn(page))
    await town.platform.goTo('2026-11-02 08:55')
    await page.goto(`/my/cases/${parts.get(jia.code)}`)
    await page.getByRole('heading', { name: '登记信息比对' }).waitFor()
    await look(page, 'market-03-compared')
  })

  it('nobody is let in whose papers say other than the registers do', async () => {
    for (const one of [yi, bing, geng, ji]) {
      const page = await as(one)
      parts.set(one.code, await file(page, 'intermediary', entryForm(one), ENTRY_PAPERS))
      await page.context().close()
    }
    // Somebody else's number is not taken for one's own.
    const stranger = await as(jia)
    const answer = await send(stranger, '/api/cases', {
      service: 'intermediary',
      form: entryForm(yi),
      materials: ENTRY_PAPERS,
    })
    assert.equal(answer.status(), 422)
    assert.match(await answer.text(), /本人的证件号码/)
    await town.platform.goTo('2026-11-02 09:30')
    const refused = await as(ji, `/my/cases/${parts.get(ji.code)}`)
    await refused.getByText('不符').first().waitFor()
    await look(refused, 'market-04-mismatch')
    await refused.getByRole('link', { name: /登记信息对不上/ }).click()
    await refused.getByText('登记已经更正，重新比对').click()
    await refused.getByRole('button', { name: '提交' }).click()
    await town.platform.goTo('2026-11-02 09:40')
    assert.equal(await stepOf(refused, parts.get(ji.code) as string), 'settle', 'the register still says otherwise')
    const desk = await town.atDesk('bureau-market')
    await desk.goto(`/console/cases/${parts.get(jia.code)}`)
    await desk.getByText('登记信息比对').first().waitFor()
    await look(desk, 'market-05-check')
    const market = await town.platform.officer('bureau-market')
    for (const one of [jia, yi, bing, geng])
      await market.act(parts.get(one.code) as string, { type: 'accept', note: '' })
    await town.platform.goTo('2026-11-10 09:00')
    const approver = await town.platform.officer('bureau-approver')
    for (const one of [jia, yi, bing, geng])
      await approver.act(parts.get(one.code) as string, { type: 'decide', verdict: 'approve', reason: '' })
    const reader = await town.person()
    await reader.goto('/published/marketIntermediary')
    assert.match(String(await reader.locator('main').textContent()), /有效[\s\S]*示例甲测绘有限公司/)
    await look(reader, 'market-06-register')
  })

  const needForm = (code: string, more: object = {}) => ({
    ...{ code, purchaser: { name: PURCHASER.name, code: PURCHASER.code, contact: PURCHASER.agent }, funds: '国有资金' },
    ...{ project: '示例标准厂房二期', projectCode: '2026-350598-47-01-000001', category: '测绘', level: '乙级以上' },
    ...{ content: '用地测绘和竣工测绘各一次', days: 60, cap: 80_000_000, mode: '随机抽取', visit: true, ...more },
  })
  const BRIEF = [{ kind: 'brief', origin: 'paper' }]

  it('a purchaser says what it needs; what is cut into slices is not let through', async () => {
    const page = await as(PURCHASER)
    await page.goto('/apply/intermediary-need')
    await page.goto('/apply/intermediary-need/1')
    await fill(page, {
      code: CODE,
      'purchaser.name': PURCHASER.name,
      'purchaser.code': PURCHASER.code,
      funds: '国有资金',
    })
    await goOn(page, '**/2')
    await fill(page, {
      project: '示例标准厂房二期',
      projectCode: '2026-350598-47-01-000001',
      category: '测绘',
      level: '乙级以上',
      content: '用地测绘和竣工测绘各一次',
      days: '60',
    })
    await goOn(page, '**/3')
    await fill(page, { cap: '800000', mode: '随机抽取', visit: 'yes' })
    await look(page, 'market-10-need')
    await goOn(page, '**/materials')
    await page.locator('input[name="paper.brief"]').check()
    await goOn(page, '**/check')
    need = await handIn(page)
    const desk = await town.atDesk('bureau-market')
    await desk.goto(`/console/cases/${need}`)
    await desk.getByRole('button', { name: /签/ }).first().waitFor()
    await look(desk, 'market-11-review')
    const market = await town.platform.officer('bureau-market')
    await market.act(need, done('passed'))
    const slice = await file(page, 'intermediary-need', needForm('SL-2026-002', { cap: 30_000_000 }), BRIEF)
    await desk.goto(`/console/cases/${slice}`)
    await desk
      .getByText(/属于拆分/)
      .first()
      .waitFor()
    await look(desk, 'market-12-slice')
    const answer = await send(desk, `/api/cases/${slice}/commands`, done('passed'))
    assert.equal(answer.status(), 409)
    assert.match(await answer.text(), /近十二个月已采购 800000 元，加上这次共 1100000 元/)
    await market.act(slice, done('refused', {}, '合并招标'))
  })

  it('it is announced to all; firms sign up, and of two with one owner only one', async () => {
    const page = await as(jia, '/publicity')
    await page
      .getByRole('link', { name: /中介服务采购/ })
      .first()
      .click()
    await page.getByText('示例标准厂房二期').first().waitFor()
    await look(page, 'market-13-announced')
    await page.goto('/published')
    await look(page, 'market-14-registers')
    await page.getByRole('link', { name: '中介服务采购公告' }).click()
    await look(page, 'market-15-notices')
    await page.getByRole('link', { name: '报名中介服务采购' }).click()
    await page.waitForURL('**/apply/intermediary-offer*')
    await page.goto('/apply/intermediary-offer/1')
    assert.equal(await page.locator('[name=need]').inputValue(), CODE, 'the announcement is chosen')
    await fill(page, { firm: jia.code, legal: jia.legal })
    await look(page, 'market-16-sign-up')
    await goOn(page, '**/2')
    await fill(page, { promise: 'yes' })
    await goOn(page, '**/materials')
    await goOn(page, '**/check')
    parts.set(jia.code, await handIn(page))
    for (const one of [yi, bing]) {
      const other = await as(one)
      parts.set(one.code, await file(other, 'intermediary-offer', offerForm(CODE, one)))
      await other.context().close()
    }
    await town.platform.goTo('2026-11-11 10:00')
    const related = await as(geng)
    const caseId = await file(related, 'intermediary-offer', offerForm(CODE, geng))
    await town.platform.goTo('2026-11-11 10:10')
    await until(related, caseId, 'unfit')
    await related.goto(`/my/cases/${caseId}`)
    await look(related, 'market-17-related')
    for (const one of DRAWN_FROM) {
      const other = await as(one)
      await until(other, parts.get(one.code) as string, 'wait')
      await other.context().close()
    }
  })

  const offerForm = (code: string, one: InventedFirm, price?: number) => ({
    ...{ need: code, firm: one.code, legal: one.legal, agent: one.agent, promise: true },
    ...(price !== undefined && { price }),
  })

  it('the site is visited, the list opened, and the draw held over it by two persons', async () => {
    await town.platform.goTo('2026-11-16 08:30')
    const market = await town.platform.officer('bureau-market')
    await market.attend(need, '三家到场，看过红线和控制点')
    const desk = await town.atDesk('bureau-market')
    await desk.goto(`/console/cases/${need}`)
    await desk.getByText('这一轮报名的机构').waitFor()
    await look(desk, 'market-20-opening')
    await market.act(need, done('open'))
    const operator = await holdDraw(town, desk, { folder, day: '2026-11-16', count: 3 })
    await until(operator, need, 'published')
    await look(operator, 'market-23-drawn')
    const finding = (await (await operator.request.get(`/api/cases/${need}`)).json()) as {
      state: { findings: { lots: { chosen: string[]; name: string } } }
    }
    const { chosen, name } = finding.state.findings.lots
    assert.deepEqual([...chosen].sort(), DRAWN_FROM.map(({ code }) => code).sort())
    winner = DRAWN_FROM.find(({ code }) => code === chosen[0]) as InventedFirm
    const reader = await town.person()
    await reader.goto(`/draw/${name}`)
    assert.match(String(await reader.locator('main').textContent()), /SL-2026-001/)
    await reader.goto('/published/marketResult')
    assert.match(String(await reader.locator('main').textContent()), new RegExp(winner.name))
    await look(reader, 'market-24-result')
  })

  it('the winner confirms, the contract is signed and filed with its copy', async () => {
    await town.platform.goTo('2026-11-18 09:00')
    const part = parts.get(winner.code) as string
    const firm = await as(winner, `/my/cases/${part}`)
    await until(firm, part, 'confirm')
    await firm.reload()
    await firm.getByRole('link', { name: /您中选了/ }).click()
    await firm.getByText('确认，准备签合同').click()
    await look(firm, 'market-30-confirm')
    await firm.getByRole('button', { name: '提交' }).click()
    await firm.waitForURL(`**/my/cases/${part}`)
    const page = await as(PURCHASER, `/my/cases/${need}`)
    await until(page, need, 'contract')
    await page.goto(`/my/cases/${need}/task`)
    await page.getByText('合同签好了').click()
    await fill(page, { amount: '900000', ...dateOf('signedOn', '2026-11-18'), ...dateOf('until', '2027-01-20') })
    await page.getByRole('button', { name: '提交' }).click()
    await page
      .getByText(/超过中选价 800000 元/)
      .first()
      .waitFor()
    await look(page, 'market-31-over')
    await fill(page, { amount: '800000' })
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(`**/my/cases/${need}`)
    await page
      .locator('input[name=files]')
      .setInputFiles({ name: 'contract.jpg', mimeType: 'image/jpeg', buffer: scan })
    await look(page, 'market-32-copy')
    await page.getByRole('button', { name: /上传签好的合同/ }).click()
    await page.waitForURL(`**/my/cases/${need}`)
    const market = await town.platform.officer('bureau-market')
    await market.act(need, done('filed'))
    const lost = DRAWN_FROM.find((one) => one !== winner) as InventedFirm
    const loser = await as(lost)
    await until(loser, parts.get(lost.code) as string, 'lost')
  })

  it('the work is delivered, sent back once, accepted, paid in time, and both rate each other', async () => {
    const part = parts.get(winner.code) as string
    await town.platform.goTo('2027-01-15 09:00')
    const firm = await as(winner, `/my/cases/${part}`)
    await until(firm, part, 'deliver')
    await firm.reload()
    await firm.locator('input[name=files]').setInputFiles({ name: 'map.jpg', mimeType: 'image/jpeg', buffer: scan })
    await look(firm, 'market-33-deliver')
    await firm.getByRole('button', { name: /按合同交付成果/ }).click()
    const page = await as(PURCHASER)
    await until(page, need, 'accept')
    await page.goto(`/my/cases/${need}/task`)
    await page.getByText('不合格，要整改').click()
    await fill(page, { 'criteria.0.item': '精度符合规范', 'criteria.0.met': 'no', note: '控制点超限' })
    await look(page, 'market-34-accept')
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(`**/my/cases/${need}`)
    await until(firm, part, 'deliver')
    await firm.goto(`/my/cases/${part}`)
    await firm.locator('input[name=files]').setInputFiles({ name: 'map.jpg', mimeType: 'image/jpeg', buffer: scan })
    await firm.getByRole('button', { name: /按合同交付成果/ }).click()
    await until(page, need, 'accept')
    await give(page, need, done('passed', { criteria: [{ item: '精度符合规范', met: true }] }))
    await give(page, need, done('paid', { amount: 80_000_000, paidOn: '2027-01-15', voucher: '示例凭证-1' }))
    const grades = { quality: 4, time: 5, manner: 5, price: 4, rules: 5 }
    await page.goto(`/my/cases/${need}/task`)
    await fill(page, Object.fromEntries(Object.entries(grades).map(([name, n]) => [name, String(n)])))
    await look(page, 'market-35-rate')
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(`**/my/cases/${need}`)
    await until(firm, part, 'evaluate')
    await give(firm, part, done('sent', { clear: 5, fair: 4, paying: 5 }))
    await until(firm, part, 'done')
    await until(page, need, 'closed')
    await page.goto(`/my/cases/${need}`)
    await look(page, 'market-36-closed')
    await page.goto('/published/marketCredit')
    await page.getByText('-3 分').waitFor()
    await look(page, 'market-37-credit')
  })

  it('a purchase that too few sign up for fails, is announced again, and goes to the lowest price', async () => {
    await town.platform.goTo('2027-01-18 09:00')
    const page = await as(PURCHASER)
    const second = 'SL-2027-001'
    const more = {
      mode: '最低价',
      visit: false,
      cap: 5_000_000,
      projectCode: '2027-350598-47-01-000009',
      project: '示例道路工程',
    }
    const caseId = await file(page, 'intermediary-need', needForm(second, more), BRIEF)
    const market = await town.platform.officer('bureau-market')
    await market.act(caseId, done('passed'))
    const sign = async (prices: readonly (readonly [InventedFirm, number])[]) => {
      for (const [one, price] of prices) {
        const other = await as(one)
        await file(other, 'intermediary-offer', offerForm(second, one, price))
        await other.context().close()
      }
    }
    await sign([
      [jia, 4_800_000],
      [yi, 4_500_000],
    ])
    await town.platform.goTo('2027-01-18 10:00')
    await town.platform.goTo('2027-01-22 09:00')
    await signIn(page, PURCHASER.agent.name, `/my/cases/${caseId}`)
    await page.getByRole('link', { name: /这一轮流标了/ }).waitFor()
    await look(page, 'market-40-failed')
    await page.getByRole('link', { name: /这一轮流标了/ }).click()
    await page.getByText('再公告一次').click()
    await page.getByRole('button', { name: '提交' }).click()
    await page.waitForURL(`**/my/cases/${caseId}`)
    await sign([
      [jia, 4_800_000],
      [yi, 4_500_000],
      [bing, 4_600_000],
    ])
    await town.platform.goTo('2027-01-22 10:00')
    await town.platform.goTo('2027-01-28 09:00')
    const clerk = await town.platform.officer('bureau-market')
    await clerk.act(caseId, done('open'))
    const reader = await town.person()
    await reader.goto('/published/marketResult')
    assert.match(
      String(await reader.locator('main').textContent()),
      /SL-2027-001[\s\S]*示例乙测绘有限公司[\s\S]*45000 元/,
    )
    await reader.goto('/published/marketFailure')
    await look(reader, 'market-41-failure')
  })
})
