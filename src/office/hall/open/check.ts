// The page that checks a certificate on the reader's own device, and the worker that keeps it there. Without script its
// form is answered here.

import { formatVerifierKey } from '#kernel/log/note.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { showVerdict } from '../matter/certificate.ts'
import { readTyped } from '../matter/certificate-of.ts'
import { show } from '../page.ts'
import { registerWorker } from '../worker.ts'

/** `workerFile` is the worker as the web builds it. */
export function registerCheck(app: Http, hall: Hall, workerFile: string): void {
  app.get('/verify', PUBLIC, async (_request, reply) => {
    const { district, ring } = hall.registers
    const { phone } = hall.desk.catalogue.services[0]!.contacts
    return show(hall, reply, 'check', {
      lists: `/registers/${district}`,
      vkey: formatVerifierKey(ring.publisher.key),
      phone,
    })
  })
  app.post('/verify', PUBLIC, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { code, text } = readTyped(post.texts.text ?? '')
    if (code !== '') return reply.redirect(`/v/${encodeURIComponent(code)}`, 303)
    if (text === '') return reply.redirect('/verify', 303)
    return showVerdict(hall, reply, { code: '', found: await hall.registers.examineText(text) })
  })
  registerWorker(app, '/verify-worker.js', workerFile)
}
