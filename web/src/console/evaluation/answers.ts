// What the server answers of self-evaluations.

import type { ReportSection } from '#engines/indicators/evaluation-report.ts'
import type { RowExplanation, Scored, SelfEvaluation } from '#engines/indicators/self-evaluation.ts'

/** A self-evaluation as it was recorded. Money in 0.01 万元. */
export interface KeptEvaluation {
  readonly seq: number
  readonly at: string
  readonly officerName: string
  readonly body: {
    readonly project: string
    readonly budget: number
    readonly paid: number
    readonly explanations: readonly RowExplanation[]
    readonly evaluation: SelfEvaluation
    readonly report: readonly ReportSection[]
  }
}

export interface EvaluationListAnswer {
  readonly year: number
  readonly projects: readonly {
    readonly n: number
    readonly name: string
    readonly budget: number
    readonly latest?: KeptEvaluation
  }[]
}

export type EvaluatedRow = Scored & {
  readonly id: string
  readonly target: string
  readonly now?: string
  readonly evidence: string
}

export interface EvaluationAnswer {
  readonly year: number
  readonly unit: string
  readonly n: number
  readonly name: string
  readonly budget: number
  readonly rows: readonly EvaluatedRow[]
  readonly history: readonly KeptEvaluation[]
  readonly receipts: string
}
