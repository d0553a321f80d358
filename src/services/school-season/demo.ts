// The seasons of a demonstration: a formal one that families may apply to for two weeks, and a rehearsal of it, ready to run.

import { addDays, plainDate } from '#kernel/calendar/plain-date.ts'
import type { DemoCase, DemoContent, DemoSeed } from '../declared.ts'

interface SeedSchool {
  readonly code: string
  readonly seats: number
  readonly longitude: number
  readonly latitude: number
  readonly catchment: readonly string[]
}

export function demo({ files, today }: DemoSeed): DemoContent {
  const schools = (files.schools ?? []) as readonly SeedSchool[]
  const year = autumnAfter(today)
  const season = (mode: 'formal' | 'rehearsal'): DemoCase => ({
    by: { role: 'education.officer' },
    form: {
      name: `${year} 年秋季（示例）`,
      year,
      mode,
      opensOn: today,
      closesOn: addDays(plainDate(today), 14),
      ageDay: `${year}-08-31`,
      schools: schools.map(({ code, seats, longitude, latitude, catchment }) => ({
        school: code,
        seats,
        longitude,
        latitude,
        catchment: catchment.map((place) => ({ place })),
      })),
    },
    materials: [],
    acts: [{ by: 'education.head', command: { type: 'complete', outcome: 'agreed', form: {}, note: '' } }],
  })
  return { cases: [season('formal'), season('rehearsal')] }
}

/** The autumn that families apply for on a day: next year's once this year's has begun. */
export const autumnAfter = (today: string): number => Number(today.slice(0, 4)) + (today.slice(5, 7) < '09' ? 0 : 1)
