import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { ageOn, verifyResidentId } from '#kernel/party/resident-id.ts'
import { type InventedSchool, inventedChildren } from './invented.ts'

interface SeedSchool extends InventedSchool {
  readonly name: string
  readonly town: string
}

const seed = (name: string) => JSON.parse(readFileSync(new URL(`../../../seed/${name}`, import.meta.url), 'utf8'))
const schools: readonly SeedSchool[] = seed('schools.json')
const villages: readonly { readonly code: string; readonly town: string }[] = seed('villages.json')
const children = [...inventedChildren(schools, { year: 2026 })]
const count = (holds: (child: (typeof children)[number]) => boolean) => children.filter(holds).length

describe('the seed content of a season', () => {
  it('has 43 schools, and every village lies in the catchment of one, or in two parts of two', () => {
    assert.equal(schools.length, 43)
    assert.deepEqual(
      [new Set(schools.map(({ code }) => code)).size, new Set(schools.map(({ name }) => name)).size],
      [43, 43],
    )
    const places = schools.flatMap(({ catchment }) => catchment)
    assert.equal(new Set(places).size, places.length)
    for (const { code, town } of villages) {
      const parts = places.filter((place) => place.split('/')[0] === code)
      assert.ok(parts.length === 2 || (parts.length === 1 && parts[0] === code), code)
      const there = schools.filter(({ catchment }) => catchment.some((place) => place.startsWith(code)))
      assert.ok(there.every((school) => school.town === town))
    }
  })

  it('has 3,000 children, each with an identity of its own, all six by the last day of August', () => {
    assert.equal(children.length, 3000)
    assert.equal(new Set(children.map(({ form }) => form.child.idNumber)).size, 3000)
    for (const { form } of children) {
      const day = plainDate('2026-08-31')
      const verdict = verifyResidentId(form.child.idNumber, day)
      assert.ok(verdict.ok && verdict.birthDate === form.child.bornOn && ageOn(verdict.birthDate, day) === 6)
    }
  })

  it('has twins who name each other, late and transferred children, children from Taiwan and of migrants', () => {
    const twinOf = new Map(children.map(({ form }) => [form.child.idNumber, form.child.twinId]))
    const twins = children.filter(({ form }) => form.child.twinId !== undefined)
    assert.ok(twins.every(({ form }) => twinOf.get(form.child.twinId!) === form.child.idNumber))
    assert.deepEqual(
      [twins.length, count(({ isLate }) => isLate), count(({ form }) => form.kind === 'transfer')],
      [60, 40, 25],
    )
    assert.ok(count(({ form }) => form.child.idNumber.startsWith('830000') && form.policy === 'taiwan') > 20)
    assert.ok(count(({ form }) => form.work.permit) > 300)
  })

  it('has registers that agree with most families, contradict some and know nothing of others', () => {
    const household = children.filter(({ form }) => form.registered.here)
    const rowOf = new Map(children.flatMap(({ rows }) => rows.map((row) => [`${row.registry} ${row.key}`, row.row])))
    const said = household.map(({ form }) => ({ form, row: rowOf.get(`household ${form.child.idNumber}`) }))
    const share = (holds: (one: (typeof said)[number]) => boolean) => said.filter(holds).length / said.length
    const agrees = ({ form, row }: (typeof said)[number]) => row?.village === form.registered.village
    assert.ok(share(agrees) > 0.9)
    assert.ok(share(({ row }) => row === undefined) > 0.005)
    assert.ok(share((one) => one.row !== undefined && !agrees(one)) > 0.01)
  })

  it('is the same for everybody', () => {
    assert.deepEqual([...inventedChildren(schools, { year: 2026, count: 50 })], children.slice(0, 50))
  })

  it('wants some schools more than they have seats', () => {
    const first = new Map<string, number>()
    for (const { form } of children) first.set(form.wishes.first, (first.get(form.wishes.first) ?? 0) + 1)
    const crowded = schools.filter(({ code, seats }) => (first.get(code) ?? 0) > seats)
    assert.ok(crowded.length >= 2 && crowded.length < 20, String(crowded.length))
    assert.ok(schools.reduce((sum, { seats }) => sum + seats, 0) >= 3000)
  })
})
