// What a case's view shows to whom, on real PostgreSQL.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { examples } from '#services/homestead/examples.ts'
import { officer, person, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { caseView } from './read.ts'

const { form, materials } = examples[0]!
const VILLAGE = '350521104-01'

describe('the view of a case', () => {
  it('tells the applicant why somebody objected, and only officers who', async () => {
    await using db = await testDatabase()
    const desk = await testDesk(db)
    const settings = { 'app.district': desk.catalogue.district }
    const pool = (role: 'qinqing_citizen' | 'qinqing_staff' | 'qinqing_public') => db.pool(role, 1, settings)
    const pools = { citizen: pool('qinqing_citizen'), staff: pool('qinqing_staff'), public: pool('qinqing_public') }
    const reads = { catalogue: desk.catalogue, vault: desk.vault, now: desk.now, pools }
    const applicant = person(desk, '350598198003071234')
    const agent = officer('village.agent', VILLAGE)
    const opened = await desk.handle({
      key: 'open',
      actor: applicant,
      to: { service: 'homestead' },
      command: { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials },
    })
    assert.ok(opened.ok)
    const to = { caseId: opened.receipt.caseId }
    await desk.handle({ key: 'accept', actor: agent, to, command: { type: 'accept', note: '' } })
    const objection = { type: 'object', objector: '许某异', contact: '13800000009', reason: '占了公共通道' } as const
    const objected = await desk.handle({
      key: 'object',
      actor: { kind: 'public', id: 'public', name: '访客' },
      to,
      command: objection,
    })
    assert.ok(objected.ok, JSON.stringify(objected))

    const own = JSON.stringify(await caseView(reads, applicant, to.caseId))
    assert.ok(own.includes('占了公共通道'))
    assert.ok(!own.includes('许某异') && !own.includes('13800000009'))
    const seen = JSON.stringify(await caseView(reads, agent, to.caseId))
    assert.ok(seen.includes('许某异') && seen.includes('13800000009'))
  })
})
