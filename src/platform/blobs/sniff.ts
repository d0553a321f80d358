// What a file says it is in its first bytes. A hint only: a file can say anything, so images are made anew and PDFs are
// looked through before anybody sees them (clean.ts).

export type SniffedType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf' | 'heic'

/** Brands of the ISO base media format that phones use for HEIF pictures, AVIF among them. */
const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'])

/** The type named by the magic bytes, or null. Only types a citizen may hand in are known, and HEIC to say why not. */
export function sniff(content: Uint8Array): SniffedType | null {
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, 16))
  const ascii = head.toString('latin1')
  if (ascii.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (ascii.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (ascii.startsWith('RIFF') && ascii.slice(8, 12) === 'WEBP') return 'image/webp'
  if (ascii.startsWith('%PDF-')) return 'application/pdf'
  if (ascii.slice(4, 8) === 'ftyp' && HEIF_BRANDS.has(ascii.slice(8, 12))) return 'heic'
  return null
}
