// 智慧监督 in a real browser: what is late is found by itself, explained by its unit and accepted; the wall shows the lights.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { handIn } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'

describe('supervision', { timeout: 150_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it('finds what is late by itself; its unit explains, the supervisor accepts; the wall shows it as it is now', async () => {
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    await handIn(citizen, 'r01')
    await town.platform.goTo('2026-11-06 09:00')
    const agent = await town.atDesk(`village-agent-${TOWN}`, { path: '/console/supervision' })
    for (let n = 0; n < 20 && (await agent.locator('.rating-list button').count()) === 0; n += 1) {
      await agent.waitForTimeout(1000)
      await agent.reload()
      await agent.locator('h1').waitFor()
      await agent.waitForLoadState('networkidle')
    }
    await agent.locator('.rating-note textarea').fill('代办员外出培训两天，已安排替班')
    await agent.locator('.rating-acts button').first().click()
    await agent.locator('.rating-steps').getByText('已安排替班').waitFor()
    const supervisor = await town.atDesk('bureau-supervisor', { path: '/console/supervision' })
    await supervisor.locator('.rating-list button', { hasText: '等审' }).click()
    await look(supervisor, '100-console-supervision')
    await supervisor.locator('.rating-note textarea').fill('情况属实，采纳')
    await supervisor.locator('.rating-acts button').first().click()
    await supervisor.locator('.rating-steps').getByText('情况属实').waitFor()
    await supervisor.goto('/console/wall')
    await supervisor.locator('.wall-map li.red').first().waitFor()
    const { units } = (await (await supervisor.request.get('/api/units')).json()) as { units: { level: string }[] }
    const villages = units.filter(({ level }) => level === 'village').length
    assert.equal(await supervisor.locator('.wall-map li').count(), villages, 'every village has its tile')
    await look(supervisor, '101-wall')
    await supervisor.getByRole('button', { name: '看表格' }).click()
    await supervisor.getByText('洛阳镇', { exact: true }).first().waitFor()
    const other = await town.atDesk(`town-land-${TOWN}`, { path: '/console/supervision' })
    await other.getByText('没有发现异常。').waitFor()
  })

  it('publishes its figures to everybody, for some minutes the same, in three languages, and keeps back what is too small', async () => {
    const reader = await town.person()
    await reader.goto('/')
    await reader.getByRole('link', { name: '办件统计' }).click()
    await reader.getByRole('heading', { name: '今年决定的还太少，不公布比例' }).waitFor()
    const table = reader.getByRole('table', { name: '按事项' })
    assert.match(String(await table.textContent()), /宅基地＊/)
    await look(reader, '122-statistics')
    const answer = await reader.goto('/statistics?lang=en')
    assert.equal(answer?.headers()['cache-control'], 'public, max-age=300')
    await reader.getByRole('heading', { name: 'By month' }).waitFor()
    await reader.goto('/statistics?lang=zh-Hant')
    await reader.getByRole('heading', { name: '按月' }).waitFor()
  })
})
