// How a case's content is sealed: a data key per case, the snapshot and every event under it, and for every event a
// salted commitment that the public log will hold. Deleting the key and the salts leaves a log that still verifies.

import { hash, type KeyObject } from 'node:crypto'
import type { CaseEvent } from '#kernel/case/event.ts'
import { UNTOUCHED } from '#kernel/case/evolve.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { open, seal } from '#platform/vault/seal.ts'

/** An event ready to be stored. */
export interface SealedEvent {
  readonly seq: number
  readonly type: string
  readonly sealed: Buffer
  readonly salt: Buffer
  readonly commitment: Buffer
}

export const NO_HEAD = Buffer.alloc(32)

export const keyPlace = (caseId: string): string => `case:${caseId}`
const snapshotPlace = (caseId: string) => Buffer.from(`snapshot:${caseId}`)
const eventPlace = (caseId: string, seq: number) => Buffer.from(`event:${caseId}:${seq}`)

export function sealSnapshot(key: KeyObject, caseId: string, state: CaseState): Buffer {
  return seal(key, Buffer.from(JSON.stringify(state)), snapshotPlace(caseId))
}

export function openSnapshot(key: KeyObject, caseId: string, sealed: Uint8Array): CaseState {
  const state = JSON.parse(open(key, sealed, snapshotPlace(caseId)).toString()) as CaseState
  return { ...UNTOUCHED, ...state }
}

const COMMITMENT_PREFIX = Buffer.from('evt/v1\n')

/**
 * What the log will hold of a payload: SHA-256("evt/v1\n" ‖ salt ‖ payload), over the payload's bytes as they are sealed,
 * so that whoever holds them needs no second way of writing JSON.
 */
export function commitmentOf(salt: Uint8Array, payload: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([COMMITMENT_PREFIX, salt, payload]), 'buffer')
}

/** Seals events in order; each payload names the commitment before it (`head` for the first), so none can be left out. */
export function sealEvents(
  key: KeyObject,
  caseId: string,
  events: readonly CaseEvent[],
  head: Buffer,
  random: (size: number) => Buffer,
): SealedEvent[] {
  let previous = head
  return events.map((event) => {
    const payload = Buffer.from(JSON.stringify({ ...event, previous: previous.toString('hex') }))
    const salt = random(32)
    const commitment = commitmentOf(salt, payload)
    previous = commitment
    return {
      seq: event.seq,
      type: event.type,
      sealed: seal(key, payload, eventPlace(caseId, event.seq)),
      salt,
      commitment,
    }
  })
}

/** An event's bytes as they were committed to. */
export function openPayload(key: KeyObject, caseId: string, seq: number, sealed: Uint8Array): Buffer {
  return open(key, sealed, eventPlace(caseId, seq))
}

export function openEvent(key: KeyObject, caseId: string, seq: number, sealed: Uint8Array): CaseEvent {
  const { previous: _, ...event } = JSON.parse(openPayload(key, caseId, seq, sealed).toString()) as CaseEvent & {
    previous: string
  }
  return event
}
