// The ways out: mail by SMTP, text messages and chat apps through an adapter. What is given to a channel twice under one key
// reaches the person once where the channel can tell; mail says so by its Message-ID.

import { createTransport } from 'nodemailer'
import type { Pool } from 'pg'
import type { Channel } from './choice.ts'

/** One message, ready to go. */
export interface Message {
  /** The same at every attempt. */
  readonly key: string
  /** Address or number. */
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Gives a message away. Throws when it did not get through: it is tried again. */
export type Send = (message: Message) => Promise<void>

export type Channels = Readonly<Partial<Record<Channel, Send>>>

/** Mail through an SMTP server. `url`: `smtp://user:password@host:587`; `from`: the sender people see. */
export function smtpChannel({ url, from }: { readonly url: string; readonly from: string }): Send {
  const transport = createTransport({ url, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 })
  const host = from.replace(/^.*@|>$/g, '')
  return async ({ key, to, subject, text }) => {
    await transport.sendMail({ from, to, subject, text, messageId: `<${key}@${host}>` })
  }
}

/** The sandbox of a demonstration: keeps what a real channel would have sent, where everybody can see it. */
export function sandboxChannel(channel: Channel, pool: Pool, district: string, now: () => Date): Send {
  return async ({ key, to, text }) => {
    await pool.query(
      `insert into notice_sandbox (district, key, channel, receiver, text, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [district, key, channel, maskReceiver(to), text, now()],
    )
  }
}

/** `138****0000`, `l***@example.org`: enough to know one's own by. */
export function maskReceiver(to: string): string {
  const at = to.indexOf('@')
  return at > 0 ? `${to[0]}***${to.slice(at)}` : `${to.slice(0, 3)}****${to.slice(-4)}`
}
