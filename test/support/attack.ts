// What a hostile client sends: for one route, requests that are nearly right and wrong in one or several ways. Arbitraries
// only; who sends them and what must hold is said by the tests that use them.

import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { HOSTILE_BODIES, HOSTILE_FORMS, HOSTILE_MULTIPARTS, HOSTILE_TEXTS } from './hostile-corpus.ts'
import { PAPERS } from './town.ts'

/** A route as the server lists it, with the schema of its body where /openapi.json has one. */
export interface Target {
  readonly method: string
  readonly url: string
}

/** What of the town an attacker can name. */
export interface Known {
  readonly cases: readonly string[]
  readonly certificate: string
  readonly queryCode: string
  readonly version: string
}

/** A request without its sender. `token` says whether the sender's own form token is shown, a wrong one, or none. */
export interface Shot {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string | Buffer
  readonly token: 'own' | 'wrong' | 'none'
}

/** Typed by attackers; must reach no log. */
export const TYPED = ['司徒某填', '350598199203042217', '13500001111'] as const

const hostileText = fc.constantFrom(...HOSTILE_TEXTS)
const hostileNumber = fc.constantFrom(-1, 0, 1e308, 2 ** 53, -(2 ** 31) - 1, 0.1, 1e-320)

const form = {
  village: '350521104-01',
  phone: TYPED[2],
  members: [{ name: TYPED[0], relation: 'householder', idNumber: TYPED[1], registeredIn: '350521104-01' }],
  currentPlots: [],
  soldHouseBefore: false,
  planned: {
    situation: 'new',
    landClass: 'construction',
    plotAreaM2: 60,
    buildingAreaM2: 120,
    floors: 2,
    heightM: 7,
    neighboursConsent: true,
    standardDesign: true,
    bounds: { east: 'a', south: 'b', west: 'c', north: 'd' },
  },
}
const materials = PAPERS
const asked = [{ material: 'house-plan', reason: 'r' }]

/** Every command nearly as it should be. */
const COMMANDS: readonly object[] = [
  { type: 'accept', note: '', deferral: { materials: ['house-plan'], until: '2024-09-30' }, seen: 'intake' },
  { type: 'refuse', ground: 'notRequired', reason: 'r' },
  { type: 'requestSupplement', asked },
  { type: 'supplement', form, materials },
  { type: 'opine', branch: 'land', verdict: 'return', opinion: 'o', asked },
  { type: 'opine', branch: 'constructor', verdict: 'agree', opinion: 'o' },
  { type: 'mend', branch: 'land', form, materials, note: 'n' },
  { type: 'attend', result: 'pass', longitude: 118, latitude: 24, photos: ['p'.repeat(43)], note: '' },
  { type: 'fulfil', note: 'n', files: [] },
  { type: 'decide', verdict: 'approve', reason: '', seen: 'decide' },
  { type: 'deliver', how: 'h' },
  { type: 'suspend', ground: 'constructor', notice: 'n' },
  { type: 'resume' },
  { type: 'extend', reason: 'r' },
  { type: 'keepDeferral', materials },
  { type: 'withdraw', reason: 'r' },
  { type: 'terminate', reason: 'r' },
  { type: 'rate', level: 5, reasons: [], text: '' },
  { type: 'wake' },
  { type: 'submit', applicant: { id: 'x', name: 'y' }, form, materials },
  { type: 'object', objector: 'o', contact: 'c', reason: 'r' },
]

/** Bodies that are right, or nearly, by the end of the address. */
function soundBodies({ url }: Target): readonly unknown[] {
  if (url.endsWith('/commands')) return COMMANDS
  if (url === '/api/cases') return [{ service: 'homestead', form, materials }]
  if (url.endsWith('/check')) return [{ form, materials }]
  if (url.endsWith('/objections')) return [{ objector: 'o', contact: 'c', reason: 'r' }]
  if (url.startsWith('/api/drafts/')) return [{ form, materials, section: '1' }]
  if (url === '/api/uploads') return [{ fileName: 'a.jpg', bytes: 10 }]
  if (url.endsWith('/files')) return [{ material: 'house-plan', name: 'a.jpg', bytes: 10, type: 'image/jpeg' }]
  if (url === '/api/staff/sign-in') return [{ login: 'agentHere', password: 'wrong', next: '/console' }]
  if (url === '/api/staff/sign-in/code') return [{ code: '000000' }]
  if (url === '/api/staff/password') return [{ present: 'wrong', next: 'seven-Green-3-hills' }]
  if (url === '/api/staff/invitation')
    return [{ token: 't', login: 'someone', name: '某某', password: 'seven-Green-3-hills' }]
  if (url === '/api/administration/invitations') return [{ posts: [{ role: 'town.land', unit: '350521104' }] }]
  if (url.endsWith('/posts')) return [{ posts: [{ role: 'town.land', unit: '350521104' }] }]
  if (url === '/api/mandates')
    return [
      {
        agentName: TYPED[0],
        agentIdNumber: TYPED[1],
        services: ['homestead'],
        actions: ['submit'],
        until: '2024-12-31',
      },
    ]
  if (url === '/api/session/acting-for') return [{ mandate: '00000000-0000-4000-8000-000000000000' }]
  return [
    { name: 'n', contact: 'c', reason: 'r', key: 'k'.repeat(24), level: '5', send: '1', agreed: 'yes', next: '/my' },
  ]
}

