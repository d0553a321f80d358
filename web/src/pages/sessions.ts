// Where the person is signed in.

export interface SessionsPage {
  readonly sessions: readonly {
    readonly id: string
    readonly startedAt: string
    readonly seenAt: string
    readonly isThis: boolean
  }[]
}
