// The guides by topic.

export interface GuidesPage {
  /** The topic that is shown; null: the topics, and what is asked for most. */
  readonly topic: string | null
  readonly topics: readonly { readonly topic: string; readonly count: number }[]
  readonly guides: readonly GuideRow[]
}

export interface GuideRow {
  readonly href: string
  readonly title: string
  /** Who answers for it. */
  readonly note: string
  /** Applied for on this platform, not only described. */
  readonly isDeclared: boolean
}
