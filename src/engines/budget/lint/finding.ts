// What the lint of performance goals says, and what a row rule is given to look at.
import type { Goal, Indicator } from '../book.ts'
import type { Said } from '../language.ts'

/** One defect. The published text is never changed: `repair` is our proposal, for a person to take or leave. */
export interface Finding {
  /** R01–R18, domain.md §13.4. */
  readonly rule: string
  /** The line to look at first. */
  readonly line: number
  /** Every line the defect needs to be seen. */
  readonly lines: readonly number[]
  /** The text as published. */
  readonly published: string
  /** One plain sentence. */
  readonly message: string
  readonly repair?: string
}

/** A defect as the rules find it, told in both languages. */
export interface Found extends Omit<Finding, 'message' | 'repair'> {
  readonly message: Said
  readonly repair?: Said
}

/** An indicator row in its place. */
export interface RowView {
  readonly goal: Goal
  readonly row: Indicator
  /** Rows of the same table, in order. */
  readonly rows: readonly Indicator[]
  readonly index: number
  /** The level-2 class the row belongs to once shifted rows are read as meant. */
  readonly level2: string
}

/** Judges one row: the sentence and, where there is one, the repair; nothing when the row is sound by this rule. */
export type RowRule = (view: RowView) => Verdict | undefined

export interface Verdict {
  readonly message: Said
  readonly repair?: Said
  /** Further lines that belong to the defect. */
  readonly also?: readonly number[]
}

/** The row as a reader sees it: name and target. */
export function rowText({ name, target }: Indicator): string {
  return `${name} ${target.asPublished}`
}
