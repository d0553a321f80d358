// Public lists of registers: what anyone may read of entries whose declaration publishes them, whether each still stands, and
// what may be applied for with it. Which registers there are, declarations say.

import { Type } from '@sinclair/typebox'
import { publishedEntries } from '#office/cases/open-reads.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC, todayOf } from '../hall.ts'
import { show } from '../page.ts'
import { registerLinks, registerRow, usesOf } from './register-lists-of.ts'

const Register = Type.Object({ register: Type.String({ maxLength: 64 }) })
const SHOWN = 100

export function registerRegisterLists(app: Http, hall: Hall): void {
  const { catalogue } = hall.desk
  app.get('/published', PUBLIC, async (_request, reply) => {
    const groups = catalogue.services
      .map((one) => ({ title: one.title, registers: registerLinks(one) }))
      .filter(({ registers }) => registers.length > 0)
    return show(hall, reply, 'registers', { groups })
  })
  app.get('/published/:register', { ...PUBLIC, schema: { params: Register } }, async (request, reply) => {
    const { register } = request.params
    const keeper = catalogue.services.find(({ entries }) => Object.hasOwn(entries, register))
    const spec = keeper?.entries[register]
    if (!spec?.published) return sendProblem(reply, problemOf('NOT_FOUND'))
    const entries = await publishedEntries(hall.reads, register, SHOWN)
    const today = todayOf(hall)
    const uses = usesOf(catalogue.services, register)
    return show(hall, reply, 'register', {
      title: spec.title,
      note: spec.legalText,
      isFull: entries.length === SHOWN,
      rows: entries.map((entry) => registerRow(entry, today, uses)),
    })
  })
}
