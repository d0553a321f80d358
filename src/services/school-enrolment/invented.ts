// Invented children of a district for a demonstration and the bench, with what the sandbox's registers say of their
// families. Everything follows from one number, so that everybody gets the same children. No division 350598 exists, and
// no resident permit is issued to an invented name: none of these numbers can belong to anybody.

import { residentIdCheckDigit } from '#kernel/party/resident-id.ts'

/** A school of the seed content, as far as children are spread over its catchment. */
export interface InventedSchool {
  readonly code: string
  readonly seats: number
  readonly catchment: readonly string[]
}

/** What a family says; the fields of the form. */
export interface InventedForm {
  readonly kind: 'first' | 'transfer'
  readonly grade?: number
  readonly child: {
    readonly name: string
    readonly idNumber: string
    readonly bornOn: string
    readonly twinId?: string
  }
  readonly guardian: {
    readonly name: string
    readonly idNumber: string
    readonly relation: string
    readonly phone: string
  }
  readonly home: { readonly village: string; readonly part?: string }
  readonly registered: { readonly here: boolean; readonly village?: string; readonly part?: string }
  readonly house: { readonly owns: boolean; readonly village?: string; readonly part?: string }
  readonly work: { readonly permit: boolean; readonly insured: boolean }
  readonly policy: 'none' | 'military' | 'martyr' | 'talent' | 'taiwan'
  readonly wishes: { readonly first: string; readonly second?: string; readonly third?: string }
}

/** A row of a sandbox register, found by its key. */
export interface InventedRow {
  readonly registry: 'household' | 'property' | 'residence-permit' | 'social-insurance'
  readonly key: string
  readonly row: Readonly<Record<string, string | number | boolean>>
}

export interface InventedChild {
  readonly form: InventedForm
  /** Applies after the last day of the season. */
  readonly isLate: boolean
  readonly rows: readonly InventedRow[]
}

/** The families of every hundred: how many of each kind, in the order they are drawn. */
const KINDS = [
  ['both', 54],
  ['registered', 15],
  ['house', 11],
  ['policy', 4],
  ['migrant', 13],
  ['other', 3],
] as const

const SURNAMES = [...'陈林黄张吴李王郑蔡刘杨许郭苏庄何曾谢叶洪江潘']
const GIVEN = [...'满禾舟宁安悦晴朗溪岚乔苗川雨芽竹星云帆谷秋夏果桐']

/**
 * The children, in order of their places. `year`: of the autumn they begin in; they turn six by its 31 August. Wishes go to
 * the school of the home first, then to those everybody wants. Cost: a microsecond or two each.
 */
export function* inventedChildren(
  schools: readonly InventedSchool[],
  { year, count = 3000, seed = 20_260_901 }: { readonly year: number; readonly count?: number; readonly seed?: number },
): Generator<InventedChild> {
  const next = numbers(seed)
  const wanted = [...schools].sort((a, b) => b.seats - a.seats)
  const places = schools.flatMap(({ code, catchment, seats }) =>
    catchment.map((place) => ({ code, place, weight: (seats * (seats > 90 ? 1.5 : 1)) / catchment.length })),
  )
  const pick = () => pickBy(places, ({ weight }) => weight, next())
  let twinOf: InventedChild | null = null
  for (let n = 0; n < count; n++) {
    const family: Family = { n, year, next, pick, wanted, isElder: n % 100 === 40 && n + 1 < count }
    const child: InventedChild = twinOf ? twinBeside(twinOf, family) : inventedChild(family)
    twinOf = family.isElder ? child : null
    yield child
  }
}

interface Family {
  readonly n: number
  readonly year: number
  readonly next: () => number
  readonly pick: () => { readonly code: string; readonly place: string }
  readonly wanted: readonly InventedSchool[]
  /** The elder of twins. */
  readonly isElder: boolean
}

function inventedChild(family: Family): InventedChild {
  const { n, next } = family
  const [kind] = pickBy(KINDS, ([, share]) => share, next())
  const home = family.pick()
  const taiwan = kind === 'policy' && n % 3 === 0
  const bornOn = birthday(family)
  const idNumber = numberOf(taiwan ? '830000' : '350598', bornOn, 100 + 2 * Math.floor(n / 365) + (n % 2))
  const surname = SURNAMES[Math.floor(next() * SURNAMES.length)]!
  const adult = `${family.year - 30 - (Math.floor(n / 336) % 12)}-${two(1 + (n % 12))}-${two(1 + (Math.floor(n / 12) % 28))}`
  const guardianId = numberOf(taiwan ? '830000' : '350598', adult, 100 + Math.floor(n / 4032))
  const isTransfer = n % 120 === 7
  const form: InventedForm = {
    kind: isTransfer ? 'transfer' : 'first',
    ...(isTransfer && { grade: 2 + (n % 4) }),
    child: {
      name: `${surname}小${GIVEN[n % GIVEN.length]}`,
      idNumber,
      bornOn,
      ...(family.isElder && { twinId: twinNumber(idNumber, n) }),
    },
    guardian: {
      name: `${surname}某${GIVEN[Math.floor(next() * GIVEN.length)]}`,
      idNumber: guardianId,
      relation: n % 2 === 0 ? 'mother' : 'father',
      phone: `138${String(n).padStart(8, '0')}`,
    },
    home: placeOf(home.place),
    registered: placeIf(kind === 'both' || kind === 'registered', home.place, 'here'),
    house: placeIf(kind === 'both' || kind === 'house', home.place, 'owns'),
    work: { permit: kind === 'migrant', insured: kind === 'migrant' && n % 7 !== 0 },
    policy: kind !== 'policy' ? 'none' : taiwan ? 'taiwan' : (['military', 'martyr', 'talent'] as const)[n % 3]!,
    wishes: wishesOf(home.code, family),
  }
  return { form, isLate: n % 75 === 11, rows: rowsOf(form, n, family.pick().place) }
}

