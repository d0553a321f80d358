// Invented data for looking at pages: one story, a household of five in 示例村01 that applied on 20 October 2026.

import { readFileSync } from 'node:fs'
import { clockProof } from '../../src/kernel/calendar/clock.ts'
import { officialCalendar } from '../../src/kernel/calendar/official.ts'
import { plainDate } from '../../src/kernel/calendar/plain-date.ts'
import { encodeForm } from '../../src/kernel/form/posted-form.ts'
import { taishang } from '../../src/services/homestead/overlay-taishang.ts'
import homestead from '../../src/services/homestead/service.ts'
import type { CheckedDefinition } from '../src/fields/live-check.ts'
import type { PageName, PageProps } from '../src/pages/pages.ts'
import type { UnitGroup } from '../src/ui/units.ts'

const seed = JSON.parse(readFileSync(new URL('../../seed/villages.json', import.meta.url), 'utf8')) as readonly {
  code: string
  town: string
  name: string
}[]
const villages: readonly UnitGroup[] = Object.entries(Object.groupBy(seed, (village) => village.town)).map(
  ([, units = []]) => ({
    name: units[0]!.name.replace(/示例村.*/, ''),
    units: units.map(({ code, name }) => ({ code, name })),
  }),
)

const definition: CheckedDefinition = {
  form: homestead.form,
  rules: homestead.rules,
  materials: homestead.materials,
  values: taishang.parameters,
}
const posted = encodeForm(homestead.form, {
  village: '350521104-01',
  phone: '13800000000',
  members: [
    { name: '陈某生', relation: 'householder', idNumber: '350598198804041316', registeredIn: '350521104-01' },
    { name: '林某秀', relation: 'spouse', idNumber: '35059819900824161X', registeredIn: '350521104-01' },
  ],
  currentPlots: [{ areaM2: 80, houseAreaM2: 120, disposal: 'return' }],
  soldHouseBefore: false,
  planned: {
    situation: 'new',
    landClass: 'construction',
    plotAreaM2: 98,
    buildingAreaM2: 240,
    floors: 4,
    heightM: 10.8,
    neighboursConsent: true,
    standardDesign: false,
    bounds: { east: '村道', south: '陈某信家', west: '水渠', north: '空地' },
  },
})
const today = plainDate('2026-11-12')
const proof = clockProof(
  [
    { on: plainDate('2026-11-03'), mode: 'running', why: 'intake' },
    { on: plainDate('2026-11-05'), mode: 'paused', why: 'supplement' },
    { on: plainDate('2026-11-09'), mode: 'running', why: 'supplement' },
  ],
  8,
  officialCalendar,
  today,
)

type Fixture = { readonly [Name in PageName]: PageProps[Name] }[PageName]

export const fixtures: Readonly<Record<string, Fixture>> = {
  gallery: { definition, posted, villages, proof: { days: proof.days }, today },
}
