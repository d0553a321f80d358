// What was recorded on site and has not reached the server: kept in this browser's database with its photos, and sent
// in order whenever the line is there, under the idempotency key it was recorded with.

import { shallowRef } from 'vue'
import type { CommandOf } from '#kernel/case/command.ts'
import { newKey, type Problem, serverNow, tell } from '../desk/api.ts'
import { officer } from '../desk/session.ts'
import { type Sending, uploadFile } from '../desk/upload.ts'

export interface Recorded {
  readonly key: string
  /** Who recorded it: nobody else sends it. */
  readonly officer: string
  readonly caseId: string
  /** Who and what, for the list. */
  readonly title: string
  readonly recordedAt: string
  readonly command: Omit<CommandOf<'attend'>, 'photos' | 'signature'>
  readonly photos: readonly { readonly blob: Blob; readonly name: string; sending: Sending; address: string | null }[]
  /** What somebody who was there signed; absent when nobody did. */
  readonly signature?: Recorded['photos'][number]
  /** Why the server declined it for good; null while it is only waiting. */
  problem: Problem | null
}

/** Records that have not reached the server yet, oldest first. */
export const waiting = shallowRef<readonly Recorded[]>([])
/** Whether one is being sent now. */
export const isSending = shallowRef(false)

const DATABASE = 'qinqing-desk'
const STORE = 'recorded'
const RETRY_MS = 20_000

/** Reads what was kept and goes on sending it; called once when the console starts. */
export function startOutbox(): void {
  void readOwn().then(sendAll)
  addEventListener('online', () => void sendAll())
  setInterval(() => waiting.value.some(({ problem }) => problem === null) && void sendAll(), RETRY_MS)
}

/** Keeps a record and tries to send it at once. Resolves when it is kept, whether or not it could be sent. */
export async function record(
  entry: Pick<Recorded, 'caseId' | 'title' | 'command'>,
  photos: readonly File[],
  signature: File | null = null,
): Promise<void> {
  const kept: Recorded = {
    ...entry,
    key: newKey(),
    officer: officer.value?.id ?? '',
    recordedAt: serverNow(),
    problem: null,
    photos: photos.map((blob, index) => fileToSend(blob, blob.name || `${index + 1}.jpg`)),
    ...(signature && { signature: fileToSend(signature, 'signature.png') }),
  }
  await write(kept)
  await readOwn()
  void sendAll()
}

const fileToSend = (blob: Blob, name: string) => ({ blob, name, sending: { id: null, percent: 0 }, address: null })

/** Throws a record away: only its maker can, after the server has declined it. */
export async function discard(key: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(key))
  await readOwn()
}

/** Sends what waits, in order; stops at the first that the line does not carry. */
export async function sendAll(): Promise<void> {
  if (isSending.value) return
  isSending.value = true
  try {
    for (const entry of waiting.value) {
      if (entry.problem === null && !(await send(entry))) break
    }
  } finally {
    isSending.value = false
    await readOwn()
  }
}

/** Whether the line carried it: a refusal is an answer too. */
async function send(entry: Recorded): Promise<boolean> {
  for (const photo of [...entry.photos, ...(entry.signature ? [entry.signature] : [])]) {
    if (photo.address !== null) continue
    const sent = await uploadFile(photo.blob, photo.name, photo.sending)
    if (sent.ok) photo.address = sent.value
    else return declineOrWait(entry, sent.problem)
    await write(entry)
  }
  const command = {
    ...entry.command,
    photos: entry.photos.map(({ address }) => address as string),
    ...(entry.signature && { signature: entry.signature.address as string }),
  }
  const sent = await tell(`/api/cases/${entry.caseId}/commands`, command, { key: entry.key })
  if (!sent.ok) return declineOrWait(entry, sent.problem)
  await inStore('readwrite', (store) => store.delete(entry.key))
  return true
}

async function declineOrWait(entry: Recorded, problem: Problem): Promise<boolean> {
  const isPassing = problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500
  if (isPassing) return false
  entry.problem = problem
  await write(entry)
  return true
}

/** Reads what the officer at work has recorded and not sent. */
export async function readOwn(): Promise<void> {
  const all = await inStore<Recorded[]>('readonly', (store) => store.getAll())
  waiting.value = all
    .filter((entry) => entry.officer === officer.value?.id)
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1))
}

const write = (entry: Recorded): Promise<unknown> => inStore('readwrite', (store) => store.put(entry))

let opening: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opening
}

async function inStore<Result>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest): Promise<Result> {
  const transaction = (await database()).transaction(STORE, mode)
  const request = use(transaction.objectStore(STORE))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result as Result)
    transaction.onerror = () => reject(transaction.error)
  })
}
