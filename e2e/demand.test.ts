// 益企帮帮: a firm asks by phone in the evening, a department signs, answers, is rated and called back; a wrong route is
// refused, sent on and teaches the table; a late one climbs the ladder to the public list; a consultation settles one.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { apply } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const FIRM = {
  firm: '示例卫浴（福建）有限公司',
  code: '91350211M0000XUF46',
  industry: 'manufacture',
  contact: '陈某一',
  phone: '13800000001',
}
const WATER = {
  matter: 'factor',
  subject: '新厂房通水，要接 DN200 的管',
  demand: '厂房月底投产，市政管网离红线还有 80 米，找过自来水公司，说要先定路由。',
  urgent: 'no',
}

describe('a request of a firm', { timeout: 420_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('goes from a phone in the evening to the answer, the call back and the rating', async () => {
    await firstTable()
    await town.platform.goTo('2026-11-02 21:30')
    const firm = await town.person()
    await firm.goto('/guide/enterprise-demand')
    await look(firm, 'demand-01-guide')
    const { caseId } = await asks(firm, WATER, { look: true })
    await firm.goto(`/my/cases/${caseId}`)
    await firm.getByText('签收').first().waitFor()
    await look(firm, 'demand-04-on-its-way')
    await town.platform.goTo('2026-11-03 09:00')
    const desk = await town.atDesk('department-handler-construction', { path: `/console/cases/${caseId}` })
    await desk.getByText('按分派表').first().waitFor()
    await look(desk, 'demand-05-sign')
    await takes(desk, '签收')
    await desk.getByLabel('和企业怎么说的').fill('电话里说好下午到现场看')
    await look(desk, 'demand-06-contact')
    await takes(desk, '联系过了，着手办')
    await chooses(desk, '答复企业')
    await desk.getByText('已经解决').click()
    await desk.getByLabel('给企业的答复').fill('已安排接管，11 月 6 日通水，现场联系人方工。')
    await look(desk, 'demand-07-answer')
    await takes(desk, '答复企业')
    await town.platform.goTo('2026-11-04 10:00')
    await signIn(firm, '陈某一', `/my/cases/${caseId}`)
    await firm.getByRole('link', { name: /请看答复/ }).click()
    await firm.getByText('已安排接管').waitFor()
    await look(firm, 'demand-08-answered')
    await firm.getByText('一般，可以办结').click()
    await firm.getByRole('button', { name: '提交' }).click()
    await firm.waitForURL(`**/my/cases/${caseId}`)
    const dispatcher = await town.atDesk('bureau-dispatcher', { path: `/console/cases/${caseId}` })
    await dispatcher.getByLabel('企业怎么说').fill('等了一晚上没人接电话，别的都好')
    await look(dispatcher, 'demand-09-call-back')
    await takes(dispatcher, '企业认可，办结')
    await firm.goto(`/my/cases/${caseId}`)
    await firm.getByText('已解决').first().waitFor()
    await look(firm, 'demand-10-solved')
    await firm.getByRole('link', { name: /涉企诉求答复函/ }).click()
    await look(firm, 'demand-11-letter')
    await firm.goto(`/my/cases/${caseId}/rate`)
    await firm.locator('input[name="level"][value="4"]').check({ force: true })
    await firm.getByRole('button', { name: /提交/ }).click()
    await firm.getByText(/谢谢/).first().waitFor()
  })

  it('sent to the wrong department it is refused with a better one, and the table learns', async () => {
    await town.platform.goTo('2026-11-05 09:00')
    const firm = await town.person()
    const lamp = { ...WATER, subject: '厂区用电的路灯不亮', demand: '夜班工人看不见路，路灯归谁装不清楚。' }
    const { caseId } = await asks(firm, lamp)
    const wrong = await town.atDesk('department-handler-industry', { path: `/console/cases/${caseId}` })
    await chooses(wrong, '退签，说该谁办')
    await wrong.getByLabel('应当由谁办').selectOption({ label: '规划建设局' })
    await wrong.getByLabel('诉求里哪个词说明归它').fill('路灯')
    await wrong.getByLabel(/^意见/).fill('路灯归市政设施，不归用电')
    await look(wrong, 'demand-20-refuse')
    await takes(wrong, '退签，说该谁办')
    await wrong.getByText('为此另开了').first().waitFor()
    const dispatcher = await town.atDesk('bureau-dispatcher', { path: `/console/cases/${caseId}` })
    await dispatcher.getByLabel('由谁主办').waitFor()
    assert.equal(await dispatcher.getByLabel('由谁主办').inputValue(), 'construction', 'the suggested owner')
    await look(dispatcher, 'demand-21-sent-on')
    await takes(dispatcher, '分派')
    const right = await town.atDesk('department-handler-construction', { path: `/console/cases/${caseId}` })
    await right.getByRole('button', { name: '签收并签名' }).waitFor()
    await tableLearns(dispatcher)
    const { caseId: second } = await asks(firm, { ...lamp, subject: '南门用电的路灯也不亮' })
    await right.goto(`/console/cases/${second}`)
    await right.getByText('第 1 条').first().waitFor()
  })

  it('late, it climbs the ladder to the public list; a consultation settles it', async () => {
    await town.platform.goTo('2026-11-09 09:00')
    const firm = await town.person()
    const { caseId } = await asks(firm, WATER)
    const desk = await town.atDesk('department-handler-construction', { path: `/console/cases/${caseId}` })
    await takes(desk, '签收')
    await desk.getByLabel('和企业怎么说的').fill('路由跨绿化带，一家定不了')
    await takes(desk, '联系过了，着手办')
    await town.platform.goTo('2026-11-25 09:00')
    await town.signInAtDesk(desk, 'department-handler-construction', `/console/cases/${caseId}`)
    await desk.getByText('超期 5 日，公开').first().waitFor()
    await look(desk, 'demand-30-late')
    const anyone = await town.person()
    await anyone.goto('/public-record')
    await anyone.getByText('益企帮帮').first().waitFor()
    assert.doesNotMatch(String(await anyone.locator('main').textContent()), /示例卫浴|通水/, 'no firm is named')
    await look(anyone, 'demand-31-public')
    const wide = await town.person({ face: 'desk' })
    await wide.goto('/public-record')
    await look(wide, 'demand-31-public-desk')
    await chooses(desk, '提请审批会诊')
    await desk.getByLabel('请会诊议什么').fill('路由跨绿化带，请几家定下来')
    await takes(desk, '提请审批会诊')
    await consults(caseId)
    await town.signInAtDesk(desk, 'department-handler-construction', `/console/cases/${caseId}`)
    await desk.getByText('答复企业').first().waitFor()
    await look(desk, 'demand-36-settled')
  })

  /** The first routing table, written by the dispatcher and put in force by the supervisor. */
  async function firstTable(): Promise<void> {
    const dispatcher = await town.atDesk('bureau-dispatcher', { path: '/console/open' })
    await dispatcher.getByRole('button', { name: '诉求分派表修改' }).click()
    await dispatcher.getByLabel('为什么改').fill('开通益企帮帮')
    for (const [index, [word, owner]] of [
      ['通水、供水、接管', '规划建设局'],
      ['用电、供电', '科技经济发展局'],
    ].entries()) {
      await dispatcher.locator('button[name=add][value="proposed"]').click()
      await dispatcher.locator(`[name="proposed.${index}.word"]`).fill(word as string)
      await dispatcher.locator(`[name="proposed.${index}.unit"]`).selectOption({ label: owner as string })
    }
    await look(dispatcher, 'demand-00-table')
    await dispatcher.getByRole('button', { name: '开件' }).click()
    await dispatcher.waitForURL('**/console/cases/*')
    await takes(dispatcher, '写好了，交审核')
    await isAgreed(new URL(dispatcher.url()).pathname)
  }

  async function isAgreed(path: string): Promise<void> {
    const supervisor = await town.atDesk('bureau-supervisor', { path })
    await takes(supervisor, '同意，启用')
    await supervisor.getByText('新的一版已启用').first().waitFor()
    await supervisor.context().close()
  }

  /** The change that the refusal proposed is written with its row on top, and put in force. */
  async function tableLearns(dispatcher: Page): Promise<void> {
    await dispatcher.goto('/console')
    const row = dispatcher.getByRole('link', { name: /退签的部门建议/ }).first()
    await waitUntil(async () => {
      if ((await row.count()) > 0) return true
      await dispatcher.reload()
      return false
    })
    await row.click()
    await dispatcher.waitForURL('**/console/cases/*')
    await dispatcher.locator('[name="rows.0.word"]').waitFor()
    assert.equal(await dispatcher.locator('[name="rows.0.word"]').inputValue(), '路灯')
    assert.equal(await dispatcher.locator('[name="rows.2.word"]').inputValue(), '用电、供电')
    await look(dispatcher, 'demand-22-table-learns')
    await takes(dispatcher, '写好了，交审核')
    await isAgreed(new URL(dispatcher.url()).pathname)
  }

  /** The consultation day of the week: opened, its agenda closed at noon by itself, held, signed, carried out. */
  async function consults(caseId: string): Promise<void> {
    const dispatcher = await town.atDesk('bureau-dispatcher', { path: '/console/open' })
    await dispatcher.getByRole('button', { name: '审批会诊日' }).click()
    await day(dispatcher, 'day', '2026-12-02')
    await dispatcher.getByText('每周的会诊日').click()
    await dispatcher.getByText('现场').click()
    await dispatcher.getByLabel('在哪里，或会议号').fill('政务中心三楼会诊室')
    await dispatcher.getByRole('button', { name: '开件' }).click()
    await dispatcher.waitForURL('**/console/cases/*')
    const path = new URL(dispatcher.url()).pathname
    await dispatcher.getByText('提请会诊的诉求').first().waitFor()
    await look(dispatcher, 'demand-32-agenda')
    await town.platform.goTo('2026-12-01 12:00')
    await town.platform.goTo('2026-12-02 10:00')
    await town.signInAtDesk(dispatcher, 'bureau-dispatcher', path)
    await dispatcher.getByLabel('谁参加了').fill('规划建设局、自然资源局经办')
    await dispatcher.getByLabel('纪要', { exact: true }).fill('议定路由走绿化带')
    await dispatcher.locator('[name="resolutions.0.resolution"]').fill('路由走绿化带，出选线意见')
    await dispatcher.locator('[name="resolutions.0.lead"]').selectOption({ label: '自然资源局' })
    await day(dispatcher, 'resolutions.0.due', '2026-12-09')
    await look(dispatcher, 'demand-33-minutes')
    await takes(dispatcher, '纪要写好了，交签发')
    const head = await town.atDesk('bureau-head', { path })
    await takes(head, '签发')
    await head.getByText('为此另开了').first().waitFor()
    const land = await town.atDesk('department-handler-land')
    await waitUntil(async () => {
      if ((await land.getByText('路由走绿化带').count()) > 0) return true
      await land.reload()
      return false
    })
    await land.getByText('路由走绿化带').first().click()
    await land.waitForURL('**/console/cases/*')
    await land.getByLabel('做成了什么').fill('选线意见已出，盖章')
    await look(land, 'demand-34-resolution')
    await takes(land, '落实了')
    await dispatcher.goto(new URL(land.url()).pathname)
    await dispatcher.getByText('选线意见已出').first().waitFor()
    await look(dispatcher, 'demand-35-checked')
    await takes(dispatcher, '确已落实')
    await dispatcher.getByText('已落实').first().waitFor()
    await waitUntil(async () => {
      await dispatcher.goto(`/console/cases/${caseId}`)
      await dispatcher.getByText('主办').first().waitFor()
      return (await dispatcher.locator('.pill', { hasText: '办理和答复' }).count()) > 0
    })
  }

  async function asks(
    firm: Page,
    demand: typeof WATER,
    options: { readonly look?: boolean } = {},
  ): Promise<{ readonly caseId: string; readonly caseNo: string }> {
    await signIn(firm, '陈某一', '/apply/enterprise-demand')
    if (options.look) {
      await firm.goto('/apply/enterprise-demand/2')
      await look(firm, 'demand-02-ask')
    }
    const caseNo = await apply(firm, [FIRM, demand], { service: 'enterprise-demand' })
    if (options.look) await look(firm, 'demand-03-handed-in')
    return { caseId: new URL(firm.url()).pathname.split('/').at(-2) as string, caseNo }
  }
})

/** Presses the card of an act. */
async function chooses(desk: Page, act: string): Promise<void> {
  await desk.locator('.act button', { has: desk.getByText(act, { exact: true }) }).click()
}

/** Takes an act: its card, then the button that signs it. */
async function takes(desk: Page, act: string): Promise<void> {
  const card = desk.locator('.act button', { has: desk.getByText(act, { exact: true }) })
  await card.waitFor()
  if ((await card.getAttribute('aria-pressed')) !== 'true') await card.click()
  await desk.getByRole('button', { name: `${act}并签名` }).click()
  await card.waitFor({ state: 'detached' })
}

async function day(desk: Page, name: string, date: string): Promise<void> {
  const parts = date.split('-')
  for (const [index, part] of ['year', 'month', 'day'].entries())
    await desk.locator(`[name="${name}.${part}"]`).fill(parts[index] as string)
}

/** Asks again until it holds; what happens by itself takes a few seconds. */
async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 20; look += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  assert.fail('it did not come about')
}
