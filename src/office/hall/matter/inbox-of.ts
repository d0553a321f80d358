// The form of how somebody wants to be told, read and shown. Pure.

import type { Posted } from '#kernel/form/posted-form.ts'
import type { Locale } from '../web.ts'

const CHANNELS = ['sms', 'email', 'chat'] as const

export interface NoticeChoice {
  readonly channels: readonly (typeof CHANNELS)[number][]
  readonly email: string
  readonly locale: Locale
  readonly quiet: { readonly from: number; readonly to: number } | null
}

/** The desk of notices, as this one is given it. */
export interface HallNotices {
  list(person: string): Promise<
    readonly {
      readonly caseId: string
      readonly at: string
      readonly service: string
      readonly isRead: boolean
      readonly says: (locale: Locale) => string
    }[]
  >
  unread(person: string): Promise<number>
  markRead(person: string): Promise<void>
  choice(person: string): Promise<NoticeChoice>
  choose(person: string, choice: NoticeChoice): Promise<void>
  /** What the sandbox was given, newest first; undefined outside a demonstration. */
  readonly sandbox:
    | (() => Promise<readonly { channel: string; receiver: string; text: string; at: string }[]>)
    | undefined
}

interface ToldFault {
  readonly path: string
  readonly message: string
}

/** One `@`, a name in front and a domain with a dot behind; what else an address may be, the mail server says. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/

/** The choice that a form posted; what cannot be used falls back to what was offered first. */
export function choiceOf(
  texts: Posted,
  channels: readonly string[],
  locales: readonly Locale[],
): { choice: NoticeChoice; faults: readonly ToldFault[] } {
  const email = (texts.email ?? '').trim().slice(0, 254)
  const from = hourOf(texts.from)
  const to = hourOf(texts.to)
  const choice: NoticeChoice = {
    channels: CHANNELS.filter((one) => channels.includes(one)),
    email,
    locale: locales.find((one) => one === texts.locale) ?? 'zh-Hans',
    quiet: from === null || to === null || from === to ? null : { from, to },
  }
  const isNeeded = choice.channels.includes('email') || email !== ''
  const faults =
    isNeeded && !ADDRESS.test(email) ? [{ path: 'email', message: '请填完整的邮箱地址，如 name@example.org' }] : []
  return { choice, faults }
}

const hourOf = (text: string | undefined): number | null => (/^(\d|1\d|2[0-3])$/.test(text ?? '') ? Number(text) : null)

export function toldPage(base: string, choice: NoticeChoice, faults: readonly ToldFault[], saved: boolean) {
  const { channels, email, locale, quiet } = choice
  return { base, channels, email, locale, from: String(quiet?.from ?? 0), to: String(quiet?.to ?? 0), faults, saved }
}
