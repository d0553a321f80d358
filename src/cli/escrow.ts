// The escrow of `qinqing draw`: a holder's own key, a copy sealed to such keys, and its recovery. All three are plain age, so
// that a holder needs neither this program nor the platform to open a copy.

import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { isSecretOf, keyFileText, keyInFile, LEAST_HOLDERS, RECIPIENT } from '#engines/draw/escrow.ts'
import { parseBundle, ROLES } from '#engines/draw/message.ts'
import { drawReason } from '#engines/draw/reason.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { jsonLine, readInput, refuse, sha256, writePrivate } from './proof-io.ts'

/** Makes a holder's key and prints its public half. */
export async function makeKey(file: string, _values: object, io: CommandIo): Promise<number> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  await writePrivate(file, keyFileText(identity, recipient), io)
  io.stdout.write(`${recipient}\n`)
  return EXIT.ok
}

/** Prints a copy of a secret for the holders of these keys. */
export async function sealSecret(
  file: string,
  { to = [] }: { readonly to?: string[] | undefined },
  io: CommandIo,
): Promise<number> {
  const wrong = to.find((one) => !new RegExp(RECIPIENT).test(one))
  if (wrong !== undefined) throw new UsageError(`“${wrong}” is no public key of age: age1 and 58 more characters`)
  if (new Set(to).size < LEAST_HOLDERS)
    throw new UsageError(`give --to for at least ${LEAST_HOLDERS} different holders`)
  const secret = textOf(await readInput(file, io)).trim()
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new UsageError('a secret is 64 lower-case hex digits')
  const encrypter = new Encrypter()
  for (const recipient of to) encrypter.addRecipient(recipient)
  io.stdout.write(armor.encode(await encrypter.encrypt(`${secret}\n`)))
  return EXIT.ok
}

/** Opens a copy. A copy that is not for this key, is damaged, or holds something else is refused with the reason. */
export async function recoverSecret(
  file: string,
  { key, bundle, json }: { readonly key?: string; readonly bundle?: string; readonly json?: boolean },
  io: CommandIo,
): Promise<number> {
  if (key === undefined) throw new UsageError('give --key FILE, the holder’s own key')
  const identity = keyInFile(textOf(await readInput(key, io)))
  if (identity === null) throw new UsageError(`${key} holds no private key of age (AGE-SECRET-KEY-1…)`)
  const secret = await openCopy(await readInput(file, io), identity)
  if (secret === null) return refuse([drawReason('COPY_UNREADABLE', file)], json === true, io)
  let role: string | null = null
  if (bundle !== undefined) {
    const read = parseBundle(await readInput(bundle, io))
    if (!read.ok) return refuse(read.reasons, json === true, io)
    const { announce } = read.value
    if (!announce) return refuse([drawReason('MESSAGE_MISSING', 'announce', 'announce')], json === true, io)
    const { drawId, commits } = announce
    role = ROLES.find((one) => isSecretOf(secret, { role: one, drawId, commitment: commits[one] }, sha256)) ?? null
    if (role === null) return refuse([drawReason('SECRET_WRONG', file)], json === true, io)
  }
  io.stdout.write(json === true ? jsonLine({ ok: true, secret, role }) : `${secret}\n`)
  return EXIT.ok
}

async function openCopy(bytes: Uint8Array, identity: string): Promise<string | null> {
  const text = textOf(bytes)
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    const sealed = text.startsWith('-----BEGIN') ? armor.decode(text) : bytes
    const secret = (await decrypter.decrypt(sealed, 'text')).trim()
    return /^[0-9a-f]{64}$/.test(secret) ? secret : null
  } catch {
    // Another holder's copy and a damaged one look alike: the key opens neither.
    return null
  }
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
