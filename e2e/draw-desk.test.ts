// A draw held online, from its announcement to its result: planned and sealed by two persons at their own desks, signed up
// for, frozen, read by two, one secret withheld and taken from escrow, drawn; followed on the screen of the hall, worked out
// again by a reader, and verified on the command line with what the log recorded.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import { unifiedCreditCheckCharacter } from '#kernel/party/unified-credit-code.ts'
import { run as draw } from '../src/cli/draw.ts'
import { run as verify } from '../src/cli/verify.ts'
import { assertAccessible, look } from './support/browser.ts'
import { openTown } from './support/town.ts'

/** Invented firms of the invented division 350598. */
const FIRMS = Array.from({ length: 12 }, (_, at) => {
  const first = `91350598MA${String(at * 7919 + 11).padStart(7, '0')}`
  return first + unifiedCreditCheckCharacter(first)
})

describe('a draw held online', { timeout: 240_000 }, () => {
  const town = openTown('2026-11-02 08:40')
  let folder: string
  let operator: Page
  let notary: Page
  let hall: Page
  let id: string
  /** Holders of escrow, and the file of each one's own key. */
  const keys = new Map<string, string>()
  /** The operator's secret, as its file was saved. */
  let secretFile: string
  /** The notary's copy, as a holder saved it. */
  let copyFile: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qinqing-e2e-draw-'))
    operator = await town.atDesk('bureau-market')
    notary = await town.atDesk('bureau-notary')
  })
  after(async () => {
    await rm(folder, { recursive: true })
  })

  /** The page of the draw as it is now. */
  async function open(page: Page): Promise<void> {
    await page.goto(`/console/draws/${id}`)
    await page.locator('.draw-page h1').waitFor()
  }
  async function press(page: Page, name: RegExp, sure?: RegExp): Promise<void> {
    await page.getByRole('button', { name }).click()
    if (sure) await page.getByRole('button', { name: sure }).click()
  }

  it('has holders of escrow, each with a key of their own that never leaves them', async () => {
    for (const holder of ['bureau-head', 'bureau-supervisor']) {
      const page = await town.atDesk(holder)
      await page.getByRole('link', { name: '公开摇号' }).click()
      const saved = page.waitForEvent('download')
      await press(page, /生成我的托管钥匙/)
      const file = join(folder, `${holder}.key`)
      await (await saved).saveAs(file)
      await page.getByText('钥匙已下载为').waitFor()
      assert.match(await readFile(file, 'utf8'), /^AGE-SECRET-KEY-1/m)
      keys.set(holder, file)
      if (holder === 'bureau-supervisor') await look(page, 'draw-desk-0-holders')
    }
  })

  it('is planned, sealed by two persons, and announced', async () => {
    await operator.getByRole('link', { name: '公开摇号' }).click()
    await operator.getByText('拟定一次摇号').click()
    const field = (name: string) => operator.getByLabel(name)
    await field('项目').fill('东园镇某某小学扩建工程测绘')
    await field('规则全文').fill(
      '报名单位一家一签，签号从小到大排；第一名中选，后两名备选。中选的放弃，备选补上，不再重摇。',
    )
    await press(operator, /^拟定$/)
    await operator.getByText('请把项目、规则、时刻和开奖期号都填上。').waitFor()
    await field('锁定名单的时刻').fill('2026-11-05T12:00')
    await field('用哪几期开奖号码').fill('cwl-kl8 2026294\ncwl-kl8 2026295')
    await field('万一没开出，用哪几期').fill('cwl-kl8 2026296\ncwl-kl8 2026297')
    await field('可以作废的理由').fill('项目被依法取消')
    await look(operator, 'draw-desk-1-plan')
    await press(operator, /^拟定$/)
    await operator.waitForURL('**/console/draws/taishang-2026-0001')
    id = 'taishang-2026-0001'
    const saved = operator.waitForEvent('download')
    await press(operator, /生成并封存我方的数/)
    secretFile = join(folder, 'operator.secret')
    await (await saved).saveAs(secretFile)
    await operator.getByText('我方的数已下载为').waitFor()
    await open(notary)
    await look(notary, 'draw-desk-2-seal')
    await press(notary, /生成并封存，同时公告/)
    await notary.getByText('报名中').waitFor()
    assert.match(String(await notary.locator('.draw-acts').textContent()), /规则.*公告/s)
  })

  it('is frozen only when the holders have opened their copies, each with its own key', async () => {
    await open(operator)
    await operator.getByText('还没有打开').first().waitFor()
    assert.ok(await operator.getByRole('button', { name: /锁定/ }).isDisabled())
    for (const [holder, file] of keys) {
      const page = await town.atDesk(holder)
      await open(page)
      const other = [...keys.values()].find((one) => one !== file)!
      const input = page.locator('.draw-escrow input[type=file]')
      await input.setInputFiles(secretFile)
      await page.getByText('这个文件里没有托管钥匙').waitFor()
      if (holder === 'bureau-supervisor') await look(page, 'draw-desk-2-escrow')
      await input.setInputFiles(file)
      await page.getByText('两份副本都打得开').waitFor()
      assert.notEqual(other, file)
    }
  })

  it('is signed up for and frozen; the screen of the hall follows', async () => {
    hall = await town.person({ face: 'desk' })
    await hall.setViewportSize({ width: 1920, height: 1080 })
    await hall.goto(`/draw/${id}/ceremony?step=3`)
    await hall.getByText('还没到这一步').waitFor()
    await open(operator)
    await operator.getByRole('textbox', { name: /加报名/ }).fill(FIRMS.join('\n'))
    await press(operator, /加进名单/)
    await operator.getByText('12 家，至少 3 家').waitFor()
    await press(operator, new RegExp(`删去\\s*${FIRMS[11]}`))
    await operator.getByText('11 家，至少 3 家').waitFor()
    await press(operator, /锁定 11 家/, /确定锁定/)
    await operator.getByText('以后才能抄录').waitFor()
    await look(operator, 'draw-desk-3-frozen')
    // It looks again by itself, and finds the step.
    await hall.getByText('三十二个字').waitFor({ timeout: 15_000 })
    assert.match(String(await hall.locator('main').textContent()), /锁定名单[\s\S]*11 家/)
  })

  it('takes the public numbers only in time, and only when two persons read the same', async () => {
    await town.platform.goTo('2026-11-05 21:30')
    // Three days later nobody is signed in any more.
    operator = await town.atDesk('bureau-market')
    notary = await town.atDesk('bureau-notary')
    for (const [page, values] of [
      [operator, [KL8.replace('02', '０２'), SECOND_KL8]],
      [operator, [KL8.replace('02', '01'), SECOND_KL8]],
      [notary, [KL8, SECOND_KL8]],
      [operator, [KL8, SECOND_KL8]],
    ] as const) {
      await open(page)
      const inputs = page.locator('.draw-reading input')
      await inputs.nth(0).fill(values[0])
      await inputs.nth(1).fill(values[1])
      await press(page, /交上我抄的/)
      if (values[0].includes('０')) await page.getByText('随机数里有全角数字').waitFor()
      else if (page === notary) {
        await page.getByText('几个人抄得不一样').waitFor()
        await look(page, 'draw-desk-4-differ')
      } else
        await page
          .getByText(/已经抄录|待打开/)
          .first()
          .waitFor()
    }
    await operator.getByText('待打开').waitFor()
    await hall.goto(`/draw/${id}/ceremony?step=4`)
    assert.match(String(await hall.locator('main').textContent()), /读开奖号码/)
    await look(hall, 'draw-desk-5-hall')
  })

  it('is drawn although the notary withholds its secret: the escrow has it', async () => {
    await open(operator)
    await operator.locator('.draw-now input[type=file]').setInputFiles(secretFile)
    await press(operator, /^打开$/)
    await operator.getByText('经办的数已打开').waitFor()
    const head = await town.atDesk('bureau-head', { face: 'phone' })
    await open(head)
    const saved = head.waitForEvent('download')
    await head.getByRole('link', { name: '下载副本' }).click()
    copyFile = join(folder, 'notary.age')
    await (await saved).saveAs(copyFile)
    await head.getByLabel(/打开公证的副本/).setInputFiles(keys.get('bureau-head')!)
    await head.getByRole('button', { name: /交出公证的数/ }).waitFor()
    await look(head, 'draw-desk-6-escrow')
    await press(head, /交出公证的数/, /确定取出/)
    await head.getByText('待摇出').waitFor()
    await open(operator)
    await press(operator, /摇出结果/, /确定摇出/)
    await operator.getByText(/^中选/).waitFor()
    await look(operator, 'draw-desk-7-drawn')
    await assertAccessible(operator)
  })

  it('is worked out again by a reader, and stands in the log', async () => {
    const reader = await town.person()
    await reader.goto('/draw')
    assert.match(String(await reader.locator('main').textContent()), /东园镇某某小学扩建工程测绘[\s\S]*对得上/)
    await reader.goto(`/draw/${id}`)
    await reader.waitForSelector('[data-island][data-alive]')
    assert.match(String(await reader.locator('main').textContent()), /每一步都记在公开日志里/)
    await reader.getByRole('button', { name: '在这台手机上算' }).click()
    await reader.getByText(/算完了，.*7 项都对得上/).waitFor()
    await look(reader, 'draw-desk-8-rerun')
    const receipt = await reader.request.get(`/log/taishang/acts/draw:${id}/2`)
    await reader.goto('/verify/receipt')
    await reader.locator('textarea').fill(await receipt.text())
    await reader.getByRole('button', { name: '核验' }).click()
    assert.equal(await reader.locator('.receipt-word').textContent(), '记过，没有改过')
    assert.match(String(await reader.locator('main').textContent()), /announce[\s\S]*draw:taishang-2026-0001/)
    await reader.context().close()
  })

  it('verifies on the command line, with what the log recorded; a bundle computed anew does not', async () => {
    for (const name of ['bundle', 'evidence']) {
      await writeFile(
        join(folder, `${name}.json`),
        await (await fetch(`${town.platform.url}/draw/${id}/${name}.json`)).text(),
      )
    }
    const says = async (
      ...args: string[]
    ): Promise<[number, { seed: string; secret: string; reasons: { code: string }[] }]> => {
      let out = ''
      const io = { stdout: { write: (line: string) => (out += line) }, stderr: process.stderr, env: {}, cwd: folder }
      const exit = await draw([...args, '--json'], { ...io, isTTY: false })
      return [exit, JSON.parse(out)]
    }
    const [exit, said] = await says('verify', 'bundle.json', '--evidence', 'evidence.json')
    assert.deepEqual([exit, said.reasons], [0, []])
    const bundle = JSON.parse(await (await fetch(`${town.platform.url}/draw/${id}/bundle.json`)).text())
    assert.ok(bundle.entrants.every((one: { id: string }) => FIRMS.includes(one.id)))
    // The holder's copy opens with its own key alone, without this program's help too.
    const [recovered, { secret }] = await says(
      'recover',
      copyFile,
      '--key',
      keys.get('bureau-supervisor')!,
      '--bundle',
      'bundle.json',
    )
    assert.deepEqual([recovered, secret], [0, bundle.reveal.notary])
    // Somebody who holds both secrets takes a firm out and computes everything anew.
    const { announce, reveal } = bundle
    const file = join(folder, 'anew.json')
    await writeFile(file, JSON.stringify({ announce, entrants: bundle.entrants.slice(1) }))
    for (const args of [
      ['freeze', 'anew.json'],
      ['beacon', 'anew.json', '--value', KL8, '--value', SECOND_KL8],
      ['reveal', 'anew.json', '--operator', reveal.operator, '--notary', reveal.notary],
      ['result', 'anew.json'],
    ]) {
      assert.equal((await says(...args))[0], 0, args[0])
    }
    assert.equal((await says('verify', 'anew.json'))[0], 0, 'it is consistent in itself')
    const [refused, { reasons }] = await says('verify', 'anew.json', '--evidence', 'evidence.json')
    assert.equal(refused, 3)
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['LOG_DIFFERS', 'LOG_DIFFERS', 'LOG_DIFFERS'],
      'freeze, beacon and result are not what was recorded',
    )
    const log = await verify(['log', `${town.platform.url}/log/taishang`], {
      ...{ stdout: { write: () => true }, stderr: { write: () => true }, env: {}, cwd: folder, isTTY: false },
    })
    assert.equal(log, 0)
  })
})
