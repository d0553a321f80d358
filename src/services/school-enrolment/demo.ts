// The families of a demonstration: 3,000 who have applied, and what the sandbox's registers say of them and of the invented
// residents whom a visitor may play.

import type { DemoCase, DemoContent, DemoSeed } from '../declared.ts'
import { autumnAfter } from '../school-season/demo.ts'
import { type InventedChild, type InventedRow, type InventedSchool, inventedChildren, numberOf } from './invented.ts'

/** Residents of the sandbox with a child of school age: number, name, village. */
const RESIDENTS = [
  ['350598197503120018', '陈某一', '陈小禾', '350521104-01'],
  ['350598198207250023', '林某二', '林小满', '350521104-05'],
  ['350598199011300046', '吴某四', '吴小舟', '350521105-07'],
] as const

export function demo({ files, today }: DemoSeed): DemoContent {
  const schools = (files.schools ?? []) as readonly InventedSchool[]
  const year = autumnAfter(today)
  const children = [...inventedChildren(schools, { year })]
  const rows = [
    ...children.flatMap((child) => child.rows),
    ...RESIDENTS.flatMap((one, index) => rowsOf(one, year, index)),
  ]
  const registries: Record<string, Record<string, InventedRow['row']>> = {}
  for (const { registry, key, row } of rows) {
    const found = registries[registry] ?? {}
    found[key] = row
    registries[registry] = found
  }
  return { registries, cases: casesOf(children) }
}

function rowsOf(
  [guardian, owner, name, village]: (typeof RESIDENTS)[number],
  year: number,
  index: number,
): InventedRow[] {
  return [
    { registry: 'household', key: residentChild(year, index), row: { name, guardian, village, here: true } },
    { registry: 'property', key: guardian, row: { owner, village, owns: true } },
  ]
}

/** The number of a resident's child: six by the last day of August. */
export const residentChild = (year: number, index: number): string => numberOf('350598', `${year - 6}-03-15`, index + 1)

function* casesOf(children: Iterable<InventedChild>): Generator<DemoCase> {
  for (const { form, isLate } of children) {
    if (isLate) continue
    const { home, child, ...rest } = form
    const { bornOn: _, twinId, ...own } = child
    yield {
      by: { name: form.guardian.name, idNumber: form.guardian.idNumber },
      form: {
        ...rest,
        ...home,
        season: { entry: 'schoolPlan' },
        child: { ...own, ...(twinId !== undefined && { twin: twinId }) },
      },
      materials: form.policy === 'none' ? [] : [{ kind: 'proof', origin: 'paper' }],
      acts: [],
    }
  }
}
