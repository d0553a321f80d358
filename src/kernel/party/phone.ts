// Telephone numbers a person can be reached at: mainland mobiles, and Taiwan numbers with their country code.

const MAINLAND = /^1[3-9][0-9]{9}$/
const MAINLAND_WRITTEN = /^(?:\+?86)?(1[3-9][0-9]{9})$/
const TAIWAN_WRITTEN = /^\+8860?(9[0-9]{8}|[2-8][0-9]{7,8})$/

/** Whether a text is a mainland mobile number as it is stored: 11 digits, nothing else. */
export function isMainlandPhone(text: string): boolean {
  return MAINLAND.test(text)
}

/**
 * The number a person wrote, in the one form it is stored in: `13800000000`, or `+886912345678` without the zero of
 * domestic calls. Spaces, hyphens and brackets are ignored. `null` when it is neither.
 */
export function parsePhone(text: string): { readonly number: string; readonly region: 'mainland' | 'taiwan' } | null {
  const written = text.replace(/[\s()（）-]/g, '')
  const mainland = MAINLAND_WRITTEN.exec(written)?.[1]
  if (mainland !== undefined) return { number: mainland, region: 'mainland' }
  const taiwan = TAIWAN_WRITTEN.exec(written)?.[1]
  return taiwan === undefined ? null : { number: `+886${taiwan}`, region: 'taiwan' }
}
