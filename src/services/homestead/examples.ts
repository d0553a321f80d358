// Stories of homestead applications that together take every outcome of every step and end in every way the service can
// end. People and numbers are invented.

import { plainDate as day } from '#kernel/calendar/plain-date.ts'
import type { Command } from '#kernel/case/command.ts'
import type { Example, ExampleLine } from '#kernel/case/example.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'

const VILLAGE = '350521104-01'

const members = [
  { name: '张某甲', relation: 'householder', idNumber: '350598198003071234', registeredIn: VILLAGE },
  { name: '林某乙', relation: 'spouse', idNumber: '350598198211120045', registeredIn: VILLAGE },
  { name: '张某丙', relation: 'child', idNumber: '350598201008071916', registeredIn: VILLAGE },
  { name: '张某丁', relation: 'parent', idNumber: '350598195109175142', registeredIn: VILLAGE },
]

const planned = {
  situation: 'new',
  landClass: 'construction',
  plotAreaM2: 98,
  buildingAreaM2: 220,
  floors: 3,
  heightM: 10.8,
  neighboursConsent: true,
  standardDesign: true,
  bounds: { east: '村道', south: '空地', west: '邻宅', north: '水渠' },
}

const form = { village: VILLAGE, phone: '13800000001', members, currentPlots: [], soldHouseBefore: false, planned }

const paper = (...kinds: string[]): HandedMaterial[] => kinds.map((kind) => ({ kind, origin: 'paper' }))
const materials = paper('household-register', 'identity-card', 'use-commitment', 'neighbours-opinion', 'house-plan')

const line = (at: string, by: ExampleLine['by'], command: ExampleLine['command'], refused?: string): ExampleLine => ({
  at,
  by,
  command,
  ...(refused && { refused }),
})
const wake: Command & { type: 'wake' } = { type: 'wake' }
const attend = (result: 'pass' | 'fail', note = '四至清楚，与图一致') =>
  ({ type: 'attend', result, longitude: 118.67, latitude: 24.93, photos: ['photo'], note }) as const
const agree = (branch: string) => ({ type: 'opine', branch, verdict: 'agree', opinion: '符合规定' }) as const

