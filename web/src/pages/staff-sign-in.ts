// Where an officer signs in: account, password and the six digits, posted to `action`.

export interface StaffSignInPage {
  readonly action: string
  readonly next: string
  readonly account: string
  /** Why the last try failed, in a sentence; it never says which of the three was wrong. */
  readonly message: string | null
}
