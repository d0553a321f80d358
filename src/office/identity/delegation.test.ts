import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Post } from '#kernel/case/actor.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { colleaguesIn, delegate, delegationsAround, revokeDelegation } from './delegation.ts'
import { type TestDesk, testDesk } from './desk.fixture.ts'
import { makeOfficer } from './officer.ts'
import { type Duty, sessionLookup, startSession } from './session.ts'

const TOWN = '350521104'
const DAY = 1440
const window: Post = { role: 'town.window', unit: TOWN }
const land: Post = { role: 'town.land', unit: TOWN }

async function officer(desk: TestDesk, login: string, posts: readonly Post[], duty?: Duty): Promise<string> {
  const made = await makeOfficer(desk, {
    login,
    name: `某${login}`,
    password: 'seven-Green-2-hills',
    posts,
    ...(duty && { duty }),
  })
  assert.ok('id' in made)
  return made.id
}
const postsOf = async (desk: TestDesk, id: string) => {
  const session = await sessionLookup(desk)(await startSession(desk, { officer: id, stage: 'whole' }))
  assert.ok(session?.actor.kind === 'officer')
  return session.actor.posts
}
const codeOf = (answer: object) => ('problem' in answer ? (answer.problem as { code: string }).code : 'done')

test('a deputy holds the posts from the first day to the last, and not a day longer', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const [away, deputy] = [await officer(desk, 'away', [window, land]), await officer(desk, 'deputy', [land])]
  const made = await delegate(desk, away, { deputy, from: '2026-03-03', until: '2026-03-04', note: '出差' })
  assert.equal(codeOf(made), 'done')
  assert.deepEqual(await postsOf(desk, deputy), [land], 'not before its day')
  desk.pass(DAY)
  const standing = { ...window, standsInFor: { id: away, name: '某away' } }
  assert.deepEqual(await postsOf(desk, deputy), [land, standing], 'a post of their own stays their own')
  assert.deepEqual(await postsOf(desk, away), [land, window], 'the absent officer keeps theirs')
  desk.pass(2 * DAY)
  assert.deepEqual(await postsOf(desk, deputy), [land])
})

test('taken back, it is gone with the next request, and what was handed over cannot be handed on', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const [away, deputy, third] = [
    await officer(desk, 'away', [window]),
    await officer(desk, 'deputy', [land]),
    await officer(desk, 'third', [land]),
  ]
  const made = await delegate(desk, away, { deputy, from: '2026-03-02', until: '2026-03-09', note: '' })
  assert.ok('id' in made)
  assert.equal((await postsOf(desk, deputy)).length, 2)
  const on = await delegate(desk, deputy, { deputy: third, from: '2026-03-02', until: '2026-03-02', note: '' })
  assert.equal(codeOf(on), 'done')
  assert.deepEqual(
    await postsOf(desk, third),
    [land],
    'only the deputy’s own post went on, which the third holds anyway',
  )
  assert.equal((await revokeDelegation(desk, third, made.id))?.problem.code, 'DELEGATION_UNKNOWN')
  assert.equal(await revokeDelegation(desk, away, made.id), undefined)
  assert.deepEqual(await postsOf(desk, deputy), [land])
  const [entry] = (await delegationsAround(desk, { id: away, posts: [window] })).filter(({ id }) => id === made.id)
  assert.deepEqual([entry?.isRevoked, entry?.holds, entry?.deputyName], [true, false, '某deputy'])
})

test('dates, people and overlaps that make no sense are refused', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const [away, deputy, admin, bare] = [
    await officer(desk, 'away', [window]),
    await officer(desk, 'deputy', [land]),
    await officer(desk, 'admin', [], 'system'),
    await officer(desk, 'bare', []),
  ]
  const ask = (from: string, until: string, to = deputy, who = away) =>
    delegate(desk, who, { deputy: to, from, until, note: '' }).then(codeOf)
  for (const [from, until] of [
    ['2026-03-01', '2026-03-05'],
    ['2026-03-05', '2026-03-04'],
    ['2026-03-02', '2026-06-30'],
    ['2026-02-30', '2026-03-05'],
    ['2028-03-02', '2028-03-05'],
  ] as const)
    assert.equal(await ask(from, until), 'DELEGATION_DATES', `${from}–${until}`)
  assert.equal(await ask('2026-03-02', '2026-03-03', away), 'DEPUTY_UNFIT')
  assert.equal(await ask('2026-03-02', '2026-03-03', admin), 'DEPUTY_UNFIT')
  assert.equal(await ask('2026-03-02', '2026-03-03', deputy, bare), 'NO_POSTS')
  assert.equal(await ask('2026-03-02', '2026-03-05'), 'done')
  assert.equal(await ask('2026-03-05', '2026-03-08'), 'DELEGATION_OVERLAPS')
  assert.equal(await ask('2026-03-06', '2026-03-08'), 'done')
  assert.equal(
    await ask('2026-03-03', '2026-03-04', away, deputy),
    'DELEGATION_OVERLAPS',
    'who is away deputises for nobody',
  )
  assert.deepEqual(
    (await colleaguesIn(desk, [`${TOWN}-01`])).map(({ name }) => name),
    ['某away', '某deputy'],
    'colleagues of the town, without those who hold no post',
  )
})

test('of two hand-overs of the same days at the same moment one is refused', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const [away, one, two] = [
    await officer(desk, 'away', [window]),
    await officer(desk, 'one', [land]),
    await officer(desk, 'two', [land]),
  ]
  const days = { from: '2026-03-02', until: '2026-03-05', note: '' }
  const answers = await Promise.all([one, two].map((deputy) => delegate(desk, away, { deputy, ...days })))
  assert.deepEqual(answers.map(codeOf).sort(), ['DELEGATION_OVERLAPS', 'done'])
})
