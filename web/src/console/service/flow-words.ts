// What the drawing of a service says in its boxes and on its lines; the export says the same.

import { saySpan } from '#kernel/case/effects.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Limit } from '#kernel/service/step.ts'
import { sayPost } from '#kernel/unit/role.ts'
import type { T } from '../../words/words.ts'
import type { FlowNode } from './flow-layout.ts'
import type { FlowEdge } from './flow-router.ts'
import { OUTCOME_WORDS } from './outcome-words.ts'

type Place = Pick<FlowNode, 'step' | 'branch' | 'shape'>

export function flowWords(definition: ServiceDefinition, t: T) {
  const at = (name: string) => definition.steps[name]
  const road = ({ step, branch }: Place) => {
    const found = at(step)
    return branch !== null && found?.kind === 'all' ? found.branches[branch] : undefined
  }
  const limitWords = (span: Limit) =>
    span.unit === 'moment'
      ? saySpan(span)
      : 'hours' in span
        ? t('flow.hours', { n: span.hours })
        : t(span.unit === 'workingDays' ? 'flow.days' : 'flow.naturalDays', { n: span.days })
  const outcomeWord = (from: string, outcome: string) => {
    const step = at(from)
    if (step?.kind === 'task') return step.outcomes[outcome] ?? outcome
    return OUTCOME_WORDS[outcome] ? t(OUTCOME_WORDS[outcome]) : ''
  }
  return {
    titleOf: (place: Place): string => road(place)?.title ?? at(place.step)?.title ?? place.step,
    /** How long a step may take; a road has the limit of the whole review. */
    limitOf({ step, branch }: Place): string {
      const found = at(step)
      const span = found?.kind === 'publicity' ? found.for : found?.within
      return span && branch === null ? limitWords(span) : ''
    },
    /** Who takes the step. */
    officeOf(place: Place): string {
      const found = at(place.step)
      if (!found || found.kind === 'end') return ''
      if (place.shape === 'pointer') return t('flow.elsewhere')
      const by = road(place)?.by ?? ('by' in found ? found.by : undefined)
      const office = by === undefined ? t('flow.byItself') : by === 'applicant' ? t('flow.applicant') : sayPost('', by)
      return (road(place) ?? found).when ? t('flow.sometimes', { office }) : office
    },
    /** The words of a line; one that every outcome takes needs none. */
    wordsOf({ from, outcomes }: Pick<FlowEdge, 'from' | 'outcomes'>): string {
      const all = Object.keys(at(from)?.on ?? {}).length
      if (outcomes.length > 1 && outcomes.length === all) return ''
      return outcomes
        .map((one) => outcomeWord(from, one))
        .filter(Boolean)
        .join('／')
    },
  }
}
