// The unified social credit code of GB 32100, with the early Fujian codes whose last character was computed wrongly
// and which are real all the same. It decides what a form accepts, and what it accepts only with a clerk's look.

/** `legacy` is accepted with a warning and a clerk's confirmation. */
export type UnifiedCreditCodeVerdict =
  | { readonly ok: true; readonly level: 'valid'; readonly reason: null }
  | { readonly ok: true; readonly level: 'legacy'; readonly reason: 'check-character' }
  | { readonly ok: false; readonly level: 'invalid'; readonly reason: 'characters' | 'check-character' }

/** The 31 characters, each worth its place: the digits and letters without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const SHAPE = /^[0-9A-HJ-NP-RTUW-Y]{2}[0-9]{6}[0-9A-HJ-NP-RTUW-Y]{10}$/
const FUJIAN_LEGACY = /^..35[0-9]{4}M0/
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * Whether a text is a unified social credit code: 18 of the 31 characters, a numeric division, the right last one.
 * A code of a Fujian division whose subject starts with M0 and carries a right organisation code is `legacy` when
 * only its last character is wrong. Source: GB 32100-2015; public codes such as 91350211M0000XUF46.
 */
export function verifyUnifiedCreditCode(text: string): UnifiedCreditCodeVerdict {
  if (!SHAPE.test(text)) return { ok: false, level: 'invalid', reason: 'characters' }
  if (unifiedCreditCheckCharacter(text.slice(0, 17)) === text[17]) return { ok: true, level: 'valid', reason: null }
  const isLegacy = FUJIAN_LEGACY.test(text) && organisationCheckCharacter(text.slice(8, 16)) === text[16]
  return isLegacy
    ? { ok: true, level: 'legacy', reason: 'check-character' }
    : { ok: false, level: 'invalid', reason: 'check-character' }
}

/** The last character that belongs to the first 17. Source: GB 32100-2015, modulo 31. */
export function unifiedCreditCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(first17[i]!), 0)
  return ALPHABET[(31 - (sum % 31)) % 31]!
}

/** The check character of an organisation code's first 8 (A is 10 … Z is 35). Source: GB 11714, modulo 11. */
export function organisationCheckCharacter(first8: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(first8[i]!, 36), 0)
  return '0X987654321'[sum % 11]!
}
