// A project from its filing to the permit after next, on a real database: what is handed in and approved, filed by the firm
// and by itself, looked over before the land has come; and a new version of the rules.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type PlainDate, plainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { CabinetCommand } from '#kernel/project/act.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Role } from '#kernel/unit/role.ts'
import { actsOf } from '#office/log/acts.ts'
import { openBlobs } from '#platform/blobs/blob.ts'
import { person, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { compileGraphs } from './graphs.ts'
import {
  fileNode,
  followProjects,
  give,
  hashOfFile,
  listProjects,
  openOne,
  type ProjectsDesk,
  rejudge,
} from './projects.ts'

const FIRM = '91350500MA2XY0006B'
const form = {
  name: '闽岸精密 3 号厂房',
  firm: '闽岸精密机械有限公司（示例）',
  creditCode: FIRM,
  phone: '13800000001',
  address: '张坂镇示例路 1 号',
  content: '精密机械厂房一座',
  investment: 'enterprise',
  total: 12_000_000_000,
  plotArea: 20466.5,
  special: false,
}
const post = (role: Role, id: string, unit = 'bureau'): Actor => ({
  kind: 'officer',
  id,
  name: id,
  posts: [{ role, unit }],
})
const at = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const steward = post('bureau.steward', at(1))
const window = post('bureau.window', at(2))
const approver = post('bureau.approver', at(3))
const second = post('bureau.approver', at(4))
const head = post('bureau.head', at(5))

describe('a project', { timeout: 120_000 }, () => {
  let db: TestDatabase
  let cases: TestDesk
  let desk: ProjectsDesk
  let firm: Actor & { kind: 'person' }
  let code = ''
  let folder = ''
  const seal = { holder: '示例', on: plainDate('2026-08-01'), until: plainDate('2028-08-01') }

  const send = async (actor: Actor, to: { caseId: string } | { service: string }, command: object) => {
    const handled = await cases.handle({ key: crypto.randomUUID(), actor, to, command: command as never })
    assert.ok(handled.ok, handled.ok ? '' : JSON.stringify(handled.refusal))
    return handled.receipt
  }
  const must = async (actor: Actor, command: CabinetCommand) => {
    const given = await give(desk, actor, code, command)
    assert.ok('value' in given, JSON.stringify(given))
    return given.value
  }
  const now = async () => {
    const found = await openOne(desk, steward, code)
    assert.ok('value' in found)
    return found.value.around
  }
  const node = async (name: string) => (await now()).view.nodes.find((one) => one.code === name)
  const upload = async (owner: string) =>
    (
      await (desk.blobs as ReturnType<typeof openBlobs>).put(owner, {
        type: 'application/pdf',
        content: randomBytes(64),
      })
    ).name
  async function put(paper: string, fields: Data = {}, more: { readonly validUntil?: PlainDate } = {}): Promise<void> {
    const file = await upload(firm.id)
    const hashed = await hashOfFile(desk, firm, file)
    assert.ok('value' in hashed)
    const handed = { paper, file, hash: hashed.value, issuer: '示例', number: '1', seal, validUntil: null, fields }
    const { view } = await must(firm, { type: 'hand', ...handed, ...more })
    const version = view.papers.find((one) => one.name === paper)?.version?.version as number
    await must(steward, { type: 'approve', paper, version })
  }
  /** Taken in, reviewed and decided, each by another person. */
  async function issue(caseId: string): Promise<void> {
    await send(window, { caseId }, { type: 'accept', note: '' })
    await send(approver, { caseId }, { type: 'opine', verdict: 'agree', opinion: '符合' })
    await send(head, { caseId }, { type: 'decide', verdict: 'approve', reason: '' })
    await followProjects(desk)
  }

  before(async () => {
    db = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'qinqing-cabinet-'))
    cases = await testDesk(db, '2026-09-07 09:00')
    const pool = db.pool('qinqing_appender', 3, { 'app.district': 'taishang' })
    const blobs = openBlobs({ pool, vault: cases.vault, folder, now: cases.now, random: randomBytes })
    desk = { cases, handle: cases.handle, pool, blobs, graphs: compileGraphs('taishang') }
    firm = person(cases, '350598198003071234')
  })
  after(async () => {
    await db[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  it('opens its cabinet when it is filed, for the firm and the officers and nobody else', async () => {
    const command = { type: 'submit', applicant: { id: firm.id, name: firm.name }, form, materials: [] }
    const { caseId } = await send(firm, { service: 'construction-project' }, command)
    await send(window, { caseId }, { type: 'accept', note: '' })
    await followProjects(desk)
    assert.equal((await listProjects(desk, firm)).length, 0)
    await send(approver, { caseId }, { type: 'decide', verdict: 'approve', reason: '' })
    await followProjects(desk)
    const [found] = await listProjects(desk, firm)
    assert.match(found?.around.state.code ?? '', /^2026-350598-47-03-\d{6}$/)
    code = found?.around.state.code as string
    assert.equal((await node('N01'))?.standing, 'done')
    assert.equal((await node('N03'))?.standing, 'locked')
    assert.equal((await node('G1'))?.standing, 'skipped')
    const other = { kind: 'person', id: at(9), name: '别人' } as const
    const hidden = await openOne(desk, other, code)
    assert.equal('problem' in hidden && hidden.problem.code, 'PROJECT_UNKNOWN')
    assert.equal((await listProjects(desk, other)).length, 0)
  })

  it('takes no file that is not the sender’s own', async () => {
    const file = await upload(at(9))
    const hashed = await hashOfFile(desk, firm, file)
    assert.equal('problem' in hashed && hashed.problem.code, 'PAPER_FILE')
  })

  it('has a plan looked over before the land comes; with the land it becomes a filing on the same papers', async () => {
    await put('planningConditions', { far: 2, density: 50, green: 10, height: 24 })
    await put('designPlan', { gfa: 18420, farArea: 20000, density: 42, green: 12, height: 18.5, floors: 3 })
    assert.equal((await node('N05'))?.simulation?.standing, 'possible')
    await must(second, { type: 'simulate', node: 'N05', verdict: 'agree', opinion: '指标符合' })
    assert.equal((await node('N05'))?.simulation?.standing, 'held')
    const filed = await fileNode(desk, firm, code, 'N05')
    assert.equal('problem' in filed && filed.problem.code, 'NODE_NOT_READY')
  })

  it('files by itself under the authorisation, after the days to halt it, and says by which rules', async () => {
    await must(firm, { type: 'authorise', nodes: ['N03', 'N05', 'N06'], until: plainDate('2027-09-30') })
    await put('parcelMap')
    await put('landContract', { plotArea: 20466.5, creditCode: FIRM })
    const { plan } = (await node('N03')) ?? {}
    assert.deepEqual(
      [plan?.how, plan?.filesAt, plan?.rule],
      ['automatic', '2026-09-09T01:00:00.000Z', desk.graphs[0]?.version],
    )
    await followProjects(desk)
    assert.equal((await node('N03'))?.standing, 'ready')
    cases.set('2026-09-09 09:01')
    await followProjects(desk)
    const n03 = await node('N03')
    assert.deepEqual([n03?.standing, n03?.fact.case?.step], ['filed', '收件受理'])
    const [filing] = (await now()).state.cabinet.filings.N03 ?? []
    assert.deepEqual([filing?.how, filing?.rule], ['automatic', desk.graphs[0]?.version])
    assert.equal(n03?.fact.case?.dueOn, null, 'no clock runs before a person has accepted it')
    await issue(n03?.fact.case?.id as string)
    assert.equal((await node('N03'))?.standing, 'done')
  })

  it('carries what was looked over into the form, with the short promise', async () => {
    const n05 = await node('N05')
    assert.ok(n05?.plan?.simulation)
    cases.set('2026-09-11 09:01')
    await followProjects(desk, AbortSignal.abort())
    assert.equal((await node('N05'))?.standing, 'ready', 'what is due waits for the next run when a stop does')
    await followProjects(desk)
    const caseId = (await node('N05'))?.fact.case?.id as string
    await send(window, { caseId }, { type: 'accept', note: '' })
    assert.equal((await node('N05'))?.fact.case?.dueOn, '2026-09-15')
    await send(approver, { caseId }, { type: 'opine', verdict: 'agree', opinion: '符合' })
    await send(head, { caseId }, { type: 'decide', verdict: 'approve', reason: '' })
    await followProjects(desk)
    assert.equal((await node('N06'))?.standing, 'ready')
  })

  it('falls back when a new version comes, and waits again', async () => {
    assert.ok((await node('N06'))?.plan)
    const file = await upload(firm.id)
    const hashed = await hashOfFile(desk, firm, file)
    assert.ok('value' in hashed)
    const fields = { gfa: 18420, farArea: 20000, density: 42, green: 12, height: 30, floors: 5 }
    const handed = {
      paper: 'designPlan',
      file,
      hash: hashed.value,
      issuer: '示例',
      number: '2',
      seal,
      validUntil: null,
      fields,
    }
    await must(firm, { type: 'hand', ...handed })
    const n06 = await node('N06')
    assert.deepEqual([n06?.standing, n06?.plan, n06?.lacks], ['missing', null, ['designPlan']])
    const acts = await actsOf(desk.pool, cases.vault, `cabinet:${code}`)
    assert.deepEqual(
      acts.map(({ seq }) => seq),
      acts.map((_, index) => index + 1),
    )
    assert.ok(acts.some(({ kind }) => kind === 'dropped'))
  })

  it('names both documents and both values when they contradict each other, and files nothing', async () => {
    await must(steward, { type: 'approve', paper: 'designPlan', version: 2 })
    const around = await now()
    const height = around.view.checks.find(({ name }) => name === 'height')
    assert.deepEqual(
      [height?.standing, ...(height?.sides.map(({ document, value }) => `${document} ${value}`) ?? [])],
      ['differs', 'planningConditions 24 m', 'designPlan 30 m'],
    )
    assert.deepEqual([(await node('N06'))?.standing, (await node('N06'))?.conflicts], ['missing', ['height']])
    const filed = await fileNode(desk, firm, code, 'N06')
    assert.ok('problem' in filed && filed.problem.detail?.includes('建筑高度不超过规划条件'))
  })

  it('is filed by the firm itself whenever it is ready', async () => {
    await put('designPlan', { gfa: 18420, farArea: 20000, density: 42, green: 12, height: 18.5, floors: 3 })
    const filed = await fileNode(desk, firm, code, 'N06')
    assert.ok('value' in filed, JSON.stringify(filed))
    assert.equal(filed.value.state.cabinet.filings.N06?.[0]?.how, 'firm')
    await issue((await node('N06'))?.fact.case?.id as string)
    assert.deepEqual([(await node('N06'))?.standing, (await node('N07'))?.standing], ['done', 'missing'])
    assert.equal((await node('N06'))?.fact.entry?.values.planVersion, 3)
  })

  it('is judged anew once when the rules change, and not again', async () => {
    const [graph] = desk.graphs
    assert.ok(graph)
    const changed = {
      ...graph,
      version: 'f'.repeat(64),
      values: { ...graph.values, N07Days: { value: 2, source: '新文件' } },
    }
    const later = { ...desk, graphs: [changed] }
    assert.deepEqual([await rejudge(later, changed), await rejudge(later, changed)], [1, 0])
    const found = await openOne(later, steward, code)
    assert.equal('value' in found && found.value.around.view.nodes.find((one) => one.code === 'N07')?.days, 2)
  })
})
