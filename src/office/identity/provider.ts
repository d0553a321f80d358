// Who vouches for citizens: the seam behind which the provincial sign-in, a national network identity or the sandbox
// stands, and its one implementation, OpenID Connect with PKCE. Called by citizen-sign-in.ts.

import * as oidc from 'openid-client'
import { ID_TYPES, type IdType, type VerifiedPerson } from './person.ts'

/** What must be remembered between leaving for the provider and coming back; kept sealed in a cookie of the browser. */
export interface SignInMemo {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** Path to return to afterwards. */
  readonly next: string
  readonly redirectUri: string
}

export interface IdentityProvider {
  /** Where to send the browser. Throws when the provider cannot be reached. */
  addressFor(memo: SignInMemo): Promise<URL>
  /**
   * Reads the answer the browser came back with, and checks it against the memo.
   * Null when the provider refused or the answer does not belong to the memo. Throws when it cannot be reached.
   */
  personFrom(callback: URL, memo: SignInMemo): Promise<VerifiedPerson | null>
}

export interface OidcOptions {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
}

/** Claims asked for beside the standard ones. */
const SCOPE = 'openid profile identity'

/** An OpenID Connect provider; asked for its configuration when first needed, again after a failure. */
export function oidcProvider({ issuer, clientId, clientSecret }: OidcOptions): IdentityProvider {
  let known: Promise<oidc.Configuration> | undefined
  const configuration = (): Promise<oidc.Configuration> => {
    // Plain http only to this machine itself, where the sandbox of demo mode lives.
    const isLocal = issuer.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(issuer.hostname)
    known ??= oidc
      .discovery(issuer, clientId, clientSecret, undefined, isLocal ? { execute: [oidc.allowInsecureRequests] } : {})
      .catch((error: unknown) => {
        known = undefined
        throw error
      })
    return known
  }
  return {
    async addressFor(memo) {
      return oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: memo.redirectUri,
        scope: SCOPE,
        state: memo.state,
        nonce: memo.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(memo.verifier),
        code_challenge_method: 'S256',
        // A shared phone or kiosk must not sign the next person in as the last one.
        prompt: 'login',
      })
    },
    async personFrom(callback, memo) {
      const config = await configuration()
      try {
        const tokens = await oidc.authorizationCodeGrant(config, callback, {
          expectedState: memo.state,
          expectedNonce: memo.nonce,
          pkceCodeVerifier: memo.verifier,
          idTokenExpected: true,
        })
        const subject = tokens.claims()!.sub
        const claims = await oidc.fetchUserInfo(config, tokens.access_token, subject)
        return verifiedPerson(config.serverMetadata().issuer, claims)
      } catch (error) {
        if (isRefusal(error)) return null
        throw error
      }
    },
  }
}

/** An answer of the provider or a check of ours that says no; everything else is a fault. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof oidc.AuthorizationResponseError ||
    error instanceof oidc.ResponseBodyError ||
    (error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT' && !(error.cause instanceof TypeError))
  )
}

function verifiedPerson(issuer: string, claims: Record<string, unknown>): VerifiedPerson | null {
  const { sub, name, id_type: idType, id_number: idNumber, phone_number: phone } = claims
  const texts = [sub, name, idNumber, phone]
  if (!texts.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 200)) return null
  if (!ID_TYPES.includes(idType as IdType)) return null
  return {
    issuer,
    subject: sub as string,
    name: name as string,
    idType: idType as IdType,
    idNumber: idNumber as string,
    phone: phone as string,
  }
}
