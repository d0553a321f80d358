import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { CaseEvent } from '#kernel/case/event.ts'
import { filesOf } from './file.ts'

const event = (body: object): CaseEvent =>
  ({ seq: 1, at: '', by: { kind: 'system', id: '', name: '' }, ...body }) as CaseEvent

it('the files of a case are those its history names, in every version', () => {
  const upload = (file?: string) => ({ kind: 'house-plan', origin: 'upload' as const, ...(file && { file }) })
  const events = [
    event({ type: 'submitted', materials: [upload('one'), upload()] }),
    event({ type: 'supplemented', materials: [upload('two')] }),
    event({ type: 'mended', materials: [upload('three')] }),
    event({ type: 'deferralKept', materials: [upload('four')] }),
    event({ type: 'attended', photos: ['five'] }),
    event({ type: 'fulfilled', files: ['six'] }),
    event({ type: 'decided', reason: 'seven' }),
  ]
  assert.deepEqual([...filesOf(events)], ['one', 'two', 'three', 'four', 'five', 'six'])
  assert.deepEqual([...filesOf([])], [])
})
