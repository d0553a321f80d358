// A draw and a season of seats, worked out again by a reader: what holds is said to hold; every way of tampering fails
// with its own reason, in a kept copy and in what the server hands out; one child's seat is explained.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { demoBundle, demoEntrants } from '#engines/draw/fixture.ts'
import type { Bundle } from '#engines/draw/message.ts'
import { assertAccessible, assertFits, look } from './support/browser.ts'
import { openTown } from './support/town.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const DRAW = '/draw/350598-2026-0137'
const SIGNED = '/draw/350598-2023-0021'
const WAITING = '/draw/350598-2026-0138'

/** Deeds of somebody who owns the file: what is done, where the copies differ, and the engine's reason. */
const DEEDS: Readonly<
  Record<string, { readonly deed: (b: Whole) => Bundle; readonly part: string; readonly reason: RegExp }>
> = {
  'an entrant added': {
    deed: (b) => ({ ...b, entrants: [...b.entrants, { id: '91350598MA9999999X' }] }),
    part: '名单',
    reason: /名单比冻结时多了人/,
  },
  'an entrant removed': {
    deed: (b) => ({ ...b, entrants: b.entrants.slice(1) }),
    part: '名单',
    reason: /名单比冻结时少了人/,
  },
  'an entrant renamed': {
    deed: (b) => ({ ...b, entrants: [{ id: '91350598MA9999999X' }, ...b.entrants.slice(1)] }),
    part: '名单',
    reason: /有人被改名或调换/,
  },
  'a public number changed': {
    deed: (b) => ({
      ...b,
      beacon: {
        ...b.beacon,
        values: b.beacon.values.map((one) => ({ ...one, value: one.value.replace('02 05', '03 05') })),
      },
    }),
    part: '开奖号码',
    reason: /随机数在读取后被改动/,
  },
  'a number in full-width digits': {
    deed: (b) => ({
      ...b,
      beacon: {
        ...b.beacon,
        values: b.beacon.values.map((one) => ({ ...one, value: one.value.replace('02', '０２') })),
      },
    }),
    part: '开奖号码',
    reason: /全角数字/,
  },
  'a secret withheld': {
    deed: (b) => ({ ...b, reveal: { operator: b.reveal.operator! } }),
    part: '密封的数',
    reason: /有一方没有公开秘密/,
  },
  'another secret': {
    deed: (b) => ({ ...b, reveal: { ...b.reveal, notary: 'ab'.repeat(32) } }),
    part: '密封的数',
    reason: /打不开公告里的承诺/,
  },
  'winner and alternate swapped': {
    deed: (b) => ({
      ...b,
      result: {
        ...b.result,
        winners: [b.result.reserves[0]!],
        reserves: [b.result.winners[0]!, b.result.reserves[1]!],
      },
    }),
    part: '结果',
    reason: /中选名单与重新算出的不同/,
  },
  'more winners announced afterwards': {
    deed: (b) => ({ ...b, announce: { ...b.announce, k: 2 } }),
    part: '公告',
    reason: /公告在冻结后被改动/,
  },
}
type Whole = Required<Bundle>

