// Sends what is due by the channels a person chose. What does not get through is tried again, longer and longer apart, and
// given up after a day; in the inbox it stands anyway.

import type { Pool } from 'pg'
import type { Told, ToldFigures } from '#kernel/case/told.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Channels, Message } from './channel.ts'
import { type Channel, type Choice, readChoice } from './choice.ts'
import { sayNotice, sayPreview, saySubject } from './say.ts'

const AT_ONCE = 50
/** Doubled at every attempt: five minutes, ten … until a day has gone by. */
const AGAIN_MS = 300_000
const MAX_ATTEMPTS = 9

interface DueRow {
  case_id: string
  seq: number
  channel: Channel
  attempts: number
  person: string
  kind: Told
  figures: ToldFigures
}

export interface Sender {
  readonly catalogue: Catalogue
  readonly vault: Vault
  /** Acts as the appender. */
  readonly pool: Pool
  readonly now: () => Date
  readonly channels: Channels
  /** The number a person was identified with. */
  readonly phoneOf: (person: string) => Promise<string | undefined>
  readonly baseUrl: string
}

/** Sends everything due now; resolves to how many got through. A channel that is not set up gets nothing. */
export async function sendDue(sender: Sender): Promise<number> {
  const { catalogue, pool, now, channels } = sender
  const { rows } = await pool.query<DueRow>(
    `select s.case_id, s.seq, s.channel, s.attempts, n.person, n.kind, n.figures from notice_send s
       join notice n on n.district = s.district and n.case_id = s.case_id and n.seq = s.seq
      where s.district = $1 and s.due_at <= $2 and s.sent_at is null and s.given_up_at is null and s.channel = any($3)
      order by s.due_at limit $4`,
    [catalogue.district, now(), Object.keys(channels), AT_ONCE],
  )
  let sent = 0
  for (const row of rows) if (await sendOne(sender, row)) sent++
  return sent
}

async function sendOne(sender: Sender, row: DueRow): Promise<boolean> {
  const choice = await readChoice(sender.pool, sender.vault, row.person)
  const to = row.channel === 'email' ? choice.email : await sender.phoneOf(row.person)
  // Taken back since, or nowhere to send it to.
  if (!to || !choice.channels.includes(row.channel)) return mark(sender, row, 'given_up_at').then(() => false)
  try {
    await sender.channels[row.channel]?.(messageOf(sender, row, choice, to))
  } catch {
    await retry(sender, row)
    return false
  }
  await mark(sender, row, 'sent_at')
  return true
}

function messageOf(
  { baseUrl }: Sender,
  { case_id, seq, channel, kind, figures }: DueRow,
  choice: Choice,
  to: string,
): Message {
  const { locale } = choice
  const key = `${case_id}.${seq}.${channel}`
  const link = `${baseUrl}/my/notices`
  if (channel !== 'email') return { key, to, subject: '', text: sayPreview(locale, link) }
  return {
    key,
    to,
    subject: saySubject(locale),
    text: `${sayNotice(locale, kind, figures)}\n\n${baseUrl}/my/cases/${case_id}\n`,
  }
}

const KEY = 'district = $1 and case_id = $2 and seq = $3 and channel = $4'

async function mark({ pool, catalogue, now }: Sender, row: DueRow, as: 'sent_at' | 'given_up_at'): Promise<void> {
  await pool.query(`update notice_send set ${as} = $5 where ${KEY}`, [...keyOf(catalogue, row), now()])
}

async function retry(sender: Sender, row: DueRow): Promise<void> {
  const attempts = row.attempts + 1
  if (attempts >= MAX_ATTEMPTS) return mark(sender, row, 'given_up_at')
  const due = new Date(sender.now().getTime() + AGAIN_MS * 2 ** row.attempts)
  await sender.pool.query(`update notice_send set attempts = $5, due_at = $6 where ${KEY}`, [
    ...keyOf(sender.catalogue, row),
    attempts,
    due,
  ])
}

const keyOf = ({ district }: Catalogue, { case_id, seq, channel }: DueRow) => [district, case_id, seq, channel]
