// The check of a certificate on the reader's own device.

export interface CheckPage {
  /** Address of the signed lists, without a slash at the end. */
  readonly lists: string
  /** The key by which they are believed. */
  readonly vkey: string
  readonly phone: string
}
