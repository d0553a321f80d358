import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { pageInTraditional } from '../../../../web/src/words/traditional-page.ts'
import { PROPOSED_TARGETS } from '../../indicators/proposal.ts'
import { CODES_2024 } from '../code-register.ts'
import { englishTarget, glossOf } from '../english/glosses.ts'
import { englishLine } from '../english/names.ts'
import { ENGLISH_SECTIONS } from '../english/narrative.ts'
import { SECTIONS } from '../narrative.ts'
import { readBook } from '../read.ts'
import { judgeBook } from '../report.ts'
import { searchBook, searchEntries } from '../search.ts'
import { html } from './markup.ts'
import { searchPage } from './search-page.ts'
import { publishSite } from './site.ts'
import { tongueOf } from './tongue.ts'

const SEED = readFileSync(new URL('../../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const { book } = readBook(SEED)
const filesOf = (of: typeof book, beside?: Parameters<typeof publishSite>[1]): Map<string, string> =>
  new Map(publishSite(of, beside).map(({ name, text }) => [name, text]))
const files = filesOf(book, { traditional: pageInTraditional })
const pages = [...files].filter(([name]) => name.endsWith('.html'))
const MAX_PAGE_BYTES = 60_000

test('overview, tables, narrative, lint, checks, index and 27 projects are published in three languages', () => {
  assert.equal(pages.length, 3 * (6 + 27))
  for (const folder of ['zh-Hant/', 'en/'])
    for (const [name] of pages) if (!name.includes('/')) assert.ok(files.has(folder + name), folder + name)
})

test('every page stands alone within 60 kB: no script, nothing fetched', () => {
  for (const [name, text] of pages) {
    assert.ok(Buffer.byteLength(text) <= MAX_PAGE_BYTES, `${name}: ${Buffer.byteLength(text)}`)
    assert.doesNotMatch(text, /<script|<link|<img|@import|url\(|https?:/)
    assert.equal(text.match(/<h1>/g)?.length, 1)
  }
})

/** The page and element that a link of a page leads to. */
function targetOf(page: string, href: string): readonly [name: string, fragment: string | undefined] {
  const [target = '', fragment] = href.split('#')
  return [target === '' ? page : posix.join(posix.dirname(page), target), fragment]
}

test('every page says its language and leads to itself in the two others, each named in itself', () => {
  const editions = { '': 'zh-Hans', 'zh-Hant/': 'zh-Hant', 'en/': 'en' }
  for (const [name, text] of pages) {
    const folder = name.replace(/[^/]+$/, '') as keyof typeof editions
    assert.match(text, new RegExp(`^<!doctype html>\\n<html lang="${editions[folder]}">`), name)
    const links = [
      ...text.matchAll(/<a href="([^"]+)" lang="([^"]+)" hreflang="([^"]+)"( aria-current="true")?>([^<]+)</g),
    ]
    assert.deepEqual(
      links.map(([, href = '', lang, hreflang, current, own]) => [
        targetOf(name, href)[0],
        lang,
        hreflang,
        !!current,
        own,
      ]),
      [
        [posix.basename(name), 'zh-Hans', 'zh-Hans', folder === '', '简体'],
        [`zh-Hant/${posix.basename(name)}`, 'zh-Hant', 'zh-Hant', folder === 'zh-Hant/', '繁體'],
        [`en/${posix.basename(name)}`, 'en', 'en', folder === 'en/', 'English'],
      ],
    )
  }
})

test('every link leads to a page and an element that exist, and ids are unique', () => {
  for (const [name, text] of pages) {
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i)
    if (!name.endsWith('lint.html'))
      assert.deepEqual(
        twice.filter((id) => !/^L\d/.test(id!)),
        [],
        name,
      )
    for (const [, href = ''] of text.matchAll(/href="([^"]*)"/g)) {
      const [target, fragment] = targetOf(name, href)
      if (target === 'budget.xlsx' || target === 'budget.pdf') continue
      const page = files.get(target)
      assert.ok(page !== undefined, `${name} → ${href}`)
      if (fragment !== undefined) assert.ok(page.includes(` id="${fragment}"`), `${name} → ${href}`)
    }
  }
})

test('every linked figure is the figure of the cell it leads to, in its own language', () => {
  let checked = 0
  for (const [name, text] of pages)
    for (const [, href = '', printed = ''] of text.matchAll(
      /<a class="n"(?: id="[^"]+")? href="([^"]*#[^"]+)">([^<]+)</g,
    )) {
      const [target, fragment = ''] = targetOf(name, href)
      assert.equal(posix.dirname(target), posix.dirname(name), href)
      const page = files.get(target) ?? ''
      const cell =
        new RegExp(` id="${fragment.replaceAll('.', '\\.')}"[^>]*>(?:<dt>[^<]*</dt><dd[^>]*>)?([^<]*)`).exec(
          page,
        )?.[1] ?? ''
      assert.equal(
        cell
          .replace(/^(增加|減少|减少|增長|增长|下降|up|down)\s*/, '')
          .replaceAll(',', '')
          .replace(/ [万萬]元/, ''),
        printed.replaceAll(',', ''),
        `${name} → ${href}`,
      )
      checked++
    }
  assert.ok(checked > 3 * 60, String(checked))
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
  const site = filesOf(broken)
  assert.match(site.get('index.html')!, /<a class="no" href="checks\.html#I21"/)
  assert.match(site.get('checks.html')!, /758\.27.*≠.*757\.27/s)
})

