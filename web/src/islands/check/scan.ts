// Reads a QR code from a picture or the camera: by the browser's own detector where there is one, else by the decoder
// that came with the page.

import decodeQR from 'qr/decode.js'

interface Detector {
  detect(source: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}
type DetectorClass = (new (options: {
  formats: readonly string[]
}) => Detector) & {
  getSupportedFormats(): Promise<readonly string[]>
}

/** The browser's detector of QR codes, or null. */
async function ownDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  const formats: readonly string[] = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? []
  return BarcodeDetector && formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null
}

/** A larger picture holds no more of the code, and takes an old phone seconds. Pixels of edge. */
const MAX_EDGE = 1600

/** The text of the QR code in a picture file, or null when there is none. */
export async function codeInPicture(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return null
  const detected = await (await ownDetector())?.detect(bitmap).catch(() => [])
  return detected?.[0]?.rawValue ?? codeInPixels(bitmap, bitmap.width, bitmap.height)
}

function codeInPixels(source: CanvasImageSource, width: number, height: number): string | null {
  const scale = Math.min(1, MAX_EDGE / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return null
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height))
  } catch {
    // The decoder throws when it finds no code.
    return null
  }
}

/** Milliseconds between two looks at the camera's picture. */
const LOOK_EVERY_MS = 250

/** Watches the camera until a code is seen or `stop` fires. Throws when there is no camera, or none is allowed. */
export async function codeInCamera(video: HTMLVideoElement, stop: AbortSignal): Promise<string | null> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
  try {
    video.srcObject = stream
    await video.play()
    const detector = await ownDetector()
    while (!stop.aborted) {
      const detected = detector ? (await detector.detect(video).catch(() => []))[0]?.rawValue : null
      const found = detected ?? (detector ? null : codeInPixels(video, video.videoWidth, video.videoHeight))
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    return null
  } finally {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
