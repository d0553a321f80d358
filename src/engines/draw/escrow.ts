// Escrow of a party's secret: sealed by the party's own device to the holders' own keys (age files), so that who runs the
// platform cannot open a copy; and attested by the holders before the list is frozen, so that a copy that opens nothing is found
// out while it can be mended. Pure: sealing and opening are the caller's, with whatever age there is.

import { hexOf, type Sha256 } from '#kernel/bytes.ts'
import type { Role } from './message.ts'
import { bytesOfHex, commitOf } from './ticket.ts'

/** How many holders must have a copy, and must have opened it, of each secret. */
export const LEAST_HOLDERS = 2

/** One who holds copies of secrets: an officer and the public key (an age recipient) of the key that only they have. */
export interface EscrowHolder {
  readonly id: string
  readonly name: string
  readonly recipient: string
}

/** A party's secret in escrow: one age file that each of the holders can open, and who of them says to have opened it. */
export interface EscrowCopy {
  readonly copy: string
  readonly holders: readonly EscrowHolder[]
  /** Ids of holders. */
  readonly opened: readonly string[]
}

/** A public key as holders register it: X25519 of age (age-encryption.org/v1). */
export const RECIPIENT = '^age1[02-9ac-hj-np-z]{58}$'

/** An age file in its armor, as it is sent. */
export const COPY =
  '^-----BEGIN AGE ENCRYPTED FILE-----\\n([A-Za-z0-9+/=]{1,64}\\n)+-----END AGE ENCRYPTED FILE-----\\n$'

/** The file of a holder's key, in the form of age-keygen, so that every age tool reads it. */
export const keyFileText = (identity: string, recipient: string): string =>
  `# 摇号托管人的私钥：只放在自己手里，不要交给任何人，也不要传到平台\n# public key: ${recipient}\n${identity}\n`

/** The private key in such a file, or null. */
export const keyInFile = (text: string): string | null =>
  /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/m.exec(text.replaceAll('\r', ''))?.[0] ?? null

/** Whether what a copy held is the secret that a party committed to. Anything else, a cut or foreign text too, is not. */
export const isSecretOf = (
  opened: string,
  { role, drawId, commitment }: { readonly role: Role; readonly drawId: string; readonly commitment: string },
  hash: Sha256,
): boolean => {
  const secret = opened.trim()
  return /^[0-9a-f]{64}$/.test(secret) && hexOf(commitOf(role, drawId, bytesOfHex(secret), hash)) === commitment
}

/** Whether enough holders have opened a copy. */
export const isHeld = ({ opened }: EscrowCopy): boolean => opened.length >= LEAST_HOLDERS
