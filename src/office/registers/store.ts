// The tables of the register desk: signed codes, titles of rows, revocations. Everything runs as the appender, whose
// connection carries the district; who may do it is decided by the caller.

import type { Pool, PoolClient } from 'pg'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'

/** Who took an entry back, why, and by which document. */
export interface Revocation {
  readonly reason: string
  readonly document: string
  readonly on: PlainDate
}

export interface RecordedRevocation extends Revocation {
  readonly code: string
  readonly at: Date
  readonly officer: { readonly id: string; readonly name: string }
}

/** What stands behind a public code. */
export interface EntryPlace {
  readonly caseId: string
  readonly wrapped: Buffer
  /** The sealed text of the QR code; null until it was asked for. */
  readonly credential: Buffer | null
  readonly revocation: Revocation | null
}

export type RegisterStore = ReturnType<typeof registerStore>

interface PlaceRow {
  case_id: string
  wrapped: Buffer
  sealed: Buffer | null
  reason: string | null
  document: string
  revoked_on: string
}

/** The store of one district over a pool of the appender. */
export function registerStore(pool: Pool, district: string) {
  return {
    /** The entry of a public code, or null. */
    async find(code: string): Promise<EntryPlace | null> {
      const { rows } = await pool.query<PlaceRow>({
        name: 'register-entry',
        text: `select e.case_id, k.wrapped, c.sealed, r.reason, r.document, r.revoked_on::text as revoked_on
                 from register_entry e
                 join case_key k on k.district = e.district and k.case_id = e.case_id
                 left join register_credential c on c.district = e.district and c.code = e.code
                 left join register_revocation r on r.district = e.district and r.code = e.code
                where e.district = $1 and e.code = $2`,
        values: [district, code],
      })
      const [row] = rows
      if (!row) return null
      const { reason, document, revoked_on } = row
      const revocation = reason === null ? null : { reason, document, on: revoked_on as PlainDate }
      return { caseId: row.case_id, wrapped: row.wrapped, credential: row.sealed, revocation }
    },

    /** The public code of a certificate number, or null. */
    async codeOfNumber(entry: string, number: string): Promise<string | null> {
      const { rows } = await pool.query<{ code: string }>(
        'select code from register_entry where district = $1 and entry = $2 and number = $3',
        [district, entry, number],
      )
      return rows[0]?.code ?? null
    },

    /**
     * Keeps the signed text of an entry. `sign` is given the entry's place in the status list and the numbers of its row
     * titles, and answers the sealed text. One signing at a time in a district: places and numbers have no gaps.
     * Answers the text that was there first when two asked at once.
     */
    async keepCredential(
      { code, titles, at }: { readonly code: string; readonly titles: readonly string[]; readonly at: Date },
      sign: (place: number, titleNumbers: ReadonlyMap<string, number>) => Buffer,
    ): Promise<Buffer> {
      return inTransaction(pool, async (client) => {
        await client.query(`select pg_advisory_xact_lock(hashtext('register'), hashtext($1))`, [district])
        const { rows: kept } = await client.query<{ sealed: Buffer }>(
          'select sealed from register_credential where district = $1 and code = $2',
          [district, code],
        )
        if (kept[0]) return kept[0].sealed
        const { rows } = await client.query<{ place: number }>(
          'select coalesce(max(place) + 1, 0) as place from register_credential where district = $1',
          [district],
        )
        const place = rows[0]!.place
        const sealed = sign(place, await numbersOf(client, district, titles))
        await client.query(
          'insert into register_credential (district, code, place, signed_at, sealed) values ($1, $2, $3, $4, $5)',
          [district, code, place, at, sealed],
        )
        return sealed
      })
    },

    /** How many places the status list has, and which of them are revoked. Cost: reads every revocation. */
    async places(): Promise<{ readonly size: number; readonly revoked: readonly number[] }> {
      const { rows } = await pool.query<{ size: number; revoked: number[] | null }>(
        `select (select coalesce(max(place) + 1, 0) from register_credential where district = $1) as size,
                (select array_agg(c.place order by c.place) from register_revocation r
                   join register_credential c on c.district = r.district and c.code = r.code
                  where r.district = $1) as revoked`,
        [district],
      )
      return { size: rows[0]!.size, revoked: rows[0]!.revoked ?? [] }
    },

    /** Row titles in the order of their numbers. */
    async titles(): Promise<readonly string[]> {
      const { rows } = await pool.query<{ title: string }>(
        'select title from register_title where district = $1 order by n',
        [district],
      )
      return rows.map(({ title }) => title)
    },

    /** Records a revocation; false when the entry was revoked before. */
    async revoke({ code, reason, document, on, at, officer }: RecordedRevocation): Promise<boolean> {
      const { rowCount } = await pool.query(
        `with entry as (
           update register_entry set status = 'revoked' where district = $1 and code = $2 and status <> 'revoked'
           returning code
         )
         insert into register_revocation
           (district, code, reason, document, revoked_on, recorded_at, officer, officer_name)
         select $1, code, $3, $4, $5, $6, $7, $8 from entry`,
        [district, code, reason, document, on, at, officer.id, officer.name],
      )
      return rowCount === 1
    },
  }
}

/** The numbers of titles; a title met for the first time gets the next. */
async function numbersOf(
  client: PoolClient,
  district: string,
  titles: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ n: number; title: string }>(
    'select n, title from register_title where district = $1 order by n',
    [district],
  )
  const numbers = new Map(rows.map(({ n, title }) => [title, n]))
  for (const title of titles) {
    if (numbers.has(title)) continue
    const n = numbers.size
    await client.query('insert into register_title (district, n, title) values ($1, $2, $3)', [district, n, title])
    numbers.set(title, n)
  }
  return numbers
}
