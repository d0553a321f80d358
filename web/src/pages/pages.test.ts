import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { fixtures } from '../../dev/fixtures.ts'
import { type DevWeb, devWeb } from '../../dev.ts'
import type { PageContext, PageName, PageProps } from '../server.ts'

let web: DevWeb
let render: (name: string, more?: Partial<PageContext>) => Promise<string>

before(async () => {
  web = await devWeb()
  const { renderPage } = await web.entry()
  render = (name, more) => {
    const page = name.split('/')[0] as PageName
    return renderPage(page, fixtures[name] as PageProps[typeof page], { ...CONTEXT, here: `/${name}`, ...more })
  }
})
after(() => web.close())

const CONTEXT: PageContext = {
  locale: 'zh-Hans',
  here: '/',
  large: false,
  demo: true,
  person: undefined,
  office: '青澜区行政审批服务局',
  formToken: 'the-token',
  styleNonce: 'nonce-of-this-answer',
}

const count = (html: string, pattern: RegExp): number => html.match(pattern)?.length ?? 0
const withoutData = (html: string): string => html.replace(/<script[^>]*id="page-data">.*?<\/script>/s, '')

for (const name of Object.keys(fixtures)) {
  test(`${name} is one whole document that a strict policy lets through`, async () => {
    const html = await render(name)
    assert.match(html, /^<!doctype html><html lang="zh-Hans">/)
    assert.match(html, /<title>[^<]+<\/title>/)
    assert.equal(count(html, /<h1\b/g), 1, 'one main heading')
    assert.equal(count(html, /<main id="main"/g), 1, 'one main part, where the skip link leads')
    assert.match(html, /<a class="skip" href="#main">/)
    assert.match(html, /演示环境/, 'a demonstration says so')
    assert.equal(count(html, /<style nonce="nonce-of-this-answer">/g), 1)
    assert.equal(count(html, /<style\b/g), 1)
    assert.doesNotMatch(
      withoutData(html),
      /\sstyle="|\son[a-z]+="|javascript:/,
      'nothing inline that the policy would stop',
    )
    assert.doesNotMatch(
      withoutData(html).replace(/data-props="[^"]*"/g, ''),
      /undefined|\[object |NaN|\bnull\b/,
      'nothing unsaid shows',
    )
  })
}

test('every page of the table has a fixture, and a component', () => {
  const shown = new Set(Object.keys(fixtures).map((name) => name.split('/')[0]))
  assert.ok(shown.size >= 22)
})

test('a page without islands ships no script; one with islands ships its words with it', async () => {
  for (const name of ['matter-guide', 'guides', 'guide', 'progress', 'certificate', 'verify', 'notice', 'sign-in']) {
    assert.doesNotMatch(await render(name), /<script/, name)
  }
  const html = await render('apply-section')
  assert.match(html, /<script type="module" src="/)
  const data = JSON.parse(/id="page-data">(.*?)<\/script>/s.exec(html)![1]!) as {
    words: Record<string, string>
    context: PageContext
  }
  assert.equal(data.words['apply.offline'], '没网，还没存上。连上就自动存，先别关这一页。')
  assert.equal(data.context.styleNonce, '', 'the nonce is not readable as text')
})

test('verification fits into the first flight of a connection, 14 kB packed', async () => {
  for (const name of Object.keys(fixtures).filter((name) => name.startsWith('verify'))) {
    assert.ok(gzipSync(await render(name)).length < 14_000, name)
  }
})

test('every posted form carries the token of its session', async () => {
  for (const name of Object.keys(fixtures)) {
    const html = withoutData(await render(name))
    for (const form of html.match(/<form[^>]*method="post".*?<\/form>/gs) ?? []) {
      assert.match(form, /name="_csrf" value="the-token"/, `${name}: ${form.slice(0, 120)}`)
    }
  }
})

test('a form that is posted twice is told by its key', async () => {
  assert.match(await render('withdraw'), /name="key" value="k3"/)
})

test('Enter never removes a row: the first button of every form is a harmless one', async () => {
  for (const name of Object.keys(fixtures)) {
    for (const form of withoutData(await render(name)).match(/<form[^>]*>.*?<\/form>/gs) ?? []) {
      const [first = ''] = form.match(/<button[^>]*>/) ?? []
      assert.doesNotMatch(first, /name="(remove|add|drop|upload)"/, name)
    }
  }
})

test('大字 changes the class of the document and the switch leads back, keeping the query', async () => {
  const html = await render('guide', { large: true, here: '/guide/homestead?planned.situation=new&size=large' })
  assert.match(html, /<html lang="zh-Hans" class="elder">/)
  assert.match(html, /href="\/guide\/homestead\?planned\.situation=new&amp;size=normal">标准字/)
})

test('a refused form says so first in its title', async () => {
  assert.match(await render('apply-section'), /<title>错误：想建的房子/)
  assert.doesNotMatch(await render('apply-section/members'), /<title>错误/)
})

test('words of a reader cannot leave their place', async () => {
  const nasty = '</script><img src=x onerror=alert(1)>"\'&'
  const { renderPage } = await web.entry()
  const section = fixtures['apply-section'] as PageProps['apply-section']
  const html = await renderPage(
    'apply-section',
    { ...section, posted: { ...section.posted, 'planned.bounds.east': nasty } },
    CONTEXT,
  )
  assert.doesNotMatch(html, /<img src=x/)
  const error = await renderPage('error', { title: nasty, remedy: nasty }, CONTEXT)
  assert.doesNotMatch(error, /<img src=x/)
})

test('the line of a matter tells what happened and what is to come', async () => {
  const html = await render('progress/supplement')
  assert.match(html, /等您补 1 项/)
  assert.match(html, /请您补 1 项，计时停着。/)
  assert.match(html, /href="\/my\/cases\/QQ-240902-0187\/supplement"/)
  assert.ok(html.indexOf('村里公示') < html.indexOf('镇里联审'), 'coming steps in their order')
  assert.doesNotMatch(html, /等农用地转用/, 'a step whose condition fails does not come')
  const done = await render('progress/done')
  assert.match(done, /办好了/)
  assert.match(done, /农业农村<span class="pill good">/)
})

test('a guide counts only the materials that the answers leave', async () => {
  const { renderPage } = await web.entry()
  const guide = fixtures.guide as PageProps['guide']
  const say = async (answers: Record<string, string>, fetched: string[] = []) =>
    /\d+ 份材料里，您只要准备 \d+ 份/.exec(await renderPage('guide', { ...guide, answers, fetched }, CONTEXT))?.[0]
  assert.equal(await say({ currentPlots: 'yes' }), '6 份材料里，您只要准备 6 份')
  assert.equal(await say({ currentPlots: 'no' }), '6 份材料里，您只要准备 5 份')
  assert.equal(
    await say({ currentPlots: 'no' }, ['household-register', 'identity-card']),
    '6 份材料里，您只要准备 3 份',
  )
  const unsure = await renderPage('guide', { ...guide, answers: { currentPlots: 'unsure' }, fetched: [] }, CONTEXT)
  assert.match(unsure, /1 份看情况/)
})

test('a draw that does not hold says so first, on the page and on the screen of the hall', async () => {
  for (const name of ['draw', 'ceremony']) {
    assert.match(await render(`${name}/fails`), /有 1 项对不上，先不要采信/)
    assert.doesNotMatch(withoutData(await render(name)), /先不要采信/)
  }
  const html = withoutData(await render('draw/fails'))
  assert.ok(html.indexOf('名单和锁定时的不同') < html.indexOf('号码来自事先说好的公开开奖'), 'what fails comes first')
  assert.doesNotMatch(withoutData(await render('draw/open')), /谁中选/)
})

test("a child's page shows each wish with its reason", async () => {
  const html = await render('seats/child')
  assert.match(html, /<h1>录取到/)
  assert.match(html, /没有排到[\s\S]*不用看了/)
  assert.match(await render('seats/unknown'), /没有编号 0000-NOBODY/)
})
