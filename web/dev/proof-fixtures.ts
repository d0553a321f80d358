// Data for looking at published draws and seats: the engines' own examples, and one draw that was tampered with.

import { createHash } from 'node:crypto'
import { accountOf, type DrawAccount, type Standing, standingOf } from '../../src/engines/draw/account.ts'
import { demoBundle, demoEntrants } from '../../src/engines/draw/fixture.ts'
import type { Bundle } from '../../src/engines/draw/message.ts'
import { demoMarket } from '../../src/engines/seats/fixture.ts'
import { ownSeat } from '../../src/engines/seats/own-seat.ts'
import { runSeats } from '../../src/engines/seats/run.ts'
import { plainDate } from '../../src/kernel/calendar/plain-date.ts'
import type { CeremonyPage } from '../src/pages/ceremony.ts'
import type { DrawPage } from '../src/pages/draw.ts'
import type { SeatPage } from '../src/pages/seat.ts'
import type { SeatsPage } from '../src/pages/seats.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const whole = demoBundle(sha256, { entrants: demoEntrants(36) })
const { announce, entrants, freeze } = whole
const base = '/draw/350598-2026-0001'

function account(bundle: Bundle): DrawAccount {
  const made = accountOf(JSON.stringify(bundle), { hash: sha256 })
  if (!('account' in made)) throw new Error('the example announces nothing')
  return made.account
}
const draw = (bundle: Bundle, asked: Standing | null = null): DrawPage => ({
  account: account(bundle),
  evidence: {},
  held: null,
  base,
  bytes: 3445,
  asked,
  isExample: true,
})
const ceremony = (bundle: Bundle, step: number): CeremonyPage => ({
  account: account(bundle),
  base,
  url: `https://qinqing.example${base}`,
  step,
  isExample: true,
})
const waiting: Bundle = { announce: announce!, entrants: entrants!, freeze: freeze! }

const market = demoMarket(sha256)
const result = runSeats(market, sha256)
const seats = (child: string): SeatsPage => {
  const record = market.children.find(({ id }) => id === child) ?? null
  const seat = result.seats[child] ?? null
  const tail = market.tail ?? []
  return {
    season: '2026',
    base: '/seats/2026',
    children: market.children.length,
    schools: market.schools.map(({ id, seats: quota }) => ({
      school: id,
      seats: quota,
      applied: market.children.filter(({ choices }) => choices.includes(id)).length,
      admitted: Object.values(result.seats).filter((school) => school === id).length,
      cutoff: result.cutoffs[id] ?? null,
      reserves: [],
    })),
    tail,
    published: { cutoffs: result.cutoffs },
    hash: result.hash,
    asked:
      child === '' ? null : { id: child, record, extra: null, own: record && ownSeat(record, { seat, tail }, result) },
    isExample: true,
  }
}

/** The seat of a child of the example, for its own family. */
export const seatFixture = (definition: SeatPage['definition']): SeatPage => {
  const child = market.children[2]!
  const tail = market.tail ?? []
  const own = ownSeat(child, { seat: result.seats[child.id]!, tail }, result)
  return {
    base: '/my/cases/00000000-0000-7000-8000-000000000001',
    name: '林小满',
    definition,
    number: '7B2E-91C4-0FD8',
    child,
    own,
    extra: null,
    tail,
    children: market.children.length,
    kind: 'main',
    on: plainDate('2026-07-26'),
    hash: result.hash,
    classes: { 1: '户口、住房两一致', 2: '户口在片区', 3: '住房在片区' },
    schools: seats('').schools,
    published: { cutoffs: result.cutoffs },
    mayAnswer: true,
    until: plainDate('2026-07-31'),
  }
}

export const proofFixtures = {
  draws: {
    draws: [
      {
        href: base,
        id: '350598-2026-0001',
        project: '某某小学扩建工程测绘',
        isOpen: false,
        faults: 0,
        n: 36,
        ended: null,
        isRehearsal: false,
      },
      {
        href: base,
        id: '350598-2026-0002',
        project: '某某路口地质勘察',
        isOpen: true,
        faults: 0,
        n: 24,
        ended: null,
        isRehearsal: false,
      },
    ],
    unread: ['350598-2026-0003'],
    seasons: ['2026'],
    isExample: true,
  },
  draw: draw(whole, standingOf(whole, entrants![5]!.id, { hash: sha256 })),
  'draw/open': draw(waiting),
  'draw/held': {
    ...draw(waiting),
    held: {
      rule: '每家一签，签号从小到大排。',
      steps: ['rule', 'announce', 'entrants', 'freeze', 'void'].map((kind, at) => ({
        ...{ kind, at: '2026-02-27T02:00:00.000Z', place: 700 + at, href: `/log/350598/acts/draw:1/${at + 1}` },
      })),
      ended: { kind: 'void' as const, reason: '项目被依法取消' },
    },
  },
  'draw/fails': draw({ ...whole, entrants: entrants!.slice(1) }),
  ceremony: ceremony(whole, 6),
  'ceremony/fails': ceremony({ ...whole, entrants: entrants!.slice(1) }, 6),
  'ceremony/open': ceremony(waiting, 4),
  seats: seats(''),
  'seats/child': seats(market.children[2]!.id),
  'seats/unknown': seats('0000-NOBODY'),
}
