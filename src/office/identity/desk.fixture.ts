// A desk over a test database, with a clock the test turns; for the tests of this folder.

import { createSecretKey, randomBytes } from 'node:crypto'
import { vaultOf } from '#platform/vault/vault.ts'
import type { TestDatabase } from '../../../test/support/database.ts'
import { DEFAULT_RULES, type IdentityDesk, type IdentityRules } from './desk.ts'

export const DISTRICT = '350598'

export interface TestDesk extends IdentityDesk {
  /** Moves the clock on. */
  pass(minutes: number): void
}

export function testDesk(db: TestDatabase, rules: Partial<IdentityRules> = {}): TestDesk {
  const pool = db.pool('qinqing_appender', 4, { 'app.district': DISTRICT })
  let time = Date.parse('2026-03-02T01:00:00Z')
  return {
    pool,
    vault: vaultOf(createSecretKey(randomBytes(32)), { district: DISTRICT }),
    district: DISTRICT,
    random: randomBytes,
    rules: { ...DEFAULT_RULES, ...rules },
    site: { origin: 'http://localhost:8080', name: '亲清家园' },
    now: () => new Date(time),
    pass(minutes) {
      time += minutes * 60_000
    },
  }
}
