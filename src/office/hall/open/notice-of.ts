// What pages of public notices show: the fields the declaration publishes, and never more. Pure.

import type { RunningPublicity } from '#office/cases/open-reads.ts'

export const noticeBase = (caseId: string): string => `/publicity/${caseId}`

/** One notice in the list. */
export function noticeRow({ caseId, title, placeName, until }: RunningPublicity) {
  return { href: noticeBase(caseId), title, village: placeName, until }
}

export interface ObjectionTexts {
  readonly name: string
  readonly contact: string
  readonly reason: string
}

const ASKED = { name: '请填您的名字', contact: '请填联系电话，村里核实后要答复您', reason: '请写明哪里不对' } as const

/** What an objection lacks. */
export function objectionFaults(texts: ObjectionTexts) {
  return (['name', 'contact', 'reason'] as const)
    .filter((path) => texts[path].trim() === '')
    .map((path) => ({ path, message: ASKED[path] }))
}

/** The page of one notice, with the form of an objection. */
export function noticePage(
  { caseId, title, placeName, from, until, shows }: RunningPublicity,
  {
    key,
    posted,
    faults,
  }: {
    readonly key: string
    readonly posted: Partial<ObjectionTexts>
    readonly faults: ReturnType<typeof objectionFaults>
  },
) {
  return {
    base: noticeBase(caseId),
    service: title,
    village: placeName,
    from,
    until,
    open: true,
    rows: shows.map((row) => ({ title: row.title, value: row.value })),
    key,
    posted,
    faults,
  }
}