/** From acceptance on 2 September through publicity and survey to the parallel review, on 10 September. */
const toJoint: readonly ExampleLine[] = [
  line('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }),
  line('2024-09-10 00:00', 'time', wake),
  line('2024-09-10 09:35', 'town.window', attend('pass')),
]
const toDecision: readonly ExampleLine[] = [
  ...toJoint,
  line('2024-09-10 15:00', 'town.agriculture', agree('agriculture')),
  line('2024-09-11 16:20', 'town.land', agree('land')),
]
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const

const base = { submittedAt: '2024-09-02 08:40', form, materials, advice: 'ready' } as const

export const examples: readonly Example[] = [
  {
    ...base,
    name: '从申请办到验收',
    script: [
      ...toDecision,
      line('2024-09-12 10:41', 'bureau.approver', approve),
      line('2024-09-14 09:00', 'town.land', attend('pass', '已按批准位置放样')),
      line('2025-06-01 09:00', 'applicant', { type: 'fulfil', note: '房子建好了', files: [] }),
      line('2025-06-03 09:00', 'town.construction', attend('pass', '按图建成')),
      line('2025-06-03 20:00', 'applicant', { type: 'rate', level: 5, reasons: [], text: '' }),
      line('2025-06-03 20:01', 'applicant', { type: 'rate', level: 1, reasons: [], text: '再评' }, 'RATED_ALREADY'),
    ],
    ends: 'done',
  },
  {
    ...base,
    name: '补正一次后办成；第二次补正告知被拒绝',
    materials: paper('household-register', 'identity-card', 'use-commitment', 'neighbours-opinion'),
    advice: 'supplement',
    script: [
      line('2024-09-02 10:00', 'village.agent', {
        type: 'requestSupplement',
        asked: [{ material: 'house-plan', reason: '没有设计图' }],
      }),
      line('2024-09-02 10:01', 'village.agent', { type: 'accept', note: '' }, 'SUPPLEMENT_OPEN'),
      line('2024-09-03 10:00', 'applicant', { type: 'supplement', form, materials: [] }, 'SUPPLEMENT_INCOMPLETE'),
      line('2024-09-03 10:05', 'applicant', { type: 'supplement', form, materials: paper('house-plan') }),
      line(
        '2024-09-03 11:00',
        'village.agent',
        { type: 'requestSupplement', asked: [{ material: 'house-plan', reason: '不清楚' }] },
        'SUPPLEMENT_USED',
      ),
      line('2024-09-03 11:05', 'village.agent', { type: 'accept', note: '' }),
    ],
    ends: 'notice',
  },
  {
    ...base,
    name: '补正到期没有交来，退件',
    materials: paper('household-register', 'identity-card', 'use-commitment', 'neighbours-opinion'),
    advice: 'supplement',
    script: [
      line('2024-09-02 10:00', 'village.agent', {
        type: 'requestSupplement',
        asked: [{ material: 'house-plan', reason: '没有设计图' }],
      }),
      line('2024-10-03 00:00', 'time', wake),
    ],
    ends: 'returned',
  },
  {
    ...base,
    name: '五个工作日没有回音，视为受理',
    script: [line('2024-09-10 00:00', 'time', wake)],
    ends: 'notice',
  },
  {
    ...base,
    name: '异议核实后不能继续，审批局不予批准',
    script: [
      line('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }),
      line('2024-09-04 20:00', 'anyone', {
        type: 'object',
        objector: '许某',
        contact: '13800000009',
        reason: '占了公共通道',
      }),
      line('2024-09-06 10:00', 'village.committee', {
        type: 'opine',
        verdict: 'disagree',
        opinion: '经实地核对，确实占了通道',
      }),
      line('2024-09-09 10:00', 'bureau.approver', { type: 'decide', verdict: 'reject', reason: '' }, 'REASON_MISSING'),
      line('2024-09-09 10:01', 'bureau.approver', {
        type: 'decide',
        verdict: 'reject',
        reason: '占用公共通道，可在 60 日内申请复议',
      }),
    ],
    ends: 'refused',
  },
  {
    ...base,
    name: '一个部门退回，只有它重新看；办过的人不能再决定',
    script: [
      ...toJoint,
      line('2024-09-10 15:00', 'town.agriculture', agree('agriculture')),
      line('2024-09-10 16:00', 'town.land', {
        type: 'opine',
        branch: 'land',
        verdict: 'return',
        opinion: '图上没有标尺寸',
        asked: [{ material: 'house-plan', reason: '首层平面没有标尺寸' }],
      }),
      line('2024-09-10 16:30', 'town.agriculture', agree('agriculture'), 'BRANCH_DONE'),
      line('2024-09-11 09:00', 'village.agent', {
        type: 'mend',
        branch: 'land',
        form,
        materials: paper('house-plan'),
        note: '换了标好尺寸的图',
      }),
      line('2024-09-11 16:20', 'town.land', agree('land')),
      line('2024-09-12 10:00', 'town.land', approve, 'NOT_YOURS'),
    ],
    ends: 'decide',
  },
  {
    ...base,
    name: '占农用地，先等转用批准；决定前撤回',
    form: { ...form, planned: { ...planned, landClass: 'farmland' } },
    script: [
      line('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }),
      line('2024-09-10 00:00', 'time', wake),
      line('2024-11-20 10:00', 'town.land', { type: 'fulfil', note: '农用地转用批文', files: ['approval'] }),
      line('2024-11-20 18:00', 'applicant', { type: 'withdraw', reason: '不建了' }),
    ],
    ends: 'withdrawn',
  },
  {
    ...base,
    name: '不属于本机关，不予受理',
    script: [
      line('2024-09-02 10:00', 'village.agent', {
        type: 'refuse',
        ground: 'notCompetent',
        reason: '户口在城区，请到所在街道',
      }),
    ],
    ends: 'notAccepted',
  },
  {
    ...base,
    name: '联审有一路到期不答，上报后由人催办；听证停表后决定',
    script: [
      ...toJoint,
      line('2024-09-10 15:00', 'town.agriculture', agree('agriculture')),
      line('2024-09-15 00:00', 'time', wake),
      line('2024-09-18 09:00', 'bureau.supervisor', agree('land')),
      line('2024-09-18 10:00', 'bureau.approver', { type: 'suspend', ground: 'hearing', notice: '听证告知书' }),
      line('2024-09-18 10:05', 'bureau.approver', approve, 'SUSPENDED'),
      line('2024-10-08 09:00', 'bureau.approver', { type: 'resume' }),
      line('2024-10-08 09:30', 'bureau.head', { type: 'extend', reason: '听证后需要复核' }),
      line('2024-10-08 09:31', 'bureau.head', { type: 'extend', reason: '再延' }, 'EXTENSION_USED'),
      line('2024-10-09 10:00', 'bureau.approver', approve),
    ],
    ends: 'staking',
  },
  {
    ...base,
    name: '容缺受理的材料没有按时补交，终止',
    materials: paper('household-register', 'identity-card', 'use-commitment', 'neighbours-opinion'),
    advice: 'supplement',
    script: [
      line(
        '2024-09-02 10:00',
        'village.agent',
        { type: 'accept', note: '', deferral: { materials: ['identity-card'], until: day('2024-09-20') } },
        'DEFERRAL_BARRED',
      ),
      line('2024-09-02 10:01', 'village.agent', {
        type: 'accept',
        note: '',
        deferral: { materials: ['house-plan'], until: day('2024-09-20') },
      }),
      line('2024-09-21 00:00', 'time', wake),
    ],
    ends: 'terminated',
  },
  {
    ...base,
    name: '批准后两年没有建，批准书过期',
    script: [
      ...toDecision,
      line('2024-09-12 10:41', 'bureau.approver', approve),
      line('2024-09-14 09:00', 'town.land', attend('pass', '已放样')),
      line('2026-09-15 00:00', 'time', wake),
    ],
    ends: 'expired',
  },
  {
    ...base,
    name: '异议不成立；三次到场都先不合格，改好后办成',
    script: [
      line('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }),
      line('2024-09-04 20:00', 'anyone', {
        type: 'object',
        objector: '许某',
        contact: '13800000009',
        reason: '占了公共通道',
      }),
      line('2024-09-06 10:00', 'village.committee', {
        type: 'opine',
        verdict: 'agree',
        opinion: '经实地核对，没有占通道',
      }),
      line('2024-09-09 09:00', 'town.window', attend('fail', '南边界与图差 0.5 米，请联审核对')),
      line('2024-09-09 15:00', 'town.agriculture', agree('agriculture')),
      line('2024-09-10 16:20', 'town.land', agree('land')),
      line('2024-09-11 10:41', 'bureau.approver', approve),
      line('2024-09-13 09:00', 'town.land', attend('fail', '下雨，界桩立不住')),
      line('2024-09-18 09:00', 'town.land', attend('pass', '已放样')),
      line('2025-06-01 09:00', 'applicant', { type: 'fulfil', note: '房子建好了', files: [] }),
      line('2025-06-03 09:00', 'town.construction', attend('fail', '多建了一间，要拆')),
      line('2025-07-01 09:00', 'applicant', { type: 'fulfil', note: '拆了', files: [] }),
      line('2025-07-02 09:00', 'town.construction', attend('pass', '按图建成')),
    ],
    ends: 'done',
  },
  {
    ...base,
    name: '占农用地，一年没有等到转用批准，终止',
    form: { ...form, planned: { ...planned, landClass: 'farmland' } },
    script: [
      line('2024-09-02 10:00', 'village.agent', { type: 'accept', note: '' }),
      line('2024-09-10 00:00', 'time', wake),
      line('2025-09-11 00:00', 'time', wake),
    ],
    ends: 'terminated',
  },
]
