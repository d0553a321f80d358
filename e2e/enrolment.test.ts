// A season of school places in the browser: a family applies on a phone, the office plans, draws and allocates, the family
// reads how its child came to its seat and accepts, the school takes it in. And two turns: a register that says otherwise,
// and an objection that stands.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { demoAnnounce, demoSecret, KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import type { Bundle } from '#engines/draw/message.ts'
import { type Step, takeAnnounce, takeBeacon, takeFreeze, takeResult, takeReveal } from '#engines/draw/steps.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { residentChild } from '#services/school-enrolment/demo.ts'
import { fill } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

interface SeedSchool {
  readonly code: string
  readonly name: string
  readonly longitude: number
  readonly latitude: number
  readonly catchment: readonly string[]
}
const schools: readonly SeedSchool[] = JSON.parse(
  readFileSync(new URL('../seed/schools.json', import.meta.url), 'utf8'),
)
const [near, far] = [schools[0]!, schools[2]!]
const VILLAGE = near.catchment[0]!

describe('a season of school places', { timeout: 240_000 }, () => {
  const town = openTown('2026-06-01 09:00')
  let desk: Page
  let season = ''
  let plan = ''
  before(async () => {
    desk = await town.atDesk('education-officer-education')
  })

  const open = async (mode: string): Promise<string> => {
    const form = {
      name: '2026 年秋季',
      year: 2026,
      mode,
      opensOn: '2026-06-01',
      closesOn: '2026-06-30',
      ageDay: '2026-08-31',
      schools: [near, far].map(({ code, longitude, latitude, catchment }) => ({
        school: code,
        seats: 1,
        longitude,
        latitude,
        catchment: catchment.map((place) => ({ place })),
      })),
    }
    const answer = await desk.request.post('/api/cases', {
      data: { service: 'school-season', form, materials: [] },
      headers: { 'idempotency-key': crypto.randomUUID(), 'x-csrf-token': await tokenOf(desk) },
    })
    assert.equal(answer.status(), 201, await answer.text())
    const { caseId } = (await answer.json()) as { caseId: string }
    const head = await town.platform.officer('education-head')
    await head.act(caseId, { type: 'complete', outcome: 'agreed', form: {}, note: '' })
    return caseId
  }
  const seasonNow = async (id = season) =>
    (await (await desk.request.get(`/api/seasons/${id}`)).json()) as { plan: string; acts: string[] }

  /** Applies as a family does, section by section; `wrong` says the house stands elsewhere than the register has it. */
  async function apply(
    page: Page,
    name: string,
    index: number,
    options: { look?: boolean; wrong?: boolean } = {},
  ): Promise<string> {
    const see = (picture: string) => (options.look ? look(page, picture) : Promise.resolve())
    await page.goto('/apply/school-enrolment')
    await see('school-02-apply')
    await page.goto('/apply/school-enrolment/1')
    await fill(page, {
      season: plan,
      kind: 'first',
      'child.idNumber': residentChild(2026, index),
      'child.name': name,
      'guardian.relation': 'father',
    })
    await see('school-03-child')
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL('**/2')
    assert.equal(
      await page.locator('[name="registered.here"][value="yes"]').isChecked(),
      true,
      'the register knows the household',
    )
    assert.equal(await page.locator('[name="house.owns"][value="yes"]').isChecked(), true, 'and the house')
    await fill(page, {
      village: VILLAGE,
      ...(options.wrong && { 'house.village': far.catchment[1]! }),
      'work.permit': 'no',
      'work.insured': 'no',
      policy: 'none',
    })
    await see('school-04-home')
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL('**/3')
    await fill(page, { 'wishes.first': near.code })
    await see('school-05-wishes')
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL('**/materials')
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL('**/check')
    await see('school-06-check')
    await page.locator('input[name=agreed]').check()
    await page.locator('.frame-act button').click()
    await page.waitForURL('**/submitted')
    await page.getByRole('link', { name: '看进度' }).click()
    await page.waitForURL(/\/my\/cases\/[0-9a-f-]+$/)
    return page.url().split('/').at(-1)!
  }

  it('a family applies on a phone in a few steps: what the registers know is filled in, nothing is asked twice', async () => {
    season = await open('formal')
    plan = (await seasonNow()).plan
    const family = await town.person()
    await family.goto('/guide/school-enrolment')
    await look(family, 'school-01-guide')
    await signIn(family, '陈某一')
    const first = await apply(family, '陈小禾', 0, { look: true })
    await town.platform.goTo('2026-06-01 09:05')
    await family.goto(`/my/cases/${first}`)
    await look(family, 'school-07-waiting')
    assert.match(String(await family.locator('main').textContent()), /等派位/)

    await desk.goto(`/console/seasons/${season}`)
    await desk.locator('h1').waitFor()
    await look(desk, 'school-10-season-open')
  })

  it('a register that says otherwise brings a person in: asked once, mended, found true', async () => {
    const family = await town.person()
    await signIn(family, '林某二')
    const caseId = await apply(family, '林小满', 1, { wrong: true })
    await town.platform.goTo('2026-06-02 09:00')
    // Whoever stayed away for a day signs in anew.
    desk = await town.atDesk('education-officer-education')
    await signIn(family, '林某二')
    const officer = await town.platform.officer('education-officer')
    await desk.goto(`/console/cases/${caseId}`)
    await desk.locator('h1').first().waitFor()
    await desk.waitForLoadState('networkidle')
    await look(desk, 'school-11-check')
    await officer.act(caseId, {
      type: 'requestSupplement',
      asked: [{ material: 'proof', reason: '登记的住房在别的村，请交房产证' }],
    })
    await family.goto(`/my/cases/${caseId}/supplement`)
    await look(family, 'school-12-supplement')
    for (const box of await family.locator('input[name^="paper."]').all()) await box.check()
    await family.getByRole('button', { name: '提交补正' }).click()
    const again = await town.platform.officer('education-officer')
    await again.act(caseId, { type: 'accept', note: '' })
    await again.act(caseId, { type: 'complete', outcome: 'found', form: { house: true, registered: true }, note: '' })
    await family.goto(`/my/cases/${caseId}`)
    assert.match(String(await family.locator('main').textContent()), /等派位/)
  })

  it('a rehearsal is drawn and run at once, says so, and ends without a result', async () => {
    desk = await town.atDesk('education-officer-education')
    const id = await open('rehearsal')
    await desk.goto(`/console/seasons/${id}`)
    await desk.getByRole('button', { name: '演练摇号' }).click()
    await desk.getByRole('button', { name: '派位', exact: true }).click()
    await desk.getByText('演练结束').first().waitFor()
    await look(desk, 'school-13-rehearsal')
    assert.deepEqual((await seasonNow(id)).acts, [])
  })

  it('the season is closed, drawn, allocated, signed; each family learns its own; it accepts, and the school takes the child in', async () => {
    await town.platform.goTo('2026-07-01 09:00')
    desk = await town.atDesk('education-officer-education')
    const officer = await town.platform.officer('education-officer')
    await officer.act(season, { type: 'complete', outcome: 'closed', form: {}, note: '' })
    const { entrants } = (await (await desk.request.get(`/api/seasons/${season}/roster`)).json()) as {
      entrants: { id: string }[]
    }
    assert.equal(entrants.length, 2)
    await desk.goto(`/console/seasons/${season}`)
    await desk.locator('.season-file input').setInputFiles({
      name: 'draw.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(drawn(entrants))),
    })
    await desk.getByText('号码已收下').waitFor()
    await desk.getByRole('button', { name: '派位', exact: true }).click()
    await desk.getByText('派位完成').waitFor()
    await look(desk, 'school-14-run')
    const head = await town.platform.officer('education-head')
    await head.act(season, { type: 'decide', verdict: 'approve', reason: '' })
    const seats = await Promise.all(
      (['陈某一', '林某二'] as const).map(async (name) => {
        const family = await town.person()
        await signIn(family, name)
        return { family, name, href: await hrefOfSeat(family) }
      }),
    )
    const taken = await Promise.all(
      seats.map(async ({ family, href }) => {
        await family.goto(href)
        return String(await family.locator('h1').textContent())
      }),
    )
    assert.deepEqual(
      taken
        .map((title) => (title.includes(near.name) ? near.name : title.includes(far.name) ? far.name : title))
        .sort(),
      [near.name, far.name].sort(),
    )
    const anyone = await town.person()
    await anyone.goto('/seats/2026')
    await look(anyone, 'school-19-public')
    assert.match(String(await anyone.locator('main').textContent()), new RegExp(near.name))
    const [one, two] = seats as [(typeof seats)[0], (typeof seats)[0]]
    await look(one.family, 'school-20-seat')
    await one.family
      .getByRole('button', { name: '自己算一遍' })
      .click()
      .catch(() => undefined)
    await one.family.goto(one.href.replace(/seat$/, 'task'))
    await look(one.family, 'school-21-answer')
    await one.family.locator('[name=outcome][value=accept]').check({ force: true })
    await one.family.locator('main form button').last().click()
    await one.family.waitForURL(/\/my\/cases\/[0-9a-f-]+$/)
    await look(one.family, 'school-22-admitted')
    assert.match(String(await one.family.locator('main').textContent()), /录取通知书/)

    const unit = taken[0]!.includes(near.name) ? near.code : far.code
    const school = await town.atDesk(`school-office-${unit}`)
    await school.goto(`/console/seasons/${season}/schools/${unit}`)
    await school.locator('table').waitFor()
    await look(school, 'school-23-school')
    const id = one.href.split('/')[3]!
    const office = await town.platform.officer(`school-office-${unit}`)
    await office.act(id, { type: 'complete', outcome: 'came', form: {}, note: '' })
    await one.family.goto(`/my/cases/${id}`)
    await look(one.family, 'school-24-done')
    await objects(two.family, two.href)
  })

  /** The other family objects; the head answers in writing and keeps the result; the family accepts after all. */
  async function objects(family: Page, href: string): Promise<void> {
    const id = href.split('/')[3]!
    await family.goto(`/my/cases/${id}/task`)
    await family.locator('[name=outcome][value=object]').check({ force: true })
    await family.locator('main form button').last().click()
    assert.match(await family.title(), /^错误：/, 'an objection says why')
    await family.locator('[name=outcome][value=object]').check({ force: true })
    await family.locator('[name=note]').fill('为什么不是第一志愿')
    await family.locator('main form button').last().click()
    await family.waitForURL(/\/my\/cases\/[0-9a-f-]+$/)
    await look(family, 'school-30-objected')
    const head = await town.platform.officer('education-head')
    await head.act(id, {
      type: 'complete',
      outcome: 'kept',
      form: { answer: '同类里号码大，第一志愿的学位已满' },
      note: '',
    })
    await family.goto(`/my/cases/${id}/task`)
    await family.locator('[name=outcome][value=confirmed]').check({ force: true })
    await family.locator('main form button').last().click()
    await family.waitForURL(/\/my\/cases\/[0-9a-f-]+$/)
    assert.match(String(await family.locator('main').textContent()), /报到/)
  }

  /** The link to the seat from the family's own matter, once places were given. */
  async function hrefOfSeat(family: Page): Promise<string> {
    for (let tries = 0; tries < 40; tries += 1) {
      await family.goto('/my')
      await family.locator('a.mine').first().click()
      await family.waitForURL(/\/my\/cases\/[0-9a-f-]+$/)
      const link = family.getByRole('link', { name: '怎么排到的' })
      if ((await link.count()) > 0) return String(await link.getAttribute('href'))
      await family.waitForTimeout(500)
    }
    throw new Error('no place was given')
  }
})

async function tokenOf(page: Page): Promise<string> {
  const { formToken = '' } = (await (await page.request.get('/api/session')).json()) as { formToken?: string }
  return formToken
}

/** A finished formal draw of these numbers, made by the engine's own steps as at a notary's. */
function drawn(entrants: readonly { id: string }[]): Bundle {
  const deps = { hash: sha256 }
  const secrets = { operator: demoSecret('operator', sha256), notary: demoSecret('notary', sha256) }
  const taken = (step: Step): Bundle => {
    assert.ok(step.ok)
    return step.bundle
  }
  let bundle: Bundle = {
    announce: demoAnnounce(sha256, { purpose: 'formal', project: '2026 年秋季派位号码', reserve: 0, minimum: 1 }),
    entrants,
  }
  bundle = taken(takeAnnounce(bundle, deps))
  bundle = taken(takeFreeze(bundle, deps))
  bundle = taken(takeBeacon(bundle, [KL8, SECOND_KL8], deps))
  bundle = taken(takeReveal(bundle, secrets, deps))
  return taken(takeResult(bundle, deps))
}
