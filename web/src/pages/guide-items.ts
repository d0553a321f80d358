// The data items of GB/T 39046-2020 table 4 of a guide, each by its name, in the order of the table. Pure.

import { AUDIENCES, CASE_TYPES, CHANNELS, LEVELS, MATTER_TYPES, NATURES, POWER_SOURCES } from '#engines/guide/guide.ts'
import type { Guide } from '#engines/guide/shape.ts'

/** Names that the standard gives; they are the same in every language of the site. */
type Item = readonly [name: string, value: string]

const yes = (is: boolean): string => (is ? '是' : '否')
const join = (texts: readonly string[]): string => texts.filter(Boolean).join('；')
const limit = ({ days, unit, note }: Guide['statutoryLimit']): string =>
  `${days} ${unit === 'workingDays' ? '个工作日' : '天'}${note && `（${note}）`}`
const organ = ({ name, address, phone }: Guide['review']): string => join([name, address, phone])

/** Every item with its value; what is empty says 无. */
export function itemsOf(guide: Guide): Item[] {
  const { hall, fee } = guide
  const items: Item[] = [
    ['事项名称', guide.name],
    ['基本编码', guide.catalogCode],
    ['实施编码', guide.taskCode],
    ['业务办理项编码', guide.handleItemCode],
    ['事项类型', MATTER_TYPES[guide.matterType]],
    ['设定依据', join(guide.basis.map(({ law, number, article }) => `${law}${number}${article || '（条款待核）'}`))],
    ['行使层级', LEVELS[guide.level]],
    ['行使内容', guide.exercise],
    ['权力来源', POWER_SOURCES[guide.powerSource]],
    ['实施主体', guide.body.name],
    ['实施主体编码', guide.body.code],
    ['实施主体性质', NATURES[guide.body.nature]],
    ['委托部门', guide.delegatedBy],
    ['法定办结时限', limit(guide.statutoryLimit)],
    ['承诺办结时限', limit(guide.promisedLimit)],
    ['受理条件', join(guide.conditions)],
    ['办理流程', join(guide.steps.map(({ title, actor }) => `${title}（${actor}）`))],
    ['联办机构', join(guide.jointOrgs)],
    ['承办机构', guide.undertaker],
    ['中介服务', join(guide.intermediaries)],
    ['数量限制', guide.quantityLimit],
    ['结果名称', join(guide.results.map(({ name }) => name))],
    ['结果类型', join(guide.results.map(({ kind }) => kind))],
    ['结果样本', join(guide.results.map(({ sample }) => sample))],
    ['是否收费', yes(fee.yuan > 0)],
    ['收费依据', fee.basis],
    ['收费项目', join(fee.items.map(({ name }) => name))],
    ['收费标准', join(fee.items.map(({ standard }) => standard))],
    ['减免规定', join(fee.items.map(({ relief }) => relief))],
    ['通办范围', guide.crossRegion],
    ['服务对象', join(guide.audiences.map((code) => AUDIENCES[code]))],
    ['主题分类', join(guide.topics)],
    ['办件类型', CASE_TYPES[guide.caseType]],
    ['办理形式', join(guide.channels.map((code) => CHANNELS[code]))],
    ['到办事现场次数', String(guide.onsiteVisits)],
    ['必须现场办理原因', guide.onsiteReason],
    [
      '特别程序',
      join(guide.special.map(({ title, days }) => `${title}（${days > 0 ? `${days} 个工作日` : '时限看具体情形'}）`)),
    ],
    ['特别程序依据', join(guide.special.map(({ basis }) => basis))],
    ['是否支持预约', yes(guide.booking)],
    ['是否网上支付', yes(guide.onlinePay)],
    ['是否物流快递', yes(guide.courier)],
    ['是否自助终端办理', yes(guide.kiosk)],
    ['网上办理深度', guide.onlineDepth],
    ['网上办理地址', guide.onlineAddress],
    ['是否告知承诺', yes(guide.informAndCommit)],
    ['是否容缺受理', yes(guide.deferrable)],
    ['是否进驻政务大厅', yes(hall.name !== '')],
    ['政务大厅名称', hall.name],
    ['窗口', hall.window],
    ['办理地点', hall.address],
    ['办理时间', hall.hours],
    ['交通指引', hall.transit],
    ['咨询方式', guide.consult],
    ['监督投诉方式', guide.complaint],
    ['申请人权利义务', guide.rights],
    ['行政复议机关', organ(guide.review)],
    ['行政诉讼机关', organ(guide.court)],
    ['申请材料', join(guide.materials.map(({ title }) => title))],
    ['材料出具机构', join(guide.materials.map(({ title, issuer }) => (issuer ? `${title}：${issuer}` : '')))],
    ['材料受理标准', join(guide.materials.map(({ title, criteria }) => (criteria ? `${title}：${criteria}` : '')))],
    ['常见问题', join(guide.faqs.map(({ question }) => question))],
    ['计划生效日期', guide.effectiveOn],
    ['计划取消日期', guide.cancelOn],
    ['跑动次数基准', String(guide.baselineVisits)],
  ]
  return items.map(([name, value]) => [name, value || '无'])
}

/** The step in which it is decided, from which a refusal leads away; -1 when nobody decides. */
export const decidedAt = ({ steps }: Guide): number => steps.findIndex(({ title }) => title.includes('决定'))
