import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { CaseSummary, CaseView } from '#office/cases/read.ts'
import { idempotencyKeyOf } from '#platform/http/idempotency-key.ts'
import { APPLICANT, HOMESTEAD, officer, STRANGER, tell, then, WAYS, WORLD } from '../../../../test/support/homestead.ts'
import { draftRow, groupsOf, keyOfAct, type MatterWorld, matterRow, progressPage } from './matter-of.ts'

const viewOf = (state: CaseState): CaseView => ({
  id: '00000000-0000-4000-8000-000000000001',
  caseNo: '20240902000001',
  queryCode: '48205173965',
  service: 'homestead',
  version: HOMESTEAD.version,
  state,
  events: [],
  entries: [],
})
const worldAt = (now: string, actor: MatterWorld['actor'] = APPLICANT): MatterWorld => ({
  definition: HOMESTEAD,
  ...WORLD,
  now,
  today: plainDate(now.slice(0, 10)),
  actor,
  baseUrl: 'https://x',
})

describe('the page of a matter', () => {
  it('names each desk that must act now once, and the earliest day', () => {
    const page = progressPage(viewOf(tell(HOMESTEAD, ...WAYS.joint)), worldAt('2024-09-10T02:00:00Z'))
    assert.deepEqual(
      page.handlers.map(({ name }) => name),
      ['乡镇农业农村', '乡镇自然资源'],
    )
    assert.equal(page.dueOn, '2024-09-14')
    assert.equal(page.url, 'https://x/q/48205173965')
    assert.equal(page.queryCode, '4820 5173 965')
  })
  it('names the village agent, who helps, while the applicant must act', () => {
    const attendance = { type: 'attend', result: 'pass', longitude: 1, latitude: 1, photos: ['p'], note: '' } as const
    const state = then(tell(HOMESTEAD, ...WAYS.staking), '2024-09-14 09:00', officer('town.land'), attendance)
    const { handlers } = progressPage(viewOf(state), worldAt('2024-09-14T03:00:00Z'))
    assert.deepEqual(
      handlers.map(({ name, office }) => `${name}，${office}`),
      ['村代办员，洛阳镇示例村01'],
    )
  })
  it('lets its applicant withdraw until the decision, and nobody else', () => {
    const mayWithdraw = (way: keyof typeof WAYS, actor?: MatterWorld['actor']) =>
      progressPage(viewOf(tell(HOMESTEAD, ...WAYS[way])), worldAt('2024-09-12T03:00:00Z', actor)).mayWithdraw
    assert.deepEqual(
      [mayWithdraw('decide'), mayWithdraw('staking'), mayWithdraw('decide', STRANGER)],
      [true, false, false],
    )
  })
  it('offers the receipt of each step that says something and names nobody else', () => {
    const at = { at: '2024-09-02T01:00:00.000Z', by: APPLICANT }
    const kinds = ['submitted', 'entered', 'accepted', 'objected', 'reminded', 'decided'] as const
    const events = kinds.map((type, i) => ({ ...at, seq: i + 1, type })) as unknown as CaseView['events']
    const view = { ...viewOf(tell(HOMESTEAD, ...WAYS.decide)), events }
    const { papers } = progressPage(view, worldAt('2024-09-12T03:00:00Z'))
    assert.deepEqual(Object.keys(papers), ['1', '3', '6'])
    assert.deepEqual(papers[3], { title: '回执（第 3 条）', href: `/my/cases/${view.id}/receipts/3/view` })
  })
  it('asks for a rating once the decision is made', () => {
    const mayRate = (way: keyof typeof WAYS) =>
      progressPage(viewOf(tell(HOMESTEAD, ...WAYS[way])), worldAt('2024-09-12T03:00:00Z')).mayRate
    assert.deepEqual([mayRate('decide'), mayRate('staking')], [false, true])
  })
})

describe('a row of my matters', () => {
  const summary: CaseSummary = {
    id: 'i',
    caseNo: 'n',
    queryCode: 'q',
    service: 's',
    version: 'v',
    title: 't',
    status: 'reviewing',
    stepTitle: '镇里联审',
    dueOn: plainDate('2024-09-20'),
    light: 'green',
    needsMe: null,
    at: '2024-09-10T00:00:00Z',
  }
  it('says what waits for the applicant before where it is, with the last day', () => {
    const asked = [{ material: 'house-plan', reason: '不清楚' }]
    const state = then(tell(HOMESTEAD), '2024-09-02 10:00', officer('village.agent'), {
      type: 'requestSupplement',
      asked,
    })
    const row = matterRow({ ...summary, needsMe: '要补 1 项' }, state)
    assert.deepEqual([row.step, row.tone, row.supplementUntil], ['要补 1 项', 'wait', '2024-10-02'])
  })
  it('turns bad when late, and names no date once decided or ended', () => {
    assert.equal(matterRow({ ...summary, light: 'red' }, null).tone, 'bad')
    assert.equal(matterRow(summary, null).dueOn, '2024-09-20')
    for (const status of ['approved', 'granted', 'withdrawn'] as const)
      assert.equal(matterRow({ ...summary, status }, null).dueOn, null)
  })
})

it('a draft says the section it was last saved at', () => {
  const draft = { key: 'k', form: {}, materials: [], submitted: null, savedAt: '2024-09-02T00:00:00Z' }
  assert.equal(draftRow(HOMESTEAD, { ...draft, visited: ['section:1', 'section:2'] }).section, '家里人')
  assert.equal(draftRow(HOMESTEAD, { ...draft, visited: ['section:1', 'materials'] }).section, '材料')
  assert.equal(draftRow(HOMESTEAD, { ...draft, visited: [] }).section, '在哪个村')
})

it('a query code is read in groups of four, four and three; another text stays as it is', () => {
  assert.deepEqual(['48205173965', '4820'].map(groupsOf), ['4820 5173 965', '4820'])
})

it('the same button on the same state gives the same key, which nobody can send from outside', () => {
  const view = viewOf(tell(HOMESTEAD))
  assert.equal(keyOfAct('keepDeferral', view), keyOfAct('keepDeferral', view))
  assert.notEqual(keyOfAct('rate', view), keyOfAct('rate', { ...view, state: { ...view.state, seq: 9 } }))
  const headers = { 'idempotency-key': keyOfAct('rate', view) }
  assert.ok('problem' in idempotencyKeyOf({ headers, body: undefined }))
})
