// Invented cases for looking at the console: the homestead examples, lived through by the real kernel in the days before
// a Thursday in September 2024, in different villages. No part of the platform.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { workingDaysBetween } from '../../src/kernel/calendar/calendar.ts'
import { officialCalendar } from '../../src/kernel/calendar/official.ts'
import { legalDateOf, type PlainDate } from '../../src/kernel/calendar/plain-date.ts'
import { type Actor, SYSTEM } from '../../src/kernel/case/actor.ts'
import { decide } from '../../src/kernel/case/decide.ts'
import { dutiesOf } from '../../src/kernel/case/due.ts'
import type { CaseEvent } from '../../src/kernel/case/event.ts'
import { instantOf } from '../../src/kernel/case/example.ts'
import type { CaseState } from '../../src/kernel/case/state.ts'
import { compileService } from '../../src/kernel/service/compile.ts'
import { ROLES, type Role } from '../../src/kernel/unit/role.ts'
import { type Unit, unitFor, unitTree } from '../../src/kernel/unit/tree.ts'
import { SERVICES } from '../../src/services/index.ts'

const START = Date.parse(instantOf('2024-09-12 10:41'))
const began = Date.now()
export const now = (): string => new Date(START + Date.now() - began).toISOString()

const { declaration, overlays, examples } = SERVICES[0]!
export const definition = compileService(declaration, overlays[0]!, (text) =>
  createHash('sha256').update(text).digest('hex'),
)
const seed = JSON.parse(readFileSync(new URL('../../seed/villages.json', import.meta.url), 'utf8')) as readonly {
  code: string
  town: string
  name: string
}[]
const townName = (code: string) => seed.find(({ town }) => town === code)!.name.replace(/示例村.*/, '')
export const unitList: readonly Unit[] = [
  { code: '350598', name: '审批局', level: 'bureau', parent: null },
  ...[...new Set(seed.map(({ town }) => town))].map(
    (code): Unit => ({ code, name: townName(code), level: 'town', parent: '350598' }),
  ),
  ...seed.map(({ code, town, name }): Unit => ({ code, name, level: 'village', parent: town })),
]
export const units = unitTree(unitList)
export const calendar = officialCalendar

export interface FakeCase {
  readonly id: string
  readonly caseNo: string
  state: CaseState
  events: CaseEvent[]
}

const NAMES = '黄秀某 曾令某 陈美某 苏雅某 郑某华 何静某 杨素某 林晓某 许某明 蔡某英 王某土 吴某兰'.split(' ')
const FILES: Readonly<Record<string, string>> = { 'house-plan': 'plan', 'use-commitment': 'letter' }

export const cases: FakeCase[] = []

function contextAt(at: string, actor: Actor) {
  return { now: at, actor, calendar, units, facts: { liveCases: 0 }, code: `code${cases.length}-` }
}

export function officerFor(role: Role, place: string, second = false): Actor {
  const name = `${'赵钱孙李周吴郑王冯陈'[Object.keys(ROLES).indexOf(role)]}某${second ? '二' : ''}`
  return {
    kind: 'officer',
    id: role + (second ? '#2' : ''),
    name,
    posts: [{ role, unit: unitFor(units, role, place)! }],
  }
}

function live(exampleIndex: number, shiftDays: number): void {
  const example = examples[exampleIndex]!
  const index = cases.length
  const place = seed[(index * 7) % seed.length]!.code
  const shift = (local: string) => new Date(Date.parse(instantOf(local)) + shiftDays * 86_400_000).toISOString()
  const applicant = { id: `person${index}`, name: NAMES[index % NAMES.length]! }
  const form = structuredClone(example.form) as { village: string; members: Record<string, string>[] }
  form.village = place
  for (const member of form.members) member.registeredIn = place
  form.members[0]!.name = applicant.name
  if (index % 5 === 3) (form as unknown as { planned: Record<string, number> }).planned.plotAreaM2 = 112
  const materials = example.materials.map((one) =>
    FILES[one.kind]
      ? { ...one, origin: 'upload' as const, file: FILES[one.kind]! }
      : one.kind === 'identity-card'
        ? { ...one, origin: 'registry' as const }
        : one,
  )
  const replaceForm = (command: object) => ('form' in command ? { ...command, form } : command)
  const first = decide(
    definition,
    null,
    { type: 'submit', applicant, form, materials },
    contextAt(shift(example.submittedAt), { kind: 'person', ...applicant }),
  )
  if (!first.ok || shift(example.submittedAt) > now()) return
  let state = first.state
  let events = [...first.events]
  const step = (at: string, actor: Actor, command: Parameters<typeof decide>[2]) => {
    const done = decide(definition, state, command, contextAt(at, actor))
    if (!done.ok) return
    state = done.state
    events = [...events, ...done.events]
  }
  for (const line of example.script) {
    if (shift(line.at) > now() || line.refused) continue
    step(shift(line.at), SYSTEM, { type: 'wake' })
    const actor: Actor =
      line.by === 'applicant'
        ? { kind: 'person', ...applicant }
        : line.by === 'anyone'
          ? { kind: 'public', id: 'public', name: '群众' }
          : line.by === 'time'
            ? SYSTEM
            : officerFor(line.by.replace('#2', '') as Role, place, line.by.endsWith('#2'))
    step(shift(line.at), actor, replaceForm(line.command) as Parameters<typeof decide>[2])
  }
  step(now(), SYSTEM, { type: 'wake' })
  cases.push({ id: `c${index}`, caseNo: `ZJD-2409-${String(index + 101).padStart(4, '0')}`, state, events })
}
for (const shift of [0, -1, 1, 2, 3, 6, 7, 8, 9, 10]) for (const index of examples.keys()) live(index, shift)

export const viewOf = ({ id, caseNo, state, events }: FakeCase) => ({
  id,
  caseNo,
  queryCode: `Q${id}`,
  service: definition.slug,
  version: definition.version,
  state,
  events,
  entries: state.entries.map((one, index) => ({
    entry: one.entry,
    title: one.title,
    code: one.code,
    number: `泉台审〔2024〕宅批${index + 1}号`,
    issuedAt: state.decision?.act.at ?? now(),
    status: 'valid',
  })),
  facts: { liveCases: 0 },
})

/** The queue of the posts, by due day; paused ones last. */
export function queueOf(posts: readonly { role: Role; unit: string }[]) {
  const today = legalDateOf(now())
  return cases
    .flatMap((one) =>
      dutiesOf(definition, one.state, units, calendar)
        .filter(({ role, unit }) => posts.some((post) => post.role === role && post.unit === unit))
        .map((duty) => ({
          ...viewOf(one),
          state: undefined,
          events: undefined,
          entries: undefined,
          facts: undefined,
          title: definition.title,
          applicant: one.state.applicant.name,
          summary: `${units.get(one.state.place)!.name} · 98 ㎡`,
          stepTitle: definition.steps[duty.step]!.title,
          ...duty,
          light: lightOf(duty.dueOn, today),
          at: one.state.last.at,
        })),
    )
    .sort((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1))
}

function lightOf(dueOn: PlainDate | null, today: PlainDate) {
  if (dueOn === null) return 'grey'
  if (dueOn < today) return 'red'
  return workingDaysBetween(calendar, today, dueOn) <= 1 ? 'yellow' : 'green'
}
