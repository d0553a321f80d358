// What pages of certificates show: to their holder everything, to whoever checks them only what a check needs. Pure.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { CertificateView } from '#office/cases/open-reads.ts'
import { publicContent } from '#office/cases/public-certificate.ts'
import type { IssuedView } from '#office/cases/read.ts'
import type { Paper } from '#office/registers/paper.ts'
import type { Examination } from '#office/registers/registers.ts'

export type CertificateStatus = 'valid' | 'revoked' | 'expired'

/** Where a certificate stands today. */
export function statusToday(
  { status, validUntil }: Pick<IssuedView, 'status' | 'validUntil'>,
  today: PlainDate,
): CertificateStatus {
  if (status === 'revoked') return 'revoked'
  return validUntil !== null && validUntil < today ? 'expired' : 'valid'
}

/**
 * What somebody typed or pasted to be checked: a code, the address under a QR code, or the signed text of a certificate.
 * The signed text may stand behind a `#`, and has signs of its own that an address would not have.
 */
export function readTyped(typed: string): { readonly code: string; readonly text: string } {
  const signed = /QQ1:.*$/s.exec(typed)?.[0].replace(/[\r\n]+$/, '')
  if (signed !== undefined) return { code: '', text: signed }
  return {
    code: typed
      .trim()
      .replace(/^.*\/v\//, '')
      .replace(/[?#].*$/, '')
      .replace(/\s/g, '')
      .slice(0, 64),
    text: '',
  }
}

export const verifyUrl = (baseUrl: string, code: string): string => `${baseUrl}/v/${code}`

/** One certificate of the wallet. */
export function walletRow(entry: IssuedView, today: PlainDate) {
  const { code, title, number, issuedAt } = entry
  return {
    href: `/my/certificates/${code}`,
    title,
    number,
    issuedOn: legalDateOf(issuedAt),
    status: statusToday(entry, today),
  }
}

/** The certificate in its holder's hand. */
export function holderPage(
  entry: IssuedView,
  {
    definition,
    issuer,
    baseUrl,
    today,
    signed,
  }: { definition: ServiceDefinition; issuer: string; baseUrl: string; today: PlainDate; signed: string },
) {
  const { title, number, content, validUntil, code, issuedAt } = entry
  return {
    title,
    number,
    content,
    legalText: definition.entries[entry.entry]?.legalText ?? '',
    issuer,
    issuedOn: legalDateOf(issuedAt),
    validUntil,
    status: statusToday(entry, today),
    qr: verifyUrl(baseUrl, code),
    signed,
    verify: `/v/${code}`,
    download: `/my/certificates/${code}.pdf`,
    file: `/my/certificates/${code}/file`,
  }
}

/** The certificate as paper. */
export function paperOf(entry: IssuedView, context: Parameters<typeof holderPage>[1]): Paper {
  const { title, number, content, legalText, issuer, issuedOn, validUntil, status, qr, signed } = holderPage(
    entry,
    context,
  )
  const stamp = status === 'valid' ? null : status === 'revoked' ? '已撤销' : '已过期'
  return { title, number, content, legalText, issuer, issuedOn, validUntil, stamp, signed, address: qr }
}

/** The page of what a check found; without one it only takes a code. */
export function verdictPage(asked: Asked | null, { now, today, phone, command }: VerdictContext) {
  const result = asked && resultOf(asked, { today, command })
  return { result, checkedAt: now, phone }
}

export interface VerdictContext {
  readonly now: string
  readonly today: PlainDate
  readonly phone: string
  /** How whoever holds the file of a certificate checks it without us. */
  readonly command: string
}

interface Asked {
  readonly code: string
  readonly found: Examination | null
  readonly definition?: ServiceDefinition | undefined
}

function resultOf({ code, found, definition }: Asked, { today, command }: Pick<VerdictContext, 'today' | 'command'>) {
  const content = found?.entry ? publicRows(found.entry, definition) : []
  const verdict = verdictOf(found, { today, code, registered: content })
  const entry = verdict.kind === 'unknown' || verdict.kind === 'unreadable' ? null : (found?.entry ?? null)
  return {
    code: entry?.code ?? code,
    verdict,
    content: entry ? content : [],
    checks: found && entry ? checksOf(found, entry, today) : [],
    command: entry ? command : '',
  }
}

/** The command line that checks the file of a certificate, from addresses that anyone may fetch. */
export const checkYourself = (lists: string, vkey: string): string =>
  `curl -O ${lists}/issuers -O ${lists}/status && qinqing verify certificate 证书文件.txt --vkey "${vkey}" --issuers issuers --status status`

type Verdict =
  | { readonly kind: 'valid'; readonly issuedOn: PlainDate; readonly issuer: string }
  | { readonly kind: 'expired'; readonly since: PlainDate }
  | {
      readonly kind: 'revoked'
      readonly since: PlainDate
      readonly reason: string
      readonly document: string
      readonly organ: string
    }
  | { readonly kind: 'early'; readonly from: string }
  | { readonly kind: 'tampered'; readonly changes: Examination['changes']; readonly genuine: string | null }
  | { readonly kind: 'foreign'; readonly issuer: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'stale'; readonly listedAt: string }
  | { readonly kind: 'unknown' }

/** What was asked by, and what strangers may read of the entry. */
interface Shown {
  readonly today: PlainDate
  readonly code: string
  readonly registered: readonly { readonly title: string; readonly value: string }[]
}

/** The gravest of what was found. A text whose signature does not hold is tampered with, whatever it says. */
function verdictOf(found: Examination | null, { today, code, registered }: Shown): Verdict {
  if (!found) return { kind: 'unknown' }
  const { entry, judgement, changes, revocation, listedAt } = found
  if (judgement.verdict === 'unreadable') return { kind: 'unreadable' }
  if (judgement.verdict === 'unknownIssuer')
    return { kind: 'foreign', issuer: judgement.issuerName ?? judgement.certificate?.issuer ?? '' }
  if (judgement.verdict === 'altered' || changes.length > 0) {
    // Who came by the public code is on the page of the register already.
    const genuine = entry && code === '' ? `/v/${entry.code}` : null
    return { kind: 'tampered', changes: changes.map((change) => masked(change, registered)), genuine }
  }
  if (!entry) return { kind: 'unknown' }
  if (revocation) {
    const { on, reason, document } = revocation
    return { kind: 'revoked', since: on, reason, document, organ: entry.issuer }
  }
  if (judgement.verdict === 'notYetValid')
    return { kind: 'early', from: new Date(judgement.certificate!.issuedAt * 1000).toISOString() }
  if (statusToday(entry, today) === 'expired') return { kind: 'expired', since: entry.validUntil as PlainDate }
  if (judgement.verdict !== 'valid') return { kind: 'stale', listedAt: listedAt.toISOString() }
  return { kind: 'valid', issuedOn: legalDateOf(entry.issuedAt), issuer: entry.issuer }
}

/** A change as strangers may read it: whose name is registered stays masked. */
function masked(change: Examination['changes'][number], registered: Shown['registered']): typeof change {
  const shown = registered.find(({ title }) => title === change.title)
  return shown && change.registered !== '' ? { ...change, registered: shown.value } : change
}

/** What was looked at, each with its finding. */
function checksOf({ judgement, changes, revocation, listedAt }: Examination, entry: CertificateView, today: PlainDate) {
  const isSigned = judgement.verdict !== 'altered' && judgement.verdict !== 'unknownIssuer'
  const isSame = changes.length === 0
  const isExpired = statusToday(entry, today) === 'expired'
  const until = entry.validUntil ? `有效期至 ${entry.validUntil}` : '长期有效'
  return [
    { passed: isSigned, title: isSigned ? '签名是真的' : '签名对不上内容', note: judgement.issuerName ?? entry.issuer },
    { passed: isSame, title: isSame ? '和登记簿一致' : '和登记簿不一致', note: `编号 ${entry.number}` },
    {
      passed: !revocation,
      title: revocation ? '在撤销名单里' : '不在撤销名单里',
      note: `名单时间 ${sayMinute(listedAt)}`,
    },
    { passed: !isExpired, title: isExpired ? '过了有效期' : '在有效期内', note: until },
  ]
}

/** `2026-11-23 10:41`, legal time. */
const sayMinute = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** Title, number and rows; names of people are masked. */
function publicRows(entry: CertificateView, definition: ServiceDefinition | undefined) {
  return [
    { title: '证书', value: entry.title },
    { title: '编号', value: entry.number },
    ...publicContent(entry, definition),
  ]
}
