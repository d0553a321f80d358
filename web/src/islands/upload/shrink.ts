// Photos from a phone are far larger than anyone needs to read them; they are made smaller before they are sent.

const LONG_EDGE = 2400
const SMALL_ENOUGH_BYTES = 1_500_000

/** The photo with its long edge at most 2400 pixels as JPEG; anything else, and what cannot be read, as it is. */
export async function shrink(file: File): Promise<File> {
  if (!file.type.startsWith('image/') || file.size <= SMALL_ENOUGH_BYTES) return file
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, LONG_EDGE / Math.max(image.width, image.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
    return blob && blob.size < file.size ? new File([blob], file.name, { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}
