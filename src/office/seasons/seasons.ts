// The desk of seasons: whoever leads one takes its draw, runs the seats as a recorded act, and sees where every child stands;
// once the result is signed, each child's case is told of its place. What a season is, declarations say (part.ts).

import type { Pool } from 'pg'
import { type Bundle, parseBundle } from '#engines/draw/message.ts'
import { verifyRead } from '#engines/draw/verify.ts'
import type { ChildSeat } from '#engines/seats/own-seat.ts'
import { type Applicant, drawnRanks, ranksInOrder, runSeason } from '#engines/seats/season.ts'
import { parseHex } from '#kernel/bytes.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { factsOf } from '#office/cases/facts.ts'
import type { CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import { identityOf } from '#office/cases/identity-index.ts'
import { casesOf, casesSharing } from '#office/cases/shared-cases.ts'
import { ActMoved, recordAct } from '#office/log/acts.ts'
import type { Problem } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { allocations, applicantsOf, type Part, partOf, placeHeld, type Season, seasonOf } from './part.ts'
import { seasonProblem } from './refusal.ts'
import { bundleHash, rehearsalDraw } from './rehearse.ts'
import {
  addRun,
  drawOf,
  keepDraw,
  markGiven,
  type RunBody,
  type RunHead,
  type RunKind,
  runBody,
  runsGiven,
  runsOf,
  runsWaiting,
} from './store.ts'
import { childSeat, runNameOf } from './view.ts'

export type Officer = Actor & { readonly kind: 'officer' }

export interface SeasonsDesk {
  readonly cases: CaseDesk
  readonly handle: ReturnType<typeof commandHandler>
  /** Acts as the appender. */
  readonly pool: Pool
  /** The bundle of a draw held on the platform, every message of it in the log; null while it has no result. */
  readonly drawHeld?: (drawId: string) => Promise<Bundle | null>
}

/** Where the numbers of a season come from: a draw held on the platform, the file of one held elsewhere, a rehearsal at once. */
export type DrawSource = { readonly drawId: string } | { readonly file: string } | 'rehearse'

export type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }
const problem = (...args: Parameters<typeof seasonProblem>) => ({ problem: seasonProblem(...args) })

/** The seasons that an officer has a post in, newest first. */
export async function seasonsOf(desk: SeasonsDesk, officer: Officer): Promise<Season[]> {
  const found = await casesOf(desk.pool, desk.cases.vault, { services: leaders(desk) })
  const seasons = await Promise.all(found.map((one) => readSeason(desk, one)))
  return seasons.filter((one) => one !== null && mayLook(one, officer)) as Season[]
}

/** One season, when the officer has a post in it. */
export async function oneSeason(desk: SeasonsDesk, officer: Officer, id: string): Promise<Answer<Season>> {
  const [found] = await casesOf(desk.pool, desk.cases.vault, { services: leaders(desk), id })
  const season = found && (await readSeason(desk, found))
  return season && mayLook(season, officer) ? { value: season } : problem('SEASON_UNKNOWN')
}

const leaders = ({ cases: { catalogue } }: SeasonsDesk): string[] =>
  catalogue.services.filter((one) => allocations(one, 'leads').length > 0).map(({ slug }) => slug)
const followers = ({ cases: { catalogue } }: SeasonsDesk): string[] =>
  catalogue.services.filter((one) => allocations(one, 'places').length > 0).map(({ slug }) => slug)

async function readSeason(
  { cases }: SeasonsDesk,
  { caseId: id, version, state }: Awaited<ReturnType<typeof casesOf>>[number],
): Promise<Season | null> {
  const definition = await cases.catalogue.pinned(version)
  const facts = await factsOf(cases, definition, { form: state.form, state, caseId: id })
  return seasonOf({ id, state, definition }, facts, cases.catalogue.units)
}

/** Whether an officer holds a post of one of its steps: leads it, and sees all of it. */
export const leadsSeason = ({ definition }: Season, { posts }: Officer): boolean =>
  posts.some(({ role }) => Object.values(definition.steps).some((step) => 'by' in step && step.by === role))

/** The units of the season that an officer sits in: a school sees its own children. */
export const ownUnits = ({ unitOf }: Season, { posts }: Officer): readonly string[] => {
  const units = new Set(unitOf.values())
  return [...new Set(posts.map(({ unit }) => unit))].filter((unit) => units.has(unit))
}

const mayLook = (season: Season, officer: Officer): boolean =>
  leadsSeason(season, officer) || ownUnits(season, officer).length > 0

const holds = ({ posts }: Officer, role: string): boolean => posts.some((post) => post.role === role)

