// One case with its history, and the cases of one person, as those who may see them see them.

import type { PoolClient } from 'pg'
import type { Light } from '#kernel/calendar/clock.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { promiseLight, promiseOf } from '#kernel/case/due.ts'
import type { CaseEvent, IssuedEntry } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { type CaseStatus, statusOf } from '#kernel/case/status.ts'
import { displayRows } from '#kernel/form/display.ts'
import { SELF, type ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { open } from '#platform/vault/seal.ts'
import { asAudience, type CaseReads, FILE, type FileRow, stateOf, WITH_KEY } from './audience.ts'
import { keyPlace, openEvent } from './envelope.ts'
import { isMandated, servicesInSight } from './sight.ts'

export interface CaseSummary {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  readonly title: string
  readonly status: CaseStatus
  readonly stepTitle: string
  readonly dueOn: PlainDate | null
  readonly light: Light | null
  /** What the applicant must do now, in words; null when nothing. */
  readonly needsMe: string | null
  readonly at: string
}

export interface IssuedView extends IssuedEntry {
  readonly number: string
  readonly issuedAt: string
  readonly status: string
}

export interface CaseView {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
  readonly entries: readonly IssuedView[]
  /** What is true elsewhere, for officers: guards and conditions ask it. */
  readonly facts?: Readonly<Record<string, Data>>
  /** Cases that share a declared value with it, or were opened by it, as far as the officer may see them; newest first. */
  readonly linked?: readonly LinkedCase[]
}

/** A case that has to do with another. */
export interface LinkedCase {
  readonly id: string
  readonly caseNo: string
  readonly title: string
  /** What it is about, as queues show it. */
  readonly about: string
  readonly stepTitle: string
  readonly receivedOn: PlainDate
  readonly ended: boolean
}

const LINKED_SHOWN = 12

/** One case with its history, or null when there is none that this actor may see. */
export async function caseView(reads: CaseReads, actor: Actor, caseId: string): Promise<CaseView | null> {
  const view = await storedView(reads, actor, caseId)
  if (!view || !reads.factsOf || actor.kind !== 'officer') return view
  const definition = await reads.catalogue.pinned(view.version)
  const facts = await reads.factsOf(definition, { form: view.state.form, state: view.state, caseId })
  return { ...view, facts, linked: await linkedTo(reads, actor, definition, caseId) }
}

/** Only of services that say what ties their cases together: people who share a household are no such tie. */
async function linkedTo(
  reads: CaseReads,
  actor: Actor,
  { links = [], facts }: ServiceDefinition,
  caseId: string,
): Promise<readonly LinkedCase[]> {
  const isTied = links.length > 0 || Object.values(facts).some((fact) => 'path' in fact && fact.path === SELF)
  const ids = isTied ? ((await reads.linkedCases?.(caseId)) ?? []) : []
  if (ids.length === 0) return []
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY}
        where f.district = $1 and f.id = any($2::uuid[]) order by f.received_on desc, f.id desc limit $3`,
      [reads.catalogue.district, ids, LINKED_SHOWN],
    )
    return Promise.all(
      rows.map(async (row) => {
        const { id, caseNo, title, stepTitle, state, definition } = await summaryOf(reads, row)
        const about = displayRows(definition.form, state.form, reads.catalogue.units, [definition.summary])
        return {
          id,
          caseNo,
          title,
          about: about.map(({ value }) => value).join('、'),
          stepTitle,
          receivedOn: state.receivedOn,
          ended: state.ended !== null,
        }
      }),
    )
  })
}

async function storedView(reads: CaseReads, actor: Actor, caseId: string): Promise<CaseView | null> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY} where f.district = $1 and f.id = $2`,
      [reads.catalogue.district, caseId],
    )
    const row = rows[0]
    if (!row || !isMandated(actor, row.service)) return null
    const key = reads.vault.dataKey(row.wrapped, keyPlace(row.id))
    const events = await client.query<{ seq: number; sealed: Buffer }>(
      'select seq, sealed from case_event where district = $1 and case_id = $2 order by seq',
      [reads.catalogue.district, caseId],
    )
    const view = {
      id: row.id,
      caseNo: row.case_no,
      queryCode: row.query_code,
      service: row.service,
      version: row.version,
      state: stateOf(reads, row),
      events: events.rows.map(({ seq, sealed }) => openEvent(key, row.id, seq, sealed)),
      entries: await entriesOf(reads, client, row),
    }
    return actor.kind === 'person' ? withoutObjectors(view) : view
  })
}

