// What the pages of a firm's project are given, and the door to the desk that keeps it.

import type { Actor } from '#kernel/case/actor.ts'
import type { FormFields } from '#kernel/form/form.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { CabinetCommand } from '#kernel/project/act.ts'
import type { ProjectPage, ProjectRow } from '#kernel/project/shown.ts'
import type { Problem } from '#platform/http/problem.ts'

export interface ProjectDoor {
  list(actor: Actor): Promise<readonly ProjectRow[]>
  one(actor: Actor, code: string): Promise<{ readonly value: ProjectPage } | { readonly problem: Problem }>
  hand(
    actor: Actor,
    code: string,
    paper: Omit<CabinetCommand & { type: 'hand' }, 'type' | 'hash'>,
  ): Promise<Problem | null>
  give(actor: Actor, code: string, command: CabinetCommand): Promise<Problem | null>
  file(actor: Actor, code: string, node: string): Promise<Problem | null>
}

export interface ProjectsData {
  readonly projects: readonly ProjectRow[]
}

export interface ProjectData {
  readonly project: ProjectPage
  /** Why what was asked was not done. */
  readonly refused: { readonly title: string; readonly detail: string; readonly remedy: string } | null
}

export interface PaperData {
  readonly code: string
  readonly name: string
  readonly paper: ProjectPage['papers'][number]
  readonly fields: FormFields
  /** Nodes that fall back when a new version comes. */
  readonly falls: readonly string[]
  readonly today: string
  readonly posted: Posted
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}

export const problemData = ({ title, detail = '', remedy }: Problem): NonNullable<ProjectData['refused']> => ({
  title,
  detail,
  remedy,
})

/** Nodes that a new version of a paper, or of one it is the ground of, sends back. */
export function fallsOf(project: ProjectPage, name: string): string[] {
  const touched = new Set([
    name,
    ...project.papers.filter(({ spec }) => spec.basedOn.includes(name)).map((one) => one.name),
  ])
  return project.phases
    .flatMap(({ nodes }) => nodes)
    .filter(({ standing, simulation }) => standing === 'ready' || simulation?.standing === 'held')
    .filter(({ code }) => project.needs[code]?.some((need) => touched.has(need)))
    .map(({ title }) => title)
}
