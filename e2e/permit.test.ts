// From application to house: a citizen on a phone, officers at their desks, and anyone who checks the certificate.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { apply, HOUSEHOLD } from './support/application.ts'
import { assertAccessible, look, signIn } from './support/browser.ts'
import { openTown, type Town } from './support/town.ts'

let town: Town
// Inside a suite, so that the platform is stopped before its database server is.
describe('an application', { timeout: 180_000 }, () => {
  town = openTown('2026-11-02 08:40')

  it('a household applies by phone, gets its permit, builds, is inspected, and rates', {
    timeout: 90_000,
  }, async () => {
    const citizen = await town.person()
    await citizen.goto('/')
    await look(citizen, '01-home')
    await citizen.getByRole('link', { name: '我要办宅基地' }).first().click()
    await look(citizen, '02-guide')
    await citizen.getByRole('link', { name: '开始办理' }).click()
    await look(citizen, '03-sign-in')
    await citizen.getByRole('button', { name: '统一身份认证' }).click()
    await citizen.getByRole('button', { name: '陈某一' }).click()
    await citizen.waitForURL('**/apply/homestead')
    const caseNo = await apply(citizen, HOUSEHOLD, { look: true })
    await citizen.getByRole('link', { name: '看进度' }).click()
    await look(citizen, '10-progress-received')

    const caseId = await throughOffice(caseNo)

    await signIn(citizen, '陈某一', '/my')
    await look(citizen, '11-matters')
    await citizen.getByRole('link', { name: '我要办宅基地' }).click()
    await look(citizen, '12-progress-staking')
    await citizen.goto('/my/certificates')
    await look(citizen, '13-wallet')
    await citizen.getByRole('link', { name: '农村宅基地批准书' }).click()
    await look(citizen, '14-certificate')
    const verify = await citizen.getByRole('link', { name: '自己验一遍' }).getAttribute('href')
    await theHouse(citizen, caseId)
    await checkedByAnyone(verify!)
    await theFile(citizen, verify!)
  })
})

/** What officers do until the certificates are out: taken in, published, surveyed, reviewed side by side, decided. */
async function throughOffice(caseNo: string): Promise<string> {
  await town.platform.goTo('2026-11-02 10:00')
  const agent = await town.platform.officer('village-agent-350521104')
  const { id } = await agent.caseOf(caseNo)
  await agent.act(id, { type: 'accept', note: '' })
  await town.platform.goTo('2026-11-10 09:35')
  const window = await town.platform.officer('town-window-350521104')
  await window.attend(id, '四至清楚，与图一致')
  for (const [at, post, branch] of REVIEWS) {
    await town.platform.goTo(at)
    const desk = await town.platform.officer(`${post}-350521104`)
    await desk.act(id, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
  }
  await town.platform.goTo('2026-11-12 15:40')
  const approver = await town.platform.officer('bureau-approver')
  await approver.act(id, { type: 'decide', verdict: 'approve', reason: '' })
  return id
}

const REVIEWS = [
  ['2026-11-10 16:20', 'town-agriculture', 'agriculture'],
  ['2026-11-11 10:10', 'town-land', 'land'],
  ['2026-11-12 09:05', 'town-construction', 'construction'],
] as const

/** Stakes, months of building, the last inspection, the rating. */
async function theHouse(citizen: Page, caseId: string): Promise<void> {
  await town.platform.goTo('2026-11-16 09:00')
  const land = await town.platform.officer('town-land-350521104')
  await land.attend(caseId, '已按批准位置放样')
  await town.platform.goTo('2026-12-28 16:30')
  await signIn(citizen, '陈某一')
  await citizen.goto(`/my/cases/${caseId}`)
  await look(citizen, '15-building')
  await citizen.getByRole('button', { name: '告诉我们房子建好了' }).click()
  await citizen.waitForURL(`**/my/cases/${caseId}`)
  await town.platform.goTo('2026-12-30 10:20')
  const builder = await town.platform.officer('town-construction-350521104')
  await builder.attend(caseId, '按图建成')
  await signIn(citizen, '陈某一')
  await citizen.goto(`/my/cases/${caseId}`)
  await look(citizen, '16-done')
  await citizen.getByRole('link', { name: '我交的材料' }).click()
  await look(citizen, '19-answers')
  await citizen.goBack()
  await rate(citizen)
}

/** A low rating needs a reason; a high one does not. */
async function rate(citizen: Page): Promise<void> {
  await citizen.getByRole('link', { name: '评价这次办事' }).click()
  await assertAccessible(citizen)
  await citizen.getByLabel('不满意', { exact: true }).check()
  await citizen.getByRole('button', { name: '提交评价' }).click()
  await assertAccessible(citizen)
  assert.match(await citizen.title(), /^错误：/)
  await citizen.getByLabel('非常满意', { exact: true }).check()
  await citizen.getByRole('button', { name: '提交评价' }).click()
  await citizen.getByText('谢谢您的评价').waitFor()
  await look(citizen, '17-rated')
}

/** Whoever holds the code learns that the certificate is genuine, and not whose it is. */
async function checkedByAnyone(verify: string): Promise<void> {
  const anyone = await town.person({ script: false })
  const answer = await anyone.goto(verify)
  assert.ok(Number(answer!.headers()['content-length']) <= 14_000, 'the page fits the first round trip')
  assert.equal(await anyone.locator('script').count(), 0)
  const text = String(await anyone.locator('main').textContent())
  assert.match(text, /有效/)
  assert.match(text, /陈\*+/)
  assert.doesNotMatch(text, /陈某一/)
  await anyone.context().close()
  const looking = await town.person()
  await looking.goto(verify)
  await look(looking, '18-verify')
  await looking.context().close()
}

/** The file of a certificate is checked by what it says: one that was changed is found out, one taken back too. */
async function theFile(citizen: Page, verify: string): Promise<void> {
  const file = await citizen.request.get(`/my/certificates/${verify.split('/').at(-1)}/file`)
  const text = (await file.text()).trimEnd()
  assert.match(text, /^QQ1:/)
  const anyone = await town.person()
  const check = async (pasted: string): Promise<string> => {
    await anyone.goto(`/v?${new URLSearchParams({ code: pasted })}`)
    return String(await anyone.locator('h1').first().textContent())
  }
  assert.equal(await check(text), '有效')
  assert.equal((await anyone.request.get(`/my/certificates/${verify.split('/').at(-1)}/file`)).status(), 401)
  const head = await town.platform.officer('bureau-head')
  await head.revoke(verify.split('/').at(-1)!, '四至与现场不符')
  assert.equal(await check(text), '已撤销')
  await look(anyone, '18-verify-revoked')
  await anyone.context().close()
}
