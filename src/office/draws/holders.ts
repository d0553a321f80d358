// Holders of escrow and their public keys. Each key is recorded in the log when it is registered or withdrawn, and the log is
// the only place they are kept: who put another key in a holder's place would stand there.

import type { Pool, PoolClient } from 'pg'
import type { EscrowHolder } from '#engines/draw/escrow.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import { ActMoved, type ActRecorder, actsOf, recordAct } from '#office/log/acts.ts'
import type { Problem } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { drawProblem } from './refusal.ts'

export type Officer = Actor & { readonly kind: 'officer' }

/** Posts whose officers hold escrow. */
export const ESCROW_HOLDERS: readonly Role[] = ['bureau.head', 'bureau.supervisor']

export interface HolderOptions extends ActRecorder {
  readonly now: () => Date
  /** Acts as qinqing_appender in the district. */
  readonly appender: Pool
}

const SUBJECT = 'escrow:holders'

/** A holder as it was recorded, and since when. */
export interface RegisteredHolder extends EscrowHolder {
  readonly post: string
  readonly since: string
}

/** Everyone who has a key now, in the order of registration. */
export async function holdersNow(db: Pool | PoolClient, vault: Vault): Promise<readonly RegisteredHolder[]> {
  return standing(await actsOf(db, vault, SUBJECT))
}

function standing(acts: Awaited<ReturnType<typeof actsOf>>): readonly RegisteredHolder[] {
  const holders = new Map<string, RegisteredHolder>()
  for (const { kind, body, at } of acts) {
    const holder = body as unknown as Omit<RegisteredHolder, 'since'>
    holders.delete(holder.id)
    if (kind === 'key') holders.set(holder.id, { ...holder, since: at })
  }
  return [...holders.values()]
}

type Changed = { readonly value: readonly RegisteredHolder[] } | { readonly problem: Problem }

/** Registers an officer's own key, in place of an earlier one of theirs. */
export const registerKey = (options: HolderOptions, officer: Officer, recipient: string): Promise<Changed> =>
  change(options, (holders) => {
    if (holders.some((one) => one.recipient === recipient)) return 'DRAW_KEY_KNOWN'
    const { role: post = '' } = officer.posts.find(({ role }) => ESCROW_HOLDERS.includes(role)) ?? {}
    return { kind: 'key', body: { id: officer.id, name: officer.name, post, recipient } }
  })

/** Takes a holder off the list, one's own name or that of somebody who has left. */
export const withdrawKey = (options: HolderOptions, officer: Officer, id: string): Promise<Changed> =>
  change(options, (holders) => {
    const holder = holders.find((one) => one.id === id)
    return holder ? { kind: 'withdrawn', body: { id, name: holder.name, by: officer.name } } : 'DRAW_UNKNOWN'
  })

async function change(
  options: HolderOptions,
  decide: (
    holders: readonly RegisteredHolder[],
  ) => { readonly kind: string; readonly body: Readonly<Record<string, string>> } | 'DRAW_KEY_KNOWN' | 'DRAW_UNKNOWN',
): Promise<Changed> {
  const at = options.now().toISOString()
  try {
    return await inTransaction(options.appender, async (client): Promise<Changed> => {
      const acts = await actsOf(client, options.vault, SUBJECT)
      const made = decide(standing(acts))
      if (typeof made === 'string') return { problem: drawProblem(made) }
      const act = await recordAct(client, options, { subject: SUBJECT, seq: acts.length + 1, at, ...made })
      return { value: standing([...acts, act]) }
    })
  } catch (error) {
    if (error instanceof ActMoved) return { problem: drawProblem('DRAW_MOVED') }
    throw error
  }
}
