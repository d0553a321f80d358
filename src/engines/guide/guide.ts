// What follows from a guide: its code tables (GB/T 39046-2020 annex A), and the materials that an answer leaves. Pure.

import type { Guide, GuideMaterial } from './shape.ts'

/** Tables of GB/T 39046 annex A, as far as a guide uses them. */
export const MATTER_TYPES: Readonly<Record<Guide['matterType'], string>> = {
  '01': '行政许可',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
}
export const LEVELS: Readonly<Record<Guide['level'], string>> = {
  '1': '国家级',
  '2': '省级',
  '3': '市级',
  '4': '县级',
  '5': '镇（乡、街道）级',
  '6': '村（社区）级',
  '7': '分级管理',
}
export const NATURES: Readonly<Record<Guide['body']['nature'], string>> = {
  '1': '法定机关',
  '2': '授权组织',
  '3': '受委托组织',
  '9': '其他',
}
export const AUDIENCES: Readonly<Record<Guide['audiences'][number], string>> = {
  '1': '自然人',
  '2': '企业法人',
  '3': '事业法人',
  '4': '社会组织法人',
  '5': '行政机关',
  '6': '其他',
}
export const CHANNELS: Readonly<Record<Guide['channels'][number], string>> = {
  '1': '窗口',
  '2': '电脑',
  '3': '手机',
  '4': '快递',
  '9': '其他',
}
export const CASE_TYPES: Readonly<Record<Guide['caseType'], string>> = { '1': '即办件', '2': '承诺件', '9': '其他' }
export const POWER_SOURCES: Readonly<Record<Guide['powerSource'], string>> = {
  '1': '法定本级行使',
  '2': '上级下放',
  '3': '上级授权',
  '4': '同级授权',
  '5': '上级委托',
  '6': '同级委托',
}

export type Answers = Readonly<Record<string, string>>
export type Need = 'mine' | 'licence' | 'maybe'

/** The materials that these answers leave, each with whether it is the applicant's to bring. */
export function materialsOf(
  { materials }: Pick<Guide, 'materials'>,
  answers: Answers,
): { material: GuideMaterial; need: Need }[] {
  return materials.flatMap((material) => {
    const { when } = material
    const answer = when && answers[when.question]
    if (when && answer && answer !== 'unsure' && !when.answers.includes(answer)) return []
    const isOpen = when !== undefined && (!answer || answer === 'unsure')
    return [{ material, need: isOpen ? 'maybe' : material.licence !== '' ? 'licence' : 'mine' }]
  })
}

/** The answers among a page's query that belong to the guide's questions. */
export function answersOf({ questions }: Pick<Guide, 'questions'>, query: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    questions.flatMap(({ id, options }) => {
      const value = query[id]
      return typeof value === 'string' && (value === 'unsure' || options.includes(value)) ? [[id, value]] : []
    }),
  )
}
