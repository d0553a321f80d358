// A case desk over a test database: the real catalogue, vault and store, with a clock the test sets.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { officialCalendar } from '#kernel/calendar/official.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { openCatalogue } from '#office/cases/catalogue.ts'
import { type CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import { personIdOf } from '#office/cases/identity-index.ts'
import { caseStore } from '#office/cases/store.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { DISTRICT, unitsOf } from '#services/district.ts'
import { examples } from '#services/homestead/examples.ts'
import { SIGNED_ACTS } from '#services/signing.ts'
import type { TestDatabase } from './database.ts'

const seed = (name: string) => JSON.parse(readFileSync(new URL(`../../seed/${name}.json`, import.meta.url), 'utf8'))
export const UNITS = unitsOf(seed('villages'), seed('schools'))

export interface TestDesk extends CaseDesk {
  /** Sets the desk's clock, Shanghai time `2024-09-02 09:30`. */
  set(local: string): void
  readonly handle: ReturnType<typeof commandHandler>
}

export async function testDesk(db: TestDatabase, local = '2024-09-02 09:00'): Promise<TestDesk> {
  const district = DISTRICT.code
  let now = new Date(`${local.replace(' ', 'T')}:00+08:00`)
  const desk: CaseDesk = {
    catalogue: await openCatalogue(db.pool('owner', 1), { district, units: UNITS, calendar: officialCalendar }),
    vault: vaultOf(createSecretKey(randomBytes(32)), { district }),
    store: caseStore(db.pool('qinqing_appender', 3, { 'app.district': district }), district),
    now: () => now,
    random: randomBytes,
    signing: { acts: SIGNED_ACTS, asksCode: false },
  }
  return {
    ...desk,
    handle: commandHandler(desk),
    set: (next) => {
      now = new Date(`${next.replace(' ', 'T')}:00+08:00`)
    },
  }
}

/** An officer who holds a role for cases in a village. */
export function officer(role: Role, place: string, id = `${role}@${place}`): Actor {
  return {
    kind: 'officer',
    id,
    name: ROLES[role].title,
    posts: [{ role, unit: unitFor(UNITS, role, place) as string }],
  }
}

/** A person by identity number, as the identity desk names them to cases. */
export function person(desk: CaseDesk, idNumber: string, name = '张某甲'): Actor & { kind: 'person' } {
  return { kind: 'person', id: personIdOf(desk.vault, idNumber), name }
}

/** The cases of a desk as each audience reads them. */
export function readsOf(db: TestDatabase, { catalogue, vault, now }: CaseDesk): CaseReads {
  const pool = (role: Parameters<TestDatabase['pool']>[0]) => db.pool(role, 2, { 'app.district': catalogue.district })
  const pools = { citizen: pool('qinqing_citizen'), staff: pool('qinqing_staff'), public: pool('qinqing_public') }
  return { catalogue, vault, now, pools }
}

/** The first example of a household, handed in by its head. */
export async function handIn(
  desk: TestDesk,
  key = 'open',
): Promise<{ readonly applicant: ReturnType<typeof person>; readonly caseId: string }> {
  const { form, materials } = examples[0]!
  const applicant = person(desk, '350598198003071234')
  const command = { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials } as const
  const opened = await desk.handle({ key, actor: applicant, to: { service: 'homestead' }, command })
  assert.ok(opened.ok, JSON.stringify(opened))
  return { applicant, caseId: opened.receipt.caseId }
}
