// What pages of certificates show: to their holder everything, to whoever checks them only what a check needs. Pure.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { publicContent } from '#office/cases/public-certificate.ts'
import type { CertificateView, IssuedView } from '#office/cases/read.ts'

export type CertificateStatus = 'valid' | 'revoked' | 'expired'

/** Where a certificate stands today. */
export function statusToday(
  { status, validUntil }: Pick<IssuedView, 'status' | 'validUntil'>,
  today: PlainDate,
): CertificateStatus {
  if (status === 'revoked') return 'revoked'
  return validUntil !== null && validUntil < today ? 'expired' : 'valid'
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
  }: { definition: ServiceDefinition; issuer: string; baseUrl: string; today: PlainDate },
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
    verify: `/v/${code}`,
    download: null,
  }
}

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
  | { readonly kind: 'unknown' }

/** What anyone learns who asks for `code`; without a code the page only takes one. */
export function verdictPage(
  asked: {
    readonly code: string
    readonly found: CertificateView | null
    readonly definition?: ServiceDefinition | undefined
  } | null,
  { now, today, phone }: { readonly now: string; readonly today: PlainDate; readonly phone: string },
) {
  if (!asked) return { result: null, checkedAt: now, phone }
  const { code, found, definition } = asked
  const content = found ? publicRows(found, definition) : []
  const result = {
    code,
    verdict: verdictOf(found, today),
    content,
    checks: found ? checksOf(found, today) : [],
    command: '',
  }
  return { result, checkedAt: now, phone }
}

function verdictOf(found: CertificateView | null, today: PlainDate): Verdict {
  if (!found) return { kind: 'unknown' }
  switch (statusToday(found, today)) {
    case 'valid':
      return { kind: 'valid', issuedOn: legalDateOf(found.issuedAt), issuer: found.issuer }
    case 'expired':
      return { kind: 'expired', since: found.validUntil as PlainDate }
    case 'revoked':
      return {
        kind: 'revoked',
        since: legalDateOf(found.issuedAt),
        reason: '见撤销决定书',
        document: found.number,
        organ: found.issuer,
      }
  }
}

/** What was looked at, each with its finding. */
function checksOf(found: CertificateView, today: PlainDate) {
  const status = statusToday(found, today)
  return [
    { passed: true, title: '登记簿里有这份证', note: `编号 ${found.number}` },
    { passed: status !== 'revoked', title: '没有被撤销', note: `查到 ${today}` },
    {
      passed: status !== 'expired',
      title: '在有效期内',
      note: found.validUntil ? `有效期至 ${found.validUntil}` : '长期有效',
    },
  ]
}

/** Title, number and rows; names of people are masked. */
function publicRows(found: CertificateView, definition: ServiceDefinition | undefined) {
  const { title, number } = found
  return [{ title: '证书', value: title }, { title: '编号', value: number }, ...publicContent(found, definition)]
}
