// The word and the sentence of each verdict.

import type { Verdict, VerifyResult } from '../pages/verify.ts'
import { datesIn } from '../words/dates.ts'
import type { T } from '../words/words.ts'

export const VERDICT_WORDS = {
  valid: 'verify.valid',
  revoked: 'verify.revoked',
  expired: 'verify.expired',
  early: 'verify.early',
  tampered: 'verify.tampered',
  foreign: 'verify.foreign',
  unreadable: 'verify.unreadable',
  unknown: 'verify.unknown',
  stale: 'verify.stale',
} as const satisfies Record<Verdict['kind'], string>

/** The sentence under the word of a verdict. */
export function verdictNote(t: T, { verdict, code }: Pick<VerifyResult, 'verdict' | 'code'>): string {
  const { sayDate, sayInstant } = datesIn(t.locale)
  switch (verdict.kind) {
    case 'valid':
      return t('verify.validNote', { day: sayDate(verdict.issuedOn), issuer: verdict.issuer })
    case 'revoked':
      return verdict.since ? t('verify.revokedNote', { day: sayDate(verdict.since) }) : t('verify.revokedOffline')
    case 'expired':
      return t('verify.expiredNote', { day: sayDate(verdict.since) })
    case 'early':
      return t('verify.earlyNote', { time: sayInstant(verdict.from) })
    case 'tampered':
      return verdict.changes.length > 0
        ? t('verify.tamperedNote', { count: verdict.changes.length })
        : t('verify.tamperedSignature')
    case 'foreign':
      return t('verify.foreignNote', { issuer: verdict.issuer })
    case 'unreadable':
      return t('verify.unreadableNote')
    case 'unknown':
      return t('verify.unknownNote', { code })
    case 'stale':
      return verdict.listedAt ? t('verify.staleNote', { time: sayInstant(verdict.listedAt) }) : t('verify.staleNone')
  }
}
