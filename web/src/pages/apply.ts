// The list of what an application still needs: its sections, its materials, the last check.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface ApplyPage {
  /** Address of this draft; sections are `base/1` …, then `base/materials` and `base/check`. */
  readonly base: string
  readonly definition: Pick<ServiceDefinition, 'title' | 'slug' | 'sections'>
  /** State of each section, in order; then of the materials. */
  readonly sections: readonly SectionState[]
  readonly materials: SectionState
  /** Instant of the last save, null for a new draft. */
  readonly savedAt: string | null
}

export type SectionState = 'todo' | 'started' | 'wrong' | 'done'