/** The value with something else at one place, or one place left out or added. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(value)
  const strange = fc.oneof(
    hostileText,
    hostileNumber,
    fc.constantFrom(null, true, [], {}, [[]]),
    fc.jsonValue({ maxDepth: 2 }),
  )
  return fc
    .record({
      place: fc.constantFrom(...places),
      what: fc.constantFrom('replace', 'drop', 'add', 'repeat'),
      strange,
      name: hostileText,
    })
    .map(({ place, what, strange: other, name }) =>
      changedAt(value, place, (old) => {
        if (what === 'add' && isRecord(old)) return { ...old, [name]: other }
        if (what === 'repeat' && Array.isArray(old)) return Array.from({ length: 200 }, () => old[0] ?? other)
        return what === 'drop' ? undefined : other
      }),
    )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [path, ...inner.flatMap(([name, one]) => placesOf(one, [...path, name]))]
}

function changedAt(value: unknown, [head, ...rest]: readonly string[], change: (old: unknown) => unknown): unknown {
  if (head === undefined) return change(value)
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === head ? changedAt(one, rest, change) : one))
  return { ...(value as object), [head]: changedAt((value as Record<string, unknown>)[head], rest, change) }
}

interface Body {
  readonly type: string
  readonly payload: string | Buffer
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=X',
  'multipart/form-data',
  'multipart/mixed; boundary=X',
  'text/plain',
  'application/octet-stream',
  'application/xml',
  'image/jpeg',
  'garbage',
  '',
]

function bodies(target: Target): fc.Arbitrary<Body> {
  const sound = fc.constantFrom(...soundBodies(target))
  const json = (arbitrary: fc.Arbitrary<unknown>) =>
    arbitrary.map((value) => ({ type: 'application/json', payload: JSON.stringify(value) ?? '' }))
  const posted = (arbitrary: fc.Arbitrary<unknown>) =>
    arbitrary.map((value) => ({
      type: 'application/x-www-form-urlencoded',
      payload: new URLSearchParams(
        Object.entries(isRecord(value) ? value : {}).map(([name, one]) => [
          name,
          typeof one === 'string' ? one : (JSON.stringify(one) ?? ''),
        ]),
      ).toString(),
    }))
  const mutant = sound.chain(mutated)
  return fc.oneof(
    { weight: 3, arbitrary: json(sound) },
    { weight: 6, arbitrary: json(mutant) },
    { weight: 2, arbitrary: posted(sound) },
    { weight: 3, arbitrary: posted(mutant) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...HOSTILE_BODIES).map((payload) => ({ type: 'application/json', payload })),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...HOSTILE_FORMS)
        .map((payload) => ({ type: 'application/x-www-form-urlencoded', payload })),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(...HOSTILE_MULTIPARTS)
        .map((text) => ({ type: 'multipart/form-data; boundary=X', payload: Buffer.from(text, 'latin1') })),
    },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constantFrom(...TYPES), payload: json(mutant).map(({ payload }) => payload) }),
    },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 60 })
        .map((bytes) => ({ type: 'application/octet-stream', payload: Buffer.from(bytes) })),
    },
  )
}

function pathsOf({ url }: Target, known: Known): fc.Arbitrary<string> {
  const sound: Readonly<Record<string, readonly string[]>> = {
    id: known.cases,
    slug: ['homestead'],
    service: ['homestead'],
    version: [known.version],
    code: [known.certificate, known.queryCode],
    section: ['1', '2', '9'],
    upload: known.cases,
    name: ['p'.repeat(43)],
  }
  const hostile = hostileText.map((text) => encodeURIComponent(text.toWellFormed()).slice(0, 9_000))
  const segments = url.split('/').map((segment) => {
    if (segment === '*') return fc.oneof(fc.constant('x'), hostile)
    if (!segment.startsWith(':')) return fc.constant(segment)
    const right = fc.constantFrom(...(sound[segment.slice(1)] ?? known.cases))
    return fc.oneof(
      { weight: 6, arbitrary: right },
      { weight: 1, arbitrary: hostile },
      { weight: 1, arbitrary: fc.constantFrom('%00', '%ff', '%c0%ae', '..', 'x'.repeat(300)) },
    )
  })
  return fc.tuple(...segments).map((parts) => parts.join('/'))
}

const QUERY_NAMES = [
  'cursor',
  'limit',
  'unit',
  'role',
  'service',
  'step',
  'light',
  'month',
  'place',
  'q',
  'next',
  'at',
  'village',
  'code',
  'state',
  'size',
  'error',
  '__proto__',
]
const queries = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc
      .array(
        fc.tuple(
          fc.constantFrom(...QUERY_NAMES),
          fc.oneof(hostileText, fc.constantFrom('1', '2024-09', 'homestead', 'red', '0')),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => `?${new URLSearchParams(pairs.map(([name, text]) => [name, text.toWellFormed()]))}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '["abc","00000000-0000-0000-0000-000000000000",0]',
        '["2024-01-01","x",1]',
        '["infinity","00000000-0000-0000-0000-000000000000",99999999]',
        '"x"',
        '[]',
        'null',
      )
      .map((json) => `?cursor=${Buffer.from(json).toString('base64url')}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('?%', '?a=%zz', '?a[b]=c', '?a=1&a=2&limit=1&limit=2', '?=', `?${'a=1&'.repeat(500)}`),
  },
)

const headers = fc.record(
  {
    accept: fc.constantFrom('application/json', 'text/html,application/xhtml+xml', '*/*', 'image/png', ''),
    'idempotency-key': fc.oneof(
      { weight: 5, arbitrary: fc.uuid() },
      { weight: 1, arbitrary: fc.constant('the-same-key-again') },
      { weight: 1, arbitrary: fc.constantFrom('', 'short', 'x'.repeat(500), '"quoted-key-1"', 'wake-1-1', '\\') },
    ),
    'sec-fetch-site': fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('same-origin', 'none') },
      { weight: 1, arbitrary: fc.constantFrom('cross-site', 'x') },
    ),
    'upload-offset': fc.constantFrom('0', '-1', 'x', '99999999999999999999', '1e3', ''),
    'x-forwarded-for': fc.constantFrom('1.2.3.4', 'garbage'),
    host: fc.constantFrom('evil.example', '', 'localhost:8080'),
  },
  { requiredKeys: ['idempotency-key'] },
)

