// Stories of 入学一键事 that together take every outcome of every step. People and numbers are invented.

import type { RegistryAnswer } from '#kernel/case/command.ts'
import { doneAs as done, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'

const VILLAGE = '350521104-01'
const PLAN = '泉台教〔2026〕招0001号'
const [NEAR, FAR] = ['school-104-01', 'school-104-02']
const HASH = 'ab'.repeat(32)

const plan = { number: PLAN, name: '2026 年秋季', opensOn: '2026-06-01', closesOn: '2026-06-30', ageDay: '2026-08-31' }
const facts = { plan, same: 0 }
const announced = { result: { number: '泉台教〔2026〕派0001号' } }

const form = {
  season: PLAN,
  kind: 'first',
  child: { idNumber: '350598201909210004', name: '林小满' },
  guardian: { name: '林某某', idNumber: '350598199205131404', relation: 'mother', phone: '13800000040' },
  village: VILLAGE,
  registered: { here: true, village: VILLAGE },
  house: { owns: true, village: VILLAGE },
  work: { permit: false, insured: false },
  policy: 'none',
  wishes: { first: NEAR, second: FAR },
}

const household: RegistryAnswer = { row: { name: '林小满', village: VILLAGE, here: true } }
const property: RegistryAnswer = { row: { owner: '林某某', village: VILLAGE, owns: true } }
const compared = (at: string, answers: Readonly<Record<string, RegistryAnswer>> = { household, property }) =>
  line(at, 'time', { type: 'compare', answers })
const placed = { type: 'find', succeeded: true, reason: '', name: PLAN, hash: HASH, chosen: [NEAR] } as const
const unplaced = {
  type: 'find',
  succeeded: false,
  reason: '名单上和统筹次序里都没有学位了',
  name: PLAN,
  hash: HASH,
  chosen: [],
} as const

const base = { submittedAt: '2026-06-03 20:10', form, materials: [], facts, advice: 'ready' } as const
/** Everything agrees, and the season's run gave a seat. */
const toProposed: readonly ExampleLine[] = [
  compared('2026-06-03 20:11'),
  line('2026-07-20 10:00', 'time', placed, { facts: announced }),
]

export const examples: readonly Example[] = [
  {
    ...base,
    name: '登记都相符，派到第一志愿，当天确认，九月报到',
    script: [
      ...toProposed,
      line('2026-07-20 12:30', 'applicant', done('accept')),
      line('2026-09-01 08:30', `school.office@${NEAR}`, done('came')),
      line('2026-09-01 20:00', 'applicant', { type: 'rate', level: 5, reasons: [], text: '' }),
    ],
    ends: 'done',
  },
  {
    ...base,
    name: '公示期里没有作声，录取后确认；到校那天没有来',
    script: [
      ...toProposed,
      line('2026-07-28 00:00', 'time', { type: 'wake' }),
      line('2026-07-29 09:00', 'applicant', done('confirmed')),
      line('2026-09-10 17:00', `school.office@${FAR}`, done('absent', {}, '没有来'), { refused: 'NOT_YOURS' }),
      line('2026-09-10 17:05', `school.office@${NEAR}`, done('absent', {}, '九月十日还没有来')),
    ],
    ends: 'absent',
  },
  {
    ...base,
    name: '录取后逾期没有确认',
    script: [
      ...toProposed,
      line('2026-07-28 00:00', 'time', { type: 'wake' }),
      line('2026-08-08 00:00', 'time', { type: 'wake' }),
    ],
    ends: 'unconfirmed',
  },
  {
    ...base,
    name: '录取后放弃',
    script: [
      ...toProposed,
      line('2026-07-28 00:00', 'time', { type: 'wake' }),
      line('2026-07-29 09:00', 'applicant', done('declined')),
    ],
    ends: 'declined',
  },
  {
    ...base,
    name: '看了结果就放弃',
    script: [...toProposed, line('2026-07-20 12:30', 'applicant', done('decline'))],
    ends: 'declined',
  },
  {
    ...base,
    name: '提出异议，书面答复维持，录取后确认',
    script: [
      ...toProposed,
      line('2026-07-20 12:30', 'applicant', done('object'), { refused: 'REASON_MISSING' }),
      line('2026-07-20 12:31', 'applicant', done('object', {}, '邻居号码比我大，为什么录取在前')),
      line('2026-07-22 10:00', 'education.head', done('kept', { answer: '邻居是①类，先比类别' })),
      line('2026-07-23 10:00', 'applicant', done('confirmed')),
    ],
    ends: 'register',
  },
  {
    ...base,
    name: '异议成立，改正认定后参加补录',
    script: [
      ...toProposed,
      line('2026-07-20 12:31', 'applicant', done('object', {}, '住房登记在孩子父亲名下')),
      line('2026-07-22 10:00', 'education.head', done('upheld', { answer: '住房属实，改正后补录' })),
      line('2026-07-22 15:00', 'education.officer', done('found', { house: true, registered: true })),
      line('2026-08-10 10:00', 'time', placed),
      line('2026-08-10 12:00', 'applicant', done('accept')),
    ],
    ends: 'register',
  },
  {
    ...base,
    name: '户籍登记在别的村，补正户口簿后认定，等派位',
    script: [
      compared('2026-06-03 20:11', { household: { row: { name: '林小满', village: '350521104-09' } }, property }),
      line('2026-06-04 09:00', 'education.officer', {
        type: 'requestSupplement',
        asked: [{ material: 'proof', reason: '登记的户口在别的村，请交户口簿首页和孩子页' }],
      }),
      line('2026-06-04 20:00', 'applicant', {
        type: 'supplement',
        form,
        materials: [{ kind: 'proof', origin: 'paper' }],
      }),
      line('2026-06-05 09:00', 'education.officer', { type: 'accept', note: '' }),
      line('2026-06-05 09:10', 'education.officer', done('found', { registered: true })),
    ],
    ends: 'seats',
  },
  {
    ...base,
    name: '补正到期没有交来，退件',
    script: [
      compared('2026-06-03 20:11', { household: { row: null }, property }),
      line('2026-06-04 09:00', 'education.officer', {
        type: 'requestSupplement',
        asked: [{ material: 'proof', reason: '户籍登记里没有查到，请交户口簿' }],
      }),
      line('2026-06-20 00:00', 'time', { type: 'wake' }),
    ],
    ends: 'returned',
  },
  {
    ...base,
    name: '两次派位都没有学位',
    script: [
      compared('2026-06-03 20:11'),
      line('2026-07-20 10:00', 'time', unplaced, { facts: announced }),
      line('2026-08-20 10:00', 'time', unplaced),
    ],
    ends: 'noSeat',
  },
  {
    ...base,
    name: '台胞子女，人核对后定为政策照顾',
    form: {
      ...form,
      child: { idNumber: '830000201909210006', name: '王小台' },
      guardian: { name: '王某台', idNumber: '09999901', relation: 'father', phone: '13800000101' },
      registered: { here: false },
      house: { owns: false },
      policy: 'taiwan',
    },
    materials: [{ kind: 'proof', origin: 'paper' }],
    script: [
      compared('2026-06-03 20:11', {}),
      line('2026-06-04 09:00', 'education.officer', { type: 'accept', note: '' }),
      line('2026-06-04 09:05', 'education.officer', done('found', { policy: true })),
    ],
    ends: 'seats',
  },
  {
    ...base,
    name: '没有满六周岁，不予受理',
    form: { ...form, child: { idNumber: '350598202009210003', name: '林小满' } },
    advice: 'not-eligible',
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-04 09:00', 'education.officer', {
        type: 'refuse',
        ground: 'notRequired',
        reason: '到 8 月 31 日不满六周岁，请明年再报',
      }),
    ],
    ends: 'refused',
  },
  {
    ...base,
    name: '核对后不符合报名条件',
    form: { ...form, policy: 'talent' },
    materials: [{ kind: 'proof', origin: 'paper' }],
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-04 09:00', 'education.officer', { type: 'accept', note: '' }),
      line('2026-06-04 09:05', 'education.officer', done('unfit'), { refused: 'REASON_MISSING' }),
      line('2026-06-04 09:06', 'education.officer', done('unfit', {}, '人在区外就读，没有来本区')),
    ],
    ends: 'refused',
  },
  {
    ...base,
    name: '截止以后才报，直接等补录',
    submittedAt: '2026-07-05 09:00',
    script: [compared('2026-07-05 09:01'), line('2026-08-10 10:00', 'time', placed)],
    ends: 'proposed',
  },
  {
    ...base,
    name: '转学到三年级，有学位的学校接收',
    form: { ...form, kind: 'transfer', grade: 3, child: { idNumber: '350598201609210002', name: '林小满' } },
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-10 10:00', 'education.officer', done('placed', { school: FAR })),
      line('2026-06-10 12:00', 'applicant', done('accept')),
      line('2026-09-01 08:30', `school.office@${FAR}`, done('came')),
    ],
    ends: 'done',
  },
  {
    ...base,
    name: '转学没有学位',
    form: { ...form, kind: 'transfer', grade: 5, child: { idNumber: '350598201409210008', name: '林小满' } },
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-10 10:00', 'education.officer', done('none', {}, '五年级各校都满员')),
    ],
    ends: 'noSeat',
  },
  {
    ...base,
    name: '派位前撤回',
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-20 10:00', 'applicant', { type: 'withdraw', reason: '去外地读' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...base,
    name: '孩子迁出，终止办理',
    script: [
      compared('2026-06-03 20:11'),
      line('2026-06-20 10:00', 'education.head', { type: 'terminate', reason: '孩子户口已迁出，家长不再办理' }),
    ],
    ends: 'terminated',
  },
]
