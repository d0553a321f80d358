// Base45 (RFC 9285): bytes as the 45 characters that a QR code stores in its dense alphanumeric mode, and that every
// scanner hands on unchanged. Called by certificate.ts.

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Two bytes as three characters, a last odd byte as two. Source: RFC 9285 section 4. */
export function base45Of(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    const value = isPair ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!
    text += ALPHABET[value % 45]! + ALPHABET[Math.floor(value / 45) % 45]!
    if (isPair) text += ALPHABET[Math.floor(value / 2025)]!
  }
  return text
}

/** The bytes of a base45 text, or null when it is none: a foreign character, a single one left over, a value too big. */
export function parseBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((character) => ALPHABET.indexOf(character))
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    const isPair = digits.length === 3
    if (digits.includes(-1) || value >= (isPair ? 65_536 : 256)) return null
    if (isPair) bytes.push(value >> 8)
    bytes.push(value & 255)
  }
  return Uint8Array.from(bytes)
}
