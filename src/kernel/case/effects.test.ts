import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { legalDateOf, plainDate } from '#kernel/calendar/plain-date.ts'
import { compileService } from '#kernel/service/compile.ts'
import { type Unit, unitTree } from '#kernel/unit/tree.ts'
import { SERVICES } from '#services/index.ts'
import type { Actor } from './actor.ts'
import { clockWords } from './clock-words.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { effectsOf, sayDue } from './effects.ts'
import { type Example, instantOf, replay } from './example.ts'
import type { CaseState } from './state.ts'

const { declaration, overlays, examples } = SERVICES[0]!
const definition = compileService(declaration, overlays[0]!, () => 'v')
const seed = JSON.parse(readFileSync(new URL('../../../seed/villages.json', import.meta.url), 'utf8')) as readonly {
  code: string
  town: string
  name: string
}[]
const units = unitTree([
  { code: 'bureau', name: '审批局', level: 'bureau', parent: null },
  ...[...new Set(seed.map(({ town }) => town))].map(
    (code): Unit => ({ code, name: `镇${code.slice(-3)}`, level: 'town', parent: 'bureau' }),
  ),
  ...seed.map(({ code, town, name }): Unit => ({ code, name, level: 'village', parent: town })),
])
const world = { units, calendar: officialCalendar }
const story = (name: string): Example => {
  const found = examples.find((one) => one.name.startsWith(name))
  assert.ok(found, name)
  return found
}
/** The state of a story after its first `lines` lines. */
const after = (name: string, lines: number): CaseState => {
  const told = { ...story(name), script: story(name).script.slice(0, lines) }
  let ends = ''
  try {
    replay(definition, { ...told, ends }, world)
  } catch (fault) {
    ends = /停在 (\w+)，/.exec((fault as Error).message)?.[1] ?? ''
  }
  return replay(definition, { ...told, ends }, world).state
}

function effects(state: CaseState, local: string, role: string, command: Command): string[] {
  const [kind, unit] = role.startsWith('village')
    ? ['village', state.place]
    : role.startsWith('town')
      ? ['town', units.get(state.place)!.parent!]
      : ['bureau', 'bureau']
  const actor = { kind: 'officer', id: role, name: kind, posts: [{ role, unit }] } as unknown as Actor
  const now = instantOf(local)
  const decision = decide(definition, state, command, { ...world, now, actor, facts: {}, code: 'preview' })
  assert.ok(decision.ok, JSON.stringify(!decision.ok && decision.refusal))
  return effectsOf(definition, state, decision.state, { ...world, today: legalDateOf(now) }).map(({ says }) => says)
}

const approve = { type: 'decide', verdict: 'approve', reason: '' } as const

test('acceptance starts the clock and publishes', () => {
  assert.deepEqual(effects(after('从申请', 0), '2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }), [
    '承诺 8 个工作日，「村里公示」期间停表',
    '进入「村里公示」 5 个工作日，至 9月9日（周一）',
    '无异议自动进入「等农用地转用」',
  ])
})

test('approval stops the clock in time and issues both certificates', () => {
  assert.deepEqual(effects(after('从申请', 5), '2024-09-12 10:41', 'bureau.approver', approve), [
    '承诺时钟停在第 2 日，按时',
    '制两证：农村宅基地批准书、乡村建设规划许可证',
    '进入「上门放样」 5 个工作日，至 9月20日（周五）',
    '转给 镇104自然资源',
  ])
})

test('a late approval says by how many working days', () => {
  const [clock] = effects(after('从申请', 5), '2024-10-08 10:00', 'bureau.approver', approve)
  assert.match(clock!, /^承诺时钟停在第 \d+ 日，已超期 \d+ 个工作日$/)
})

test('a refusal of permission ends the case', () => {
  assert.deepEqual(
    effects(after('从申请', 5), '2024-09-12 10:41', 'bureau.approver', {
      ...approve,
      verdict: 'reject',
      reason: '理由',
    }),
    ['承诺时钟停在第 2 日，按时', '办结：不予批准'],
  )
})

