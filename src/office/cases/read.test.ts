// What a case's view shows to whom, on real PostgreSQL.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { handIn, officer, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { caseView } from './read.ts'

const VILLAGE = '350521104-01'

describe('the view of a case', () => {
  it('tells the applicant why somebody objected, and only officers who', async () => {
    await using db = await testDatabase()
    const desk = await testDesk(db)
    const reads = readsOf(db, desk)
    const agent = officer('village.agent', VILLAGE)
    const { applicant, caseId } = await handIn(desk)
    const to = { caseId }
    await desk.handle({ key: 'accept', actor: agent, to, command: { type: 'accept', note: '' } })
    const objection = { type: 'object', objector: '许某异', contact: '13800000009', reason: '占了公共通道' } as const
    const objected = await desk.handle({
      key: 'object',
      actor: { kind: 'public', id: 'public', name: '访客' },
      to,
      command: objection,
    })
    assert.ok(objected.ok, JSON.stringify(objected))

    const own = JSON.stringify(await caseView(reads, applicant, caseId))
    assert.ok(own.includes('占了公共通道'))
    assert.ok(!own.includes('许某异') && !own.includes('13800000009'))
    const seen = JSON.stringify(await caseView(reads, agent, caseId))
    assert.ok(seen.includes('许某异') && seen.includes('13800000009'))
  })
})
