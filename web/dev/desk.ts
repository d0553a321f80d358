// A tiny stand-in for the server, to look at the console while it is being made: `node web/dev/desk.ts [port]`. It keeps
// invented cases in memory and lets the real kernel decide. No part of the platform, and no test uses it.

import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { extname } from 'node:path'
import type { Command } from '../../src/kernel/case/command.ts'
import { decide } from '../../src/kernel/case/decide.ts'
import { spanEnd } from '../../src/kernel/case/due.ts'
import { REFUSALS, textOfRefusal } from '../../src/kernel/refusal.ts'
import { ROLES, type Role } from '../../src/kernel/unit/role.ts'
import { WEB } from '../build/config.ts'
import { calendar, cases, definition, now, officerFor, queueOf, unitList, units, viewOf } from './desk-cases.ts'

const { renderConsole } = (await import('../dist/server/entry.js' as string)) as typeof import('../src/server.ts')
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }
const PLACE = cases[0]!.state.place
const accounts = Object.keys(ROLES).map((role) => {
  const level = ROLES[role as Role].level
  const own = unitList.filter((unit) => unit.level === level && (level === 'village' || true))
  return {
    login: role.replace('.', '-'),
    ...officerFor(role as Role, PLACE),
    posts: own.map(({ code }) => ({ role: role as Role, unit: code })),
    password: 'demo',
    code: '000000',
  }
})
const sessions = new Map<string, { login: string; whole: boolean }>()

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>]
const refuse = (status: number, code: string, title: string, remedy = ''): Reply => [
  status,
  { status, code, title, remedy },
]

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const part of request) text += part
  return text ? JSON.parse(text) : {}
}

async function answer(request: IncomingMessage, url: URL): Promise<Reply> {
  const token = /desk=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
  const session = sessions.get(token)
  const account = accounts.find(({ login }) => login === session?.login)
  const path = url.pathname.slice('/api'.length)
  if (path === '/demo/sign-ins') return [200, accounts]
  if (path === '/session') {
    if (!account) return [200, { kind: 'public' }]
    if (!session!.whole) return [200, { kind: 'public', waitsForCode: true, formToken: 'x' }]
    const { posts, id, name, login } = account as typeof account & { id: string; name: string }
    return [200, { kind: 'officer', id, name, posts, login, formToken: 'x' }]
  }
  if (path === '/staff/sign-in') {
    const { login, password } = await bodyOf(request)
    if (password !== 'demo') return refuse(401, 'SIGN_IN_FAILED', '账号或密码不对', '请核对后再试')
    const made = Math.random().toString(36).slice(2)
    sessions.set(made, { login: String(login), whole: false })
    return [200, { next: 'code' }, { 'set-cookie': `desk=${made}; Path=/` }]
  }
  if (path === '/staff/sign-in/code') {
    const { code } = await bodyOf(request)
    if (code !== '000000') return refuse(401, 'CODE_WRONG', '动态码不对', '请等下一个码再试')
    session!.whole = true
    return [200, { next: '/console' }]
  }
  if (path === '/sign-out') {
    sessions.delete(token)
    return [204, undefined]
  }
  if (path === '/units') return [200, { units: unitList }]
  if (path === '/services')
    return [
      200,
      {
        services: [
          { slug: definition.slug, title: definition.title, short: definition.short, version: definition.version },
        ],
      },
    ]
  if (path.startsWith('/services/') || path.startsWith('/definitions/')) return [200, definition]
  if (path === '/publicities')
    return [
      200,
      {
        items: cases
          .filter(({ state }) => state.at === 'notice')
          .slice(0, 12)
          .map(publicity),
        next: null,
      },
    ]
  if (!account) return refuse(401, 'SIGN_IN_REQUIRED', '请先登录')
  if (path === '/queue') return queue(url, (account as unknown as { posts: { role: Role; unit: string }[] }).posts)
  if (path === '/counts') return [200, { rows: counts() }]
  const found = cases.find(({ id }) => path.startsWith(`/cases/${id}/`) || path === `/cases/${id}`)
  if (!found) return refuse(404, 'CASE_NOT_FOUND', '没有这个办件，或您无权查看')
  if (request.method === 'GET') return [200, viewOf(found)]
  const command = (await bodyOf(request)) as unknown as Command
  const done = decide(definition, found.state, command, {
    now: now(),
    actor: account as never,
    calendar,
    units,
    facts: {},
    code: 'code',
  })
  if (!done.ok) {
    const { reason, remedy } = textOfRefusal(done.refusal)
    return [
      REFUSALS[done.refusal.code].status,
      { code: done.refusal.code, title: reason, remedy, errors: done.refusal.faults },
    ]
  }
  found.state = done.state
  found.events = [...found.events, ...done.events]
  return [
    200,
    {
      receipt: {
        caseId: found.id,
        caseNo: found.caseNo,
        queryCode: '',
        seq: done.state.seq,
        at: now(),
        events: done.events.map(({ type }) => type),
      },
      state: done.state,
    },
  ]
}

