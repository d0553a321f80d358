// What a page costs the reader: bytes as they are sent, packed, everything a first visit loads.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, it } from 'node:test'
import { brotliCompressSync, constants } from 'node:zlib'
import { openWeb } from '../src/web.ts'

// The web has types of its own: it is reached by address.
const { renderFixture } = (await import('../web/dev/fixture-server.ts' as string)) as {
  readonly renderFixture: (renderPage: unknown, url: URL) => Promise<string>
}
const { fixtures } = (await import('../web/dev/fixtures.ts' as string)) as { readonly fixtures: object }

/** Pages that are one document, needing no script: plate, verification, notices, draws. By the document alone, 14 kB. */
const ONE_FLIGHT = /^(plate|verify|lookup|notices?|objected|draws?|receipt|error)(\/|$)/
/** What brings a verifier along, to work everything out again on the reader's own device. */
const WITH_VERIFIER = /^(draw|seats?|check|receipt-check)(\/|$)/
/** Bytes. */
const LIMITS = { document: 14_000, citizen: 60_000, verifier: 90_000, kiosk: 120_000, console: 250_000 } as const
/** The renderer's own show-case, and the screen of a hall. */
const NO_READER = /^(gallery|ceremony)(\/|$)/

const packed = (body: string | Buffer, quality: number): number =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length

describe('bytes of a first visit', { timeout: 120_000 }, () => {
  let web: Awaited<ReturnType<typeof openWeb>>
  before(async () => {
    web = await openWeb()
  })

  const assets = new Map<string, number>()
  async function assetBytes(name: string): Promise<number> {
    const known = assets.get(name)
    if (known !== undefined) return known
    const bytes = (await readFile(`${web.clientFolder}/${name}.br`)).length
    assets.set(name, bytes)
    return bytes
  }

  /** The document, and every script and sheet it names. */
  async function bytesOf(html: string): Promise<{ readonly document: number; readonly all: number }> {
    const document = packed(html, 5)
    const names = new Set([...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name as string))
    let all = document
    for (const name of names) all += await assetBytes(name)
    return { document, all }
  }

  for (const lang of ['zh-Hans', 'zh-Hant', 'en']) {
    it(`keep to their budgets in ${lang}`, async (t) => {
      const largest = { document: ['', 0], citizen: ['', 0] } as Record<'document' | 'citizen', [string, number]>
      for (const name of Object.keys(fixtures).filter((one) => !NO_READER.test(one))) {
        const url = new URL(`http://localhost/${name}?lang=${lang}`)
        const { document, all } = await bytesOf(await renderFixture(web.web.renderPage, url))
        if (ONE_FLIGHT.test(name)) {
          if (document > largest.document[1]) largest.document = [name, document]
          assert.ok(document <= LIMITS.document, `${name} is ${document} bytes`)
        }
        if (!WITH_VERIFIER.test(name) && all > largest.citizen[1]) largest.citizen = [name, all]
        const limit = WITH_VERIFIER.test(name) ? LIMITS.verifier : LIMITS.citizen
        assert.ok(all <= limit, `${name} loads ${all} bytes`)
      }
      t.diagnostic(
        `largest document of one flight: ${largest.document.join(' ')} B; largest page: ${largest.citizen.join(' ')} B`,
      )
    })
  }

  it('keep to their budget at a self-service machine, on every page of it', async (t) => {
    let largest: [string, number] = ['', 0]
    for (const name of Object.keys(fixtures).filter((one) => !NO_READER.test(one))) {
      const url = new URL(`http://localhost/${name}?kiosk=on`)
      const { all } = await bytesOf(await renderFixture(web.web.renderPage, url))
      if (all > largest[1]) largest = [name, all]
      assert.ok(all <= LIMITS.kiosk, `${name} loads ${all} bytes`)
      if (name === 'kiosk') t.diagnostic(`front page of a machine: ${all} B`)
    }
    t.diagnostic(`largest page at a machine: ${largest.join(' ')} B`)
  })

  it('keep to their budget on the first load of the console', async (t) => {
    const { all } = await bytesOf(web.web.renderConsole())
    t.diagnostic(`console: ${all} B`)
    assert.ok(all <= LIMITS.console, `${all} bytes`)
  })
})
