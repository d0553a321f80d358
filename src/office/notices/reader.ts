// Reads the stream of events by their places and writes the notices that follow from them, with what is to be sent. A notice has
// the event's own key, and stands together with what is to be sent or not at all: read twice, told once.

import { type Told, type ToldFigures, toldOf } from '#kernel/case/told.ts'
import type { CaseDesk } from '#office/cases/handle-command.ts'
import { type Happened, type Reader, readOn } from '#office/cases/stream.ts'
import { DEFAULT_CHOICE, dueAt, readChoices } from './choice.ts'

const TELL = `
  with told as (
    select * from unnest($2::uuid[], $3::integer[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[], $8::json[], $9::json[], $10::timestamptz[])
      as t (case_id, seq, person, kind, at, service, figures, channels, due_at)),
  made as (
    insert into notice (district, case_id, seq, person, kind, at, service, figures)
    select $1, case_id, seq, person, kind, at, service, figures from told
    on conflict do nothing returning case_id, seq),
  sends as (
    insert into notice_send (district, case_id, seq, channel, due_at)
    select $1, case_id, seq, channel, due_at
      from made join told using (case_id, seq), json_array_elements_text(channels) as channel
    on conflict do nothing)
  select count(*)::integer as written from made`

/** Writes the notices of everything since the last time; resolves to how many. */
export async function readNotices(
  desk: Pick<CaseDesk, 'catalogue' | 'vault' | 'now'>,
  { pool }: Pick<Reader, 'pool'>,
  stopping?: AbortSignal,
): Promise<number> {
  let written = 0
  await readOn({ pool, reads: desk }, { reader: 'notices', types: null, stopping }, async (batch) => {
    const news = await newsOf(desk, batch)
    const { vault, now } = desk
    const choices = await readChoices(pool, vault, [...new Set(news.map(({ applicant }) => applicant))])
    const ways = news.map(({ applicant }) => choices.get(applicant) ?? DEFAULT_CHOICE)
    if (news.length === 0) return
    const { rows } = await pool.query<{ written: number }>(TELL, [
      vault.district,
      news.map(({ caseId }) => caseId),
      news.map(({ event }) => event.seq),
      news.map(({ applicant }) => applicant),
      news.map(({ kind }) => kind),
      news.map(({ event }) => event.at),
      news.map(({ service }) => service),
      news.map(({ figures }) => JSON.stringify(figures)),
      ways.map(({ channels }) => JSON.stringify(channels)),
      ways.map(({ quiet }) => dueAt(now(), quiet)),
    ])
    written += rows[0]?.written ?? 0
  })
  return written
}

/** The events that are somebody's news, with what is told. */
async function newsOf(
  { catalogue }: Pick<CaseDesk, 'catalogue'>,
  batch: readonly Happened[],
): Promise<readonly (Happened & { readonly kind: Told; readonly figures: ToldFigures })[]> {
  const news = await Promise.all(
    batch.map(async (happened) => {
      const told = toldOf(await catalogue.pinned(happened.version), happened.event)
      return told && { ...happened, ...told }
    }),
  )
  return news.filter((one) => one !== null)
}
