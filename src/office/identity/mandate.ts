// Mandates (委托书): what one person allows another to do for them. Made and revoked by the principal, used by the agent,
// who is named by identity number and need not have signed in before. Called by routes.ts; session.ts applies them.

import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { MandatedAction } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { open, seal } from '#platform/vault/seal.ts'
import { randomUuid } from '../cases/identity-index.ts'
import { type IdentityDesk, minutesFrom } from './desk.ts'
import { idIndexOf, openPerson } from './person.ts'
import { refused } from './refusal.ts'
import { actFor, type Session } from './session.ts'

export interface NewMandate {
  readonly agentName: string
  readonly agentIdNumber: string
  readonly services: readonly string[]
  readonly actions: readonly MandatedAction[]
  /** Last day, inclusive. */
  readonly until: string
}

export interface MandateEntry extends NewMandate {
  readonly id: string
  readonly principalName: string
  readonly createdAt: string
  readonly isRevoked: boolean
}

/** A mandate lasts a year at most, then it must be given anew. */
const LONGEST_MINUTES = 366 * 24 * 60

/** Refuses: ACTING_FOR_OTHER, MANDATE_OF_ONESELF, MANDATE_DATES. */
export async function giveMandate(
  desk: IdentityDesk,
  session: Session,
  mandate: NewMandate,
): Promise<{ readonly id: string } | Refused> {
  if (isActingForOther(session)) return refused('ACTING_FOR_OTHER')
  const agentIndex = idIndexOf(desk, mandate.agentIdNumber)
  if (session.idIndex?.equals(agentIndex)) return refused('MANDATE_OF_ONESELF')
  const now = desk.now()
  if (
    !isDate(mandate.until) ||
    mandate.until < legalDateOf(now) ||
    mandate.until > legalDateOf(minutesFrom(now, LONGEST_MINUTES))
  ) {
    return refused('MANDATE_DATES')
  }
  const id = randomUuid(desk.random)
  const { agentName, agentIdNumber, services, actions, until } = mandate
  await desk.pool.query(
    `insert into mandate (district, id, principal, agent_index, sealed, services, actions, until, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      desk.district,
      id,
      session.actor.id,
      agentIndex,
      seal(
        desk.vault.keyFor('mandate'),
        Buffer.from(JSON.stringify({ agentName, agentIdNumber })),
        Buffer.from(`mandate:${id}`),
        desk.random,
      ),
      services,
      actions,
      until,
      now,
    ],
  )
  return { id }
}

/** Whether the text is a day of the calendar; `2026-06-31` parses but is none. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** Ends a mandate at once, for every session that acts under it. Refuses: ACTING_FOR_OTHER, MANDATE_UNKNOWN. */
export async function revokeMandate(desk: IdentityDesk, session: Session, id: string): Promise<Refused | undefined> {
  if (isActingForOther(session)) return refused('ACTING_FOR_OTHER')
  const { rowCount } = await desk.pool.query(
    `update mandate set revoked_at = coalesce(revoked_at, $4) where district = $1 and id = $2 and principal = $3`,
    [desk.district, id, session.actor.id, desk.now()],
  )
  return rowCount === 1 ? undefined : refused('MANDATE_UNKNOWN')
}

/** Makes the session act for the principal of a mandate given to its holder, or for the holder again (null). */
export async function chooseMandate(
  desk: IdentityDesk,
  session: Session,
  id: string | null,
): Promise<Refused | undefined> {
  if (id !== null) {
    const received = (await mandatesOf(desk, session)).received.find((mandate) => mandate.id === id)
    if (!received) return refused('MANDATE_UNKNOWN')
    if (received.isRevoked || received.until < legalDateOf(desk.now())) return refused('MANDATE_ENDED')
  }
  await actFor(desk, session, id)
  return undefined
}

interface Row {
  id: string
  principal: string
  sealed: Buffer
  services: string[]
  actions: MandatedAction[]
  until: string
  created_at: Date
  revoked_at: Date | null
  principal_key: Buffer
  principal_sealed: Buffer
}

/** Mandates the holder of the session gave and received, newest first, at most 200 in all. */
export async function mandatesOf(
  desk: IdentityDesk,
  session: Session,
): Promise<{ readonly given: readonly MandateEntry[]; readonly received: readonly MandateEntry[] }> {
  const { rows } = await desk.pool.query<Row>(
    `select m.id, m.principal, m.sealed, m.services, m.actions, m.until::text as until, m.created_at, m.revoked_at,
       p.data_key as principal_key, p.sealed as principal_sealed
     from mandate m join person p on p.district = m.district and p.id = m.principal
     where m.district = $1 and (m.principal = $2 or m.agent_index = $3)
     order by m.created_at desc limit 200`,
    [desk.district, session.actor.id, session.idIndex],
  )
  const entries = rows.map((row) => ({ row, entry: entryFrom(desk, row) }))
  return {
    given: entries.filter(({ row }) => row.principal === session.actor.id).map(({ entry }) => entry),
    received: entries.filter(({ row }) => row.principal !== session.actor.id).map(({ entry }) => entry),
  }
}

function entryFrom(desk: IdentityDesk, row: Row): MandateEntry {
  const key = desk.vault.keyFor('mandate')
  const agent = JSON.parse(open(key, row.sealed, Buffer.from(`mandate:${row.id}`)).toString()) as {
    agentName: string
    agentIdNumber: string
  }
  return {
    id: row.id,
    ...agent,
    services: row.services,
    actions: row.actions,
    until: row.until,
    principalName: openPerson(desk, row.principal, row.principal_key, row.principal_sealed).name,
    createdAt: row.created_at.toISOString(),
    isRevoked: row.revoked_at !== null,
  }
}

function isActingForOther({ actor, isMandateEnded }: Session): boolean {
  return isMandateEnded || (actor.kind === 'person' && actor.mandate !== undefined)
}
