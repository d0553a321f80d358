// The words for the keys that a case's clock keeps beside each change (`why`): what acts put there, the steps and the
// grounds of its definition. The proof of the clock reads them on the desk, on the citizen's page and on paper.

import type { ServiceDefinition } from '../service/declaration.ts'

const ACTS = { accepted: '受理', decided: '决定', resumed: '恢复办理' } as const

/** Word by key, for `sentenceOfClock`. */
export function clockWords(definition: Pick<ServiceDefinition, 'steps' | 'across'>): Readonly<Record<string, string>> {
  const titles = (named: Readonly<Record<string, { readonly title: string }>>) =>
    Object.fromEntries(Object.entries(named).map(([key, { title }]) => [key, title]))
  return { ...titles(definition.steps), ...titles(definition.across.suspension?.grounds ?? {}), ...ACTS }
}
