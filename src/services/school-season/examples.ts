// Stories of a season, formal and rehearsed, that together take every outcome of every step. Numbers are invented.

import { doneAs as done, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'

const PLAN = '泉台教〔2026〕招0001号'
const [NEAR, FAR] = ['school-104-01', 'school-104-02']
const HASH = 'ab'.repeat(32)

const schools = [
  {
    school: NEAR,
    seats: 135,
    longitude: 118.6413,
    latitude: 24.9208,
    catchment: [{ place: '350521104-01' }, { place: '350521104-02' }],
  },
  {
    school: FAR,
    seats: 90,
    longitude: 118.6647,
    latitude: 24.916,
    catchment: [{ place: '350521104-03' }, { place: '350521104-04/东片' }],
  },
]
const season = {
  submittedAt: '2026-05-20 09:00',
  submittedBy: 'education.officer',
  form: {
    name: '2026 年秋季',
    year: 2026,
    mode: 'formal',
    opensOn: '2026-06-01',
    closesOn: '2026-06-30',
    ageDay: '2026-08-31',
    schools,
  },
  materials: [],
  advice: 'ready',
} as const
const drawn = { type: 'find', succeeded: true, reason: '', name: 'draw-2026', hash: HASH, chosen: ['1'] } as const
const run = { type: 'find', succeeded: true, reason: '', name: 'run-2026', hash: HASH, chosen: [NEAR] } as const
const failed = (reason: string) => ({ type: 'find', succeeded: false, reason, name: '', hash: '', chosen: [] }) as const
const known = { plan: { number: PLAN } }

const toApproval: readonly ExampleLine[] = [
  line('2026-05-21 09:00', 'education.head', done('agreed')),
  line('2026-06-29 18:00', 'education.officer', done('closed'), { refused: 'GUARD_BROKEN', facts: known }),
  line('2026-07-01 09:00', 'education.officer', done('closed')),
  line('2026-07-05 10:00', 'education.officer', drawn),
  line('2026-07-06 10:00', 'time', run),
]

export const examples: readonly Example[] = [
  {
    ...season,
    name: '一季办完',
    script: [
      ...toApproval,
      line('2026-07-07 10:00', 'education.head', { type: 'decide', verdict: 'approve', reason: '' }),
      line('2026-07-15 00:00', 'time', { type: 'wake' }),
      line('2026-09-15 10:00', 'education.officer', done('closed')),
    ],
    ends: 'done',
  },
  {
    ...season,
    name: '摇号没有摇成，重新摇；派位数据有错，再来一遍；公示有异议，答复后进入补录',
    script: [
      line('2026-05-21 09:00', 'education.head', done('agreed')),
      line('2026-07-01 09:00', 'education.officer', done('closed'), { facts: known }),
      line('2026-07-05 10:00', 'education.officer', failed('公证员没有到场')),
      line('2026-07-06 10:00', 'education.officer', drawn),
      line('2026-07-06 11:00', 'time', failed('名单冻结后发现一名孩子重复')),
      line('2026-07-07 10:00', 'education.officer', drawn),
      line('2026-07-08 10:00', 'time', run),
      line('2026-07-09 10:00', 'education.head', { type: 'decide', verdict: 'approve', reason: '' }),
      line('2026-07-10 10:00', 'anyone', {
        type: 'object',
        objector: '许某',
        contact: '13800000009',
        reason: '学位数与计划不同',
      }),
      line('2026-07-13 10:00', 'education.head', done('answered', {}, '两处是同一个数，已书面答复')),
    ],
    ends: 'rest',
  },
  {
    ...season,
    name: '结果没有通过审定',
    script: [
      ...toApproval,
      line('2026-07-07 10:00', 'education.head', {
        type: 'decide',
        verdict: 'reject',
        reason: '计划有误，本季重新开办',
      }),
    ],
    ends: 'cancelled',
  },
  {
    ...season,
    name: '计划没有核定',
    script: [line('2026-05-21 09:00', 'education.head', done('disagreed', {}, '学位数与编制不符'))],
    ends: 'cancelled',
  },
  {
    ...season,
    name: '演练：摇号、派位，结果不作数',
    form: { ...season.form, mode: 'rehearsal' },
    facts: known,
    script: [
      line('2026-06-15 09:00', 'education.head', done('agreed')),
      line('2026-06-15 10:00', 'education.officer', failed('演练中断')),
      line('2026-06-15 10:30', 'education.officer', drawn),
      line('2026-06-15 11:00', 'time', failed('演练发现一所学校学位填错')),
      line('2026-06-15 14:00', 'education.officer', drawn),
      line('2026-06-15 15:00', 'time', run),
    ],
    ends: 'over',
  },
]