/** The children's cases of a season, in the order in which they came. */
export async function partsOf(desk: SeasonsDesk, { plan }: Pick<Season, 'plan'>): Promise<Part[]> {
  if (plan === null) return []
  const { vault, catalogue } = desk.cases
  const found = await casesSharing(desk.pool, vault, { services: followers(desk), identity: identityOf(vault, plan) })
  const parts = await Promise.all(
    found.map(async ({ caseId, version, state }) =>
      partOf({ caseId, state, definition: await catalogue.pinned(version) }),
    ),
  )
  return parts.filter((one) => one !== null)
}

/** Numbers of the children whose numbers are drawn, as the list of a draw takes them. */
export const rosterOf = (parts: readonly Part[]): { readonly id: string }[] =>
  parts
    .filter(({ standsAt }) => standsAt === 'first')
    .map(({ number }) => ({ id: number }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

/**
 * Takes the draw of a season's numbers: one that holds by itself and is of exactly its children. The case keeps its hash; nothing of it can be changed later.
 */
export async function takeDraw(
  desk: SeasonsDesk,
  officer: Officer,
  id: string,
  source: DrawSource,
): Promise<Answer<{ readonly hash: string }>> {
  const found = await oneSeason(desk, officer, id)
  if ('problem' in found) return found
  const { value: season } = found
  const step = season.definition.steps[season.state.at]
  if (season.state.ended || step?.kind !== 'draw') return problem('SEASON_STEP')
  if (!holds(officer, step.by)) return problem('SEASON_ROLE')
  const roster = rosterOf(await partsOf(desk, season))
  if (roster.length === 0) return problem('SEASON_EMPTY')
  const read =
    source === 'rehearse' ? drawRehearsal(desk, season, roster) : await drawFrom(desk, source, season, roster)
  if ('problem' in read) return read
  const bundle = read.value
  const hash = bundleHash(bundle)
  const { district } = desk.cases.catalogue
  await keepDraw(desk.pool, district, { season: id, hash, bundle, at: desk.cases.now(), officer: officer.id })
  const name = bundle.announce?.drawId ?? ''
  const chosen = bundle.result?.winners.slice(0, 1) ?? []
  const handled = await desk.handle({
    key: `season:${id}:draw:${hash.slice(0, 32)}:${season.state.seq}`,
    actor: officer,
    to: { caseId: id },
    command: { type: 'find', succeeded: true, reason: '', name, hash, chosen },
  })
  return handled.ok ? { value: { hash } } : problem('SEASON_MOVED', handled.refusal.code)
}

function drawRehearsal({ cases }: SeasonsDesk, season: Season, roster: readonly { id: string }[]): Answer<Bundle> {
  if (season.isBinding) return problem('SEASON_DRAW', '正式的一季要交摇号的文件，不能就地演练')
  const now = cases.now()
  const drawId = `rehearsal-${now.getTime()}`
  return { value: rehearsalDraw(roster, { drawId, project: season.name, now, random: cases.random }) }
}

/** A bundle from outside: whole, sound, of the season's own purpose and of exactly its children. */
async function drawFrom(
  desk: SeasonsDesk,
  source: Exclude<DrawSource, 'rehearse'>,
  season: Season,
  roster: readonly { id: string }[],
): Promise<Answer<Bundle>> {
  const held = 'drawId' in source ? await desk.drawHeld?.(source.drawId) : null
  if ('drawId' in source && !held) return problem('SEASON_DRAW', `${source.drawId} 还没有结果，或没有这次摇号`)
  const parsed = parseBundle('file' in source ? source.file : JSON.stringify(held))
  if (!parsed.ok)
    return problem(
      'SEASON_DRAW',
      parsed.reasons
        .map((one) => one.text)
        .slice(0, 5)
        .join('；'),
    )
  const bundle = parsed.value
  const { reasons } = verifyRead(bundle, { hash: sha256 })
  if (reasons.length > 0 || !bundle.result)
    return problem(
      'SEASON_DRAW',
      reasons
        .map((one) => one.text)
        .slice(0, 5)
        .join('；') || '还没有结果',
    )
  if ((bundle.announce?.purpose === 'formal') !== season.isBinding)
    return problem('SEASON_DRAW', season.isBinding ? '演练的号码不能用于正式的一季' : '正式的号码不能用于演练')
  const ids = bundle.entrants?.map((one) => one.id).sort() ?? []
  const same = ids.length === roster.length && ids.every((one, i) => one === roster[i]?.id)
  return same
    ? { value: bundle }
    : problem('SEASON_DRAW', `摇号名单 ${ids.length} 个，这一季等派位的 ${roster.length} 个，对不上`)
}

/** Runs the seats: of a main run from the numbers drawn, of a supplementary one in the order in which they came. */
export async function runSeats(desk: SeasonsDesk, officer: Officer, id: string): Promise<Answer<RunHead>> {
  const found = await oneSeason(desk, officer, id)
  if ('problem' in found) return found
  const { value: season } = found
  const kind: RunKind = season.step === null ? 'rest' : season.isBinding ? 'main' : 'rehearsal'
  const [first] = allocations(season.definition, 'leads')
  if (!holds(officer, season.step?.by ?? first?.[1].by ?? '')) return problem('SEASON_ROLE')
  if (season.state.ended || season.plan === null || (kind === 'rest' && !isSigned(season)))
    return problem('SEASON_STEP')
  const parts = await partsOf(desk, season)
  const taking = parts.filter(({ standsAt }) => (kind === 'rest' ? standsAt !== null : standsAt === 'first'))
  if (taking.length === 0) return problem('SEASON_EMPTY')
  const applicants = applicantsOf(season, taking)
  const numbered =
    kind === 'rest'
      ? { value: { draw: null, ranks: ranksInOrder(applicants) } }
      : await numbersOf(desk, season, applicants)
  if ('problem' in numbered) return numbered
  const { draw, ranks } = numbered.value
  const schools = kind === 'rest' ? seatsLeft(season, parts) : season.schools
  const run = runSeason({ schools }, applicants, ranks, sha256)
  if (!run.ok)
    return problem(
      'SEASON_MARKET',
      run.reasons
        .map(({ text }) => text)
        .slice(0, 10)
        .join('；'),
    )
  const { market, result } = run.run
  const cases = Object.fromEntries(taking.map(({ number, caseId }) => [number, caseId]))
  return recordRun(desk, { season, kind, officer }, { market, result, draw, cases })
}

/** Signed: a person has approved the result of the main run. */
const isSigned = ({ state }: Season): boolean => state.decision?.verdict === 'approve'

/** The numbers from the draw that the case names; the list must still be the one that was drawn. */
async function numbersOf(desk: SeasonsDesk, { id, state }: Season, applicants: readonly Applicant[]) {
  const drawn = Object.values(state.findings).filter(({ succeeded }) => succeeded)
  const bundles = await Promise.all(drawn.map(({ hash }) => drawOf(desk.pool, desk.cases.catalogue.district, id, hash)))
  const draw = bundles.filter((one) => one !== null).at(-1)
  const seed = parseHex(draw?.result?.seed ?? '')
  if (!draw || !seed) return problem('SEASON_DRAW')
  const drawnIds = new Set(draw.entrants?.map((one) => one.id))
  const stray = applicants.filter((one) => !drawnIds.has(one.id))
  if (stray.length > 0 || drawnIds.size !== applicants.length)
    return problem('SEASON_DRAW', `摇号名单 ${drawnIds.size} 个，现在等派位的 ${applicants.length} 个`)
  return { value: { draw, ranks: drawnRanks(applicants, seed, sha256) } }
}

/** The schools with the seats that nobody holds. */
function seatsLeft(season: Season, parts: readonly Part[]) {
  const held = new Map<string, number>()
  for (const part of parts) {
    const unit = placeHeld(part)
    if (unit !== null) held.set(unit, (held.get(unit) ?? 0) + 1)
  }
  return season.schools.map((school) => {
    const taken = held.get(season.unitOf.get(school.id) ?? '') ?? 0
    return { ...school, seats: Math.max(0, school.seats - taken) }
  })
}

/** Keeps the run, has the log hold its hashes, and tells the season's case. A run made twice stands in the log twice. */
async function recordRun(
  desk: SeasonsDesk,
  { season, kind, officer }: { season: Season; kind: RunKind; officer: Officer },
  body: RunBody,
): Promise<Answer<RunHead>> {
  const { cases, pool, handle } = desk
  const { vault } = cases
  const seats = Object.values(body.result.seats)
  const before = await runsOf(pool, vault.district, season.id)
  const head: RunHead = {
    season: season.id,
    n: before.length + 1,
    kind,
    plan: season.plan as string,
    at: cases.now().toISOString(),
    officerName: officer.name,
    hash: body.result.hash,
    children: seats.length,
    placed: seats.filter((school) => school !== null).length,
    givenAt: null,
  }
  const subject = `season:${season.id}`
  try {
    const kept = await inTransaction(pool, async (client) => {
      if (!(await addRun(client, vault, head, { officer: officer.id, body }))) return false
      const act = {
        kind,
        plan: head.plan,
        result: head.hash,
        draw: body.draw ? bundleHash(body.draw) : null,
        children: head.children,
        placed: head.placed,
      }
      await recordAct(client, cases, { subject, seq: head.n, kind: 'run', at: head.at, body: act })
      return true
    })
    if (!kept) return problem('SEASON_MOVED')
  } catch (error) {
    if (error instanceof ActMoved) return problem('SEASON_MOVED')
    throw error
  }
  if (kind === 'rest') return { value: head }
  const handled = await handle({
    key: `season:${season.id}:run:${head.n}`,
    actor: SYSTEM,
    to: { caseId: season.id },
    command: {
      type: 'find',
      succeeded: true,
      reason: '',
      name: `${subject}/${head.n}`,
      hash: head.hash,
      chosen: [String(head.placed)],
    },
  })
  return handled.ok ? { value: head } : problem('SEASON_MOVED', handled.refusal.code)
}

const AT_ONCE = 200

/** Gives the places of signed runs to the children's cases; resolves to how many cases were told. Repeating changes nothing. */
export async function givePlaces(desk: SeasonsDesk): Promise<number> {
  const { cases, pool, handle } = desk
  const { district } = cases.catalogue
  let told = 0
  for (const run of await runsWaiting(pool, district)) {
    const [found] = await casesOf(pool, cases.vault, { services: leaders(desk), id: run.season })
    const season = found && (await readSeason(desk, found))
    if (!season || !isSigned(season) || isSuperseded(season, run)) continue
    const body = await runBody(pool, cases.vault, run.season, run.n)
    const seats = Object.entries(body?.result.seats ?? {})
    for (let at = 0; at < seats.length; at += AT_ONCE) {
      const handled = await Promise.all(
        seats.slice(at, at + AT_ONCE).map(([number, school]) => {
          const unit = school === null ? undefined : season.unitOf.get(school)
          const found =
            unit === undefined
              ? { succeeded: false, reason: NO_SEAT, chosen: [] }
              : { succeeded: true, reason: '', chosen: [unit] }
          return handle({
            key: `season:${run.season}:${run.n}:${number}`,
            actor: SYSTEM,
            to: { caseId: body?.cases[number] as string },
            command: { type: 'find', name: `season:${run.season}/${run.n}`, hash: run.hash, ...found },
          })
        }),
      )
      told += handled.filter(({ ok }) => ok).length
    }
    await markGiven(pool, district, run, cases.now())
  }
  return told
}

const NO_SEAT = '志愿和统筹次序里的学校都没有学位了'

/** A main run that was made again: only the one the case was told of last counts. */
const isSuperseded = ({ state }: Season, { kind, hash }: RunHead): boolean =>
  kind === 'main' && !Object.values(state.findings).some((one) => one.succeeded && one.hash === hash)

/** The seat of a child's case, with how it came about, for its own family; null while no run has given it one. */
export async function seatOfCase(
  { cases: { vault, catalogue }, pool }: SeasonsDesk,
  { caseId, version, state }: { readonly caseId: string; readonly version: string; readonly state: CaseState },
): Promise<ChildSeat | null> {
  const part = partOf({ caseId, state, definition: await catalogue.pinned(version) })
  const name = part && runNameOf(part)
  if (!name) return null
  const run = (await runsOf(pool, vault.district, name.season)).find(({ n }) => n === name.n)
  const body = run && (await runBody(pool, vault, run.season, run.n))
  return run && body ? childSeat(part, run, body) : null
}

/** Main runs whose places were given, by the year of their season: what the public may check. */
async function givenRuns(desk: SeasonsDesk): Promise<ReadonlyMap<string, RunHead>> {
  const { pool, cases } = desk
  const runs = await runsGiven(pool, cases.catalogue.district)
  const named = await Promise.all(
    runs.map(async (run) => {
      const [found] = await casesOf(pool, cases.vault, { services: leaders(desk), id: run.season })
      const season = found && (await readSeason(desk, found))
      return [/\d{4}/.exec(season?.name ?? '')?.[0] ?? run.season, run] as const
    }),
  )
  return new Map(named)
}

/** The seasons as the public pages take them: their files, read when they are asked for. */
export function publicSeasons(desk: SeasonsDesk) {
  const { pool, cases } = desk
  return {
    names: async () => [...(await givenRuns(desk)).keys()],
    season: async (name: string) => {
      const run = (await givenRuns(desk)).get(name)
      if (!run) return null
      const read = async () => {
        const body = await runBody(pool, cases.vault, run.season, run.n)
        const [market = '', result = '', draw = ''] = [body?.market, body?.result, body?.draw].map((part) =>
          JSON.stringify(part),
        )
        return { market, result, draw: draw === 'null' ? null : draw }
      }
      return { stamp: run.hash, read }
    },
  }
}
