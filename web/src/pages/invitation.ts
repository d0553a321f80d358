// Where a one-time link leads: a member of staff makes their own account, and takes the authenticator's code away.

export interface InvitationPage {
  /** The token of the link, sent back with the form. */
  readonly token: string
  readonly login: string
  readonly name: string
  readonly refused?: { readonly reason: string; readonly remedy: string }
  /** Shown this once, when the account is made. */
  readonly made?: {
    /** What an authenticator app reads from a QR code. */
    readonly authenticator: string
    /** The same secret, to be typed where nothing can be scanned. */
    readonly secret: string
  }
}
