import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { CertificateView } from '#office/cases/open-reads.ts'
import type { Examination } from '#office/registers/registers.ts'
import { HOMESTEAD } from '../../../../test/support/homestead.ts'
import { holderPage, readTyped, statusToday, verdictPage, walletRow } from './certificate-of.ts'

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
const when = (today: string) => ({
  now: '2026-09-11T02:00:00.000Z',
  today: plainDate(today),
  phone: '12345',
  command: 'check',
})
const examination = (more: Partial<Examination> = {}): Examination => ({
  judgement: { verdict: 'valid', reasons: [], certificate: null, issuerName: '行政审批服务局' },
  entry: certificate,
  changes: [],
  revocation: null,
  listedAt: new Date('2026-09-11T02:00:00.000Z'),
  ...more,
})
const judged = (verdict: Examination['judgement']['verdict']) => ({ ...examination().judgement, verdict })
const verdictOn = (today: string, found: Examination | null = examination()) =>
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
      signed: 'QQ1:X',
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
    const { result } = verdictPage({ code: 'c', found: examination() }, when('2026-01-01'))
    assert.doesNotMatch(JSON.stringify(result), /某/)
  })
  it('accuses nobody of an unknown code, of an unknown number, nor of a text that is none of ours', () => {
    for (const [found, kind] of [
      [null, 'unknown'],
      [examination({ entry: null }), 'unknown'],
      [examination({ entry: null, judgement: judged('unreadable') }), 'unreadable'],
    ] as const) {
      const { verdict, content, checks } = verdictOn('2026-01-01', found)
      assert.deepEqual([verdict.kind, content, checks], [kind, [], []])
    }
  })
  it('of a certificate taken back says since when, why and by which document, and fails exactly that check', () => {
    const revocation = { reason: '骗取', document: '审撤〔2025〕1号', on: plainDate('2025-03-01') }
    const { verdict, checks } = verdictOn('2026-01-01', examination({ revocation, judgement: judged('revoked') }))
    assert.deepEqual(verdict, {
      kind: 'revoked',
      since: '2025-03-01',
      reason: '骗取',
      document: '审撤〔2025〕1号',
      organ: certificate.issuer,
    })
    assert.deepEqual(
      checks.map(({ passed }) => passed),
      [true, true, false, true],
    )
  })
  it('calls a text tampered with when its signature fails or it says otherwise than the register', () => {
    const change = { title: '宅基地面积', written: '198 ㎡', registered: '98 ㎡' }
    assert.deepEqual(verdictOn('2026-01-01', examination({ changes: [change] })).verdict, {
      kind: 'tampered',
      changes: [change],
      genuine: null,
    })
    const scanned = { code: '', found: examination({ judgement: judged('altered') }), definition: HOMESTEAD }
    const { verdict } = verdictPage(scanned, when('2026-01-01')).result!
    assert.deepEqual(verdict, { kind: 'tampered', changes: [], genuine: `/v/${certificate.code}` })
  })
  it('masks whose name is registered, also beside the one written on a forgery', () => {
    const change = { title: '户主', written: '李某', registered: '张某甲' }
    const { verdict } = verdictOn('2026-01-01', examination({ changes: [change] }))
    assert.deepEqual(verdict.kind === 'tampered' && verdict.changes, [{ ...change, registered: '张**' }])
  })
  it('tells whoever is not on the issuer list apart from a forger, and a time to come from a valid one', () => {
    const certificateRead = { issuedAt: 1_800_000_000, issuer: 'other/bureau' } as never
    const kindOf = (verdict: 'unknownIssuer' | 'notYetValid') =>
      verdictOn('2026-01-01', examination({ judgement: { ...judged(verdict), certificate: certificateRead } })).verdict
    assert.deepEqual(kindOf('unknownIssuer'), { kind: 'foreign', issuer: '行政审批服务局' })
    assert.deepEqual(kindOf('notYetValid'), { kind: 'early', from: '2027-01-15T08:00:00.000Z' })
  })
  it('says that it cannot tell when the lists are too old', () => {
    assert.equal(verdictOn('2026-01-01', examination({ judgement: judged('staleStatus') })).verdict.kind, 'stale')
  })
  it('takes a code when none was given', () => assert.equal(verdictPage(null, when('2026-01-01')).result, null))
})

describe('what is typed to be checked', () => {
  for (const [typed, read] of [
    [' Ab_-12345 ', { code: 'Ab_-12345', text: '' }],
    ['https://hall.example/v/Ab_-12345?size=large', { code: 'Ab_-12345', text: '' }],
    ['Ab 12 345', { code: 'Ab12345', text: '' }],
    ['QQ1:6BF:5 %*A$/\r\n', { code: '', text: 'QQ1:6BF:5 %*A$/' }],
    ['https://hall.example/v/Ab#QQ1:6BF ', { code: '', text: 'QQ1:6BF ' }],
    ['', { code: '', text: '' }],
  ] as const) {
    it(`is read from ${JSON.stringify(typed)}`, () => assert.deepEqual(readTyped(typed), read))
  }
})
