// A homestead story lived through by the kernel, as the console holds a case: for its tests.

import { readFileSync } from 'node:fs'
import { officialCalendar } from '../../src/kernel/calendar/official.ts'
import type { Actor } from '../../src/kernel/case/actor.ts'
import { type Example, instantOf, replay } from '../../src/kernel/case/example.ts'
import type { Context } from '../../src/kernel/case/turn.ts'
import { compileService } from '../../src/kernel/service/compile.ts'
import type { Role } from '../../src/kernel/unit/role.ts'
import { unitFor } from '../../src/kernel/unit/tree.ts'
import { unitsOf } from '../../src/services/district.ts'
import { SERVICES } from '../../src/services/index.ts'
import type { OpenedCase } from '../src/console/case/opened.ts'

const { declaration, overlays, examples } = SERVICES.find((one) => one.declaration.slug === 'homestead')!
export const definition = compileService(declaration, overlays[0]!, () => 'v')
export const units = unitsOf(JSON.parse(readFileSync(new URL('../../seed/villages.json', import.meta.url), 'utf8')))
export const calendar = officialCalendar

/** The case after the first `lines` lines of the example whose name begins so. */
export function caseAfter(
  name: string,
  lines: number,
  change: (example: Example) => Example = (same) => same,
): OpenedCase {
  const example = examples.find((one) => one.name.startsWith(name))!
  const told = change({ ...example, script: example.script.slice(0, lines) })
  // Where the shortened story stops is learnt by telling it once with a wrong end.
  const ends = stopOf(told)
  const { state, events } = replay(definition, { ...told, ends }, { units, calendar })
  const view = {
    id: 'c1',
    caseNo: '1',
    queryCode: 'q',
    service: 'homestead',
    version: 'v',
    state,
    events,
    entries: [],
    facts: { liveCases: 0 },
  }
  return { view, definition }
}

function stopOf(told: Example): string {
  try {
    replay(definition, { ...told, ends: '' }, { units, calendar })
    return ''
  } catch (fault) {
    return /停在 (\w+)，/.exec((fault as Error).message)?.[1] ?? ''
  }
}

/** What decide() may depend on, for an officer of `role` where the case lies, at a Shanghai time. */
export function contextOf({ view }: OpenedCase, role: Role, local: string): Context {
  const actor: Actor = {
    kind: 'officer',
    id: role,
    name: role,
    posts: [{ role, unit: unitFor(units, role, view.state.place)! }],
  }
  return { now: instantOf(local), actor, calendar, units, facts: view.facts ?? {}, code: 'preview' }
}
