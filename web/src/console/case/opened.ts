// A case as the console holds it: what the server sent and the definition it is pinned to, and what follows from both.

import { fill } from '#kernel/fill.ts'
import { advise, type Finding, figuresOf, surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { evaluate } from '#kernel/service/evaluate.ts'
import type { CaseView } from '../desk/answers.ts'
import { type Answer, ask } from '../desk/api.ts'
import { definitionOf, units } from '../desk/session.ts'

export interface OpenedCase {
  readonly view: CaseView
  readonly definition: ServiceDefinition
}

export async function openCase(id: string): Promise<Answer<OpenedCase>> {
  const view = await ask<CaseView>(`/api/cases/${encodeURIComponent(id)}`)
  if (!view.ok) return view
  const definition = await definitionOf(view.value.version)
  return definition.ok ? { ok: true, value: { view: view.value, definition: definition.value } } : definition
}

/** The pre-check of the case as it stands now: what was found, and every rule that is met, with its figures. */
export interface PreCheck {
  readonly findings: readonly Finding[]
  readonly met: readonly { readonly title: string; readonly says: string }[]
}

export function preCheckOf({ view, definition }: OpenedCase): PreCheck {
  const { form, materials, takenDownOn } = view.state
  const facts = view.facts ?? {}
  const isVillage = (code: string) => units.value.get(code)?.level === 'village'
  const around = { ...surroundingsOf(definition, form, facts), today: takenDownOn }
  const found = advise(definition, { form, materials }, facts, { on: takenDownOn, isVillage }).findings
  // A rule that asks a fact which was not sent keeps what was found when the application came in.
  const unknown = new Set(
    definition.rules.filter(({ when }) => evaluate(when, around) === undefined).map(({ code }) => code),
  )
  const kept = view.state.advice.findings.filter(({ code }) => unknown.has(code))
  const broken = new Set([...found, ...kept].map(({ code }) => code))
  return {
    findings: [...found, ...kept],
    met: definition.rules
      .filter(({ code }) => !broken.has(code))
      .map((rule) => ({ title: rule.title, says: withNames(fill(rule.passes, figuresOf(rule, around))) })),
  }
}

/** A text of a rule with the names of villages in place of their codes. */
export const withNames = (text: string): string =>
  text.replace(/\d{9}-\d{2}/g, (code) => units.value.get(code)?.name ?? code)
