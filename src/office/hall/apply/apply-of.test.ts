import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { encodeForm } from '#kernel/form/posted-form.ts'
import { advise } from '#kernel/material/rule.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { APPLICATION, HOMESTEAD, WORLD } from '../../../../test/support/homestead.ts'
import {
  applyPage,
  askedKinds,
  faultsOf,
  handedOf,
  materialRows,
  materialsState,
  newDraft,
  sectionPage,
  sectionPart,
  sectionState,
  textsOfSection,
  villageGroups,
  withSection,
} from './apply-of.ts'
import type { Draft } from './draft.ts'

const today = plainDate('2024-09-02')
const isVillage = (code: string) => WORLD.units.get(code)?.level === 'village'
const adviceOn = (form: Data) => advise(HOMESTEAD, { form, materials: [] }, {}, { on: today, isVillage })
const whole = APPLICATION.form as Data
const known = { name: '张某甲', idNumber: '350598198003071234', phone: '13800000001' }
const fresh = (): Draft => newDraft(HOMESTEAD, 'key', known)
const everywhere = HOMESTEAD.sections.map((_, index) => sectionPart(index + 1))

describe('a new draft', () => {
  it('knows what the sign-in knows, where the declaration says it belongs', () => {
    const form = fresh().form as { phone: string; members: { name: string; idNumber: string }[] }
    assert.equal(form.phone, '13800000001')
    assert.deepEqual(form.members[0], { name: '张某甲', idNumber: '350598198003071234' })
  })
  it('is untouched in every part', () => {
    const { sections, materials, savedAt } = applyPage(HOMESTEAD, fresh(), adviceOn(fresh().form), null)
    assert.deepEqual([...sections, materials, savedAt], ['todo', 'todo', 'todo', 'todo', 'todo', null])
  })
})

describe('saving a section', () => {
  const posted = encodeForm(HOMESTEAD.form, whole)
  it('of all sections in any order gives the form that was typed', () => {
    const form = [4, 2, 3, 1].reduce<Data>(
      (form, n) => withSection(HOMESTEAD, form, n, textsOfSection(HOMESTEAD, n, posted)),
      {},
    )
    assert.deepEqual(form, whole)
  })
  it('touches nothing of the others, whatever else was posted', () => {
    const forged = { ...posted, village: 'elsewhere', 'planned.plotAreaM2': '90' }
    const form = withSection(HOMESTEAD, whole, 4, forged) as { village: string; planned: { plotAreaM2: number } }
    assert.equal(form.village, (whole as { village: string }).village)
    assert.equal(form.planned.plotAreaM2, 90)
  })
  it('keeps what is no number as it was typed, to be shown again', () => {
    const form = withSection(HOMESTEAD, whole, 4, { ...posted, 'planned.floors': '三' })
    const page = sectionPage(HOMESTEAD, { section: 4, draft: { ...fresh(), form }, faults: [], villages: [], today })
    assert.equal(page.posted['planned.floors'], '三')
  })
  it('shows what was just typed instead of what was saved, a row taken away included', () => {
    const draft = { ...fresh(), form: whole }
    const typed = { 'members.0.name': '张某' }
    const page = sectionPage(HOMESTEAD, { section: 2, draft, typed, faults: [], villages: [], today })
    assert.equal(page.posted['members.0.name'], '张某')
    assert.equal(page.posted['members.1.name'], undefined)
    assert.equal(page.posted['planned.floors'], '3')
  })
})

describe('how far a section is', () => {
  const stateOf = (form: Data, section: number) =>
    sectionState(HOMESTEAD, { visited: everywhere }, adviceOn(form), section)
  it('done when nothing is wrong, started while something is missing, wrong when something is', () => {
    assert.equal(stateOf(whole, 4), 'done')
    assert.equal(stateOf(withSection(HOMESTEAD, whole, 4, { 'planned.floors': '2' }), 4), 'started')
    const planned = (whole as { planned: object }).planned
    assert.equal(stateOf({ ...(whole as object), planned: { ...planned, plotAreaM2: 300 } } as Data, 4), 'wrong')
  })
  it('is not called wrong for what is only asked for later', () => {
    const planned = (whole as { planned: object }).planned
    const form = { ...(whole as object), planned: { ...planned, neighboursConsent: false } } as Data
    assert.deepEqual(faultsOf(HOMESTEAD, adviceOn(form), 4), [])
  })
  it('a broken rule comes with its remedy, a broken form with its message alone', () => {
    const planned = (whole as { planned: object }).planned
    const form = { ...(whole as object), planned: { ...planned, plotAreaM2: 300, heightM: 'x' } } as Data
    const faults = Object.fromEntries(faultsOf(HOMESTEAD, adviceOn(form), 4).map((fault) => [fault.path, fault]))
    assert.match(String(faults['planned.plotAreaM2']?.remedy), /100 ㎡ 以内/)
    assert.equal(faults['planned.heightM']?.remedy, undefined)
  })
})

describe('materials', () => {
  it('are asked by the form: an old plot asks for its papers', () => {
    const plot = { areaM2: 80, houseAreaM2: 100, disposal: 'return' }
    assert.ok(!askedKinds(HOMESTEAD, whole).includes('existing-certificate'))
    assert.ok(
      askedKinds(HOMESTEAD, { ...(whole as object), currentPlots: [plot] } as Data).includes('existing-certificate'),
    )
  })
  it('are done when each kind is there, however', () => {
    const materials = askedKinds(HOMESTEAD, whole).map((kind) => ({ kind, origin: 'paper' as const }))
    assert.equal(materialsState(HOMESTEAD, { form: whole, materials }), 'done')
    assert.equal(materialsState(HOMESTEAD, { form: whole, materials: materials.slice(1) }), 'started')
    assert.equal(materialsState(HOMESTEAD, { form: whole, materials: [] }), 'todo')
  })
  it('are named after what they are, with the time in Shanghai', () => {
    const collected = [
      { kind: 'house-plan', origin: 'upload' as const, file: 'f'.repeat(43), upload: 'u', at: '2024-09-02T02:41:00Z' },
    ]
    const [row] = materialRows(HOMESTEAD, ['house-plan', 'unknown'], collected)
    assert.deepEqual(row?.files, [{ id: 'f'.repeat(43), title: '住宅设计图 1', state: 'sent', text: '已传好 10:41' }])
    assert.deepEqual(handedOf(collected), [{ kind: 'house-plan', origin: 'upload', file: 'f'.repeat(43) }])
  })
})

it('villages stand under their towns, each once', () => {
  const groups = villageGroups(WORLD.units)
  const villages = [...WORLD.units.values()].filter(({ level }) => level === 'village')
  assert.equal(groups.flatMap(({ units }) => units).length, villages.length)
  assert.ok(groups.every(({ units }) => units.length > 0))
})
