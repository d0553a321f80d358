// Judges a scanned certificate without a network, from the two signed lists the page carries. Every reason is given; the
// verdict is the gravest of them. Called by the verification page.

import { hexOf, parseHex } from '../bytes.ts'
import type { Reason } from '../reason.ts'
import { type Certificate, readCode } from './certificate.ts'
import type { Algorithm, FoundSignature } from './envelope.ts'
import { type Issuer, type IssuerKey, type IssuerList, isRevoked, type StatusList } from './issuer-list.ts'

/** Verdict → sentence, gravest first. */
export const VERDICTS = {
  unreadable: '不是本平台的证照码，或码已损坏',
  unknownIssuer: '签发机关不在可信名单里',
  altered: '内容被改动过，签名不符',
  revoked: '证照已被撤销',
  expired: '证照已过有效期',
  notYetValid: '证照尚未生效',
  staleStatus: '签名有效，但撤销名单已过期或缺失，请联网更新后再查',
  valid: '证照有效',
} as const

export type Verdict = keyof typeof VERDICTS

/** Checks a signature by algorithm; false for an algorithm this device does not know. */
export type VerifySignature = (
  algorithm: Algorithm,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean

/** What the verifier carries: the lists, already read and verified, and what time it is (POSIX seconds). */
export interface Wallet {
  readonly issuers: IssuerList
  readonly status: readonly StatusList[]
  readonly now: number
}

/** The judgement: the verdict, all reasons, and the certificate when it could be read (to be believed only if valid). */
export interface Judgement {
  readonly verdict: Verdict
  readonly reasons: readonly Reason<Verdict>[]
  readonly certificate: Certificate | null
  readonly issuerName: string | null
}

/** Judges the text of a code. Never throws on input. Cost: one signature check, two when it is countersigned. */
export function judgeCode(code: string, wallet: Wallet, verify: VerifySignature): Judgement {
  const read = readCode(code)
  if (read === null) return judgement([reason('unreadable')], null, null)
  const { certificate, envelope } = read
  const issuer = wallet.issuers.issuers.find((one) => one.id === certificate.issuer)
  if (issuer === undefined) return judgement([reason('unknownIssuer', certificate.issuer)], certificate, null)
  const found = [envelope.signature, ...(envelope.countersignature === null ? [] : [envelope.countersignature])]
  const reasons = [
    ...found.flatMap((signature) => signatureReasons(signature, { issuer, certificate, verify })),
    ...dateReasons(certificate, wallet.now),
    ...statusReasons(certificate, wallet),
  ]
  return judgement(reasons, certificate, issuer.name)
}

const reason = (code: Verdict, detail?: string): Reason<Verdict> => ({
  code,
  text: detail === undefined ? VERDICTS[code] : `${VERDICTS[code]}：${detail}`,
})

function judgement(
  reasons: readonly Reason<Verdict>[],
  certificate: Certificate | null,
  issuerName: string | null,
): Judgement {
  const codes = new Set(reasons.map(({ code }) => code))
  const verdict = (Object.keys(VERDICTS) as Verdict[]).find((one) => codes.has(one)) ?? 'valid'
  return { verdict, reasons, certificate, issuerName }
}

interface Claimed {
  readonly issuer: Issuer
  readonly certificate: Certificate
  readonly verify: VerifySignature
}

function signatureReasons(found: FoundSignature, { issuer, certificate, verify }: Claimed): Reason<Verdict>[] {
  const key = issuer.keys.find((one) => one.kid === hexOf(found.kid) && one.algorithm === found.algorithm)
  if (key === undefined) return [reason('unknownIssuer', `${issuer.name} 没有编号 ${hexOf(found.kid)} 的密钥`)]
  if (!mayHaveSigned(key, certificate.issuedAt)) return [reason('unknownIssuer', `${issuer.name} 的密钥在签发日不可用`)]
  const holds = verify(found.algorithm, parseHex(key.publicKey)!, found.message, found.signature)
  return holds ? [] : [reason('altered', found.algorithm)]
}

const mayHaveSigned = ({ from, until }: IssuerKey, at: number): boolean => from <= at && (until === null || at < until)

function dateReasons({ issuedAt, expiresAt }: Certificate, now: number): Reason<Verdict>[] {
  if (now < issuedAt) return [reason('notYetValid')]
  return expiresAt !== undefined && now >= expiresAt ? [reason('expired')] : []
}

function statusReasons({ issuer, statusIndex }: Certificate, { issuers, status, now }: Wallet): Reason<Verdict>[] {
  const list = status.find((one) => one.issuer === issuer)
  if (list === undefined) return [reason('staleStatus', '没有该机关的撤销名单')]
  const revoked = isRevoked(list, statusIndex)
  const stale = now >= list.nextUpdate || now >= issuers.nextUpdate || revoked === null
  return [...(revoked ? [reason('revoked')] : []), ...(stale ? [reason('staleStatus')] : [])]
}
