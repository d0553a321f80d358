// Escrow in the browser: a holder's own key, copies sealed to such keys and opened with them. Keys and secrets never leave
// this device but as files that their owner saves. The age library is fetched when one of these is asked for.

import { sha256 } from '@noble/hashes/sha2.js'
import { type EscrowHolder, isSecretOf, keyFileText, keyInFile } from '#engines/draw/escrow.ts'
import type { Role as Party } from '#engines/draw/message.ts'
import { ask } from '../desk/api.ts'
import { officer, posts } from '../desk/session.ts'
import type { DrawAnswer } from './answers.ts'

const age = () => import('age-encryption')

/** A holder as the desk tells of it. */
export interface HolderAnswer extends EscrowHolder {
  readonly since: string
}
export const askHolders = () => ask<{ readonly holders: readonly HolderAnswer[] }>('/api/draws/holders')

/** A new key of one's own: the file to keep, and the public key to register. */
export async function makeKey(): Promise<{ readonly file: string; readonly recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await age()
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  return { file: keyFileText(identity, recipient), recipient }
}

/** A secret sealed to every holder but the party itself, as the desk takes it; null when the holders cannot be read. */
export async function sealCopy(
  secret: string,
): Promise<{ readonly copy: string; readonly recipients: readonly string[] } | null> {
  const answer = await askHolders()
  if (!answer.ok) return null
  const own = [officer.value?.id, ...posts.value.map((post) => post.standsInFor?.id)]
  const recipients = answer.value.holders.filter(({ id }) => !own.includes(id)).map(({ recipient }) => recipient)
  const { armor, Encrypter } = await age()
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  // With nobody to seal it to the desk says so.
  const copy = recipients.length === 0 ? EMPTY : armor.encode(await encrypter.encrypt(`${secret}\n`))
  return { copy, recipients }
}

const EMPTY = '-----BEGIN AGE ENCRYPTED FILE-----\n=\n-----END AGE ENCRYPTED FILE-----\n'

export type Opened = { readonly secret: string } | { readonly fault: 'key' | 'copy' | 'other' }

/**
 * Opens the copy of a party's secret with the key in a file. `key`: the file holds none; `copy`: it does not open the copy;
 * `other`: what is inside is not what the party committed to.
 */
export async function openCopy(draw: DrawAnswer, party: Party, file: string): Promise<Opened> {
  const identity = keyInFile(file)
  if (identity === null) return { fault: 'key' }
  const { copy = '', commitment } = draw.parties[party]!
  const { armor, Decrypter } = await age()
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const inside = await Promise.resolve()
    .then(() => decrypter.decrypt(armor.decode(copy), 'text'))
    .catch(() => null)
  if (inside === null) return { fault: 'copy' }
  const isOne = isSecretOf(inside, { role: party, drawId: draw.drawId, commitment }, sha256)
  return isOne ? { secret: inside.trim() } : { fault: 'other' }
}
