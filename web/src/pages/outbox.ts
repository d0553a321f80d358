// What the sandbox of a demonstration would have sent, newest first. Only a demonstration has this page.

export interface OutboxPage {
  readonly messages: readonly {
    readonly channel: string
    /** Masked. */
    readonly receiver: string
    readonly text: string
    readonly at: string
  }[]
}
