// Published draws and seasons of seats.

export interface DrawsPage {
  readonly draws: readonly {
    readonly href: string
    readonly id: string
    readonly project: string
    readonly isOpen: boolean
    /** How many reasons stand against it. */
    readonly faults: number
    /** Entrants; null before there is a list. */
    readonly n: number | null
    readonly ended: 'void' | 'failed' | null
    readonly isRehearsal: boolean
  }[]
  /** Files that nobody can read: said, for a draw should not vanish with its file. */
  readonly unread: readonly string[]
  readonly seasons: readonly string[]
  readonly isExample: boolean
}
