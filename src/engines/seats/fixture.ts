// An invented market of 120 children and six schools with its result: the example season of the public page. Everything in
// it follows from hashes of fixed texts, so that everybody gets the same children.

import { hexOf, type Sha256, utf8 } from '#kernel/bytes.ts'
import { lotteryRanks } from '../draw/ranks.ts'
import type { Child, Market, School } from './market.ts'

const SCHOOLS: readonly School[] = [
  { id: '滨江实验小学', seats: 18, reserves: [{ tag: '军人子女', seats: 2, order: 'first' }] },
  { id: '海湾第二小学', seats: 24 },
  { id: '东园中心小学', seats: 20 },
  { id: '榕前小学', seats: 16 },
  { id: '西埔小学', seats: 14 },
  { id: '北澳小学', seats: 40 },
]
const TAIL = ['西埔小学', '北澳小学']
const COUNT = 120
/** Who is whose twin, by place. */
const TWINS: Readonly<Record<number, number>> = { 40: 41, 41: 40 }

/** Numbers of the children of the example. */
export const demoChildren = (hash: Sha256): string[] =>
  Array.from({ length: COUNT }, (_, at) => idOf(at, hash(utf8(`demo child id ${at}`))))

/** The example: classes 1 to 3, up to four wishes, one pair of twins, four children with a reserve's tag. */
export function demoMarket(hash: Sha256, seed: Uint8Array = hash(utf8('demo ranks'))): Market {
  const ids = demoChildren(hash)
  const persons = ids.map((id, at) => ({ id, ...(at in TWINS && { twin: ids[TWINS[at]!]! }) }))
  const ranks = lotteryRanks(persons, seed, hash)
  const children = persons.map((person, at): Child => {
    const bytes = hash(utf8(`demo child wishes ${at}`))
    return {
      ...person,
      rank: ranks.get(person.id)!,
      choices: choicesOf(bytes),
      class: 1 + (bytes[20]! % 3),
      ...(at % 30 === 7 && { tags: ['军人子女'] }),
    }
  })
  return { schools: SCHOOLS, children, tail: TAIL }
}

/** A number that cannot be guessed from the one before: nobody should find another's child by counting. */
const idOf = (at: number, bytes: Uint8Array): string =>
  `${String(at + 1).padStart(4, '0')}-${hexOf(bytes).slice(0, 6).toUpperCase()}`

/** Earlier schools of the list are wished for more; four wishes at most. */
function choicesOf(bytes: Uint8Array): string[] {
  const weighed = SCHOOLS.map(({ id }, at) => ({ id, weight: bytes[at]! + at * 24 }))
  const count = 2 + (bytes[21]! % 3)
  return weighed
    .sort((a, b) => a.weight - b.weight)
    .slice(0, count)
    .map(({ id }) => id)
}
