// What the pages of public registers show: printed rows, whether each entry stands, what it is good for. Pure.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { PublishedEntry } from '#office/cases/open-reads.ts'

/** The registers of a service that anyone may read. */
export const registerLinks = ({ entries }: ServiceDefinition) =>
  Object.entries(entries).flatMap(([name, { title, published }]) =>
    published ? [{ href: `/published/${name}`, title }] : [],
  )

export interface Use {
  readonly slug: string
  readonly title: string
  readonly by: string | undefined
}

/** Services that citizens apply for by choosing an entry of this register. */
export const usesOf = (services: readonly ServiceDefinition[], register: string): readonly Use[] =>
  services.flatMap(({ slug, title, applicant, form }) => {
    const field = Object.values(form).find(({ kind }) => kind === 'entry')
    const isChosen = field?.kind === 'entry' && field.register === register && applicant !== 'office'
    return isChosen ? [{ slug, title, by: field.by }] : []
  })

type Standing = 'valid' | 'expired' | 'frozen' | 'revoked'

/** Past its last day an entry no longer counts, whatever the register says of it. */
const standingOf = ({ status, validUntil }: PublishedEntry, today: string): Standing =>
  status === 'valid' && validUntil !== null && validUntil < today ? 'expired' : (status as Standing)

/** An entry as the list shows it, and what may be applied for with it while it stands. */
export function registerRow(entry: PublishedEntry, today: string, uses: readonly Use[]) {
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

export type RegisterRow = ReturnType<typeof registerRow>