/** The applicant learns that and why somebody objected, never who: objectors are the applicant's neighbours. */
function withoutObjectors(view: CaseView): CaseView {
  const nobody = { objector: '', contact: '' }
  const objections = view.state.objections.map((objection) => ({ ...objection, objector: '' }))
  const events = view.events.map((event) => (event.type === 'objected' ? { ...event, ...nobody } : event))
  return { ...view, state: { ...view.state, objections }, events }
}

export interface EntryRow {
  code: string
  number: string
  issued_at: Date
  status: string
  sealed: Buffer
}

async function entriesOf(
  reads: CaseReads,
  client: PoolClient,
  file: Pick<FileRow, 'id' | 'wrapped'>,
): Promise<IssuedView[]> {
  const { rows } = await client.query<EntryRow>(
    'select code, number, issued_at, status, sealed from register_entry where district = $1 and case_id = $2 order by issued_at, number',
    [reads.catalogue.district, file.id],
  )
  return rows.map((row) => openEntry(reads, file, row))
}

/** Opens an entry with the key of its case. */
export function openEntry({ vault }: CaseReads, file: Pick<FileRow, 'id' | 'wrapped'>, row: EntryRow): IssuedView {
  const key = vault.dataKey(file.wrapped, keyPlace(file.id))
  const entry = JSON.parse(open(key, row.sealed, Buffer.from(`entry:${row.code}`)).toString()) as IssuedEntry
  return { ...entry, number: row.number, issuedAt: row.issued_at.toISOString(), status: row.status }
}

/** What a list shows of a case, with what it was computed from. */
export async function summaryOf(
  reads: CaseReads,
  row: FileRow,
): Promise<CaseSummary & { readonly state: CaseState; readonly definition: ServiceDefinition }> {
  const state = stateOf(reads, row)
  const definition = await reads.catalogue.pinned(row.version)
  const today = legalDateOf(reads.now())
  return {
    id: row.id,
    caseNo: row.case_no,
    queryCode: row.query_code,
    service: row.service,
    version: row.version,
    title: definition.title,
    status: statusOf(state),
    stepTitle: definition.steps[state.ended?.outcome ?? state.at]?.title ?? state.at,
    dueOn: promiseOf(definition, state, reads.catalogue.calendar, today).dueOn,
    light: state.ended ? null : promiseLight(definition, state, reads.catalogue.calendar, today),
    needsMe: needsApplicant(definition, state),
    at: state.last.at,
    state,
    definition,
  }
}

/** What waits for the applicant, in words. */
export function needsApplicant(definition: ServiceDefinition, state: CaseState): string | null {
  if (state.ended) return null
  if (state.supplement?.phase === 'open') return `要补 ${state.supplement.asked.length} 项`
  if (state.deferral) return `要补交 ${state.deferral.materials.length} 份承诺的材料`
  const step = definition.steps[state.at]
  if (step?.kind === 'task' && step.by === 'applicant') return step.asks ?? step.title
  return step?.kind === 'await' && step.by === 'applicant' && step.until === undefined ? step.asks : null
}

/** The actor's own cases, newest first. */
export async function ownCases(
  reads: CaseReads,
  actor: Actor,
  before: string | null,
  limit: number,
): Promise<CaseSummary[]> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY}
        where f.district = $1 and f.applicant = $2 and ($3::text is null or f.case_no < $3)
          and ($5::text[] is null or f.service = any($5))
        order by f.case_no desc limit $4`,
      [
        reads.catalogue.district,
        actor.kind === 'person' ? (actor.mandate?.principal.id ?? actor.id) : null,
        before,
        limit,
        servicesInSight(actor),
      ],
    )
    const found = await Promise.all(rows.map((row) => summaryOf(reads, row)))
    return found.map(({ state: _, definition: __, ...summary }) => summary)
  })
}
