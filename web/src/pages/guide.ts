// The guide of a service, drawn from its declaration.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface GuidePage {
  readonly definition: ServiceDefinition
  /** Answers to the situation questions, from the query: form path → `yes`, `no`, `unsure` or an option's value. */
  readonly answers: Readonly<Record<string, string>>
  /** Materials that a source of this district can deliver now; the rest is asked even where the declaration allows fetching. */
  readonly fetched: readonly string[]
  /** Where the reader's draft goes on, when there is one. */
  readonly draft: string | null
}
