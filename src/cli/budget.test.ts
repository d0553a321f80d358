import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CommandIo } from './command.ts'
import { main } from './main.ts'

const SEED_FILE = new URL('../../seed/budget-2024.txt', import.meta.url).pathname
let folder: string
let seed: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qinqing-budget-'))
  seed = await readFile(SEED_FILE, 'utf8')
})

after(() => rm(folder, { recursive: true, force: true }))

/** Runs `qinqing budget …` in the folder. */
async function budget(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const io: CommandIo = {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    cwd: folder,
    isTTY: false,
  }
  return { code: await main(['budget', ...args], io), out, err }
}

async function given(name: string, text: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), text)
  return name
}

test('check says that all forty identities of the seed hold, asks, lints, and exits 0', async () => {
  const { code, out, err } = await budget('check', SEED_FILE)
  assert.equal(code, 0)
  assert.equal(err, '')
  assert.match(out, /40 条恒等式，全部成立/)
  assert.match(out, /X05.*41\.5%/)
  assert.match(out, /R01 {2}整行右移/)
})

test('check --json has the promised shape, and book.json is judged like its source', async () => {
  const { code, out } = await budget('check', SEED_FILE, '--json')
  assert.equal(code, 0)
  const report = JSON.parse(out)
  assert.equal(report.identities.length, 40)
  for (const { id, holds, left, right, lines } of report.identities) {
    assert.match(id, /^I\d\d$/)
    assert.equal(holds, true)
    assert.equal(left, right)
    assert.ok(lines.length > 0)
  }
  assert.equal(report.questions.length, 15)
  assert.ok(report.lint.every(({ rule, line, message }: Record<string, unknown>) => rule && line && message))

  assert.equal((await budget('read', SEED_FILE, '--out', 'book.json')).code, 0)
  assert.deepEqual(JSON.parse((await budget('check', 'book.json', '--json')).out), report)
})

test('one changed digit exits 3 and names both figures and both lines', async () => {
  await given(
    'changed.txt',
    seed.replace(
      '2019999\t其他一般公共服务支出\t2549.90\t27.21\t2522.69\t0.00',
      '2019999\t其他一般公共服务支出\t2549.90\t27.21\t2512.69\t0.00',
    ),
  )
  const { code, out } = await budget('check', 'changed.txt')
  assert.equal(code, 3)
  assert.match(out, /✗ I08/)
  assert.match(out, /2539\.90 .*L132/)
  assert.match(out, /≠ +2549\.90 .*L132/)
  assert.match(out, /差 10\.00/)
  assert.match(out, /→ 若把 表三 2019999 项目支出（L132）由 2512\.69 改为 2522\.69：全部成立/)
})

/** GB18030 by hand: Node encodes no GB18030, so the table is inverted from its decoder. */
function toGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  return new Uint8Array([...text].flatMap((sign) => (sign < '\u0080' ? [sign.charCodeAt(0)] : codes.get(sign)!)))
}

test('a GB18030 document is read like its UTF-8 twin', async () => {
  const name = await given('gbk.txt', toGb18030(seed))
  const { code, out } = await budget('check', name, '--json')
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), JSON.parse((await budget('check', SEED_FILE, '--json')).out))
})

const UNREADABLE: [what: string, name: string, bytes: string | Uint8Array, reason: RegExp][] = [
  ['a torn workbook', 'book.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /不是完整的 .xlsx/],
  ['a picture', 'scan.txt', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]), /不是 UTF-8/],
  ['torn JSON', 'torn.json', '{"format":', /不是完整的 JSON/],
  ['another JSON', 'other.json', '{"format":"x"}', /不合格式/],
  ['another text', 'letter.txt', '各位同事：\n请查收附件。\n', /封面/],
  ['an empty file', 'empty.txt', '', /是空文件/],
  ['a list in JSON', 'list.json', '[]', /不合格式/],
  [
    'bytes of two encodings',
    'mixed.txt',
    Buffer.concat([Buffer.from('2024 年度\n甲'), Buffer.of(0xff), Buffer.from('乙\n')]),
    /mixed\.txt:2 .*不是 UTF-8 的字节/,
  ],
]

for (const [what, name, bytes, reason] of UNREADABLE)
  test(`${what} is refused with a reason and exit 1`, async () => {
    await given(name, bytes)
    const { code, err } = await budget('check', name)
    assert.equal(code, 1)
    assert.match(err, reason)
    assert.doesNotMatch(err, /at .*\.ts:\d/)
    const json = JSON.parse((await budget('check', name, '--json')).out)
    assert.ok(json.problems.length + json.faults.length > 0)
  })

