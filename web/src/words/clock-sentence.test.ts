import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../dev/kernel-imports.ts'
import type { PageProps } from '../pages/pages.ts'

const { fixtures } = await import('../../dev/fixtures.ts')
const { sayClock } = await import('./clock-sentence.ts')
const { tellingIn } = await import('./told.ts')
const { speaker } = await import('./words.ts')

const LABELS = { accepted: 'accepted', notice: 'public notice', decided: 'decided' }

test('the proof of the clock is one sentence in each language', async () => {
  const { clock } = fixtures['progress/done'] as PageProps['progress']
  const en = sayClock(speaker({}, 'en', (await tellingIn('en')).told), clock, LABELS)
  assert.match(en, /^2 Sept accepted, counted from the next day; public notice, \d+ days not counted \(3 Sept–/)
  assert.match(en, /Mid-Autumn Festival, \d+ days? not counted/)
  assert.match(en, /decided, \d+ days? used, in time\.$/)
  const hant = sayClock(speaker({}, 'zh-Hant', (await tellingIn('zh-Hant')).told), clock, { accepted: '受理' })
  assert.match(hant, /^9月2日受理，次日起算/)
  assert.match(hant, /按時/)
})
