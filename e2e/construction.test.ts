// 无感报建 in the browser: a firm files a project and hands papers in whenever it has them; the steward looks and says everything at
// once; a plan is looked over before the land has come; what is complete is filed by itself and issued, and the next is ready. Then
// a new version takes an approval away, and two documents contradict each other.

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { look as lookAt, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const CODE = '91350500MA2XY0006B'
const FORM = {
  name: '闽岸精密 3 号厂房（示例）',
  firm: '闽岸精密机械有限公司（示例）',
  creditCode: CODE,
  phone: '13800000001',
  address: '张坂镇示例路 1 号',
  content: '精密机械厂房一座',
  investment: 'enterprise',
  total: 12_000_000_000,
  plotArea: 20466.5,
  special: false,
}
const PLAN = { gfa: '18420', farArea: '20000', density: '42', green: '12', height: '18.5', floors: '3' }

/** Looks at a page from its top: in the console a part of it scrolls by itself. */
async function look(page: Page, picture: string): Promise<void> {
  await page.evaluate("document.querySelector('#main')?.scrollTo(0, 0)")
  await lookAt(page, picture)
}

let shade = 0
/** A paper as a picture, each another. */
function scan(): Promise<Buffer> {
  shade += 7
  const background = { r: shade % 256, g: 120, b: 140 }
  return sharp({ create: { width: 600, height: 800, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

describe('a project', { timeout: 400_000 }, () => {
  const town = openTown('2026-09-07 09:00')
  let firm: Page
  let steward: Page
  let code = ''
  const mine = () => `/my/projects/${code}`
  const desk = () => `/console/projects/${code}`

  /** What happens elsewhere is read by the desk of projects within seconds. */
  async function until(page: Page, address: string, text: RegExp | string): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      await page.goto(address)
      const found = page.getByText(text).first()
      if (
        await found.waitFor({ timeout: 1_000 }).then(
          () => true,
          () => false,
        )
      )
        return
    }
    assert.fail(`${address} never said ${text}`)
  }

  /** The firm hands a paper in on its page. */
  async function hand(paper: string, fields: Readonly<Record<string, string>> = {}, picture = ''): Promise<void> {
    await firm.goto(`${mine()}/papers/${paper}`)
    await firm
      .locator('input[type=file]')
      .setInputFiles({ name: 'paper.jpg', mimeType: 'image/jpeg', buffer: await scan() })
    for (const [name, value] of Object.entries(fields)) await firm.locator(`[name="${name}"]`).fill(value)
    await firm.locator('[name="paper.holder"]').fill(FORM.firm)
    await firm.locator('[name="paper.sealOn"]').fill('2026-09-01')
    await firm.locator('[name="paper.sealUntil"]').fill('2028-09-01')
    if (picture) await look(firm, picture)
    await firm.getByRole('button', { name: '交进云柜' }).click()
    await firm.waitForURL(`**${mine()}`)
  }

  /** The steward looks a paper over; `remarks` by point send it back. */
  async function review(title: string, remarks: Readonly<Record<string, string>> = {}, picture = ''): Promise<void> {
    await steward.goto(desk())
    await steward.getByRole('button', { name: new RegExp(`^预审 ?${title}`) }).click()
    for (const [point, reason] of Object.entries(remarks)) {
      const group = steward.getByRole('group', { name: point })
      await group.getByRole('checkbox').first().check()
      await group.getByRole('textbox').fill(reason)
    }
    if (picture) await look(steward, picture)
    const sends = Object.keys(remarks).length > 0 ? '退回，一次说全' : '各点都过，通过'
    await steward.getByRole('button', { name: sends }).click()
    await steward.getByText('已写入。').waitFor()
  }

  /** Taken in, reviewed and decided by three officers. */
  async function issue(caseId: string): Promise<void> {
    await (await town.platform.officer('bureau-window')).act(caseId, { type: 'accept', note: '' })
    await (await town.platform.officer('bureau-approver')).act(caseId, {
      type: 'opine',
      verdict: 'agree',
      opinion: '符合',
    })
    await (await town.platform.officer('bureau-head')).act(caseId, { type: 'decide', verdict: 'approve', reason: '' })
  }

  const caseOn = async (page: Page, node: string): Promise<string> => {
    const link = page.locator(`.stands li:has(strong:text-is("${node}"))`).getByRole('link')
    return String(await link.getAttribute('href'))
      .split('/')
      .at(-1) as string
  }

  /** Days later: both sign in again. */
  async function goTo(local: string): Promise<void> {
    await town.platform.goTo(local)
    await signIn(firm, '陈某一', mine())
    await steward.context().close()
    steward = await town.atDesk('bureau-steward')
  }

  before(async () => {
    firm = await town.person()
    await signIn(firm, '陈某一')
  })

  it('is filed, and its graph and cabinet open', { timeout: 100_000 }, async () => {
    const answer = await firm.request.post('/api/cases', {
      data: { service: 'construction-project', form: FORM, materials: [] },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    assert.equal(answer.status(), 201, await answer.text())
    const { caseId } = (await answer.json()) as { caseId: string }
    await firm.goto('/my/projects')
    await look(firm, 'building-00-none')
    await (await town.platform.officer('bureau-window')).act(caseId, { type: 'accept', note: '' })
    await (await town.platform.officer('bureau-approver')).act(caseId, {
      type: 'decide',
      verdict: 'approve',
      reason: '',
    })
    await until(firm, '/my/projects', FORM.name)
    await firm.getByRole('link', { name: new RegExp(FORM.name.slice(0, 6)) }).click()
    await firm.waitForURL('**/my/projects/2026-*')
    code = new URL(firm.url()).pathname.split('/').at(-1) as string
    await firm.getByText('还没有交').first().waitFor()
    await look(firm, 'building-01-project')
  })

  it('takes papers in any order; the steward sends one back with one complete list', { timeout: 100_000 }, async () => {
    await hand('planningConditions', { far: '2', density: '50', green: '10', height: '24' })
    await hand('designPlan', PLAN, 'building-02-hand')
    steward = await town.atDesk('bureau-steward')
    await steward.goto('/console/projects')
    await steward.getByText(FORM.name).waitFor()
    await look(steward, 'building-03-list')
    await review('规划条件')
    await review(
      '设计方案',
      { 指标表与图一致: '绿地率图上是 12%，表上是 11%', '消防车道、登高面标明': '北侧没有标' },
      'building-04-review',
    )
    await firm.goto(mine())
    await firm.getByText('设计方案：退回，一次说全').waitFor()
    await look(firm, 'building-05-returned')
    await hand('designPlan', PLAN)
    await review('设计方案')
  })

  it('has the plan looked over before the land has come, with no legal force', { timeout: 60_000 }, async () => {
    const approver = await town.atDesk('bureau-approver', { path: desk() })
    await approver.getByRole('button', { name: /设计方案联审/ }).click()
    await approver.getByLabel('意见').fill('指标符合规划条件')
    await look(approver, 'building-06-simulate')
    await approver.getByRole('button', { name: '模拟审批：同意' }).click()
    await approver.getByText(/模拟审批同意过/).waitFor()
    await approver.context().close()
  })

  it('is filed by itself under the authorisation, and issued', { timeout: 150_000 }, async () => {
    await firm.goto(mine())
    for (const node of ['建设用地规划许可证', '设计方案联审']) await firm.getByRole('checkbox', { name: node }).check()
    await firm.locator('[name=until]').fill('2027-09-30')
    await firm.getByRole('button', { name: '签授权书' }).click()
    await firm.getByText(/授权有效到/).waitFor()
    await hand('parcelMap')
    await hand('landContract', { plotArea: '20466.5', creditCode: CODE })
    await review('宗地图')
    await review('国有建设用地使用权出让合同')
    await steward
      .getByText(/自动申报/)
      .first()
      .waitFor()
    await look(steward, 'building-07-graph')
    await firm.goto(mine())
    await firm.getByText('建设用地规划许可证 9月9日 09:00 自动申报').waitFor()
    await look(firm, 'building-08-announced')
    await goTo('2026-09-09 09:05')
    await until(firm, mine(), '收件受理')
    await issue(await caseOn(firm, '建设用地规划许可证'))
    await until(firm, mine(), /泉台地字第/)
    await until(firm, mine(), /设计方案联审 9月11日 09:00 自动申报/)
    await look(firm, 'building-09-next')
  })

  it('falls back when a new version comes, and says so before it is sent', { timeout: 60_000 }, async () => {
    await firm.goto(`${mine()}/papers/designPlan`)
    await firm.getByText(/要退回重来的：设计方案联审/).waitFor()
    await look(firm, 'building-10-falls')
    await hand('designPlan', { ...PLAN, height: '30', floors: '5' })
    await firm.getByText('第 3 版，正在预审').first().waitFor()
    await steward.goto(desk())
    await steward.getByRole('button', { name: /设计方案联审/ }).click()
    await steward.getByText('模拟审批过，之后材料变了').waitFor()
    await look(steward, 'building-11-fallen')
    await goTo('2026-09-14 09:30')
    assert.equal(await firm.getByText('收件受理').count(), 0, 'nothing is filed on papers that have changed')
  })

  it('names both documents and both values when they contradict each other', { timeout: 60_000 }, async () => {
    await review('设计方案')
    await steward.getByText('规划条件上限 24 m，但方案 30 m').first().waitFor()
    await look(steward, 'building-12-differs')
    await firm.goto(mine())
    await firm.getByText('文件不一致：建筑高度不超过规划条件').waitFor()
    await look(firm, 'building-13-differs')
    await hand('designPlan', PLAN)
    await review('设计方案')
    await firm.goto(mine())
    await firm.getByText(/设计方案联审 9月16日 09:00 自动申报/).waitFor()
  })

  it('is a list on an officer’s phone', { timeout: 60_000 }, async () => {
    const phone = await town.atDesk('bureau-steward', { path: desk(), face: 'phone' })
    await phone.getByRole('button', { name: /设计方案联审/ }).waitFor()
    await look(phone, 'building-14-phone')
  })
})
