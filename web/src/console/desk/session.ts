// Who is at work in this browser, and the district around: session, units and calendar, read once when the console starts.

import { computed, shallowRef } from 'vue'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { type Actor, holds, type Post } from '#kernel/case/actor.ts'
import type { Context } from '#kernel/case/turn.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Surroundings } from '#kernel/service/evaluate.ts'
import { type UnitTree, unitTree } from '#kernel/unit/tree.ts'
import type { Session, SessionAnswer, UnitsAnswer } from './answers.ts'
import { type Answer, ask, carryToken, serverNow } from './api.ts'

export type Officer = Extract<Actor, { kind: 'officer' }>

/** Where the visits to make are kept for places without a line. */
export const KEPT_VISITS = 'desk:visits'

export const session = shallowRef<Session | null>(null)
export const units = shallowRef<UnitTree>(new Map())
/** The calendar that all limits are counted with. */
export const calendar = officialCalendar

/** The officer at work; null before sign-in, and for citizens, who have no desk. */
export const officer = computed<Officer | null>(() =>
  session.value?.actor?.kind === 'officer' ? session.value.actor : null,
)
export const posts = computed<readonly Post[]>(() => officer.value?.posts ?? [])

/** Reads who is signed in, and the units once somebody is. */
export async function loadSession(): Promise<Answer<SessionAnswer>> {
  const answer = await ask<SessionAnswer>('/api/session')
  if (!answer.ok) return answer.problem.status === 0 ? resumeKept(answer) : answer
  const found = sessionFrom(answer.value)
  carryToken(found.csrf)
  if (units.value.size === 0) {
    const read = await ask<UnitsAnswer>('/api/units')
    if (read.ok) {
      units.value = unitTree(read.value.units)
      localStorage.setItem(KEPT_UNITS, JSON.stringify(read.value.units))
    }
  }
  session.value = found
  if (found.actor?.kind === 'officer') localStorage.setItem(KEPT_OFFICER, JSON.stringify(found.actor))
  else forgetOfficer()
  return answer
}

const KEPT_OFFICER = 'desk:officer'
const KEPT_UNITS = 'desk:units'

/** Without a line the desk opens for whoever was at work last, for what can be recorded on site; it holds no token. */
function resumeKept(offline: Answer<SessionAnswer>): Answer<SessionAnswer> {
  const [actor, known] = [localStorage.getItem(KEPT_OFFICER), localStorage.getItem(KEPT_UNITS)]
  if (actor === null) return offline
  if (known !== null && units.value.size === 0) units.value = unitTree(JSON.parse(known) as UnitsAnswer['units'])
  const kept = JSON.parse(actor) as Officer
  session.value ??= { actor: kept, csrf: '', waitsForCode: false }
  return { ok: true, value: kept }
}

/** Whoever comes next to this browser finds nobody's desk and nobody's visits. */
function forgetOfficer(): void {
  localStorage.removeItem(KEPT_OFFICER)
  localStorage.removeItem(KEPT_VISITS)
}

/** A session that still waits for the code of its second step is nobody's yet. */
function sessionFrom(answer: SessionAnswer): Session {
  const csrf = answer.formToken ?? ''
  if (answer.kind !== 'officer' && answer.kind !== 'person')
    return { actor: null, csrf, waitsForCode: answer.waitsForCode ?? false }
  const { id = '', name = '', posts = [], confirmation, asksCode = false } = answer
  const own = { id, name, posts, ...(confirmation && { confirmation }) }
  return {
    csrf,
    waitsForCode: false,
    asksCode,
    actor: answer.kind === 'officer' ? { kind: 'officer', ...own } : { kind: 'person', id, name },
  }
}

export const nameOfUnit = (code: string): string => units.value.get(code)?.name ?? code

/** The legal day by the server's clock. */
export const today = (): PlainDate => legalDateOf(serverNow())

/** What decide() and whyNot() may depend on, for the officer at work. */
export function contextNow(facts: Surroundings['facts'], actor: Actor): Context {
  return { now: serverNow(), actor, calendar, units: units.value, facts, code: 'preview' }
}

export const holdsRole = (role: Post['role'], unit: string): boolean =>
  officer.value !== null && holds(officer.value, role, unit)

const definitions = new Map<string, Promise<Answer<ServiceDefinition>>>()

/** The definition a case is pinned to. It never changes, so it is read once. */
export function definitionOf(version: string): Promise<Answer<ServiceDefinition>> {
  const known = definitions.get(version)
  if (known) return known
  const asked = ask<ServiceDefinition>(`/api/definitions/${encodeURIComponent(version)}`)
  definitions.set(version, asked)
  void asked.then((answer) => answer.ok || definitions.delete(version))
  return asked
}
