// What every page of this desk is given: the use cases of cases, the drafts and files, who asks, and the page renderer.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ChildSeat } from '#engines/seats/own-seat.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import { refusal } from '#kernel/refusal.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import type { CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import type { CaseView } from '#office/cases/read.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import type { EventPlace, makeReceipt } from '#office/log/receipts.ts'
import type { RegisterDesk } from '#office/registers/registers.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import type { Uploads } from '#platform/blobs/upload.ts'
import { type Problem, sendProblem } from '#platform/http/problem.ts'
import type { Level, Touch } from '#services/rating.ts'
import type { KnownPerson } from './apply/apply-of.ts'
import type { Drafts } from './apply/draft.ts'
import type { Handovers } from './apply/handover.ts'
import type { KioskDoor } from './kiosk/kiosk-door.ts'
import type { Account } from './matter/account-of.ts'
import type { HallNotices } from './matter/inbox-of.ts'
import type { ProjectDoor } from './matter/project-of.ts'
import type { GuideDoor } from './open/guide-door.ts'
import type { PlaceDoor } from './open/place-door.ts'
import type { Figures } from './open/rate-of.ts'
import type { PublishedStatistics } from './open/statistics-door.ts'
import type { Web } from './web.ts'

/** What the holder of a one-time link types. */
export interface NewAccount {
  readonly token: string
  readonly login: string
  readonly name: string
  readonly password: string
}

/** Receipts of the public log, and the keys by which they are believed. */
export interface Receipts {
  readonly trust: TrustTexts
  /** Address under which the acts of a subject, and their receipts, are found. */
  readonly acts: string
  of(actor: Actor, event: EventPlace): ReturnType<typeof makeReceipt>
}

/** Ratings as the desk of ratings takes and counts them. */
export interface Ratings {
  give(rating: {
    readonly touch: Exclude<Touch, 'case'>
    readonly service: string
    readonly level: Level
    readonly reasons: readonly string[]
    readonly text: string
  }): Promise<unknown>
  figures(): Promise<Figures>
}

/** Makes the account; hands back the address an authenticator app reads. */
export type AcceptInvitation = (
  account: NewAccount,
) => Promise<{ readonly authenticator: string } | { readonly problem: Problem }>

export interface Hall {
  readonly web: Web
  readonly desk: CaseDesk
  readonly reads: CaseReads
  readonly handle: ReturnType<typeof commandHandler>
  readonly drafts: Drafts
  readonly handovers: Handovers
  readonly uploads: Uploads
  readonly blobs: Blobs
  readonly registers: RegisterDesk
  readonly notices: HallNotices
  readonly receipts: Receipts
  readonly projects: ProjectDoor
  readonly guides: GuideDoor
  readonly ratings: Ratings
  /** The published figures of supervision. */
  readonly statistics: () => Promise<PublishedStatistics>
  readonly places: PlaceDoor
  readonly kiosks: KioskDoor
  readonly account: Account
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
  /** Token that forms of the request's session carry. */
  readonly formTokenOf: (request: FastifyRequest) => Promise<string | undefined>
  readonly knownOf: (person: string) => Promise<KnownPerson | undefined>
  /** Makes the account of a one-time link. */
  readonly acceptInvitation: AcceptInvitation
  /** Where citizens may sign in; the address takes `next`. */
  readonly providers: readonly { readonly name: string; readonly address: string }[]
  /** Address of the site without a slash at the end. */
  readonly baseUrl: string
  /** Name of the office that answers for the site. */
  readonly office: string
  readonly demo: boolean
  /** How a case came to the place that a run of the seats gave it; null when none has. */
  readonly seatOf: (found: CaseView) => Promise<ChildSeat | null>
}

/** What a browser asked, and how it is answered. */
export interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The person for whom the request acts: the principal of an agent, else whoever is signed in. Routes of persons only. */
export async function personOf(
  hall: Hall,
  request: FastifyRequest,
): Promise<{ actor: Actor & { kind: 'person' }; id: string; name: string }> {
  const actor = await hall.actorOf(request)
  if (actor.kind !== 'person') throw new Error('a route for persons let somebody else in')
  const { id, name } = actor.mandate?.principal ?? actor
  return { actor, id, name }
}

/** Whether somebody may write applications of a service: an agent needs a mandate to hand them in. */
export function mayApply({ mandate }: Actor & { kind: 'person' }, service: string): boolean {
  return !mandate || (mandate.services.includes(service) && mandate.actions.includes('submit'))
}

/** The person whose application of a service the request reads or writes; undefined after it was refused to an agent. */
export async function applicantOf(
  hall: Hall,
  { request, reply }: Asked,
  service: string,
): Promise<{ id: string } | undefined> {
  const { actor, id } = await personOf(hall, request)
  if (mayApply(actor, service)) return { id }
  await sendProblem(reply, problemOfRefusal(refusal('MANDATE_MISSING')))
  return undefined
}

/** The legal date of this moment. */
export const todayOf = (hall: Hall): PlainDate => legalDateOf(hall.desk.now())

/** Whether a part of an address can be the id of a case; the database takes no other text. */
export const isCaseId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export const PUBLIC = { config: { policy: 'public' } } as const
export const PERSON = { config: { policy: 'person' } } as const
