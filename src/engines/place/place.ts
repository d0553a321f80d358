// Service points: where a matter can be done, when it is open on the holiday calendar, how far it is. Pure.

import { type Static, Type } from '@sinclair/typebox'
import { type Calendar, isWorkingDay } from '#kernel/calendar/calendar.ts'
import { addDays, legalDateOf, type PlainDate, startOf } from '#kernel/calendar/plain-date.ts'
import { POINT_KINDS, type PointKind } from './kinds.ts'

const strict = { additionalProperties: false } as const
const line = (maxLength = 120) => Type.String({ maxLength })
const clock = Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' })

export const PointShape = Type.Object(
  {
    kind: Type.Unsafe<PointKind>(Type.Union(Object.keys(POINT_KINDS).map((kind) => Type.Literal(kind)))),
    name: Type.String({ minLength: 2, maxLength: 60 }),
    /** Code of the town or village it lies in. */
    unit: line(20),
    town: line(40),
    address: line(),
    /** WGS-84, degrees. */
    latitude: Type.Number({ minimum: 18, maximum: 54 }),
    longitude: Type.Number({ minimum: 73, maximum: 136 }),
    /** `working`: on working days of the official calendar; `daily`: on every day. */
    hours: Type.Array(
      Type.Object(
        {
          days: Type.Unsafe<'working' | 'daily'>(Type.Union([Type.Literal('working'), Type.Literal('daily')])),
          from: clock,
          to: clock,
        },
        strict,
      ),
      { maxItems: 6 },
    ),
    phone: line(30),
    access: line(),
    status: Type.Unsafe<'open' | 'closed'>(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
    /** Sample data without a checked source. */
    sample: Type.Boolean(),
  },
  strict,
)
export type Point = Static<typeof PointShape>

/** Whether a point is open: until when, or when it opens next. */
export interface Opening {
  readonly open: boolean
  readonly until: string | null
  readonly next: { readonly day: PlainDate; readonly at: string } | null
}

const MINUTE_MS = 60_000
/** The longest holiday has fewer days. */
const LOOKS_AHEAD = 15

export function openingOf({ hours, status }: Pick<Point, 'hours' | 'status'>, calendar: Calendar, now: Date): Opening {
  if (status === 'closed') return { open: false, until: null, next: null }
  const today = legalDateOf(now)
  const minutes = Math.floor((now.getTime() - Date.parse(startOf(today))) / MINUTE_MS)
  const spansOn = (day: PlainDate) =>
    hours
      .filter(({ days }) => days === 'daily' || isWorkingDay(calendar, day))
      .sort((a, b) => (a.from < b.from ? -1 : 1))
  const current = spansOn(today).find(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to))
  if (current) return { open: true, until: current.to, next: null }
  for (let ahead = 0; ahead <= LOOKS_AHEAD; ahead += 1) {
    const day = addDays(today, ahead)
    const span = spansOn(day).find(({ from }) => ahead > 0 || minutesOf(from) > minutes)
    if (span) return { open: false, until: null, next: { day, at: span.from } }
  }
  return { open: false, until: null, next: null }
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
