// The judgement of the kernel as the verdict that people read. Everything here is known without a network.

import { legalDateOf, type PlainDate, parsePlainDate } from '#kernel/calendar/plain-date.ts'
import { type Certificate, ISSUED_ON, readCode, rowsOf, TITLE } from '#kernel/register/certificate.ts'
import { type Verdict as Judged, type Judgement, judgeCode } from '#kernel/register/verdict.ts'
import type { Verdict, VerifyResult } from '../../pages/verify.ts'
import { datesIn } from '../../words/dates.ts'
import type { T } from '../../words/words.ts'
import { type KeptLists, verifySignature } from './lists.ts'

type Check = VerifyResult['checks'][number]

/** Judges the text of a code by the lists of this device. Units: `nowMs` in milliseconds. */
export function checkCode(t: T, text: string, lists: KeptLists, nowMs: number): VerifyResult {
  const { issuers, status } = lists
  const wallet = { issuers, status: status ? [status] : [], now: Math.floor(nowMs / 1000) }
  const judgement = judgeCode(text, wallet, verifySignature)
  const { certificate } = judgement
  return {
    code: certificate?.number ?? '',
    verdict: verdictOf(judgement, lists),
    // What nobody vouches for is not laid out as if it were to be believed.
    content: certificate && !UNBELIEVED.has(judgement.verdict) ? contentOf(t, certificate, lists) : [],
    checks: certificate ? checksOf(t, judgement, text, lists) : [],
    command: '',
  }
}

const UNBELIEVED: ReadonlySet<Judged> = new Set(['altered', 'unknownIssuer'])

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** The last second of the calendar, in the year 2199. A forged code may name any number. */
const END_OF_CALENDAR = 7_258_089_599
const dayOf = (seconds: number): PlainDate => legalDateOf(instantOf(Math.min(seconds, END_OF_CALENDAR)))

function verdictOf({ verdict, certificate, issuerName }: Judgement, { status }: KeptLists): Verdict {
  const one = certificate as Certificate
  const issuer = issuerName ?? certificate?.issuer ?? ''
  const verdicts: Readonly<Record<Judged, () => Verdict>> = {
    unreadable: () => ({ kind: 'unreadable' }),
    unknownIssuer: () => ({ kind: 'foreign', issuer }),
    altered: () => ({ kind: 'tampered', changes: [], genuine: null }),
    revoked: () => ({ kind: 'revoked', since: null, reason: '', document: '', organ: issuer }),
    expired: () => ({ kind: 'expired', since: dayOf(one.expiresAt! - 1) }),
    notYetValid: () => ({ kind: 'early', from: instantOf(Math.min(one.issuedAt, END_OF_CALENDAR)) }),
    staleStatus: () => ({ kind: 'stale', listedAt: status && instantOf(status.issuedAt) }),
    valid: () => ({ kind: 'valid', issuedOn: issuedOn(one), issuer }),
  }
  return verdicts[verdict]()
}

const issuedOn = (one: Certificate): PlainDate => parsePlainDate(one.fields.get(ISSUED_ON)) ?? dayOf(one.issuedAt)

function contentOf(t: T, one: Certificate, { issuers }: KeptLists): VerifyResult['content'] {
  const titles = issuers.issuers.find(({ id }) => id === one.issuer)?.titles ?? []
  return [
    { title: t('check.document'), value: String(one.fields.get(TITLE) ?? one.kind) },
    { title: t('check.number'), value: one.number },
    ...rowsOf(one, titles),
    { title: t('check.issuedOn'), value: datesIn(t.locale).sayDate(issuedOn(one)) },
  ]
}

function checksOf(t: T, { reasons, certificate, issuerName }: Judgement, text: string, lists: KeptLists): Check[] {
  const has = (code: Judged): boolean => reasons.some((reason) => reason.code === code)
  const isSigned = !has('altered') && !has('unknownIssuer')
  const isDated = !has('expired') && !has('notYetValid')
  const { expiresAt } = certificate as Certificate
  const isTwice = isSigned && readCode(text)?.envelope.countersignature?.algorithm === 'SM2'
  const signature: Check = has('unknownIssuer')
    ? { passed: false, title: t('check.unknownIssuer'), note: certificate?.issuer ?? '' }
    : isSigned
      ? { passed: true, title: t('check.signed', { issuer: issuerName ?? '' }), note: t('check.signedNote') }
      : { passed: false, title: t('check.unsigned'), note: t('check.unsignedNote') }
  return [
    signature,
    ...(isTwice ? [{ passed: true, title: t('check.national'), note: '' }] : []),
    listCheck(t, has('revoked'), has('staleStatus'), lists),
    {
      passed: isDated,
      title: t(isDated ? 'check.dates' : 'check.notDates'),
      note:
        expiresAt === undefined
          ? t('check.forever')
          : t('check.until', { day: datesIn(t.locale).sayDate(dayOf(expiresAt - 1)) }),
    },
  ]
}

function listCheck(t: T, isRevoked: boolean, isStale: boolean, { status }: KeptLists): Check {
  const note = status ? t('check.listNote', { time: datesIn(t.locale).sayInstant(instantOf(status.issuedAt)) }) : ''
  if (isRevoked) return { passed: false, title: t('check.revoked'), note }
  return isStale
    ? { passed: null, title: t('check.listStale'), note }
    : { passed: true, title: t('check.notRevoked'), note }
}
