// A firm's pages of its projects: the list, one with what is asked of the firm, and one paper to hand in (a multipart post of
// its declared fields, `paper.file`, `paper.number`, `paper.issuer`, `paper.holder`, `paper.sealOn`, `paper.sealUntil`, `paper.validUntil`).

import type { FormFields } from '#kernel/form/form.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { ProjectPage, ProjectRow } from '#kernel/project/shown.ts'

export interface ProjectsPage {
  readonly projects: readonly ProjectRow[]
}

export interface ProjectStandPage {
  readonly project: ProjectPage
  /** Why what was asked was not done. */
  readonly refused: { readonly title: string; readonly detail: string; readonly remedy: string } | null
}

export interface ProjectPaperPage {
  readonly code: string
  readonly name: string
  readonly paper: ProjectPage['papers'][number]
  readonly fields: FormFields
  /** Permits that a new version sends back. */
  readonly falls: readonly string[]
  readonly today: string
  readonly posted: Posted
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}
