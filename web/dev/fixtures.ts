// Data for looking at pages: the stories that the service itself declares as examples, stopped at telling moments.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { catalogueGuides } from '../../src/engines/guide/catalogue.ts'
import { officialCalendar } from '../../src/kernel/calendar/official.ts'
import { legalDateOf, plainDate } from '../../src/kernel/calendar/plain-date.ts'
import { promiseProof } from '../../src/kernel/case/due.ts'
import type { CaseEvent } from '../../src/kernel/case/event.ts'
import { fold } from '../../src/kernel/case/evolve.ts'
import { instantOf, replay } from '../../src/kernel/case/example.ts'
import { encodeForm } from '../../src/kernel/form/posted-form.ts'
import { advise } from '../../src/kernel/material/rule.ts'
import { compileService } from '../../src/kernel/service/compile.ts'
import { unitsOf, type VillageLine } from '../../src/services/district.ts'
import { SERVICES } from '../../src/services/index.ts'
import { LOW_REASONS, RATING_RULES } from '../../src/services/rating.ts'
import type { MaterialAsked } from '../src/pages/apply-materials.ts'
import type { PageName, PageProps } from '../src/pages/pages.ts'
import type { PointRow } from '../src/pages/points.ts'
import type { ProgressPage } from '../src/pages/progress.ts'
import type { VerifyResult } from '../src/pages/verify.ts'
import type { UnitGroup } from '../src/ui/units.ts'
import { projectFixtures } from './project-fixtures.ts'
import { proofFixtures, seatFixture } from './proof-fixtures.ts'
import { receiptFixtures } from './receipt-fixtures.ts'

