// The door to the guides in force: this desk may not know the one that keeps them; the composition root brings it along.

import type { Guide } from '#engines/guide/shape.ts'

/** One line of a list of guides. */
export interface GuideLine {
  readonly slug: string
  readonly title: string
  readonly body: string
  readonly topic: string
  readonly isDeclared: boolean
}

/** The guides in force, as the desk that keeps them lets them be read. */
export interface GuideDoor {
  find(
    slug: string,
  ): Promise<{ readonly version: number; readonly guide: Guide; readonly isDeclared: boolean } | undefined>
  list(filter: {
    readonly topic?: string
    readonly point?: string
    readonly isAsked?: boolean
    readonly limit: number
  }): Promise<readonly GuideLine[]>
  topics(): Promise<readonly { readonly topic: string; readonly count: number }[]>
  search(
    typed: string,
    limit: number,
  ): Promise<{ readonly how: 'typed' | 'meant' | 'nothing'; readonly rows: readonly GuideLine[] }>
  opened(slug: string): void
}
