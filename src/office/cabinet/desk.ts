// The desk of projects as the server opens it: with the district's graphs, its addresses, and what it follows.

import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import type { CabinetCommand } from '#kernel/project/act.ts'
import { type ProjectPage, type ProjectRow, projectPage, projectRow } from '#kernel/project/shown.ts'
import type { Problem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { compileGraphs } from './graphs.ts'
import {
  type Answer,
  fileNode,
  followProjects,
  give,
  hashOfFile,
  listProjects,
  openOne,
  type ProjectsDesk,
} from './projects.ts'
import { registerProjects } from './routes.ts'

/** What the pages of a firm may see and do. */
export interface Projects {
  list(actor: Actor): Promise<readonly ProjectRow[]>
  one(actor: Actor, code: string): Promise<Answer<ProjectPage>>
  /** Hands in a paper whose file is the sender's own; the hash is taken from the file. */
  hand(
    actor: Actor,
    code: string,
    paper: Omit<CabinetCommand & { type: 'hand' }, 'type' | 'hash'>,
  ): Promise<Problem | null>
  give(actor: Actor, code: string, command: CabinetCommand): Promise<Problem | null>
  file(actor: Actor, code: string, node: string): Promise<Problem | null>
  /** Looks at what has moved, what is due, what a new day changes, until the signal. */
  follow(stopping?: AbortSignal): Promise<number>
}

export function openProjects(
  app: Http,
  options: Omit<ProjectsDesk, 'graphs'>,
  actorOf: (request: FastifyRequest) => Promise<Actor>,
): Projects {
  const desk: ProjectsDesk = { ...options, graphs: compileGraphs(options.cases.vault.district) }
  registerProjects(app, { desk, actorOf })
  const problemIn = (answer: Answer<unknown>): Problem | null => ('problem' in answer ? answer.problem : null)
  return {
    list: async (actor) => (await listProjects(desk, actor)).map(({ around }) => projectRow(around)),
    async one(actor, code) {
      const found = await openOne(desk, actor, code)
      return 'problem' in found ? found : { value: projectPage(found.value.around, actor) }
    },
    async hand(actor, code, paper) {
      const hashed = await hashOfFile(desk, actor, paper.file)
      return 'problem' in hashed
        ? hashed.problem
        : problemIn(await give(desk, actor, code, { type: 'hand', ...paper, hash: hashed.value } as CabinetCommand))
    },
    give: async (actor, code, command) => problemIn(await give(desk, actor, code, command)),
    file: async (actor, code, node) => problemIn(await fileNode(desk, actor, code, node)),
    follow: (stopping) => followProjects(desk, stopping),
  }
}
