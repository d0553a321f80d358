// The services this installation runs: compiled once at start, published by version, and any older version that a case
// is pinned to. Asked by every command and every page.

import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Calendar } from '#kernel/calendar/calendar.ts'
import { compileService } from '#kernel/service/compile.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'
import { SERVICES } from '#services/index.ts'

export interface Catalogue {
  readonly district: string
  readonly units: UnitTree
  readonly calendar: Calendar
  /** Current definitions, in the order of the hall. */
  readonly services: readonly ServiceDefinition[]
  current(slug: string): ServiceDefinition | undefined
  /** The definition a case is pinned to. Throws when this installation never published it: a fault. */
  pinned(version: string): Promise<ServiceDefinition>
}

/** Hex SHA-256 of a text. */
export const sha256Hex = (text: string): string => hash('sha256', text)

/** The definitions of all services in a district, from the declarations in the source. */
export function compileAll(district: string): ServiceDefinition[] {
  return SERVICES.flatMap(({ declaration, overlays }) =>
    overlays
      .filter((overlay) => overlay.district === district)
      .map((overlay) => compileService(declaration, overlay, sha256Hex)),
  )
}

/** Opens the catalogue and publishes versions not seen before. `owner`: a pool that may write `service_definition`. */
export async function openCatalogue(
  owner: Pick<Pool, 'query'>,
  { district, units, calendar }: Pick<Catalogue, 'district' | 'units' | 'calendar'>,
): Promise<Catalogue> {
  const services = compileAll(district)
  const bySlug = new Map(services.map((definition) => [definition.slug, definition]))
  const byVersion = new Map(services.map((definition) => [definition.version, definition]))
  for (const { version, ...definition } of services) {
    await owner.query(
      'insert into service_definition (district, version, service, definition) values ($1, $2, $3, $4) on conflict do nothing',
      [district, version, definition.slug, JSON.stringify(definition)],
    )
  }
  return {
    district,
    units,
    calendar,
    services,
    current: (slug) => bySlug.get(slug),
    async pinned(version) {
      const known = byVersion.get(version)
      if (known) return known
      const { rows } = await owner.query<{ definition: Omit<ServiceDefinition, 'version'> }>(
        'select definition from service_definition where district = $1 and version = $2',
        [district, version],
      )
      if (!rows[0]) throw new Error(`no definition ${version} was ever published here`)
      const definition = { ...rows[0].definition, version }
      byVersion.set(version, definition)
      return definition
    },
  }
}
