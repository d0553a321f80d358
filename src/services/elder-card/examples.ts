// Stories of applications for the card. People and numbers are invented.

import type { Example, ExampleLine } from '#kernel/case/example.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'

const form = { village: '350521104-01', name: '张某丁', idNumber: '350598195109175142', phone: '13800000001' }
const portrait: HandedMaterial[] = [{ kind: 'portrait', origin: 'paper' }]
const accept: ExampleLine = { at: '2026-11-02 10:00', by: 'village.agent', command: { type: 'accept', note: '' } }
const base = { submittedAt: '2026-11-02 09:00', form, materials: portrait, advice: 'ready' } as const

export const examples: readonly Example[] = [
  {
    ...base,
    name: '当天收件，次日核准发证',
    script: [
      accept,
      {
        at: '2026-11-02 10:01',
        by: 'village.agent',
        command: { type: 'decide', verdict: 'approve', reason: '' },
        refused: 'NOT_YOURS',
      },
      { at: '2026-11-03 09:00', by: 'bureau.approver', command: { type: 'decide', verdict: 'approve', reason: '' } },
      { at: '2026-11-03 09:05', by: 'applicant', command: { type: 'rate', level: 5, reasons: [], text: '' } },
    ],
    ends: 'done',
  },
  {
    ...base,
    name: '差一天满六十岁，核后不予核准',
    form: { ...form, name: '李某己', idNumber: '350598196611030015' },
    advice: 'not-eligible',
    script: [
      accept,
      {
        at: '2026-11-02 11:00',
        by: 'bureau.approver',
        command: { type: 'decide', verdict: 'reject', reason: '明天才满六十岁' },
      },
    ],
    ends: 'refused',
  },
  {
    ...base,
    name: '已有一张证，不予受理',
    facts: { held: { number: '泉台审〔2025〕老优0007号' } },
    advice: 'not-eligible',
    script: [
      {
        at: '2026-11-02 10:00',
        by: 'village.agent',
        command: { type: 'refuse', ground: 'notRequired', reason: '已经有证' },
      },
    ],
    ends: 'notAccepted',
  },
  {
    ...base,
    name: '照片没有交，到期退件',
    materials: [],
    advice: 'supplement',
    script: [
      {
        at: '2026-11-02 10:00',
        by: 'village.agent',
        command: { type: 'requestSupplement', asked: [{ material: 'portrait', reason: '没有照片' }] },
      },
      { at: '2026-12-03 00:00', by: 'time', command: { type: 'wake' } },
    ],
    ends: 'returned',
  },
  {
    ...base,
    name: '收件前撤回',
    script: [{ at: '2026-11-02 09:30', by: 'applicant', command: { type: 'withdraw', reason: '先不办了' } }],
    ends: 'withdrawn',
  },
  {
    ...base,
    name: '负责人终止',
    script: [
      accept,
      { at: '2026-11-02 11:00', by: 'bureau.head', command: { type: 'terminate', reason: '申请人去世' } },
    ],
    ends: 'terminated',
  },
]
