// Codes that take a draft up on another device: each leads whoever is signed in as the same person to the part where they were. Good
// once and for ten minutes; only its hash is kept, and it says nothing of anybody. Under the citizen's database role a code is
// found by the person it was made for and by nobody else.

import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import type { RandomBytes } from '#platform/vault/seal.ts'
import { asPerson } from './draft.ts'

export interface Handovers {
  /** A new code for a person's draft; those of that draft before it stop working. */
  give(person: string, draft: { readonly service: string; readonly part: string }): Promise<GivenCode>
  /** Uses a code up and says where it leads; null when it is not this person's, ran out or was used. */
  take(person: string, code: string): Promise<{ readonly service: string; readonly part: string } | null>
}

interface GivenCode {
  readonly code: string
  readonly until: Date
}

const GOOD_FOR_MINUTES = 10
/** Without letters that are mistaken for digits; 12 of 32 are 60 bits. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'
const CODE = /^[0-9a-hjkmnp-tv-z]{12}$/

interface HandoverOptions {
  /** Connections of the citizens' role, with `app.district` set. */
  readonly pool: Pool
  readonly district: string
  readonly now: () => Date
  readonly random: RandomBytes
}

const hashOf = (code: string): Buffer => hash('sha256', code, 'buffer')

export function openHandovers({ pool, district, now, random }: HandoverOptions): Handovers {
  return {
    give: (person, { service, part }) =>
      asPerson(pool, person, async (client) => {
        const code = [...random(12)].map((byte) => LETTERS[byte % 32]).join('')
        const until = new Date(now().getTime() + GOOD_FOR_MINUTES * 60_000)
        await client.query(
          `insert into draft_handover (district, person, service, part, code_hash, ends_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (district, person, service) do update
             set part = excluded.part, code_hash = excluded.code_hash, ends_at = excluded.ends_at`,
          [district, person, service, part, hashOf(code), until],
        )
        return { code, until }
      }),
    take: async (person, typed) => {
      const code = typed.toLowerCase()
      if (!CODE.test(code)) return null
      return asPerson(pool, person, async (client) => {
        const { rows } = await client.query<{ service: string; part: string; good: boolean }>(
          `delete from draft_handover where district = $1 and person = $2 and code_hash = $3
           returning service, part, ends_at > $4 as good`,
          [district, person, hashOf(code), now()],
        )
        const [found] = rows
        return found?.good ? { service: found.service, part: found.part } : null
      })
    },
  }
}
