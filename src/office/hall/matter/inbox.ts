// What a person was told of their cases, how they want to be told, and, in a demonstration, what the sandbox was given.

import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PERSON, PUBLIC, personOf } from '../hall.ts'
import { localeOf } from '../language.ts'
import { show } from '../page.ts'
import { LOCALES } from '../web.ts'
import { choiceOf, toldPage } from './inbox-of.ts'
import { matterBase } from './matter-of.ts'

export const TOLD_ADDRESS = '/my/notices/settings'

export function registerInbox(app: Http, hall: Hall): void {
  const { notices } = hall
  app.get('/my/notices', PERSON, async (request, reply) => {
    const { id } = await personOf(hall, request)
    const locale = localeOf(request, reply)
    const rows = await notices.list(id)
    if (rows.some(({ isRead }) => !isRead)) await notices.markRead(id)
    return show(hall, reply, 'inbox', {
      notices: rows.map(({ caseId, at, service, isRead, says }) => ({
        href: matterBase(caseId),
        title: hall.desk.catalogue.current(service)?.title ?? service,
        says: says(locale),
        at,
        isNew: !isRead,
      })),
      settings: TOLD_ADDRESS,
    })
  })
  app.get(TOLD_ADDRESS, PERSON, async (request, reply) => {
    const { id } = await personOf(hall, request)
    return show(hall, reply, 'told', toldPage(TOLD_ADDRESS, await notices.choice(id), [], saidSaved(request.query)))
  })
  app.post(TOLD_ADDRESS, PERSON, async (request, reply) => {
    const { id } = await personOf(hall, request)
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { choice, faults } = choiceOf(post.texts, post.all('channel'), LOCALES)
    if (faults.length > 0)
      return show(hall, reply, 'told', toldPage(TOLD_ADDRESS, choice, faults, false), { status: 422 })
    await notices.choose(id, choice)
    return reply.redirect(`${TOLD_ADDRESS}?saved=yes`, 303)
  })
  if (!notices.sandbox) return
  const { sandbox } = notices
  app.get('/demo/outbox', PUBLIC, async (_request, reply) => show(hall, reply, 'outbox', { messages: await sandbox() }))
}

const saidSaved = (query: unknown): boolean => (query as { readonly saved?: unknown } | undefined)?.saved === 'yes'
