import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { buildHttp, type Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import type { Hall } from '../hall.ts'
import { EXAMPLES } from './example.ts'
import { registerProof } from './proof.ts'
import { openPublished } from './published.ts'

/** A hall whose pages are their data: the address, the name and what it was filled with. */
async function openHall(demo: boolean): Promise<Http> {
  const app = await buildHttp({ log: silentLog, api: { title: 'test', version: '0' } })
  const renderPage = async (name: string, props: object) => JSON.stringify({ name, ...props })
  const hall = {
    web: { renderPage, renderConsole: () => '', traditional: () => Promise.reject(new Error('no page here asks')) },
    actorOf: async () => Promise.reject(new Error('nobody is signed in')),
    formTokenOf: async () => undefined,
    baseUrl: 'https://hall.example',
    office: '某局',
    demo,
    receipts: { acts: '/log/350598/acts', trust: { vkey: '', witnesses: [] }, of: async () => null },
  }
  // The routes of published files need no more of a hall than this.
  registerProof(app, hall as Partial<Hall> as Hall, openPublished(fileURLToPath(EXAMPLES)))
  return app
}

describe('published draws and seats over HTTP', () => {
  let demo: Http
  let earnest: Http
  before(async () => {
    ;[demo, earnest] = await Promise.all([openHall(true), openHall(false)])
  })
  after(() => Promise.all([demo.close(), earnest.close()]))
  const DRAW = '/draw/350598-2026-0137'

  it('hands out the bundle byte by byte', async () => {
    const { body, headers } = await earnest.inject(`${DRAW}/bundle.json`)
    assert.equal(body, readFileSync(new URL('draws/350598-2026-0137.json', EXAMPLES), 'utf8'))
    assert.match(String(headers['content-type']), /^application\/json/)
  })

  it('keeps the lists of children to itself, except invented ones', async () => {
    for (const name of ['market', 'result', 'draw']) {
      assert.equal((await demo.inject(`/seats/2026/${name}.json`)).statusCode, 200)
      const refused = await earnest.inject(`/seats/2026/${name}.json`)
      assert.equal(refused.statusCode, 404)
      assert.match(refused.body, /只给有资格复核的单位/)
    }
    const page = (await earnest.inject('/seats/2026')).json<{ asked: null; isExample: boolean }>()
    assert.deepEqual([page.asked, page.isExample], [null, false])
  })

  it('shows a step of the ceremony from one to six, whatever was asked', async () => {
    for (const [asked, shown] of [
      ['', 1],
      ['?step=3', 3],
      ['?step=99', 6],
      ['?step=-1', 1],
      ['?step=x', 1],
      ['?step=.5', 1],
    ] as const) {
      assert.equal((await demo.inject(`${DRAW}/ceremony${asked}`)).json<{ step: number }>().step, shown, asked)
    }
  })

  it('has nothing at addresses of nothing, and refuses what is too long', async () => {
    for (const url of [
      '/draw/nobody',
      '/draw/nobody/bundle.json',
      '/draw/nobody/ceremony',
      '/seats/1999',
      '/seats/..',
    ]) {
      assert.equal((await demo.inject(url)).statusCode, 404, url)
    }
    assert.equal((await demo.inject(`${DRAW}?code=${'9'.repeat(65)}`)).statusCode, 400)
  })
})
