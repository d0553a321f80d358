// Where a citizen signs in: by a provider, or in the demonstration as one of its invented people.

export interface SignInPage {
  /** Providers: each a form that posts to `action` and is led on to the provider. */
  readonly providers: readonly { readonly action: string; readonly name: string }[]
  /** Where to go afterwards. */
  readonly next: string
  /** Why one has to sign in, or why the last try failed. */
  readonly message: string | null
  /** Address of the officers' sign-in. */
  readonly staff: string
}
