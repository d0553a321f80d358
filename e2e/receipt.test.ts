// A receipt from the step that it proves to whoever checks it: as a code on the screen, as a file, as a pasted text, on the
// checker's own phone with and without a network, without script, and on the command line. Every attack has its reason.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { base64Of, parseBase64 } from '#kernel/bytes.ts'
import { formatReceipt, parseReceipt } from '#kernel/log/receipt.ts'
import { run } from '../src/cli/verify.ts'
import { handIn } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown, type Town } from './support/town.ts'

const TOWN = '350521104'

let town: Town
let folder: string
/** The holder's page of the receipt of the acceptance, and what is on it. */
let holder: Page
let view: string
let text: string
let vkey: string

describe('a receipt', { timeout: 180_000 }, () => {
  town = openTown('2026-11-02 08:40')

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qinqing-e2e-receipt-'))
    vkey = (await (await fetch(`${town.platform.url}/log/taishang/vkey`)).text()).trim()
    holder = await town.person()
    await signIn(holder, '陈某一')
    const { caseId } = await handIn(holder, 'r01')
    await holder.goto(`/my/cases/${caseId}/submitted`)
    await holder.getByRole('link', { name: '收件回执' }).click()
    await holder.getByRole('heading', { name: '第 1 步的回执' }).waitFor()
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    await agent.act(caseId, { type: 'accept', note: '' })
    await holder.goto(`/my/cases/${caseId}`)
    const receipts = holder.getByRole('link', { name: /^回执（第/ })
    view = String(await receipts.last().getAttribute('href'))
    await holder.goto(view)
    for (const waits = holder.getByRole('link', { name: '再看一次' }); await waits.isVisible(); ) await waits.click()
    text = await (await holder.request.get(view.replace(/\/view$/, ''))).text()
  })
  after(async () => {
    await rm(folder, { recursive: true })
  })

  it('tells its holder what it proves, and is nobody else’s', async () => {
    assert.match(String(await holder.locator('main').textContent()), /受理了这件[\s\S]*日志里的位置第 \d+ 条/)
    await look(holder, 'receipt-1-holder')
    const stranger = await town.person()
    await signIn(stranger, '林某二')
    assert.equal((await stranger.request.get(view)).status(), 404)
    await stranger.context().close()
  })

  it('is checked by holding its code before another phone: the address carries all of it, and the server is not told', async () => {
    const picture = join(folder, 'code.png')
    await holder.locator('.receipt-code .qr').screenshot({ path: picture })
    const page = await checker()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url() + String(request.postData() ?? '')))
    await page.locator('.check-picture input').setInputFiles(picture)
    assert.equal(await word(page), '记过，没有改过')
    await look(page, 'receipt-2-holds')
    const link = String(await holder.getByRole('link', { name: '打开核验页' }).getAttribute('href'))
    const opened = await town.person()
    opened.on('request', (request) => asked.push(request.url()))
    await opened.goto(link)
    assert.equal(await word(opened), '记过，没有改过')
    const code = link.slice(link.indexOf('#') + 1)
    assert.deepEqual(
      asked.filter((one) => one.includes(code.slice(0, 40))),
      [],
    )
    await page.context().close()
    await opened.context().close()
  })

  it('is checked as a file and as a pasted text, without a network by who opened the page once', async () => {
    const page = await checker()
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.getByText('这一页已经存在手机里').waitFor()
    await page.context().setOffline(true)
    await page.goto('/verify/receipt')
    await page.getByRole('button', { name: '核验' }).waitFor()
    assert.equal(await fileWord(page, text), '记过，没有改过')
    assert.equal(await pastedWord(page, `\r\n ${text.replaceAll('\n', '\r\n')} `), '记过，没有改过')
    assert.equal(await pastedWord(page, checkpointOf(text)), '日志签过这个检查点')
    assert.equal(await fileWord(page, text.replace('index ', 'index 1')), '对不上，先不要相信')
    await look(page, 'receipt-3-offline')
    await page.context().close()
  })

  it('says in plain words what is wrong with it, whatever was done, and the command line finds the same', async () => {
    const page = await checker()
    await look(page, 'receipt-0-check')
    for (const [deed, { forged, codes, said }] of Object.entries(DEEDS)) {
      const source = forged(text)
      assert.equal(await fileWord(page, source), '对不上，先不要相信', deed)
      assert.match(String(await page.locator('.proof-checks').textContent()), said, deed)
      assert.deepEqual(await onCommandLine(source), [3, ...codes], deed)
    }
    await fileWord(page, DEEDS['the event rewritten']!.forged(text))
    await look(page, 'receipt-4-altered')
    await page.context().close()
  })

  it('fails by a key of one’s own when the log is another', async () => {
    const page = await checker()
    await page.getByText('用自己记下的日志公钥').click()
    await page.getByLabel('日志公钥', { exact: true }).fill(vkey)
    await page.locator('textarea').fill(text)
    await page.getByRole('button', { name: '核验' }).click()
    assert.equal(await word(page), '记过，没有改过')
    const other = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    for (const [key, said] of [
      [other, /没有这个日志的签名[\s\S]*另一个日志的回执/],
      [`${vkey}x`, /公钥抄得不对/],
    ] as const) {
      await page.getByRole('button', { name: '再验一份' }).click()
      await page.getByText('用自己记下的日志公钥').click()
      await page.getByLabel('日志公钥', { exact: true }).fill(key)
      await page.locator('textarea').fill(text)
      await page.getByRole('button', { name: '核验' }).click()
      assert.equal(await word(page), '对不上，先不要相信')
      assert.match(String(await page.locator('.proof-checks').textContent()), said)
    }
    await page.context().close()
  })

  it('is answered by the server where there is no script', async () => {
    const page = await town.person({ script: false })
    await page.goto('/verify/receipt')
    for (const [pasted, found] of [
      [text, '记过，没有改过'],
      [text.replace(/^index .*$/m, 'index 0'), '对不上，先不要相信'],
      ['胡乱写的', '对不上，先不要相信'],
    ] as const) {
      await page.locator('textarea').fill(pasted)
      await page.getByRole('button', { name: '核验' }).click()
      assert.equal(await page.locator('.receipt-word').textContent(), found)
      await page.getByRole('link', { name: '再验一份' }).click()
    }
    await page.context().close()
  })

  it('holds on the command line, and so does its checkpoint', async () => {
    assert.deepEqual(await onCommandLine(text), [0])
    assert.deepEqual(await onCommandLine(checkpointOf(text), 'checkpoint'), [0])
    assert.deepEqual(await onCommandLine(checkpointOf(text).replace(/\n\d+\n/, '\n9\n'), 'checkpoint'), [
      3,
      'SIGNATURE_WRONG',
    ])
  })
})