/** Requests to one route. */
export function shotsAt(target: Target, known: Known): fc.Arbitrary<Shot> {
  const hasBody = !['GET', 'HEAD'].includes(target.method)
  const body: fc.Arbitrary<Body | null> = hasBody
    ? fc.oneof({ weight: 12, arbitrary: bodies(target) }, { weight: 1, arbitrary: fc.constant(null) })
    : fc.constant(null)
  return fc
    .record({
      path: pathsOf(target, known),
      query: queries,
      headers,
      body,
      token: fc.oneof(
        { weight: 12, arbitrary: fc.constant('own' as const) },
        { weight: 1, arbitrary: fc.constantFrom('wrong' as const, 'none' as const) },
      ),
    })
    .map(({ path, query, headers: given, body: sent, token }) => ({
      method: target.method,
      url: path + query,
      token,
      headers: {
        ...(given as Record<string, string>),
        ...(sent && sent.type !== '' && { 'content-type': sent.type }),
      },
      ...(sent && { payload: sent.payload }),
    }))
}

/** The request as a visitor sends it. */
export function sentBy(visitor: { readonly cookie: string; readonly formToken: string }, shot: Shot): InjectOptions {
  const { method, url, payload, token } = shot
  const formToken = token === 'own' ? visitor.formToken : 'wrong'
  return {
    method: method as 'POST',
    url,
    headers: {
      ...shot.headers,
      ...(visitor.cookie !== '' && { cookie: visitor.cookie }),
      ...(token !== 'none' && formToken !== '' && { 'x-csrf-token': formToken }),
    },
    ...(payload !== undefined && { payload }),
  }
}
