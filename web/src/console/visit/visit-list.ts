// The visits an officer owes, with place and applicant; kept in this browser so that the list and each visit open without
// a line, on site.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { at } from '#kernel/service/evaluate.ts'
import { openCase } from '../case/opened.ts'
import type { QueueAnswer } from '../desk/answers.ts'
import { type Answer, ask } from '../desk/api.ts'
import { definitionOf, KEPT_VISITS, nameOfUnit } from '../desk/session.ts'

export interface Visit {
  readonly caseId: string
  readonly caseNo: string
  readonly applicant: string
  readonly phone: string
  readonly service: string
  readonly step: string
  readonly stepTitle: string
  readonly place: string
  /** Photos the declaration asks for at least. */
  readonly photos: number
  readonly dueOn: PlainDate | null
}

const MOST = 100

/** The visits of the officer's posts by due day; without a line those kept from the last time. */
export async function readVisits(): Promise<Answer<readonly Visit[]>> {
  const queue = await ask<QueueAnswer>(`/api/queue?limit=${MOST}`)
  if (!queue.ok) {
    const kept = queue.problem.status === 0 ? keptVisits() : null
    return kept === null ? queue : { ok: true, value: kept }
  }
  const visits = await Promise.all(queue.value.items.map(visitOf))
  const found = visits.filter((visit) => visit !== null)
  localStorage.setItem(KEPT_VISITS, JSON.stringify(found))
  return { ok: true, value: found }
}

/** One visit by its case; without a line as it was kept. Null when this case needs no visit now. */
export async function readVisit(caseId: string): Promise<Answer<Visit | null>> {
  const opened = await openCase(caseId)
  if (!opened.ok) {
    const kept = opened.problem.status === 0 ? keptVisits()?.find((one) => one.caseId === caseId) : undefined
    return kept === undefined ? opened : { ok: true, value: kept }
  }
  const { view, definition } = opened.value
  const step = definition.steps[view.state.at]
  if (step?.kind !== 'visit') return { ok: true, value: null }
  const known = keptVisits()?.find((one) => one.caseId === caseId)
  return {
    ok: true,
    value: {
      caseId,
      caseNo: view.caseNo,
      applicant: view.state.applicant.name,
      phone: String(at(view.state.form, definition.subject.phone) ?? ''),
      service: definition.short,
      step: view.state.at,
      stepTitle: step.title,
      place: nameOfUnit(view.state.place),
      photos: step.photos,
      dueOn: known?.dueOn ?? null,
    },
  }
}

async function visitOf(item: QueueAnswer['items'][number]): Promise<Visit | null> {
  const definition = await definitionOf(item.version)
  if (!definition.ok || definition.value.steps[item.step]?.kind !== 'visit') return null
  const visit = await readVisit(item.id)
  return visit.ok && visit.value ? { ...visit.value, dueOn: item.dueOn } : null
}

function keptVisits(): readonly Visit[] | null {
  const kept = localStorage.getItem(KEPT_VISITS)
  return kept === null ? null : (JSON.parse(kept) as readonly Visit[])
}