const checkpointOf = (receipt: string): string => receipt.slice(receipt.indexOf('\n\n') + 2)

/** The receipt with its event, salt first, changed. */
function withEvent(receipt: string, change: (event: string) => string): string {
  const parsed = parseReceipt(receipt)
  assert.ok(parsed.ok && parsed.value.extra)
  const { extra } = parsed.value
  const event = Buffer.from(extra.slice(32)).toString()
  return formatReceipt({ ...parsed.value, extra: Buffer.concat([extra.slice(0, 32), Buffer.from(change(event))]) })
}

/** The receipt with one bit of a base64 field changed. */
function flipped(receipt: string, field: RegExp): string {
  const [, base64 = ''] = field.exec(receipt) ?? []
  const bytes = parseBase64(base64)!
  bytes[bytes.length - 1]! ^= 1
  return receipt.replace(base64, base64Of(bytes))
}

/** What somebody does to a receipt, the reasons found, and how the page says them. */
const DEEDS: Readonly<
  Record<string, { forged(receipt: string): string; readonly codes: readonly string[]; readonly said: RegExp }>
> = {
  'the event rewritten': {
    forged: (receipt) => withEvent(receipt, (event) => event.replace('accepted', 'withdrawn')),
    codes: ['ROOT_MISMATCH'],
    said: /内容、时间或者位置被人改过/,
  },
  'the event backdated': {
    forged: (receipt) => withEvent(receipt, (event) => event.replace('2026-11', '2026-01')),
    codes: ['ROOT_MISMATCH'],
    said: /内容、时间或者位置被人改过/,
  },
  'another place claimed': {
    forged: (receipt) => receipt.replace(/^index .*$/m, 'index 0'),
    codes: ['ROOT_MISMATCH'],
    said: /内容、时间或者位置被人改过/,
  },
  'a place behind the end': {
    forged: (receipt) => receipt.replace(/^index .*$/m, 'index 4096'),
    codes: ['INDEX_OUTSIDE_TREE'],
    said: /比日志的总条数还靠后/,
  },
  'a hash of the proof changed': {
    forged: (receipt) => flipped(receipt, /^index .*\n(\S+)$/m),
    codes: ['ROOT_MISMATCH'],
    said: /内容、时间或者位置被人改过/,
  },
  'a hash left out': {
    forged: (receipt) => receipt.replace(/^(index .*\n)\S+\n/m, '$1'),
    codes: ['PROOF_LENGTH', 'ROOT_MISMATCH'],
    said: /少了或者多了几行指纹/,
  },
  'the signature changed': {
    forged: (receipt) => flipped(receipt, /^— \S+ (\S+)$/m),
    codes: ['SIGNATURE_WRONG'],
    said: /签名和内容对不上/,
  },
  'the head changed': {
    forged: (receipt) => flipped(receipt, /\/log\/\S+\n\d+\n(\S+)$/m),
    codes: ['SIGNATURE_WRONG', 'ROOT_MISMATCH'],
    said: /签名和内容对不上[\s\S]*内容、时间或者位置被人改过/,
  },
  'the signature left out': {
    forged: (receipt) => receipt.replace(/^— .*\n/m, ''),
    codes: ['NOTE_SYNTAX'],
    said: /签名那几行缺了/,
  },
  'no event inside': {
    forged: (receipt) => receipt.replace(/^extra .*\n/m, ''),
    codes: ['RECEIPT_EMPTY'],
    said: /没有写它证明的是哪件事/,
  },
  'cut in the middle': {
    forged: (receipt) => receipt.slice(0, 200),
    codes: ['RECEIPT_SYNTAX'],
    said: /不是一份完整的回执/,
  },
  'a byte order mark before it': {
    forged: (receipt) => `\ufeff${receipt}`,
    codes: ['RECEIPT_SYNTAX'],
    said: /不是一份完整的回执/,
  },
}

