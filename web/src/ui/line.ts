// The stops of the courier line of a matter.

import type { Tone } from './tone.ts'

export interface LineStop {
  readonly state: 'past' | 'now' | 'next'
  readonly title: string
  /** When it happened, or by when or what it will, already said in words. */
  readonly when?: string | undefined
  readonly note?: string | undefined
  /** Parallel desks with their own answers. */
  readonly desks?: readonly { readonly title: string; readonly tone: Tone; readonly text: string }[] | undefined
  /** Receipts and notices which this step made. */
  readonly papers?: readonly { readonly title: string; readonly href: string }[] | undefined
}
