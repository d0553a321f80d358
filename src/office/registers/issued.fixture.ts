// A register desk on real PostgreSQL with one case carried to its certificates. For tests of this desk.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import type { Sent } from '#office/cases/handle-command.ts'
import { caseView, type IssuedView } from '#office/cases/read.ts'
import { DISTRICT } from '#services/district.ts'
import { examples } from '#services/homestead/examples.ts'
import { officer, person, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openKeyRing } from './key-ring.ts'
import { openRegisters, type RegisterDesk } from './registers.ts'
import { registerStore } from './store.ts'

export interface IssuedWorld extends AsyncDisposable {
  readonly db: TestDatabase
  readonly registers: RegisterDesk
  readonly reads: CaseReads
  /** Shanghai time `2024-09-12 10:41`. */
  set(local: string): void
  readonly entries: readonly IssuedView[]
}

const VILLAGE = '350521104-01'
export const ISSUER = { id: `${DISTRICT.code}/bureau`, name: '某某区行政审批服务局' }
export const HEAD = officer('bureau.head', VILLAGE, 'head')

const attended = { type: 'attend', result: 'pass', longitude: 118.67, latitude: 24.93, photos: ['p'], note: '四至清楚' }
const agreed = (branch: string) => ({ type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
const COURSE: readonly (readonly [at: string, by: Actor, command: object])[] = [
  ['2024-09-02 10:00', officer('village.agent', VILLAGE), { type: 'accept', note: '' }],
  ['2024-09-10 00:00', SYSTEM, { type: 'wake' }],
  ['2024-09-10 09:35', officer('town.window', VILLAGE), attended],
  ['2024-09-10 15:00', officer('town.agriculture', VILLAGE), agreed('agriculture')],
  ['2024-09-11 16:20', officer('town.land', VILLAGE), agreed('land')],
  ['2024-09-12 10:41', officer('bureau.approver', VILLAGE), { type: 'decide', verdict: 'approve', reason: '' }],
]

/** A case issued on 2024-09-12; `change` edits the application. `second` asks for a second signature. */
export async function issuedWorld(
  options: { readonly second?: 'SM2'; readonly change?: (form: Record<string, unknown>) => void } = {},
): Promise<IssuedWorld> {
  const db = await testDatabase()
  const desk = await testDesk(db, '2024-09-02 08:40')
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-registers-'))
  const { vault, now } = desk
  const reads = readsOf(db, desk)
  const ring = await openKeyRing({ file: join(folder, 'keys', 'registers'), vault, now, ...options })
  const registers = openRegisters({
    reads,
    store: registerStore(db.pool('qinqing_appender', 2, { 'app.district': DISTRICT.code }), DISTRICT.code),
    ring,
    issuer: ISSUER,
    now,
  })
  const form = structuredClone(examples[0]!.form) as Record<string, unknown>
  options.change?.(form)
  const applicant = person(desk, '350598198003071234')
  const submit = { type: 'submit', applicant, form, materials: examples[0]!.materials }
  let caseId = ''
  for (const [index, [at, actor, command]] of (
    [['2024-09-02 08:40', applicant, submit], ...COURSE] as const
  ).entries()) {
    desk.set(at)
    const to = index === 0 ? { service: 'homestead' } : { caseId }
    const handled = await desk.handle({ key: `k${index}`, actor, to, command } as Sent)
    assert.ok(handled.ok, JSON.stringify(handled))
    caseId = handled.receipt.caseId
  }
  const view = await caseView(reads, SYSTEM, caseId)
  assert.ok(view && view.entries.length >= 1, 'the case reached its certificates')
  return {
    db,
    registers,
    reads,
    set: desk.set,
    entries: view.entries,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}
