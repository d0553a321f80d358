// People as the identity provider vouched for them: kept sealed, found again by a blind index of their identity number.

import { open, seal } from '#platform/vault/seal.ts'
import { identityOf, personIdOf } from '../cases/identity-index.ts'
import type { IdentityDesk } from './desk.ts'

export const ID_TYPES = ['resident-id', 'taiwan-residence-permit', 'mainland-travel-permit'] as const
export type IdType = (typeof ID_TYPES)[number]

/** What a provider says about a person it has identified. */
export interface VerifiedPerson {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly idType: IdType
  readonly idNumber: string
  readonly phone: string
}

export type PersonContent = Pick<VerifiedPerson, 'name' | 'idType' | 'idNumber' | 'phone'>

/** Look-up value of an identity number; one number is one person, whatever its letter case. */
export function idIndexOf(desk: IdentityDesk, idNumber: string): Buffer {
  return identityOf(desk.vault, idNumber)
}

/**
 * Records who signed in and returns the id of the person. The same identity number is the same person for every
 * provider; name and phone are taken over as last vouched for. Two first sign-ins at once end with one person.
 */
export async function recordPerson(desk: IdentityDesk, verified: VerifiedPerson): Promise<string> {
  const { issuer, subject, ...content } = verified
  const index = idIndexOf(desk, content.idNumber)
  const person =
    (await findPerson(desk, index)) ??
    (await insertPerson(desk, personIdOf(desk.vault, content.idNumber), index, content))
  const sealed = sealPerson(desk, person.id, person.data_key, content)
  await desk.pool.query(
    `with login as (
       insert into person_login (district, issuer, subject, person) values ($1, $5, $6, $2)
       on conflict (district, issuer, subject) do update set person = excluded.person)
     update person set sealed = $3, seen_at = $4 where district = $1 and id = $2`,
    [desk.district, person.id, sealed, desk.now(), issuer, subject],
  )
  return person.id
}

interface PersonKey {
  id: string
  data_key: Buffer
}

async function findPerson(desk: IdentityDesk, index: Buffer): Promise<PersonKey | undefined> {
  const { rows } = await desk.pool.query<PersonKey>(
    'select id, data_key from person where district = $1 and id_index = $2',
    [desk.district, index],
  )
  return rows[0]
}

async function insertPerson(desk: IdentityDesk, id: string, index: Buffer, content: PersonContent): Promise<PersonKey> {
  const { wrapped } = desk.vault.newDataKey(`person:${id}`)
  // Id and index say the same of a person, and two first sign-ins may meet at either.
  await desk.pool.query(
    `insert into person (district, id, id_index, data_key, sealed, created_at, seen_at)
     values ($1, $2, $3, $4, $5, $6, $6) on conflict do nothing`,
    [desk.district, id, index, wrapped, sealPerson(desk, id, wrapped, content), desk.now()],
  )
  const person = await findPerson(desk, index)
  if (!person) throw new Error('a person just recorded cannot be found')
  return person
}

function sealPerson(desk: IdentityDesk, id: string, dataKey: Buffer, content: PersonContent): Buffer {
  const key = desk.vault.dataKey(dataKey, `person:${id}`)
  return seal(key, Buffer.from(JSON.stringify(content)), Buffer.from(`person:${id}`), desk.random)
}

/** Opens the content of a person's row. */
export function openPerson(desk: IdentityDesk, id: string, dataKey: Buffer, sealed: Buffer): PersonContent {
  const key = desk.vault.dataKey(dataKey, `person:${id}`)
  return JSON.parse(open(key, sealed, Buffer.from(`person:${id}`)).toString()) as PersonContent
}

/** What is known of a person, for the person themselves and for forms they fill in. */
export async function personContent(desk: IdentityDesk, id: string): Promise<PersonContent | undefined> {
  const { rows } = await desk.pool.query<{ data_key: Buffer; sealed: Buffer }>(
    'select data_key, sealed from person where district = $1 and id = $2',
    [desk.district, id],
  )
  return rows[0] && openPerson(desk, id, rows[0].data_key, rows[0].sealed)
}
