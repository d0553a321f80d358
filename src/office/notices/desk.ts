// The desk of notices as the composition root sets it up: reads the stream, sends what is due, and gives the pages a person's
// inbox.

import type { Pool } from 'pg'
import type { CaseDesk } from '#office/cases/handle-command.ts'
import type { Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import { type Channels, sandboxChannel, smtpChannel } from './channel.ts'
import { type Inbox, openInbox } from './inbox.ts'
import { readNotices } from './reader.ts'
import { type Locale, sayNotice } from './say.ts'
import { sendDue } from './send.ts'

export interface NoticeDesk extends Omit<Inbox, 'list'>, Periodic {
  list(
    person: string,
  ): Promise<readonly (Awaited<ReturnType<Inbox['list']>>[number] & { says(locale: Locale): string })[]>
  /** Reads and sends what there is; resolves to how many notices were written and messages sent. */
  work(stopping?: AbortSignal): Promise<{ written: number; sent: number }>
  readonly sandbox: (() => Promise<readonly SandboxMessage[]>) | undefined
}

interface SandboxMessage {
  readonly channel: string
  readonly receiver: string
  readonly text: string
  readonly at: string
}

export interface NoticeOptions {
  readonly cases: Pick<CaseDesk, 'catalogue' | 'vault' | 'now' | 'random'>
  /** Acts as the appender, and as citizens. */
  readonly appender: Pool
  /** Reads the stream; see there. */
  readonly reader: Pool
  readonly citizen: Pool
  readonly phoneOf: (person: string) => Promise<string | undefined>
  readonly baseUrl: string
  readonly smtp: { readonly url: string; readonly from: string } | undefined
  /** In a demonstration what has no server of its own goes into a sandbox. */
  readonly isDemo: boolean
  readonly log: Log
  readonly everyMs?: number
}

export function openNotices(options: NoticeOptions): NoticeDesk {
  const { cases, appender, reader, citizen, phoneOf, baseUrl, log, everyMs = 5_000 } = options
  const { catalogue, vault, now, random } = cases
  const inbox = openInbox({ pool: citizen, vault, now, random })
  const channels = channelsOf(options)
  async function work(stopping?: AbortSignal) {
    const written = await readNotices(cases, { pool: reader }, stopping)
    const sent = await sendDue({ catalogue, vault, pool: appender, now, channels, phoneOf, baseUrl })
    return { written, sent }
  }
  const look = async (stopping: AbortSignal) => {
    const { written, sent } = await work(stopping)
    if (written + sent > 0) log.info('notices', { count: written + sent })
  }
  return {
    ...inbox,
    async list(person) {
      const rows = await inbox.list(person)
      return rows.map((row) => ({ ...row, says: (locale: Locale) => sayNotice(locale, row.kind, row.figures) }))
    },
    work,
    sandbox: options.isDemo ? () => readSandbox(appender, catalogue.district) : undefined,
    ...periodically(look, { everyMs, log }),
  }
}

function channelsOf({ smtp, isDemo, appender, cases: { catalogue, now } }: NoticeOptions): Channels {
  const mail = smtp ? { email: smtpChannel(smtp) } : {}
  if (!isDemo) return mail
  const sandboxed = (channel: 'sms' | 'chat' | 'email') => sandboxChannel(channel, appender, catalogue.district, now)
  return { sms: sandboxed('sms'), chat: sandboxed('chat'), email: sandboxed('email'), ...mail }
}

async function readSandbox(pool: Pool, district: string): Promise<readonly SandboxMessage[]> {
  const { rows } = await pool.query<Omit<SandboxMessage, 'at'> & { at: Date }>(
    'select channel, receiver, text, at from notice_sandbox where district = $1 order by at desc, key limit 100',
    [district],
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