/** The younger twin: the same family, an id of its own, and each names the other. */
function twinBeside({ form, rows, isLate }: InventedChild, { n }: Family): InventedChild {
  const elder = form.child.idNumber
  const own = twinNumber(elder, n - 1)
  const child = {
    ...form.child,
    name: `${form.child.name.slice(0, 2)}${GIVEN[(n + 5) % GIVEN.length]}`,
    idNumber: own,
    twinId: elder,
  }
  const household = rows.flatMap((row) =>
    row.registry === 'household' ? [{ ...row, key: own, row: { ...row.row, name: child.name } }] : [],
  )
  return { form: { ...form, child }, isLate, rows: household }
}

/** What the registers say: mostly the same, of one family in forty another place, of one in fifty nothing. */
function rowsOf(form: InventedForm, n: number, elsewhere: string): readonly InventedRow[] {
  const { child, guardian } = form
  const says = (place: { readonly village?: string; readonly part?: string }, differs: boolean) => {
    const { village = '', part } = differs ? placeOf(elsewhere) : place
    return { village, ...(part !== undefined && { part }) }
  }
  const rows: InventedRow[] = []
  const add = (registry: InventedRow['registry'], key: string, row: InventedRow['row'], missing: boolean) => {
    if (!missing) rows.push({ registry, key, row })
  }
  if (form.registered.here)
    add(
      'household',
      child.idNumber,
      { name: child.name, guardian: guardian.idNumber, here: true, ...says(form.registered, n % 40 === 3) },
      n % 50 === 17,
    )
  if (form.house.owns)
    add(
      'property',
      guardian.idNumber,
      { owner: guardian.name, owns: true, ...says(form.house, n % 40 === 13) },
      n % 50 === 27,
    )
  if (form.work.permit)
    add(
      'residence-permit',
      guardian.idNumber,
      { name: guardian.name, holds: true, ...says(form.home, n % 40 === 23) },
      n % 50 === 37,
    )
  if (form.work.insured)
    add('social-insurance', guardian.idNumber, { name: guardian.name, insured: n % 40 !== 33 }, n % 50 === 47)
  return rows
}

function wishesOf(own: string, { next, wanted }: Family): InventedForm['wishes'] {
  const others = wanted.filter(({ code }) => code !== own)
  const [a, b] = [0, 1].map(() => others[Math.floor(next() ** 2.5 * others.length)]!.code)
  // One family in five dares to name a wanted school before its own.
  const list = next() < 0.2 ? [a, own, b] : [own, a, b]
  const [first, second, third] = [...new Set(list)].slice(0, 1 + Math.floor(next() * 3))
  return { first: first!, ...(second && { second }), ...(third && { third }) }
}

/** The one that a number in [0, 1) falls to, each by its weight. */
function pickBy<One>(ones: readonly One[], weightOf: (one: One) => number, at: number): One {
  const total = ones.reduce((sum, one) => sum + weightOf(one), 0)
  let left = at * total
  for (const one of ones) {
    left -= weightOf(one)
    if (left < 0) return one
  }
  return ones[0]!
}

function placeOf(place: string): { readonly village: string; readonly part?: string } {
  const [village, part] = place.split('/') as [string, string?]
  return { village, ...(part !== undefined && { part }) }
}

const placeIf = <const Name extends string>(holds: boolean, place: string, name: Name) =>
  ({ [name]: holds, ...(holds && placeOf(place)) }) as { readonly [K in Name]: boolean }

/** Between 1 September and 31 August, so that all turn six by the last day of August. */
function birthday({ n, year }: Family): string {
  const day = new Date(Date.UTC(year - 7, 8, 1) + ((n * 37) % 365) * 86_400_000)
  return day.toISOString().slice(0, 10)
}

/** A citizen number of that division and day of birth. */
export function numberOf(division: string, born: string, sequence: number): string {
  const first17 = `${division}${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return first17 + residentIdCheckDigit(first17)
}

/** The number of the younger twin: born the same day, with a sequence that no other child has. */
const twinNumber = (elder: string, n: number): string =>
  numberOf(elder.slice(0, 6), elder.slice(6, 14), 650 + (Math.floor(n / 100) % 350))

const two = (value: number) => String(value).padStart(2, '0')

/** A small reproducible source of numbers in [0, 1) (xorshift32). */
function numbers(seed: number): () => number {
  let state = seed | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
