// A certificate from its holder's hand to whoever checks it: on the checker's own phone, with and without a network, by
// the public page without script, and on the command line. Each verdict has its own word.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { type Certificate, certificateCode, readCode } from '#kernel/register/certificate.ts'
import { newPrivateKey, signerOf } from '#office/registers/signer.ts'
import { run } from '../src/cli/verify.ts'
import { handIn } from './support/application.ts'
import { look, openBrowser, person, signIn } from './support/browser.ts'
import { openTown, type Town } from './support/town.ts'

const DAY = 86_400_000
const TOWN = '350521104'
/** Shanghai time some days from the real now: the command line has no clock but the machine's. */
const local = (days: number): string =>
  new Date(Date.now() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

let town: Town
let folder: string
/** The signed text of this journey's certificate, and its public code. */
let text: string
let code: string

describe('a certificate', { timeout: 120_000 }, () => {
  town = openTown(local(-20), { QINQING_SECOND_SIGNATURE: 'SM2' })

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qinqing-e2e-certificate-'))
    const citizen = await town.person()
    await signIn(citizen, '陈某一')
    await throughOffice((await handIn(citizen, 'r01')).caseId)
    await signIn(citizen, '陈某一', '/my/certificates')
    await citizen.getByRole('link', { name: '农村宅基地批准书' }).click()
    await look(citizen, 'certificate-1-holder')
    code = String(new URL(citizen.url()).pathname.split('/').at(-1))
    text = (await (await citizen.request.get(`/my/certificates/${code}/file`)).text()).trimEnd()
    await citizen.locator('.show > .qr').screenshot({ path: join(folder, 'code.png') })
    const pdf = await citizen.request.get(`/my/certificates/${code}.pdf`)
    // A machine without Song typefaces says so instead.
    if (pdf.status() !== 503) assert.equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-')
    await citizen.context().close()
  })
  after(async () => {
    await rm(folder, { recursive: true })
  })

  it('is its holder’s alone as paper, file and page', async () => {
    const stranger = await town.person()
    await signIn(stranger, '林某二')
    for (const way of ['', '.pdf', '/file']) {
      assert.equal((await stranger.request.get(`/my/certificates/${code}${way}`)).status(), 404, way)
    }
    await stranger.context().close()
  })

  it('is checked on a phone from the pasted text and from a picture of the code', async () => {
    const page = await checker()
    await look(page, 'certificate-2-check')
    assert.equal(await verdictOf(page, text), '有效')
    assert.match(String(await page.locator('main').textContent()), /第二个签名（国密 SM2）也对/)
    await look(page, 'certificate-3-valid')
    await page.getByRole('button', { name: '再验一份' }).click()
    assert.equal(await verdictOf(page, withSecondSignature(new Uint8Array(64).fill(1))), '被改动', 'SM2 is checked too')
    await page.getByRole('button', { name: '再验一份' }).click()
    await page.locator('input[type=file]').setInputFiles(join(folder, 'code.png'))
    await page.locator('.verdict-word').waitFor()
    assert.equal(await page.locator('.verdict-word').textContent(), '有效')
    await page.context().close()
  })

  it('is checked by holding it before the camera', async () => {
    // The code on a sheet, as a film of one picture.
    const film = join(folder, 'code.mjpeg')
    const sheet = { create: { width: 640, height: 480, channels: 3, background: '#fff' } } as const
    const held = await sharp(join(folder, 'code.png')).resize(440).toBuffer()
    await sharp(sheet)
      .composite([{ input: held }])
      .jpeg({ quality: 95 })
      .toFile(film)
    const seeing = await openBrowser({ camera: film })
    try {
      const page = await checker(seeing)
      await page.getByRole('button', { name: '用摄像头扫' }).click()
      await page.locator('.verdict-word').waitFor()
      assert.equal(await page.locator('.verdict-word').textContent(), '有效')
    } finally {
      await seeing.close()
    }
  })

  it('is found out when any field of its code was changed', async () => {
    const page = await checker()
    const { fields } = readCode(text)!.certificate
    for (const [label, value] of fields) {
      const changed = forged((one) => ({ ...one, fields: new Map([...fields, [label, `${value}改`]]) }))
      assert.equal(await verdictOf(page, changed), '被改动', `label ${label}`)
    }
    const most = Number.MAX_SAFE_INTEGER
    for (const change of [
      { number: '别的号' },
      { expiresAt: 4_000_000_000 },
      { expiresAt: most, issuedAt: most },
      { statusIndex: 9 },
      { kind: 'other' },
    ]) {
      assert.equal(
        await verdictOf(
          page,
          forged((one) => ({ ...one, ...change })),
        ),
        '被改动',
        Object.keys(change)[0],
      )
    }
    await look(page, 'certificate-4-altered')
    await page.context().close()
  })

  it('of somebody else’s key, of another time, and no certificate at all have verdicts of their own', async () => {
    const page = await checker()
    const stranger = signerOf('EdDSA', newPrivateKey('EdDSA'))
    const { certificate } = readCode(text)!
    assert.equal(await verdictOf(page, certificateCode(certificate, stranger)), '不认得签发人')
    await look(page, 'certificate-5-foreign')
    assert.equal(await verdictOf(page, 'https://example.gov/'), '读不懂')
    await look(page, 'certificate-6-unreadable')
    for (const [days, word] of [
      [-30, '还没生效'],
      [4, '现在说不准'],
      [3 * 365, '已过期'],
    ] as const) {
      await page.clock.setFixedTime(Date.now() + days * DAY)
      assert.equal(await verdictOf(page, text), word)
      await look(page, `certificate-7-${word === '已过期' ? 'expired' : word === '还没生效' ? 'early' : 'stale'}`)
    }
    await page.context().close()
  })

  it('is checked without a network by who opened the page once before', async () => {
    const page = await checker()
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.context().setOffline(true)
    await page.goto('/verify')
    assert.equal(await verdictOf(page, text), '有效')
    assert.match(String(await page.getByRole('status').textContent()), /现在没有网/)
    await look(page, 'certificate-8-offline')
    assert.equal(
      await verdictOf(
        page,
        forged((one) => ({ ...one, number: '别的号' })),
      ),
      '被改动',
    )
    await page.context().close()
  })

  it('is compared with the register by the page without script, both values side by side', async () => {
    const page = await town.person({ script: false })
    await page.goto('/verify')
    const { fields } = readCode(text)!.certificate
    const [label] = [...fields].find(([, value]) => value === '78 ㎡')!
    const changed = forged((one) => ({ ...one, fields: new Map([...fields, [label, '178 ㎡']]) }))
    await page.locator('textarea').fill(changed)
    await page.getByRole('button', { name: '核验' }).click()
    const said = String(await page.locator('main').textContent())
    for (const part of ['被改动', '178 ㎡', '78 ㎡', '有 1 处对不上']) assert.ok(said.includes(part), part)
    await page.context().close()
    const looking = await town.person()
    await looking.goto(`/v?${new URLSearchParams({ code: changed })}`)
    await look(looking, 'certificate-9-compared')
    await looking.context().close()
  })

  it('is judged on the command line from what the running system publishes', async () => {
    assert.deepEqual(await onCommandLine(text), [0, 'valid'])
    assert.deepEqual(await onCommandLine(forged((one) => ({ ...one, number: '别的号' }))), [3, 'altered'])
  })

  it('taken back is revoked everywhere', async () => {
    const page = await checker()
    assert.equal(await verdictOf(page, text), '有效')
    await (await town.platform.officer('bureau-head')).revoke(code, '申请时隐瞒了另一处宅基地')
    assert.equal(await verdictOf(page, text), '已撤销')
    await look(page, 'certificate-10-revoked')
    await page.goto(`/v/${code}`)
    assert.match(String(await page.locator('main').textContent()), /已撤销.*申请时隐瞒了另一处宅基地/s)
    await look(page, 'certificate-11-revoked-why')
    assert.deepEqual(await onCommandLine(text), [3, 'revoked'])
    await page.context().close()
  })
})

