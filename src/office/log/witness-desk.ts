// A witness: remembers the newest head of each log it watches, cosigns only what continues it, and keeps what a log signed
// against itself as evidence. Its memory is a folder of small files, written durably before an answer leaves.
// One process a folder. Called by witness-server.ts.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hexOf, utf8 } from '#kernel/bytes.ts'
import { cosign, parseCheckpoint } from '#kernel/log/checkpoint.ts'
import type { TreeHead } from '#kernel/log/merkle.ts'
import { formatNote, parseNote, type VerifierKey } from '#kernel/log/note.ts'
import { considerCheckpoint, type WitnessAnswer } from '#kernel/log/witness.ts'
import { writeDurably } from '#platform/blobs/durable.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import type { LogKey } from './log-key.ts'

/** An answer as it goes out: status and text. */
export interface Answered {
  readonly status: WitnessAnswer['status']
  readonly body: string
}

export interface WitnessDesk {
  /** Answers an add-checkpoint request. Requests are taken one after another, so that each is judged on the last. */
  add(body: string): Promise<Answered>
}

export interface WitnessOptions {
  readonly folder: string
  /** The witness's own key, of the cosignature kind. */
  readonly key: LogKey
  /** Keys of the logs it watches; a key's name is the log's origin. */
  readonly logs: readonly VerifierKey[]
  readonly now: () => Date
}

/** Opens a witness over its folder. Throws when a file of its memory cannot be read: it must not begin anew. */
export async function openWitness({ folder, key, logs, now }: WitnessOptions): Promise<WitnessDesk> {
  const heads = new Map<string, TreeHead>()
  for (const log of logs) {
    const head = await readMemory(headFile(folder, log.name))
    if (head !== null) heads.set(log.name, head)
  }
  let last: Promise<unknown> = Promise.resolve()

  async function decide(body: string): Promise<Answered> {
    const memory = { logs, latest: (origin: string) => heads.get(origin) ?? null }
    const answer = considerCheckpoint(body, memory, { hash: sha256, verify: verifyEd25519 })
    switch (answer.status) {
      case 200: {
        const { origin, size, root } = answer.checkpoint
        const line = cosign(answer.text, Math.floor(now().getTime() / 1000), key.verifier, key.sign)
        const note = formatNote({ text: answer.text, signatures: [line] })
        // Remembered first: a witness that forgets what it signed could sign the opposite.
        await writeDurably(headFile(folder, origin), utf8(note))
        heads.set(origin, { size, root })
        return { status: 200, body: note.slice(answer.text.length + 1) }
      }
      case 409:
        return { status: 409, body: `${answer.knownSize}\n` }
      default:
        if (answer.evidence !== null) await keepEvidence(folder, answer.evidence)
        return { status: answer.status, body: answer.reasons.map(({ code, text }) => `${code} ${text}\n`).join('') }
    }
  }

  return {
    add(body) {
      const answered = last.then(() => decide(body))
      last = answered.catch(() => undefined)
      return answered
    },
  }
}

/** Logs are told apart by their names, which no file system has to accept. */
const headFile = (folder: string, origin: string): string => join(folder, 'heads', hexOf(sha256(utf8(origin))))

async function readMemory(file: string): Promise<TreeHead | null> {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (source === null) return null
  const note = parseNote(source)
  const head = note.ok ? parseCheckpoint(note.value.text) : note
  if (!head.ok) throw new Error(`${file} is no checkpoint; bring it back from your backup, never delete it`)
  return head.value
}

const keepEvidence = (folder: string, checkpoint: string): Promise<void> =>
  writeDurably(join(folder, 'evidence', hexOf(sha256(utf8(checkpoint)))), utf8(checkpoint))
