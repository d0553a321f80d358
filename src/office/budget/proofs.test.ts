// Proofs and self-evaluations on real PostgreSQL: nobody reviews their own, what was accepted is what the monitor shows, what
// deviates is explained before it is recorded, and each step stands in the district's log.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { readBook } from '#engines/budget/read.ts'
import type { Monitor } from '#engines/indicators/monitor.ts'
import { decideProof, type ProofEvent, proofStage } from '#engines/indicators/proof.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { openActsOf } from '#office/log/acts.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type Evaluations, evaluationList, evaluationView, recordEvaluation } from './evaluations.ts'
import { monitorOf } from './monitor.ts'
import { setReportPdf } from './pdf.ts'
import { type Proofs, proofsOf, type SentProof, takeProofStep } from './proofs.ts'
import { recordStore } from './record-store.ts'

const SEED = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const NOW = () => new Date('2024-11-08T02:00:00Z')
const officer = (id: string, ...roles: Role[]): Actor & { kind: 'officer' } => ({
  kind: 'officer',
  id,
  name: `${id}某`,
  posts: roles.map((role) => ({ role, unit: 'bureau' })),
})
const AUTHOR = officer('甲', 'bureau.author')
const BOTH = officer('乙', 'bureau.author', 'bureau.finance')
const FINANCE = officer('丙', 'bureau.finance')
const PDF = Buffer.from('%PDF-1.7 invoice')
/** 完成国产数量 ≥41 台; 保障平台 7*24 小时正常运行, a target in words. */
const [NUMBER, WORDS] = ['L355', 'L611']

/** Files as the platform keeps them, each of one officer. */
const BLOBS: Pick<Blobs, 'find' | 'open'> = {
  find: async (name) =>
    name.startsWith('file') ? { name, owner: name.slice(-1), type: 'application/pdf', bytes: PDF.length } : undefined,
  open: async () => ({ type: 'application/pdf', content: PDF }),
}

function deskOn(db: TestDatabase): { proofs: Proofs; evaluations: Evaluations; monitor: () => Promise<Monitor> } {
  const settings = { 'app.district': 'taishang' }
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district: 'taishang' })
  const [read, write] = [db.pool('qinqing_staff', 2, settings), db.pool('qinqing_appender', 2, settings)]
  const records = recordStore({ read, write, district: 'taishang', recorder: { vault, random: randomBytes } })
  const bookOf = async () => SEED
  const proofs = { records, blobs: BLOBS, bookOf, now: NOW }
  const evidence = { factsOf: async () => ({ cases: [], ratings: [], elapsed: 200, workingDays: 250 }) }
  const catalogue = { services: [], district: 'taishang' } as unknown as Catalogue
  const monitor = async () => monitorOf({ catalogue, evidence, now: NOW, proofs: await proofsOf(proofs, 2024) }, SEED)
  return { proofs, monitor, evaluations: { records, bookOf, monitor, now: NOW, district: 'taishang' } }
}

const upload = (of: string, seen: number, finding: SentProof['finding']): SentProof => ({
  ...{ act: 'upload', seen, note: '发票和验收单', file: `file-of-${of}`, fileName: '验收单.pdf', finding },
})
const review = (act: 'accept' | 'refuse', seen: number, note = ''): SentProof => ({ act, seen, note })
const codeOf = (answer: Awaited<ReturnType<typeof takeProofStep>>) =>
  'problem' in answer ? answer.problem.code : answer.value.type
const rowOf = (monitor: Monitor, id: string) => monitor.rows.find((row) => row.id === id)!

