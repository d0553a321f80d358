// Receipts: of a case's event for those who may see the case, of any leaf whose opening is at hand. Called by the routes of the
// log and by the citizens' pages.

import type { Pool } from 'pg'
import type { Actor } from '#kernel/case/actor.ts'
import { openingOf } from '#kernel/log/entry.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { eventRecord } from '#office/cases/event-record.ts'
import { receiptFor } from './published.ts'

/** An event of a case. */
export interface EventPlace {
  readonly caseId: string
  readonly seq: number
}

export interface ReceiptOptions {
  readonly district: string
  /** Connections under qinqing_public with `app.district` set. */
  readonly pool: Pool
  readonly reads: CaseReads
}

export interface MadeReceipt {
  readonly text: string
  readonly fileName: string
}

/** The receipt; `waits` until a signed head holds the event; null when there is none that this actor may see. */
export async function makeReceipt(
  { reads, pool, district }: ReceiptOptions,
  actor: Actor,
  event: EventPlace,
): Promise<MadeReceipt | 'waits' | null> {
  const record = await eventRecord(reads, actor, event)
  if (record === null) return null
  const { position, payload, salt } = record
  return receiptOf({ pool, district }, { position, opening: openingOf(payload, salt), name: String(event.seq) })
}

/** The receipt of the leaf at a place, with its opening inside; `waits` until a signed head holds it. */
export async function receiptOf(
  { pool, district }: Pick<ReceiptOptions, 'pool' | 'district'>,
  leaf: { readonly position: number; readonly opening: Uint8Array; readonly name: string },
): Promise<MadeReceipt | 'waits'> {
  const text = await receiptFor(pool, district, { index: leaf.position, extra: leaf.opening })
  return text === null ? 'waits' : { text, fileName: `receipt-${leaf.name}-${leaf.position}.tlog-proof` }
}