describe('a draw that anyone works out again', () => {
  const town = openTown('2026-11-02 08:40')
  let page: Page
  let published: Whole
  before(async () => {
    page = await town.person()
    published = (await (await fetch(`${town.platform.url}${DRAW}/bundle.json`)).json()) as Whole
  })

  const alive = () => page.waitForSelector('[data-island][data-alive]')
  const verdict = () => page.locator('.draw-verdict h2').textContent()
  const run = async (): Promise<string> => {
    await page.getByRole('button', { name: '在这台手机上算' }).click()
    await page.waitForSelector('.draw-run:not([disabled])')
    await page.waitForSelector('.draw-ran, .draw-fault')
    return String(await page.locator('main').textContent())
  }
  const keepCopy = async (content: string | Buffer): Promise<string> => {
    await page.setInputFiles('#copy', { name: 'kept.json', mimeType: 'application/json', buffer: Buffer.from(content) })
    await page.waitForSelector('.draw-copy .draw-ran')
    return String(await page.locator('.draw-copy').textContent())
  }
  /** The page as a reader sees it to whom the server hands out other bytes. */
  const handOut = (content: string | Buffer) =>
    page.route(`**${DRAW}/bundle.json`, (route) => route.fulfill({ contentType: 'application/json', body: content }))

  it('is found from the front page, and listed with its state', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: /摇号和派位/ }).click()
    await page.waitForURL('**/draw')
    assert.match(
      String(await page.locator('main').textContent()),
      /榕前村宅基地放样测绘（示例）[\s\S]*对得上[\s\S]*等开奖/,
    )
    await look(page, 'draw-1-list')
  })

  it('says first whether it holds, is small, and is read without script', async () => {
    const silent = await town.person({ script: false })
    const id = published.result.winners[0]!
    const answer = await silent.goto(`${DRAW}?code=${id}`)
    const text = String(await silent.locator('main').textContent())
    assert.match(text, /6 项都对得上[\s\S]*谁中选[\s\S]*第 1 名，中选/)
    assert.match(text, new RegExp(id))
    assert.equal(answer?.status(), 200)
    const document = await (await fetch(town.platform.url + DRAW)).text()
    assert.ok(gzipSync(document).length <= 14_000, `${gzipSync(document).length} bytes`)
  })

  it('holds on the device of the reader', async () => {
    await page.goto(DRAW)
    await alive()
    assert.match(await run(), /算完了，[\d.]+ 秒，6 项都对得上/)
    assert.equal(await verdict(), '6 项都对得上')
    await look(page, 'draw-2-verified')
  })

  it('places one entrant in a sentence, and tells who is not listed', async () => {
    await page.goto(DRAW)
    await alive()
    const ask = async (code: string, answer: RegExp): Promise<void> => {
      await page.fill('#code', code)
      await page.getByRole('button', { name: '查', exact: true }).click()
      await page.locator('.draw-standing', { hasText: answer }).waitFor()
    }
    await ask(published.result.reserves[1]!.toLowerCase(), /第 3 名，是备选 2/)
    const drawn = [...published.result.winners, ...published.result.reserves]
    const other = published.entrants.find(({ id }) => !drawn.includes(id))!
    await ask(other.id, /第 \d+ 名，没有中选/)
    await ask('91350598MA7777777X', /名单里没有 91350598MA7777777X/)
  })

  it('knows a kept copy again: the same, an earlier one, an unreadable one', async () => {
    const { announce, entrants, freeze } = published
    for (const [copy, says] of [
      [JSON.stringify(published), /和公布的一样，没有被改过/],
      [JSON.stringify({ announce, entrants: [...entrants].reverse(), freeze }), /早些时候的/],
      ['{"announce":1,"announce":2}', /重复的键/],
      [`\ufeff${JSON.stringify(published)}`, /BOM/],
    ] as const) {
      // Anew each time: what is read is then the answer to this copy, not the one before.
      await page.goto(DRAW)
      await alive()
      assert.match(await keepCopy(copy), says)
    }
  })

  for (const [name, { deed, part, reason }] of Object.entries(DEEDS)) {
    it(`fails with its own reason: ${name}`, async () => {
      const tampered = JSON.stringify(deed(published))
      assert.notEqual(tampered, JSON.stringify(published))
      await page.goto(DRAW)
      await alive()
      const kept = await keepCopy(tampered)
      assert.match(kept, new RegExp(`第一处在${part}`))
      assert.match(kept, reason)
      await handOut(tampered)
      assert.match(await run(), reason)
      assert.match(String(await verdict()), /有 \d 项对不上，先不要采信/)
      const first = await page.locator('.proof-check').first().getAttribute('class')
      assert.match(String(first), /bad/, 'the failing check stands first')
      if (name === 'winner and alternate swapped') await look(page, 'draw-3-tampered')
      await page.unroute(`**${DRAW}/bundle.json`)
    })
  }

  it('judges the signature of a public number on the device itself, with curves fetched only then', async () => {
    const fetched: string[] = []
    page.on('request', (request) => fetched.push(request.url()))
    const hasCurves = () => fetched.some((url) => url.includes('/curves-'))
    await page.goto(SIGNED)
    await alive()
    assert.equal(hasCurves(), false)
    assert.match(await run(), /随机数带签名，签名对得上[\s\S]*算完了/)
    assert.equal(hasCurves(), true)
    await look(page, 'draw-9-signed')
    const evidence = await (await fetch(`${town.platform.url}${SIGNED}/evidence.json`)).text()
    for (const [from, to] of [
      ['ed5e39', 'ed5e38'],
      ['b44679', '000000'],
    ] as const) {
      assert.ok(evidence.includes(from))
      await page.route(`**${SIGNED}/evidence.json`, (route) =>
        route.fulfill({ contentType: 'application/json', body: evidence.replace(from, to) }),
      )
      await page.goto(SIGNED)
      await alive()
      assert.match(await run(), /随机数的签名不对/)
      assert.match(String(await verdict()), /有 1 项对不上，先不要采信/)
      await page.unroute(`**${SIGNED}/evidence.json`)
    }
  })

  it('of 10,000 entrants takes a second at most', async (context) => {
    const large = demoBundle(sha256, { entrants: demoEntrants(10_000) })
    await page.goto(DRAW)
    await alive()
    await handOut(JSON.stringify(large))
    const times: number[] = []
    for (const _ of [1, 2, 3]) times.push(Number(/算完了，([\d.]+) 秒，6 项都对得上/.exec(await run())?.[1]))
    await page.unroute(`**${DRAW}/bundle.json`)
    context.diagnostic(`10,000 entrants: ${times.join(', ')} s`)
    assert.ok(Math.min(...times) <= 1, 'the best of three, for the machine has other work')
  })

  it('waits for the numbers without naming any winner', async () => {
    await page.goto(WAITING)
    await alive()
    assert.match(await run(), /等开奖[\s\S]*到现在为止都对得上/)
    assert.doesNotMatch(String(await page.locator('main').textContent()), /谁中选/)
    await look(page, 'draw-4-waiting')
  })

  it('is shown in the hall, step by step', async () => {
    const hall = await town.person()
    await hall.setViewportSize({ width: 1920, height: 1080 })
    await hall.goto(`${DRAW}/ceremony`)
    for (const [at, title] of [
      '公布规则',
      '报名名单',
      '锁定名单',
      '读开奖号码',
      '打开两个密封的数',
      '中选',
    ].entries()) {
      assert.equal(await hall.locator('h1').textContent(), title)
      assert.equal(await hall.locator('.hall-words span').count(), 8)
      await assertAccessible(hall)
      const height = await hall.evaluate('document.documentElement.scrollHeight')
      assert.ok(Number(height) <= 1080, `step ${at + 1} is ${height} high`)
      if (at === 2 || at === 5) await look(hall, `draw-${at === 2 ? 5 : 6}-hall`)
      if (at < 5) await hall.getByRole('link', { name: '下一步' }).click()
    }
    await hall.goto(`${WAITING}/ceremony?step=4`)
    assert.match(String(await hall.locator('main').textContent()), /还没到这一步/)
  })

  it('fits the smallest phone and large type', async () => {
    const small = await town.person()
    await small.setViewportSize({ width: 320, height: 640 })
    const child = '0002-1F568E'
    for (const path of ['/draw', DRAW, `${DRAW}/ceremony?step=6`, `/seats/2026?child=${child}`]) {
      for (const size of ['normal', 'large']) {
        await small.goto(`${path}${path.includes('?') ? '&' : '?'}size=${size}`)
        await assertFits(small)
        await assertAccessible(small)
      }
    }
  })

  it('answers a wrong address with a page, not a fault', async () => {
    for (const path of [
      '/draw/nobody',
      '/draw/..%2f..%2fpackage',
      '/draw/x/bundle.json',
      '/seats/1999',
      `${DRAW}/ceremony?step=99`,
    ]) {
      assert.ok([200, 404].includes((await page.goto(path))?.status() ?? 0), path)
    }
  })

  it('explains the seat of one child, from its number alone', async () => {
    await page.goto('/seats/2026')
    await look(page, 'seats-1-season')
    const { children } = (await (await fetch(`${town.platform.url}/seats/2026/market.json`)).json()) as {
      children: { id: string; choices: string[] }[]
    }
    const { seats } = (await (await fetch(`${town.platform.url}/seats/2026/result.json`)).json()) as {
      seats: Record<string, string>
    }
    const child = children.find(({ id, choices }) => seats[id] === choices[1])!
    await page.fill('[name=child]', child.id)
    await page.getByRole('button', { name: '查', exact: true }).click()
    await page.waitForURL('**/seats/2026?child=*')
    const text = String(await page.locator('main').textContent())
    assert.equal(await page.locator('h1').textContent(), `录取到${child.choices[1]}`)
    assert.match(
      text,
      new RegExp(`第 1 志愿 ${child.choices[0]}[\\s\\S]*没有排到[\\s\\S]*第 2 志愿 ${child.choices[1]}[\\s\\S]*录取`),
    )
    const html = await page.content()
    assert.deepEqual(
      children.filter(({ id }) => html.includes(id)).map(({ id }) => id),
      [child.id],
    )
    await alive()
    await page.getByRole('button', { name: '在这台手机上算' }).click()
    await page.waitForSelector('.proof-check')
    assert.deepEqual(await page.locator('.proof-check.good h3').allTextContents(), [
      '对得上：按公布的录取线，这个孩子就该在这所学校',
      '对得上：每个孩子的号码，都由公开摇号的种子算出',
      '对得上：120 个孩子全部重排一遍，和公布的一样',
      '对得上：这一页的录取线，和结果文件里的一样',
    ])
    await look(page, 'seats-2-child')
  })

  it('finds a seat that was given to another, and tells an unknown number', async () => {
    await page.goto('/seats/2026')
    await alive()
    const result = (await (await fetch(`${town.platform.url}/seats/2026/result.json`)).json()) as {
      seats: Record<string, string>
    }
    const [[a, first], [b, second]] = Object.entries(result.seats).filter(
      ([, school], at, all) =>
        at === 0 || (school !== all[0]![1] && at === all.findIndex(([, one]) => one !== all[0]![1])),
    ) as [[string, string], [string, string]]
    const swapped = { ...result, seats: { ...result.seats, [a]: second, [b]: first } }
    await page.route('**/seats/2026/result.json', (route) => route.fulfill({ json: swapped }))
    await page.getByRole('button', { name: '在这台手机上算' }).click()
    await page.waitForSelector('.proof-check.bad')
    assert.match(String(await page.locator('.proof-faults').first().textContent()), /结果的校验值与内容不符/)
    await page.unroute('**/seats/2026/result.json')
    const market = (await (await fetch(`${town.platform.url}/seats/2026/market.json`)).json()) as {
      children: { rank: number }[]
    }
    const ranks = market.children.map(({ rank }) => rank)
    const lucky = market.children.map((child, at) => ({ ...child, rank: ranks[at < 2 ? 1 - at : at]! }))
    await page.route('**/seats/2026/market.json', (route) => route.fulfill({ json: { ...market, children: lucky } }))
    await page.getByRole('button', { name: '在这台手机上算' }).click()
    await page.locator('.proof-check.bad', { hasText: '有号码不是由公开摇号的种子算出的' }).waitFor()
    await page.unroute('**/seats/2026/market.json')
    await page.goto('/seats/2026?child=nobody')
    assert.match(String(await page.locator('main').textContent()), /没有编号 nobody/)
    await assertAccessible(page)
  })
})
