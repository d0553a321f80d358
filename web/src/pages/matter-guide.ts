// A guide of the catalogue: everything that was published about a matter.

import type { Guide } from '#engines/guide/shape.ts'

export interface MatterGuidePage {
  readonly slug: string
  readonly guide: Guide
  readonly version: number
  /** Answers to the guide's questions, from the query: id → the option's text, or `unsure`. */
  readonly answers: Readonly<Record<string, string>>
  /** Everything open and nothing to press: for paper. */
  readonly isPrint: boolean
}
