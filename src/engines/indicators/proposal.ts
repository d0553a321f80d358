// Targets for the main tasks that were published without any. They are ours, not the unit's: wherever they are shown, the
// page says so, and nothing counts them as published.
import { type Evidence, evidenceFor } from './binding.ts'
import type { Operator } from './score.ts'

/** A proposed target. `proposed` is always true, so that no reader of the data can take it for a published one. */
export interface ProposedTarget {
  readonly proposed: true
  readonly task: string
  readonly level2: string
  readonly name: string
  readonly operator: Operator
  readonly amount: string
  readonly unit: string
  /** Why this measure says whether the task succeeded. */
  readonly why: string
  readonly evidence: Evidence
}

type Line = readonly [level2: string, name: string, target: string, why: string, evidence?: Evidence]

const TASKS: Readonly<Record<string, readonly Line[]>> = {
  无感报建: [
    [
      '质量指标',
      '不见面办结的报建件占比',
      '≥90%',
      '企业不到场就办成，才叫无感',
      { kind: 'register', register: 'ConstructionProject' },
    ],
    [
      '时效指标',
      '从资料齐备到系统自动申报的用时',
      '≤1 天',
      '资料齐了不该再等人提交',
      { kind: 'register', register: 'ConstructionProject' },
    ],
    ['服务对象满意度指标', '报建企业主动评价满意度', '≥90%', '只算主动评价，不算默认好评'],
  ],
  益企帮帮: [
    ['时效指标', '企业诉求按期办结率', '≥95%', '限时办理是这项任务的承诺', { kind: 'counter', counter: 'onTimeRate' }],
    [
      '数量指标',
      '参加会诊日的诉求件数',
      '≥60 件',
      '每月一次会诊日，每次至少五件',
      { kind: 'register', register: 'ClinicDay' },
    ],
    ['服务对象满意度指标', '企业对办理结果的满意度', '≥90%', '办结不等于办好'],
  ],
  农村建房: [
    [
      '数量指标',
      '掌上办结的宅基地件数',
      '≥300 件',
      '群众真的用了，才算建成',
      { kind: 'counter', counter: 'completedCases' },
    ],
    ['时效指标', '宅基地审批平均用时', '≤8 天', '对外承诺八个工作日', { kind: 'counter', counter: 'meanWorkingDays' }],
    ['社会效益指标', '群众少跑腿次数', '≥900 次', '每件少跑三次，由到场次数算出'],
  ],
  代办超市: [
    ['数量指标', '进驻并接单的代办机构', '≥10 家', '进驻不接单没有用', { kind: 'register', register: 'Agency' }],
    ['质量指标', '代办件一次受理率', '≥90%', '代办专业，材料就该一次交齐', { kind: 'register', register: 'Agency' }],
    ['服务对象满意度指标', '委托人满意度', '≥90%', '由委托人评，不由机构评'],
  ],
}

/** The proposed targets of every main task without published ones. */
export const PROPOSED_TARGETS: readonly ProposedTarget[] = Object.entries(TASKS).flatMap(([task, lines]) =>
  lines.map(([level2, name, target, why, evidence]) => {
    const [, operator = '≥', amount = '', unit = ''] = /^([≥≤=])(\S+?)\s*([^\d\s]+)$/.exec(target) ?? []
    return {
      proposed: true,
      task,
      level2,
      name,
      operator: operator as Operator,
      amount,
      unit,
      why,
      evidence: evidence ?? evidenceFor({ name }),
    } as const
  }),
)
