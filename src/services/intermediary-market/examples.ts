// Stories about entering the market, complaints and standing, in working days of 2026. Everybody in them is invented.

import { doneAs, type Example, type ExampleLine, lineOf as line } from '#kernel/case/example.ts'
import { ENTRY_PAPERS, entryForm, FIRMS } from './invented.ts'

const wake = { type: 'wake' } as const
const accept = { type: 'accept', note: '' } as const
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const reject = { type: 'decide', verdict: 'reject', reason: '理由不足' } as const
const withdraw = { type: 'withdraw', reason: '先不办了' } as const
const terminate = { type: 'terminate', reason: '机构注销' } as const

const { jia } = FIRMS
type Answers = Extract<ExampleLine['command'], { type: 'compare' }>['answers']
const business = { row: { name: jia.name, legal: jia.legal } }
const qualification = {
  row: { firm: jia.code, category: jia.category, level: jia.level, until: jia.until },
  until: jia.until,
}
const practitioner = { row: { name: jia.staff.name, firm: jia.code } }
const answers = (more: Answers = {}) => ({
  type: 'compare' as const,
  answers: { business, qualification, practitioner, ...more },
})
const entering = {
  submittedAt: '2026-11-02 09:00',
  form: entryForm(jia),
  materials: ENTRY_PAPERS,
  facts: { same: 0, standing: 0 },
  advice: 'ready',
} as const
const compared = line('2026-11-02 09:00', 'time', answers())
const checked = [compared, line('2026-11-02 15:00', 'bureau.market', accept)]
const published = [...checked, line('2026-11-10 00:00', 'time', wake)]
const objection = {
  type: 'object',
  objector: '许某',
  contact: '13800000009',
  reason: '执业人员已经离开',
} as const