function publicity({ id, state }: (typeof cases)[number]) {
  const { plotAreaM2, floors } = (state.form as unknown as { planned: Record<string, number> }).planned
  const until = spanEnd(
    (definition.steps.notice as { for: Parameters<typeof spanEnd>[0] }).for,
    state.enteredOn,
    calendar,
  )
  const shows = [
    { title: '所在村', value: units.get(state.place)!.name },
    { title: '占地面积', value: `${plotAreaM2} ㎡` },
    { title: '层数', value: `${floors} 层` },
  ]
  return {
    caseId: id,
    service: definition.slug,
    title: definition.title,
    place: state.place,
    shows,
    from: state.enteredOn,
    until,
  }
}

function queue(url: URL, posts: readonly { role: Role; unit: string }[]): Reply {
  const all = queueOf(posts)
  const count = (light: string) => all.filter((one) => one.light === light).length
  const wanted = all.filter(
    (one) =>
      (!url.searchParams.get('light') || one.light === url.searchParams.get('light')) &&
      (!url.searchParams.get('step') || one.step === url.searchParams.get('step')) &&
      (!url.searchParams.get('unit') || one.unit === url.searchParams.get('unit')),
  )
  const from = Number(url.searchParams.get('cursor') ?? 0)
  return [
    200,
    {
      items: wanted.slice(from, from + 20),
      next: wanted.length > from + 20 ? String(from + 20) : null,
      counts: {
        all: all.length,
        red: count('red'),
        yellow: count('yellow'),
        green: count('green'),
        grey: count('grey'),
      },
    },
  ]
}

function counts() {
  const rows = new Map<string, { unit: string; service: string; status: string; month: string; count: number }>()
  for (const { state } of cases) {
    const row = {
      unit: units.get(state.place)!.parent!,
      service: definition.slug,
      status: state.ended?.outcome ?? state.at,
      month: state.receivedOn.slice(0, 7),
    }
    const key = JSON.stringify(row)
    rows.set(key, { ...row, count: (rows.get(key)?.count ?? 0) + 1 })
  }
  return [...rows.values()]
}

const PLAN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 900" width="1200" height="900"><rect width="1200" height="900" fill="#fff"/><g fill="none" stroke="#1a2330" stroke-width="8"><path d="M150 150h900v600h-900zM150 400h400M550 150v600M550 480h500"/></g><g font-family="sans-serif" font-size="34" fill="#1a2330"><text x="290" y="290">卧室 16.80</text><text x="760" y="320">厅堂 16.24</text><text x="260" y="600">厨房 15.20</text><text x="740" y="640">卧室 12.18</text><text x="500" y="830">首层平面图 1:100</text><text x="540" y="120" fill="#b3261e">12000</text></g></svg>`

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const date = { date: new Date(now()).toUTCString() }
  try {
    if (url.pathname.startsWith('/assets/')) {
      const body = await readFile(`${WEB}/dist/client/${url.pathname.slice('/assets/'.length)}`)
      response.writeHead(200, { 'content-type': TYPES[extname(url.pathname)] ?? 'text/plain' }).end(body)
    } else if (url.pathname.startsWith('/api/files/')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(PLAN)
    } else if (url.pathname.startsWith('/api/')) {
      const [status, body, headers] = await answer(request, url)
      response
        .writeHead(status, { 'content-type': 'application/json', ...date, ...headers })
        .end(body === undefined ? '' : JSON.stringify(body))
    } else {
      response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'self'; img-src 'self' data: blob:",
        })
        .end(renderConsole())
    }
  } catch (fault) {
    response.writeHead(500, { 'content-type': 'text/plain' }).end(String((fault as Error).stack))
  }
}).listen(Number(process.argv[2] ?? 8091), () => console.log('desk: /console'))
