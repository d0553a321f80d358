// A passkey in software, byte by byte as WebAuthn level 2 has it, for tests of what a server must take and refuse. The journeys of
// e2e use Chromium's own authenticator.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { encode } from 'cborg'
import type { Assertion, MadeCredential } from '#office/identity/webauthn.ts'

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

export interface Authenticator {
  make(challenge: string): MadeCredential
  /** Signs a challenge; `more` is what a thief or a careless device would do differently. */
  answer(challenge: Uint8Array, more?: { origin?: string; isVerified?: boolean; counter?: number }): Assertion
}

/** An authenticator holding one ES256 key for a site. */
export function authenticator(origin = 'http://localhost:8080'): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const id = randomBytes(32)
  let signatures = 0
  const head = (isVerified: boolean, extra: number, counter: number): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([1 | (isVerified ? 4 : 0) | extra]), count])
  }
  const client = (type: string, challenge: string, from = origin): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  return {
    make(challenge) {
      const key = new Map<number, number | Uint8Array>([
        ...([
          [1, 2],
          [3, -7],
          [-1, 1],
        ] as const),
        ...([
          [-2, Buffer.from(x, 'base64url')],
          [-3, Buffer.from(y, 'base64url')],
        ] as const),
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = Buffer.concat([head(true, 0x40, 0), Buffer.alloc(16), length, id, encode(key)])
      return {
        id: text(id),
        clientDataJSON: text(client('webauthn.create', challenge)),
        attestationObject: text(encode({ fmt: 'none', attStmt: {}, authData })),
        transports: ['internal'],
      }
    },
    answer(challenge, { origin: from, isVerified = true, counter } = {}) {
      signatures += 1
      const clientData = client('webauthn.get', text(challenge), from)
      const authenticatorData = head(isVerified, 0, counter ?? signatures)
      return {
        id: text(id),
        clientDataJSON: text(clientData),
        authenticatorData: text(authenticatorData),
        signature: text(sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey)),
      }
    },
  }
}
