// The turns an application can take: a supplement, an objection, a return by one desk of several, a refusal, a withdrawal,
// and a promise kept. Applications come in by the API here; permit.test.ts shows them typed.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { handIn, PAPERS } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'

describe('the turns of an application', { timeout: 180_000 }, () => {
  const town = openTown('2026-03-02 08:40')

  const citizen = async (name: string, next = '/my'): Promise<Page> => {
    const page = await town.person()
    await signIn(page, name, next)
    return page
  }
  const accept = async (id: string, deferral?: object): Promise<void> => {
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    await agent.act(id, { type: 'accept', note: '', ...(deferral && { deferral }) })
  }
  const survey = async (id: string): Promise<void> => {
    const window = await town.platform.officer(`town-window-${TOWN}`)
    await window.attend(id, '四至清楚')
  }
  const opine = async (id: string, post: string, said: object): Promise<void> => {
    const desk = await town.platform.officer(`${post}-${TOWN}`)
    await desk.act(id, { type: 'opine', opinion: '符合规定', verdict: 'agree', ...said })
  }

  it('asks once for what is missing, opens nothing else, and counts on from there', async () => {
    const page = await citizen('林某二')
    const { caseId } = await handIn(page, 'r02')
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    const asked = [
      { field: 'planned.plotAreaM2', reason: '和四至对不上，请再量一次' },
      { material: 'house-plan', reason: '平面图没有标尺寸' },
    ]
    await agent.act(caseId, { type: 'requestSupplement', asked })
    await page.goto('/')
    await look(page, '20-home-waiting')
    await page.goto(`/my/cases/${caseId}`)
    await look(page, '21-progress-waiting')
    await page.getByRole('link', { name: '去补' }).click()
    await look(page, '22-supplement')
    await page.getByRole('button', { name: '提交补正' }).click()
    assert.match(await page.title(), /^错误：/)
    await look(page, '23-supplement-incomplete')
    await page.locator('[name="planned.plotAreaM2"]').fill('76')
    const parts = await breakOnce(page)
    await page
      .locator('input[name="file.house-plan"]')
      .setInputFiles({ name: 'IMG_789.jpg', mimeType: 'image/jpeg', buffer: await photo() })
    await page.getByText('已传好').waitFor()
    assert.ok(parts.offsets.length > new Set(parts.offsets).size, 'the broken part was sent again')
    assert.ok(!parts.offsets.slice(1).includes(0), 'and not the whole file')
    await look(page, '24-supplement-ready')
    await page.getByRole('button', { name: '提交补正' }).click()
    await page.waitForURL(`**/my/cases/${caseId}`)
    await page.getByText('您补了').waitFor()
    await accept(caseId)
  })

  it('publishes only what the declaration publishes, and takes an objection from anybody', async () => {
    const page = await citizen('黄某三')
    const { caseId } = await handIn(page, 'r03')
    await accept(caseId)
    const neighbour = await town.person()
    await neighbour.goto('/publicity')
    await look(neighbour, '30-publicity')
    await neighbour.goto(`/publicity/${caseId}`)
    const text = String(await neighbour.locator('main').textContent())
    assert.match(text, /78 ㎡/)
    assert.doesNotMatch(text, /黄|350598|1380000/)
    await look(neighbour, '31-notice')
    await neighbour.getByRole('button', { name: '提交异议' }).click()
    assert.match(await neighbour.title(), /^错误：/)
    await look(neighbour, '32-notice-incomplete')
    await neighbour.locator('[name=name]').fill('郑某七')
    await neighbour.locator('[name=contact]').fill('13800000007')
    await neighbour.locator('[name=reason]').fill('占了我家的晒谷场')
    const [form] = await Promise.all([
      neighbour.locator('input[name=key]').inputValue(),
      neighbour.getByRole('button', { name: '提交异议' }).click(),
    ])
    await neighbour.getByText('收到了您的异议').waitFor()
    await look(neighbour, '33-objected')
    const again = { name: '郑某七', contact: '13800000007', reason: '占了我家的晒谷场', key: form }
    const twice = await neighbour.request.post(`/publicity/${caseId}/objection`, {
      form: again,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(twice.status(), 200, 'pressed twice, thanked twice, recorded once')
    await page.goto(`/my/cases/${caseId}`)
    assert.match(String(await page.locator('main').textContent()), /核实异议/)
    const committee = await town.platform.officer(`village-committee-${TOWN}`)
    await committee.act(caseId, { type: 'opine', verdict: 'disagree', opinion: '占用属实，无法调解' })
    await refuse(caseId, '四邻不同意，占用他人晒谷场')
    await page.reload()
    await look(page, '34-refused')
  })

  const refuse = async (id: string, reason: string): Promise<void> => {
    const approver = await town.platform.officer('bureau-approver')
    await approver.act(id, { type: 'decide', verdict: 'reject', reason })
  }

  it('lets one desk send back what concerns it, while the others go on', async () => {
    await town.platform.goTo('2026-03-10 08:40')
    const page = await citizen('吴某四')
    const { caseId, form } = await handIn(page, 'r04')
    await accept(caseId)
    await town.platform.goTo('2026-03-18 09:00')
    await survey(caseId)
    await opine(caseId, 'town-agriculture', { branch: 'agriculture' })
    await opine(caseId, 'town-land', {
      branch: 'land',
      verdict: 'return',
      opinion: '北至写错',
      asked: [{ field: 'planned.bounds.north', reason: '应是机耕路' }],
    })
    await signIn(page, '吴某四', '/my')
    await page.goto(`/my/cases/${caseId}`)
    await look(page, '40-parallel-return')
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    const mended = { ...form, planned: { ...form.planned, bounds: { ...form.planned.bounds, north: '机耕路' } } }
    await agent.act(caseId, { type: 'mend', branch: 'land', form: mended, materials: [], note: '北至改为机耕路' })
    await opine(caseId, 'town-land', { branch: 'land' })
    await page.reload()
    assert.match(String(await page.locator('main').textContent()), /审批决定/)
  })

  it('is withdrawn only after being asked once more', async () => {
    const page = await citizen('张某五')
    const { caseId } = await handIn(page, 'r05')
    await page.goto(`/my/cases/${caseId}`)
    await page.getByRole('link', { name: '撤回申请' }).click()
    await look(page, '50-withdraw')
    await page.getByRole('link', { name: '不撤回' }).click()
    await page.getByRole('link', { name: '撤回申请' }).click()
    await page.locator('[name=reason]').fill('想换一块地')
    await page.getByRole('button', { name: '确定撤回' }).click()
    await page.getByText('已撤回').first().waitFor()
    await look(page, '51-withdrawn')
    await page.goto('/my')
    assert.match(String(await page.locator('main').textContent()), /办完的/)
  })

  it('keeps a promise: what was deferred is handed in later', async () => {
    const page = await citizen('张某六')
    const { caseId } = await handIn(page, 'r06', { materials: PAPERS.filter((kind) => kind !== 'house-plan') })
    await accept(caseId, { materials: ['house-plan'], until: '2026-04-10' })
    await page.goto(`/my/cases/${caseId}`)
    await page.getByRole('link', { name: '去补交' }).click()
    await look(page, '60-promise')
    await page
      .locator('input[name="file.house-plan"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() })
    await page.getByText('已传好').waitFor()
    await page.getByRole('button', { name: '交上去' }).click()
    await page.waitForURL(`**/my/cases/${caseId}`)
    assert.doesNotMatch(String(await page.locator('main').textContent()), /去补交/)
  })
})

/** Breaks the line at the second part of an upload, once; tells at which offsets parts were sent. */
async function breakOnce(page: Page): Promise<{ readonly offsets: number[] }> {
  const offsets: number[] = []
  await page.route('**/files/*', (route) => {
    const offset = Number(route.request().headers()['upload-offset'])
    const isFirstTry = offset > 0 && !offsets.includes(offset) && offsets.length === 1
    offsets.push(offset)
    return isFirstTry ? route.abort('connectionreset') : route.continue()
  })
  return { offsets }
}

/** A photograph of nothing, large enough to be sent in parts. */
function photo(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  return sharp({ create: { width: 900, height: 1200, channels: 3, background: 'white', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
}
