// How a node is said: its state, why it is so, and how it looks. One place for the picture, the list and the explanation.

import type { NodeView } from '#kernel/project/readiness.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Dates } from '../../words/dates.ts'
import type { T } from '../../words/words.ts'

export type Look = NodeView['standing'] | 'conflict'

export const lookOf = ({ standing, conflicts }: NodeView): Look =>
  standing === 'missing' && conflicts.length > 0 ? 'conflict' : standing

export const ICON_OF: Readonly<Record<Look, IconName>> = {
  done: 'check',
  filed: 'clock',
  ready: 'check-ring',
  missing: 'alert',
  conflict: 'cross-ring',
  locked: 'lock',
  skipped: 'minus',
}

export const STATE_WORD = {
  done: 'project.state.done',
  filed: 'project.state.filed',
  ready: 'project.state.ready',
  missing: 'project.state.missing',
  conflict: 'project.state.conflict',
  locked: 'project.state.locked',
  skipped: 'project.state.skipped',
} as const satisfies Readonly<Record<Look, string>>

/** Why it stands so, in one clause. */
export function sayWhy(t: T, { sayInstant, sayDay }: Dates, node: NodeView): string {
  const { standing, have, of, lacks, waits, conflicts, fact, plan, halted, simulation } = node
  const nodes = waits.join('、')
  switch (standing) {
    case 'done':
      return fact.entry
        ? t('project.why.done', { day: sayDay(fact.entry.issuedOn), number: fact.entry.number })
        : t('project.why.outside')
    case 'filed':
      return t('project.why.filed', { step: fact.case?.step ?? '' })
    case 'skipped':
      return t('project.why.skipped')
    case 'locked':
      return t(simulation?.standing === 'held' ? 'project.why.simulated' : 'project.why.locked', { nodes })
    case 'missing':
      return conflicts.length > 0 ? t('project.why.conflict') : t('project.why.missing', { have, of, n: lacks.length })
    default:
      if (halted) return t('project.why.halted', { have, of })
      if (plan?.filesAt) return t('project.why.planned', { have, of, time: sayInstant(plan.filesAt) })
      return t(plan ? 'project.why.proposed' : 'project.why.ready', { have, of })
  }
}
