// What is true elsewhere, looked up for a command: other cases that share a value, entries of registers. And what an entry
// of this case lets others look up: its declared values, personal ones as blind indexes.

import { addDays, legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { ChangedEntries } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { aroundCase } from '#kernel/case/surroundings.ts'
import { surroundingsOf } from '#kernel/material/rule.ts'
import {
  type EntrySpec,
  type Fact,
  type ListedFact,
  SELF,
  type ServiceDefinition,
} from '#kernel/service/declaration.ts'
import { at, type Data, evaluate, isTrue, type Surroundings } from '#kernel/service/evaluate.ts'
import type { Expression } from '#kernel/service/expression.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { keyPlace, openSnapshot } from './envelope.ts'
import { identityOf } from './identity-index.ts'
import type { CaseStore } from './store.ts'

interface Desk {
  readonly vault: Vault
  readonly store: CaseStore
  readonly catalogue: Catalogue
  readonly now: () => Date
}

/** Whose facts: a form still being typed, or a case. */
export interface Asking {
  readonly form: Data
  readonly state: CaseState | null
  readonly caseId: string | null
}

/** The facts from elsewhere as they are now; a fact whose values are not known yet is not known. Cost: a query a fact. */
export async function factsOf(
  desk: Desk,
  definition: ServiceDefinition,
  { form, state, caseId }: Asking,
): Promise<Record<string, Data>> {
  const declared = Object.entries(definition.facts).filter(([, { kind }]) => kind !== 'casesSharing')
  if (declared.length === 0) return {}
  const now = desk.now().toISOString()
  const around: Surroundings = state
    ? aroundCase(definition, state, {}, now)
    : { ...surroundingsOf(definition, form, {}), today: legalDateOf(now) }
  const found = await Promise.all(
    declared.map(
      async ([name, fact]): Promise<[string, Data]> => [name, await lookUp(desk, fact, around, caseId, now)],
    ),
  )
  return Object.fromEntries(found)
}

async function lookUp(desk: Desk, fact: Fact, around: Surroundings, caseId: string | null, now: string): Promise<Data> {
  if (fact.kind === 'casesSharing') return undefined
  if (fact.kind === 'listed') return listed(desk, fact)
  if (fact.kind === 'cases') {
    const value = fact.path === SELF ? caseId : linkedValue(around.form, fact.path)
    if (value === null) return 0
    const identity = identityOf(desk.vault, value)
    return desk.store.countCases({
      service: fact.service,
      identity,
      where: fact.where,
      at: fact.at ?? null,
      self: caseId,
      since: fact.days === undefined ? null : addDays(legalDateOf(now), -fact.days),
    })
  }
  if (fact.kind === 'entries' && fact.when !== undefined && !isTrue(fact.when, around)) return undefined
  const match = matchOf(desk, fact.register, fact.match, around)
  if (match === null) return fact.kind === 'entry' ? undefined : fact.columns ? [] : 0
  const days = fact.kind === 'entries' ? fact.days : undefined
  const query = {
    register: fact.register,
    ...match,
    since: days === undefined ? null : new Date(Date.parse(now) - days * 86_400_000).toISOString(),
    on: fact.kind === 'entries' && fact.ever ? null : legalDateOf(now),
  }
  if (fact.kind === 'entries' && fact.columns) {
    const names = Object.keys(fact.columns)
    return (await desk.store.listEntries(query)).map(({ number, data }) => ({
      ...Object.fromEntries(names.map((name) => [name, data[name]])),
      number,
    }))
  }
  const found = await desk.store.lookUpEntries({
    ...query,
    sum: fact.kind === 'entries' ? (fact.sum ?? null) : null,
  })
  if (fact.kind === 'entries') return fact.sum === undefined ? found.count : found.sum
  return found.newest ? { ...found.newest.data, number: found.newest.number } : undefined
}

/** What joins the values of a link of several paths: no form holds it. */
const BETWEEN = '\u001f'

/** The shared value of a link in a form, or null while a part of it is not there. */
export function linkedValue(form: Data, path: string): string | null {
  const values = path.split('+').map((one) => at(form, one))
  return values.every((value) => typeof value === 'string' || typeof value === 'number') ? values.join(BETWEEN) : null
}

/** The running cases of another service that stand at some of its steps, as the declaration reads them. */
async function listed({ store, vault }: Desk, { service, at: steps, reads }: ListedFact): Promise<Data> {
  const files = await store.listCases({ service, at: steps })
  return files.map(({ id, caseNo, snapshot, wrapped }) => {
    const { form, assigned } = openSnapshot(vault.dataKey(wrapped, keyPlace(id)), id, snapshot)
    const values = Object.entries(reads).map(([name, path]): [string, Data] => [name, at(form, path) ?? null])
    return { ...Object.fromEntries(values), case: id, caseNo, lead: assigned.lead }
  })
}

/** What a register is searched by; null while a value is not known. */
function matchOf(
  desk: Desk,
  register: string,
  expressions: Readonly<Record<string, Expression>>,
  around: Surroundings,
): { readonly match: Record<string, Data>; readonly number: string | null } | null {
  const values = Object.entries(expressions).map(([name, one]) => [name, evaluate(one, around)] as const)
  if (values.some(([, value]) => value === undefined || value === null)) return null
  return searched(desk, register, Object.fromEntries(values))
}

function searched(desk: Desk, register: string, { number, ...values }: Readonly<Record<string, Data>>) {
  const spec = desk.catalogue.services.find(({ entries }) => Object.hasOwn(entries, register))?.entries[register]
  return { match: sharedData(desk, spec, values), number: typeof number === 'string' ? number : null }
}

/** The values as the register keeps them: personal ones as blind indexes. */
export function sharedData(
  { vault }: Pick<Desk, 'vault'>,
  spec: EntrySpec | undefined,
  values: Readonly<Record<string, Data>>,
): Record<string, Data> {
  const kept = (name: string, value: Data): Data =>
    spec?.data?.[name]?.personal && value !== null ? identityOf(vault, String(value)).toString('hex') : value
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, kept(name, value)]))
}

/** A declared unique value as the register keeps it. */
export const uniqueKey = ({ vault }: Pick<Desk, 'vault'>, unique: string): string =>
  vault.blindIndex('register-unique', unique).toString('hex')

/** A change of standing as the register takes it. */
export function changeOf(desk: Desk, { register, to, match }: ChangedEntries) {
  return { register, to, ...searched(desk, register, match) }
}