describe('proofs of targets', () => {
  it('a figure handed in by one and accepted by another is what the monitor shows, with both named', async () => {
    await using db = await testDatabase()
    const { proofs, monitor } = deskOn(db)
    const take = (who: typeof AUTHOR, sent: SentProof, target = NUMBER!) => takeProofStep(proofs, target, who, sent)
    assert.equal(rowOf(await monitor(), NUMBER!).standing, 'noEvidence')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 0, { figure: '41' }))), 'uploaded')
    const waiting = rowOf(await monitor(), NUMBER!)
    assert.deepEqual(
      [waiting.standing, waiting.proof],
      ['noEvidence', 'waiting'],
      'what nobody reviewed counts for nothing',
    )
    assert.equal(codeOf(await take(FINANCE, review('refuse', 1))), 'PROOF_NOTE')
    assert.equal(codeOf(await take(FINANCE, review('refuse', 1, '缺验收章'))), 'refused')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 2, { figure: '43' }))), 'uploaded')
    assert.equal(codeOf(await take(FINANCE, review('accept', 3))), 'accepted')
    const row = rowOf(await monitor(), NUMBER!)
    assert.deepEqual([row.standing, row.now, row.proof, row.binding], ['onTrack', '43 台', 'accepted', 'register'])
    assert.match(row.evidence, /佐证“验收单.pdf”，甲某传，丙某复核/)
    const acts = await openActsOf(
      db.pool('qinqing_public', 1, { 'app.district': 'taishang' }),
      'taishang',
      'proof:2024.L355',
    )
    assert.deepEqual(
      acts.map(({ kind }) => kind),
      ['uploaded', 'refused', 'uploaded', 'accepted'],
    )
  })

  it('refuses one’s own review, a strange file, a figure for words, words for a figure, a stale view, an unknown target', async () => {
    await using db = await testDatabase()
    const { proofs } = deskOn(db)
    const take = (who: typeof AUTHOR, sent: SentProof, target = NUMBER!) => takeProofStep(proofs, target, who, sent)
    assert.equal(codeOf(await take(BOTH, upload('乙', 0, { figure: '41' }))), 'uploaded')
    assert.equal(codeOf(await take(BOTH, review('accept', 1))), 'PROOF_OWN')
    assert.equal(codeOf(await take(FINANCE, review('accept', 0))), 'PROOF_MOVED')
    assert.equal(codeOf(await take(FINANCE, upload('丙', 1, { figure: '1' }))), 'PROOF_ROLE')
    assert.equal(codeOf(await take(AUTHOR, upload('乙', 1, { figure: '41' }))), 'PROOF_FILE')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 1, { level: 'achieved', percent: 90 }))), 'PROOF_FIGURE')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 0, { figure: '1' }), WORDS)), 'PROOF_FIGURE')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 0, { level: 'achieved', percent: 60 }), WORDS)), 'PROOF_FIGURE')
    assert.equal(codeOf(await take(AUTHOR, upload('甲', 0, { figure: '1' }), 'L1')), 'PROOF_TARGET')
    assert.equal(codeOf(await take(FINANCE, review('accept', 0), 'L356')), 'PROOF_STAGE')
  })

  it('a target in words is judged by how far it was achieved', async () => {
    await using db = await testDatabase()
    const { proofs, monitor } = deskOn(db)
    await takeProofStep(proofs, WORDS!, AUTHOR, upload('甲', 0, { level: 'partly', percent: 70 }))
    await takeProofStep(proofs, WORDS!, FINANCE, review('accept', 1))
    const { standing, now, quality } = rowOf(await monitor(), WORDS!)
    assert.deepEqual([standing, now, quality], ['mayMiss', '部分达成 70%', { level: 'partly', percent: 70 }])
  })
})

describe('self-evaluations', () => {
  it('are scored from accepted proofs, recorded when every deviation is explained, and printed as they were', async () => {
    await using db = await testDatabase()
    const { proofs, evaluations } = deskOn(db)
    await takeProofStep(proofs, NUMBER!, AUTHOR, upload('甲', 0, { figure: '82' }))
    await takeProofStep(proofs, NUMBER!, FINANCE, review('accept', 1))
    const first = { seen: 0, paid: 3_690, explanations: [] }
    const unexplained = await recordEvaluation(evaluations, 1, AUTHOR, first)
    assert.deepEqual('problem' in unexplained && [unexplained.problem.code, unexplained.problem.detail], [
      'EVALUATION_UNEXPLAINED',
      '完成国产数量',
    ])
    const explanations = [{ id: NUMBER!, cause: 'other', words: '集中采购降价，同样的钱多买了 41 台' } as const]
    const recorded = await recordEvaluation(evaluations, 1, AUTHOR, { ...first, explanations })
    assert.ok('value' in recorded)
    const { evaluation, report, budget } = recorded.value.body
    assert.deepEqual([budget, evaluation.scheme], [4_100, 'with-cost/2021'])
    assert.equal(
      evaluation.lines.reduce((sum, { weight }) => sum + weight, 0),
      10_000,
    )
    assert.equal(evaluation.lines.find(({ name }) => name === '预算执行率')!.points, 900)
    assert.match(report.at(-1)!.paragraphs[0]!, /完成国产数量：集中采购降价/)
    const again = await recordEvaluation(evaluations, 1, AUTHOR, { ...first, explanations })
    assert.equal('problem' in again && again.problem.code, 'EVALUATION_MOVED')
    const view = await evaluationView(evaluations, 1)
    assert.ok('value' in view && view.value.history.length === 1)
    assert.deepEqual(view.value.history[0], recorded.value)
    const { projects } = await evaluationList(evaluations)
    assert.deepEqual([projects.length, projects.filter(({ latest }) => latest).length], [27, 1])
    const typeset = await setReportPdf(recorded.value)
    if ('pdf' in typeset) assert.equal(typeset.pdf.subarray(0, 5).toString(), '%PDF-')
    const nobody = await recordEvaluation(evaluations, 28, AUTHOR, first)
    assert.equal('problem' in nobody && nobody.problem.code, 'EVALUATION_PROJECT')
  })
})

describe('the way of a proof', () => {
  it('a newer proof may be handed in at any stage, and only what waits is reviewed', () => {
    const event = (seq: number, type: ProofEvent['type'], officer = 'a'): ProofEvent => ({
      ...{ seq, type, at: '', officer, officerName: officer, note: '' },
    })
    const told: ProofEvent[] = []
    for (const type of ['uploaded', 'accepted', 'uploaded', 'refused'] as const) {
      const step = { act: 'upload', seen: told.length, officer: 'a', roles: ['bureau.author'], note: '' } as const
      assert.ok('event' in decideProof(told, step))
      told.push(event(told.length + 1, type))
    }
    assert.equal(proofStage(told), 'refused')
    const late = { act: 'accept', seen: 4, officer: 'f', roles: ['bureau.finance'], note: '' } as const
    assert.deepEqual(decideProof(told, late), { refusal: { code: 'PROOF_STAGE' } })
  })
})
