// Sets up the desks of service points and of machines for the composition root, and what pages may see and do of them.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Kiosk } from '#engines/place/kiosk.ts'
import type { Entries } from '#office/guides/entries.ts'
import type { KioskDoor } from '#office/hall/kiosk/kiosk-door.ts'
import type { PlaceDoor } from '#office/hall/open/place-door.ts'
import { actorOf, tokenOf } from '#office/identity/access.ts'
import { dropMemo, dropSession } from '#office/identity/cookie.ts'
import { endSession } from '#office/identity/session.ts'
import { bookCall, openPlaces, type PlaceDesk, plateOf, shownPoint, shownPoints } from '#office/places/desk.ts'
import { KIOSK_COOKIE, registerKiosks } from '#office/places/kiosk-routes.ts'
import { type KioskDesk, openKiosks } from '#office/places/kiosks.ts'
import { hoursText, registerPlaces } from '#office/places/routes.ts'
import type { Http } from '#platform/http/server.ts'
import { appenders, type Installation } from './installation.ts'

export interface OpenPlaces {
  readonly places: PlaceDoor
  readonly kiosks: KioskDoor
}

/** Opens both desks and registers their addresses; in a demonstration with invented points and a machine at each. */
export async function openPlaceDesks(
  installation: Installation,
  app: Http,
  guides: Pick<Entries, 'list'>,
): Promise<OpenPlaces> {
  const { config, cases, identity } = installation
  const { catalogue, vault, now, random } = cases
  const { units, calendar } = catalogue
  const { baseUrl } = config
  const write = appenders(installation, 2)
  const withSamples = config.mode === 'demo'
  const desk = await openPlaces({ vault, units, calendar, now, random, write, baseUrl, withSamples })
  const matters = () => guides.list({ point: 'kiosk', limit: 2000 })
  const samples = withSamples ? await sampleKiosks(desk, matters) : new Map<string, Kiosk>()
  const machines = await openKiosks({ vault, now, write, samples })
  registerPlaces(app, { desk, actorOf })
  const isPoint = async (id: string) => (await desk.points.find(id)) !== undefined
  registerKiosks(app, { desk: machines, actorOf, isPoint, matters, baseUrl })
  const leave = async (request: FastifyRequest, reply: FastifyReply) => {
    const token = tokenOf(request)
    if (token !== undefined) await endSession(identity, token)
    dropSession(reply, baseUrl.startsWith('https:'))
    dropMemo(reply)
  }
  return { places: placeDoor(desk), kiosks: kioskDoor(machines, desk, leave) }
}

/** A machine at every point of the kind, with everything that machines can do. */
async function sampleKiosks(
  desk: PlaceDesk,
  matters: () => Promise<readonly { readonly slug: string }[]>,
): Promise<ReadonlyMap<string, Kiosk>> {
  const slugs = (await matters()).map(({ slug }) => slug)
  const points = (await desk.points.all()).filter(({ content }) => content.kind === 'kiosk')
  return new Map(
    points.map(({ item }, index) => [
      `K-${String(index + 1).padStart(4, '0')}`,
      { point: item, name: '门厅机', matters: slugs, status: 'active', edition: 1 },
    ]),
  )
}

const placeDoor = (desk: PlaceDesk): PlaceDoor => ({
  points: () => shownPoints(desk),
  point: (id) => shownPoint(desk, id),
  scanned: desk.scanned,
  hoursText,
  book: (call) => bookCall(desk, call),
  async plate(token) {
    const found = await plateOf(desk, token)
    return found && { no: found.item, isRetired: found.content.state === 'retired', point: found.point }
  },
})

const kioskDoor = (machines: KioskDesk, desk: PlaceDesk, leave: KioskDoor['endSession']): KioskDoor => ({
  cookie: KIOSK_COOKIE,
  async find(code) {
    const found = await machines.of(code)
    const point = found && (await shownPoint(desk, found.content.point))
    if (!found || !point) return undefined
    const { name, matters, status } = found.content
    return {
      ...{ no: found.item, name, point, matters: new Set(matters) },
      ...{ isPaperOut: found.beat?.paper === 0, isInRepair: status === 'repair' },
    }
  },
  call: (no) => machines.call(no, true),
  endSession: leave,
})
