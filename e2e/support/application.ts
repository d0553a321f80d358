// Fills in an application the way a person does: section by section, on the pages.

import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { RESIDENTS, type Resident } from '#office/identity/sandbox/resident.ts'
import { look } from './browser.ts'

/** Texts by the name of their input, one record a section. */
export type Answers = readonly Readonly<Record<string, string>>[]

const VILLAGE = '350521104-01'

const member = (row: number, name: string, relation: string, idNumber: string): Record<string, string> => ({
  [`members.${row}.name`]: name,
  [`members.${row}.relation`]: relation,
  [`members.${row}.idNumber`]: idNumber,
  [`members.${row}.registeredIn`]: VILLAGE,
})

/** A household of four that may build. The head's name and numbers are known from signing in. */
export const HOUSEHOLD: Answers = [
  { village: VILLAGE },
  {
    'members.0.relation': 'householder',
    'members.0.registeredIn': VILLAGE,
    ...member(1, '林某秀', 'spouse', '350598198211120045'),
    ...member(2, '陈某丙', 'child', '350598201008071916'),
    ...member(3, '陈某丁', 'parent', '350598195109175142'),
  },
  { soldHouseBefore: 'no' },
  {
    'planned.situation': 'new',
    'planned.landClass': 'construction',
    'planned.plotAreaM2': '98',
    'planned.buildingAreaM2': '220',
    'planned.floors': '3',
    'planned.heightM': '10.8',
    'planned.neighboursConsent': 'yes',
    'planned.standardDesign': 'no',
    'planned.bounds.east': '村道',
    'planned.bounds.south': '空地',
    'planned.bounds.west': '邻宅',
    'planned.bounds.north': '水渠',
  },
]

/** A household of one, for journeys in which little is to be typed. */
export const SMALL_HOUSEHOLD: Answers = HOUSEHOLD.map((section, index) => {
  if (index === 1) return { 'members.0.relation': 'householder', 'members.0.registeredIn': VILLAGE }
  return index === 3 ? { ...section, 'planned.plotAreaM2': '78', 'planned.standardDesign': 'yes' } : section
})

/** All materials, as papers. */
export const PAPERS = [
  'household-register',
  'identity-card',
  'use-commitment',
  'neighbours-opinion',
  'house-plan',
] as const

/** A sound form of a household of one: the resident of the sandbox with this subject. */
function formOf({ name, idNumber, phone }: Resident) {
  const planned = {
    situation: 'new',
    landClass: 'construction',
    plotAreaM2: 78,
    buildingAreaM2: 160,
    floors: 2,
    heightM: 7.2,
    neighboursConsent: true,
    standardDesign: true,
    bounds: { east: '村道', south: '空地', west: '邻宅', north: '水渠' },
  }
  const members = [{ name, relation: 'householder', idNumber, registeredIn: VILLAGE }]
  return { village: VILLAGE, phone, members, currentPlots: [], soldHouseBefore: false, planned }
}

/** Hands in a sound application for the signed-in resident by the API, as the page's own script could. */
export async function handIn(
  page: Page,
  subject: string,
  { materials = PAPERS, photo }: { readonly materials?: readonly string[]; readonly photo?: Buffer } = {},
): Promise<{ readonly caseId: string; readonly caseNo: string; readonly form: ReturnType<typeof formOf> }> {
  const resident = RESIDENTS.find((one) => one.subject === subject)
  assert.ok(resident)
  const form = formOf(resident)
  const papers = materials.map((kind) => ({ kind, origin: 'paper' }))
  const plan = photo && { kind: 'house-plan', origin: 'upload', file: await upload(page, photo) }
  const handed = plan ? [...papers.filter(({ kind }) => kind !== plan.kind), plan] : papers
  const answer = await page.request.post('/api/cases', {
    data: { service: 'homestead', form, materials: handed },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  assert.equal(answer.status(), 201, await answer.text())
  const { caseId, caseNo } = (await answer.json()) as { caseId: string; caseNo: string }
  return { caseId, caseNo, form }
}

/** Sends a file as the API takes it, and answers its name. */
async function upload(page: Page, content: Buffer): Promise<string> {
  const { request } = page
  const begun = await request.post('/api/uploads', { data: { fileName: 'plan.jpg', bytes: content.length } })
  const { id } = (await begun.json()) as { id: string }
  const headers = { 'content-type': 'application/octet-stream', 'upload-offset': '0' }
  await request.patch(`/api/uploads/${id}`, { data: content, headers })
  const done = await request.post(`/api/uploads/${id}/complete`, { data: {} })
  assert.equal(done.status(), 200, await done.text())
  return ((await done.json()) as { name: string }).name
}

/** Types one section's answers; rows of lists are added as they are needed. */
export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(answers)) {
    const [, list, row] = /^(\w+)\.(\d+)\./.exec(name) ?? []
    if (list && Number(row) > 0 && (await page.locator(`[name="${name}"]`).count()) === 0) {
      await page.locator(`button[name=add][value="${list}"]`).click()
    }
    const inputs = page.locator(`[name="${name}"]`)
    const kind = await inputs.first().evaluate((input) => `${input.tagName} ${input.getAttribute('type')}`)
    if (kind === 'INPUT radio') await page.locator(`[name="${name}"][value="${text}"]`).check({ force: true })
    else if (kind.startsWith('SELECT')) await inputs.selectOption(text)
    else await inputs.fill(text)
  }
}

/** Types one section and goes on. */
export async function saveSection(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  await fill(page, answers)
  await page.getByRole('button', { name: '下一' }).click()
}

/**
 * Applies from the list of sections to the receipt, on paper materials, and answers the case number.
 * With `look`, every page is looked at.
 */
export async function apply(
  page: Page,
  answers: Answers,
  options: { readonly look?: boolean; readonly service?: string } = {},
): Promise<string> {
  const see = (picture: string): Promise<void> => (options.look ? look(page, picture) : Promise.resolve())
  await see('04-apply')
  for (const [index, section] of answers.entries()) {
    await page.goto(`/apply/${options.service ?? 'homestead'}/${index + 1}`)
    await fill(page, section)
    await see(`05-apply-section-${index + 1}`)
    await page.locator('.frame-act button[name=next]').click()
    await page.waitForURL((address) => !address.pathname.endsWith(`/${index + 1}`))
  }
  await see('06-apply-materials')
  for (const box of await page.locator('input[name^="paper."]').all()) await box.check()
  await page.locator('.frame-act button[name=next]').click()
  await page.waitForURL('**/check')
  await see('07-apply-check')
  await page.locator('input[name=agreed]').check()
  await page.locator('.frame-act button').click()
  await page.waitForURL('**/submitted')
  await see('08-submitted')
  return caseNoOn(page)
}

/** The case number that a page shows. */
export async function caseNoOn(page: Page): Promise<string> {
  const [number] = /\d[0-9A-Z]{25,}/.exec(String(await page.locator('main').textContent())) ?? []
  assert.ok(number, 'no case number on the page')
  return number
}
