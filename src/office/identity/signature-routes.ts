// The address at which the signatures in a case's history are checked again, for officers who may see the case.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { caseView } from '#office/cases/read.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { ID_PATTERN } from './desk.ts'
import { checkSigned, wasRegistered } from './signed-event.ts'

export interface SignatureRouteOptions {
  readonly reads: CaseReads
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

export function registerSignatures(app: Http, { reads, actorOf }: SignatureRouteOptions): void {
  const params = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) })
  app.get(
    '/api/cases/:id/signatures',
    { config: { policy: 'officer' }, schema: { summary: '再核验一遍各步的签名', tags: ['办件'], params } },
    async (request, reply) => {
      const view = await caseView(reads, await actorOf(request), request.params.id)
      if (!view) return sendProblem(reply, problemOf('NOT_FOUND'))
      const signed = view.events.filter((event) => event.signed?.how === 'passkey')
      const items = signed.map(async (event) => ({
        ...{ seq: event.seq, ...(await checkSigned(event)) },
        isRegistered: await wasRegistered(reads.pools.public, reads.catalogue.district, event),
      }))
      return { items: await Promise.all(items) }
    },
  )
}
