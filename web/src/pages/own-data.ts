// What the platform holds about the person who asks, counted; the whole is /my/data.json.

export interface OwnDataPage {
  readonly name: string
  /** Masked. */
  readonly idNumber: string
  readonly phone: string
  readonly cases: number
  readonly drafts: number
  readonly given: number
  readonly received: number
}
