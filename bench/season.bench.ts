// One season of 100,000 applications: each filed, compared with the registers and, where they differ, judged by a person's
// act, all by the same decide() that the server runs; then classes, numbers, seats, the check of the whole result, every
// child's own way to its seat, and the place given to each case. In memory, on one thread. Promised: ≤ 60 s on 2 cores.
// Beside it, as the reference: the same applications only written to JSON and read again.
import { hash as nodeHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tailOf } from '#engines/seats/market.ts'
import { ownSeat } from '#engines/seats/own-seat.ts'
import { drawnRanks, runSeason } from '#engines/seats/season.ts'
import { verifySeats } from '#engines/seats/verify.ts'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { Command, RegistryAnswer } from '#kernel/case/command.ts'
import { decide } from '#kernel/case/decide.ts'
import { instantOf } from '#kernel/case/example.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { aroundCase } from '#kernel/case/surroundings.ts'
import { compileService } from '#kernel/service/compile.ts'
import { evaluate } from '#kernel/service/evaluate.ts'
import { applicantsOf, partOf, type Season } from '#office/seasons/part.ts'
import { unitsOf } from '#services/district.ts'
import { type InventedSchool, inventedChildren } from '#services/school-enrolment/invented.ts'
import { taishang } from '#services/school-enrolment/overlay-taishang.ts'
import declaration from '#services/school-enrolment/service.ts'

const COUNT = Number(process.env.BENCH_CHILDREN ?? 100_000)
const LIMIT_SECONDS = 60
const seed = (name: string) => JSON.parse(readFileSync(new URL(`../seed/${name}.json`, import.meta.url), 'utf8'))
const small: readonly (InventedSchool & { name: string; longitude: number; latitude: number })[] = seed('schools')
/** As many seats as children, in the proportions of the seed. */
const factor = Math.ceil(COUNT / 3000)
const schools = small.map((school) => ({ ...school, seats: school.seats * factor }))
const units = unitsOf(seed('villages'), seed('schools'))
const definition = compileService(declaration, taishang, (text) => nodeHash('sha256', text))
const sha256 = (bytes: Uint8Array): Uint8Array => nodeHash('sha256', bytes, 'buffer')

const PLAN = '泉台教〔2026〕招0001号'
const facts = {
  plan: { number: PLAN, name: '', opensOn: '2026-06-01', closesOn: '2026-06-30', ageDay: '2026-08-31' },
  same: 0,
}
const officer: Actor = {
  kind: 'officer',
  id: 'o',
  name: '周某',
  posts: [{ role: 'education.officer', unit: 'education' }],
}
const contextOf = (actor: Actor) => ({
  units,
  calendar: officialCalendar,
  now: instantOf('2026-06-03 20:10'),
  actor,
  facts,
  code: 'c',
})

function give(state: CaseState | null, actor: Actor, command: Command): CaseState {
  const decided = decide(definition, state, command, contextOf(actor))
  if (!decided.ok) throw new Error(JSON.stringify(decided.refusal))
  return decided.state
}

function timed<Value>(what: string, work: () => Value): { readonly took: number; readonly value: Value } {
  const begin = performance.now()
  const value = work()
  const took = (performance.now() - begin) / 1000
  console.log(`  ${what.padEnd(52)} ${took.toFixed(2).padStart(7)} s`)
  return { took, value }
}

const children = [...inventedChildren(schools, { year: 2026, count: COUNT })]
const rows = new Map(
  children.flatMap((child) => child.rows.map(({ registry, key, row }) => [`${registry} ${key}`, row])),
)
const forms = children.map(({ form }) => {
  const { home, child, ...rest } = form
  const { bornOn: _, twinId, ...own } = child
  return { ...rest, ...home, season: PLAN, child: { ...own, ...(twinId && { twin: twinId }) } }
})