export const intermediaryExamples: readonly Example[] = [
  {
    ...entering,
    name: '逐项比对一致，核对、公示、准予，入驻到资质到期那天',
    script: [
      compared,
      line('2026-11-02 14:00', 'bureau.market', accept, { facts: { same: 1 }, refused: 'GUARD_BROKEN' }),
      line('2026-11-02 15:00', 'bureau.market', accept, { facts: { same: 0 } }),
      line('2026-11-10 00:00', 'time', wake),
      line('2026-11-10 09:00', 'bureau.market', approve, { refused: 'NOT_YOURS' }),
      line('2026-11-10 10:00', 'bureau.approver', approve),
    ],
    ends: 'entered',
  },
  {
    ...entering,
    name: '资质等级和登记不一致，谁也放不过去；登记更正后重新比对',
    script: [
      line('2026-11-02 09:00', 'time', answers({ qualification: { row: { ...qualification.row, level: '乙级' } } })),
      line('2026-11-02 10:00', 'bureau.market', accept, { refused: 'NOT_AT_THIS_STEP' }),
      line('2026-11-05 10:00', 'applicant', doneAs('again')),
      line('2026-11-05 10:01', 'time', answers()),
      line('2026-11-05 15:00', 'bureau.market', accept),
    ],
    ends: 'notice',
  },
  {
    ...entering,
    name: '登记里的资质已经过期，三十天没有更正，退件',
    script: [
      line('2026-11-02 09:00', 'time', answers({ qualification: { ...qualification, until: '2026-06-30' } })),
      line('2026-12-03 00:00', 'time', wake),
    ],
    ends: 'returned',
  },
  {
    ...entering,
    name: '自己填错了，撤回重填',
    script: [
      line('2026-11-02 09:00', 'time', answers({ practitioner: { row: { name: '别人', firm: jia.code } } })),
      line('2026-11-02 10:00', 'applicant', doneAs('stop')),
    ],
    ends: 'mistaken',
  },
  {
    ...entering,
    name: '执业注册查不到，核对原件后不予入驻',
    script: [
      line('2026-11-02 09:00', 'time', answers({ practitioner: 'unreachable' })),
      line('2026-11-02 15:00', 'bureau.market', {
        type: 'refuse',
        ground: 'notCompetent',
        reason: '注册证不是本单位的',
      }),
    ],
    ends: 'refused',
  },
  {
    ...entering,
    name: '公示有异议，核实不成立，准予',
    script: [
      ...checked,
      line('2026-11-04 09:00', 'anyone', objection),
      line('2026-11-05 09:00', 'bureau.supervisor', doneAs('kept'), { refused: 'REASON_MISSING' }),
      line('2026-11-05 09:00', 'bureau.supervisor', doneAs('kept', {}, '社保记录在本单位')),
      line('2026-11-05 10:00', 'bureau.approver', approve),
    ],
    ends: 'entered',
  },
  {
    ...entering,
    name: '公示有异议，核实成立，不予入驻',
    script: [
      ...checked,
      line('2026-11-04 09:00', 'anyone', objection),
      line('2026-11-05 09:00', 'bureau.supervisor', doneAs('upheld', {}, '人已经离开')),
      line('2026-11-05 10:00', 'bureau.approver', reject),
    ],
    ends: 'refused',
  },
  {
    ...entering,
    name: '公示的时候被清退，不能准予',
    script: [
      ...published,
      line('2026-11-10 10:00', 'bureau.approver', approve, { facts: { standing: 1 }, refused: 'GUARD_BROKEN' }),
      line('2026-11-10 10:05', 'bureau.approver', reject),
    ],
    ends: 'refused',
  },
  {
    ...entering,
    name: '扫描件看不清，补正后收下',
    script: [
      compared,
      line('2026-11-02 11:00', 'bureau.market', {
        type: 'requestSupplement',
        asked: [{ material: 'certificate', reason: '看不清编号' }],
      }),
      line('2026-11-03 09:00', 'applicant', {
        type: 'supplement',
        form: entryForm(jia),
        materials: [{ kind: 'certificate', origin: 'paper' }],
      }),
      line('2026-11-03 10:00', 'bureau.market', accept),
    ],
    ends: 'notice',
  },
  {
    ...entering,
    name: '核对的时候撤回',
    script: [compared, line('2026-11-02 10:00', 'applicant', withdraw)],
    ends: 'withdrawn',
  },
  {
    ...entering,
    name: '公示的时候机构注销，终止',
    script: [...checked, line('2026-11-04 10:00', 'bureau.head', terminate)],
    ends: 'terminated',
  },
  {
    ...entering,
    name: '资质已经到期，预审就说不行',
    form: { ...entryForm(jia), qualification: { ...entryForm(jia).qualification, until: '2026-10-31' } },
    advice: 'not-eligible',
    script: [
      line(
        '2026-11-02 09:00',
        'time',
        answers({ qualification: { row: { ...qualification.row, until: '2026-10-31' } } }),
      ),
      line('2026-11-02 10:00', 'bureau.market', accept, { refused: 'GUARD_BROKEN' }),
    ],
    ends: 'check',
  },
]

const CODE = 'SL-2026-001'
const complaint = {
  submittedAt: '2026-11-02 09:00',
  form: {
    need: CODE,
    matter: '结果',
    claim: '第一名和采购单位是同一股东，请求结果作废',
    name: '黄某三',
    phone: '13800000003',
  },
  materials: [],
  facts: { need: { number: '泉台审〔2026〕采购0001号', title: CODE }, before: 0 },
  advice: 'ready',
} as const
const inquiry = (verdict: 'agree' | 'disagree'): ExampleLine[] => [
  line('2026-11-02 15:00', 'bureau.supervisor', accept),
  line('2026-11-03 15:00', 'bureau.market', doneAs('said', { text: '按公告的规则办的，股东情况当时查不到' })),
  line('2026-11-04 15:00', 'bureau.market', { type: 'opine', verdict, opinion: '查过' }, { refused: 'NOT_YOURS' }),
  line('2026-11-05 15:00', 'bureau.supervisor', { type: 'opine', verdict, opinion: '查过登记' }),
]

