// A refused request brings a change of the table, filled in, once; a consultation lists the requests that wait for it, and
// what it settles wakes the one it came from; requests of one firm about one thing are tied; what the public reads names nobody.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { doneAs as done } from '#kernel/case/example.ts'
import { at } from '#kernel/service/evaluate.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { silentLog } from '#platform/log.ts'
import { demandExamples } from '#services/enterprise-demand/examples.ts'
import { person, readsOf, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { factsOf } from './facts.ts'
import { type Follower, follower } from './follower.ts'
import { publicRecord } from './public-record.ts'
import { caseView } from './read.ts'

let db: TestDatabase
let desk: TestDesk
let following: Follower
let keys = 0
const post = (role: Role, unit = 'bureau'): Actor => ({
  kind: 'officer',
  id: `00000000-0000-4000-8000-${hash('sha256', role + unit).slice(0, 12)}`,
  name: ROLES[role].title,
  posts: [{ role, unit }],
})
const FORM = demandExamples[0]?.form as { readonly [name: string]: string }

async function must(to: { caseId: string } | { service: string }, actor: Actor, command: Command): Promise<string> {
  keys += 1
  const handled = await desk.handle({ key: `key-${keys}`, actor, to, command })
  assert.ok(handled.ok, JSON.stringify(handled))
  return handled.receipt.caseId
}
const open = (service: string, actor: Actor & { id: string; name: string }, form: object) =>
  must({ service }, actor, {
    type: 'submit',
    applicant: { id: actor.id, name: actor.name },
    form: form as never,
    materials: [],
  })
const ask = (more: object = {}) =>
  open('enterprise-demand', person(desk, '350598197503120018', '陈某一'), { ...FORM, ...more })

const casesOf = async (service: string): Promise<string[]> => {
  const { rows } = await db
    .pool('owner', 1)
    .query<{ id: string }>('select id from case_file where service = $1 order by received_on, id', [service])
  return rows.map(({ id }) => id)
}
const viewOf = async (caseId: string, actor = post('bureau.head')) => {
  const reads = { ...readsOf(db, desk), linkedCases: desk.store.linkedCases }
  const view = await caseView(
    { ...reads, factsOf: (definition, asking) => factsOf(desk, definition, asking) },
    actor,
    caseId,
  )
  assert.ok(view)
  return view
}

describe('cases that open others', () => {
  before(async () => {
    db = await testDatabase()
    desk = await testDesk(db, '2024-09-02 09:00')
    const pool = db.pool('qinqing_appender', 1, { 'app.district': desk.catalogue.district })
    following = follower(desk, { pool, handle: desk.handle, log: silentLog })
  })
  after(() => db[Symbol.asyncDispose]())

  test('a refusal brings the change of the table, filled in, and no second time', async () => {
    const caseId = await ask({ subject: '路灯不亮', demand: '厂区路灯不亮，不知归谁' })
    await must({ caseId }, post('bureau.dispatcher'), done('sent', { lead: 'industry' }))
    const refused = done('refused', { owner: 'construction', word: '路灯' }, '市政设施')
    await must({ caseId }, post('department.handler', 'industry'), refused)
    for (let look = 0; look < 3; look += 1) await following.follow()
    const [change, ...others] = await casesOf('demand-routes')
    assert.deepEqual(others, [])
    const { state, linked } = await viewOf(change as string)
    assert.deepEqual(state.form, {
      proposed: [{ word: '路灯', unit: 'construction' }],
      why: '退签的部门建议加这一条',
      demand: caseId,
    })
    assert.equal(state.applicant.name, '部门经办')
    assert.deepEqual(linked, [], 'a proposal is tied to nothing')
    await must(
      { caseId: change as string },
      post('bureau.dispatcher'),
      done('written', { rows: [{ word: '路灯', unit: 'construction' }] }),
    )
    await must({ caseId: change as string }, post('bureau.supervisor'), done('agreed'))
    const next = await viewOf(await ask({ subject: '门口路灯', demand: '也是路灯' }))
    assert.equal(next.state.assigned.lead, 'construction')
  })

  test('requests of one firm about one thing are tied, those about another thing are not', async () => {
    const first = await ask({ matter: 'project' })
    const second = await ask({ matter: 'project' })
    await ask({ matter: 'procedure' })
    const { linked, facts } = await viewOf(second)
    assert.deepEqual(
      linked?.map(({ id }) => id),
      [first],
    )
    assert.equal(facts?.repeat, 1)
    desk.set('2025-02-10 09:00')
    assert.equal((await viewOf(second)).facts?.repeat, 0, 'older than ninety days')
    desk.set('2024-09-02 10:00')
  })

  test('the agenda is closed at noon with the requests that wait, and what is settled wakes them when it is done', async () => {
    const demand = await ask()
    await must({ caseId: demand }, post('bureau.dispatcher'), done('sent', { lead: 'construction' }))
    const lead = post('department.handler', 'construction')
    await must({ caseId: demand }, lead, done('signed'))
    await must({ caseId: demand }, lead, done('begun', { class: 'complex', said: '约好', with: [] }))
    const dispatcher = post('bureau.dispatcher')
    const day = await open('clinic-day', dispatcher as never, {
      day: '2024-09-04',
      kind: 'weekly',
      way: 'onsite',
      where: '三楼',
    })
    assert.deepEqual((await viewOf(day)).facts?.waiting, [])
    await must({ caseId: demand }, lead, done('clinic', { question: '路由怎么走' }))
    desk.set('2024-09-03 12:00')
    await must({ caseId: day }, { kind: 'system', id: 'system', name: '系统' }, { type: 'wake' })
    const { state, facts, entries } = await viewOf(day)
    assert.equal(state.at, 'meet')
    assert.equal(entries[0]?.title, '审批会诊日议程')
    const agenda = at(facts?.agenda ?? null, 'items') as readonly { case: string; title: string; lead: string }[]
    const [item] = agenda
    assert.deepEqual([item?.case, item?.title, item?.lead], [demand, FORM.subject, 'construction'])
    desk.set('2024-09-04 10:00')
    const row = { case: demand, title: '通水', resolution: '走绿化带', lead: 'land', due: '2024-09-10' }
    const minutes = { attended: '三局', minutes: '议定', resolutions: [row, { ...row, lead: 'construction' }] }
    await must({ caseId: day }, dispatcher, done('recorded', minutes))
    await must({ caseId: day }, post('bureau.head'), done('agreed'))
    await following.follow()
    const tasks = await casesOf('clinic-task')
    assert.equal(tasks.length, 2, 'one for every resolution')
    for (const [caseId, unit] of [
      [tasks[0], 'land'],
      [tasks[1], 'construction'],
    ] as const) {
      assert.equal((await viewOf(demand)).state.at, 'clinic', 'not while one is left')
      const task = await viewOf(caseId as string)
      await must(
        { caseId: task.id },
        post('department.handler', task.state.assigned.lead ?? unit),
        done('done', { done: '好了' }),
      )
      await must({ caseId: task.id }, dispatcher, done('accepted'))
      await following.follow()
    }
    assert.equal((await viewOf(demand)).state.at, 'handle')
    const { linked } = await viewOf(demand)
    assert.deepEqual(linked?.filter(({ title }) => title === '会诊定下的事').length, 2)
  })

  test('the public record counts and lists what is late, and names neither firm nor request', async () => {
    desk.set('2024-10-09 09:00')
    for (const caseId of await casesOf('enterprise-demand'))
      await must({ caseId }, { kind: 'system', id: 'system', name: '系统' }, { type: 'wake' })
    const { services } = await publicRecord(readsOf(db, desk))
    const record = services.find(({ title }) => title === '益企帮帮')
    assert.ok(record && record.received >= 5)
    assert.ok(record.published.length >= 1 && record.published.every(({ late }) => late >= 5))
    assert.equal(
      record.counted[0]?.rows.reduce((sum, { count }) => sum + count, 0),
      record.received,
    )
    assert.doesNotMatch(JSON.stringify(record), /示例卫浴|路灯|通水|陈某一/)
  })
})
