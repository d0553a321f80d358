// Applications for measuring: the homestead example that lacks its house plan, by invented people (division 350598 does
// not exist). Used by the benchmark of the main path and by the drill.

import { residentIdCheckDigit } from '#kernel/party/resident-id.ts'
import { examples } from '#services/homestead/examples.ts'

const sample = examples[0] as (typeof examples)[number]
const KINDS = ['household-register', 'identity-card', 'use-commitment', 'neighbours-opinion']

/** Materials shown on paper. */
export const paper = (kinds: readonly string[]) => kinds.map((kind) => ({ kind, origin: 'paper' as const }))

/** The n-th invented identity number. */
export function idNumber(n: number): string {
  const first = `350598${1960 + (n % 40)}${String((n % 12) + 1).padStart(2, '0')}${String((n % 28) + 1).padStart(2, '0')}${String(n % 1000).padStart(3, '0')}`
  return first + residentIdCheckDigit(first)
}

/** An application of this householder; `n` varies the rest of the household. */
export function applicationOf(householder: string, n: number) {
  const form = structuredClone(sample.form) as { members: { idNumber: string }[] }
  ;(form.members[0] as { idNumber: string }).idNumber = householder
  for (const [i, member] of form.members.slice(1).entries()) member.idNumber = idNumber(n * 7 + i + 1)
  return { service: 'homestead', form, materials: paper(KINDS) }
}
