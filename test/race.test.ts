// Many at once over real HTTP: whoever comes second is told who was first, whatever is sent twice happens once, and the
// history of a case has each number exactly once.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTown, PAPERS, secretForm, type Town, type VisitorName } from './support/town.ts'

describe('many at once', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town[Symbol.asyncDispose]())

  interface Answer {
    readonly status: number
    readonly location: string
    readonly body: { readonly code?: string; readonly title?: string; readonly caseId?: string; readonly seq?: number }
  }

  async function send(
    name: VisitorName,
    path: string,
    body: unknown,
    { key = crypto.randomUUID(), type = 'application/json' }: { key?: string; type?: string } = {},
  ): Promise<Answer> {
    const { cookie, formToken } = town.visitors[name]
    const answer = await fetch(town.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie,
        'x-csrf-token': formToken,
        'content-type': type,
        'idempotency-key': key,
        'sec-fetch-site': 'same-origin',
      },
      body: type === 'application/json' ? JSON.stringify(body) : new URLSearchParams(body as Record<string, string>),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? '',
      body: text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : {},
    }
  }
  const act = (name: VisitorName, caseId: string, command: object, key?: string) =>
    send(name, `/api/cases/${caseId}/commands`, command, key === undefined ? {} : { key })
  const submit = (key?: string, form: object = secretForm) =>
    send('applicant', '/api/cases', { service: 'homestead', form, materials: PAPERS }, key === undefined ? {} : { key })

  /** Fails unless the events of every case are numbered 1, 2, 3 … to where its file stands. */
  async function holdsEveryNumberOnce(): Promise<void> {
    const rows = await town.query<{ seqs: number[]; seq: number }>(
      `select array_agg(e.seq order by e.seq) as seqs, f.seq from case_file f join case_event e on e.case_id = f.id group by f.id, f.seq`,
    )
    for (const { seqs, seq } of rows)
      assert.deepEqual(
        seqs,
        Array.from({ length: seq }, (_, i) => i + 1),
      )
  }

  const countOf = async (type: string, caseId: string) =>
    (await town.query(`select from case_event where type = $1 and case_id = $2`, [type, caseId])).length

  describe('two at once', () => {
    it('one decision counts, and whoever comes second is told who did what', async () => {
      const decide = (verdict: string) => ({ type: 'decide', verdict, reason: '理由', seen: 'decide' })
      const both = await Promise.all([
        act('approver', town.cases.decide, decide('approve')),
        act('approverTwo', town.cases.decide, decide('reject')),
      ])
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409])
      const second = both.find(({ status }) => status === 409)?.body
      assert.ok(second?.code === 'CASE_MOVED' || second?.code === 'CASE_ENDED', JSON.stringify(second))
      if (second.code === 'CASE_MOVED') assert.match(second.title ?? '', /某官已于9月10日 \d\d:\d\d(作出了决定|制了证)/)
      assert.equal(await countOf('decided', town.cases.decide), 1)
      await holdsEveryNumberOnce()
    })

    it('fifty who act on one case do it once', async () => {
      const { body } = await submit()
      const caseId = String(body.caseId)
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          act(i % 2 ? 'agentHere' : 'agentTwo', caseId, { type: 'accept', note: String(i), seen: 'intake' }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      assert.deepEqual([...new Set(answers.map(({ body: { code } }) => code))].sort(), ['CASE_MOVED', undefined])
      assert.equal(await countOf('accepted', caseId), 1)
      await holdsEveryNumberOnce()
    })
  })

  describe('the same key', () => {
    it('a hundred times in parallel is one case and one answer', async () => {
      const key = crypto.randomUUID()
      const [{ n: earlier } = { n: 0 }] = await town.query<{ n: number }>(
        'select count(*)::integer as n from case_file',
      )
      const answers = await Promise.all(Array.from({ length: 100 }, () => submit(key)))
      for (const answer of answers) assert.deepEqual(answer, answers[0])
      assert.equal(answers[0]?.status, 201)
      assert.deepEqual(await town.query('select count(*)::integer as n from case_file'), [{ n: earlier + 1 }])
    })

    it('with something else is refused, now and at the same moment', async () => {
      const key = crypto.randomUUID()
      const other = { ...secretForm, phone: '13900000000' }
      const answers = await Promise.all([submit(key), submit(key, other), submit(key), submit(key, other)])
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409])
      assert.equal((await submit(key, { ...other, soldHouseBefore: true })).body.code, 'IDEMPOTENCY_KEY_REUSED')
    })

    it('of somebody else gives nothing away', async () => {
      const key = crypto.randomUUID()
      const { body } = await submit(key)
      const stolen = await send(
        'neighbour',
        '/api/cases',
        { service: 'homestead', form: secretForm, materials: PAPERS },
        { key },
      )
      assert.equal(stolen.body.code, 'IDEMPOTENCY_KEY_REUSED')
      assert.ok(!JSON.stringify(stolen).includes(String(body.caseId)))
    })
  })

  describe('the page of an application', () => {
    const form = 'application/x-www-form-urlencoded'
    const draftOf = async () => {
      const { cookie } = town.visitors.applicant
      const answer = await fetch(`${town.url}/api/drafts/homestead`, {
        method: 'PUT',
        headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ form: secretForm, materials: PAPERS }),
      })
      assert.equal(answer.status, 200, await answer.text())
      const page = await (await fetch(`${town.url}/apply/homestead/check`, { headers: { cookie } })).text()
      const key = /name="key"[^>]*value="([\w-]+)"|value="([\w-]+)"[^>]*name="key"/.exec(page)
      assert.ok(key, page.slice(0, 400))
      return String(key[1] ?? key[2])
    }

    it('sent from two tabs, and again with the back button, is one case', async () => {
      const key = await draftOf()
      const press = () => send('applicant', '/apply/homestead/check', { key, agreed: 'yes' }, { type: form })
      const tabs = await Promise.all([press(), press(), press()])
      const back = await press()
      const places = new Set([...tabs, back].map(({ location }) => location))
      assert.deepEqual(
        [...tabs, back].map(({ status }) => status),
        [303, 303, 303, 303],
      )
      assert.equal(places.size, 1, [...places].join(' '))
      assert.match([...places][0] ?? '', /^\/my\/cases\/[0-9a-f-]{36}\/submitted$/)
      await holdsEveryNumberOnce()
    })
  })
})
