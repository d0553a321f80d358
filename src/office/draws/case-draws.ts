// Draws that cases wait for: the step of a case says who takes part, how many are drawn and by which rule; the desk adds the
// moment and the public numbers, and once the draw is over the case is told what it found. Which services do so, declarations say.

import type { Pool } from 'pg'
import { type DrawPlan, drawStage } from '#engines/draw/conduct.ts'
import { messageHex } from '#engines/draw/message.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { CommandOf } from '#kernel/case/command.ts'
import { foundOnce, type Roster, rosterOf } from '#kernel/case/roster.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { keyPlace, openSnapshot } from '#office/cases/envelope.ts'
import { factsOf } from '#office/cases/facts.ts'
import type { CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import type { Problem } from '#platform/http/problem.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import type { Draws, DrawView } from './draws.ts'
import { drawProblem } from './refusal.ts'

type Officer = Actor & { readonly kind: 'officer' }

export interface CaseDrawDesk {
  readonly cases: CaseDesk
  readonly handle: ReturnType<typeof commandHandler>
  readonly draws: Draws
  /** Acts as the appender. */
  readonly pool: Pool
}

/** A case that waits for a draw, as the desk shows it. */
export interface WaitingCase extends Omit<Roster, 'entrants'> {
  readonly caseId: string
  readonly caseNo: string
  readonly service: string
  readonly step: string
  readonly entrants: number
  /** The draw that is being held for it. */
  readonly drawId: string | null
}

/** What the desk adds to what the case says. */
export type OrderedPlan = Pick<DrawPlan, 'freezeAt' | 'beacons' | 'fallback' | 'voidReasons'>

interface Row {
  id: string
  case_no: string
  version: string
  snapshot: Buffer
  wrapped: Buffer
}

interface Waiting {
  readonly row: Row
  readonly definition: ServiceDefinition
  readonly state: CaseState
  readonly roster: Roster
}

const AT_ONCE = 200

/** The cases at a step that is drawn over a list of theirs, oldest first. Cost: a query a fact and case. */
async function waiting({ cases, pool }: CaseDrawDesk, caseId: string | null): Promise<Waiting[]> {
  const { district } = cases.catalogue
  const { rows } = await pool.query<Row>(
    `select f.id, f.case_no, f.version, f.snapshot, k.wrapped from case_file f
       join case_key k on k.district = f.district and k.case_id = f.id
      where f.district = $1 and f.step_kind = 'draw' and f.ended_on is null and ($2::uuid is null or f.id = $2)
      order by f.id limit $3`,
    [district, caseId, AT_ONCE],
  )
  const found = await Promise.all(rows.map((row) => waitingOf(cases, row)))
  return found.filter((one) => one !== null)
}

async function waitingOf(cases: CaseDesk, row: Row): Promise<Waiting | null> {
  const definition = await cases.catalogue.pinned(row.version)
  const state = openSnapshot(cases.vault.dataKey(row.wrapped, keyPlace(row.id)), row.id, row.snapshot)
  const step = definition.steps[state.at]
  if (step?.kind !== 'draw' || !step.among) return null
  const facts = await factsOf(cases, definition, { form: state.form, state, caseId: row.id })
  const roster = rosterOf(definition, state, facts, cases.now().toISOString())
  return roster && { row, definition, state, roster }
}

const holdsStep = ({ posts }: Officer, { definition, state }: Waiting): boolean => {
  const step = definition.steps[state.at]
  return posts.some(({ role }) => step?.kind === 'draw' && role === step.by)
}

/** The cases that wait for a draw which this officer holds. */
export async function casesWaiting(desk: CaseDrawDesk, officer: Officer): Promise<readonly WaitingCase[]> {
  const [found, views] = await Promise.all([waiting(desk, null), desk.draws.list()])
  return found
    .filter((one) => holdsStep(officer, one))
    .map(({ row, definition, state, roster: { entrants, ...roster } }) => ({
      ...roster,
      caseId: row.id,
      caseNo: row.case_no,
      service: definition.title,
      step: definition.steps[state.at]?.title ?? state.at,
      entrants: entrants.length,
      drawId: heldFor(views, row.id)?.state.drawId ?? null,
    }))
}

/** The draw that is held for a case and has not been told it yet. */
const heldFor = (views: readonly DrawView[], caseId: string): DrawView | undefined =>
  views.find(({ state }) => state.ordered?.by === caseId && !state.ordered.told)

/** Plans the draw that a case waits for; its list is the case's own, and nobody adds to it or takes from it. */
export async function planForCase(
  desk: CaseDrawDesk,
  officer: Officer,
  caseId: string,
  more: OrderedPlan,
): Promise<{ readonly value: { readonly drawId: string } } | { readonly problem: Problem }> {
  const [found] = await waiting(desk, caseId)
  if (!found) return { problem: drawProblem('DRAW_NO_CASE') }
  if (!holdsStep(officer, found)) return { problem: drawProblem('DRAW_ROLE') }
  const held = heldFor(await desk.draws.list(), caseId)
  if (held) return { problem: drawProblem('DRAW_SECOND', { detail: held.state.drawId }) }
  const { project, rule, winners, entrants, minimum } = found.roster
  const plan: DrawPlan = {
    ...{ project, purpose: 'formal', rule, minimum, k: Math.min(winners, entrants.length) },
    reserve: Math.max(0, entrants.length - winners),
    ...more,
  }
  return desk.draws.plan(plan, { by: caseId, roster: entrants, told: false })
}

/** Tells the cases whose draws are over; resolves to how many. Repeating changes nothing. */
export async function tellCases(desk: CaseDrawDesk): Promise<number> {
  const over = (await desk.draws.list()).filter(
    ({ state }) => state.ordered && !state.ordered.told && ['drawn', 'void', 'failed'].includes(drawStage(state)),
  )
  for (const { state } of over) {
    const handled = await desk.handle({
      key: `draw:${state.drawId}`,
      actor: SYSTEM,
      to: { caseId: state.ordered?.by as string },
      command: findingOf(state),
    })
    // A case that has left the step meanwhile (it was terminated) has no use for the result; the draw stands by itself.
    if (handled.ok || handled.refusal.code !== 'CASE_BUSY') await desk.draws.markTold(state.drawId)
  }
  return over.length
}

function findingOf({ drawId, bundle, ended }: DrawView['state']): CommandOf<'find'> {
  const name = drawId
  if (!bundle.result || ended)
    return { type: 'find', succeeded: false, reason: ended?.reason ?? '', name, hash: '', chosen: [] }
  const chosen = foundOnce([...bundle.result.winners, ...bundle.result.reserves])
  return { type: 'find', succeeded: true, reason: '', name, hash: messageHex(bundle.result, sha256), chosen }
}