test('with live figures each target carries what it has come to, in words and not in colour alone', () => {
  const states = new Map([
    [628, { now: '2,671 卷', standing: 'mayMiss' }],
    [630, { now: '11 卷', standing: 'willMiss' }],
  ] as const)
  const site = filesOf(book, { live: { asOf: ['2024 年 9 月 12 日', 'as of 12 September 2024'], states } })
  assert.match(site.get('en/project-16.html')!, /2,671 volumes.*! may miss.*as of 12 September 2024/s)
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
    live: { asOf: ['今天', 'today'], states: new Map(), proposed },
    setting: { stylesheet: 'style.css', home: { href: '/', name: ['亲清家园', 'Qinqing'] } },
  })
  for (const { name, text } of served.filter((file) => file.name.endsWith('.html'))) {
    assert.match(
      text,
      name.startsWith('en/')
        ? /<link rel="stylesheet" href="\.\.\/style\.css">/
        : /<link rel="stylesheet" href="style\.css">/,
      name,
    )
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
  assert.deepEqual(
    searchBook(book, '檔案', { fold: (text) => text.replaceAll('档', '檔') })[0]?.href,
    'project-16.html',
  )
})

test('everything that can be found leads to an element that is there', () => {
  for (const { href } of [...searchEntries(book), ...searchEntries(book, 'en')]) {
    const [page = '', fragment] = href.split('#')
    assert.ok(files.get(page), href)
    if (fragment !== undefined) assert.ok(files.get(page)!.includes(` id="${fragment}"`), href)
  }
})

test('a served search page says how many were found, or what to try, and keeps what was typed harmless', () => {
  const page = (question: string) => searchPage(book, tongueOf('zh-Hans'), { question }).body.markup
  assert.match(page(''), /<input id="q" name="q" type="search"/)
  assert.match(page('满意度'), /“满意度”有 \d+ 处/)
  assert.match(page('火星'), /没有找到“火星”.*换个短一点的词/s)
  assert.doesNotMatch(page('"><script>'), /<script>/)
})

test('English pages are English: what is Chinese in them is the unit’s own and marked as such', () => {
  const english = pages.filter(([name]) => name.startsWith('en/'))
  assert.equal(english.length, 6 + 27)
  for (const [name, text] of english) {
    const ours = text.replace(/<(span|a)\b[^>]* lang="zh-Han[st]".*?<\/\1>/gs, '')
    assert.deepEqual(ours.match(/\p{Script=Han}+/gu) ?? [], [], name)
    assert.doesNotMatch(text, /undefined|NaN/, name)
  }
})

test('every word of the seed that a unit wrote has an English gloss', () => {
  const words = book.goals.flatMap(({ name, aim, indicators }) => [
    name,
    aim.text,
    ...indicators.flatMap((row) => [row.level1, row.level2, row.name]),
  ])
  const prose = Object.entries(book.texts).map(([, { text }]) => text)
  const others = [...book.tasks, ...book.glossary].flatMap(({ title, text }) => [title, text])
  const own = PROPOSED_TARGETS.flatMap(({ task, name, why, level2 }) => [task, name, why, level2])
  assert.deepEqual(
    [...words, ...prose, ...others, ...own, book.unit].filter((text) => glossOf(text) === undefined),
    [],
  )
  const targets = book.goals.flatMap(({ indicators }) => indicators.map(({ target }) => target.asPublished))
  assert.deepEqual(
    targets.filter((target) => englishTarget(target) === undefined),
    [],
  )
})

test('both languages tell the same findings, questions and identities', () => {
  const [chinese, english] = (['zh-Hans', 'en'] as const).map((language) => judgeBook(book, language))
  const bare = ({ lint, questions, identities }: typeof chinese & object) => [
    lint.map(({ rule, lines, repair }) => [rule, lines, repair !== undefined]),
    questions.map(({ id, holds, figures }) => [id, holds, figures]),
    identities.map(({ id, holds, left, right, lines }) => [id, holds, left, right, lines]),
  ]
  assert.deepEqual(bare(english!), bare(chinese!))
  for (const { message, repair, rule } of english!.lint) {
    assert.match(message, /^[A-Z“].+\.$/, rule)
    if (rule !== 'R16') assert.doesNotMatch(`${message}${repair}`, /\p{Script=Han}/u)
  }
  for (const { text } of english!.questions) assert.doesNotMatch(text, /\p{Script=Han}/u)
  for (const { equations, says, note } of english!.identities)
    for (const text of [says, note ?? '', ...equations.flatMap(({ left, right }) => [left.text, right.text])])
      assert.doesNotMatch(text, /\p{Script=Han}/u)
})

test('an English sentence of the narrative has the blanks of the Chinese one', () => {
  const blanksOf = ({ sentences }: (typeof SECTIONS)[number]) =>
    sentences.map(({ says }) => {
      const all = says.blanks.map(({ kind, key }) => `${kind}:${key}`)
      return all.filter((blank) => !/ordinal|unit|year/.test(blank)).sort()
    })
  assert.deepEqual(ENGLISH_SECTIONS.map(blanksOf), SECTIONS.map(blanksOf))
})

test('every code of the register has an English name', () => {
  const { classes, items, economic } = CODES_2024
  assert.deepEqual(
    [...classes, ...items, ...economic].filter(([code]) => englishLine('', code) === undefined),
    [],
  )
})

test('in English a reader searches in English or in Chinese', () => {
  const first = (question: string) => searchBook(book, question, { language: 'en' })[0]
  assert.equal(first('identity checks face')?.href, 'project-3.html#L391')
  assert.equal(first('人脸核身')?.title, 'Identity checks by face ≥2.8 × 10,000 times')
  assert.equal(first('carried over 718.51')?.href, 'tables.html#T1-carryOver')
})
