import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { testDesk } from './desk.fixture.ts'
import { makeOfficer } from './officer.ts'
import { endOtherSessions, ownSessions } from './own-sessions.ts'
import { sessionLookup, startSession } from './session.ts'

test('a holder sees their own living sessions, and ends all others at once and nobody else’s', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const make = async (login: string) => {
    const made = await makeOfficer(desk, { login, name: '某官', password: 'seven-Green-2-hills', posts: [] })
    assert.ok('id' in made)
    return made.id
  }
  const [one, other] = [await make('one'), await make('other')]
  const look = sessionLookup(desk)
  const start = (officer: string) => startSession(desk, { officer, stage: 'whole' })
  const [old, second, mine, theirs] = [await start(one), await start(one), await start(one), await start(other)]
  const session = await look(mine)
  assert.ok(session)
  const shown = await ownSessions(desk, session)
  assert.deepEqual(
    shown.map(({ isThis }) => isThis),
    [true, false, false],
  )
  assert.ok(!JSON.stringify(shown).includes(mine.slice(0, 8)), 'a token is told to nobody')
  assert.equal(await endOtherSessions(desk, session), 2)
  assert.deepEqual([await look(old), await look(second)], [undefined, undefined])
  assert.ok((await look(mine)) && (await look(theirs)))
  desk.pass(31)
  assert.deepEqual(await ownSessions(desk, session), [], 'what ended by itself is not shown')
})
