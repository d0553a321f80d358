// Applications for measuring: the homestead example that lacks its house plan, by invented people (division 350598 does
// not exist). Used by the benchmark of the main path and by the drill.

import { residentIdCheckDigit } from '#kernel/party/resident-id.ts'
import { examples } from '#services/homestead/examples.ts'

const sample = examples[0] as (typeof examples)[number]
const KINDS = ['household-register', 'identity-card', 'use-commitment', 'neighbours-opinion']

/** Materials shown on paper. */
export const paper = (kinds: readonly string[]) => kinds.map((kind) => ({ kind, origin: 'paper' as const }))

/** The n-th invented identity number, no two alike below 26 million. */
export function idNumber(n: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const [day, month, year] = [Math.floor(n / 1000) % 28, Math.floor(n / 28_000) % 12, Math.floor(n / 336_000) % 80]
  const first = `350598${1940 + year}${two(month + 1)}${two(day + 1)}${String(n % 1000).padStart(3, '0')}`
  return first + residentIdCheckDigit(first)
}

/** The application of the `n`-th household, whom nobody has met yet: as in life, hardly anyone applies twice. */
export function applicationOf(n: number) {
  const form = structuredClone(sample.form) as { members: { idNumber: string }[] }
  for (const [i, member] of form.members.entries()) member.idNumber = idNumber(10_000 + n * form.members.length + i)
  return { service: 'homestead', form, materials: paper(KINDS) }
}
