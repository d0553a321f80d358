// What a line of a list of guides shows. Pure.

import type { GuideLine } from './guide-door.ts'

export const foundRow = ({ slug, title, body, isDeclared }: GuideLine) => ({
  href: `/guide/${slug}`,
  title,
  note: body,
  isDeclared,
})
