// Proofs of targets, handed in and reviewed: who may, what is kept, what the monitor takes from them.
import type { Book, Indicator } from '#engines/budget/book.ts'
import { criterionOf, QUANTITY_SCALE } from '#engines/indicators/binding.ts'
import {
  decideProof,
  type ProofAct,
  type ProofEvent,
  type ProofFile,
  type ProofFinding,
} from '#engines/indicators/proof.ts'
import { QUALITY_BANDS } from '#engines/indicators/score.ts'
import type { Officer } from '#kernel/case/actor.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import type { Problem } from '#platform/http/problem.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import type { RecordStore } from './record-store.ts'
import { budgetProblem } from './refusal.ts'

export interface Proofs {
  readonly records: RecordStore
  readonly blobs: Pick<Blobs, 'find' | 'open'>
  readonly bookOf: () => Promise<Book>
  readonly now: () => Date
}

/** Proofs by the id of their target, each in order. */
export type ProofHistories = ReadonlyMap<string, readonly ProofEvent[]>

const PREFIX = 'proof'
const subjectOf = (year: number, target: string): string => `${PREFIX}:${year}.${target}`

type Kept = Pick<ProofEvent, 'proof'>

/** Every proof of a year's targets. Cost: one query. */
export async function proofsOf({ records }: Pick<Proofs, 'records'>, year: number): Promise<ProofHistories> {
  const prefix = subjectOf(year, '')
  const rows = await records.list<Kept>(prefix)
  const events = rows.map(({ subject, body, ...event }) => ({
    target: subject.slice(prefix.length),
    ...event,
    ...body,
  }))
  return Map.groupBy(events as (ProofEvent & { target: string })[], ({ target }) => target)
}

/** A step as it is sent; `file`, `fileName` and the finding with an upload. */
export interface SentProof {
  readonly act: ProofAct
  readonly seen: number
  readonly note: string
  readonly file?: string | undefined
  readonly fileName?: string | undefined
  readonly finding?: ProofFinding | undefined
}

type Answer = { readonly value: ProofEvent } | { readonly problem: Problem }

/** Takes a step. Refuses PROOF_TARGET, PROOF_FILE, PROOF_FIGURE, and what decideProof refuses. */
export async function takeProofStep(desk: Proofs, target: string, officer: Officer, sent: SentProof): Promise<Answer> {
  const book = await desk.bookOf()
  const indicator = indicatorAt(book, target)
  if (!indicator) return { problem: budgetProblem('PROOF_TARGET') }
  const history = (await proofsOf(desk, book.year)).get(target) ?? []
  const roles = officer.posts.map(({ role }) => role)
  const decided = decideProof(history, { ...sent, officer: officer.id, roles })
  if ('refusal' in decided) return { problem: budgetProblem(decided.refusal.code) }
  const handed = sent.act === 'upload' ? await takeFile(desk, officer, indicator, sent) : undefined
  if (handed && 'problem' in handed) return handed
  const event: ProofEvent = {
    ...{ seq: sent.seen + 1, type: decided.event, at: desk.now().toISOString() },
    ...{ officer: officer.id, officerName: officer.name, note: sent.note, ...(handed ?? {}) },
  }
  const { proof, ...row } = event
  const open = proof ? { sha256: proof.sha256, finding: { ...proof.finding } } : {}
  const outcome = await desk.records.append({ ...row, subject: subjectOf(book.year, target), body: handed ?? {} }, open)
  return outcome === 'appended' ? { value: event } : { problem: budgetProblem('PROOF_MOVED') }
}

/** The file must be the officer's own, and the finding must be one that the target can be judged by. */
async function takeFile(
  { blobs }: Proofs,
  officer: Officer,
  indicator: Indicator,
  { file = '', fileName = '', finding }: SentProof,
): Promise<{ readonly proof: ProofFile & { finding: ProofFinding } } | { readonly problem: Problem }> {
  const kept = await blobs.find(file)
  const content = kept?.owner === officer.id ? await blobs.open(file) : undefined
  if (!content) return { problem: budgetProblem('PROOF_FILE') }
  if (!finding || !fits(indicator, finding)) return { problem: budgetProblem('PROOF_FIGURE') }
  const digest = Buffer.from(sha256(content.content)).toString('hex')
  return { proof: { file, fileName, sha256: digest, finding } }
}

function fits(indicator: Indicator, finding: ProofFinding): boolean {
  const isMeasured = criterionOf(indicator) !== undefined
  if ('figure' in finding) return isMeasured && quantityOf(finding.figure) !== undefined
  const [from, to] = QUALITY_BANDS[finding.level]
  return !isMeasured && finding.percent >= from && finding.percent <= to
}

/** A figure in the scale of criteria; undefined when it is no figure of at most four decimals. */
export function quantityOf(figure: string): number | undefined {
  if (!/^\d{1,9}(\.\d{1,4})?$/.test(figure)) return undefined
  return Math.round(Number(figure) * QUANTITY_SCALE)
}

/** The target of an id such as `L512`; undefined when the book has none. */
export function indicatorAt({ goals }: Book, target: string): Indicator | undefined {
  return goals.flatMap(({ indicators }) => indicators).find(({ line }) => `L${line}` === target)
}
