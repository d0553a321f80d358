import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { verifySeats } from '#engines/seats/verify.ts'
import { EXAMPLES, exampleFiles } from './example.ts'
import { drawPage, drawRow, seatsPage } from './proof-of.ts'
import { DEPS, openPublished } from './published.ts'

const published = openPublished(fileURLToPath(EXAMPLES))
const DRAW = '350598-2026-0137'
const SIGNED = '350598-2023-0021'

describe('the published examples', () => {
  for (const [path, text] of Object.entries(exampleFiles())) {
    it(`${path} is what the engine makes`, () => assert.equal(readFileSync(new URL(path, EXAMPLES), 'utf8'), text))
  }
  it('hold: a finished draw, one before the draw, a season', async () => {
    assert.deepEqual(
      (await published.draws()).map(drawRow).map(({ id, isOpen, faults, n }) => [id, isOpen, faults, n]),
      [
        [SIGNED, false, 0, 12],
        [DRAW, false, 0, 36],
        ['350598-2026-0138', true, 0, 24],
      ],
    )
    const season = await published.season('2026')
    assert.ok(season)
    assert.deepEqual(verifySeats(season.market, season.result, DEPS.hash).reasons, [])
  })
})

describe('the folder of published files', () => {
  it('gives nothing outside of it', async () => {
    for (const id of ['../package', '..', '', 'a/b', 'nobody', '%2e%2e', 'x'.repeat(65)]) {
      assert.equal(await published.draw(id), null, id)
      assert.equal(await published.season(id), null, id)
    }
  })
  it('may not be there yet, and is read again when a file changes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qinqing-published-'))
    try {
      const fresh = openPublished(folder)
      assert.deepEqual([await fresh.draws(), await fresh.seasons()], [[], []])
      await mkdir(join(folder, 'draws'))
      const file = join(folder, 'draws', 'd.json')
      for (const torn of ['', '[', '{}']) {
        await writeFile(file, torn)
        assert.equal(await fresh.draw('d'), null)
        assert.deepEqual([await fresh.draws(), await fresh.unread()], [[], ['d']])
      }
      const text = exampleFiles()[`draws/${DRAW}.json`]!
      await writeFile(file, text)
      assert.equal((await fresh.draw('d'))?.account.reasons.length, 0)
      assert.deepEqual(await fresh.unread(), [])
      await writeFile(file, text.replace('"n": 36', '"n": 35'))
      assert.deepEqual(drawRow((await fresh.draw('d'))!).faults > 0, true)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('evidence beside a published draw', () => {
  it('is judged with it, read again when it changes, and torn is no reason to show the draw without it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qinqing-evidence-'))
    try {
      for (const part of ['draws', 'evidence']) {
        await mkdir(join(folder, part))
        await writeFile(join(folder, part, `${SIGNED}.json`), exampleFiles()[`${part}/${SIGNED}.json`]!)
      }
      const fresh = openPublished(folder)
      assert.deepEqual((await fresh.draw(SIGNED))?.account.reasons, [])
      const file = join(folder, 'evidence', `${SIGNED}.json`)
      await writeFile(file, exampleFiles()[`evidence/${SIGNED}.json`]!.replace('ed5e39', 'ed5e38'))
      assert.deepEqual(
        (await fresh.draw(SIGNED))?.account.reasons.map(({ code }) => code),
        ['BEACON_SIGNATURE_WRONG'],
      )
      await writeFile(file, '{"drand": 1}')
      assert.deepEqual([await fresh.draw(SIGNED), await fresh.unread()], [null, [SIGNED]])
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the page of a draw', () => {
  it('places whoever is asked for, and tells a second formal draw of the project', async () => {
    const draws = await published.draws()
    const [draw] = draws
    const winner = draw!.account.winners[0]!.id
    const page = drawPage(draw!, draws, { code: winner, isExample: true, receipts: '' })
    assert.deepEqual([page.asked?.place, page.asked?.outcome, page.evidence.announcements], [1, 'winner', []])
    const announce = { ...draw!.account.announce, drawId: '350598-2026-9999' }
    const second = { ...draw!, id: announce.drawId, account: { ...draw!.account, announce } }
    const doubted = drawPage(draw!, [draw!, second], { code: '', isExample: true, receipts: '' })
    assert.deepEqual(
      doubted.account.reasons.map(({ code }) => code),
      ['SECOND_DRAW'],
    )
    assert.equal(doubted.evidence.announcements?.length, 1)
  })
})

describe('the page of a season', () => {
  it('holds no child but the one asked for', async () => {
    const season = (await published.season('2026'))!
    const child = season.market.children[2]!.id
    const page = seatsPage(season, { id: child, isExample: false })
    assert.equal(page.asked?.own?.agrees, true)
    const text = JSON.stringify(page)
    const named = season.market.children.filter(({ id }) => text.includes(id))
    assert.deepEqual(
      named.map(({ id }) => id),
      [child],
    )
    assert.equal(seatsPage(season, { id: 'nobody', isExample: false }).asked?.own, null)
    assert.equal(seatsPage(season, { id: '', isExample: false }).asked, null)
  })
  it('agrees for every child, and counts everybody once', async () => {
    const season = (await published.season('2026'))!
    for (const { id } of season.market.children) {
      assert.equal(seatsPage(season, { id, isExample: true }).asked?.own?.agrees, true, id)
    }
    const { schools, children } = seatsPage(season, { id: '', isExample: true })
    assert.equal(
      schools.reduce((sum, { admitted }) => sum + admitted, 0),
      children,
    )
  })
})