export const disputeExamples: readonly Example[] = [
  {
    ...complaint,
    name: '对结果的投诉成立，中选撤销',
    script: [...inquiry('agree'), line('2026-11-06 10:00', 'bureau.head', approve)],
    ends: 'upheld',
  },
  {
    ...complaint,
    name: '对评价的申诉成立，评价和扣分撤销',
    form: { ...complaint.form, matter: '评价', claim: '逾期是因为采购单位没有给资料' },
    script: [...inquiry('agree'), line('2026-11-06 10:00', 'bureau.head', approve)],
    ends: 'upheld',
  },
  {
    ...complaint,
    name: '对履约的投诉成立，责令改正',
    form: { ...complaint.form, matter: '履约', claim: '验收后三个月没有付款' },
    script: [...inquiry('agree'), line('2026-11-06 10:00', 'bureau.head', approve)],
    ends: 'upheld',
  },
  {
    ...complaint,
    name: '投诉不成立，驳回',
    script: [...inquiry('disagree'), line('2026-11-06 10:00', 'bureau.head', reject)],
    ends: 'dismissed',
  },
  {
    ...complaint,
    name: '不是中介超市的事，不予受理',
    script: [
      line('2026-11-02 15:00', 'bureau.supervisor', {
        type: 'refuse',
        ground: 'notCompetent',
        reason: '劳动争议，请找劳动仲裁',
      }),
    ],
    ends: 'notAccepted',
  },
  {
    ...complaint,
    name: '说清楚了，自己撤回',
    script: [line('2026-11-02 10:00', 'applicant', withdraw)],
    ends: 'withdrawn',
  },
  {
    ...complaint,
    name: '另案处理，终止',
    script: [line('2026-11-02 10:00', 'bureau.head', { type: 'terminate', reason: '另案处理' })],
    ends: 'terminated',
  },
  {
    ...complaint,
    name: '已经决定过，预审说不能再投诉',
    facts: { ...complaint.facts, before: 1 },
    advice: 'not-eligible',
    script: [line('2026-11-02 10:00', 'applicant', withdraw)],
    ends: 'withdrawn',
  },
]

const handling = {
  submittedAt: '2026-11-02 09:00',
  submittedBy: 'bureau.market',
  form: { firm: jia.code, act: '冻结', reason: '执业人员被举报挂证，先冻结' },
  materials: [],
  facts: { known: 1 },
  advice: 'ready',
} as const
const heard = line('2026-11-03 09:00', 'bureau.supervisor', doneAs('heard', { heard: '机构说明人在本单位，愿意配合' }))

export const standingExamples: readonly Example[] = [
  {
    ...handling,
    name: '听过陈述，决定冻结',
    script: [
      heard,
      line('2026-11-04 09:00', 'bureau.supervisor', approve, { refused: 'NOT_YOURS' }),
      line('2026-11-04 09:00', 'bureau.head', approve),
    ],
    ends: 'done',
  },
  {
    ...handling,
    name: '查清了，恢复',
    form: { firm: jia.code, act: '恢复', reason: '社保和注册都在本单位' },
    script: [heard, line('2026-11-04 09:00', 'bureau.head', approve)],
    ends: 'done',
  },
  {
    ...handling,
    name: '查实挂证，清退两年',
    form: { firm: jia.code, act: '清退', until: '2028-11-01', reason: '查实挂证' },
    script: [heard, line('2026-11-04 09:00', 'bureau.head', approve)],
    ends: 'done',
  },
  {
    ...handling,
    name: '证据不足，不作处理',
    script: [heard, line('2026-11-04 09:00', 'bureau.head', reject)],
    ends: 'dropped',
  },
  {
    ...handling,
    name: '提错了，撤回',
    script: [line('2026-11-02 10:00', 'applicant', { type: 'withdraw', reason: '代码填错' })],
    ends: 'withdrawn',
  },
  {
    ...handling,
    name: '机构已经注销，终止',
    script: [line('2026-11-02 10:00', 'bureau.head', terminate)],
    ends: 'terminated',
  },
]
