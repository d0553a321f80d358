// Whose a case is, as officers call it: a firm by its name, not by the person who hands in for it; anybody else by their own.

import { fieldAt } from '../form/form.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { at } from '../service/evaluate.ts'
import type { CaseState } from './state.ts'

export function whoseName(
  { applicant, form, subject }: Pick<ServiceDefinition, 'applicant' | 'form' | 'subject'>,
  state: Pick<CaseState, 'applicant' | 'form'>,
): string {
  const isFirm = applicant === 'firm' && fieldAt(form, subject.name)?.kind === 'text'
  const name = isFirm ? at(state.form, subject.name) : undefined
  return typeof name === 'string' ? name : state.applicant.name
}
