// The gate before publication: the rules a guide must keep (GB/T 39046-2020; "not in the guide, not to be demanded"). Each
// rule broken is a fault with its place, its code, why, and what to do. The editor shows them while one types; the desk
// refuses to submit or publish with any of them.

import type { Guide } from './shape.ts'

export const GATE = {
  GUIDE_PROMISE_OVER_LAW: ['承诺时限比法定时限长', '把承诺时限改到法定时限以内，单位也要一样'],
  GUIDE_INSTANT_DAYS: ['即办件的承诺时限应为 0，承诺时限不为 0 的是承诺件', '改办件类型，或改承诺时限'],
  GUIDE_VISIT_REASON: ['要跑现场却没有写原因', '写明为什么必须到现场，或把到现场次数改为 0'],
  GUIDE_VISIT_NEEDLESS: ['不用跑现场却写了必须到现场的原因', '删去原因，或改到现场次数'],
  GUIDE_VISIT_CHANNEL: ['不用跑现场，却没有网上或快递的办法', '加上电脑、手机或快递中的一种'],
  GUIDE_DEPTH_VISITS: ['网办深度是Ⅳ级（全程网办），却还要跑现场', '把到现场次数改为 0，或把网办深度改低'],
  GUIDE_RESULT_KIND: [
    '结果名称和办结类型对不上',
    '名称以“证”结尾的是出证办结，以“文”结尾的是出文办结，以“批复”结尾的是审批办结',
  ],
  GUIDE_BASIS_MISSING: ['没有写设定依据', '至少写一部法律、法规、规章或规范性文件'],
  GUIDE_CATCH_ALL: ['材料里有“其他”“等”这样的兜底说法', '把要的材料一样一样写清楚；没写的不得要'],
  GUIDE_FEE_BASIS: ['收费却没有写收费依据', '写明收费依据和标准，或改为不收费'],
  GUIDE_SPECIAL_LIMIT: ['特别程序没有写时限或依据', '每个特别程序都要有名称、时限和依据'],
  GUIDE_CONTACTS: ['咨询或投诉方式没有写', '两样都要写，群众才知道问谁、找谁'],
  GUIDE_FORM_SAMPLE: ['要申请人填写的表没有样本', '写上填写样本，或去掉空表'],
} as const satisfies Readonly<Record<string, readonly [reason: string, remedy: string]>>

export type GateCode = keyof typeof GATE

export interface GateFault {
  readonly code: GateCode
  /** Where in the guide: `materials.3.title`. */
  readonly path: string
  readonly reason: string
  readonly remedy: string
}

/** Every rule that the guide breaks, in the order of the rules; none when it may be published. */
export function gateFaults(guide: Guide): GateFault[] {
  const faults: GateFault[] = []
  const say = (code: GateCode, path: string) =>
    faults.push({ code, path, reason: GATE[code][0], remedy: GATE[code][1] })
  const { statutoryLimit: law, promisedLimit: promise } = guide
  if (promise.days > 0 && (promise.unit !== law.unit || promise.days > law.days))
    say('GUIDE_PROMISE_OVER_LAW', 'promisedLimit.days')
  if (guide.caseType !== '9' && (guide.caseType === '1') !== (promise.days === 0)) say('GUIDE_INSTANT_DAYS', 'caseType')
  judgeVisits(guide, say)
  for (const [index, { name, kind }] of guide.results.entries()) {
    const due = resultKind(name)
    if (due && kind !== due) say('GUIDE_RESULT_KIND', `results.${index}.kind`)
  }
  if (!guide.basis.some(({ law: name }) => name.trim() !== '')) say('GUIDE_BASIS_MISSING', 'basis')
  for (const [index, material] of guide.materials.entries()) {
    if (CATCH_ALL.test(material.title)) say('GUIDE_CATCH_ALL', `materials.${index}.title`)
    if (material.blank !== '' && material.sample.trim() === '') say('GUIDE_FORM_SAMPLE', `materials.${index}.sample`)
  }
  if (guide.fee.yuan > 0 && guide.fee.basis.trim() === '') say('GUIDE_FEE_BASIS', 'fee.basis')
  for (const [index, { title, days, basis }] of guide.special.entries())
    if (title.trim() === '' || days === 0 || basis.trim() === '') say('GUIDE_SPECIAL_LIMIT', `special.${index}`)
  if (guide.consult.trim() === '' || guide.complaint.trim() === '') say('GUIDE_CONTACTS', 'consult')
  return faults
}

function judgeVisits(guide: Guide, say: (code: GateCode, path: string) => void): void {
  const { onsiteVisits, onsiteReason, channels, onlineDepth } = guide
  const reason = onsiteReason.trim()
  if (onsiteVisits > 0 && reason === '') say('GUIDE_VISIT_REASON', 'onsiteReason')
  if (onsiteVisits === 0 && reason !== '') say('GUIDE_VISIT_NEEDLESS', 'onsiteReason')
  if (onsiteVisits === 0 && !channels.some((channel) => channel === '2' || channel === '3' || channel === '4'))
    say('GUIDE_VISIT_CHANNEL', 'channels')
  if (onlineDepth === 'Ⅳ' && onsiteVisits > 0) say('GUIDE_DEPTH_VISITS', 'onlineDepth')
}

/** What the ending of a result's name says of how the case ends. `批复` before the single signs. */
const KINDS = [
  ['批复', '审批办结'],
  ['证', '出证办结'],
  ['文', '出文办结'],
] as const

/** How a case ends whose result has this name; undefined when the name does not say. */
export const resultKind = (name: string): Guide['results'][number]['kind'] | undefined =>
  KINDS.find(([ending]) => name.endsWith(ending))?.[1]

/** 其他材料, …等材料: what a window could use to ask for anything. A name may well contain 等 elsewhere (等级证书). */
const CATCH_ALL =
  /其他(?:相关|有关|必要)?(?:的)?(?:材料|资料|文件|证明)|(?:等|相关|有关)(?:的)?(?:材料|资料|文件|证明)$|等$|需要的其他/
