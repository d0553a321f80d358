// Lets visitors of every kind send hostile requests to every route, and lists each rule that an answer breaks. The short
// siege runs in `npm test`, the long one in `npm run drill`.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import type { Policy, RouteEntry } from '#platform/http/policy.ts'
import { type Known, type Shot, sentBy, shotsAt, type Target, TYPED } from './attack.ts'
import { openTown, SECRETS, type Town, type VisitorName } from './town.ts'

export interface SiegeReport {
  readonly sent: number
  readonly refused: number
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Each broken rule once a route, with the first request that broke it. */
  readonly broken: readonly string[]
}

/** Whoever may read what the household handed in. */
const MAY_READ: ReadonlySet<VisitorName> = new Set([
  'applicant',
  'helper',
  'agentHere',
  'agentTwo',
  'window',
  'agriculture',
  'land',
  'approver',
  'approverTwo',
  'head',
  'supervisor',
])

/** Visitors whom a route's policy lets in: most requests come from them, for behind the door there is more to break. */
function admitted(policy: Policy): readonly VisitorName[] {
  if (policy === 'person') return ['applicant', 'neighbour', 'helper']
  if (policy === 'officer') return ['agentHere', 'agentElsewhere', 'land', 'approver', 'supervisor']
  if (policy === 'system-administrator') return ['systemAdministrator']
  if (policy === 'security-administrator') return ['securityAdministrator']
  if (policy === 'audit-administrator') return ['auditAdministrator']
  return ['anonymous', 'applicant', 'neighbour', 'agentHere', 'approver']
}

/** Where much can go wrong, more is tried: commands have twenty shapes, HEAD has the answers of GET. */
function weightOf({ method, url }: Target): number {
  if (method === 'HEAD') return 0.2
  if (url.endsWith('/commands')) return 8
  return url === '/api/cases' || url.endsWith('/posts') ? 3 : method === 'GET' ? 0.8 : 1.4
}

/** Refused, and yet something is kept, by design. */
const KEEPS_WHEN_REFUSED: Readonly<Record<string, readonly string[]>> = {
  // A section is saved at every step, faults and all; a first look begins a draft.
  'POST /apply/:slug/:section': ['draft'],
  'POST /apply/:slug/materials': ['draft', 'blob'],
  'POST /my/cases/:id/supplement': ['draft', 'blob'],
  'POST /my/cases/:id/promise': ['draft', 'blob'],
}

const DOCUMENTED: ReadonlyMap<string, number> = new Map(
  [
    ...readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').matchAll(
      /^\| `?([A-Z_]+)`? \| (\d{3}) \|/gm,
    ),
  ].map(([, code, status]) => [code as string, Number(status)]),
)

const SUCCESSES: ReadonlySet<number> = new Set([200, 201, 204, 303, 304, 308])

/** Runs the siege: `shots` requests a route and pair of visitors. */
export async function besiege({
  seed,
  shots,
}: {
  readonly seed: number
  readonly shots: number
}): Promise<SiegeReport> {
  await using town = await openTown()
  const known = await knownOf(town)
  const broken = new Map<string, string>()
  const statuses: Record<string, number> = {}
  let [sent, refused, number] = [0, 0, 0]
  const names = Object.keys(town.visitors) as VisitorName[]
  for (const target of targetsOf(town)) {
    number += 1
    const route = `${target.method} ${target.url}`
    const blame = (rule: string, name: VisitorName, shot: Shot, answer?: LightMyRequestResponse) => {
      const key = `${rule}: ${route}`
      if (!broken.has(key))
        broken.set(key, `${key} as ${name} ${describe(shot)} → ${answer?.statusCode} ${answer?.body.slice(0, 300)}`)
    }
    const without = KEEPS_WHEN_REFUSED[route] ?? []
    let before = await town.digest(...without)
    const visitors = fc.oneof(fc.constantFrom(...names), fc.constantFrom(...admitted(target.policy)))
    const volley = fc.sample(fc.tuple(shotsAt(target, known), visitors), {
      numRuns: Math.ceil(shots * weightOf(target)),
      seed: seed + number,
    })
    for (const [shot, name] of volley) {
      const answer = await town.app.inject(sentBy(town.visitors[name], shot))
      sent += 1
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
      for (const rule of rulesBroken(answer, target, name)) blame(rule, name, shot, answer)
      if (target.method === 'GET' || target.method === 'HEAD') continue
      const after = await town.digest(...without)
      if (answer.statusCode >= 400) {
        refused += 1
        const changed = Object.keys(after).filter((table) => after[table] !== before[table])
        if (changed.length > 0) blame(`a refused request changed ${changed}`, name, shot, answer)
      }
      before = after
    }
  }
  const log = town.logged.join('')
  for (const secret of [...SECRETS, ...TYPED]) {
    const at = log.indexOf(secret)
    if (at >= 0) broken.set(secret, `the log holds ${secret}: ${log.slice(Math.max(0, at - 200), at + 50)}`)
  }
  return { sent, refused, statuses, broken: [...broken.values()] }
}

function targetsOf(town: Town): readonly RouteEntry[] {
  const routes = new Map(town.app.routeTable.map((route) => [`${route.method} ${route.url}`, route]))
  // Whoever has signed out can break nothing more.
  return [...routes.values()].sort((a, b) => Number(a.url === '/api/sign-out') - Number(b.url === '/api/sign-out'))
}

async function knownOf(town: Town): Promise<Known> {
  const { services } = (await town.app.inject('/api/services')).json() as { services: { version: string }[] }
  const { certificate, queryCode } = town
  return { cases: Object.values(town.cases), certificate, queryCode, version: services[0]!.version }
}

function* rulesBroken(answer: LightMyRequestResponse, { method }: Target, name: VisitorName): Generator<string> {
  const { statusCode: status, body } = answer
  const type = String(answer.headers['content-type'] ?? '')
  if (status >= 500) yield 'a fault'
  else if (status >= 400 && method !== 'HEAD') yield* problemRules(status, type, body)
  else if (status < 400 && !SUCCESSES.has(status)) yield `status ${status} is not documented`
  if (/\bat .+:\d+:\d+\)?$/m.test(body) || /node_modules|\.ts:\d+/.test(body)) yield 'a stack is shown'
  if (!MAY_READ.has(name)) {
    // An agent knows for whom, whatever the mandate is about.
    const hidden = name === 'helperElsewhere' ? SECRETS.slice(1) : SECRETS
    for (const secret of hidden) if (body.includes(secret)) yield `${secret} is shown to a stranger`
  }
}

function* problemRules(status: number, type: string, body: string): Generator<string> {
  if (type.startsWith('text/html')) {
    if (!/<html[^>]*lang=/.test(body) || !/<h1[\s>]/.test(body)) yield 'a refusal is no readable page'
    return
  }
  if (!type.startsWith('application/problem+json')) return void (yield `a refusal is ${type || 'of no type'}`)
  const { code, title, remedy } = JSON.parse(body) as Record<string, string>
  if (!code || !title || !remedy) yield 'a problem lacks code, title or remedy'
  if (DOCUMENTED.get(code ?? '') !== status) yield `${code} with ${status} is not documented`
}

function describe({ method, url, headers, payload, token }: Shot): string {
  const text = payload === undefined ? '' : payload.toString()
  return `${method} ${url.slice(0, 200)} token=${token} ${JSON.stringify(headers).slice(0, 300)} ${JSON.stringify(text.slice(0, 300))}`
}
