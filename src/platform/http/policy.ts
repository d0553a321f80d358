// Every route says who may call it, or it cannot be registered. What an audience is, and who belongs to it, the layer
// above decides; here stands only that no route is without an answer and that the answer is asked before the body is read.

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Problem, sendProblem } from './problem.ts'

/** `public`, the name of an audience, or holders of at least one of the roles. */
export type Policy = 'public' | (string & {}) | { readonly roles: readonly string[] }

/** What the layer above knows about callers. */
export interface AccessControl {
  /** Audiences a policy may name, besides `public`. */
  readonly audiences: readonly string[]
  /** Roles a policy may name. */
  readonly roles: readonly string[]
  /** Lets the request pass (undefined) or says why not. Never asked for public routes. */
  admit(request: FastifyRequest, policy: Exclude<Policy, 'public'>): Promise<Problem | undefined>
  /** The account behind an admitted request, for the rate limit. */
  accountOf(request: FastifyRequest): string | undefined
  /** The token a form of this caller must carry, or undefined when nobody is signed in. */
  formTokenOf(request: FastifyRequest): Promise<string | undefined>
}

/** Access control of a server that knows nobody: only public routes can be registered. */
export const NOBODY: AccessControl = {
  audiences: [],
  roles: [],
  admit: () => Promise.reject(new Error('a server without audiences has public routes only')),
  accountOf: () => undefined,
  formTokenOf: async () => undefined,
}

export interface RouteEntry {
  readonly method: string
  readonly url: string
  readonly policy: Policy
}

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
  }
  interface FastifyInstance {
    /** Policy of routes in this scope that state none, for plugins that register routes themselves (static files). */
    defaultPolicy?: Policy
    /** Every route with its policy, for tests of the whole table. */
    routeTable: readonly RouteEntry[]
  }
}

/**
 * Makes registering a route without a known policy throw, and asks `access.admit` first of all for the others.
 * Returns the table of routes, which fills while routes are registered.
 */
export function enforcePolicies(app: FastifyInstance, access: AccessControl): RouteEntry[] {
  const table: RouteEntry[] = []
  app.addHook('onRoute', function (route) {
    const policy = route.config?.policy ?? this.defaultPolicy
    const name = `${route.method} ${route.url}`
    if (policy === undefined) throw new Error(`route ${name} has no policy; give it config: { policy: … }`)
    checkPolicy(policy, access, name)
    route.config = { ...route.config, policy }
    for (const method of [route.method].flat()) table.push({ method, url: route.url, policy })
  })
  app.addHook('onRequest', async (request, reply) => {
    const policy = request.routeOptions.config.policy
    if (policy === undefined || policy === 'public') return
    const problem = await access.admit(request, policy)
    if (problem) return sendProblem(reply, problem)
  })
  return table
}

function checkPolicy(policy: Policy, access: AccessControl, name: string): void {
  if (typeof policy === 'string') {
    if (policy === 'public' || access.audiences.includes(policy)) return
    throw new Error(`route ${name} is for '${policy}', but the audiences are public, ${access.audiences.join(', ')}`)
  }
  const unknown = policy.roles.find((role) => !access.roles.includes(role))
  if (policy.roles.length === 0 || unknown !== undefined) {
    throw new Error(`route ${name} names ${unknown === undefined ? 'no role' : `the unknown role ${unknown}`}`)
  }
}
