// The one spelling of a value that may be hashed: RFC 8785 (JCS), restricted to what every language reads alike.
// Called wherever a value enters a commitment, a draw message or a definition's version.
// Texts from outside come through parseStrictJson (strict-json.ts), which also asks for NFC.

/** What canonical JSON may hold. Numbers are integers below 2^53 in size; a decimal travels as text. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue | undefined }

/**
 * RFC 8785 canonical text: keys by UTF-16 code unit, no spaces, shortest escapes. A member that is undefined is left out.
 * Throws on what implementations spell differently (a decimal, an integer of 2^53 or more, a lone surrogate) and on what
 * is not data (a function, a Date, a class instance): that is a fault of the caller, never a citizen's mistake.
 * Source: RFC 8785 sections 3.2.2 and 3.2.3. Cost: O(size), plus sorting the keys of each object.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`canonical JSON holds no number ${value}: write it as text`)
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? listText(value) : objectText(value)
    default:
      throw new TypeError(`canonical JSON holds no ${typeof value}`)
  }
}

function listText(list: readonly unknown[]): string {
  let text = '['
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(list[i])
  return text + ']'
}

function objectText(value: object): string {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`canonical JSON holds plain objects only, not ${value.constructor?.name}`)
  }
  const members = value as Record<string, unknown>
  let text = '{'
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member !== undefined) text += (text.length === 1 ? '' : ',') + quoted(key) + ':' + canonicalJson(member)
  }
  return text + '}'
}

const NEEDS_CARE = /[\u0000-\u001f"\\\ud800-\udfff]/

function quoted(text: string): string {
  if (!NEEDS_CARE.test(text)) return '"' + text + '"'
  if (!text.isWellFormed()) throw new TypeError('canonical JSON holds no lone surrogate')
  return JSON.stringify(text)
}