/** Somebody who checks, on the page that does it, with its script alive. */
async function checker(): Promise<Page> {
  const page = await town.person()
  await page.goto('/verify/receipt')
  await page.locator('#receipt-file').waitFor()
  return page
}

async function word(page: Page): Promise<string> {
  await page.locator('.receipt-word').waitFor()
  return String(await page.locator('.receipt-word').textContent())
}

async function fresh(page: Page): Promise<void> {
  const again = page.getByRole('button', { name: '再验一份' })
  if (await again.isVisible()) await again.click()
  await page.locator('textarea').waitFor()
}

async function fileWord(page: Page, content: string): Promise<string> {
  await fresh(page)
  await page
    .locator('#receipt-file')
    .setInputFiles({ name: 'receipt.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(content) })
  return word(page)
}

async function pastedWord(page: Page, content: string): Promise<string> {
  await fresh(page)
  await page.locator('textarea').fill(content)
  await page.getByRole('button', { name: '核验' }).click()
  return word(page)
}

/** Exit code and reasons of `qinqing verify receipt` on a text, with the key as noted down. */
async function onCommandLine(source: string, act = 'receipt'): Promise<readonly (number | string)[]> {
  await writeFile(join(folder, 'kept'), source)
  let out = ''
  const exit = await run([act, 'kept', '--vkey', vkey, '--json'], {
    stdout: { write: (line) => (out += line) },
    stderr: process.stderr,
    env: {},
    cwd: folder,
    isTTY: false,
  })
  const { reasons } = JSON.parse(out) as { reasons: { code: string }[] }
  return [exit, ...reasons.map(({ code }) => code)]
}
