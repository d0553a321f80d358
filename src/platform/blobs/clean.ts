// Makes a file safe to keep and to show: images are drawn anew from their pixels, which leaves behind whatever else was
// in them; PDFs are looked through and kept as they are; everything else is refused. Called when an upload completes.

import sharp from 'sharp'
import { gather } from '../gather.ts'
import { pdfFault } from './pdf.ts'
import { type FileRefused, refuseFile } from './refusal.ts'
import { sniff } from './sniff.ts'

export interface CleanFile {
  readonly type: 'image/jpeg' | 'application/pdf'
  readonly content: Buffer
}

/** Largest file taken, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024

/** A picture of 12000 × 12000 fits into 420 kB and would need 600 MB unpacked. */
const MAX_PIXELS = 40_000_000
/** Sharp enough to read a certificate on a full screen. */
const MAX_EDGE = 2400
const JPEG_QUALITY = 82

sharp.cache(false)

/** Pictures are drawn two at a time, so that many uploads at once do not fill the memory. */
const draw = gather<Buffer, CleanFile | FileRefused>(async ([content]) => [await drawAnew(content!)], {
  max: 1,
  lanes: 2,
})

/** The file as it may be kept, or why not. Cost: some 100 ms of another thread for a 12-megapixel photo. */
export async function cleanFile(content: Buffer): Promise<CleanFile | FileRefused> {
  if (content.length === 0) return refuseFile('FILE_EMPTY')
  if (content.length > MAX_FILE_BYTES) return refuseFile('FILE_TOO_LARGE')
  const type = sniff(content)
  if (type === null) return refuseFile('FILE_TYPE_UNKNOWN')
  if (type === 'heic') return refuseFile('FILE_HEIC')
  if (type !== 'application/pdf') return draw(content)
  const fault = pdfFault(content)
  return fault ? refuseFile(fault) : { type, content }
}

async function drawAnew(content: Buffer): Promise<CleanFile | FileRefused> {
  try {
    const drawn = await sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' })
      .autoOrient()
      .resize({ width: MAX_EDGE, height: MAX_EDGE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer()
    return { type: 'image/jpeg', content: drawn }
  } catch (error) {
    // sharp names what it found only in words.
    return refuseFile(/pixel limit/i.test(String(error)) ? 'IMAGE_TOO_LARGE' : 'IMAGE_BROKEN')
  }
}
