// Sends a file in parts, so that a dropped line costs one part and not the file.

const PART_BYTES = 256 * 1024
const TRIES = 5

/** The server's sentences that may come back; the page brings them along in its language. */
export const SENTENCES = 'platform/blobs/refusal.ts'

/** The server declines this file: what is wrong and what to do, in Simplified Chinese. */
export class UploadRefused extends Error {
  readonly sentences: readonly string[]

  constructor(sentences: readonly string[]) {
    super(sentences.join(''))
    this.sentences = sentences
  }
}

export interface Upload {
  readonly action: string
  readonly material: string
  readonly file: File
}

/**
 * Stores a file and answers its id. `POST action` opens an upload and names it; `PATCH action/ID` with `upload-offset`
 * adds a part and answers how much is there. A part that fails is tried again, longer and longer apart.
 * Throws UploadRefused with the server's sentences, or the last network fault.
 */
export async function sendFile(
  { action, material, file }: Upload,
  progress: (percent: number) => void,
): Promise<string> {
  const opened = await ask(action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ material, name: file.name, bytes: file.size, type: file.type }),
  })
  const { id } = opened as { id: string }
  for (let offset = 0; offset < file.size; ) {
    progress(Math.floor((offset / file.size) * 100))
    const part = file.slice(offset, offset + PART_BYTES)
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(offset) }
    const answer = (await ask(`${action}/${id}`, { method: 'PATCH', headers, body: part })) as { offset: number }
    offset = answer.offset
  }
  return id
}

async function ask(url: string, request: RequestInit): Promise<unknown> {
  for (let tried = 1; ; tried++) {
    try {
      return await askOnce(url, request)
    } catch (fault) {
      if (fault instanceof UploadRefused || tried === TRIES) throw fault
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tried))
    }
  }
}

async function askOnce(url: string, request: RequestInit): Promise<unknown> {
  const answer = await fetch(url, { ...request, headers: { ...request.headers, accept: 'application/json' } })
  if (answer.ok) return answer.json()
  // The server's own faults may pass; a refusal will not.
  if (answer.status >= 500) throw new Error(String(answer.status))
  const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; remedy?: string }
  throw new UploadRefused([problem.detail ?? problem.title ?? String(answer.status), problem.remedy ?? ''])
}
