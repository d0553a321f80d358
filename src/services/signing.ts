// Which acts an officer of this district answers for by name: each counts only with the officer's own passkey, or, for whoever
// holds none, a fresh code of the authenticator. The one place where that is said; everything here is the district's to change.

/** Acts by the name of their command. */
export const SIGNED_ACTS: ReadonlySet<string> = new Set(['decide', 'refuse', 'terminate', 'extend', 'releasePayment'])

/** For how many minutes a fresh code confirms the acts of the session it was given in. */
export const CODE_CONFIRMS_MINUTES = 5
