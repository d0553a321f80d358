// What somebody may have before they ask (免申即享): the entries of a register that no rule forbids them, as far as the
// registries know them.

import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { fieldAt } from '#kernel/form/form.ts'
import { advise, surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Data, evaluate } from '#kernel/service/evaluate.ts'
import { lookUpFacts } from '#office/cases/handle-command.ts'
import { type Hall, todayOf } from '../hall.ts'
import { type KnownPerson, newDraft, type OfferRow } from './apply-of.ts'
import { withKnown } from './prefill.ts'

/** The form with what the person came for; by path of top-level fields. */
export const chosenForm = (form: Data, chosen: Readonly<Record<string, string>>): Data => ({
  ...(form as { readonly [name: string]: Data }),
  ...chosen,
})

/** The offers to a person whose registries know them. Cost: a query an entry and fact. */
export async function offersTo(hall: Hall, person: string): Promise<readonly OfferRow[]> {
  const services = hall.desk.catalogue.services.filter(({ offered }) => offered !== undefined)
  const known = services.length === 0 ? undefined : await hall.knownOf(person)
  if (!known) return []
  const rows = await Promise.all(services.map((definition) => offersOf(hall, definition, known)))
  return rows.flat()
}

async function offersOf(hall: Hall, definition: ServiceDefinition, known: KnownPerson): Promise<readonly OfferRow[]> {
  const path = definition.offered?.each ?? ''
  const field = fieldAt(definition.form, path)
  if (field?.kind !== 'entry') return []
  const entries = await hall.desk.store.entryChoices(field.register ?? '', todayOf(hall), field.by)
  const rows = await Promise.all(
    entries.map(async ({ value, title }): Promise<OfferRow[]> => {
      const begun = chosenForm(newDraft(definition, '', known).form, { [path]: value })
      const form = await withKnown(hall, definition, begun, known.idNumber)
      if (!isKnownElsewhere(definition, known, form)) return []
      const { facts } = await lookUpFacts(hall.desk, definition, form)
      const on = todayOf(hall)
      const { findings } = advise(definition, { form, materials: [] }, facts, { on, isVillage: () => true })
      if (findings.some(({ group }) => group === 'not-eligible')) return []
      const href = `/apply/${definition.slug}?choose=${encodeURIComponent(value)}`
      const around = { ...surroundingsOf(definition, form, facts), today: legalDateOf(hall.desk.now()) }
      return [{ href, title: definition.title, by: title, amount: amountOf(definition, around) }]
    }),
  )
  return rows.flat()
}

/** Whether a registry filled in more than the person's own account knows. */
function isKnownElsewhere(definition: ServiceDefinition, known: KnownPerson, form: Data): boolean {
  const own = newDraft(definition, '', known).form as Record<string, Data>
  return Object.values(definition.comparisons ?? {}).some(({ fields }) =>
    Object.keys(fields).some((path) => {
      const head = path.split('.')[0] ?? ''
      return own[head] === undefined && (form as Record<string, Data>)[head] !== undefined
    }),
  )
}

function amountOf(definition: ServiceDefinition, around: Parameters<typeof evaluate>[1]): number | null {
  const step = Object.values(definition.steps).find(({ kind }) => kind === 'pay')
  const amount = step?.kind === 'pay' ? evaluate(step.amount, around) : undefined
  return typeof amount === 'number' && amount > 0 ? Math.round(amount) : null
}
