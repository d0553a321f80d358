// What every use case of this desk is given: the database, the keys of the district, clock and randomness.

import type { Pool } from 'pg'
import type { RandomBytes } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { CODE_CONFIRMS_MINUTES } from '#services/signing.ts'

export interface IdentityDesk {
  readonly pool: Pool
  readonly vault: Vault
  readonly district: string
  readonly now: () => Date
  readonly random: RandomBytes
  readonly rules: IdentityRules
  readonly site: Site
}

/** The address officers type, to which passkeys belong, and the name that authenticators show. */
export interface Site {
  readonly origin: string
  readonly name: string
}

/** Periods and counts a district may set; security.md names the source of each. */
export interface IdentityRules {
  /** Wrong tries within `windowMinutes` that lock an account, and that lock a source. */
  readonly triesPerAccount: number
  readonly triesPerSource: number
  readonly windowMinutes: number
  /** How long a lock lasts from the try that caused it. */
  readonly lockMinutes: number
  readonly idleMinutes: number
  readonly absoluteHours: number
  /** How long a session that passed only the password may wait for the code. */
  readonly secondStepMinutes: number
  readonly passwordMaxDays: number
  /** How long a fresh code confirms what is signed. */
  readonly codeConfirmsMinutes: number
  /** Whether officers without a passkey confirm what is signed by a fresh code; a demo lets them off. */
  readonly asksCode: boolean
  /** Whether the three administrations are open only to a session begun with a passkey (8.1.4.1 d). */
  readonly administratorsNeedPasskey: boolean
}

/** Source: GB/T 22239-2019 8.1.4.1 a, b, d (level 3). */
export const DEFAULT_RULES: IdentityRules = {
  triesPerAccount: 5,
  triesPerSource: 5,
  windowMinutes: 15,
  lockMinutes: 15,
  idleMinutes: 30,
  absoluteHours: 12,
  secondStepMinutes: 5,
  passwordMaxDays: 90,
  codeConfirmsMinutes: CODE_CONFIRMS_MINUTES,
  asksCode: true,
  administratorsNeedPasskey: true,
}

/** How ids of this desk look in addresses and bodies. */
export const ID_PATTERN = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'

/** The moment `minutes` after (or before, when negative) `at`. */
export function minutesFrom(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}
