// What a passkey says, checked (WebAuthn level 2, by @simplewebauthn/server): which key, for which site, over which challenge, with
// the user verified. Knows nothing of officers; the desk and `qinqing verify` call it. The library is loaded when first needed.

import { hash } from 'node:crypto'
import type { PasskeySignature } from '#kernel/case/signed.ts'
import type { Site } from './desk.ts'

const library = () => import('@simplewebauthn/server')

/** ES256, EdDSA and RS256: what phones, keys and Windows make. */
const ALGORITHMS = [-7, -8, -257]

/** A new passkey as a browser sends it, bytes in base64url. */
export interface MadeCredential {
  readonly id: string
  readonly clientDataJSON: string
  readonly attestationObject: string
  readonly transports: readonly string[]
}

/** A passkey's answer to a challenge. */
export interface Assertion {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

export interface NewPasskey {
  readonly credential: Buffer
  readonly publicKey: Buffer
  readonly counter: number
  readonly synced: boolean
}

const rpOf = ({ origin }: Pick<Site, 'origin'>): string => new URL(origin).hostname

/** What a browser needs to make a passkey for an officer; `known` are those it must not make again. */
export async function creationOptions(
  site: Site,
  officer: { readonly id: string; readonly login: string; readonly name: string },
  { challenge, known }: { readonly challenge: Buffer; readonly known: readonly Buffer[] },
): Promise<object> {
  const { generateRegistrationOptions } = await library()
  return generateRegistrationOptions({
    rpName: site.name,
    rpID: rpOf(site),
    userID: new Uint8Array(Buffer.from(officer.id.replaceAll('-', ''), 'hex')),
    userName: officer.login,
    userDisplayName: officer.name,
    challenge: new Uint8Array(challenge),
    attestationType: 'none',
    excludeCredentials: known.map((id) => ({ id: id.toString('base64url') })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

/** The passkey a browser made for this challenge and site; null when it did not. */
export async function madePasskey(
  site: Site,
  { id, transports, ...response }: MadeCredential,
  challenge: Buffer,
): Promise<NewPasskey | null> {
  const { verifyRegistrationResponse } = await library()
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: { ...response, transports: [...transports] as never },
      },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: site.origin,
      expectedRPID: rpOf(site),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!registrationInfo) return null
    const { credential, credentialBackedUp } = registrationInfo
    return {
      credential: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      synced: credentialBackedUp,
    }
  } catch {
    return null
  }
}

/**
 * The challenge a passkey signed and its new counter; null when the signature is not by this key, not for this site, or without the
 * user being verified. Whether the challenge is the right one is the caller's to say.
 */
export async function checkedAssertion(
  { origin }: Pick<Site, 'origin'>,
  { id, ...response }: Assertion,
  publicKey: Buffer,
): Promise<{ readonly challenge: Buffer; readonly counter: number } | null> {
  const { verifyAuthenticationResponse } = await library()
  let signed = ''
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: (challenge) => {
        signed = challenge
        return true
      },
      expectedOrigin: origin,
      expectedRPID: rpOf({ origin }),
      credential: { id, publicKey: new Uint8Array(publicKey), counter: 0 },
      requireUserVerification: true,
    })
    return verified ? { challenge: Buffer.from(signed, 'base64url'), counter: authenticationInfo.newCounter } : null
  } catch {
    return null
  }
}

/** Where a kept signature was given, and whether its own key gave it over the hash it names. */
export async function checkKept(kept: PasskeySignature): Promise<{ readonly origin: string; readonly holds: boolean }> {
  const origin = originOf(kept.clientData)
  if (origin === null) return { origin: '', holds: false }
  const { authenticatorData, signature, clientData: clientDataJSON } = kept
  const given = { id: 'AA', authenticatorData, signature, clientDataJSON }
  const found = await checkedAssertion({ origin }, given, Buffer.from(kept.publicKey, 'base64url'))
  return { origin, holds: found?.challenge.toString('hex') === kept.over }
}

function originOf(clientData: string): string | null {
  try {
    const { origin } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { readonly origin?: unknown }
    return typeof origin === 'string' && URL.canParse(origin) ? origin : null
  } catch {
    return null
  }
}

/** The short name of a public key, as screens and the command line say it. */
export const fingerprintOf = (publicKey: string): string =>
  hash('sha256', Buffer.from(publicKey, 'base64url'), 'hex').slice(0, 16)
