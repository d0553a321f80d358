// Who acts on a case. The session desk makes an Actor at the border; decide() alone judges what it may do.

import type { Role } from '../unit/role.ts'
import type { UnitCode } from '../unit/tree.ts'
import type { Confirmation } from './signed.ts'

/** One office an officer holds: a role in a unit. */
export interface Post {
  readonly role: Role
  readonly unit: UnitCode
  /** Whose office it is, when the officer stands in for somebody absent. */
  readonly standsInFor?: PersonRef
}

/** What a principal allows an agent to do (委托书); acts outside it are refused. `until` is a legal date, inclusive. */
export interface Mandate {
  readonly id: string
  readonly principal: PersonRef
  readonly services: readonly string[]
  readonly actions: readonly MandatedAction[]
  readonly until: string
}

export type MandatedAction = 'submit' | 'supplement' | 'follow' | 'collect'

/** A person as cases know them: an opaque id of the identity desk, and the name shown beside what they did. */
export interface PersonRef {
  readonly id: string
  readonly name: string
}

export type Actor =
  | ({ readonly kind: 'person'; readonly mandate?: Mandate } & PersonRef)
  | ({
      readonly kind: 'officer'
      readonly posts: readonly Post[]
      /** How the session answers for acts that are signed; absent when it has neither passkey nor fresh code. */
      readonly confirmation?: Confirmation
    } & PersonRef)
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: string }
  | { readonly kind: 'public'; readonly id: 'public'; readonly name: string }

export type Officer = Extract<Actor, { readonly kind: 'officer' }>

/** The officer whom a route for officers was asked by. Throws (fault) for anybody else: its policy lets nobody else in. */
export function asOfficer(actor: Actor): Officer {
  if (actor.kind !== 'officer') throw new Error('a route for officers let somebody else in')
  return actor
}

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: '系统' }

/** Whether the actor holds `role` in `unit`, in their own name or standing in. */
export function holds(actor: Actor, role: Role, unit: UnitCode): boolean {
  return postOf(actor, role, unit) !== undefined
}

/** The post by which the actor holds `role` in `unit`; their own before one they stand in for. */
export function postOf(actor: Actor, role: Role, unit: UnitCode): Post | undefined {
  if (actor.kind !== 'officer') return undefined
  const held = actor.posts.filter((post) => post.role === role && post.unit === unit)
  return held.find(({ standsInFor }) => standsInFor === undefined) ?? held[0]
}
