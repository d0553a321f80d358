// The import on the villages' real file, against a second, naive reading of the same rules.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { testDesk, UNITS } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { type ImportedLine, importApplications } from './import-applications.ts'

const FILE = readFileSync(new URL('../../../seed/homestead-applications.ndjson', import.meta.url))

async function importInto(desk: Awaited<ReturnType<typeof testDesk>>, file: Uint8Array): Promise<ImportedLine[]> {
  const lines: ImportedLine[] = []
  for await (const line of importApplications(desk, desk.handle, desk.catalogue.current('homestead')!, file))
    lines.push(line)
  return lines
}

interface Naive {
  readonly village: string
  readonly phone: string
  readonly receivedOn: string
  readonly members: { idNumber: string; registeredIn: string }[]
  readonly currentPlots: { disposal: string }[]
  readonly soldHouseBefore: boolean
  readonly planned: {
    landClass: string
    situation: string
    plotAreaM2: number
    floors: number
    neighboursConsent: boolean
  }
  readonly materials: string[]
}

function isNaiveId(text: string, on: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  const real = new Date(`${birth}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== birth || birth > on) return false
  let sum = 0
  for (let i = 0; i < 17; i += 1) sum += Number(text[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11] === text[17]
}

/** The rules of the issue, read off one after another without any of the project's code. */
function naiveAnswers(text: string): { line: number; outcome: string; codes: string[] }[] {
  const households = new Set<string>()
  return text.split('\n').flatMap((raw, index) => {
    if (raw.trim() === '') return []
    const answer = (outcome: string, codes: string[]) => [{ line: index + 1, outcome, codes: codes.sort() }]
    let o: Naive
    try {
      o = JSON.parse(raw)
    } catch {
      return answer('invalid', ['MALFORMED_LINE'])
    }
    const fields = [
      'ref',
      'receivedOn',
      'village',
      'phone',
      'members',
      'currentPlots',
      'soldHouseBefore',
      'planned',
      'materials',
    ]
    if (fields.some((field) => !(field in o))) return answer('invalid', ['FIELD_MISSING'])
    const { planned, members } = o
    const invalid = [
      members.some(({ idNumber }) => !isNaiveId(idNumber, o.receivedOn)) && 'ID_INVALID',
      !/^1[3-9]\d{9}$/.test(o.phone) && 'PHONE_INVALID',
      UNITS.get(o.village) === undefined && 'UNKNOWN_VILLAGE',
    ].filter((code) => code !== false)
    const bonus = planned.landClass === 'unused' || planned.situation === 'rebuild' ? 30 : 0
    const base = members.length <= 3 ? 80 : members.length <= 5 ? 100 : 120
    const notEligible = [
      members[0]?.registeredIn !== o.village && 'NOT_A_VILLAGER',
      o.currentPlots.some(({ disposal }) => disposal === 'keep') && 'SECOND_PLOT',
      planned.plotAreaM2 > base + bonus && 'AREA_OVER_LIMIT',
      planned.landClass === 'basic-farmland' && 'BASIC_FARMLAND',
      o.soldHouseBefore && 'SOLD_BEFORE',
      planned.floors > 3 && 'FLOORS_OVER_LIMIT',
      members.some(({ idNumber }) => households.has(idNumber)) && 'DUPLICATE_HOUSEHOLD',
    ].filter((code) => code !== false)
    const needed = ['household-register', 'identity-card', 'use-commitment', 'neighbours-opinion', 'house-plan']
    if (o.currentPlots.length > 0) needed.push('existing-certificate')
    const supplement = [
      needed.some((kind) => !o.materials.includes(kind)) && 'MATERIAL_MISSING',
      !planned.neighboursConsent && 'CONSENT_MISSING',
    ].filter((code) => code !== false)
    const outcome =
      invalid.length > 0
        ? 'invalid'
        : notEligible.length > 0
          ? 'not-eligible'
          : supplement.length > 0
            ? 'supplement'
            : 'ready'
    if (outcome === 'ready' || outcome === 'supplement') for (const { idNumber } of members) households.add(idNumber)
    return answer(outcome, [...invalid, ...notEligible, ...supplement])
  })
}

describe('importing the villages’ applications', () => {
  it('answers every line as a naive reading of the rules does, and files nothing when handed in again', async () => {
    await using db = await testDatabase()
    const desk = await testDesk(db)
    const first = await importInto(desk, FILE)
    assert.deepEqual(
      first.map(({ line, outcome, codes }) => ({ line, outcome, codes: [...codes].sort() })),
      naiveAnswers(FILE.toString()),
    )
    const filed = first.filter(({ outcome }) => outcome !== 'invalid')
    assert.ok(filed.every(({ caseNo }) => caseNo !== null))
    assert.ok(first.filter(({ outcome }) => outcome === 'invalid').every(({ caseNo }) => caseNo === null))
    assert.equal((await db.query('select from case_file')).length, filed.length)
    const again = await importInto(desk, FILE)
    assert.deepEqual(again, first)
    assert.equal((await db.query('select from case_file')).length, filed.length)
    assert.equal((await db.query('select from case_event')).length, 2 * filed.length)
  })

  it('answers torn, misshapen and foreign lines by their own code alone, and goes on', async () => {
    await using db = await testDatabase()
    const desk = await testDesk(db)
    const sound = JSON.parse(FILE.toString().split('\n')[2]!)
    const lines: (readonly [unknown, string[]])[] = [
      ['{"ref":"T-1","phone":', ['MALFORMED_LINE']],
      ['[1]', ['MALFORMED_LINE']],
      ['null', ['MALFORMED_LINE']],
      [{ ...sound, ref: 'T-2', members: 'none' }, ['MALFORMED_LINE']],
      [{ ...sound, ref: 'T-3', planned: { ...sound.planned, floors: '2' } }, ['MALFORMED_LINE']],
      [{ ...sound, ref: 'T-4', planned: { ...sound.planned, landClass: 'sea' } }, ['MALFORMED_LINE']],
      [{ ...sound, ref: 'T-5', receivedOn: '2024-02-30' }, ['MALFORMED_LINE']],
      [{ ...sound, ref: 'T-6', members: [] }, ['FIELD_MISSING']],
      [{ ...sound, ref: 'T-7', members: [{ ...sound.members[0], name: ' ' }] }, ['FIELD_MISSING']],
      [{ ...sound, ref: '' }, ['FIELD_MISSING']],
      [{ ...sound, ref: 'T-8', planned: { ...sound.planned, bounds: { east: '村道' } } }, ['FIELD_MISSING']],
      [{ ...sound, ref: 'T-9', remark: '村里的备注' }, []],
      [{ ...sound, ref: 'T-9', remark: '村里的备注' }, []],
      [{ ...sound, ref: 'T-9', phone: '13900000000' }, ['REF_REUSED']],
    ]
    const text = lines.map(([line]) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n')
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(text),
      Buffer.from([0x0a, 0xff, 0xfe, 0x0a]),
    ])
    const answers = await importInto(desk, bytes)
    assert.deepEqual(
      answers.map(({ codes }) => codes),
      [...lines.map(([, codes]) => codes), ['MALFORMED_LINE']],
    )
    assert.equal(answers[11]?.caseNo, answers[12]?.caseNo)
    assert.equal((await db.query('select from case_file')).length, 1)
  })
})