test('a file cut off within a character is refused at the line where it breaks', async () => {
  const bytes = new TextEncoder().encode(seed)
  const whole = seed.indexOf('台胞数据港全国用')
  const name = await given('torn.txt', bytes.subarray(0, Buffer.byteLength(seed.slice(0, whole)) + 1))
  const { code, err } = await budget('check', name)
  assert.equal(code, 1)
  assert.match(err, /torn\.txt:63 .*没有传完/)
})

test('a folder is judged unit by unit and summed by rule', async () => {
  const batch = await mkdtemp(join(folder, 'batch-'))
  await writeFile(join(batch, 'a.txt'), seed)
  await writeFile(join(batch, 'b.txt'), seed.replace('30101\t基本工资\t25.78', '30101\t基本工资\t26.78'))
  const { code, out } = await budget('check', batch)
  assert.equal(code, 3)
  assert.match(out, /2 份预算：1 份全部成立，1 份有恒等式不成立，0 份读不懂/)
  assert.match(out, /不成立的恒等式 {2}I21 ×1/)
  const json = JSON.parse((await budget('check', batch, '--json')).out)
  assert.deepEqual(json.byIdentity, { I21: 1 })
  assert.equal(json.byRule.R01, 4)
  await writeFile(join(batch, 'c.txt'), '别的文件')
  assert.equal((await budget('check', batch)).code, 1)
})

test('publish writes the pages and the book that reads back', async () => {
  const { code, err } = await budget('publish', SEED_FILE, '--out', 'site')
  assert.equal(code, 0)
  const hasPdf = !err.includes('未写 PDF')
  assert.match(err, hasPdf ? /102 个文件/ : /101 个文件/)
  if (hasPdf) assert.equal((await readFile(join(folder, 'site', 'budget.pdf'))).subarray(0, 5).toString(), '%PDF-')
  assert.match(await readFile(join(folder, 'site', 'index.html'), 'utf8'), /3,364\.40 万元，四分之三用于项目/)
  assert.match(
    await readFile(join(folder, 'site', 'zh-Hant', 'index.html'), 'utf8'),
    /3,364\.40 萬元，四分之三用於項目/,
  )
  assert.match(
    await readFile(join(folder, 'site', 'en', 'index.html'), 'utf8'),
    /33\.64 million yuan, three quarters of it on projects/,
  )
  assert.equal((await budget('check', join('site', 'book.json'))).code, 0)
  assert.equal((await budget('publish', SEED_FILE)).code, 2)
})

test('publish with last year’s book adds a page of two years; another unit is refused', async () => {
  const last = seed.replaceAll('2024', '2023').replace('收入合计\t3364.40\t支出合计', '收入合计\t2398.70\t支出合计')
  await given('last.txt', last)
  assert.equal((await budget('publish', SEED_FILE, '--out', 'two', '--previous', 'last.txt')).code, 0)
  const page = await readFile(join(folder, 'two', 'compare.html'), 'utf8')
  assert.match(page, /2023 年与 2024 年/)
  assert.match(page, /2,398\.70.*3,364\.40/s)
  await given('other.txt', last.replaceAll('行政审批服务局', '某某局'))
  assert.equal((await budget('publish', SEED_FILE, '--out', 'two', '--previous', 'other.txt')).code, 2)
})

test('the published workbook is judged like its source', async () => {
  const { code, out, err } = await budget('check', join('site', 'budget.xlsx'), '--json')
  assert.equal(err, '')
  assert.equal(code, 0)
  const [fromBook, fromText] = [out, (await budget('check', SEED_FILE, '--json')).out].map((json) => JSON.parse(json))
  const sides = ({ identities }: { identities: { id: string; left: string; right: string }[] }) =>
    identities.map(({ id, left, right }) => [id, left, right])
  assert.deepEqual(sides(fromBook), sides(fromText))
  assert.equal(fromBook.lint.length, fromText.lint.length)
  const [{ lines }] = fromBook.identities
  assert.deepEqual([fromBook.places[lines[0] - 1], fromText.places], ['表一!6', undefined])
})

test('a wrong command line exits 2; a missing file exits 1', async () => {
  for (const args of [
    [],
    ['weigh'],
    ['check'],
    ['check', 'a', 'b'],
    ['read', SEED_FILE, '--colour'],
    ['read', '.'],
    ['publish', '.', '--out', 'x'],
  ])
    assert.equal((await budget(...args)).code, 2, args.join(' '))
  assert.equal((await budget('check', 'nowhere.txt')).code, 1)
})
