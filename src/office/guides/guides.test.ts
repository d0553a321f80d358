// Guides on real PostgreSQL: the catalogue loaded, searched in every way people type, and a guide on its way through two
// people to the public.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { openCatalogue } from '#office/cases/catalogue.ts'
import { DISTRICT, unitsOf } from '#services/district.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type OpenGuides, openGuides } from './desk.ts'
import { guideView, takeGuideStep } from './guides.ts'
import { SEARCH_SETTINGS } from './search.ts'

const SEED = new URL('../../../seed/guides/', import.meta.url)
const settings = { 'app.district': DISTRICT.code }
const officer = (
  id: string,
  role: 'bureau.window' | 'bureau.approver' | 'bureau.head',
): Actor & { kind: 'officer' } => ({
  ...{ kind: 'officer', id, name: id, posts: [{ role, unit: 'bureau' }] },
})
const [writer, auditor, head] = [
  officer('w', 'bureau.window'),
  officer('a', 'bureau.approver'),
  officer('h', 'bureau.head'),
]

describe('the guides desk', () => {
  let db: TestDatabase
  let desk: OpenGuides
  let now = new Date('2026-11-27T02:00:00Z')
  const open = async (): Promise<OpenGuides> => {
    const catalogue = await openCatalogue(owner, {
      district: DISTRICT.code,
      units: unitsOf([]),
      calendar: officialCalendar,
    })
    return openGuides({
      ...{ catalogue, bureau: '审批局', seed: SEED, now: () => now, withSamples: true },
      ...{ read, seek, write },
    })
  }
  let owner: ReturnType<TestDatabase['pool']>
  let seek: ReturnType<TestDatabase['pool']>
  let read: ReturnType<TestDatabase['pool']>
  let write: ReturnType<TestDatabase['pool']>
  before(async () => {
    db = await testDatabase()
    owner = db.pool('owner', 1)
    seek = db.pool('qinqing_public', 2, { ...settings, ...SEARCH_SETTINGS })
    read = db.pool('qinqing_public', 2, settings)
    write = db.pool('qinqing_appender', 2, settings)
    desk = await open()
  })
  after(() => db[Symbol.asyncDispose]())

  const first = async (typed: string): Promise<string | undefined> => (await desk.search(typed, 5)).rows[0]?.slug

  it('has every guide of the catalogue and of the declared services in force, once, also after a second start', async () => {
    const count = async () => (await db.query<{ n: number }>('select count(*)::int as n from guide_entry'))[0]!.n
    const before = await count()
    assert.ok(before >= 301)
    assert.ok((await desk.entries.find('homestead'))?.isDeclared)
    desk = await open()
    assert.equal(await count(), before)
  })

  for (const [how, typed, slug] of [
    ['its name', '食品经营许可', 'food-business-new'],
    ['a part of its name', '台湾居民来往', 'tw-mtp-change'],
    ['traditional signs', '食品經營許可', 'food-business-new'],
    ['traditional signs', '居民身份證', 'id-card-new'],
    ['initials of its pinyin', 'jmsfz', 'id-card-new'],
    ['initials from within its name', 'sfz', 'id-card-new'],
    ['its whole pinyin', 'jiehundengji', 'marriage'],
    ['everyday words', '开饭店', 'food-business-new'],
    ['a sentence', '我想盖房子', 'homestead'],
    ['a sentence', '孩子要上小学', 'school-enter'],
    ['the everyday word of a table', '扯证', 'marriage'],
    ['letters of a name', 'KTV', 'ktv-new'],
  ] as const) {
    it(`is found by ${how}: ${typed}`, async () => assert.equal(await first(typed), slug))
  }

  it('offers what sounds like what was typed where a sign was mistaken, and says that it is a guess', async () => {
    const found = await desk.search('食品经迎许可', 5)
    assert.equal(found.how, 'meant')
    assert.match(found.rows[0]!.slug, /^food-business/)
  })

  it('finds nothing for nonsense, and any text is a harmless question', async () => {
    for (const typed of [
      '龘龘龘龘',
      `'; drop table guide_entry; --`,
      `a'b|c&!(`,
      '\u0000',
      '   ',
      'x'.repeat(60),
      '的了吗',
    ])
      assert.ok(['nothing', 'meant', 'typed'].includes((await desk.search(typed, 5)).how), typed)
    assert.equal((await desk.search('龘龘龘龘', 5)).how, 'nothing')
  })

  it('takes a new version through two other people before the public reads it', async () => {
    const slug = 'marriage'
    const seen = async () => {
      const view = await guideView(desk, slug, writer)
      assert.ok('value' in view)
      return view.value
    }
    const step = async (who: typeof writer, act: 'save' | 'submit' | 'audit' | 'publish' | 'return', more = {}) =>
      takeGuideStep(desk, slug, who, { act, seen: (await seen()).seq, note: '', ...more })
    const code = (answer: Awaited<ReturnType<typeof step>>) => ('problem' in answer ? answer.problem.code : 'ok')
    const guide = { ...(await seen()).guide, conditions: ['双方都满法定年龄'], sample: false }
    assert.equal(code(await step(writer, 'save', { guide: { ...guide, basis: [] } })), 'ok')
    assert.equal(code(await step(writer, 'submit')), 'GUIDE_GATE')
    assert.equal(code(await step(writer, 'save', { guide })), 'ok')
    assert.equal(code(await step(head, 'publish')), 'GUIDE_STAGE')
    assert.equal(code(await step(writer, 'submit')), 'ok')
    const both: Actor & { kind: 'officer' } = { ...writer, posts: [...auditor.posts, ...writer.posts] }
    assert.equal(code(await step(both, 'audit')), 'GUIDE_OWN')
    assert.equal(code(await step(auditor, 'return')), 'GUIDE_NOTE')
    assert.equal(code(await step(auditor, 'audit')), 'ok')
    assert.notDeepEqual(
      (await desk.entries.find(slug))?.guide.conditions,
      guide.conditions,
      'not before it is published',
    )
    assert.equal(code(await step(head, 'publish')), 'ok')
    const inForce = await desk.entries.find(slug)
    assert.deepEqual(inForce?.guide.conditions, guide.conditions)
    assert.equal(inForce?.guide.sample, false)
    assert.equal(
      code(await takeGuideStep(desk, slug, writer, { act: 'save', seen: 1, note: '', guide })),
      'GUIDE_MOVED',
    )
  })

  it('switches to a published version when its day has come, and takes it back after its last day', async () => {
    const slug = 'divorce'
    const view = await guideView(desk, slug, writer)
    assert.ok('value' in view)
    const guide = { ...view.value.guide, conditions: ['新的一版'], effectiveOn: '2026-12-01', cancelOn: '2026-12-05' }
    for (const [who, act] of [
      [writer, 'save'],
      [writer, 'submit'],
      [auditor, 'audit'],
      [head, 'publish'],
    ] as const) {
      const { seq } = (await desk.store.history(slug)).at(-1)!
      const taken = await takeGuideStep(desk, slug, who, { act, seen: seq, note: '', ...(act === 'save' && { guide }) })
      assert.ok('value' in taken, act)
    }
    assert.equal((await desk.entries.find(slug))?.version, 1)
    now = new Date('2026-11-30T16:00:01Z')
    await desk.flush()
    assert.deepEqual((await desk.entries.find(slug))?.guide.conditions, ['新的一版'])
    now = new Date('2026-12-04T16:00:01Z')
    await desk.flush()
    assert.equal(await desk.entries.find(slug), undefined)
    assert.notEqual(await first('离婚登记'), slug)
  })

  it('a guide that was taken back does not come back with the samples of a next start', async () => {
    assert.ok('value' in (await takeGuideStep(desk, 'passport-new', head, { act: 'suspend', seen: 1, note: '在改' })))
    desk = await open()
    assert.equal(await desk.entries.find('passport-new'), undefined)
    assert.ok('value' in (await takeGuideStep(desk, 'passport-new', head, { act: 'resume', seen: 2, note: '' })))
    assert.ok(await desk.entries.find('passport-new'))
  })

  it('declared guides are not written here, and an address that could be anything is refused', async () => {
    const sent = { act: 'save', seen: 0, note: '', guide: (await desk.entries.find('marriage'))!.guide } as const
    const code = async (slug: string) => {
      const taken = await takeGuideStep(desk, slug, writer, sent)
      return 'problem' in taken ? taken.problem.code : 'ok'
    }
    assert.equal(await code('homestead'), 'GUIDE_DECLARED')
    assert.equal(await code('../etc'), 'GUIDE_ADDRESS')
    assert.equal(await code('brand-new'), 'ok')
  })

  it('openings are counted in one statement and move a guide up among those asked for most', async () => {
    for (let n = 0; n < 3; n++) desk.opened('legal-aid')
    await desk.flush()
    assert.equal((await desk.entries.list({ limit: 1 }))[0]?.slug, 'legal-aid')
  })
})
