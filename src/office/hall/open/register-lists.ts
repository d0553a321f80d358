// Public lists of registers: what anyone may read of entries whose declaration publishes them, whether each still stands, and
// what may be applied for with it. Which registers there are, declarations say.

import { Type } from '@sinclair/typebox'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type PublishedEntry, publishedEntries } from '#office/cases/open-reads.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC, todayOf } from '../hall.ts'
import { show } from '../page.ts'

const Register = Type.Object({ register: Type.String({ maxLength: 64 }) })
const SHOWN = 100

export function registerRegisterLists(app: Http, hall: Hall): void {
  const { catalogue } = hall.desk
  app.get('/published', PUBLIC, async (_request, reply) => {
    const groups = catalogue.services
      .map((one) => ({ title: one.title, registers: linksOf(one) }))
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
      rows: entries.map((entry) => rowOf(entry, today, uses)),
    })
  })
}

const linksOf = ({ entries }: ServiceDefinition) =>
  Object.entries(entries).flatMap(([name, { title, published }]) =>
    published ? [{ href: `/published/${name}`, title }] : [],
  )

interface Use {
  readonly slug: string
  readonly title: string
  readonly by: string | undefined
}

/** Services that citizens apply for by choosing an entry of this register. */
const usesOf = (services: readonly ServiceDefinition[], register: string): readonly Use[] =>
  services.flatMap(({ slug, title, applicant, form }) => {
    const field = Object.values(form).find(({ kind }) => kind === 'entry')
    const isChosen = field?.kind === 'entry' && field.register === register && applicant !== 'office'
    return isChosen ? [{ slug, title, by: field.by }] : []
  })

type Standing = 'valid' | 'expired' | 'frozen' | 'revoked'

/** Past its last day an entry no longer counts, whatever the register says of it. */
const standingOf = ({ status, validUntil }: PublishedEntry, today: string): Standing =>
  status === 'valid' && validUntil !== null && validUntil < today ? 'expired' : (status as Standing)

function rowOf(entry: PublishedEntry, today: string, uses: readonly Use[]) {
  const { number, issuedOn, validUntil, content, data } = entry
  const standing = standingOf(entry, today)
  const applying = standing === 'valid' ? uses : []
  return {
    number,
    on: issuedOn,
    until: validUntil,
    standing,
    cells: content.map(({ title, value }) => ({ title, value })),
    uses: applying.map(({ slug, title, by }) => {
      const value = by === undefined ? number : String(data[by] ?? number)
      return { href: `/apply/${slug}?choose=${encodeURIComponent(value)}`, title }
    }),
  }
}

export type RegisterRow = ReturnType<typeof rowOf>
