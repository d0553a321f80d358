// Who may do what, at every situation the examples reach: each role, the applicant, agents, strangers, anyone, against
// every command. The allowed set is a page a person has read: `node src/services/authority.test.ts --update` writes it
// again, and the change is to be reviewed like code.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Actor, MandatedAction, PersonRef } from '#kernel/case/actor.ts'
import { PHASES } from '#kernel/case/acts-payment.ts'
import { COMMAND_TITLES, type CommandType } from '#kernel/case/command.ts'
import { decide, whyNot } from '#kernel/case/decide.ts'
import { fold } from '#kernel/case/evolve.ts'
import { type Example, replay } from '#kernel/case/example.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { compileService } from '#kernel/service/compile.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import { WORLD } from '../../test/support/homestead.ts'
import { SERVICES } from './index.ts'

const ROLE_NAMES = Object.keys(ROLES) as Role[]
type Asked = { readonly type: CommandType; readonly branch?: string }

/** Those who could come to a case, by what they are called on the page. */
function actorsAt(definition: ServiceDefinition, state: CaseState): ReadonlyMap<string, Actor> {
  const mandate = (principal: PersonRef, actions: readonly MandatedAction[]) => ({
    id: 'mandate',
    principal,
    services: [definition.slug],
    actions,
    until: '2099-12-31',
  })
  const agent = (actions: readonly MandatedAction[], principal: PersonRef = state.applicant): Actor => ({
    kind: 'person',
    id: 'agent',
    name: '代某',
    mandate: mandate(principal, actions),
  })
  return new Map<string, Actor>([
    ['申请人', { kind: 'person', ...state.applicant }],
    ['代理人', agent(['submit', 'supplement', 'follow', 'collect'])],
    ['委托书没有写这些的代理人', agent([])],
    ['别人的代理人', agent(['submit', 'supplement', 'follow'], { id: 'other', name: '别人' })],
    ['不相干的人', { kind: 'person', id: 'stranger', name: '许某' }],
    ['不登录的人', { kind: 'public', id: 'public', name: '群众' }],
    ['系统', { kind: 'system', id: 'system', name: '系统' }],
    ...ROLE_NAMES.map((role): [string, Actor] => [
      ROLES[role].title,
      officerOf(role, state.place, state.assigned.lead),
    ]),
    ...ROLE_NAMES.filter((role) => ROLES[role].level === 'town' || ROLES[role].level === 'village').map(
      (role): [string, Actor] => [`别处的${ROLES[role].title}`, officerOf(role, elsewhere(state.place))],
    ),
  ])
}

function officerOf(role: Role, place: string, assigned: string | null = null): Actor {
  return {
    kind: 'officer',
    id: `someone-${role}`,
    name: '某',
    posts: [{ role, unit: unitFor(WORLD.units, role, place, assigned) ?? '' }],
  }
}

/** A village of another town. */
function elsewhere(place: string): string {
  const town = WORLD.units.get(place)?.parent
  return [...WORLD.units.values()].find(({ level, parent }) => level === 'village' && parent !== town)?.code ?? ''
}

/** Every situation the examples reach, once each, by a title; the state as it first came about. */
function situationsOf(definition: ServiceDefinition, examples: readonly Example[]): Map<string, CaseState> {
  const found = new Map<string, CaseState>()
  for (const example of examples) {
    const { events } = replay(definition, example, WORLD)
    const ends = events.flatMap((event, index) => (event.at === events[index + 1]?.at ? [] : [index + 1]))
    for (const end of ends) {
      const state = fold(events.slice(0, end)) as CaseState
      const title = titleOf(definition, state)
      if (!found.has(title)) found.set(title, state)
    }
  }
  const order = Object.keys(definition.steps)
  const place = ({ ended, at }: CaseState) => order.indexOf(ended?.outcome ?? at)
  return new Map([...found].sort(([, a], [, b]) => place(a) - place(b)))
}

function titleOf(definition: ServiceDefinition, state: CaseState): string {
  if (state.ended) return `办结：${definition.steps[state.ended.outcome]?.title}${state.rating ? '，已评价' : ''}`
  const branches = Object.values(state.branches)
  return [
    definition.steps[state.at]?.title,
    ...(state.supplement?.phase === 'open' ? ['等补正'] : []),
    ...(state.supplement?.phase === 'answered' && state.acceptance === null ? ['补正已交'] : []),
    ...(state.suspension ? ['停着'] : []),
    ...(branches.some(({ phase }) => phase === 'returned') ? ['有一路退回'] : []),
    ...(branches.some(({ escalated }) => escalated) ? ['有一路已上报'] : []),
    ...(state.deferral ? ['有容缺承诺'] : []),
    ...(state.extension ? ['延过期'] : []),
    ...(state.extensionAsked ? ['申请了延期'] : []),
    ...(state.payments[state.at] ? [PHASES[state.payments[state.at]?.phase ?? 'due']] : []),
  ].join('，')
}

