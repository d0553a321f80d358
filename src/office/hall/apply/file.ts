// Files of a case, for whoever may see the case: a file is reached through its case and nowhere else, so that row-level
// security judges it too.

import { Type } from '@sinclair/typebox'
import type { CaseEvent } from '#kernel/case/event.ts'
import { caseView } from '#office/cases/read.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, isCaseId } from '../hall.ts'

const CaseFile = Type.Object({
  id: Type.String({ maxLength: 64 }),
  name: Type.String({ pattern: '^[A-Za-z0-9_-]{16,128}$' }),
})

export function registerFiles(app: Http, hall: Hall): void {
  app.get(
    '/api/cases/:id/files/:name',
    {
      config: { policy: 'signed-in' },
      schema: { summary: '办件里的一个文件', tags: ['办件'], params: CaseFile },
    },
    async (request, reply) => {
      const { id, name } = request.params
      const view = isCaseId(id) ? await caseView(hall.reads, await hall.actorOf(request), id) : null
      const file = view && filesOf(view.events).has(name) ? await hall.blobs.open(name) : undefined
      if (!file) return sendProblem(reply, problemOf('NOT_FOUND'))
      // Pictures were drawn anew and may be shown; a PDF is opened by the reader's own program.
      const disposition = file.type === 'image/jpeg' ? 'inline' : 'attachment; filename="document.pdf"'
      return reply
        .type(file.type)
        .headers({ 'content-disposition': disposition, 'cache-control': 'private, max-age=300' })
        .send(file.content)
    },
  )
}

/** Every file that the history of a case names: materials in all their versions, photographs, evidence. */
export function filesOf(events: readonly CaseEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap(filesIn))
}

function filesIn(event: CaseEvent): readonly string[] {
  switch (event.type) {
    case 'submitted':
    case 'supplemented':
    case 'mended':
    case 'deferralKept':
      return event.materials.flatMap(({ file }) => file ?? [])
    case 'attended':
      return event.photos
    case 'fulfilled':
      return event.files
    default:
      return []
  }
}
