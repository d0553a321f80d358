// What can be said about a form while it is being filled: the same rules as the server's, on what is typed so far.

import { fill } from '#kernel/fill.ts'
import type { FormContext, FormProblem } from '#kernel/form/check-form.ts'
import { decodeForm, type Posted } from '#kernel/form/posted-form.ts'
import { advise, figuresOf, surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { evaluate } from '#kernel/service/evaluate.ts'
import type { FieldFault } from '../ui/field.ts'
import type { T } from '../words/words.ts'

/** The part of a definition that a page needs to check answers. */
export type CheckedDefinition = Pick<ServiceDefinition, 'form' | 'rules' | 'values' | 'materials'>

export interface LiveVerdict {
  readonly faults: Readonly<Record<string, FieldFault>>
  /** For rules that are met: what holds, by the path of their field. */
  readonly good: Readonly<Record<string, string>>
}

/** The verdict on the fields at `paths` (those the reader has left); what is not there yet is not a fault. */
export function liveVerdict(
  definition: CheckedDefinition,
  posted: Posted,
  paths: ReadonlySet<string>,
  context: FormContext,
  told: T['told'] = (sentence) => sentence,
): LiveVerdict {
  const form = decodeForm(definition.form, posted)
  // advise() reads no more of a definition than this part of it.
  const findings = advise(definition as ServiceDefinition, { form, materials: [] }, {}, context).findings
  const faults: Record<string, FieldFault> = {}
  for (const { path, message, code, group, remedy } of findings) {
    if (!paths.has(path) || path in faults || isNotYet(code)) continue
    faults[path] = group === 'invalid' ? { message: told(message) } : { message: told(message), remedy: told(remedy) }
  }
  const around = { ...surroundingsOf(definition as ServiceDefinition, form, {}), today: context.on }
  const good: Record<string, string> = {}
  for (const rule of definition.rules) {
    if (paths.has(rule.field) && !(rule.field in faults) && evaluate(rule.when, around) === false) {
      good[rule.field] = fill(rule.passes, figuresOf(rule, around))
    }
  }
  return { faults, good }
}

const isNotYet = (code: string): boolean => (code as FormProblem['code']) === 'FIELD_MISSING'