/** Every command that could be given to a state; those about one branch once for each. */
function commandsAt(state: CaseState): Asked[] {
  const branches = Object.keys(state.branches)
  return (Object.keys(COMMAND_TITLES) as CommandType[]).flatMap((type): Asked[] => {
    // What registries answer comes from the system alone; a test of compare says so.
    if (type === 'submit' || type === 'compare') return []
    const onBranch = (type === 'opine' || type === 'mend') && branches.length > 0
    return onBranch ? branches.map((branch) => ({ type, branch })) : [{ type }]
  })
}

function mayGive(definition: ServiceDefinition, state: CaseState, asked: Asked, actor: Actor): boolean {
  const context = { ...WORLD, now: state.last.at, actor, facts: {}, code: '' }
  if (asked.type === 'wake') return decide(definition, state, { type: 'wake' }, context).ok
  return whyNot(definition, state, asked as Parameters<typeof whyNot>[2], context) === null
}

interface Row {
  readonly asked: Asked
  readonly who: readonly string[]
}

function rowsAt(definition: ServiceDefinition, state: CaseState): Row[] {
  const actors = actorsAt(definition, state)
  return commandsAt(state).map((asked) => ({
    asked,
    who: [...actors].filter(([, actor]) => mayGive(definition, state, asked, actor)).map(([name]) => name),
  }))
}

const OUTSIDERS = /^(委托书没有写|别人的|不相干|不登录|别处的)/

for (const { folder, declaration, overlays, examples } of SERVICES) {
  const overlay = overlays[0]
  if (!overlay) continue
  const definition = compileService(declaration, overlay, (text) => hash('sha256', text))
  const situations = situationsOf(definition, examples)
  const matrix = new Map([...situations].map(([title, state]) => [title, rowsAt(definition, state)]))

  test(`${declaration.slug}: nobody outside a case does anything to it but object in public, whatever their office elsewhere`, () => {
    for (const [title, rows] of matrix)
      for (const { asked, who } of rows) {
        if (asked.type !== 'object')
          assert.deepEqual(
            who.filter((name) => OUTSIDERS.test(name)),
            [],
            `${title}: ${asked.type}`,
          )
      }
  })

  test(`${declaration.slug}: the applicant and the agent never do an officer’s work, nor an officer theirs`, () => {
    const applicants: readonly CommandType[] = ['supplement', 'keepDeferral', 'withdraw', 'rate', 'object', 'fulfil']
    for (const [title, rows] of matrix)
      for (const { asked, who } of rows) {
        const names = who.filter((name) => name === '申请人' || name === '代理人')
        const step = definition.steps[situations.get(title)?.at ?? '']
        const isTheirs = asked.type === 'complete' && step?.kind === 'task' && step.by === 'applicant'
        if (!applicants.includes(asked.type) && !isTheirs) assert.deepEqual(names, [], `${title}: ${asked.type}`)
        if (isTheirs || ['supplement', 'keepDeferral', 'withdraw', 'rate'].includes(asked.type))
          assert.ok(
            who.every((name) => name === '申请人' || name === '代理人'),
            `${title}: ${asked.type}`,
          )
      }
  })

  test(`${declaration.slug}: the page says who may do what`, () => {
    const name = folder === declaration.slug ? '' : `${declaration.slug}.`
    const file = new URL(`./${folder}/${name}authority.snapshot.md`, import.meta.url)
    const page = pageOf(definition, matrix)
    if (process.argv.includes('--update')) writeFileSync(file, page)
    assert.ok(existsSync(file), 'run: node src/services/authority.test.ts --update')
    assert.equal(
      readFileSync(file, 'utf8'),
      page,
      'review the change, then: node src/services/authority.test.ts --update',
    )
  })
}

function pageOf(definition: ServiceDefinition, matrix: ReadonlyMap<string, readonly Row[]>): string {
  const sections = [...matrix].map(([title, rows]) => {
    const lines = rows
      .filter(({ who }) => who.length > 0)
      .map(({ asked, who }) => `- ${sayAsked(definition, asked)}：${sayWho(who)}`)
    return `## ${title}\n\n${lines.join('\n')}\n`
  })
  return `# ${definition.title}：谁可以做什么

Every situation that the examples reach, and who may give which command there, as decide() answers. What is not listed
is refused to everybody; “所有人” includes those who did not sign in. Written by \`src/services/authority.test.ts\`:
whoever changes a line here has changed who holds power over a case, and says so in review.

${sections.join('\n')}`
}

/** The branch by its title. */
function sayAsked(definition: ServiceDefinition, { type, branch }: Asked): string {
  if (branch === undefined) return COMMAND_TITLES[type]
  const titles = Object.values(definition.steps).flatMap((step) =>
    step.kind === 'all' ? [step.branches[branch]?.title] : [],
  )
  return `${COMMAND_TITLES[type]}（${titles.find((title) => title !== undefined) ?? branch}）`
}

const sayWho = (who: readonly string[]): string =>
  who.includes('不登录的人') && who.includes('系统') ? '所有人' : who.join('、')
