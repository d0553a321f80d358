import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { CountRow } from '#office/cases/queue.ts'
import { HOMESTEAD, tell, WAYS, WORLD } from '../../../../test/support/homestead.ts'
import { askedOf, homeMatter, isOpen, nearestOf, oftenAsked, serviceLink, situationAnswers } from './front-of.ts'

const other = {
  ...HOMESTEAD,
  slug: 'school',
  title: '入学一键事',
  short: '入学',
  guide: { ...HOMESTEAD.guide, gives: '小学一年级学位', eligibility: '年满六周岁' },
  entries: {},
}

it('the note of a service fits under its name', () => {
  assert.ok([...serviceLink(HOMESTEAD).note].length <= 8)
})

it('only services somebody asked for are asked for often, most first', () => {
  const row = (service: string, count: number): CountRow => ({ service, count, unit: 'u', status: 's', month: 'm' })
  const counts = [row('homestead', 2), row('school', 3), row('school', 4), row('homestead', -2), row('unknown', 9)]
  assert.deepEqual(
    oftenAsked([HOMESTEAD, other], counts).map(({ slug }) => slug),
    ['school'],
  )
})

describe('the matter of the front page', () => {
  const one = (needsMe: string | null, dueOn: string | null, status = 'reviewing') => ({
    needsMe,
    dueOn: dueOn === null ? null : plainDate(dueOn),
    status: status as 'reviewing',
  })
  it('is the one that waits for its applicant, before any date', () => {
    const waiting = one('要补 1 项', null)
    assert.equal(nearestOf([one(null, '2024-09-03'), waiting]), waiting)
  })
  it('else the one nearest its date; ended ones never', () => {
    const near = one(null, '2024-09-05')
    assert.equal(nearestOf([one(null, null), one(null, '2024-09-09'), near, one(null, '2024-09-01', 'granted')]), near)
    assert.equal(nearestOf([one(null, null, 'withdrawn')]), undefined)
  })
  it('names no date before the clock has one, and none once the decision is made', () => {
    const matterAt = (way: keyof typeof WAYS, today: string) => {
      const state = tell(HOMESTEAD, ...WAYS[way])
      return homeMatter(
        { id: 'i', title: 't', stepTitle: 's' },
        { definition: HOMESTEAD, state, calendar: WORLD.calendar, today: plainDate(today) },
      )
    }
    assert.equal(matterAt('intake', '2024-09-02').dueOn, null)
    assert.equal(matterAt('joint', '2024-09-10').dueOn, '2024-09-23')
    assert.equal(matterAt('staking', '2024-09-12').dueOn, null)
  })
  it('asks for nothing while nothing is asked', () => {
    assert.equal(askedOf(tell(HOMESTEAD)), 0)
    assert.equal(isOpen({ status: 'approved' }), true)
  })
})

it('answers to questions a guide does not ask are left out, as are blank and endless ones', () => {
  const query = {
    currentPlots: 'no',
    'planned.landClass': '',
    'planned.situation': 'x'.repeat(101),
    village: 'v',
    size: 'large',
  }
  assert.deepEqual(situationAnswers(HOMESTEAD, query), { currentPlots: 'no' })
  assert.deepEqual(situationAnswers(HOMESTEAD, { currentPlots: ['no', 'yes'] }), {})
})
