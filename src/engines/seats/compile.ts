// A market as flat arrays: a million children fit in tens of megabytes and the main loop touches no object.
// Schools are numbered by the bytes of their ids, children by rank, so that any order of the input compiles to the same.
// Called by run.ts, verify.ts and the benchmark (which fills the arrays directly).

import { compareUtf8 } from '#kernel/bytes.ts'
import { type Child, type Market, memberOf, type Reserve } from './market.ts'

/** A market ready to run. Children and schools are numbers; a key orders children at a school, lowest first. */
export interface CompiledMarket {
  readonly schoolIds: readonly string[]
  readonly seats: Uint32Array
  /** Reserves of a school in order of processing, null for the many schools without any. */
  readonly reserves: readonly (readonly Reserve[] | null)[]
  readonly childIds: readonly string[]
  readonly ranks: Float64Array
  /** Child c's own choices are `choices[start[c] … start[c + 1])`, and their classes `classes[…]`. */
  readonly start: Uint32Array
  readonly choices: Uint16Array | Uint32Array
  readonly classes: Uint16Array | Uint32Array
  /** The public lists that may follow a child's own, and which one follows whose: the first, unless the child names one. */
  readonly tails: readonly Uint32Array[]
  readonly tailOf: Uint16Array | Uint32Array
  /** Class of a child at a school of the tail. */
  readonly tailClass: (child: number, school: number) => number
  /** Class code → class; the code past the end means that the class is missing. */
  readonly classOfCode: readonly number[]
  /** Tags of the children who have any. */
  readonly tags: ReadonlyMap<number, ReadonlySet<string>>
  /** Twin of a child, both ways. */
  readonly twins: ReadonlyMap<number, number>
}

/** Keys are class code · 2^32 + child: exact in a double for every class and child a market can have. */
export const CLASS_STEP = 2 ** 32

/** The child inside a key. */
export const childOfKey = (key: number): number => key - Math.floor(key / CLASS_STEP) * CLASS_STEP

/** Compiles a market that parseMarket has accepted. Cost: sorting children and schools, O(sum of list lengths) memory. */
export function compileMarket(market: Market): CompiledMarket {
  const schools = [...market.schools].sort((a, b) => compareUtf8(a.id, b.id))
  const children = [...market.children].sort((a, b) => a.rank - b.rank || compareUtf8(a.id, b.id))
  const schoolOf = new Map(schools.map((school, i) => [school.id, i]))
  const classOfCode = distinctClasses(children)
  const codeOf = new Map(classOfCode.map((value, code) => [value, code]))
  const missing = classOfCode.length
  const codeAt = (child: Child, schoolId: string): number => {
    const value = typeof child.class === 'object' ? memberOf(child.class, schoolId) : child.class
    return value === undefined ? missing : codeOf.get(value)!
  }
  return {
    schoolIds: schools.map((school) => school.id),
    seats: Uint32Array.from(schools, (school) => Math.min(school.seats, children.length)),
    reserves: schools.map(({ reserves = [] }) => (reserves.length === 0 ? null : inOrder(reserves))),
    childIds: children.map((child) => child.id),
    ranks: Float64Array.from(children, (child) => child.rank),
    ...flatLists(children, schoolOf, codeAt, missing),
    ...flatTails(market, children, schoolOf),
    tailClass: (child, school) => codeAt(children[child]!, schools[school]!.id),
    classOfCode,
    tags: tagsOf(children),
    twins: twinsOf(children),
  }
}

function distinctClasses(children: readonly Child[]): number[] {
  const values = new Set<number>()
  for (const child of children) {
    if (typeof child.class === 'number') values.add(child.class)
    else for (const value of Object.values(child.class ?? {})) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

// Seats open to all stand between the reserves that come first and those that come last.
const inOrder = (reserves: readonly Reserve[]): Reserve[] => [
  ...reserves.filter((reserve) => reserve.order === 'first'),
  ...reserves.filter((reserve) => reserve.order === 'last'),
]

function flatLists(
  children: readonly Child[],
  schoolOf: ReadonlyMap<string, number>,
  codeAt: (child: Child, schoolId: string) => number,
  maxCode: number,
) {
  const start = new Uint32Array(children.length + 1)
  for (const [i, child] of children.entries()) start[i + 1] = start[i]! + child.choices.length
  const length = start[children.length]!
  const choices = numbersUpTo(schoolOf.size, length)
  const classes = numbersUpTo(maxCode, length)
  let at = 0
  for (const child of children) {
    for (const choice of child.choices) {
      choices[at] = schoolOf.get(choice)!
      classes[at++] = codeAt(child, choice)
    }
  }
  return { start, choices, classes }
}

function flatTails(market: Market, children: readonly Child[], schoolOf: ReadonlyMap<string, number>) {
  const named = Object.keys(market.tails ?? {})
  const lists = [market.tail ?? [], ...named.map((name) => market.tails![name]!)]
  const at = new Map(named.map((name, i) => [name, i + 1]))
  const tailOf = numbersUpTo(lists.length, children.length)
  for (const [i, child] of children.entries()) tailOf[i] = child.tail === undefined ? 0 : at.get(child.tail)!
  return { tails: lists.map((list) => Uint32Array.from(list, (one) => schoolOf.get(one)!)), tailOf }
}

const numbersUpTo = (max: number, length: number): Uint16Array | Uint32Array =>
  max <= 0xffff ? new Uint16Array(length) : new Uint32Array(length)

const tagsOf = (children: readonly Child[]): Map<number, Set<string>> =>
  new Map(children.flatMap(({ tags }, i) => (tags === undefined || tags.length === 0 ? [] : [[i, new Set(tags)]])))

function twinsOf(children: readonly Child[]): Map<number, number> {
  const indexOf = new Map(children.flatMap((child, i) => (child.twin === undefined ? [] : [[child.id, i]])))
  return new Map([...indexOf.values()].map((i) => [i, indexOf.get(children[i]!.twin!)!]))
}
