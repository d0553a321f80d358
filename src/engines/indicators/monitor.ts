// What a monitor of targets says, as it goes from the desk that gathers the facts to whoever shows them: the console, the
// public pages.
import type { Evidence } from './binding.ts'
import type { Standing } from './forecast.ts'
import type { ProofStage } from './proof.ts'
import type { QualityLevel } from './score.ts'

/** One target as the monitor shows it. Texts are ready to be read; absent ones are not known. */
export interface MonitorRow {
  /** `L520`, the line of the source, or `P7`, the place among the proposed ones. */
  readonly id: string
  /** Ours, not the unit's. */
  readonly proposed: boolean
  readonly project: string
  readonly level2: string
  readonly name: string
  readonly target: string
  readonly standing: Standing
  /** What the target is bound to: a counter of the platform, a register, the payments, or a proof. */
  readonly binding: Evidence['kind']
  /** Where a proof that was handed in stands. */
  readonly proof?: Exclude<ProofStage, 'none'>
  /** What was found: in parts of QUANTITY_SCALE, or of a target in words how far it was achieved. */
  readonly actual?: number
  readonly quality?: { readonly level: QualityLevel; readonly percent: number }
  readonly now?: string
  readonly yearEnd?: string
  /** The fastest and slowest stretch so far, carried on to the year's end. */
  readonly range?: readonly [low: string, high: string]
  /** Against the even pace of the year (a count) or against the target (a level). Units: 0.01 %. */
  readonly deviation?: number
  /** Beyond 20 %: somebody must answer for it. */
  readonly flagged: boolean
  readonly owner: string
  /** Where the figure comes from, or why there is none. */
  readonly evidence: string
  /** What would give evidence; only where there is none. */
  readonly cure?: string
  /** Working days the pace was taken from, and those left. */
  readonly basis?: number
  readonly left?: number
  /** Sums at the end of every tenth working day and today, for a picture; only of counts. */
  readonly course?: readonly (readonly [day: number, sum: number])[]
  /** The target and the forecast in the units of `course`. */
  readonly ends?: { readonly target: number; readonly yearEnd: number; readonly low: number; readonly high: number }
}

export interface Monitor {
  /** The book's year, and the year whose cases are counted. */
  readonly bookYear: number
  readonly year: number
  readonly at: string
  readonly workingDays: { readonly elapsed: number; readonly all: number }
  readonly rows: readonly MonitorRow[]
}
