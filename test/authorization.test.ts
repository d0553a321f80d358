// Who may call what: every route of the running server for every kind of visitor, compared with a page that was reviewed.
// `node test/authorization.test.ts --update` writes the page; whoever changes a line of it has changed who may do what.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { openTown, type Town, type VisitorName } from './support/town.ts'

const PAGE = new URL('authorization.snapshot.md', import.meta.url)

describe('the doors', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town[Symbol.asyncDispose]())

  /** Kinds of visitors, told apart by what the doors ask: who somebody is, not which case is theirs. */
  const AUDIENCES = {
    未登录: 'anonymous',
    假会话: 'forged',
    只过了密码: 'halfSignedIn',
    群众: 'applicant',
    代理人: 'helper',
    村代办员: 'agentHere',
    乡镇窗口: 'window',
    审批人: 'approver',
    局负责人: 'head',
    监察: 'supervisor',
    系统管理员: 'systemAdministrator',
    安全管理员: 'securityAdministrator',
    审计管理员: 'auditAdministrator',
  } as const satisfies Record<string, VisitorName>

  const CITIZENS = ['群众', '代理人']
  const STAFF = Object.keys(AUDIENCES).slice(Object.keys(AUDIENCES).indexOf('村代办员'))
  const GROUPS: Readonly<Record<string, readonly string[]>> = {
    所有人: Object.keys(AUDIENCES),
    登录的人: [...CITIZENS, ...STAFF],
    工作人员: STAFF,
    群众和代理人: CITIZENS,
    没有人: [],
  }

  function sayAudiences(admitted: readonly string[]): string {
    const group = Object.entries(GROUPS).find(([, names]) => names.join() === admitted.join())
    return group?.[0] ?? admitted.join('、')
  }

  /** Asks at the door with nothing behind it: a body that no route takes, an address of nothing. */
  async function knock(name: VisitorName, method: string, url: string): Promise<LightMyRequestResponse> {
    const { cookie, formToken } = town.visitors[name]
    const address = url.replace(/:\w+|\*/g, '00000000-0000-4000-8000-000000000000')
    return town.app.inject({
      method: method as 'POST',
      url: address,
      headers: {
        ...(cookie && { cookie, 'x-csrf-token': formToken }),
        'sec-fetch-site': 'same-origin',
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { payload: '"nothing that any route takes"' }),
    })
  }

  const CLOSED = new Set(['SIGN_IN_REQUIRED', 'SECOND_STEP_NEEDED', 'NOT_ALLOWED', 'PASSWORD_EXPIRED', 'MANDATE_ENDED'])

  async function isLetIn(name: VisitorName, method: string, url: string): Promise<boolean> {
    const answer = await knock(name, method, url)
    assert.ok(answer.statusCode < 500, `${name} ${method} ${url}: ${answer.body}`)
    const isProblem = String(answer.headers['content-type'] ?? '').startsWith('application/problem+json')
    return !(isProblem && CLOSED.has((answer.json() as { code: string }).code))
  }

  it('every route lets in whom the reviewed page says, and nobody else; knocking leaves no trace', async () => {
    const before = await town.digest()
    const lines: string[] = []
    // Signing out ends sessions: it is for everybody, and comes last.
    const routes = town.app.routeTable.filter(({ method, url }) => method !== 'HEAD' && url !== '/api/sign-out')
    const names = [...new Set(routes.map(({ method, url }) => `${url} ${method}`))].sort()
    for (const route of names) {
      const [url, method] = route.split(' ') as [string, string]
      const admitted: string[] = []
      for (const [title, name] of Object.entries(AUDIENCES)) if (await isLetIn(name, method, url)) admitted.push(title)
      lines.push(`- ${method} \`${url}\`：${sayAudiences(admitted)}`)
    }
    assert.deepEqual(await town.digest('draft'), withoutDraft(before))
    const page = `# 谁可以叫哪一个接口

Every route of the running server and who is let in at its door, asked with real sessions. Whose case it is, is judged
behind the door: test/border.test.ts and src/services/*/authority.snapshot.md. Written by
\`node test/authorization.test.ts --update\`; a changed line is a changed right, and is reviewed as one.

${lines.join('\n')}
`
    if (process.argv.includes('--update')) writeFileSync(PAGE, page)
    assert.equal(readFileSync(PAGE, 'utf8'), page, 'review the change, then: node test/authorization.test.ts --update')
  })

  /** A look at an application begins a draft. */
  const withoutDraft = ({ draft: _, ...rest }: Readonly<Record<string, string>>) => rest

  it('what is for one audience is closed to all others', async () => {
    for (const { method, url, policy } of town.app.routeTable) {
      if (policy === 'public' || method === 'HEAD') continue
      for (const name of ['anonymous', 'forged', 'halfSignedIn'] as const)
        assert.ok(!(await isLetIn(name, method, url)), `${name} is let in to ${method} ${url}`)
      if (policy === 'person') assert.ok(!(await isLetIn('approver', method, url)), `an officer at ${method} ${url}`)
      if (policy === 'officer') assert.ok(!(await isLetIn('applicant', method, url)), `a citizen at ${method} ${url}`)
    }
  })
})