console.log(`${COUNT} applications, ${schools.length} schools`)
const reference = timed('reference: the forms to JSON and back', () =>
  forms.map((form) => JSON.parse(JSON.stringify(form))),
)
const verified = timed('filed, compared, judged where they differ', () =>
  forms.map((form, i) => {
    const applicant = { id: `p${i}`, name: form.guardian.name }
    const materials = form.policy === 'none' ? [] : [{ kind: 'proof', origin: 'paper' as const }]
    const filed = give(null, { kind: 'person', ...applicant }, { type: 'submit', applicant, form, materials })
    const around = aroundCase(definition, filed, facts)
    const answers = Object.fromEntries(
      Object.entries(definition.comparisons ?? {}).map(([name, { registry, key }]): [string, RegistryAnswer] => [
        name,
        { row: rows.get(`${registry} ${evaluate(key, around)}`) ?? null },
      ]),
    )
    const compared = give(filed, SYSTEM, { type: 'compare', answers })
    if (compared.at !== 'check') return compared
    const accepted = give(compared, officer, { type: 'accept', note: '' })
    const found = { registered: true, house: true, work: true, policy: true }
    return give(accepted, officer, { type: 'complete', outcome: 'found', form: found, note: '' })
  }),
)
const byHand = verified.value.filter(({ filled }) => 'finding' in filled).length
const season: Season = {
  id: '',
  name: '',
  state: verified.value[0] as CaseState,
  definition,
  leads: { offers: '', plan: '', binding: true },
  step: null,
  plan: PLAN,
  isBinding: true,
  schools: schools.map(({ name, seats, longitude, latitude, catchment }) => ({
    id: name,
    seats,
    longitude,
    latitude,
    catchment,
  })),
  unitOf: new Map(schools.map(({ name, code }) => [name, code])),
}
const ran = timed('classes, numbers, market, seats', () => {
  const parts = verified.value.flatMap((state, i) => partOf({ caseId: `case-${i}`, state, definition }) ?? [])
  const applicants = applicantsOf(
    season,
    parts.filter(({ standsAt }) => standsAt === 'first'),
  )
  const run = runSeason(
    { schools: season.schools },
    applicants,
    drawnRanks(applicants, new Uint8Array(32).fill(7), sha256),
    sha256,
  )
  if (!run.ok) throw new Error(JSON.stringify(run.reasons.slice(0, 3)))
  return { ...run.run, parts }
})
const { market, result, parts } = ran.value
const checked = timed('the whole result worked out again', () => verifySeats(market, result, sha256))
const told = timed('every child’s own way to its seat', () =>
  market.children.every((child) => {
    const extra = result.extraSeats?.[child.id]
    return ownSeat(child, { seat: result.seats[child.id] ?? null, extra, tail: tailOf(market, child) }, result).agrees
  }),
)
const given = timed('each case told of its place', () =>
  parts
    .filter(({ standsAt }) => standsAt === 'first')
    .map(({ state, number }) => {
      const school = result.seats[number] ?? null
      const unit = school === null ? [] : [season.unitOf.get(school) as string]
      const found = { succeeded: unit.length > 0, reason: unit.length > 0 ? '' : '没有学位', chosen: unit }
      return give(state, SYSTEM, { type: 'find', name: 'run', hash: result.hash, ...found })
    }),
)
const { user, system } = process.cpuUsage()
const total = [verified, ran, checked, told, given].reduce((sum, { took }) => sum + took, 0)
const isKept = total <= LIMIT_SECONDS && checked.value.ok && told.value
const seated = given.value.filter(({ at: step }) => step === 'proposed').length
console.log(
  `${isKept ? '✓' : '✗'} whole season ${total.toFixed(1)} s, limit ${LIMIT_SECONDS} s; ${byHand} looked at by a person, ${market.children.length} in the run, ${seated} with a seat; ` +
    `${(total / reference.took).toFixed(0)} × the reference; ${((user + system) / 1e6).toFixed(0)} s of processor in all; ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
)
if (!isKept) process.exitCode = 1
