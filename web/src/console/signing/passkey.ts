// The browser's passkeys: making one, and having one sign. Bytes travel as base64url; the browser's own conversions are younger than
// the oldest browser of the district.

/** A passkey's answer, as the server takes it. */
export interface Assertion {
  readonly id: string
  readonly clientDataJSON: string
  readonly authenticatorData: string
  readonly signature: string
}

interface CreationOptions {
  readonly challenge: string
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string }
  readonly excludeCredentials?: readonly { readonly id: string }[]
}

/** Whether this browser, at this address, can hold passkeys: a bare IP number cannot. */
export const canUsePasskeys = (): boolean =>
  window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)

export const base64url = (bytes: ArrayBuffer | Uint8Array): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** Has a new passkey made; null when its user did not go on. */
export async function makePasskey(options: object): Promise<object | null> {
  const { challenge, user, excludeCredentials = [], ...rest } = options as CreationOptions
  const publicKey = {
    ...rest,
    challenge: bytesOf(challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: excludeCredentials.map(({ id }) => ({ type: 'public-key', id: bytesOf(id) })),
  } as unknown as PublicKeyCredentialCreationOptions
  const made = (await navigator.credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null
  if (made === null) return null
  const response = made.response as AuthenticatorAttestationResponse
  return {
    id: base64url(made.rawId),
    clientDataJSON: base64url(response.clientDataJSON),
    attestationObject: base64url(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  }
}

/** Has a passkey sign a challenge; null when its user did not go on. */
export async function signWithPasskey(challenge: BufferSource): Promise<Assertion | null> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...{ challenge, rpId: location.hostname, userVerification: 'required', timeout: 120_000 },
  }
  const given = (await navigator.credentials.get({ publicKey }).catch(() => null)) as PublicKeyCredential | null
  if (given === null) return null
  const response = given.response as AuthenticatorAssertionResponse
  return {
    id: base64url(given.rawId),
    clientDataJSON: base64url(response.clientDataJSON),
    authenticatorData: base64url(response.authenticatorData),
    signature: base64url(response.signature),
  }
}
