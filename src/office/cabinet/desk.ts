// The desk of projects as the server opens it: with the district's graphs, its addresses, and what it follows.

import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import type { Http } from '#platform/http/server.ts'
import { compileGraphs } from './graphs.ts'
import { followProjects, type ProjectsDesk } from './projects.ts'
import { registerProjects } from './routes.ts'

export interface Projects {
  readonly desk: ProjectsDesk
  /** Looks at what has moved, what is due, what a new day changes. */
  follow(): Promise<number>
}

export function openProjects(
  app: Http,
  options: Omit<ProjectsDesk, 'graphs'>,
  actorOf: (request: FastifyRequest) => Promise<Actor>,
): Projects {
  const desk: ProjectsDesk = { ...options, graphs: compileGraphs(options.cases.vault.district) }
  registerProjects(app, { desk, actorOf })
  return { desk, follow: () => followProjects(desk) }
}
