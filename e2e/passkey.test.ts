// Passkeys of officers in a real browser, with Chromium's own authenticator: registered, signing in, signing a decision that is then
// checked again; what was signed for something else is refused; a lost key is removed, the last way to sign in is not.

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { handIn } from './support/application.ts'
import { assertFits, look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const APPROVER = 'bureau-approver'

describe('passkeys', { timeout: 240_000 }, () => {
  const town = openTown('2026-11-02 08:40', { QINQING_CONFIRM: 'yes' })
  let desk: Page
  let keys: CDPSession
  let authenticatorId: string
  const cases: string[] = []

  before(async () => {
    const { platform } = town
    for (const [subject, name] of APPLICANTS) {
      const page = await town.person()
      await signIn(page, name)
      cases.push((await handIn(page, subject)).caseId)
      await page.context().close()
    }
    const agent = await platform.officer('village-agent-350521104')
    for (const id of cases) await agent.act(id, { type: 'accept', note: '' })
    await platform.goTo('2026-11-10 09:35')
    const window = await platform.officer('town-window-350521104')
    for (const id of cases) await window.attend(id, '四至清楚，与图一致')
    for (const [post, branch] of Object.entries(REVIEWS)) {
      const reviewer = await platform.officer(`${post}-350521104`)
      for (const id of cases) await reviewer.act(id, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
    }
    desk = await town.person({ face: 'desk' })
    keys = await desk.context().newCDPSession(desk)
    await keys.send('WebAuthn.enable')
    authenticatorId = await plugIn()
  })

  /** An authenticator with a user who presses when asked. */
  async function plugIn(): Promise<string> {
    const options = {
      ...({ protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const),
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    }
    return (await keys.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
  }

  async function codeNow(): Promise<string> {
    await town.platform.passMoment()
    const answer = await fetch(`${town.platform.url}/api/demo/sign-ins`)
    const accounts = (await answer.json()) as { login: string; code: string }[]
    return accounts.find(({ login }) => login === APPROVER)!.code
  }

  const dialog = () => desk.locator('.sign-dialog')

  /** Opens a case, chooses an act and writes why. */
  async function prepare(caseId: string, act: string, reason: string): Promise<void> {
    await desk.goto(`/console/cases/${caseId}`)
    await desk.locator('.acts li', { hasText: act }).first().click()
    await desk.locator('#opinion').fill(reason)
    await desk.locator('.sign > .button').click()
    await dialog().locator('dl').waitFor()
  }

  async function commandOf(act: () => Promise<void>): Promise<Record<string, string>> {
    const [request] = await Promise.all([desk.waitForRequest(/\/commands$/), act()])
    return request.headers()
  }

  /** Sends a decision again as a thief of its headers would. */
  async function sendAs(caseId: string, signature: string, reason: string): Promise<string> {
    const session = (await (await desk.request.get('/api/session')).json()) as { formToken: string }
    const answer = await desk.request.post(`/api/cases/${caseId}/commands`, {
      data: { type: 'decide', verdict: 'approve', reason, seen: 'decide' },
      headers: {
        'passkey-signature': signature,
        'idempotency-key': crypto.randomUUID(),
        'x-csrf-token': session.formToken,
      },
    })
    return ((await answer.json()) as { code: string }).code
  }

  it('without a passkey, a decision is shown once more and confirmed by a fresh code', async () => {
    await town.signInAtDesk(desk, APPROVER)
    await prepare(cases[0]!, '批准', '符合规定，同意')
    await look(desk, 'passkey-code')
    await dialog().locator('input').fill('000000')
    await dialog().getByRole('button', { name: '确认并签名' }).click()
    await dialog().getByText('动态码不对或已用过。').waitFor()
    await dialog()
      .locator('input')
      .fill(await codeNow())
    await dialog().getByRole('button', { name: '确认并签名' }).click()
    await desk
      .getByText(/动态码确认/)
      .first()
      .waitFor()
  })

  it('registers a passkey after a fresh code, and signs in with it alone', async () => {
    await desk.goto('/console/passkeys')
    await desk.getByText('还没有通行密钥。').waitFor()
    await desk.locator('#passkey-name').fill('办公电脑')
    await desk.getByRole('button', { name: '登记一把通行密钥' }).click()
    // The code of the decision is fresh still: nobody is asked twice within five minutes.
    await desk.getByText('已登记「办公电脑」').waitFor()
    await look(desk, 'passkey-list')
    await desk.setViewportSize({ width: 390, height: 844 })
    await look(desk, 'passkey-list-phone')
    await desk.setViewportSize({ width: 1366, height: 860 })
    await desk.getByRole('button', { name: '退出', exact: true }).click()
    await desk.getByRole('button', { name: '用通行密钥登录' }).waitFor()
    await look(desk, 'passkey-sign-in')
    await desk.getByRole('button', { name: '用通行密钥登录' }).click()
    await desk.waitForURL((address) => !address.pathname.endsWith('/sign-in'))
    await desk.locator('.console-who').waitFor()
  })

  it('signs a decision over its very words, and the signature can be checked again later', async () => {
    const [, caseId, other] = cases as [string, string, string]
    await prepare(caseId, '批准', '面积未超，四邻同意')
    assert.match(String(await dialog().textContent()), /面积未超，四邻同意/)
    assert.match(String(await dialog().locator('code').textContent()), /^[0-9a-f]{64}$/)
    await look(desk, 'passkey-sign')
    await desk.setViewportSize({ width: 390, height: 844 })
    await assertFits(desk)
    await desk.setViewportSize({ width: 1366, height: 860 })
    await dialog().getByRole('button', { name: '先不签' }).click()
    await desk.locator('.sign > .button').click()
    await dialog().locator('dl').waitFor()
    const headers = await commandOf(() => dialog().getByRole('button', { name: '用通行密钥签名' }).click())
    const signature = headers['passkey-signature']
    assert.ok(signature)
    await desk.getByRole('button', { name: '再核验一遍' }).click()
    await desk.getByText(/核验通过：通行密钥 [0-9a-f]{16} 在 http:\/\/localhost/).waitFor()
    await look(desk, 'passkey-signed')
    assert.equal(await sendAs(other, signature, '面积未超，四邻同意'), 'SIGNATURE_OTHER', 'another case')
    assert.match(
      await sendAs(caseId, signature, '面积未超，四邻同意'),
      /^CASE_MOVED$|^NOT_AT_THIS_STEP$/,
      'nothing is signed twice',
    )
  })

  it('refuses another outcome than the one that was signed, and a code in place of the passkey', async () => {
    const [, , caseId] = cases as [string, string, string]
    await prepare(caseId, '不予批准', '与规划不符')
    await desk.route('**/commands', (route) =>
      route.continue({ postData: (route.request().postData() ?? '').replace('reject', 'approve') }),
    )
    await dialog().getByRole('button', { name: '用通行密钥签名' }).click()
    await desk.getByText('签名签的不是现在要做的这件事').waitFor()
    await desk.unroute('**/commands')
    const session = (await (await desk.request.get('/api/session')).json()) as { formToken: string }
    const headers = { 'x-csrf-token': session.formToken, 'idempotency-key': crypto.randomUUID() }
    const confirmed = await desk.request.post('/api/staff/confirmation', { data: { code: await codeNow() }, headers })
    assert.equal(confirmed.status(), 200)
    const data = { type: 'decide', verdict: 'approve', reason: '', seen: 'decide' }
    const answer = await desk.request.post(`/api/cases/${caseId}/commands`, { data, headers })
    assert.equal(((await answer.json()) as { code: string }).code, 'SIGNATURE_MISSING')
  })

  it('removes a lost key by another, and never the last way to sign in', async () => {
    await town.platform.goTo('2026-11-10 11:30')
    // The first key stays with the office computer; a second one is made on another device.
    await keys.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    await plugIn()
    await town.signInAtDesk(desk, APPROVER, '/console')
    await desk.goto('/console/passkeys')
    await desk.locator('#passkey-name').fill('安全钥匙')
    await desk.getByRole('button', { name: '登记一把通行密钥' }).click()
    // Who holds a passkey is asked for it; the computer that holds it is not here, so a fresh code is given instead.
    await dialog().getByRole('button', { name: '改用动态码' }).click()
    await dialog()
      .locator('input')
      .fill(await codeNow())
    await dialog().getByRole('button', { name: '确认并签名' }).click()
    await desk.getByText('已登记「安全钥匙」').waitFor()
    const sign = async (name: string) => {
      await desk.getByRole('button', { name }).click()
      await dialog().getByRole('button', { name: '用通行密钥签名' }).click()
    }
    await sign('移除「办公电脑」')
    await desk.getByText('已移除「办公电脑」').waitFor()
    await sign('停用验证器')
    await desk.getByText('验证器已停用').waitFor()
    await sign('移除「安全钥匙」')
    await desk.getByText('这是您最后一种登录方式，不能移除。').waitFor()
    await assertFits(desk)
    await look(desk, 'passkey-last')
  })
})

const APPLICANTS = [
  ['r01', '陈某一'],
  ['r02', '林某二'],
  ['r03', '黄某三'],
] as const

const REVIEWS = {
  'town-agriculture': 'agriculture',
  'town-land': 'land',
}