const lines: readonly VillageLine[] = JSON.parse(
  readFileSync(new URL('../../seed/villages.json', import.meta.url), 'utf8'),
)
const units = unitsOf(lines)
const villages: readonly UnitGroup[] = [...units.values()]
  .filter((unit) => unit.level === 'town')
  .map((town) => ({ name: town.name, units: [...units.values()].filter((unit) => unit.parent === town.code) }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const { declaration, overlays, examples } = SERVICES[0]!
const definition = compileService(declaration, overlays[0]!, sha256)
const school = SERVICES.find((one) => one.declaration.slug === 'school-enrolment')!
const schoolDefinition = compileService(school.declaration, school.overlays[0]!, sha256)
const foodBusiness = catalogueGuides(readFileSync(new URL('../../seed/guides/market.txt', import.meta.url), 'utf8'))[0]!
  .guide
const row = {
  href: '/guide/food-business-new',
  title: '食品经营许可（首次申请）',
  note: '台商投资区市场监督管理局',
  isDeclared: false,
}
const point: PointRow = {
  ...{
    href: '/points/hall',
    kind: 'townCentre',
    name: '洛阳镇便民服务中心',
    town: '洛阳镇',
    address: '示例街 8 号',
    hours: '工作日 8:30–12:00，14:30–17:30',
  },
  ...{
    phone: '12345',
    latitude: 24.9,
    longitude: 118.7,
    sample: true,
    opening: { open: true, until: '17:30', next: null },
  },
}
const shutPoint: PointRow = {
  ...point,
  opening: { open: false, until: null, next: { day: plainDate('2026-11-30'), at: '08:30' } },
}
const base = '/my/cases/QQ-240902-0187'
const caseNo = 'QQ-240902-0187'
const url = `https://qinqing.example/c/${caseNo}`

/** The events of a declared story up to a moment. */
function story(name: string, until: string): readonly CaseEvent[] {
  const example = examples.find((one) => one.name.includes(name))
  if (!example) throw new Error(`no example ${name}`)
  return replay(definition, example, { units, calendar: officialCalendar }).events.filter(
    (event) => event.at <= instantOf(until),
  )
}

function progress(name: string, until: string): ProgressPage {
  const events = story(name, until)
  const state = fold(events)!
  const today = legalDateOf(instantOf(until))
  return {
    base,
    caseNo,
    queryCode: '4820 5173 965',
    definition,
    events,
    clock: promiseProof(definition, state, officialCalendar, today),
    today,
    village: units.get(state.place)!.name,
    stepUntil: null,
    dueOn: state.ended ? null : plainDate('2024-09-18'),
    handlers: [
      { name: '王某群', office: '洛阳镇联审窗口', hours: '工作日 8:30–12:00，14:30–17:30', phone: '0595-0000-0131' },
      { name: '林某琴', office: '示例村01代办员', hours: '免费，能帮您看材料、跑窗口', phone: '130-0000-0000' },
    ],
    url,
    papers: { 1: { title: '收件凭证', href: '#' } },
    seat: null,
    certificates: state.entries.map((entry) => ({ title: entry.title, href: '#' })),
    lists: [],
    mayWithdraw: !state.decision && !state.ended,
    mayRate: state.ended !== null,
  }
}

const whole = examples[0]!
const posted = encodeForm(definition.form, whole.form)
const today = plainDate('2024-09-02')
const context = { on: today, isVillage: (code: string) => units.has(code) }
const wrongForm = JSON.parse(JSON.stringify(whole.form)) as {
  planned: { plotAreaM2: number }
  members: { idNumber: string }[]
}
wrongForm.planned.plotAreaM2 = 168
wrongForm.members[1]!.idNumber = '350598199008241619'
const wrong = encodeForm(definition.form, wrongForm)
const faults = [
  {
    path: 'planned.plotAreaM2',
    message: '占地 168 ㎡，超过 4 口之家的上限 100 ㎡，多 68 ㎡',
    remedy: '请改到 100 ㎡ 以内；用空闲地、荒坡地或原址翻建可增加 30 ㎡',
  },
]
const homestead = { href: '/guide/homestead', title: '我要办宅基地', note: '新建、翻建、分户', icon: 'house' } as const

const asked = (kind: string, more: Partial<MaterialAsked> = {}): MaterialAsked => ({
  kind,
  spec: definition.materials[kind]!,
  files: [],
  paper: false,
  fetched: false,
  ...more,
})
const supplementEvents = story('补正一次', '2024-09-02 12:00')
const supplement = fold(supplementEvents)!.supplement!

const paper = {
  title: '农村宅基地批准书',
  number: '泉台审〔2024〕宅批0187号',
  content: [
    { title: '户主', value: '张某甲' },
    { title: '村', value: '洛阳镇示例村01' },
    { title: '宅基地面积', value: '98 ㎡' },
    { title: '四至', value: '东 村道　南 空地\n西 邻宅　北 水渠' },
  ],
}
const verified: VerifyResult = {
  code: 'K7QW-3F9D-XX21',
  verdict: { kind: 'valid', issuedOn: plainDate('2024-09-24'), issuer: '泉州台商投资区行政审批服务局' },
  content: [
    { title: '证名', value: paper.title },
    { title: '编号', value: paper.number },
    { title: '户主', value: '张*甲' },
    { title: '宅基地面积', value: '98 ㎡' },
  ],
  checks: [
    { passed: true, title: '签名是泉州台商投资区行政审批服务局的', note: '签发后一个字没改' },
    { passed: true, title: '不在撤销名单里', note: '名单 9月26日 10:16 更新' },
    { passed: true, title: '登记在公开日志里', note: '第 48 217 条，2 家见证方签过名' },
  ],
  command: 'npx qinqing verify certificate 批准书.json',
}
const checkedAt = '2024-09-26T02:17:32Z'
const verify = (more: Partial<VerifyResult>) => ({ result: { ...verified, ...more }, checkedAt, phone: '12345' })

type Fixture = { readonly [Name in PageName]: PageProps[Name] }[PageName]

/** By address: the page, and after a slash which moment of it. */
export const fixtures: Readonly<Record<string, Fixture>> = {
  home: {
    often: [homestead],
    topics: [{ topic: '社保就业', count: 40 }],
    services: [homestead],
    matter: {
      href: base,
      title: '我要办宅基地',
      step: '镇里联审',
      dueOn: plainDate('2024-09-20'),
      remaining: 3,
      asked: 0,
    },
    open: 3,
  },
  'home/new': {
    often: [homestead],
    topics: [],
    services: [homestead],
    matter: null,
    open: 0,
  },
  'matter-guide': {
    slug: 'food-business-new',
    guide: foodBusiness,
    version: 1,
    answers: { a: '租来的' },
    isPrint: false,
  },
  'matter-guide/print': { slug: 'food-business-new', guide: foodBusiness, version: 1, answers: {}, isPrint: true },
  guides: { topic: null, topics: [{ topic: '社保就业', count: 40 }], guides: [row] },
  'guides/topic': {
    topic: '社保就业',
    topics: [],
    guides: [row, { ...row, href: '/guide/homestead', isDeclared: true }],
  },
  kiosk: {
    ...{ name: '门厅机', place: point.name, hours: '每天 24 小时', count: 152, isInRepair: false },
    services: [homestead, { ...homestead, href: '/guide/school-enrolment', title: '入学一键事', icon: 'handshake' }],
  },
  'kiosk/repair': {
    ...{ name: '门厅机', place: point.name, hours: '每天 24 小时', count: 152, isInRepair: true, services: [] },
  },
  'kiosk-matters': {
    topic: null,
    topics: [
      { topic: '社保就业', count: 18 },
      { topic: '', count: 3 },
    ],
    matters: [],
    count: 152,
  },
  'kiosk-matters/topic': { topic: '社保就业', topics: [], matters: [row], count: 152 },
  'kiosk-start': {
    ...{ token: 'K0001-1-ABCDEFGHJKMNPQRSTVWXYZ0123', no: 'K-0001', name: '门厅机', place: point.name },
    ...{ count: 152, seconds: 60 },
  },
  'kiosk-called': { place: point.name, phone: '12345', hours: point.hours, opening: point.opening },
  'kiosk-called/shut': { place: point.name, phone: '12345', hours: point.hours, opening: shutPoint.opening },
  'kiosk-empty': {},
  'kiosk-offline': {},
  statistics: {
    figures: {
      ...{ at: '2026-11-27T02:00:00Z', from: plainDate('2026-01-01'), until: plainDate('2026-11-27') },
      all: { received: 412, decided: 380, inTime: 98.7, days: 5.4 },
      months: ['2026-09', '2026-10', '2026-11'].map((month, index) => ({
        ...{ month, received: 130 + index * 20, decided: index === 2 ? null : 120, inTime: index === 2 ? null : 98.3 },
        days: index === 2 ? null : 5.2,
      })),
      services: [{ service: 'homestead', received: 412, decided: 380, inTime: 98.7, days: 5.4 }],
      lights: { green: 30, yellow: null, red: null },
      ...{ smallest: 5, source: '公开统计中不公布小于 5 的非零计数，为统计发布的常用做法；本区未另作规定，可改' },
    },
    titles: { homestead: '宅基地' },
    ratings: { active: 211, good: 204, byDefault: 90 },
  },
  'statistics/nothing': {
    figures: {
      ...{ at: '2026-01-03T02:00:00Z', from: plainDate('2026-01-01'), until: plainDate('2026-01-03') },
      all: { received: 0, decided: 0, inTime: null, days: null },
      months: [{ month: '2026-01', received: 0, decided: 0, inTime: null, days: null }],
      services: [],
      lights: { green: 0, yellow: 0, red: 0 },
      ...{ smallest: 5, source: '公开统计中不公布小于 5 的非零计数，为统计发布的常用做法；本区未另作规定，可改' },
    },
    titles: {},
    ratings: { active: 0, good: 0, byDefault: 0 },
  },
  points: { matter: null, points: [point] },
  plate: {
    plate: { no: 'QL-0217', isRetired: false },
    point,
    count: 46,
    at: '2026-11-27T02:00:00Z',
    common: [row],
    near: [{ ...point, href: '/points/x', metres: 640 }],
  },
  'plate/shut': {
    plate: { no: 'QL-0217', isRetired: true },
    point: shutPoint,
    count: 46,
    at: '2026-11-27T12:00:00Z',
    common: [row],
    near: [{ ...point, href: '/points/x', metres: 3200 }],
  },
  'plate-unknown': { points: [point] },
  call: { point, slots: ['2026-11-30 09:00'], posted: {}, faults: [{ path: 'name', message: '请填怎么称呼您' }] },
  'call-sent': { slot: '2026-11-30 09:00', number: 'a1b2c3d4', today: '2026-11-27' },
  search: { query: '开饭店', how: 'typed', found: [row], hot: [], phone: '12345' },
  'search/meant': { query: '食品经营许可正', how: 'meant', found: [row], hot: [row], phone: '12345' },
  'search/nothing': { query: 'xyz', how: 'nothing', found: [], hot: [row], phone: '12345' },
  guide: {
    definition,
    answers: { currentPlots: 'yes', 'planned.situation': 'new' },
    fetched: ['household-register', 'identity-card'],
    draft: null,
  },
  apply: {
    base: '/apply/homestead/d1',
    definition,
    sections: ['done', 'wrong', 'started', 'todo'],
    materials: 'todo',
    savedAt: checkedAt,
  },
  'apply-section': {
    base: '/apply/homestead/d1',
    title: definition.title,
    definition,
    index: 4,
    posted: wrong,
    faults,
    villages,
    choices: {},
    today,
    savedAt: checkedAt,
  },
  'apply-section/members': {
    base: '/apply/homestead/d1',
    title: definition.title,
    definition,
    index: 2,
    posted: wrong,
    faults: [],
    villages,
    choices: {},
    today,
    savedAt: null,
  },
  // The longest section: three villages to choose.
  'apply-section/school': {
    base: '/apply/school-enrolment',
    title: schoolDefinition.title,
    definition: schoolDefinition,
    index: 2,
    posted: encodeForm(schoolDefinition.form, school.examples[0]!.form),
    faults: [],
    villages,
    choices: {},
    today,
    savedAt: checkedAt,
  },
  'apply-materials': {
    base: '/apply/homestead/d1',
    title: definition.title,
    sections: 4,
    materials: [
      asked('household-register', { fetched: true }),
      asked('identity-card', { paper: true }),
      asked('use-commitment', {
        files: [{ id: '1', title: '宅基地使用承诺书 1', state: 'sent', text: '已传好 10:41' }],
      }),
      asked('house-plan', { fault: { message: '住宅设计图：文件打不开，请重新拍一张' } }),
    ],
  },
  'apply-check': {
    base: '/apply/homestead/d1',
    definition,
    form: wrongForm,
    materials: whole.materials.slice(0, 4),
    asked: Object.keys(definition.materials),
    advice: advise(definition, { form: wrongForm, materials: whole.materials.slice(0, 4) }, {}, context),
    villages,
    today,
    key: 'k1',
  },
  submitted: {
    caseNo,
    queryCode: '4820 5173 965',
    at: instantOf('2024-09-02 08:40'),
    definition,
    village: '洛阳镇示例村01',
    progress: base,
    url,
    receipt: `${base}/receipts/1/view`,
  },
  matters: {
    offers: [{ href: '/apply/x?choose=1', title: '落户有奖', by: '青年人才落户奖励', amount: 3_000_000 }],
    unread: 2,
    drafts: [{ href: '/apply/homestead/d1', title: definition.title, savedAt: checkedAt, section: '想建的房子' }],
    open: [
      {
        href: base,
        title: definition.title,
        caseNo,
        step: '镇里联审',
        tone: 'going',
        dueOn: plainDate('2024-09-20'),
        supplementUntil: null,
      },
    ],
    ended: [
      {
        href: base,
        title: definition.title,
        caseNo: 'QQ-230311-0007',
        step: '已撤回',
        tone: 'still',
        dueOn: null,
        supplementUntil: null,
      },
    ],
  },
  'matters/none': { offers: [], drafts: [], open: [], ended: [], unread: 0 },
  inbox: {
    notices: [
      {
        href: base,
        title: '我要办宅基地',
        says: '请补 2 项，最晚 2024-10-09。补好前计时停着。',
        at: '2024-09-09T01:30:00Z',
        isNew: true,
      },
      { href: base, title: '我要办宅基地', says: '已受理，开始计时。', at: '2024-09-02T02:00:00Z', isNew: false },
    ],
    settings: '/my/notices/settings',
  },
  'inbox/none': { notices: [], settings: '/my/notices/settings' },
  told: {
    base: '/my/notices/settings',
    channels: ['sms', 'email'],
    email: 'name@',
    locale: 'zh-Hant',
    from: '22',
    to: '8',
    faults: [{ path: 'email', message: '请填完整的邮箱地址，如 name@example.org' }],
    saved: false,
  },
  'told/saved': {
    base: '/my/notices/settings',
    channels: [],
    email: '',
    locale: 'en',
    from: '0',
    to: '0',
    faults: [],
    saved: true,
  },
  outbox: {
    messages: [
      {
        channel: 'sms',
        receiver: '138****0000',
        text: '亲清家园：您有一件事有新进展，登录后看：https://qinqing.example/my/notices',
        at: '2024-09-09T01:30:00Z',
      },
    ],
  },
  'outbox/none': { messages: [] },
  progress: progress('从申请办到验收', '2024-09-12 12:00'),
  'progress/new': progress('从申请办到验收', '2024-09-02 08:50'),
  'progress/supplement': progress('补正一次', '2024-09-02 12:00'),
  'progress/returned': progress('一个部门退回', '2024-09-12 18:00'),
  'progress/refused': progress('异议核实', '2025-01-01 12:00'),
  'progress/done': progress('从申请办到验收', '2026-01-01 12:00'),
  answers: {
    base,
    definition,
    form: whole.form,
    materials: whole.materials,
    submittedAt: instantOf('2024-09-02 08:40'),
    villages,
  },
  supplement: {
    base,
    definition,
    asked: [
      { field: 'planned.bounds.south', reason: '表里写“空地”，现场照片里是陈某信家。两处要一样。' },
      ...supplement.asked,
    ],
    by: '林某琴',
    at: supplement.act.at,
    until: supplement.until,
    clock: { remaining: 8 },
    form: whole.form,
    posted,
    faults: [],
    materials: supplement.asked.flatMap((one) => (one.material ? [asked(one.material)] : [])),
    villages,
    phone: '130-0000-0000',
    key: 'k2',
    lapsed: false,
  },
  promise: {
    base,
    title: definition.title,
    until: plainDate('2024-10-02'),
    materials: [asked('house-plan')],
    fault: '还有没补的：住宅设计图，补齐后再提交',
  },
  lookup: {
    code: '4820 5173 965',
    fault: null,
    result: {
      title: definition.title,
      status: '办理中',
      step: '镇里联审',
      receivedOn: plainDate('2024-09-02'),
      dueOn: plainDate('2024-09-23'),
      ended: false,
      waits: true,
    },
  },
  'lookup/wrong': { code: '4820 5173 964', fault: '查询码是 11 位数字，最后一位对不上，请再核对', result: null },
  'lookup/ask': { code: '', fault: null, result: null },
  withdraw: { base, title: definition.title, key: 'k3' },
  task: {
    base,
    title: definition.title,
    heading: '改收款账户：银行没有付成',
    form: {
      bank: { kind: 'text', title: '开户银行', hint: '写到支行' },
      amount: { kind: 'money', title: '金额', unit: '元', min: 0, max: 1_000_000 },
      unit: { kind: 'unit', title: '主办部门', level: 'department' },
    },
    outcomes: [
      { value: 'given', title: '账户改好了' },
      { value: 'unable', title: '改不了' },
    ],
    reasoned: true,
    posted: { bank: '示例银行' },
    faults: [{ path: 'amount', message: '金额：请填金额，最多两位小数' }],
    villages,
    choices: { 'unit:department': [{ value: 'industry', title: '科技经济发展局' }] },
    lists: [
      {
        title: '报名的机构',
        heads: ['机构', '报价'],
        figures: [false, true],
        rows: [['示例甲测绘有限公司', '8,000 元']],
      },
    ],
    key: 'complete-1',
  },
  mandates: {
    given: [
      {
        id: 'm1',
        agentName: '何某帮',
        principalName: '陈某一',
        services: ['homestead'],
        actions: ['submit', 'follow'],
        until: '2027-03-01',
        isRevoked: false,
      },
      {
        id: 'm2',
        agentName: '许某邻',
        principalName: '陈某一',
        services: ['homestead'],
        actions: ['follow'],
        until: '2026-03-01',
        isRevoked: true,
      },
    ],
    received: [],
    actingFor: null,
    titles: { homestead: '宅基地' },
    today: '2026-11-02',
    typed: { agentName: '', agentIdNumber: '', services: [], actions: ['submit'], until: '' },
    faults: [],
  },
  'own-data': {
    name: '陈某一',
    idNumber: '350***********1234',
    phone: '13800000001',
    cases: 2,
    drafts: 1,
    given: 1,
    received: 0,
  },
  sessions: {
    sessions: [
      { id: 'a', startedAt: '2026-11-02T00:40:00.000Z', seenAt: '2026-11-02T01:10:00.000Z', isThis: true },
      { id: 'b', startedAt: '2026-11-01T09:40:00.000Z', seenAt: '2026-11-02T01:00:00.000Z', isThis: false },
    ],
  },
  'rate-open': {
    touch: 'case',
    service: '',
    reasons: LOW_REASONS,
    key: 'key',
    posted: { caseNo: '', code: '', level: '', reasons: [], text: '' },
    faults: [],
    sent: false,
  },
  'rate-open/refused': {
    touch: 'window',
    service: '',
    reasons: LOW_REASONS,
    key: 'key',
    posted: { caseNo: '', code: '', level: '1', reasons: [], text: '' },
    faults: [{ path: 'text', message: '不满意的，请选或写一条原因' }],
    sent: false,
  },
  ratings: {
    figures: {
      from: plainDate('2026-01-01'),
      until: plainDate('2026-11-02'),
      levels: [1, 2, 5, 20, 41],
      active: 69,
      byDefault: 30,
      waiting: 4,
      byTouch: [{ touch: 'case', active: 60, good: 57 }],
      byService: [{ service: 'homestead', active: 60, good: 57 }],
      bad: { all: 3, called: 3, valid: 2, rectified: 2, inTime: 1, closed: 2 },
    },
    titles: { homestead: '宅基地' },
    rules: RATING_RULES,
  },
  rate: {
    base,
    title: definition.title,
    reasons: definition.ratings,
    key: 'k4',
    posted: { reasons: [] },
    faults: [{ path: 'level', message: '请选一个等级' }],
    sent: false,
  },
  certificates: {
    certificates: [
      { href: '#', title: paper.title, number: paper.number, issuedOn: plainDate('2024-09-24'), status: 'valid' },
      {
        href: '#',
        title: '乡村建设规划许可证',
        number: '泉台审〔2024〕乡建0187号',
        issuedOn: plainDate('2024-09-24'),
        status: 'revoked',
      },
    ],
  },
  certificate: {
    ...paper,
    legalText: definition.entries.homesteadApproval!.legalText,
    issuer: '泉州台商投资区行政审批服务局',
    issuedOn: plainDate('2024-09-24'),
    validUntil: plainDate('2026-09-24'),
    status: 'valid',
    signed: `QQ1:${'6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N'.repeat(10)}`,
    qr: 'https://qinqing.example/v/K7QW3F9DXX21',
    verify: '/v/K7QW3F9DXX21',
    download: '#',
  },
  verify: verify({}),
  'verify/revoked': verify({
    verdict: {
      kind: 'revoked',
      since: plainDate('2025-03-02'),
      reason: '申请时隐瞒了另一处宅基地，不合一户一宅。',
      document: '泉台审〔2025〕撤销0004号',
      organ: '泉州台商投资区行政审批服务局',
    },
  }),
  'verify/tampered': verify({
    verdict: {
      kind: 'tampered',
      changes: [{ title: '批准面积', written: '160 ㎡', registered: '98 ㎡' }],
      genuine: '#',
    },
    checks: [{ passed: false, title: '签名对不上内容', note: '内容在签发后被人改过' }, ...verified.checks.slice(1)],
  }),
  'verify/signature': verify({
    verdict: { kind: 'tampered', changes: [], genuine: null },
    checks: [{ passed: false, title: '签名对不上内容', note: '内容在签发后被人改过' }],
  }),
  'verify/expired': verify({ verdict: { kind: 'expired', since: plainDate('2024-09-25') } }),
  'verify/early': verify({ verdict: { kind: 'early', from: '2024-09-27T02:00:00Z' } }),
  'verify/foreign': verify({ verdict: { kind: 'foreign', issuer: '某某市审批局' }, content: [] }),
  'verify/unreadable': verify({ verdict: { kind: 'unreadable' }, content: [], checks: [] }),
  'verify/stale': verify({ verdict: { kind: 'stale', listedAt: '2024-09-20T02:00:00Z' } }),
  ...proofFixtures,
  seat: seatFixture(definition),
  ...projectFixtures,
  ...receiptFixtures(base),
  check: { lists: '/registers/demo', vkey: 'demo/registers+00000000+AAAA', phone: '12345' },
  'verify/unknown': verify({ verdict: { kind: 'unknown' }, content: [], checks: [], command: '' }),
  'verify/ask': { result: null, checkedAt, phone: '12345' },
  registers: {
    groups: [{ title: '采购', registers: [{ href: '#', title: '采购公告' }] }],
  },
  register: {
    title: '采购公告',
    note: '公告期内都可以报名。',
    isFull: false,
    rows: [
      {
        number: '示例〔2024〕采公0001号',
        on: plainDate('2024-09-02'),
        until: plainDate('2024-09-05'),
        standing: 'valid',
        cells: [{ title: '项目', value: '示例厂房' }],
        uses: [{ href: '#', title: '报名' }],
      },
    ],
  },
  notices: {
    notices: [{ href: '#', title: '张某某，我要办宅基地', village: '洛阳镇示例村01', until: plainDate('2024-09-09') }],
  },
  notice: {
    base: '/publicity/N1',
    service: definition.title,
    village: '洛阳镇示例村01',
    from: plainDate('2024-09-02'),
    until: plainDate('2024-09-09'),
    open: true,
    rows: [
      { title: '哪一种', value: '新申请' },
      { title: '占地面积', value: '98 ㎡' },
      { title: '层数', value: '3 层' },
    ],
    key: 'k5',
    posted: { name: '陈某信' },
    faults: [{ path: 'reason', message: '请写明异议的理由' }],
  },
  record: {
    days: 90,
    services: [
      {
        title: '示例事项',
        received: 4,
        running: 2,
        lights: { green: 1, yellow: 0, red: 1, grey: 0 },
        ends: [{ title: '已解决', count: 2 }],
        counted: [{ title: '哪一类', rows: [{ title: '一般', count: 4, late: 1 }] }],
        units: [{ title: '示例局', count: 4, late: 1 }],
        published: [{ unit: '示例局', step: '办理', receivedOn: '2026-10-09', dueOn: '2026-10-16', late: 6 }],
      },
    ],
  },
  objected: { village: '洛阳镇示例村01', at: checkedAt, notices: '/publicity' },
  'sign-in': {
    providers: [{ action: '/auth/citizen', name: '省统一身份认证（演示）' }],
    next: '/my',
    message: '请先登录，再申请',
    staff: '/staff/sign-in',
  },
  invitation: { token: 'token', login: '', name: '' },
  'invitation/refused': {
    token: 'token',
    login: 'zhao.mou',
    name: '赵某',
    refused: { reason: '密码至少要 10 个字符。', remedy: '请按提示换一个密码。' },
  },
  'invitation/made': {
    token: '',
    login: 'zhao.mou',
    name: '',
    made: {
      authenticator:
        'otpauth://totp/demo:zhao.mou?issuer=demo&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&digits=6&period=30',
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    },
  },
  error: { title: '没有这个办件，或您无权查看', remedy: '核对办件编号；本人办件请先登录', number: 'r-8f3a21' },
  gallery: {
    definition,
    posted: wrong,
    villages,
    proof: progress('补正一次', '2024-09-12 12:00').clock,
    today: plainDate('2024-09-12'),
  },
}
