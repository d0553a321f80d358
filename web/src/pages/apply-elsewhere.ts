// The code that takes a draft up on another device: drawn as QR, good once. The other page says that a code is of no use any more.

export interface ApplyElsewherePage {
  readonly title: string
  /** What the code leads to: nothing of the person stands in it. */
  readonly address: string
  /** Instant until which it is good. */
  readonly until: string
  /** Where one goes on in this browser. */
  readonly back: string
}

export type ApplyElsewhereOverPage = Readonly<Record<string, never>>
