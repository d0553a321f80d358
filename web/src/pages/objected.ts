// An objection was received.

export interface ObjectedPage {
  readonly village: string
  /** Instant of receipt. */
  readonly at: string
  /** Address of the list of notices. */
  readonly notices: string
}
