// Sends a file in pieces and goes on where it stopped: a dropped line costs one piece. The result names the stored file.

import { type Answer, ask, tell, tellBytes } from './api.ts'

const PIECE_BYTES = 512 * 1024

interface UploadState {
  readonly id: string
  readonly bytes: number
  readonly received: number
}

/** Where a file stands on its way; kept by the sender, so that a later try goes on with it. */
export interface Sending {
  id: string | null
  percent: number
}

/** Uploads a file and resolves to its content address; `sending` remembers what has arrived. */
export async function uploadFile(
  file: Blob,
  fileName: string,
  sending: Sending,
  onProgress: () => void = () => undefined,
): Promise<Answer<string>> {
  const begun = await begin(file, fileName, sending)
  if (!begun.ok) return begun
  let { id, received } = begun.value
  sending.id = id
  while (received < file.size) {
    const piece = file.slice(received, received + PIECE_BYTES)
    const headers = { 'content-type': 'application/octet-stream', 'upload-offset': String(received) }
    const sent = await tellBytes<UploadState>(`/api/uploads/${id}`, piece, headers, 'PATCH')
    if (!sent.ok) return sent
    received = sent.value.received
    sending.percent = Math.round((received / file.size) * 100)
    onProgress()
  }
  const finished = await tell<{ name: string }>(`/api/uploads/${id}/complete`, {})
  return finished.ok ? { ok: true, value: finished.value.name } : finished
}

/** The upload begun before, when the server still has it; else a new one. */
async function begin(file: Blob, fileName: string, { id }: Sending): Promise<Answer<UploadState>> {
  if (id !== null) {
    const found = await ask<UploadState>(`/api/uploads/${id}`)
    if (found.ok || found.problem.status === 0) return found
  }
  return tell<UploadState>('/api/uploads', { fileName, bytes: file.size })
}
