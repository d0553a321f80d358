// 好差评 without signing in: of a matter by case number and query code, or of a visit at a touch point; and the published
// figures. The grade and, with a low one, a reason; everything else is voluntary.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { SYSTEM } from '#kernel/case/actor.ts'
import { isQueryCode } from '#kernel/case/query-code.ts'
import { refusal, textOfRefusal } from '#kernel/refusal.ts'
import { caseView } from '#office/cases/read.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { isBad, type Level, LOW_REASONS, RATING_RULES, TOUCHES, type Touch } from '#services/rating.ts'
import { newKey } from '../apply/collect.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'
import { findByQueryCode } from './lookup.ts'
import type { Posted } from './rate-of.ts'
import { slowed } from './slow.ts'

/** Ten tries at once, then one every five seconds: as for looking up a query code. */
const TRIES = { burst: 10, perSecond: 0.2 }
/** The end of a case number is enough beside the code: the whole has 45 characters. */
const SUFFIX = 6

const Asked = Type.Object({
  at: Type.Optional(Type.String({ maxLength: 20 })),
  service: Type.Optional(Type.String({ maxLength: 64 })),
  code: Type.Optional(Type.String({ maxLength: 40 })),
})

interface Fault {
  readonly path: string
  readonly message: string
}

const NOTHING: Posted = { caseNo: '', code: '', level: '', reasons: [], text: '' }

export function registerOpenRating(app: Http, hall: Hall): void {
  const tooMany = slowed(TRIES)
  app.get('/rate', { ...PUBLIC, schema: { querystring: Asked } }, async (request, reply) => {
    const { code = '', service = '' } = request.query
    return showForm(hall, reply, touchOf(request.query.at), { service, posted: { ...NOTHING, code }, faults: [] })
  })
  app.post('/rate', PUBLIC, async (request, reply) => {
    const problem = tooMany(request)
    if (problem) return sendProblem(reply, problem)
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { at, service = '', caseNo = '', code = '', level = '', text = '', key = '' } = post.texts
    const posted = {
      ...{ caseNo: plain(caseNo), code: plain(code), level, text: text.trim().slice(0, 500) },
      reasons: post.all('reasons').filter((reason) => (LOW_REASONS as readonly string[]).includes(reason)),
    }
    const touch = touchOf(at)
    const faults = await rate(hall, { touch, service, posted, key })
    if (faults.length === 0) return reply.redirect('/rate/thanks', 303)
    return showForm(hall, reply, touch, { service, posted, faults }, 422)
  })
  app.get('/rate/thanks', PUBLIC, (_request, reply) =>
    show(hall, reply, 'rate-open', { ...formOf(hall, 'case'), sent: true }),
  )
  app.get('/ratings', PUBLIC, async (_request, reply) => {
    const figures = await hall.ratings.figures()
    const { services } = hall.desk.catalogue
    const titles = Object.fromEntries(services.map(({ slug, short }) => [slug, short]))
    return show(hall, reply, 'ratings', { figures, titles, rules: RATING_RULES })
  })
}

const plain = (text: string): string => text.replace(/\s/g, '').slice(0, 60)
const touchOf = (text: string | undefined): Touch => TOUCHES.find((touch) => touch === text) ?? 'case'

const formOf = (hall: Hall, touch: Touch) => ({
  ...{ touch, service: '', reasons: LOW_REASONS, key: newKey(hall), posted: NOTHING, faults: [] as readonly Fault[] },
  sent: false,
})

function showForm(
  hall: Hall,
  reply: FastifyReply,
  touch: Touch,
  form: { readonly service: string; readonly posted: Posted; readonly faults: readonly Fault[] },
  status = 200,
): Promise<FastifyReply> {
  return show(hall, reply, 'rate-open', { ...formOf(hall, touch), ...form }, { status })
}

/** Records the rating; the faults when it cannot be. */
async function rate(
  hall: Hall,
  given: { readonly touch: Touch; readonly service: string; readonly posted: Posted; readonly key: string },
): Promise<readonly Fault[]> {
  const { touch, posted } = given
  const level = Number(posted.level)
  if (!/^[1-5]$/.test(posted.level))
    return [{ path: 'level', message: textOfRefusal(refusal('RATING_INVALID')).reason }]
  if (isBad(level) && posted.reasons.length === 0 && posted.text === '')
    return [{ path: 'text', message: textOfRefusal(refusal('RATING_INVALID')).reason }]
  const { reasons, text } = posted
  if (touch === 'case') return rateCase(hall, given, { level: level as Level, reasons, text })
  const service = hall.desk.catalogue.current(given.service)?.slug ?? ''
  await hall.ratings.give({ touch, service, level: level as Level, reasons, text })
  return []
}

/** By both numbers of the case: a code that is right beside a number that is not tells nothing. */
async function rateCase(
  hall: Hall,
  { posted, key }: { readonly posted: Posted; readonly key: string },
  rating: { readonly level: Level; readonly reasons: readonly string[]; readonly text: string },
): Promise<readonly Fault[]> {
  const wrong = [{ path: 'code', message: '件号和查询码对不上，请照回执再核对。' }]
  if (!isQueryCode(posted.code) || posted.caseNo.length < SUFFIX) return wrong
  const id = await findByQueryCode(hall, posted.code)
  const view = id === null ? null : await caseView(hall.reads, SYSTEM, id)
  if (!view?.caseNo.endsWith(posted.caseNo)) return wrong
  const usable = /^[\w-]{8,64}$/.test(key) ? key : newKey(hall)
  // Who holds both numbers of the receipt speaks for the applicant; the name in the event says that nobody signed in.
  const actor = { kind: 'person', id: view.state.applicant.id, name: '持件号和查询码的人' } as const
  const handled = await hall.handle({
    key: usable,
    actor,
    to: { caseId: view.id },
    command: { type: 'rate', ...rating },
  })
  if (handled.ok) return []
  const { reason, remedy } = problemTexts(handled.refusal)
  return [{ path: 'code', message: `${reason}${remedy}` }]
}

function problemTexts(refused: Parameters<typeof problemOfRefusal>[0]): { reason: string; remedy: string } {
  const { title, remedy = '' } = problemOfRefusal(refused)
  return { reason: `${title.replace(/。$/, '')}。`, remedy }
}
