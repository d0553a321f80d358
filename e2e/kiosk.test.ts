// A self-service machine at its own size: registered at the desk and started; a matter looked up and one applied for, with a
// slip of paper; the question whether somebody is still there; everything wiped between two people; a line that breaks; and
// what the machine says of its paper and faults.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { apply, fill, handIn, SMALL_HOUSEHOLD } from './support/application.ts'
import { look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

/** Units of a PDF page in a millimetre. */
const MM = 72 / 25.4

describe('a self-service machine', { timeout: 300_000 }, () => {
  const town = openTown('2026-11-02 09:10')
  let start = ''
  let machine: Page
  const text = async (page: Page): Promise<string> => String(await page.locator('body').textContent())
  const atHome = async (): Promise<void> => {
    await machine.waitForURL((address) => address.pathname === '/')
    await machine.getByRole('heading', { name: '您好，想办什么事？' }).waitFor()
    await machine.locator('[data-island=Kiosk][data-alive]').waitFor({ state: 'attached' })
  }
  const finish = async (): Promise<void> => {
    await machine.getByRole('button', { name: '结束' }).click()
    await machine.getByRole('heading', { name: '已清空' }).waitFor()
  }
  const finishIn = async (word: string): Promise<void> => {
    await machine.getByRole('button', { name: word }).click()
    await atHome()
  }

  it('is registered at the desk with the matters it may do, and started by its address', async () => {
    const desk = await town.atDesk('bureau-window')
    await desk.goto('/console/kiosks')
    await desk.getByText('K-0004').first().waitFor()
    assert.match(await text(desk), /失联/)
    await desk.getByRole('button', { name: '登记一台' }).click()
    await desk.getByLabel('放在哪个办事点').selectOption('hall')
    await desk.getByLabel('叫什么（比如 一号机）').fill('大厅二号机')
    await desk.locator('.matter-picks summary').first().click()
    await desk.getByLabel('落户有奖').uncheck()
    await look(desk, '110-console-kiosk-new')
    await desk.getByRole('button', { name: '存', exact: true }).click()
    const row = desk.locator('.kiosk-row', { hasText: 'K-0005' })
    await row.getByRole('button', { name: '看开机网址' }).click()
    start = String(await row.getByRole('link', { name: /在机器上打开/ }).getAttribute('href'))

    machine = await town.person({ face: 'kiosk' })
    await machine.addInitScript(HEAR)
    await machine.goto(start)
    await look(machine, '111-kiosk-start')
    await machine.getByRole('button', { name: '就用这台机器' }).click()
    await atHome()
    assert.match(await text(machine), /政务服务中心大厅二号机，能办 \d{3} 项/)
    await look(machine, '112-kiosk')
    for (const link of await machine.locator('main a, .kiosk-foot :is(a, button)').all()) {
      const box = await link.boundingBox()
      assert.ok(
        box && box.height >= 72 && box.width >= 72,
        `${await link.textContent()} is ${box?.width} × ${box?.height}`,
      )
    }
  })

  it('tells how far a matter is and prints it on narrow paper; low down, in large type, and aloud', async () => {
    const phone = await town.person()
    await signIn(phone, '林某二')
    const { caseId } = await handIn(phone, 'r02')
    await phone.goto(`/my/cases/${caseId}`)
    const [code = ''] = /\d{4} \d{4} \d{3}/.exec(await text(phone)) ?? []
    await machine.getByRole('link', { name: /查办到哪了/ }).click()
    await machine.getByLabel('查询码').fill(code)
    await machine.getByRole('button', { name: '查进度' }).click()
    await machine.getByRole('heading', { name: '我要办宅基地' }).waitFor()
    await look(machine, '113-kiosk-lookup')
    await machine.evaluate('window.print = () => { document.body.dataset.printed = "yes" }')
    await machine.getByRole('button', { name: '打印这一页' }).click()
    assert.equal(await machine.evaluate('document.body.dataset.printed'), 'yes')
    const slip = (await machine.pdf({ preferCSSPageSize: true })).toString('latin1')
    const [, width = '', height = ''] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(slip) ?? []
    assert.deepEqual([Math.round(Number(width) / MM), Math.round(Number(height) / MM)], [80, 210])

    await machine.getByRole('link', { name: '低位操作' }).click()
    const first = await machine.locator('.kiosk-name, .kiosk-back').first().boundingBox()
    assert.ok(first && first.y >= 960, `the first thing to press stands at ${first?.y}`)
    await machine.getByRole('link', { name: '大字' }).click()
    await look(machine, '114-kiosk-low')
    await machine.getByRole('link', { name: 'English' }).click()
    await machine.getByRole('button', { name: 'Finish' }).waitFor()
    assert.equal(await machine.locator('html').getAttribute('lang'), 'en')
    const said = (await machine.evaluate('said')) as readonly (readonly [string, string])[]
    assert.deepEqual(
      said.map(([lang]) => lang),
      ['en-US'],
    )
    assert.match(String(said[0]?.[1]), /\S/)
    await machine.getByRole('button', { name: 'Sound off' }).click()
    await machine.reload()
    await machine.getByRole('button', { name: 'Sound on' }).waitFor()
    assert.deepEqual(await machine.evaluate('said'), [])
    await finishIn('Finish')
  })

  it('asks after forty seconds whether somebody is there, and wipes after twenty more', async () => {
    await machine.clock.install()
    await machine.goto('/kiosk/matters')
    await machine.locator('[data-island=Kiosk][data-alive]').waitFor({ state: 'attached' })
    const ask = machine.getByRole('alertdialog', { name: '您还在吗？' })
    await machine.clock.fastForward(38_000)
    assert.equal(await ask.isVisible(), false)
    await machine.clock.fastForward(3_000)
    await ask.waitFor()
    await look(machine, '115-kiosk-ask')
    await machine.getByRole('button', { name: '我还在，接着办' }).click()
    assert.equal(await ask.isVisible(), false)
    await machine.clock.fastForward(41_000)
    await ask.waitFor()
    await machine.clock.fastForward(21_000)
    await machine.getByRole('heading', { name: '已清空' }).waitFor()
    await atHome()
  })

  it('takes an application to its receipt, and keeps nothing of it for the next person', async () => {
    const before = Number(await machine.evaluate('history.length'))
    await machine.getByRole('link', { name: /登录办事/ }).click()
    await machine.getByRole('button', { name: /^陈某一/ }).click()
    await machine.waitForURL((address) => address.pathname === '/my')
    await machine.goto('/apply/homestead')
    await apply(machine, SMALL_HOUSEHOLD)
    await look(machine, '116-kiosk-submitted')
    const refused = await machine.goto('/apply/settlement-reward')
    assert.equal(refused?.status(), 403)
    assert.match(await text(machine), /这件事在这台机器上办不了/)
    await machine.goto('/my')
    assert.equal((await machine.goto('/my/data.json'))?.status(), 403)
    await machine.evaluate(`localStorage.setItem('left', '1'); sessionStorage.setItem('left', '1')`)
    await machine.goto('/my')
    await finish()
    await look(machine, '117-kiosk-emptied')
    await atHome()
    const context = machine.context()
    assert.deepEqual((await context.cookies()).map(({ name }) => name).sort(), ['kiosk', 'kiosk-base'])
    assert.deepEqual(await machine.evaluate('[Object.keys(localStorage), Object.keys(sessionStorage)]'), [[], []])
    assert.equal(await machine.evaluate('indexedDB.databases().then((all) => all.length)'), 0)
    const kept = (await machine.evaluate(KEPT)) as readonly string[]
    assert.deepEqual(
      kept.filter((address) => !/^\/(kiosk\/|assets\/)/.test(address)),
      [],
    )
    assert.equal(await machine.evaluate('history.length'), before)
    assert.equal(await machine.goForward(), null)
    for (let back = before; back > 1; back -= 1) {
      await machine.goBack({ waitUntil: 'commit' }).catch(() => null)
      assert.doesNotMatch(machine.url(), /\/(my|apply|q|sign-in)\b|interaction/)
      assert.doesNotMatch(await text(machine), /陈某一/)
    }
    await machine.goto('/')
    await atHome()
    assert.equal((await machine.request.get('/my', { maxRedirects: 0 })).status(), 401)
  })

  it('loses nothing typed when the line breaks, and wipes as soon as it is back what it could not wipe without', async () => {
    await machine.getByRole('link', { name: /登录办事/ }).click()
    await machine.getByRole('button', { name: /^林某二/ }).click()
    await machine.waitForURL((address) => address.pathname === '/my')
    await machine.goto('/apply/homestead/1')
    await machine.locator('[data-island=Kiosk][data-alive]').waitFor({ state: 'attached' })
    await machine.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await fill(machine, SMALL_HOUSEHOLD[0]!)
    const { village } = SMALL_HOUSEHOLD[0]!
    await machine.context().setOffline(true)
    await machine.getByText('网络断了。您填的都还在这一页上').waitFor()
    await machine.locator('.frame-act button[name=next]').click()
    await machine.waitForTimeout(500)
    assert.equal(new URL(machine.url()).pathname, '/apply/homestead/1')
    assert.equal(await machine.locator('[name=village]').inputValue(), village)
    await look(machine, '118-kiosk-no-line')
    await machine.context().setOffline(false)
    await machine.getByText('网络接通了').waitFor()
    await machine.locator('.frame-act button[name=next]').click()
    await machine.waitForURL('**/apply/homestead/2')

    await machine.locator('[data-island=Kiosk][data-alive]').waitFor({ state: 'attached' })
    await machine.context().setOffline(true)
    await machine.getByRole('button', { name: '结束' }).click()
    await machine.getByRole('heading', { name: '网络断了' }).waitFor()
    await look(machine, '119-kiosk-offline')
    assert.doesNotMatch(await text(machine), /林某二/)
    await machine.goto('/my').catch(() => null)
    await machine.getByRole('heading', { name: '网络断了' }).waitFor()
    await machine.context().setOffline(false)
    await atHome()
    assert.match(await text(machine), /登录办事/)
    assert.equal((await machine.request.get('/my', { maxRedirects: 0 })).status(), 401)
  })

  it('says what is wrong with it by the code that starts it; somebody is called, a repair begins and ends', async () => {
    const token = start.slice(start.lastIndexOf('/') + 1)
    const say = (data: object, code = token) =>
      machine.request.post('/api/kiosks/beat', { data, headers: { authorization: `Bearer ${code}` } })
    assert.equal((await say({ paper: 0, toner: 8, fault: 'jam' })).status(), 204)
    assert.equal((await say({ fault: 'on fire' })).status(), 400)
    assert.equal((await say({}, token.replace('K0005', 'K0004'))).status(), 403)
    await machine.goto('/')
    assert.match(await text(machine), /缺纸，请用别的机器/)
    await machine.getByRole('button', { name: '叫人' }).click()
    await machine.getByRole('heading', { name: '已经叫人了' }).waitFor()
    await look(machine, '120-kiosk-called')

    const desk = await town.atDesk('bureau-window', { path: '/console/kiosks' })
    const row = desk.locator('.kiosk-row', { hasText: 'K-0005' })
    await row.getByText('卡纸', { exact: true }).waitFor()
    assert.match(String(await row.textContent()), /故障.*有人在机器前叫人.*0%.*该加了/)
    await look(desk, '121-console-kiosks')
    await row.getByRole('button', { name: '已经去了' }).click()
    await row.getByRole('button', { name: '开始维修' }).click()
    await row.getByText('维修中').waitFor()
    await machine.goto('/')
    assert.match(await text(machine), /正在维修/)
    await row.getByRole('button', { name: '修好了' }).click()
    await row.getByText('正常').waitFor()
    assert.match(await text(desk), /到期的维修 1 次，按时开始 1 次，及时率 100%/)
    await row.getByRole('button', { name: '换开机码' }).click()
    await row.getByText(/经过 6 步/).waitFor()
    assert.equal((await say({})).status(), 403)
    await machine.goto('/')
    assert.doesNotMatch(await text(machine), /走开 60 秒/)
    const supervisor = await town.atDesk('bureau-supervisor', { path: '/console/kiosks' })
    await supervisor.getByText('K-0005').waitFor()
    assert.equal(await supervisor.getByRole('button', { name: '看开机网址' }).count(), 0)
    assert.equal((await supervisor.request.get('/api/kiosks/K-0005/start')).status(), 403)
  })
})

/** Keeps what the page says aloud, and lets it say it. */
const HEAR = `window.said = []
if ('speechSynthesis' in window) {
  const speak = speechSynthesis.speak.bind(speechSynthesis)
  speechSynthesis.speak = (words) => { said.push([words.lang, words.text]); speak(words) }
}`
/** Addresses that any store of the browser's worker holds. */
const KEPT = `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name)
  .then((cache) => cache.keys()).then((kept) => kept.map(({ url }) => new URL(url).pathname))))).then((all) => all.flat())`
