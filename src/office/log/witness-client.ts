// One witness over HTTP, seen from the log. Whatever it answers, or does not, is one of four things; it never throws, and
// a signature line that does not verify is as good as none.

import { verifyCheckpoint } from '#kernel/log/checkpoint.ts'
import type { VerifierKey } from '#kernel/log/note.ts'
import { verifyEd25519 } from '#platform/vault/ed25519.ts'
import type { Witness, WitnessReply } from './cosign.ts'

export interface HttpWitnessOptions {
  /** Its address, with or without a slash at the end. */
  readonly url: string
  /** Its cosignature key. */
  readonly key: VerifierKey
  /** The key of the log whose checkpoints it is shown. */
  readonly log: VerifierKey
  /** A witness that takes longer does not count this time. */
  readonly timeoutMs?: number
}

/** A witness at an address. */
export function httpWitness({ url, key, log, timeoutMs = 2_000 }: HttpWitnessOptions): Witness {
  const address = `${url.replace(/\/$/, '')}/add-checkpoint`

  function replyOf(status: number, text: string, checkpoint: string): WitnessReply {
    if (status === 409 && /^(0|[1-9]\d{0,15})\n?$/.test(text)) return { kind: 'knows', size: Number(text) }
    if (status === 422) return { kind: 'contradicts', text: text.trim().slice(0, 500) }
    if (status !== 200) return { kind: 'silent', text: `${status} ${text.trim().slice(0, 200)}` }
    const line = text.split('\n').find((one) => one.startsWith(`— ${key.name} `)) ?? ''
    const policy = { log, witnesses: [key], quorum: 1 }
    const holds = verifyCheckpoint(`${checkpoint}${line}\n`, policy, verifyEd25519).ok
    return holds ? { kind: 'cosigned', line } : { kind: 'silent', text: 'its signature does not verify' }
  }

  return {
    name: key.name,
    async add(body) {
      try {
        const response = await fetch(address, { method: 'POST', body, signal: AbortSignal.timeout(timeoutMs) })
        return replyOf(response.status, await response.text(), body.slice(body.indexOf('\n\n') + 2))
      } catch (error) {
        return { kind: 'silent', text: String(error) }
      }
    },
  }
}
