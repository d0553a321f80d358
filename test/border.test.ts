// What the running platform may be asked by those who mean it ill, one fact a test: nobody learns of a case that is not
// theirs, nobody hands in what they do not have, and nobody takes away a turn that is the machine's.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTown, PAPERS, SECRETS, secretForm, type Town, type VisitorName } from './support/town.ts'

describe('a hostile client', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town[Symbol.asyncDispose]())

  interface Answer {
    readonly status: number
    readonly code: string | undefined
    readonly body: Record<string, never>
    readonly text: string
  }

  async function ask(
    name: VisitorName,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const { cookie, formToken } = town.visitors[name]
    const isBytes = Buffer.isBuffer(payload)
    const answer = await town.app.inject({
      method,
      url,
      headers: {
        ...(cookie && { cookie, 'x-csrf-token': formToken }),
        'idempotency-key': crypto.randomUUID(),
        'sec-fetch-site': 'same-origin',
        ...(payload !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload: isBytes ? payload : JSON.stringify(payload) }),
    })
    const isJson = /json/.test(String(answer.headers['content-type'] ?? ''))
    const body = isJson ? answer.json() : {}
    return { status: answer.statusCode, code: body.code, body, text: answer.body }
  }
  const command = (name: VisitorName, caseId: string, body: object) =>
    ask(name, 'POST', `/api/cases/${caseId}/commands`, body)
  const ownForm = { ...secretForm, members: (secretForm as never as { members: object[] }).members.slice(1) }
  const submission = (materials: readonly object[]) => ({ service: 'homestead', form: secretForm, materials })

  /** A picture of one point. */
  const PICTURE = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  async function upload(name: VisitorName): Promise<string> {
    const begun = await ask(name, 'POST', '/api/uploads', { fileName: 'a.png', bytes: PICTURE.length })
    const id = String((begun.body as { id?: string }).id)
    await ask(name, 'PATCH', `/api/uploads/${id}`, PICTURE, { 'upload-offset': '0' })
    const done = await ask(name, 'POST', `/api/uploads/${id}/complete`)
    assert.equal(done.status, 200, done.text)
    return String((done.body as { name?: string }).name)
  }

  describe('a case that is not theirs', () => {
    for (const name of [
      'neighbour',
      'helperElsewhere',
      'agentElsewhere',
      'agentOfOtherTown',
      'systemAdministrator',
    ] as const) {
      it(`is not there for ${name}, whatever is asked of it`, async () => {
        const before = await town.digest()
        for (const id of Object.values(town.cases)) {
          assert.equal((await ask(name, 'GET', `/api/cases/${id}`)).code, 'CASE_NOT_FOUND')
          for (const body of [
            { type: 'accept', note: '', seen: 'somewhere' },
            { type: 'withdraw', reason: '' },
            { type: 'terminate', reason: 'r' },
            { type: 'rate', level: 5, reasons: [], text: '' },
          ]) {
            const { code, text } = await command(name, id, body)
            assert.equal(code, 'CASE_NOT_FOUND', `${body.type}: ${text}`)
          }
        }
        assert.deepEqual(await town.digest(), before)
      })
    }

    it('may be known to be published, but not who handled it', async () => {
      const { code } = await command('neighbour', town.cases.notice, {
        type: 'opine',
        verdict: 'agree',
        opinion: '',
        seen: 'x',
      })
      assert.equal(code, 'CASE_NOT_FOUND')
    })

    it('is seen by the officers of its village and town', async () => {
      for (const name of ['agentHere', 'window', 'land', 'approver', 'supervisor', 'applicant', 'helper'] as const)
        assert.equal((await ask(name, 'GET', `/api/cases/${town.cases.decide}`)).status, 200, name)
      assert.equal(
        (await command('window', town.cases.decide, { type: 'decide', verdict: 'approve', reason: '' })).code,
        'NOT_YOURS',
      )
    })
  })

  it('an agent reads what the mandate names, and nothing else of the principal', async () => {
    const listOf = async (name: VisitorName) =>
      ((await ask(name, 'GET', '/api/cases')).body as { items?: unknown[] }).items
    assert.ok((await listOf('helper'))?.length)
    assert.deepEqual(await listOf('helperElsewhere'), [])
    for (const url of [`/my/cases/${town.cases.granted}`, `/my/certificates/${town.certificate}`])
      assert.equal((await ask('helperElsewhere', 'GET', url)).status, 404, url)
  })

  it('an agent opens no application that the mandate does not name: it is filled in with the principal’s numbers', async () => {
    assert.equal((await ask('helper', 'GET', '/apply/homestead')).status, 200)
    const draft = { form: secretForm, materials: PAPERS }
    assert.equal((await ask('applicant', 'PUT', '/api/drafts/homestead', draft)).status, 200)
    const before = await town.digest()
    for (const [method, url, body] of [
      ['GET', '/apply/homestead'],
      ['GET', '/apply/homestead/2'],
      ['GET', '/apply/homestead/check'],
      ['POST', '/apply/homestead/drop', {}],
      ['GET', '/api/drafts/homestead'],
      ['PUT', '/api/drafts/homestead', draft],
      ['DELETE', '/api/drafts/homestead'],
    ] as const) {
      const { code, text } = await ask('helperElsewhere', method, url, body)
      assert.equal(code, 'MANDATE_MISSING', `${method} ${url}: ${text.slice(0, 200)}`)
    }
    assert.ok(!(await ask('helperElsewhere', 'GET', '/my')).text.includes('/apply/homestead'))
    assert.deepEqual(await town.digest(), before)
    assert.equal((await ask('applicant', 'DELETE', '/api/drafts/homestead')).status, 204)
  })

  it('an objection names somebody who can be answered', async () => {
    const object = (body: object) => ask('anonymous', 'POST', `/api/publicities/${town.cases.notice}/objections`, body)
    const sound = { objector: '某', contact: '12345', reason: '占了路' }
    for (const name of Object.keys(sound)) {
      const { code, body } = await object({ ...sound, [name]: ' \u3000' })
      assert.equal(code, 'INVALID_INPUT', name)
      assert.match(JSON.stringify(body), new RegExp(`"/${name}"`))
    }
  })

  it('whoever is not signed in cannot ask whether a household has applied', async () => {
    const check = async (name: VisitorName) =>
      JSON.stringify(
        (await ask(name, 'POST', '/api/services/homestead/check', { form: secretForm, materials: PAPERS })).body,
      )
    assert.match(await check('applicant'), /DUPLICATE_HOUSEHOLD/)
    assert.doesNotMatch(await check('anonymous'), /DUPLICATE_HOUSEHOLD/)
  })

  it('a certificate says no full name to strangers, by the API as on the page', async () => {
    const { text, body } = await ask('anonymous', 'GET', `/api/certificates/${town.certificate}`)
    assert.ok((body as { number?: string }).number, text)
    assert.ok(!text.includes(SECRETS[0]))
  })

  it('the queue goes on where its page ended, and takes no cursor that it did not write', async () => {
    const first = (await ask('agentHere', 'GET', '/api/queue?limit=1')).body as { items?: unknown[]; next?: string }
    assert.equal(first.items?.length, 1, JSON.stringify(first))
    assert.equal((await ask('agentHere', 'GET', `/api/queue?limit=1&cursor=${first.next}`)).status, 200)
    for (const position of [
      ['abc', town.cases.intake, 0],
      ['2024-13-41', town.cases.intake, 0],
      ['2024-01-01', 'x', 0],
      ['2024-01-01', town.cases.intake, 99_999_999],
      ['2024-01-01', town.cases.intake, -2],
    ]) {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url')
      assert.equal((await ask('agentHere', 'GET', `/api/queue?cursor=${cursor}`)).code, 'INVALID_CURSOR', cursor)
    }
    assert.equal((await ask('agentHere', 'GET', '/api/counts?month=2024-13')).code, 'INVALID_INPUT')
  })

  it('a promise needs a day that is in the calendar', async () => {
    const deferral = { materials: ['house-plan'], until: '2024-09-31' }
    assert.equal(
      (await command('agentHere', town.cases.intake, { type: 'accept', note: '', deferral })).code,
      'INVALID_INPUT',
    )
  })

  describe('materials', () => {
    const without = PAPERS.filter(({ kind }) => kind !== 'house-plan')
    const kind = 'house-plan'
    it('cannot be claimed to have been fetched, nor uploaded without a file', async () => {
      for (const one of [
        { kind: 'household-register', origin: 'registry' },
        { kind, origin: 'cabinet' },
        { kind, origin: 'upload' },
        { kind, origin: 'paper', file: 'p'.repeat(43) },
      ]) {
        const { code } = await ask('applicant', 'POST', '/api/cases', submission([...without, one]))
        assert.equal(code, 'INVALID_INPUT', JSON.stringify(one))
      }
    })
    it('cannot name a file that is not there, or that is somebody else’s', async () => {
      for (const file of ['p'.repeat(43), await upload('neighbour')]) {
        const { code, body } = await ask(
          'applicant',
          'POST',
          '/api/cases',
          submission([...without, { kind, origin: 'upload', file }]),
        )
        assert.equal(code, 'FILE_UNKNOWN')
        assert.match(JSON.stringify(body), /house-plan/)
      }
    })
    it('are taken with a file of one’s own, also by the agent', async () => {
      for (const name of ['applicant', 'helper'] as const) {
        const materials = [...without, { kind, origin: 'upload', file: await upload(name) }]
        const { status, text } = await ask(name, 'POST', '/api/cases', submission(materials))
        assert.equal(status, 201, text)
      }
    })
    it('photographs and evidence likewise', async () => {
      const attend = {
        type: 'attend',
        result: 'pass',
        longitude: 118,
        latitude: 24,
        photos: ['p'.repeat(43)],
        note: '',
      }
      assert.equal((await command('land', town.cases.granted, attend)).code, 'FILE_UNKNOWN')
      assert.equal(
        (await command('land', town.cases.granted, { ...attend, photos: [await upload('window')] })).code,
        'FILE_UNKNOWN',
      )
      const { status, text } = await command('land', town.cases.granted, { ...attend, photos: [await upload('land')] })
      assert.equal(status, 200, text)
    })
  })

  it('a village agent who takes the key of the machine’s next turn does not stop the clock', async () => {
    const [{ seq } = { seq: 0 }] = await town.query<{ seq: number }>('select seq from case_file where id = $1', [
      town.cases.notice,
    ])
    const key = `wake-${town.cases.notice}-${seq}`
    await ask(
      'applicant',
      'POST',
      '/api/cases',
      { service: 'homestead', form: ownForm, materials: PAPERS },
      { 'idempotency-key': key },
    )
    await ask(
      'agentHere',
      'POST',
      `/api/cases/${town.cases.intake}/commands`,
      { type: 'accept', note: '' },
      { 'idempotency-key': key },
    )
    town.goTo('2024-09-25 09:00')
    await town.wake()
    const [file] = await town.query<{ step: string }>('select step from case_file where id = $1', [town.cases.notice])
    assert.notEqual(file?.step, 'notice')
  })
})
