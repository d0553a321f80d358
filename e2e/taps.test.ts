// A first-time user's main journey, from the guide to the receipt, counted: every link and button that leads on, beside what is
// answered (typed, chosen or ticked); and what the platform knows already stands there.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Locator } from 'playwright-core'
import { RESIDENTS } from '#office/identity/sandbox/resident.ts'
import { fill, SMALL_HOUSEHOLD } from './support/application.ts'
import { openTown } from './support/town.ts'

const MOST_TAPS = 12

describe('the main journey', { timeout: 120_000 }, () => {
  const town = openTown('2026-11-02 08:40')

  it(`takes at most ${MOST_TAPS} taps from the guide to the receipt, and asks nothing that is known`, async (t) => {
    const page = await town.person()
    const taps: string[] = []
    const tap = async (target: Locator): Promise<void> => {
      taps.push(String(await target.textContent()).trim())
      await target.click()
      await page.waitForLoadState('load')
    }
    const { name, idNumber, phone } = RESIDENTS.find(({ subject }) => subject === 'r01')!
    await page.goto('/guide/homestead')
    await tap(page.locator('.frame-act .button').first())
    await tap(page.getByRole('button', { name: '统一身份认证' }))
    await tap(page.getByRole('button', { name }))
    await page.waitForURL('**/apply/homestead')
    await tap(page.locator('.frame-act .button').first())
    for (const [index, answers] of SMALL_HOUSEHOLD.entries()) {
      await page.waitForURL(`**/apply/homestead/${index + 1}`)
      const filled = (field: string) => page.locator(`[name="${field}"]`).inputValue()
      if (index === 0) assert.equal(await filled('phone'), phone)
      if (index === 1)
        assert.deepEqual([await filled('members.0.name'), await filled('members.0.idNumber')], [name, idNumber])
      await fill(page, answers)
      await tap(page.locator('.frame-act button[name=next]'))
    }
    await page.waitForURL('**/materials')
    for (const box of await page.locator('input[name^="paper."]').all()) await box.check()
    await tap(page.locator('.frame-act button[name=next]'))
    await page.waitForURL('**/check')
    await page.locator('input[name=agreed]').check()
    await tap(page.locator('.frame-act button'))
    await page.waitForURL('**/submitted')
    t.diagnostic(`${taps.length} taps: ${taps.join(' → ')}`)
    assert.ok(taps.length <= MOST_TAPS, taps.join(' → '))
  })
})
