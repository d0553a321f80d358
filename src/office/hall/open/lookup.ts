// How far a matter is, for whoever holds its query code: status, step and due day, and nothing about people. Guessing is
// slowed down, and a mistyped code is told apart from an unknown one by its check digit.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { SYSTEM } from '#kernel/case/actor.ts'
import { promiseOf } from '#kernel/case/due.ts'
import { isQueryCode } from '#kernel/case/query-code.ts'
import { STATUSES, statusOf } from '#kernel/case/status.ts'
import { caseView } from '#office/cases/read.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC, todayOf } from '../hall.ts'
import { groupsOf } from '../matter/matter-of.ts'
import { show } from '../page.ts'
import { type LookupResult, lookupPage } from './lookup-of.ts'
import { slowed } from './slow.ts'

const Code = Type.Object({ code: Type.String({ maxLength: 40 }) })
const Typed = Type.Object({ code: Type.Optional(Type.String({ maxLength: 40 })) })

/** Ten tries at once, then one every five seconds: a code has ten thousand million possible values. */
const TRIES = { burst: 10, perSecond: 0.2 }

export function registerLookup(app: Http, hall: Hall): void {
  const tooMany = slowed(TRIES)
  app.get('/q', { ...PUBLIC, schema: { querystring: Typed } }, async (request, reply) => {
    const code = (request.query.code ?? '').replace(/\s/g, '')
    if (code === '') return show(hall, reply, 'lookup', lookupPage('', null, null))
    return reply.redirect(`/q/${encodeURIComponent(code)}`, 303)
  })
  app.get('/q/:code', { ...PUBLIC, schema: { params: Code } }, async (request, reply) => {
    const code = request.params.code.replace(/\s/g, '')
    if (!isQueryCode(code)) {
      return show(hall, reply, 'lookup', lookupPage(code, '查询码是 11 位数字，最后一位对不上，请再核对', null), {
        status: 422,
      })
    }
    const problem = tooMany(request)
    if (problem) return sendProblem(reply, problem)
    return answer(hall, code, reply)
  })
}

async function answer(hall: Hall, code: string, reply: FastifyReply): Promise<FastifyReply> {
  const id = await findByQueryCode(hall, code)
  const view = id === null ? null : await caseView(hall.reads, SYSTEM, id)
  const shown = groupsOf(code)
  if (!view) return show(hall, reply, 'lookup', lookupPage(shown, '没有这个查询码，请再核对', null), { status: 404 })
  const { catalogue } = hall.desk
  const definition = await catalogue.pinned(view.version)
  const { state } = view
  const { dueOn } = promiseOf(definition, state, catalogue.calendar, todayOf(hall))
  const step = definition.steps[state.at]
  const result: LookupResult = {
    title: definition.title,
    status: STATUSES[statusOf(state)],
    step: definition.steps[state.ended?.outcome ?? state.at]?.title ?? '',
    receivedOn: state.receivedOn,
    dueOn: state.ended || state.decision ? null : dueOn,
    ended: state.ended !== null,
    waits: state.supplement?.phase === 'open' || (!state.ended && step?.kind === 'await' && step.by === 'applicant'),
  }
  return show(hall, reply, 'lookup', lookupPage(shown, null, result))
}

/** The id of the case with a query code. The code is the right to ask, so it is looked for everywhere. */
export async function findByQueryCode({ reads }: Hall, code: string): Promise<string | null> {
  const client = await reads.pools.staff.connect()
  try {
    await client.query('begin read only')
    await client.query(`select set_config('app.place', '*', true)`)
    const { rows } = await client.query<{ id: string }>(
      'select id from case_file where district = $1 and query_code = $2',
      [reads.catalogue.district, code],
    )
    await client.query('commit')
    return rows[0]?.id ?? null
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
