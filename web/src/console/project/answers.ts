// What the server answers about projects: what the kernel shows of them.

import type { ProjectPage, ProjectRow } from '#kernel/project/shown.ts'

export type { ProjectRow }
export type Project = ProjectPage
export type ProjectPaper = ProjectPage['papers'][number]
