// How a person wants to be told: by which channels, where, in which language, and when not. Sealed under a key of its own.
// The person reads and writes it, the sender of notices reads it.

import type { Pool, PoolClient } from 'pg'
import { open, type RandomBytes, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Locale } from './say.ts'

export const CHANNELS = ['sms', 'email', 'chat'] as const
export type Channel = (typeof CHANNELS)[number]

export interface Choice {
  readonly channels: readonly Channel[]
  /** Empty when none was given. */
  readonly email: string
  readonly locale: Locale
  /** Hours of legal time between which nothing is sent, `22` to `8`; null: at any hour. */
  readonly quiet: { readonly from: number; readonly to: number } | null
}

/** Who never chose is told by text message, not at night. */
export const DEFAULT_CHOICE: Choice = {
  channels: ['sms'],
  email: '',
  locale: 'zh-Hans',
  quiet: { from: 22, to: 8 },
}

interface Row {
  person: string
  data_key: Buffer
  sealed: Buffer
}

const SELECT = {
  name: 'notice-choices',
  text: 'select person, data_key, sealed from notice_choice where district = $1 and person = any($2::uuid[])',
}
const placeOf = (person: string): string => `notice:${person}`

/** What those of these people chose who ever did. `db` acts as the appender, or as the person. */
export async function readChoices(
  db: Pick<Pool | PoolClient, 'query'>,
  vault: Vault,
  people: readonly string[],
): Promise<ReadonlyMap<string, Choice>> {
  const { rows } = await db.query<Row>({ ...SELECT, values: [vault.district, people] })
  return new Map(
    rows.map(({ person, data_key, sealed }) => {
      const place = placeOf(person)
      const opened = open(vault.dataKey(data_key, place), sealed, Buffer.from(place)).toString()
      return [person, JSON.parse(opened) as Choice]
    }),
  )
}

/** The choice of a person as stored, else the default. `db` acts as the appender, or as the person. */
export async function readChoice(db: Pick<Pool | PoolClient, 'query'>, vault: Vault, person: string): Promise<Choice> {
  return (await readChoices(db, vault, [person])).get(person) ?? DEFAULT_CHOICE
}

/** Stores a choice, as the person. */
export async function writeChoice(
  db: Pick<PoolClient, 'query'>,
  { vault, random }: { readonly vault: Vault; readonly random: RandomBytes },
  person: string,
  choice: Choice,
): Promise<void> {
  const place = placeOf(person)
  const { key, wrapped } = vault.newDataKey(place)
  const sealed = seal(key, Buffer.from(JSON.stringify(choice)), Buffer.from(place), random)
  await db.query(
    `insert into notice_choice (district, person, data_key, sealed) values ($1, $2, $3, $4)
     on conflict (district, person) do update set data_key = excluded.data_key, sealed = excluded.sealed`,
    [vault.district, person, wrapped, sealed],
  )
}

const HOUR_MS = 3_600_000
const SHANGHAI_MS = 8 * HOUR_MS

/** The moment at which a notice may go out: now, or when the quiet hours end. */
export function dueAt(now: Date, quiet: Choice['quiet']): Date {
  if (!quiet || quiet.from === quiet.to) return now
  const local = now.getTime() + SHANGHAI_MS
  const hour = Math.floor(local / HOUR_MS) % 24
  const isQuiet = quiet.from < quiet.to ? hour >= quiet.from && hour < quiet.to : hour >= quiet.from || hour < quiet.to
  if (!isQuiet) return now
  const hours = (quiet.to - hour + 24) % 24
  return new Date(Math.floor(local / HOUR_MS) * HOUR_MS + hours * HOUR_MS - SHANGHAI_MS)
}
