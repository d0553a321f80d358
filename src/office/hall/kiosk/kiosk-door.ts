// The door to the machines: this desk may not know the one that keeps them; the composition root brings it along.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PlacePoint } from '../open/place-door.ts'

/** A machine whose code is in force. */
export interface KioskAt {
  readonly no: string
  readonly name: string
  readonly matters: ReadonlySet<string>
  readonly isPaperOut: boolean
  readonly isInRepair: boolean
  readonly point: PlacePoint
}

export interface KioskDoor {
  /** The cookie in which the browser of a machine keeps its code. */
  readonly cookie: string
  /** The machine of a code; undefined for one that is not in force. */
  find(code: string): Promise<KioskAt | undefined>
  /** Whoever stands before it waits for help. */
  call(no: string): Promise<void>
  /** Ends the session behind a request, if there is one. */
  endSession(request: FastifyRequest, reply: FastifyReply): Promise<void>
}
