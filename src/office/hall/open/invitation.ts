// The page of a one-time link: whoever holds it makes their own account. Making it belongs to the identity desk, which the
// composition root brings along.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Http } from '#platform/http/server.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'
import type { HallPages } from '../pages.ts'

const Link = Type.Object({ token: Type.Optional(Type.String({ maxLength: 100 })) })

export function registerInvitation(app: Http, hall: Hall): void {
  app.get('/staff/invitation', { ...PUBLIC, schema: { querystring: Link } }, (request, reply) =>
    showPrivately(hall, reply, { token: request.query.token ?? '', login: '', name: '' }, 200),
  )
  app.post('/staff/invitation', PUBLIC, async (request, reply) => {
    const post = await readPost(request)
    const texts = 'problem' in post ? {} : post.texts
    const { token = '', login = '', name = '', password = '' } = texts
    const typed = { token, login: login.trim(), name: name.trim() }
    const misshapen = faultOf(typed)
    if (misshapen) return showPrivately(hall, reply, { ...typed, refused: misshapen }, 422)
    const answer = await hall.acceptInvitation({ ...typed, password })
    if ('problem' in answer) {
      const { title, remedy, status, errors } = answer.problem
      const reason = errors?.[0]?.message ?? title
      return showPrivately(hall, reply, { ...typed, refused: { reason, remedy: remedy ?? '' } }, status)
    }
    const { authenticator } = answer
    const secret = new URL(authenticator).searchParams.get('secret') ?? ''
    return showPrivately(hall, reply, { token: '', login: typed.login, name: '', made: { authenticator, secret } }, 200)
  })
}

/** Secrets stand on it: no copy stays in the browser or on the way. */
function showPrivately(
  hall: Hall,
  reply: FastifyReply,
  page: HallPages['invitation'],
  status: number,
): Promise<FastifyReply> {
  return show(hall, reply.header('cache-control', 'no-store'), 'invitation', page, { status })
}

function faultOf({ login, name }: { readonly login: string; readonly name: string }) {
  if (!/^[A-Za-z][A-Za-z0-9.-]{2,31}$/.test(login))
    return { reason: '账号名的写法不对。', remedy: '请用 3 到 32 位，字母开头，可以有数字、点和横线。' }
  if (name.length < 2 || name.length > 50) return { reason: '姓名没有写好。', remedy: '请写 2 到 50 个字。' }
  return undefined
}
