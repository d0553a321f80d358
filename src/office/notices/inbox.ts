// A person's own notices and choices, read and written under the citizens' role: row-level security shows nobody else's.

import type { Pool, PoolClient } from 'pg'
import type { Told, ToldFigures } from '#kernel/case/told.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import type { RandomBytes } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { type Choice, readChoice, writeChoice } from './choice.ts'

export interface InboxRow {
  readonly caseId: string
  readonly seq: number
  readonly kind: Told
  /** ISO 8601, UTC. */
  readonly at: string
  /** Slug of the service. */
  readonly service: string
  readonly figures: ToldFigures
  readonly isRead: boolean
}

/** Newest first, at most this many. */
const SHOWN = 100

export interface Inbox {
  list(person: string): Promise<readonly InboxRow[]>
  unread(person: string): Promise<number>
  /** All that there are by now were seen. */
  markRead(person: string): Promise<void>
  choice(person: string): Promise<Choice>
  choose(person: string, choice: Choice): Promise<void>
}

export interface InboxOptions {
  /** Connections of the citizens' role, with `app.district` set. */
  readonly pool: Pool
  readonly vault: Vault
  readonly now: () => Date
  readonly random: RandomBytes
}

export function openInbox({ pool, vault, now, random }: InboxOptions): Inbox {
  const { district } = vault
  return {
    list: (person) =>
      asPerson(pool, person, async (client) => {
        const { rows } = await client.query<{
          case_id: string
          seq: number
          kind: Told
          at: Date
          service: string
          figures: ToldFigures
          read_at: Date | null
        }>(
          `select case_id, seq, kind, at, service, figures, read_at from notice
            where district = $1 and person = $2 order by at desc, seq desc limit $3`,
          [district, person, SHOWN],
        )
        return rows.map(({ case_id, seq, kind, at, service, figures, read_at }) => ({
          caseId: case_id,
          seq,
          kind,
          at: at.toISOString(),
          service,
          figures,
          isRead: read_at !== null,
        }))
      }),
    unread: (person) =>
      asPerson(pool, person, async (client) => {
        const { rows } = await client.query<{ n: string }>(
          'select count(*) as n from notice where district = $1 and person = $2 and read_at is null',
          [district, person],
        )
        return Number(rows[0]?.n ?? 0)
      }),
    markRead: (person) =>
      asPerson(pool, person, async (client) => {
        await client.query('update notice set read_at = $3 where district = $1 and person = $2 and read_at is null', [
          district,
          person,
          now(),
        ])
      }),
    choice: (person) => asPerson(pool, person, (client) => readChoice(client, vault, person)),
    choose: (person, choice) =>
      asPerson(pool, person, (client) => writeChoice(client, { vault, random }, person, choice)),
  }
}

/** Row-level security shows this person's rows alone. */
function asPerson<T>(pool: Pool, person: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query(`select set_config('app.person', $1, true)`, [person])
    return run(client)
  })
}
