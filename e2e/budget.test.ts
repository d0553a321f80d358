// The budget in the open: pages without script, and targets that move when cases end.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { handIn } from './support/application.ts'
import { assertAccessible, assertFits, look, signIn } from './support/browser.ts'
import { openTown } from './support/town.ts'

const TOWN = '350521104'
const PICTURED: ReadonlySet<string> = new Set(['en/index', 'en/lint', 'en/project-3', 'zh-Hant/index'])

describe('the budget', () => {
  const town = openTown('2026-11-02 08:40')

  it('is read by anyone, without script and under a strict policy, from the foot of the home page', async () => {
    const anyone = await town.person({ face: 'desk', script: false })
    await anyone.goto('/')
    await anyone.getByRole('link', { name: '钱花在哪里' }).click()
    assert.equal(await anyone.locator('h1').textContent(), '2024 年要花 3,364.40 万元，四分之三用于项目')
    for (const folder of ['', 'zh-Hant/', 'en/'])
      for (const name of ['index', 'tables', 'narrative', 'lint', 'checks', 'search', 'project-13']) {
        const answer = await anyone.request.get(`/budget/${folder}${name}.html`)
        assert.equal(answer.status(), 200, folder + name)
      }
    const policy = (await anyone.goto('/budget/index.html'))!.headers()['content-security-policy'] ?? ''
    assert.doesNotMatch(policy, /unsafe-inline/)
    for (const [name, type] of [
      ['book.json', 'application/json'],
      ['budget.xlsx', 'application/vnd.openxmlformats'],
    ] as const) {
      const file = await anyone.request.get(`/budget/${name}`)
      assert.equal(file.status(), 200, name)
      assert.ok(file.headers()['content-type']!.startsWith(type), name)
    }
    assert.equal((await anyone.request.get('/budget/else.html')).status(), 404)
    await anyone.context().close()
    for (const face of ['desk', 'phone'] as const) {
      const page = await town.person({ face })
      const complaints: string[] = []
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
      await page.goto('/budget/index.html')
      await assertAccessible(page)
      await assertFits(page)
      await page.goto('/budget/project-13.html')
      await look(page, `budget-project-${face}`)
      assert.deepEqual(complaints, [])
      await page.context().close()
    }
  })

  it('is searched, read in traditional script and in English, and every page weighs at most 60 kB with all it loads', {
    timeout: 90_000,
  }, async () => {
    const anyone = await town.person({ script: false })
    await anyone.goto('/budget/search.html')
    await anyone.getByLabel('项目、指标、科目编码、说明里的字或数').fill('人脸核身')
    await anyone.getByRole('button', { name: '搜索' }).click()
    assert.match(String(await anyone.locator('h1').textContent()), /“人脸核身”有 2 处/)
    await anyone.getByRole('link', { name: /人脸核身次数 ≥2.8/ }).click()
    assert.match(anyone.url(), /project-3\.html#L391$/)
    await anyone.goto('/budget/index.html')
    await anyone.getByRole('link', { name: '繁體' }).click()
    assert.equal(await anyone.locator('html').getAttribute('lang'), 'zh-Hant')
    assert.equal(await anyone.locator('h1').textContent(), '2024 年要花 3,364.40 萬元，四分之三用於項目')
    await anyone.getByText('公布的文字以簡體為準').waitFor()
    await anyone.goto('/budget/zh-Hant/search.html?q=檔案')
    assert.match(String(await anyone.locator('h1').textContent()), /有 \d+ 處/)
    await anyone.getByRole('link', { name: 'PDF' }).waitFor()
    assert.equal(await anyone.getByRole('link', { name: 'PDF' }).getAttribute('href'), '../budget.pdf')
    await anyone.getByRole('link', { name: 'English' }).click()
    assert.equal(await anyone.locator('html').getAttribute('lang'), 'en')
    assert.match(String(await anyone.locator('h1').textContent()), /“檔案” stands in \d+ places/)
    await anyone.goto('/budget/zh-Hant/project-3.html')
    await anyone.getByRole('link', { name: 'English' }).click()
    assert.match(anyone.url(), /\/budget\/en\/project-3\.html$/)
    assert.match(String(await anyone.locator('h1').textContent()), /^Services bought from third parties/)
    await anyone
      .getByRole('row', { name: /Identity checks by face/ })
      .getByRole('link', { name: 'R14' })
      .click()
    assert.match(String(await anyone.locator('#R14').textContent()), /contradict each other/)
    await anyone.context().close()
    await weighAll()
    // The same markup in every language: English, whose words are longest, is judged on a phone, the others at a desk.
    for (const [face, names] of [
      ['phone', ['en/index', 'en/tables', 'en/narrative', 'en/lint', 'en/checks', 'en/search', 'en/project-3']],
      ['desk', ['en/index', 'zh-Hant/index', 'tables', 'narrative', 'lint', 'checks', 'project-3']],
    ] as const) {
      const page = await town.person({ face })
      for (const name of names) {
        await page.goto(`/budget/${name}.html`)
        if (PICTURED.has(name)) await look(page, `budget-${name.replace('/', '-')}-${face}`)
        else {
          await assertAccessible(page)
          await assertFits(page)
        }
      }
      await page.goto('/budget/search.html?q=满意度')
      await look(page, `budget-search-${face}`)
      await page.context().close()
    }
  })

  /** Every page with all it loads, which is the look; no page loads anything else. */
  async function weighAll(): Promise<void> {
    const { request } = (await town.person()).context()
    const look = await (await request.get('/budget/index.html')).text()
    const [stylesheet] = /style-\w+\.css/.exec(look) ?? []
    const style = (await (await request.get(`/budget/${stylesheet}`)).body()).length
    assert.ok(style > 1_000)
    const names = ['index', 'tables', 'narrative', 'lint', 'checks', 'search', 'project-1', 'project-27']
    for (const folder of ['', 'zh-Hant/', 'en/'])
      for (const name of names) {
        const page = await (await request.get(`/budget/${folder}${name}.html`)).body()
        assert.deepEqual(
          [...page.toString().matchAll(/<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"/g)].map(
            ([, address]) => address,
          ),
          [folder === '' ? stylesheet : `../${stylesheet}`],
        )
        assert.ok(page.length + style <= 60_000, `${folder}${name}: ${page.length + style} bytes`)
      }
  }

  it('a target bound to the homestead service moves when a case completes', { timeout: 90_000 }, async () => {
    const before = await proposedTargets()
    assert.deepEqual(await targetOf(before, '掌上办结的宅基地件数'), ['≥300 件', '0 件'])
    assert.deepEqual(await targetOf(before, '宅基地审批平均用时'), ['≤8 天', '—'])

    await completeCase()

    const head = await proposedTargets()
    assert.deepEqual(await targetOf(head, '掌上办结的宅基地件数'), ['≥300 件', '1 件'])
    assert.deepEqual(await targetOf(head, '群众少跑腿次数'), ['≥900 次', '2 次'])
    assert.equal((await targetOf(head, '宅基地审批平均用时'))[1], '2 天', 'the publicity stops the clock')
    await look(head, 'budget-proposed-targets')
    await head.getByRole('button', { name: '有数的' }).click()
    await look(head, 'budget-indicators')
    await head.getByRole('button', { name: '缺证据' }).click()
    await look(head, 'budget-indicators-missing')

    const anyone = await town.person({ face: 'desk', script: false })
    await anyone.goto('/budget/index.html')
    const proposed = anyone.locator('tr', { hasText: '掌上办结的宅基地件数' })
    assert.match(String(await proposed.textContent()), /1 件.*预计差/)
  })

  it('next year’s book is carried over, typed, judged while typing, mended, undone and pasted into', {
    timeout: 90_000,
  }, async () => {
    const author = await town.atDesk('bureau-author')
    await author.goto('/console/budget')
    await author.getByRole('button', { name: '开始编 2025 年度预算' }).click()
    await author.getByRole('button', { name: /三 支出/ }).click()
    const project = author.getByLabel('2019999 项目支出')
    await project.fill('2512.69')
    await author.getByText('3 条恒等式不成立').waitFor()
    await author.keyboard.press('F8')
    await author.getByText('全部成立', { exact: true }).waitFor()
    await look(author, 'budget-authoring')
    assert.equal(await author.getByRole('button', { name: '送审' }).isDisabled(), true)
    await author.keyboard.press('Alt+1')
    await author.getByText('恒等式全部成立').waitFor()
    assert.equal(await project.inputValue(), '2522.69')
    await author.keyboard.press('Control+z')
    assert.equal(await project.inputValue(), '2512.69')
    await author.keyboard.press('Control+z')
    assert.equal(await project.inputValue(), '2522.69')

    await project.fill('约三万')
    await author.getByText('E4：“约三万”不是金额').waitFor()
    await paste(author, '2010301 基本支出', '795.40\t0.01\n27.21\t2522.69\n')
    await author.getByText('填了 4 格').waitFor()
    await author.getByText(/条恒等式不成立/).waitFor()
    await author.keyboard.press('Control+z')
    await author.getByText('恒等式全部成立').waitFor()
  })

  it('of two authors the later is told who wrote, keeps what was typed, and puts it onto the new version; three hands lead to the public', {
    timeout: 90_000,
  }, async () => {
    const [one, two] = [await town.atDesk('bureau-author'), await town.atDesk('bureau-author-2')]
    for (const page of [one, two]) {
      await page.goto('/console/budget')
      await page.getByRole('button', { name: /十 三公/ }).click()
    }
    await one.getByLabel('合计 预算数').fill('1.00')
    await two.getByLabel('合计 预算数').fill('2.00')
    await one.getByRole('button', { name: '存一版' }).click()
    await one.getByText(/已存/).waitFor()
    await two.getByRole('button', { name: '存一版' }).click()
    await two.getByText(/没有写入：褚某（审批局预算编制）先写了第 2 步/).waitFor()
    await look(two, 'budget-authoring-conflict')
    await two.getByRole('button', { name: '取对方的一版' }).click()
    await two.getByText('没有写入').waitFor({ state: 'detached' })
    await two.getByText('改了 1 格，还没有存').waitFor()
    assert.equal(await two.getByLabel('合计 预算数').inputValue(), '2.00')
    await two.getByLabel('合计 预算数').fill('0.00')
    await two.getByRole('button', { name: /五 一般预算/ }).click()
    await two.getByLabel('加一个科目：编码').fill('2080506')
    await two.getByLabel('名称', { exact: true }).fill('职业年金缴费支出')
    await two.getByRole('button', { name: '加一行' }).click()
    await two.getByLabel('2080506 合计').waitFor()
    await look(two, 'budget-authoring-line')
    await two.getByRole('button', { name: /说明文字 ✗ 1/ }).click()
    await two.getByLabel('科目·2080506·用途').fill('职业年金缴费')
    await two.getByRole('button', { name: '存一版' }).click()
    await two.getByRole('button', { name: '送审' }).click()
    await two.getByText('2025 年度 财务审核').waitFor()

    for (const [login, acts] of [
      ['bureau-finance', ['审核通过']],
      ['bureau-head', ['批准', '公布']],
    ] as const) {
      const page = await town.atDesk(login)
      await page.goto('/console/budget')
      for (const act of acts) await page.getByRole('button', { name: act, exact: true }).click()
      await page.getByText(login === 'bureau-head' ? '2025 年度 已公布' : '2025 年度 待批准').waitFor()
      await look(page, `budget-authoring-${login}`)
    }
    const anyone = await town.person({ script: false })
    await anyone.goto('/budget/index.html')
    assert.match(String(await anyone.locator('h1').textContent()), /^2025 年要花 3,364\.40 万元/)
    await anyone.getByRole('link', { name: '两年逐格比较' }).click()
    assert.match(String(await anyone.locator('h1').textContent()), /2024.*2025/)
    await anyone.goto('/budget/tables.html')
    assert.match(String(await anyone.locator('#T5 + *, #T5 ~ *').allTextContents()), /2080506职业年金缴费支出/)
  })

  /** Pastes a block of cells into a field, as a spreadsheet hands it over. */
  async function paste(page: Page, field: string, text: string): Promise<void> {
    await page.getByLabel(field).evaluate((element, block) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', block)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  /** The monitor of the one who answers, at the targets that we propose. */
  async function proposedTargets(): Promise<Page> {
    const head = await town.atDesk('bureau-head')
    await head.goto('/console/indicators')
    await head.getByRole('button', { name: '我们建议的' }).click()
    return head
  }

  /** The target and the figure now of a row of the monitor. */
  async function targetOf(page: Page, name: string): Promise<string[]> {
    const cells = page.locator('tr', { has: page.getByText(name, { exact: true }) }).locator('td')
    return [String(await cells.nth(2).textContent()), String(await cells.nth(3).textContent())]
  }

  /** One household's application from the hand-in to the finished house. */
  async function completeCase(): Promise<void> {
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    const { caseId } = await handIn(citizen, 'r01')
    const agent = await town.platform.officer(`village-agent-${TOWN}`)
    await agent.act(caseId, { type: 'accept', note: '' })
    await town.platform.goTo('2026-11-10 09:00')
    await attend('town-window', caseId, '四至清楚')
    for (const branch of ['agriculture', 'land']) {
      const desk = await town.platform.officer(`town-${branch}-${TOWN}`)
      await desk.act(caseId, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
    }
    await town.platform.goTo('2026-11-12 15:40')
    const approver = await town.platform.officer('bureau-approver')
    await approver.act(caseId, { type: 'decide', verdict: 'approve', reason: '' })
    await town.platform.goTo('2026-11-16 09:00')
    await attend('town-land', caseId, '已按批准位置放样')
    await town.platform.goTo('2026-12-28 16:30')
    await signIn(citizen, '陈某一')
    await citizen.goto(`/my/cases/${caseId}`)
    await citizen.getByRole('button', { name: '告诉我们房子建好了' }).click()
    await citizen.waitForURL(`**/my/cases/${caseId}`)
    await town.platform.goTo('2026-12-30 10:20')
    await attend('town-construction', caseId, '按图建成')
  }

  async function attend(post: string, caseId: string, note: string): Promise<void> {
    const officer = await town.platform.officer(`${post}-${TOWN}`)
    await officer.attend(caseId, note)
  }
})
