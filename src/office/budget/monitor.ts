// The monitor: every target of the book in force, and those we propose, with what the platform's records say of it now and
// at the year's end. Read by the console, and by the public pages as the live state of a target.
import type { Book, Goal, Indicator } from '#engines/budget/book.ts'
import { type Evidence as Binding, criterionOf, evidenceFor, QUANTITY_SCALE } from '#engines/indicators/binding.ts'
import { judgeTarget, type Measured, measureCounter, NOT_HERE, quantityText } from '#engines/indicators/measure.ts'
import type { Monitor, MonitorRow } from '#engines/indicators/monitor.ts'
import { acceptedProof, proofStage } from '#engines/indicators/proof.ts'
import { PROPOSED_TARGETS, type ProposedTarget } from '#engines/indicators/proposal.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import type { Evidence } from './evidence.ts'
import { type ProofHistories, quantityOf } from './proofs.ts'
import { NOBODY_YET, type System, systemBehind } from './system.ts'

export interface MonitorOptions {
  readonly catalogue: Catalogue
  readonly evidence: Evidence
  readonly now: () => Date
  readonly proofs: ProofHistories
}

/** Judges every target of a book and every proposed one. Cost: one gathering of facts a system. */
export async function monitorOf({ catalogue, evidence, now, proofs }: MonitorOptions, book: Book): Promise<Monitor> {
  const at = now()
  const all = await evidence.factsOf([])
  const judge = judging(evidence, proofs)
  const rows: MonitorRow[] = []
  for (const goal of book.goals)
    for (const indicator of goal.indicators) rows.push(await judge(published(goal, indicator), goalSystem(goal)))
  for (const [i, target] of PROPOSED_TARGETS.entries())
    rows.push(await judge(proposed(target, i), systemBehind(target.task, catalogue)))
  return {
    bookYear: book.year,
    year: Number(legalDateOf(at).slice(0, 4)),
    at: at.toISOString(),
    workingDays: { elapsed: all.elapsed, all: all.workingDays },
    rows,
  }

  function goalSystem({ name }: Goal): System | undefined {
    return systemBehind(name, catalogue)
  }
}

/** A target whoever set it. */
interface Target extends Pick<MonitorRow, 'id' | 'proposed' | 'project' | 'level2' | 'name' | 'target'> {
  readonly unit: string
  readonly binding: Binding
  readonly criterion: ReturnType<typeof criterionOf>
}

function published(goal: Goal, indicator: Indicator): Target {
  const { line, level2, name, target } = indicator
  return {
    id: `L${line}`,
    proposed: false,
    project: goal.name,
    level2,
    name,
    target: target.asPublished,
    unit: target.unit ?? '',
    binding: evidenceFor(indicator),
    criterion: criterionOf(indicator),
  }
}

function proposed({ task, level2, name, operator, amount, unit, evidence }: ProposedTarget, index: number): Target {
  const asPublished = `${operator}${amount}${unit === '%' ? '%' : ` ${unit}`}`
  return {
    id: `P${index + 1}`,
    proposed: true,
    project: task,
    level2,
    name,
    target: asPublished,
    unit,
    binding: evidence,
    criterion: criterionOf({ target: { asPublished, operator, amount, unit } }),
  }
}

function judging(evidence: Evidence, proofs: ProofHistories) {
  const gathered = new Map<string, ReturnType<Evidence['factsOf']>>()
  return async (target: Target, system: System | undefined): Promise<MonitorRow> => {
    const { unit, binding, criterion, ...bare } = target
    const history = proofs.get(target.id) ?? []
    const stage = proofStage(history)
    const shown = { ...bare, binding: binding.kind, ...(stage !== 'none' && { proof: stage }) }
    const services = system?.services ?? []
    const key = services.join()
    if (!gathered.has(key)) gathered.set(key, evidence.factsOf(services))
    const facts = await gathered.get(key)!
    const counted = measure(target, system, facts)
    const proven = acceptedProof(history)
    const said = proven && counted.kind === 'missing' ? proven.upload.proof!.finding : undefined
    const measured: Measured =
      said && 'figure' in said ? { kind: 'level', now: quantityOf(said.figure)!, note: proofNote(proven!) } : counted
    const owner = system?.owner ?? NOBODY_YET
    if (said && 'level' in said && criterion === undefined) {
      const standing = QUALITY_STANDING[said.level]
      const now = `${QUALITY_NAMES[said.level]} ${said.percent}%`
      return { ...shown, standing, now, quality: said, flagged: false, owner, evidence: proofNote(proven!) }
    }
    if (measured.kind === 'missing' || criterion === undefined) {
      const { why, cure } = measured.kind === 'missing' ? measured : NOT_HERE.criterion
      return { ...shown, standing: 'noEvidence', flagged: false, owner, evidence: why, cure }
    }
    const { standing, forecast, deviation, flagged } = judgeTarget(criterion, measured, facts)
    const { actual, yearEnd, low, high, basis, left } = forecast!
    // A forecast of things is a number of things.
    const whole = (value: number): number => Math.round(value / QUANTITY_SCALE) * QUANTITY_SCALE
    const text = (value: number): string => quantityText(measured.kind === 'count' ? whole(value) : value, unit)
    return {
      ...shown,
      standing,
      actual,
      now: text(actual),
      yearEnd: text(yearEnd),
      range: [text(low), text(high)],
      deviation: deviation!,
      flagged,
      owner,
      evidence: measured.kind === 'level' ? measured.note : `${facts.cases.length} 件办结的件`,
      basis,
      left,
      ...(measured.kind === 'count' && {
        course: courseOf(measured.daily),
        ends: { target: criterion.target, yearEnd, low, high },
      }),
    }
  }
}

const QUALITY_STANDING = { achieved: 'met', partly: 'mayMiss', notAchieved: 'willMiss' } as const
const QUALITY_NAMES = { achieved: '达成', partly: '部分达成', notAchieved: '未达成' } as const

/** The proof behind a figure: what was handed in, by whom, and who accepted it. */
function proofNote({ upload, review }: NonNullable<ReturnType<typeof acceptedProof>>): string {
  return `佐证“${upload.proof!.fileName}”，${upload.officerName}传，${review.officerName}复核`
}

/** What the binding finds; a counter of things cannot judge a share of them. */
function measure(
  { binding, criterion, unit }: Target,
  system: System | undefined,
  facts: Parameters<typeof measureCounter>[1],
): Measured {
  if (binding.kind !== 'counter') return NOT_HERE[binding.kind]
  if (!system) return NOT_HERE.system
  if (!criterion) return NOT_HERE.criterion
  const measured = measureCounter(binding.counter, facts)
  return measured.kind === 'count' && unit === '%' ? NOT_HERE.proof : measured
}

const EVERY = 10

function courseOf(daily: readonly number[]): [day: number, sum: number][] {
  const course: [number, number][] = [[0, 0]]
  let sum = 0
  for (const [i, amount] of daily.entries()) {
    sum += amount
    if ((i + 1) % EVERY === 0 || i + 1 === daily.length) course.push([i + 1, sum])
  }
  return course
}
