// What the use cases of this desk are given. The workbench keeps an officer's own tools beside the cases: phrases, whose
// hands a duty is in, how far they have looked, the days of their duties. Nothing of it decides a case.

import type { Pool } from 'pg'
import type { Post } from '#kernel/case/actor.ts'
import type { RandomBytes } from '#platform/vault/seal.ts'
import type { CaseReads } from '../cases/audience.ts'

export interface Workbench {
  /** Writes, as the appender of the district. */
  readonly pool: Pool
  readonly reads: CaseReads
  readonly random: RandomBytes
  /** Who holds a post today, deputies included. */
  readonly holdersOf: (post: Post) => Promise<readonly { readonly id: string; readonly name: string }[]>
}
