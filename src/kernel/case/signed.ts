// What a signed act is made of: the statement, the passkey's signature over its hash, and what an event keeps of both.
// signature.ts makes and judges them.

/** What an officer signs: the act, what it is done to, the version that was looked at, and what it says. */
export interface Statement {
  readonly kind: 'qinqing-act/v1'
  readonly officer: string
  readonly act: string
  /** A case, or a batch of payments, or whatever else the act is done to. */
  readonly on: string
  /** The version that was looked at: a case's number of events, the hash of a batch's file. Nothing is signed twice. */
  readonly seen: number | string
  readonly says: Readonly<Record<string, string>>
}

/** A signature as a passkey gave it (WebAuthn assertion), with the key it was checked against. Bytes are base64url. */
export interface PasskeySignature {
  /** SHA-256 that was signed, in hex: the challenge. */
  readonly over: string
  /** Of the passkey: the log has it as `passkey:KEY`, with its officer and its public key. */
  readonly key: string
  readonly publicKey: string
  readonly authenticatorData: string
  readonly clientData: string
  readonly signature: string
}

/** How an officer's session can answer for an act. */
export interface Confirmation {
  /** Who holds a passkey signs with it; a code is then not enough. */
  readonly hasPasskey: boolean
  /** Instant at which a fresh code of the authenticator was given, while that counts. */
  readonly codeAt?: string
  /** What a passkey signed with this request; checked against its key, not yet against the act. */
  readonly passkey?: PasskeySignature
}

/** What an event keeps of its confirmation. */
export type Signed =
  | { readonly how: 'code'; readonly at: string }
  | ({ readonly how: 'passkey'; readonly statement: Statement } & PasskeySignature)
