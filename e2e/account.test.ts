// One's own account in a real browser: a mandate given and taken back at once, the other places signed out.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { handIn } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

describe('an account', { timeout: 120_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('gives a mandate with what it says, and takes it back at once', async () => {
    const page = await town.person()
    await signIn(page, '陈某一')
    await page.getByRole('link', { name: '委托代办' }).click()
    await page.getByRole('button', { name: '给出委托' }).click()
    assert.match(await page.title(), /^错误：/)
    await page.locator('[name=agentName]').fill('何某帮')
    await page.locator('[name=agentIdNumber]').fill('350598199001011237')
    await page.locator('[name=services][value=homestead]').check()
    await page.locator('[name=until]').fill('2027-03-01')
    await page.getByRole('button', { name: '给出委托' }).click()
    await page.getByText('何某帮').first().waitFor()
    await look(page, '102-mandates')
    await page.getByRole('button', { name: /收回委托/ }).click()
    await page.getByText('已收回').waitFor()
    assert.equal(await page.getByRole('button', { name: /收回委托/ }).count(), 0)
    await page.goto('/mandates?lang=en')
    await look(page, '102-mandates-en')
  })

  it('sees what is kept, and carries away all of it, but nothing of anybody else', async () => {
    const page = await town.person()
    await signIn(page, '黄某三')
    const { caseId } = await handIn(page, 'r03')
    await page.goto('/my/data')
    assert.doesNotMatch(
      String(await page.locator('main').textContent()),
      /\d{15}/,
      'no identity number in full on a screen',
    )
    await look(page, '104-own-data')
    const whole = (await (await page.request.get('/my/data.json')).json()) as {
      person: { name: string }
      cases: { id: string }[]
    }
    assert.equal(whole.person.name, '黄某三')
    assert.deepEqual(
      whole.cases.map(({ id }) => id),
      [caseId],
    )
    assert.doesNotMatch(JSON.stringify(whole), /林某二|陈某一/)
  })

  it('signs out of every other place at once', async () => {
    const [lost, here] = [await town.person(), await town.person()]
    await signIn(lost, '林某二')
    await signIn(here, '林某二')
    await here.goto('/my/sessions')
    await look(here, '103-sessions')
    await here.getByRole('button', { name: '退出其他 1 处' }).click()
    await here.getByText('只有这一台登录着。').waitFor()
    const answer = await lost.request.get('/api/session')
    assert.equal(((await answer.json()) as { kind: string }).kind, 'public')
  })
})
