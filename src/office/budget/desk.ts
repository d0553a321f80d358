// The budget desk as the composition root opens it: the book in force, the monitor of its targets, the public site, and next
// year's book in the making.
import { readFile } from 'node:fs/promises'
import type { Pool } from 'pg'
import type { Book } from '#engines/budget/book.ts'
import { readBook } from '#engines/budget/read.ts'
import type { Monitor } from '#engines/indicators/monitor.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { type Authoring, bookBefore, bookInForce } from './authoring.ts'
import type { Evaluations } from './evaluations.ts'
import { openEvidence } from './evidence.ts'
import { monitorOf } from './monitor.ts'
import { type Proofs, proofsOf } from './proofs.ts'
import { recordStore } from './record-store.ts'
import { openSite, type SiteFileOf, type Traditional } from './site.ts'
import { bookStore } from './store.ts'

export interface BudgetOptions {
  readonly catalogue: Catalogue
  readonly vault: Vault
  readonly now: () => Date
  /** Acts as qinqing_staff in the district. */
  readonly staff: Pool
  /** Acts as qinqing_appender in the district. */
  readonly appender: Pool
  /** The published budget that this installation begins with. */
  readonly seed: URL
  readonly random: (size: number) => Buffer
  readonly blobs: Pick<Blobs, 'find' | 'open'>
  readonly traditional: Traditional
}

export interface BudgetDesk {
  /** The budget in force: what the public reads and what is monitored. */
  readonly bookOf: () => Promise<Book>
  readonly monitor: () => Promise<Monitor>
  readonly fileOf: SiteFileOf
  readonly authoring: Authoring
  readonly proofs: Proofs
  readonly evaluations: Evaluations
}

/** Opens the desk. Throws (fault) when the seed is no sound document. Cost: reads the seed, some 50 ms. */
export async function openBudget(options: BudgetOptions): Promise<BudgetDesk> {
  const { catalogue, vault, now, staff, appender, seed } = options
  const { book, accepted } = readBook(await readFile(seed, 'utf8'))
  if (!accepted) throw new Error(`the budget in ${seed.pathname} cannot be read`)
  const evidence = openEvidence({ catalogue, vault, now, pool: staff })
  const { district } = catalogue
  const kept = { read: staff, write: appender, district, recorder: { vault, random: options.random } }
  const records = recordStore(kept)
  const authoring = { store: bookStore(kept), seed: book, now, district }
  const bookOf = bookKeeper(authoring)
  const proofs = { records, blobs: options.blobs, bookOf, now }
  const judge = async (of: Book): Promise<Monitor> =>
    monitorOf({ catalogue, evidence, now, proofs: await proofsOf(proofs, of.year) }, of)
  return {
    bookOf,
    authoring,
    proofs,
    evaluations: { records, bookOf, monitor: async () => judge(await bookOf()), now, district },
    monitor: async () => judge(await bookOf()),
    fileOf: openSite({
      traditional: options.traditional,
      bookOf,
      monitorOf: judge,
      previousOf: (of) => bookBefore(authoring, of.year),
      now,
    }),
  }
}

/** The book in force, the same object as long as it is the same book, so that what is made of it is made once. */
function bookKeeper(authoring: Authoring): () => Promise<Book> {
  let kept = authoring.seed
  return async () => {
    const now = await bookInForce(authoring)
    if (now.year !== kept.year) kept = now
    return kept
  }
}
