// The citizen number of GB 11643: is it well formed, whose birth date and sex does it carry. It decides what an import
// or a form may refuse. What is merely unlikely (an age, a province) is judged apart, because a clerk may know better.
import { type PlainDate, parsePlainDate } from '../calendar/plain-date.ts'

export type Sex = 'male' | 'female'

/** Why a number is refused, the first that applies. `date`: no such day of the years 1800..2199. */
export type ResidentIdFault = 'characters' | 'date' | 'future' | 'check-digit'

export type ResidentIdVerdict =
  | { readonly ok: true; readonly birthDate: PlainDate; readonly sex: Sex }
  | { readonly ok: false; readonly reason: ResidentIdFault }

const SHAPE = /^[0-9]{17}[0-9X]$/
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_DIGITS = '10X98765432'
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)
const TAIWAN_ADDRESS_CODE = '830000'
const OLDEST_AGE = 150
/** The standard's own example 440524188001010014 was born in 1880. */
const OLDEST_BIRTH_YEAR = 1800

/**
 * Whether a text is a citizen number: 17 digits and a digit or upper-case X, a birth date that is real and not after
 * `on`, and the right check digit. The division is not looked up: many codes are abolished and still carried.
 * Source: GB 11643-1999.
 */
export function verifyResidentId(text: string, on: PlainDate): ResidentIdVerdict {
  if (!SHAPE.test(text)) return { ok: false, reason: 'characters' }
  const birthDate = parsePlainDate(
    `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`,
    OLDEST_BIRTH_YEAR,
  )
  if (birthDate === null) return { ok: false, reason: 'date' }
  if (birthDate > on) return { ok: false, reason: 'future' }
  if (residentIdCheckDigit(text.slice(0, 17)) !== text[17]) return { ok: false, reason: 'check-digit' }
  return { ok: true, birthDate, sex: Number(text[16]) % 2 === 1 ? 'male' : 'female' }
}

/** The check digit that belongs to the first 17 digits. Source: GB 11643-1999, ISO 7064 MOD 11-2. */
export function residentIdCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return CHECK_DIGITS[sum % 11]!
}

/**
 * Whether a number that verifies is also likely, for a warning to the clerk and never for a refusal: a known first
 * level division (71 Taiwan, 81 to 83 the residence permits of Hong Kong, Macau and Taiwan) and an age up to 150.
 */
export function plausibleResidentId(
  text: string,
  on: PlainDate,
): { readonly ok: true } | { readonly ok: false; readonly reason: ResidentIdFault | 'province' | 'age' } {
  const verdict = verifyResidentId(text, on)
  if (!verdict.ok) return verdict
  if (!PROVINCES.has(text.slice(0, 2))) return { ok: false, reason: 'province' }
  return ageOn(verdict.birthDate, on) > OLDEST_AGE ? { ok: false, reason: 'age' } : { ok: true }
}

/**
 * Whether a text is the number of a Taiwan resident's residence permit (台湾居民居住证): a citizen number with the
 * address code 830000. Source: 国办发〔2018〕81号.
 */
export function verifyTaiwanResidencePermit(
  text: string,
  on: PlainDate,
): ResidentIdVerdict | { readonly ok: false; readonly reason: 'address-code' } {
  const verdict = verifyResidentId(text, on)
  return verdict.ok && !text.startsWith(TAIWAN_ADDRESS_CODE) ? { ok: false, reason: 'address-code' } : verdict
}

/** Full years of age on a day: a birthday counts from its own day, that of 29 February from 1 March in other years. */
export function ageOn(birthDate: PlainDate, on: PlainDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years
}
