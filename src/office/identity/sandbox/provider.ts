// The sandbox: a real OpenID Connect server whose people are invented and whose sign-in is a click on a name. It runs in
// a process of its own (main.ts), in demo mode only, so that nothing of it lives in the platform.

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import Provider from 'oidc-provider'
import { Memory } from './memory.ts'
import { choicePage, messagePage } from './page.ts'
import { RESIDENTS } from './resident.ts'

export interface SandboxOptions {
  /** 0 for any free port. */
  readonly port: number
  readonly host: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
}

/** Starts the sandbox and returns its server and the address it vouches under. */
export async function listenSandbox(
  options: SandboxOptions,
): Promise<{ readonly server: Server; readonly issuer: string }> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const issuer = `http://localhost:${port}`
  const provider = openIdProvider(issuer, options)
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (/^\/auth(\?|$)/.test(request.url ?? '')) forgetSession(request, response)
    const uid = /^\/people\/([\w-]+)$/.exec(request.url ?? '')?.[1]
    if (uid === undefined) return answer(request, response)
    choosePerson(provider, uid, request, response).catch((error: Error) => {
      // The choice waits ten minutes; after that, or in another browser, it cannot be made any more.
      const isExpired = error.name === 'SessionNotFound'
      send(response, isExpired ? 400 : 500, messagePage('这次登录已经失效，请回到平台重新点“登录”。'))
      if (!isExpired) console.error(error)
    })
  })
  return { server, issuer }
}

/** Every sign-in begins without a past: who was signed in on this phone before says nothing about who holds it now. */
function forgetSession(request: IncomingMessage, response: ServerResponse): void {
  delete request.headers.cookie
  dropCookies(response, '_session', '/')
}

/** Takes back a cookie and its signature. */
function dropCookies(response: ServerResponse, name: string, path: string): void {
  response.setHeader(
    'set-cookie',
    [name, `${name}.sig`].map((one) => `${one}=; path=${path}; max-age=0; httponly`),
  )
}

function openIdProvider(issuer: string, { clientId, clientSecret, redirectUris }: SandboxOptions): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider: Provider = new Provider(issuer, {
    adapter: Memory,
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], identity: ['id_type', 'id_number', 'phone_number'] },
    scopes: ['openid', 'profile', 'identity'],
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig', kid: 'sandbox' }] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/people/${uid}` },
    pkce: { required: () => true },
    ttl: { Interaction: 600, AuthorizationCode: 60, AccessToken: 300, IdToken: 300, Session: 600, Grant: 600 },
    findAccount: (_context: unknown, subject: string) => accountOf(subject),
    loadExistingGrant: (context: unknown) => grantEverything(provider, context as GrantContext),
    renderError: async (context: { type: string; body: string }, { error }: { error: string }) => {
      context.type = 'html'
      context.body = messagePage(`登录没有成功（${error.replace(/[^\w]/g, ' ')}）。请回到平台重新登录。`)
    },
  })
  provider.on('server_error', (_context, error) => console.error(error))
  return provider
}

interface GrantContext {
  oidc: { client: { clientId: string }; session: { accountId: string } }
}

/** There is one client, the platform, and every invented person agrees that it may know who they are. */
async function grantEverything(provider: Provider, { oidc }: GrantContext): Promise<unknown> {
  const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid profile identity')
  await grant.save()
  return grant
}

function accountOf(subject: string): unknown {
  const resident = RESIDENTS.find((one) => one.subject === subject)
  if (!resident) return undefined
  const { name, idType, idNumber, phone } = resident
  const claims = { sub: subject, name, id_type: idType, id_number: idNumber, phone_number: phone }
  return { accountId: subject, claims: async () => claims }
}

/** GET shows whom one may be, POST is the choice. */
async function choosePerson(
  provider: Provider,
  uid: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response)
  if (interaction.uid !== uid) return send(response, 400, messagePage('这次登录已经失效，请回到平台重新登录。'))
  if (request.method !== 'POST') return send(response, 200, choicePage(uid, RESIDENTS))
  const subject = new URLSearchParams(await readText(request)).get('subject')
  if (!RESIDENTS.some((one) => one.subject === subject)) return send(response, 400, choicePage(uid, RESIDENTS))
  // A shared machine keeps nothing of the choice, either.
  dropCookies(response, '_interaction', `/people/${uid}`)
  await provider.interactionFinished(request, response, { login: { accountId: subject, remember: false } })
}

function send(response: ServerResponse, status: number, page: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    .end(page)
}
