// The face of a machine: which machine a request comes from, and what pages of it know beside their own content.

import type { FastifyRequest } from 'fastify'
import { KIOSK_RULES } from '#engines/place/kiosk.ts'
import type { Hall } from '../hall.ts'
import type { PageContext } from '../web.ts'
import type { KioskAt } from './kiosk-door.ts'

/** Cookies of the reader's own choices on a machine: gone with the person who chose. */
export const LOW_COOKIE = 'low'

const found = new WeakMap<FastifyRequest, Promise<KioskAt | undefined>>()

/** The machine that asks; undefined for every other browser. Cost: none without the cookie, else one look-up a request. */
export function kioskOf({ kiosks }: Pick<Hall, 'kiosks'>, request: FastifyRequest): Promise<KioskAt | undefined> {
  const code = request.cookies?.[kiosks.cookie]
  if (code === undefined) return Promise.resolve(undefined)
  const known = found.get(request) ?? kiosks.find(code)
  found.set(request, known)
  return known
}

/** What a page shown at a machine knows of it. */
export async function faceOf(hall: Hall, request: FastifyRequest): Promise<PageContext['kiosk']> {
  const kiosk = await kioskOf(hall, request)
  if (!kiosk) return undefined
  const { slug } = (request.params ?? {}) as { readonly slug?: string }
  const { lang, size } = request.cookies
  const isChosen = /[?&](lang|size|low)=/.test(request.url)
  return {
    no: kiosk.no,
    place: `${kiosk.point.name} ${kiosk.name}`,
    phone: kiosk.point.phone,
    isLow: request.cookies[LOW_COOKIE] === 'on',
    isPaperOut: kiosk.isPaperOut,
    isElsewhere: slug !== undefined && !kiosk.matters.has(slug),
    isTouched: isChosen || [lang, size, request.cookies[LOW_COOKIE]].some((choice) => choice !== undefined),
    at: hall.desk.now().toISOString(),
    askAfterSeconds: KIOSK_RULES.askAfterSeconds,
    answerSeconds: KIOSK_RULES.answerSeconds,
  }
}
