// How services are rated in this district (好差评): the touch points, what may be ticked with a low grade, and the limits of
// the law that the desk of ratings keeps. Everything here is the district's to change.

import type { Span } from '#kernel/service/step.ts'

/** Where somebody was served when they rated. `case` is the whole matter; the others one visit or one act of it. */
export const TOUCHES = ['case', 'apply', 'supplement', 'collect', 'consult', 'window', 'plate', 'kiosk'] as const
export type Touch = (typeof TOUCHES)[number]

/** 5 非常满意 … 1 非常不满意; a level of 1 or 2 is a bad rating. Source: 国办发〔2019〕51号. */
export const LEVELS = [5, 4, 3, 2, 1] as const
export type Level = (typeof LEVELS)[number]
export const isBad = (level: number): boolean => level <= 2

/** What may be ticked with a low grade at a touch point; a matter has its own list in its declaration. Version 1. */
export const LOW_REASONS = [
  '等得太久',
  '说不清楚',
  '态度不好',
  '要的材料太多',
  '来回跑了几趟',
  '设备或页面不好用',
] as const

export interface RatingRules {
  /** Natural days after which a matter nobody rated counts as satisfied by default. */
  readonly defaultAfterDays: number
  /** First call to whoever gave a bad rating. */
  readonly callWithin: Span
  /** From the call that found it valid to what was put right. */
  readonly rectifyWithin: Span
  /** From what was put right to asking once more. */
  readonly revisitWithin: Span
  readonly source: string
}

export const RATING_RULES: RatingRules = {
  defaultAfterDays: 7,
  callWithin: { days: 1, unit: 'workingDays' },
  rectifyWithin: { days: 10, unit: 'workingDays' },
  revisitWithin: { days: 5, unit: 'workingDays' },
  source: '福建省政务服务“好差评”管理办法（试行），2019-10-25：7 个自然日、10 个工作日；回访与首次联系的时限为本区自定',
}
