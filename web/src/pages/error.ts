// Something cannot be shown: what, and how to go on. For refusals and faults alike.

export interface ErrorPage {
  /** What happened, in a sentence: a refusal's reason, or `出了点问题`. */
  readonly title: string
  /** How to mend it. */
  readonly remedy: string
  /** Number of the request in our records, for a fault. */
  readonly number?: string
}
