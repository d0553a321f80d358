import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { CertificateView } from '#office/cases/read.ts'
import { HOMESTEAD } from '../../../../test/support/homestead.ts'
import { holderPage, statusToday, verdictPage, walletRow } from './certificate-of.ts'

const certificate: CertificateView = {
  entry: 'homesteadApproval',
  title: '农村宅基地批准书',
  code: 'c'.repeat(20),
  content: [
    { title: '户主', value: '张某甲' },
    { title: '村', value: '洛阳镇示例村01' },
  ],
  validUntil: plainDate('2026-09-11'),
  number: '泉台审〔2024〕宅批0001号',
  issuedAt: '2024-09-12T02:41:00.000Z',
  status: 'valid',
  service: 'homestead',
  caseNo: '1',
  issuer: '行政审批服务局',
}
const when = (today: string) => ({ now: '2026-09-11T02:00:00.000Z', today: plainDate(today), phone: '12345' })
const verdictOn = (today: string, found: CertificateView | null = certificate) =>
  verdictPage({ code: 'c'.repeat(20), found, definition: HOMESTEAD }, when(today)).result!

describe('a certificate', () => {
  it('is valid on its last day and expired the day after', () => {
    assert.equal(statusToday(certificate, plainDate('2026-09-11')), 'valid')
    assert.equal(statusToday(certificate, plainDate('2026-09-12')), 'expired')
    assert.equal(statusToday({ ...certificate, validUntil: null }, plainDate('2099-01-01')), 'valid')
    assert.equal(statusToday({ ...certificate, status: 'revoked' }, plainDate('2026-09-12')), 'revoked')
  })
  it('shows its holder everything, and a code that opens the verdict', () => {
    const page = holderPage(certificate, {
      definition: HOMESTEAD,
      issuer: '局',
      baseUrl: 'https://x',
      today: plainDate('2025-01-01'),
    })
    assert.equal(page.qr, `https://x/v/${certificate.code}`)
    assert.equal(page.content[0]?.value, '张某甲')
    assert.match(page.legalText, /经审查/)
    assert.equal(walletRow(certificate, plainDate('2025-01-01')).issuedOn, '2024-09-12')
  })
})

describe('the public verdict', () => {
  for (const [today, kind] of [
    ['2026-09-11', 'valid'],
    ['2026-09-12', 'expired'],
  ] as const) {
    it(`is ${kind} on ${today}`, () => assert.equal(verdictOn(today).verdict.kind, kind))
  }
  it('masks names by the declaration, not by the look of a text', () => {
    const rows = Object.fromEntries(verdictOn('2026-01-01').content.map(({ title, value }) => [title, value]))
    assert.equal(rows.户主, '张**')
    assert.equal(rows.村, '洛阳镇示例村01')
    assert.equal(rows.编号, certificate.number)
  })
  it('shows no name when the declaration is not there to say which rows are names', () => {
    const { result } = verdictPage({ code: 'c', found: certificate }, when('2026-01-01'))
    assert.doesNotMatch(JSON.stringify(result), /某/)
  })
  it('accuses nobody of an unknown code', () => {
    const { verdict, content, checks } = verdictOn('2026-01-01', null)
    assert.deepEqual([verdict.kind, content, checks], ['unknown', [], []])
  })
  it('of a revoked certificate fails exactly that check', () => {
    const { verdict, checks } = verdictOn('2026-01-01', { ...certificate, status: 'revoked' })
    assert.equal(verdict.kind, 'revoked')
    assert.deepEqual(
      checks.map(({ passed }) => passed),
      [true, false, true],
    )
  })
  it('takes a code when none was given', () => assert.equal(verdictPage(null, when('2026-01-01')).result, null))
})
