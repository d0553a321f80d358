import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PROPOSED_TARGETS } from '../../indicators/proposal.ts'
import { readBook } from '../read.ts'
import { searchBook, searchEntries } from '../search.ts'
import { html } from './markup.ts'
import { searchPage } from './search-page.ts'
import { publishSite } from './site.ts'

const SEED = readFileSync(new URL('../../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const { book } = readBook(SEED)
const files = new Map(publishSite(book).map(({ name, text }) => [name, text]))
const pages = [...files].filter(([name]) => name.endsWith('.html'))
const MAX_PAGE_BYTES = 60_000

test('overview, tables, narrative, lint, checks, index, three pages in English and 27 projects are published', () => {
  assert.equal(pages.length, 6 + 3 + 27)
})

test('every page stands alone within 60 kB: no script, nothing fetched', () => {
  for (const [name, text] of pages) {
    assert.ok(Buffer.byteLength(text) <= MAX_PAGE_BYTES, `${name}: ${Buffer.byteLength(text)}`)
    assert.doesNotMatch(text, /<script|<link|<img|@import|url\(|https?:/)
    assert.equal(text.match(/<h1>/g)?.length, 1)
  }
})

test('every link leads to a page and an element that exist, and ids are unique', () => {
  for (const [name, text] of pages) {
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
    if (name !== 'lint.html')
      assert.deepEqual(
        twice.filter((id) => !/^L\d/.test(id!)),
        [],
        name,
      )
    for (const [, target = '', fragment] of text.matchAll(/href="([^"#]*)(?:#([^"]+))?"/g)) {
      if (target === 'budget.xlsx' || target === 'budget.pdf') continue
      const page = files.get(target === '' ? name : target)
      assert.ok(page !== undefined, `${name} → ${target}`)
      if (fragment !== undefined) assert.ok(page.includes(` id="${fragment}"`), `${name} → ${target}#${fragment}`)
    }
  }
})

test('every linked figure is the figure of the cell it leads to', () => {
  let checked = 0
  for (const [name, text] of pages)
    for (const [, target = '', fragment = '', printed = ''] of text.matchAll(
      /<a class="n"(?: id="[^"]+")? href="([^"#]*)#([^"]+)">([^<]+)</g,
    )) {
      const page = files.get(target === '' ? name : target) ?? ''
      const cell =
        new RegExp(` id="${fragment.replaceAll('.', '\\.')}"[^>]*>(?:<dt>[^<]*</dt><dd[^>]*>)?([^<]*)`).exec(
          page,
        )?.[1] ?? ''
      assert.equal(
        cell
          .replace(/^(增加|减少|增长|下降)\s*/, '')
          .replaceAll(',', '')
          .replace(' 万元', ''),
        printed.replaceAll(',', ''),
        `${name} → ${target}#${fragment}`,
      )
      checked++
    }
  assert.ok(checked > 60, String(checked))
})

test('the flow picture has its table, and the table its total', () => {
  const index = files.get('index.html')!
  assert.match(index, /<svg [^>]*role="img"/)
  for (const figure of ['757.27', '84.44', '506.80', '1,475.35', '540.54', '718.51', '2,645.89'])
    assert.ok(index.split(`>${figure}`).length > 2, `${figure} in picture and table`)
  assert.match(index, /247\.19/)
})

test('forty identities are forty cells, a failing one is marked and told', () => {
  assert.equal(files.get('index.html')!.match(/href="checks\.html#I\d\d"/g)?.length, 40)
  const broken = readBook(SEED.replace('30101\t基本工资\t25.78', '30101\t基本工资\t26.78')).book
  const site = new Map(publishSite(broken).map(({ name, text }) => [name, text]))
  assert.match(site.get('index.html')!, /<a class="no" href="checks\.html#I21"/)
  assert.match(site.get('checks.html')!, /758\.27.*≠.*757\.27/s)
})

test('with live figures each target carries what it has come to, in words and not in colour alone', () => {
  const states = new Map([
    [628, { now: '2,671 卷', standing: 'mayMiss' }],
    [630, { now: '11 卷', standing: 'willMiss' }],
  ] as const)
  const site = new Map(
    publishSite(book, { live: { asOf: '2024 年 9 月 12 日', states } }).map(({ name, text }) => [name, text]),
  )
  const archive = site.get('project-16.html')!
  assert.match(archive, /2,671 卷.*! 可能差.*11 卷.*✗ 预计差/s)
  assert.match(site.get('index.html')!, /2,671 卷.*! 可能差/s)
  for (const [name, text] of site)
    if (name.endsWith('.html')) assert.ok(Buffer.byteLength(text) <= MAX_PAGE_BYTES, name)
})

test('text of a document cannot become a tag', () => {
  const hostile = '<script>alert(1)</script>"\'&'
  const changed = structuredClone(book)
  changed.unit = hostile
  changed.goals[0]!.name = hostile
  changed.goals[0]!.indicators[0]!.name = hostile
  changed.texts['income.reason']!.text = hostile
  changed.tables.T9.rows[1]!.name = hostile
  for (const { name, text } of publishSite(changed))
    if (name.endsWith('.html')) assert.doesNotMatch(text, /<script/, name)
  assert.equal(html`<p title="${hostile}">`.markup, '<p title="&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;">')
})

test('no bar is drawn by a style attribute, which a served page may not carry', () => {
  for (const [name, text] of pages) assert.doesNotMatch(text, / style="/, name)
  assert.match(files.get('index.html')!, /<svg class="bar grey" aria-hidden="true"><rect x="0%" width="71\.3%"/)
})

test('a server sends the look once and leads home; targets we propose are said to be ours', () => {
  const target = PROPOSED_TARGETS.find(({ task }) => task === '农村建房')!
  const proposed = [{ target, state: { now: '12 件', standing: 'willMiss' } }] as const
  const served = publishSite(book, {
    live: { asOf: '今天', states: new Map(), proposed },
    setting: { stylesheet: 'style.css', home: { href: '/', name: '亲清家园' } },
  })
  for (const { name, text } of served.filter((file) => file.name.endsWith('.html'))) {
    assert.match(text, /<link rel="stylesheet" href="style\.css">/, name)
    assert.doesNotMatch(text, /<style/, name)
  }
  assert.match(served[0]!.text, /1 项主要任务没有公布目标.*我们建议的，单位没有公布过.*≥300 件.*12 件.*✗ 预计差/s)
})

test('what a reader types is found where it stands: names, codes, figures, words, in either width', () => {
  const hrefs = (question: string) => searchBook(book, question).map(({ href }) => href)
  assert.ok(hrefs('档案').includes('project-16.html'))
  assert.deepEqual(hrefs('２０１９９９９ 2,549.90').slice(0, 3), [
    'tables.html#T2-2019999-total',
    'tables.html#T3-2019999-total',
    'tables.html#T5-2019999-total',
  ])
  assert.ok(hrefs('718.51').includes('tables.html#T1-carryOver'))
  assert.deepEqual(hrefs('人脸核身 2.8'), ['project-3.html#L391'])
  assert.deepEqual(hrefs('过紧日子'), ['narrative.html#s5'])
  assert.deepEqual(hrefs('档案 没有这个词'), [])
  assert.deepEqual(hrefs('   '), [])
  assert.deepEqual(searchBook(book, '檔案', (text) => text.replaceAll('档', '檔'))[0]?.href, 'project-16.html')
})

test('everything that can be found leads to an element that is there', () => {
  for (const { href } of searchEntries(book)) {
    const [page = '', fragment] = href.split('#')
    assert.ok(files.get(page), href)
    if (fragment !== undefined) assert.ok(files.get(page)!.includes(` id="${fragment}"`), href)
  }
})

test('a served search page says how many were found, or what to try, and keeps what was typed harmless', () => {
  const page = (question: string) => searchPage(book, { question }).body.markup
  assert.match(page(''), /<input id="q" name="q" type="search"/)
  assert.match(page('满意度'), /“满意度”有 \d+ 处/)
  assert.match(page('火星'), /没有找到“火星”.*换个短一点的词/s)
  assert.doesNotMatch(page('"><script>'), /<script>/)
})

test('English pages are marked as English, the unit’s own words as Chinese, and no figure is lost', () => {
  const english = pages.filter(([name]) => name.startsWith('en'))
  assert.equal(english.length, 3)
  for (const [name, text] of english) {
    assert.match(text, /<html lang="en">/, name)
    const ours = text.replace(
      /<title>.*?<\/title>|<span lang="zh-Hans">.*?<\/span>|<div class="top">.*?<\/div><\/div>/gs,
      '',
    )
    assert.deepEqual([...new Set(ours.match(/\p{Script=Han}+/gu) ?? [])], ['中文'], name)
  }
  const tables = files.get('en-tables.html')!
  for (const [id, { rows }] of Object.entries(book.tables))
    for (const { key, cells } of rows)
      for (const column of Object.keys(cells))
        assert.ok(
          tables.includes(`href="tables.html#${[id, key, ...(column === 'amount' ? [] : [column])].join('-')}"`),
          `${id}/${key}/${column}`,
        )
})
