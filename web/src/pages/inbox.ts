// What I was told of my cases, newest first.

export interface InboxPage {
  readonly notices: readonly {
    readonly href: string
    /** Title of the service. */
    readonly title: string
    /** The sentence, in the reader's language. */
    readonly says: string
    /** ISO 8601, UTC. */
    readonly at: string
    readonly isNew: boolean
  }[]
  readonly settings: string
}