/** Everything officers do until the certificate is issued, which is today. */
async function throughOffice(caseId: string): Promise<void> {
  await (await town.platform.officer(`village-agent-${TOWN}`)).act(caseId, { type: 'accept', note: '' })
  await town.platform.goTo(local(-1))
  await (await town.platform.officer(`town-window-${TOWN}`)).attend(caseId, '四至清楚，与图一致')
  for (const branch of ['agriculture', 'land']) {
    const desk = await town.platform.officer(`town-${branch}-${TOWN}`)
    await desk.act(caseId, { type: 'opine', branch, verdict: 'agree', opinion: '符合规定' })
  }
  await town.platform.goTo(local(-1 / 24))
  await (await town.platform.officer('bureau-approver')).act(caseId, { type: 'decide', verdict: 'approve', reason: '' })
}

/** Somebody who checks, on the page that does it, with its script alive. */
async function checker(by: Browser = town.browser): Promise<Page> {
  const page = await person(by, town.platform.url)
  await page.goto('/verify')
  await page.getByRole('button', { name: '用摄像头扫' }).waitFor()
  return page
}

/** The word of the verdict on a pasted text. */
async function verdictOf(page: Page, pasted: string): Promise<string> {
  const again = page.getByRole('button', { name: '再验一份' })
  await page.locator('textarea').or(again).first().waitFor()
  if (await again.isVisible()) await again.click()
  await page.locator('textarea').fill(pasted)
  await page.getByRole('button', { name: '核验' }).click()
  await page.locator('.verdict-word').waitFor()
  return String(await page.locator('.verdict-word').textContent())
}

/** The certificate with something changed under its old signatures. */
function forged(change: (certificate: Certificate) => Certificate): string {
  const { certificate, envelope } = readCode(text)!
  const [first, second] = [envelope.signature, envelope.countersignature!].map(({ algorithm, kid, signature }) => ({
    algorithm,
    kid,
    sign: () => signature,
  }))
  return certificateCode(change(certificate), first!, second)
}

/** The certificate under its own first signature and some other second one. */
function withSecondSignature(bytes: Uint8Array): string {
  const { certificate, envelope } = readCode(text)!
  const signer = ({ algorithm, kid }: typeof envelope.signature, signature: Uint8Array) => ({
    algorithm,
    kid,
    sign: () => signature,
  })
  return certificateCode(
    certificate,
    signer(envelope.signature, envelope.signature.signature),
    signer(envelope.countersignature!, bytes),
  )
}

/** Exit code and verdict of `qinqing verify certificate` on a text, with the lists and the key as published. */
async function onCommandLine(certificate: string): Promise<readonly [number, string]> {
  const publish = async (name: string): Promise<string> =>
    (await fetch(`${town.platform.url}/registers/taishang/${name}`)).text()
  for (const name of ['issuers', 'status']) await writeFile(join(folder, name), await publish(name))
  await writeFile(join(folder, 'certificate.txt'), `${certificate}\n`)
  let out = ''
  const lists = ['--issuers', 'issuers', '--status', 'status', '--vkey', (await publish('vkey')).trim()]
  const exit = await run(['certificate', 'certificate.txt', ...lists, '--json'], {
    stdout: { write: (line) => (out += line) },
    stderr: process.stderr,
    env: {},
    cwd: folder,
    isTTY: false,
  })
  return [exit, (JSON.parse(out) as { verdict: string }).verdict]
}
