// What the server answers about projects.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Cabinet, PaperVersion } from '#kernel/project/cabinet.ts'
import type { PaperSpec } from '#kernel/project/graph.ts'
import type { CheckView, NodeView, PaperView, ProjectView } from '#kernel/project/readiness.ts'

export interface ProjectRow {
  readonly code: string
  readonly name: string
  readonly firm: string
  readonly graph: string
  readonly steward: string | null
  readonly done: number
  readonly of: number
  readonly ready: readonly { readonly code: string; readonly title: string }[]
  readonly missing: number
  readonly reviewing: number
  readonly conflicts: number
  readonly days: number
  readonly on: PlainDate | null
}

export interface ProjectPaper extends PaperView {
  readonly spec: PaperSpec
  readonly versions: readonly PaperVersion[]
}

export interface Project extends ProjectRow {
  readonly me: string
  readonly today: PlainDate
  readonly rule: string
  readonly may: {
    readonly owner: boolean
    readonly review: boolean
    readonly hand: boolean
    readonly simulate: boolean
    readonly halt: boolean
  }
  readonly phases: readonly { readonly phase: string; readonly title: string; readonly nodes: readonly NodeView[] }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  readonly root: string
  readonly trigger: string
  readonly papers: readonly ProjectPaper[]
  readonly titles: Readonly<Record<string, string>>
  readonly needs: Readonly<Record<string, readonly string[]>>
  readonly filed: readonly string[]
  readonly checks: readonly CheckView[]
  readonly milestones: ProjectView['milestones']
  readonly authorisation: Cabinet['authorisation']
  readonly filings: Cabinet['filings']
}
