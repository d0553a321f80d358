// The bare connection and the upload addresses against those who wear them out: slow senders, crowds, bodies without end,
// hosts that are not ours, and files that are not what they say. Each gets a sentence; nothing that runs is kept.

import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { openTown, type Town } from './support/town.ts'

describe('whoever wears us out', () => {
  let town: Town
  before(async () => {
    town = await openTown()
  })
  after(() => town[Symbol.asyncDispose]())

  const MEGABYTE = 1024 * 1024

  describe('the connection', () => {
    const opened = (): Promise<Socket> =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(town.url)
        const socket = connect(Number(port), hostname, () => resolve(socket)).once('error', reject)
      })

    it('of three hundred who never finish their request does not keep others waiting', async () => {
      const slow = await Promise.all(Array.from({ length: 300 }, opened))
      try {
        slow.forEach((socket, i) => {
          socket.on('error', () => undefined)
          socket.write(
            i % 2
              ? 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '
              : 'POST /api/cases HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{',
          )
        })
        const began = performance.now()
        assert.equal((await fetch(`${town.url}/healthz`)).status, 200)
        assert.equal((await fetch(`${town.url}/help`)).status, 200)
        assert.ok(performance.now() - began < 2_000)
      } finally {
        for (const socket of slow) socket.destroy()
      }
    })

    it('is closed on whoever sends too slowly', () => {
      const { requestTimeout, headersTimeout } = town.app.server
      assert.ok(requestTimeout > 0 && requestTimeout <= 60_000, `request ${requestTimeout}`)
      assert.ok(headersTimeout > 0 && headersTimeout <= 60_000, `headers ${headersTimeout}`)
    })

    it('takes no body and no head without end, and says so', async () => {
      const { cookie } = town.visitors.applicant
      const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
      const body = `{"a":"${'x'.repeat(300 * 1024)}"}`
      const answer = await fetch(`${town.url}/api/cases`, { method: 'POST', headers, body })
      const problem = (await answer.json()) as Record<string, string>
      assert.equal(answer.status, 413)
      assert.equal(problem.code, 'PAYLOAD_TOO_LARGE')
      assert.ok(problem.remedy)
      const head = await fetch(`${town.url}/help`, { headers: { 'x-long': 'x'.repeat(40_000) } })
      assert.equal(head.status, 431)
    })

    it('to an unknown host never leads there', async () => {
      for (const path of ['/v?code=abc', '/q?code=1', '/sign-in', '/staff', '/my', '/notices', '/publicity']) {
        const answer = await town.app.inject({
          url: path,
          headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
        })
        assert.ok(!JSON.stringify([answer.headers, answer.body]).includes('evil.example'), path)
      }
    })

    it('goes on nowhere but to our own pages after signing in', async () => {
      for (const next of [
        '//evil.example',
        'https://evil.example',
        '/\\evil.example',
        '/%09/evil.example',
        'javascript:alert(1)',
      ]) {
        const answer = await town.app.inject(`/sign-in/choose?${new URLSearchParams({ next })}`)
        assert.ok(!/(href|action)="(https?:)?\/\/evil|href="javascript/.test(answer.body), next)
      }
    })
  })

  /** A PNG of one colour: 12000 × 12000 points of one bit fit in some kilobytes. */
  function png(width: number, height: number): Buffer {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type), data])
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
      length.writeUInt32BE(data.length)
      sum.writeUInt32BE(crc32(body))
      return Buffer.concat([length, body, sum])
    }
    const head = Buffer.alloc(13)
    head.writeUInt32BE(width, 0)
    head.writeUInt32BE(height, 4)
    head.set([1, 0, 0, 0, 0], 8)
    const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height))
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', head),
      chunk('IDAT', rows),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  function pdf(extra: string): Buffer {
    const body = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R${extra}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n`
    return Buffer.from(`${body}xref\n0 0\ntrailer<</Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`)
  }
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)])
  const jpegHead = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0])

  const BAD_FILES: readonly [why: string, Buffer, code: string][] = [
    [
      'a script in the clothes of a JPEG',
      Buffer.concat([jpegHead, Buffer.from('<script>alert(1)</script>'.repeat(50))]),
      'IMAGE_BROKEN',
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'FILE_TYPE_UNKNOWN'],
    [
      'a drawing that can run',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      'FILE_TYPE_UNKNOWN',
    ],
    ['a picture of 144 million points', png(12_000, 12_000), 'IMAGE_TOO_LARGE'],
    [
      'an archive named a picture',
      Buffer.concat([Buffer.from('PK\x03\x04'), deflateSync(Buffer.alloc(10 * MEGABYTE))]),
      'FILE_TYPE_UNKNOWN',
    ],
    ['a photo of a telephone we cannot read', heic, 'FILE_HEIC'],
    ['a PDF that runs', pdf('/OpenAction<</S/JavaScript/JS(app.alert(1))>>'), 'PDF_ACTIVE'],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01'.padEnd(100, '\0')), 'FILE_TYPE_UNKNOWN'],
  ]

  describe('an upload', () => {
    const kept = async () =>
      (await town.query<{ name: string }>('select name from blob order by name')).map(({ name }) => name)
    const send = (
      method: 'POST' | 'PATCH',
      url: string,
      payload: object | Buffer,
      more: Record<string, string> = {},
    ) => {
      const { cookie, formToken } = town.visitors.applicant
      const type = Buffer.isBuffer(payload) ? 'application/octet-stream' : 'application/json'
      const headers = {
        'content-type': type,
        cookie,
        'x-csrf-token': formToken,
        'sec-fetch-site': 'same-origin',
        ...more,
      }
      return town.app.inject({ method, url, headers, payload })
    }

    for (const [why, content, code] of BAD_FILES) {
      it(`of ${why} is refused in words, and nothing of it is kept`, async () => {
        const before = await kept()
        const { id } = (
          await send('POST', '/api/uploads', { fileName: 'photo.jpg', bytes: content.length })
        ).json() as {
          id: string
        }
        const sent = await send('PATCH', `/api/uploads/${id}`, content, { 'upload-offset': '0' })
        assert.equal(sent.statusCode, 200, sent.body)
        const done = await send('POST', `/api/uploads/${id}/complete`, {})
        assert.equal(done.statusCode, 422, done.body)
        const problem = done.json() as Record<string, string>
        assert.equal(problem.code, code)
        assert.ok(problem.title && problem.remedy)
        assert.deepEqual(await kept(), before)
        assert.deepEqual(await town.query('select from upload where id = $1', [id]), [])
      })

      it(`of ${why} by the form of a page is told beside its material`, async () => {
        const before = await kept()
        const head =
          '--X\r\nContent-Disposition: form-data; name="file.house-plan"; filename="../../x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--X--\r\n')])
        const answer = await send('POST', '/apply/homestead/materials', body, {
          'content-type': 'multipart/form-data; boundary=X',
        })
        assert.equal(answer.statusCode, 200, answer.body.slice(0, 300))
        assert.match(answer.body, /请(上传|重新|把|用|在|缩小|换)/)
        assert.deepEqual(await kept(), before)
      })
    }

    it('of nothing, or of more than we take, is refused before a byte is sent', async () => {
      assert.equal((await send('POST', '/api/uploads', { fileName: 'a.jpg', bytes: 0 })).statusCode, 400)
      assert.equal(
        (await send('POST', '/api/uploads', { fileName: 'a.jpg', bytes: 200 * MEGABYTE })).json().code,
        'FILE_TOO_LARGE',
      )
      const begun = (await send('POST', '/api/uploads', { fileName: 'a.jpg', bytes: 4 })).json() as { id: string }
      const long = await send('PATCH', `/api/uploads/${begun.id}`, Buffer.alloc(5), { 'upload-offset': '0' })
      assert.equal(long.json().code, 'FILE_TOO_LARGE')
      const huge = await send('PATCH', `/api/uploads/${begun.id}`, Buffer.alloc(5 * MEGABYTE), { 'upload-offset': '0' })
      assert.equal(huge.json().code, 'PAYLOAD_TOO_LARGE')
    })

    it('is taken piece by piece in order, by its owner alone', async () => {
      const { id } = (await send('POST', '/api/uploads', { fileName: 'a.jpg', bytes: 4 })).json() as { id: string }
      assert.equal(
        (await send('PATCH', `/api/uploads/${id}`, Buffer.alloc(2), { 'upload-offset': '2' })).json().code,
        'UPLOAD_OFFSET',
      )
      const { cookie } = town.visitors.neighbour
      const foreign = await town.app.inject({ url: `/api/uploads/${id}`, headers: { cookie } })
      assert.equal(foreign.json().code, 'UPLOAD_UNKNOWN')
      assert.equal((await send('POST', `/api/uploads/${id}/complete`, {})).json().code, 'UPLOAD_INCOMPLETE')
    })
  })
})
