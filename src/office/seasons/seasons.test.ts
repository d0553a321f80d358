import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { Pool } from 'pg'
import { demoAnnounce, demoSecret, KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import type { Bundle } from '#engines/draw/message.ts'
import { type Step, takeAnnounce, takeBeacon, takeFreeze, takeResult, takeReveal } from '#engines/draw/steps.ts'
import { parseMarket, parseResult } from '#engines/seats/market.ts'
import { verifySeats } from '#engines/seats/verify.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { RegistryAnswer } from '#kernel/case/command.ts'
import { commandHandler } from '#office/cases/handle-command.ts'
import { casesOf } from '#office/cases/shared-cases.ts'
import { waker } from '#office/cases/waker.ts'
import { silentLog } from '#platform/log.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { DISTRICT } from '#services/district.ts'
import { type InventedSchool, inventedChildren } from '#services/school-enrolment/invented.ts'
import { person, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import {
  givePlaces,
  type Officer,
  oneSeason,
  partsOf,
  publicSeasons,
  rosterOf,
  runSeats,
  type SeasonsDesk,
  seasonsOf,
  seatOfCase,
  takeDraw,
} from './seasons.ts'
import { runBody, runsOf } from './store.ts'
import { schoolList, seasonView } from './view.ts'

interface SeedSchool extends InventedSchool {
  readonly name: string
  readonly longitude: number
  readonly latitude: number
}
const schools: readonly SeedSchool[] = JSON.parse(
  readFileSync(new URL('../../../seed/schools.json', import.meta.url), 'utf8'),
)
/** Few seats, so that not everybody gets the first wish. */
const small = schools.slice(0, 4).map((school) => ({ ...school, seats: 12 }))
const children = [...inventedChildren(small, { year: 2026, count: 44 })]
const rows = new Map(
  children.flatMap((child) => child.rows.map(({ registry, key, row }) => [`${registry} ${key}`, row])),
)

const post = (role: 'education.officer' | 'education.head'): Officer => ({
  kind: 'officer',
  id: `00000000-0000-4000-8000-00000000000${role === 'education.head' ? 1 : 2}`,
  name: '周某',
  posts: [{ role, unit: 'education' }],
})
const officer = post('education.officer')
const head = post('education.head')
const opener: Officer = { ...officer, id: '00000000-0000-4000-8000-000000000003' }
const ofSchool = (unit: string): Officer => ({
  kind: 'officer',
  id: '00000000-0000-4000-8000-000000000009',
  name: '校某',
  posts: [{ role: 'school.office', unit }],
})

const plan = (mode: 'formal' | 'rehearsal', name = '2026 年秋季') => ({
  name,
  year: 2026,
  mode,
  opensOn: '2026-06-01',
  closesOn: '2026-06-30',
  ageDay: '2026-08-31',
  schools: small.map(({ code, seats, longitude, latitude, catchment }) => ({
    school: code,
    seats,
    longitude,
    latitude,
    catchment: catchment.map((place) => ({ place })),
  })),
})

describe('a season, from its plan to the seats', { timeout: 120_000 }, () => {
  let db: TestDatabase
  let desk: SeasonsDesk
  let set: (local: string) => void
  let wake: () => Promise<number>
  let number = ''
  let season = ''
  const cases: string[] = []

  const send = async (actor: Actor, to: { caseId: string } | { service: string }, command: object) => {
    const handled = await desk.handle({ key: crypto.randomUUID(), actor, to, command: command as never })
    assert.ok(handled.ok, handled.ok ? '' : JSON.stringify(handled.refusal))
    return handled.receipt
  }
  const stateOf = async (id: string) => {
    const { catalogue, vault } = desk.cases
    const [found] = await casesOf(desk.pool, vault, { services: catalogue.services.map(({ slug }) => slug), id })
    return found!.state
  }
  const seasonNow = async (id = season) => {
    const found = await oneSeason(desk, officer, id)
    assert.ok('value' in found)
    return found.value
  }
  const open = async (mode: 'formal' | 'rehearsal', name?: string) => {
    const form = plan(mode, name)
    const { caseId } = await send(
      opener,
      { service: 'school-season' },
      { type: 'submit', applicant: { id: opener.id, name: form.name }, form, materials: [] },
    )
    await send(head, { caseId }, { type: 'complete', outcome: 'agreed', form: {}, note: '' })
    return caseId
  }

  before(async () => {
    db = await testDatabase()
    const made = await testDesk(db, '2026-06-01 09:00')
    const { handle: _, set: clock, ...cases_ } = made
    set = clock
    const registries = {
      ask: async (registry: string, key: string): Promise<RegistryAnswer> => ({
        row: rows.get(`${registry} ${key}`) ?? null,
      }),
    }
    const cases = { ...cases_, registries }
    const pool: Pool = db.pool('qinqing_appender', 3, { 'app.district': DISTRICT.code })
    desk = { cases, handle: commandHandler(cases), pool }
    const clockwork = waker(cases, { pool, handle: desk.handle, log: silentLog })
    wake = () => clockwork.wakeDue()
  })
  after(() => db?.[Symbol.asyncDispose]())

  it('is opened by the education office and planned with the consent of its head', async () => {
    season = await open('formal')
    number = (await seasonNow()).plan!
    assert.match(number, /^泉台教〔2026〕招\d{4}号$/)
    assert.deepEqual(
      (await seasonsOf(desk, officer)).map(({ name }) => name),
      ['2026 年秋季'],
    )
    assert.deepEqual(await seasonsOf(desk, { ...officer, posts: [{ role: 'bureau.head', unit: 'bureau' }] }), [])
    assert.equal((await seasonsOf(desk, ofSchool(small[0]!.code))).length, 1, 'a school sees the season it is in')
    assert.equal((await seasonsOf(desk, ofSchool(schools[40]!.code))).length, 0)
  })

  it('takes the children in, compares them with the registries and lets a person look at what differs', async () => {
    for (const { form } of children) {
      const applicant = person(desk.cases as never, form.guardian.idNumber, form.guardian.name)
      const {
        home,
        child: { bornOn: _, twinId, ...child },
        ...rest
      } = form
      const filed = { ...rest, ...home, season: number, child: { ...child, ...(twinId && { twin: twinId }) } }
      const materials = form.policy === 'none' ? [] : [{ kind: 'proof', origin: 'paper' }]
      const { caseId } = await send(
        applicant,
        { service: 'school-enrolment' },
        { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form: filed, materials },
      )
      cases.push(caseId)
    }
    await wake()
    const stands = seasonView(await seasonNow(), await partsOf(desk, await seasonNow()), [], null).stands
    assert.equal(
      stands.reduce((sum, { count }) => sum + count, 0),
      44,
    )
    const byHand = stands.find(({ step }) => step === 'check')?.count ?? 0
    assert.ok(byHand > 0 && byHand < 15, `${byHand} by hand`)
    for (const id of cases) {
      const state = await stateOf(id)
      if (state.at !== 'check') continue
      await send(officer, { caseId: id }, { type: 'accept', note: '' })
      await send(
        officer,
        { caseId: id },
        {
          type: 'complete',
          outcome: 'found',
          form: { registered: true, house: true, work: true, policy: true },
          note: '',
        },
      )
    }
  })

  it('a second application for the same child waits for a person and is never drawn', async () => {
    const { form } = children[0]!
    const applicant = person(desk.cases as never, form.guardian.idNumber, form.guardian.name)
    const {
      home,
      child: { bornOn: _, ...child },
      ...rest
    } = form
    const { caseId } = await send(
      applicant,
      { service: 'school-enrolment' },
      {
        type: 'submit',
        applicant: { id: applicant.id, name: applicant.name },
        form: { ...rest, ...home, season: number, child },
        materials: [],
      },
    )
    await wake()
    assert.equal((await stateOf(caseId)).at, 'check')
    await send(applicant, { caseId }, { type: 'withdraw', reason: '报重了' })
  })

  it('a rehearsal runs over the same children, and nothing comes of it', async () => {
    const id = await open('rehearsal')
    assert.equal((await seasonNow(id)).plan, number)
    const taken = await takeDraw(desk, officer, id, 'rehearse')
    assert.ok('value' in taken, JSON.stringify(taken))
    const run = await runSeats(desk, officer, id)
    assert.ok('value' in run, JSON.stringify(run))
    assert.equal(run.value.kind, 'rehearsal')
    assert.equal(await givePlaces(desk), 0)
    const state = await stateOf(id)
    assert.deepEqual([state.ended?.outcome, state.entries.length], ['over', 0])
    assert.ok((await Promise.all(cases.map(stateOf))).every(({ findings }) => Object.keys(findings).length === 0))
    assert.ok('problem' in (await runSeats(desk, officer, id)))
  })

  it('takes no draw of a rehearsal, of other children, or that does not hold', async () => {
    set('2026-07-01 09:00')
    await send(officer, { caseId: season }, { type: 'complete', outcome: 'closed', form: {}, note: '' })
    const roster = rosterOf(await partsOf(desk, await seasonNow()))
    const refused = async (file: string | null) => {
      const taken = await takeDraw(desk, officer, season, file === null ? 'rehearse' : { file })
      assert.equal('problem' in taken ? taken.problem.code : 'taken', 'SEASON_DRAW')
    }
    await refused(null)
    await refused('{')
    assert.ok('problem' in (await takeDraw(desk, officer, season, { drawId: 'nobody-held-it' })))
    await refused(JSON.stringify(drawn(roster, 'rehearsal')))
    await refused(JSON.stringify(drawn(roster.slice(1), 'formal')))
    const forged = drawn(roster, 'formal')
    await refused(JSON.stringify({ ...forged, result: { ...forged.result, seed: 'ab'.repeat(32) } }))
    assert.ok('problem' in (await takeDraw(desk, head, season, { file: JSON.stringify(drawn(roster, 'formal')) })))
    assert.ok('problem' in (await runSeats(desk, officer, season)), 'nothing to run before the numbers are drawn')
    const taken = await takeDraw(desk, officer, season, { file: JSON.stringify(drawn(roster, 'formal')) })
    assert.ok('value' in taken, JSON.stringify(taken))
  })

  it('runs the seats as a recorded act that anyone with the files can do again', async () => {
    const run = await runSeats(desk, officer, season)
    assert.ok('value' in run, JSON.stringify(run))
    const body = (await runBody(desk.pool, desk.cases.vault, season, 1))!
    assert.deepEqual(verifySeats(body.market, body.result, sha256), { ok: true, reasons: [] })
    assert.equal(body.result.hash, run.value.hash)
    const { rows: acts } = await desk.pool.query('select kind, opening from recorded_act where subject = $1', [
      `season:${season}`,
    ])
    assert.equal(acts.length, 1)
    assert.ok(acts[0].opening.toString().includes(run.value.hash))
    const state = await stateOf(season)
    assert.deepEqual([state.at, state.findings.seats?.hash], ['approve', run.value.hash])
  })

  it('gives no child its place before a person has signed', async () => {
    assert.equal(await givePlaces(desk), 0)
    await send(head, { caseId: season }, { type: 'decide', verdict: 'approve', reason: '' })
    const told = await givePlaces(desk)
    assert.equal(
      told,
      rosterOf(await partsOf(desk, await seasonNow())).length + told,
      'nobody waits for the main run any more',
    )
    assert.equal(await givePlaces(desk), 0, 'given once')
    const body = (await runBody(desk.pool, desk.cases.vault, season, 1))!
    assert.equal(told, Object.keys(body.result.seats).length)
  })

  it('publishes the season for anyone to check, once places were given', async () => {
    const open = publicSeasons(desk)
    assert.deepEqual(await open.names(), ['2026'])
    assert.equal(await open.season('1999'), null)
    const files = await (await open.season('2026'))!.read()
    const [market, result] = [parseMarket(files.market), parseResult(files.result)]
    assert.ok(market.ok && result.ok && files.draw !== null)
    assert.equal(verifySeats(market.value, result.value, sha256).ok, true)
    assert.ok(children.every(({ form }) => !Object.values(files).some((text) => text!.includes(form.child.idNumber))))
  })

  it('tells a family how its own child came to its seat, and nothing of another', async () => {
    const states = await Promise.all(cases.map(async (caseId) => ({ caseId, state: await stateOf(caseId) })))
    const proposed = states.filter(({ state }) => state.at === 'proposed')
    assert.ok(proposed.length > 30)
    const body = (await runBody(desk.pool, desk.cases.vault, season, 1))!
    for (const { caseId, state } of proposed.slice(0, 10)) {
      const { version } = (
        await casesOf(desk.pool, desk.cases.vault, { services: ['school-enrolment'], id: caseId })
      )[0]!
      const seat = (await seatOfCase(desk, { caseId, version, state }))!
      assert.equal(seat.own.agrees, true)
      assert.equal(seat.own.seat, desk.cases.catalogue.units.get(state.assigned.lead!)?.name)
      const text = JSON.stringify(seat)
      const named = Object.keys(body.cases).filter((id) => text.includes(id))
      assert.ok(named.every((id) => id === seat.number || id === seat.child.twin))
    }
  })

  it('lets a school see its own children once they hold a place there', async () => {
    const parts = await partsOf(desk, await seasonNow())
    const body = (await runBody(desk.pool, desk.cases.vault, season, 1))!
    const all = small.flatMap(({ code }) => schoolList(parts, code, [body]))
    assert.equal(all.length, Object.values(body.result.seats).filter((one) => one !== null).length)
    assert.ok(all.every(({ name, rank }) => name !== '' && rank !== null))
  })

  it('lets who came late, or was left over, have what is left, in the order in which they came', async () => {
    const late = [...inventedChildren(small, { year: 2026, count: 60, seed: 7 })].slice(50, 52)
    for (const { form } of late) {
      const applicant = person(desk.cases as never, form.guardian.idNumber, form.guardian.name)
      const {
        home,
        child: { bornOn: _, ...child },
        ...rest
      } = form
      await send(
        applicant,
        { service: 'school-enrolment' },
        {
          type: 'submit',
          applicant: { id: applicant.id, name: applicant.name },
          form: {
            ...rest,
            ...home,
            season: number,
            child,
            policy: 'none',
            registered: { here: false },
            house: { owns: false },
            work: { permit: false, insured: false },
          },
          materials: [],
        },
      )
    }
    await wake()
    const before = await partsOf(desk, await seasonNow())
    const waiting = before.filter(({ standsAt }) => standsAt === 'later').length
    assert.ok(waiting >= 2, `${waiting} wait`)
    const run = await runSeats(desk, officer, season)
    assert.ok('value' in run, JSON.stringify(run))
    assert.equal(run.value.kind, 'rest')
    await givePlaces(desk)
    const parts = await partsOf(desk, await seasonNow())
    assert.equal(parts.filter(({ standsAt }) => standsAt !== null).length, 0)
    for (const { code, seats } of small) {
      const held = schoolList(parts, code, []).length
      assert.ok(held <= seats + 2, `${code} ${held}`)
    }
    assert.equal((await runsOf(desk.pool, DISTRICT.code, season)).length, 2)
  })
})

/** A finished draw of these numbers, made as the engine's own example is. */
function drawn(entrants: readonly { id: string }[], purpose: 'formal' | 'rehearsal'): Bundle {
  const deps = { hash: sha256 }
  const secrets = { operator: demoSecret('operator', sha256), notary: demoSecret('notary', sha256) }
  const taken = (step: Step): Bundle => {
    assert.ok(step.ok, step.ok ? '' : JSON.stringify(step.reasons))
    return step.bundle
  }
  let bundle: Bundle = { announce: demoAnnounce(sha256, { purpose, project: '派位号码', reserve: 0 }), entrants }
  bundle = taken(takeAnnounce(bundle, deps))
  bundle = taken(takeFreeze(bundle, deps))
  bundle = taken(takeBeacon(bundle, [KL8, SECOND_KL8], deps))
  bundle = taken(takeReveal(bundle, secrets, deps))
  return taken(takeResult(bundle, deps))
}