test('a supplement request names its last day and that it is the only one', () => {
  const asked = [{ material: 'house-plan', reason: '没有设计图' }]
  assert.deepEqual(
    effects(after('补正一次', 0), '2024-09-02 10:00', 'village.agent', { type: 'requestSupplement', asked }),
    ['等申请人补 1 项，最晚 10月2日；补正告知只能发这一次'],
  )
})

test('a deferral names what is owed and until when', () => {
  const deferral = { materials: ['house-plan'], until: plainDate('2024-09-20') }
  const says = effects(after('容缺', 0), '2024-09-02 10:00', 'village.agent', { type: 'accept', note: '', deferral })
  assert.ok(says.includes('容缺 住宅设计图，9月20日前不交就终止办理'), says.join())
})

test('an opinion tells whom the join still waits for, a return who mends it', () => {
  const joint = after('从申请', 3)
  const opine = { type: 'opine', branch: 'land', opinion: '意见' } as const
  assert.deepEqual(effects(joint, '2024-09-10 15:00', 'town.land', { ...opine, verdict: 'agree' }), [
    '还等农业农村给出意见',
  ])
  const asked = [{ material: 'house-plan', reason: '没有标尺寸' }]
  assert.deepEqual(effects(joint, '2024-09-10 15:00', 'town.land', { ...opine, verdict: 'return', asked }), [
    '退给村代办员改 1 项，改好后只有「自然资源」重新看',
  ])
  const returned = after('一个部门退回', 5)
  const mend = { type: 'mend', branch: 'land', form: returned.form, note: '' } as const
  const materials = [{ kind: 'house-plan', origin: 'paper' }] as const
  assert.deepEqual(effects(returned, '2024-09-11 09:00', 'village.agent', { ...mend, materials }), [
    '「自然资源」重新看',
  ])
})

test('the last opinion leads to the decision and names who decides', () => {
  const says = effects(after('从申请', 4), '2024-09-11 16:20', 'town.land', {
    type: 'opine',
    branch: 'land',
    verdict: 'agree',
    opinion: '',
  })
  assert.deepEqual(says, ['进入「审批决定」 1 个工作日，至 9月12日（周四）', '转给 审批局审批'])
})

test('a special procedure pauses the clock, resuming lets it run on, an extension moves the day', () => {
  const decision = after('从申请', 5)
  const suspend = { type: 'suspend', ground: 'hearing', notice: '听证告知书' } as const
  assert.deepEqual(effects(decision, '2024-09-12 10:41', 'bureau.approver', suspend), ['承诺时钟暂停，已用 2 日'])
  const suspended = after('联审有一路', 7)
  const [resumed] = effects(suspended, '2024-10-08 09:00', 'bureau.approver', { type: 'resume' })
  assert.match(resumed!, /^承诺时钟接着走，还有 \d 个工作日，到期 \d+月\d+日（周.）$/)
  const [extended] = effects(decision, '2024-09-12 10:41', 'bureau.head', { type: 'extend', reason: '复核' })
  assert.match(extended!, /^期限延长 10 个工作日，到期 10月11日（周五）；只能延一次$/)
})

test('no change has no effects', () => {
  const state = after('从申请', 5)
  assert.deepEqual(effectsOf(definition, state, state, { ...world, today: plainDate('2024-09-12') }), [])
})

test('every change that an example makes is told, save ratings and objections', () => {
  const silent = new Set(['rate', 'object', 'wake'])
  for (const example of examples) {
    for (const [index, line] of example.script.entries()) {
      if (line.refused !== undefined || silent.has(line.command.type)) continue
      const [before, now] = [after(example.name, index), after(example.name, index + 1)]
      const today = legalDateOf(instantOf(line.at))
      assert.notEqual(effectsOf(definition, before, now, { ...world, today }).length, 0, `${example.name} ${line.at}`)
    }
  }
})

test('every word of the clock is known', () => {
  const words = clockWords(definition)
  for (const example of examples)
    for (const { why } of replay(definition, example, world).state.clock) assert.ok(words[why], why)
})

test('a day is said with its weekday, a make-up day as such', () => {
  assert.equal(sayDue(plainDate('2024-09-14'), officialCalendar), '9月14日（周六，调休上班）')
  assert.equal(sayDue(plainDate('2024-09-20'), officialCalendar), '9月20日（周五）')
})
