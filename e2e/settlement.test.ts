// 落户有奖 from the policy to the money: an office puts a policy up, a citizen is told of it before asking, it is looked
// over, published, decided, paid by two people; the bank cannot pay, the citizen mends the account, and it is paid.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('a settlement reward', { timeout: 240_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('goes from a policy to the money, with a payment that fails on the way', { timeout: 200_000 }, async () => {
    await policyIsPutUp()
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    await citizen.getByText('您可能可以领').waitFor()
    await look(citizen, 'settlement-02-offer')
    const caseId = await claims(citizen)
    await town.platform.goTo('2026-11-05 09:30')
    await signIn(citizen, '陈某一', `/my/cases/${caseId}`)
    await citizen.getByRole('heading', { name: '登记信息比对' }).waitFor()
    await look(citizen, 'settlement-04-compared')
    await throughReviews(caseId)
    await isPaid('bank-1', { fails: true })
    await mendsAccount(citizen, caseId)
    await isPaid('bank-2', { fails: false })
    await signIn(citizen, '陈某一', `/my/cases/${caseId}`)
    await citizen.getByText('已到账').first().waitFor()
    await look(citizen, 'settlement-10-paid')
  })

  async function policyIsPutUp(): Promise<void> {
    const window = await town.atDesk('bureau-window')
    await window.goto('/console/open')
    await window.getByRole('button', { name: '落户有奖政策上架' }).click()
    await window.getByLabel('政策名称').fill('青年人才落户奖励')
    await window.getByLabel('文件依据').fill('泉台管〔2026〕某号（示例）')
    for (const [name, [year, month, day]] of [
      ['since', ['2026', '01', '01']],
      ['until', ['2027', '12', '31']],
    ] as const) {
      await window.locator(`[name="${name}.year"]`).fill(year)
      await window.locator(`[name="${name}.month"]`).fill(month)
      await window.locator(`[name="${name}.day"]`).fill(day)
    }
    await window.getByLabel('条件').fill('年龄 < 70 且 落户日期 ≥ 2026-01-01')
    await window.getByLabel('每人多少元').fill('学历 = 博士 ? 50000 : 学历 = 硕士 ? 30000 : 10000')
    await window.getByLabel('落户后几天内申领').fill('365')
    await window.getByLabel('一户最多几人').fill('2')
    await window.getByLabel('总额上限').fill('100000')
    await look(window, 'settlement-01-policy')
    await window.getByRole('button', { name: '开件' }).click()
    await window.waitForURL('**/console/cases/*')
    const caseId = new URL(window.url()).pathname.split('/').at(-1) as string
    await town.platform.goTo('2026-11-03 09:00')
    const finance = await town.platform.officer('bureau-finance')
    await finance.act(caseId, { type: 'opine', verdict: 'agree', opinion: '有预算' })
    const head = await town.platform.officer('bureau-head')
    await head.act(caseId, { type: 'decide', verdict: 'approve', reason: '' })
    await town.platform.goTo('2026-11-04 09:00')
  }

  async function claims(citizen: Page): Promise<string> {
    await citizen
      .getByRole('link', { name: /落户有奖/ })
      .first()
      .click()
    await citizen.waitForURL('**/apply/settlement-reward*')
    for (const section of [1, 2, 3, 4]) {
      await citizen.goto(`/apply/settlement-reward/${section}`)
      if (section === 2) {
        assert.equal(await citizen.locator('[name="household"]').inputValue(), 'H-101', 'filled in from the register')
        await citizen.locator('select[name="village"]').selectOption({ index: 1 })
        await citizen.locator('[name="together"]').fill('2')
        await look(citizen, 'settlement-03-prefilled')
      }
      if (section === 3) {
        await citizen.getByText('硕士').click()
        await citizen.getByLabel(/毕业学校/).fill('示例大学')
      }
      if (section === 4) {
        await citizen.getByLabel('户名').fill('陈某一')
        await citizen.getByLabel('开户银行').fill('示例银行台商区支行')
        await citizen.getByLabel('银行卡号').fill('6222020200112233445')
      }
      await citizen.getByRole('button', { name: '存好，去下一节' }).click()
      await citizen.waitForURL((address) => !address.pathname.endsWith(`/${section}`))
    }
    await citizen.goto('/apply/settlement-reward/check')
    await citizen.locator('[name="agreed"]').check()
    await citizen.getByRole('button', { name: '提交申请' }).click()
    await citizen.waitForURL('**/submitted')
    return new URL(citizen.url()).pathname.split('/').at(-2) as string
  }

  async function throughReviews(caseId: string): Promise<void> {
    const window = await town.platform.officer('bureau-window')
    await window.act(caseId, { type: 'opine', verdict: 'agree', opinion: '属实' })
    const approver = await town.platform.officer('bureau-approver')
    await approver.act(caseId, { type: 'opine', verdict: 'agree', opinion: '属实' })
    await town.platform.goTo('2026-11-17 09:00')
    const page = await town.atDesk('bureau-head')
    await page.goto(`/console/cases/${caseId}`)
    await page.getByText('登记信息比对').first().waitFor()
    await look(page, 'settlement-05-decide')
    const head = await town.platform.officer('bureau-head')
    await head.act(caseId, { type: 'decide', verdict: 'approve', reason: '' })
  }

  async function isPaid(reference: string, { fails }: { readonly fails: boolean }): Promise<void> {
    const finance = await town.atDesk('bureau-finance')
    await finance.goto('/console/payments')
    await finance.getByLabel('选上 陈某一').check()
    if (fails) await look(finance, 'settlement-06-due')
    await finance.getByRole('button', { name: /编一批/ }).click()
    await finance.getByText('等复核放款').waitFor()
    assert.equal(await finance.getByRole('button', { name: /放款/ }).count(), 0, 'who prepared it does not release it')
    const cashier = await town.atDesk('bureau-cashier')
    await cashier.goto('/console/payments')
    if (fails) await look(cashier, 'settlement-07-release')
    await cashier.getByRole('button', { name: /^放款/ }).click()
    await cashier.getByText('等银行回执').waitFor()
    await finance.reload()
    if (fails) await finance.getByLabel('没有付成').first().check()
    await finance.getByRole('textbox', { name: /陈某一：/ }).fill(fails ? '账号不存在' : reference)
    if (fails) await look(finance, 'settlement-08-answer')
    await finance.getByRole('button', { name: '登记回执' }).click()
    await finance.getByText('现在没有等付款的件').waitFor()
  }

  async function mendsAccount(citizen: Page, caseId: string): Promise<void> {
    await signIn(citizen, '陈某一', `/my/cases/${caseId}`)
    await citizen.getByRole('link', { name: /改收款账户/ }).click()
    await citizen.getByLabel('户名').fill('别人')
    await citizen.getByLabel('开户银行').fill('示例银行台商区支行')
    await citizen.getByLabel('银行卡号').fill('6222020200112233446')
    await citizen.getByRole('button', { name: '提交' }).click()
    await citizen
      .getByText(/户名是 别人/)
      .first()
      .waitFor()
    await citizen.getByLabel('户名').fill('陈某一')
    await look(citizen, 'settlement-09-account')
    await citizen.getByRole('button', { name: '提交' }).click()
    await citizen.waitForURL(`**/my/cases/${caseId}`)
  }
})
