// The six-digit code of an officer's phone (RFC 6238: SHA-1, 30 seconds, as every authenticator app speaks it).

import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })
}

/** A new secret of 160 bits in base32. */
export function newTotpSecret(random: (size: number) => Buffer): string {
  return new Secret({ buffer: new Uint8Array(random(20)).buffer }).base32
}

/** The address an authenticator app reads from a QR code. */
export function totpAddress(secret: string, issuer: string, login: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label: login, period: PERIOD_SECONDS }).toString()
}

/** The code shown at a moment, and for how many seconds it will still be shown. */
export function totpCode(secret: string, at: Date): { readonly code: string; readonly validSeconds: number } {
  const timestamp = at.getTime()
  return {
    code: totpOf(secret).generate({ timestamp }),
    validSeconds: PERIOD_SECONDS - (Math.floor(timestamp / 1000) % PERIOD_SECONDS),
  }
}

/**
 * The time step the code belongs to, or null when it is wrong. One step early or late is allowed for clocks that differ.
 * The caller must refuse a step that passed before: a code is good once (RFC 6238 §5.2).
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 })
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta
}
