// What anyone may read: running publicities, and a certificate by its code.

import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { publicityOf } from '#kernel/case/publicity.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { BUREAU } from '#services/district.ts'
import { asAudience, type CaseReads, FILE, type FileRow, stateOf, WITH_KEY } from './audience.ts'
import { type EntryRow, type IssuedView, openEntry } from './read.ts'

export interface RunningPublicity {
  readonly caseId: string
  readonly service: string
  readonly title: string
  readonly place: string
  readonly placeName: string
  readonly shows: readonly { readonly title: string; readonly value: string }[]
  readonly from: PlainDate
  readonly until: PlainDate
}

/** The publicities that anyone may read now, soonest to end first: only the fields the declaration publishes. */
export async function runningPublicities(
  reads: CaseReads,
  place: string | null,
  limit: number,
): Promise<RunningPublicity[]> {
  const everyone: Actor = { kind: 'public', id: 'public', name: '' }
  return asAudience(reads, everyone, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY}
        where f.district = $1 and f.public_until is not null and ($2::text is null or f.place = $2)
        order by f.public_until, f.id limit $3`,
      [reads.catalogue.district, place, limit],
    )
    const found = await Promise.all(rows.map((row) => published(reads, row)))
    return found.filter((one) => one !== null)
  })
}

/** One running publicity, or null when it is over or never was. */
export async function runningPublicity(reads: CaseReads, caseId: string): Promise<RunningPublicity | null> {
  const everyone: Actor = { kind: 'public', id: 'public', name: '' }
  return asAudience(reads, everyone, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY} where f.district = $1 and f.id = $2 and f.step_kind = 'publicity'`,
      [reads.catalogue.district, caseId],
    )
    return rows[0] ? published(reads, rows[0]) : null
  })
}

async function published(reads: CaseReads, row: FileRow): Promise<RunningPublicity | null> {
  const definition = await reads.catalogue.pinned(row.version)
  const state = stateOf(reads, row)
  const running = publicityOf(definition, state, reads.catalogue)
  if (!running) return null
  const placeName = reads.catalogue.units.get(state.place)?.name ?? state.place
  return {
    caseId: row.id,
    service: definition.slug,
    title: definition.title,
    place: state.place,
    placeName,
    ...running,
  }
}

/** An entry of a published register: its printed rows, what others look up by, and whether it stands. */
export interface PublishedEntry {
  readonly number: string
  readonly issuedOn: PlainDate
  readonly validUntil: PlainDate | null
  readonly status: string
  readonly content: IssuedView['content']
  readonly data: Readonly<Record<string, Data>>
}

/** The entries of a register, newest first. Whoever asks has made sure that its declaration publishes it. */
export async function publishedEntries(reads: CaseReads, register: string, limit: number): Promise<PublishedEntry[]> {
  const system: Actor = { kind: 'system', id: 'system', name: '' }
  return asAudience(reads, system, async (client) => {
    const { rows } = await client.query<EntryRow & FileRow & { data: Record<string, Data> }>(
      `select e.code, e.number, e.issued_at, e.status, e.sealed, e.data, ${FILE}
         from register_entry e join case_file f on f.district = e.district and f.id = e.case_id ${WITH_KEY}
        where e.district = $1 and e.entry = $2 order by e.issued_at desc, e.number desc limit $3`,
      [reads.catalogue.district, register, limit],
    )
    return rows.map((row) => {
      const { number, validUntil, status, content, issuedAt } = openEntry(reads, row, row)
      return { number, issuedOn: legalDateOf(issuedAt), validUntil, status, content, data: row.data }
    })
  })
}

export interface CertificateView extends IssuedView {
  readonly service: string
  readonly caseNo: string
  readonly issuer: string
}

/** What the holder of a certificate's code may read; null when no such code was ever issued. */
export async function certificateOf(reads: CaseReads, code: string): Promise<CertificateView | null> {
  const system: Actor = { kind: 'system', id: 'system', name: '' }
  return asAudience(reads, system, async (client) => {
    const { rows } = await client.query<EntryRow & FileRow>(
      `select e.code, e.number, e.issued_at, e.status, e.sealed, ${FILE}
         from register_entry e join case_file f on f.district = e.district and f.id = e.case_id ${WITH_KEY}
        where e.district = $1 and e.code = $2`,
      [reads.catalogue.district, code],
    )
    const row = rows[0]
    if (!row) return null
    return { ...openEntry(reads, row, row), service: row.service, caseNo: row.case_no, issuer: BUREAU.name }
  })
}
