import assert from 'node:assert/strict'
import { test } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { distanceM, nearestFirst } from './near.ts'
import { openingOf, type Point } from './place.ts'
import { plateActs, plateAfter, plateToken, readPlateToken } from './plate.ts'

const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`)
const hours: Point['hours'] = [
  { days: 'working', from: '08:30', to: '12:00' },
  { days: 'working', from: '14:30', to: '17:30' },
]
const opening = (local: string, more: Partial<Point> = {}) =>
  openingOf({ hours, status: 'open', ...more }, officialCalendar, at(local))

test('a point is open within its hours of a working day, and says until when', () => {
  assert.deepEqual(opening('2026-11-27 09:00'), { open: true, until: '12:00', next: null })
  assert.deepEqual(opening('2026-11-27 12:00'), { open: false, until: null, next: { day: '2026-11-27', at: '14:30' } })
  assert.deepEqual(opening('2026-11-27 08:29').next, { day: '2026-11-27', at: '08:30' })
})

test('it opens next on the next working day of the official calendar, over holidays and on make-up Saturdays', () => {
  assert.deepEqual(opening('2026-11-27 18:00').next, { day: '2026-11-30', at: '08:30' })
  assert.deepEqual(opening('2026-09-30 18:00').next, { day: '2026-10-08', at: '08:30' })
  assert.equal(opening('2026-10-10 09:00').open, true, 'a make-up Saturday')
})

test('a machine is open day and night; a closed point never is', () => {
  assert.deepEqual(opening('2026-10-01 03:00', { hours: [{ days: 'daily', from: '00:00', to: '24:00' }] }), {
    open: true,
    until: '24:00',
    next: null,
  })
  assert.deepEqual(opening('2026-11-27 09:00', { status: 'closed' }), { open: false, until: null, next: null })
})

test('distance is that of the great circle, and the nearest comes first', () => {
  const quanzhou = { latitude: 24.8739, longitude: 118.6757 }
  const xiamen = { latitude: 24.4798, longitude: 118.0894 }
  assert.ok(Math.abs(distanceM(quanzhou, xiamen) - 73_700) < 1000)
  assert.equal(distanceM(quanzhou, quanzhou), 0)
  assert.deepEqual(
    nearestFirst([xiamen, quanzhou], quanzhou).map(({ metres }) => metres > 0),
    [false, true],
  )
})

const sealOf = (text: string) =>
  [...text]
    .reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 36 ** 9, 7)
    .toString(36)
    .toUpperCase()
    .padStart(10, '0')

test('a code names its plate; one that was made up, or is of another edition, does not', () => {
  const token = plateToken('QL-0217', 1, sealOf)
  assert.deepEqual(readPlateToken(token, sealOf), { no: 'QL-0217', edition: 1 })
  assert.deepEqual(readPlateToken(token.toLowerCase(), sealOf), { no: 'QL-0217', edition: 1 })
  for (const forged of [
    token.replace('0217', '0218'),
    token.replace('-1-', '-2-'),
    `${token}X`,
    '',
    '../..',
    'QL0217-1-AAAAAAAAAA',
  ])
    assert.equal(readPlateToken(forged, sealOf), null, forged)
})

test('a plate is printed before it hangs, and a retired one stays retired', () => {
  assert.equal(plateAfter('draft', 'hang'), null)
  assert.equal(plateAfter('printed', 'hang'), 'hung')
  assert.deepEqual(plateActs('retired'), [])
  assert.deepEqual(plateActs('hung'), ['report', 'retire'])
})
