// The sentences of a published budget, section by section, as templates. This table is the whole knowledge of what the
// narrative says: the reader lays it over the document, the writer prints from it.
import { type Template, template } from './template.ts'

/** A sentence of a section. `zero`/`nonzero` name the figure on which it depends; without them it must be there. */
export interface Sentence {
  readonly says: Template
  readonly zero?: string
  readonly nonzero?: string
  /** Repeated for each row of a list: figure `<list>.<code>`, texts `<list>.<code>.name` and `.use`. */
  readonly list?: string
}

/** A section: its heading line and its sentences in order. */
export interface Section {
  readonly heading: string
  readonly part: 1 | 3
  readonly sentences: readonly Sentence[]
}

const say = (text: string, when: { zero?: string; nonzero?: string } = {}): Sentence => ({
  says: template(text),
  ...when,
})
const ITEM = '（{word:ordinal}）{word:code}-{word:name} {money:amount} 万元。主要用于{text:use}。'
const items = (list: string, when: { nonzero?: string } = {}): Sentence => ({ says: template(ITEM), list, ...when })

const otherFund = (key: string, fund: string): Sentence[] => [
  say(`本单位 {year} 年度没有使用${fund}预算拨款安排的支出。`, { zero: key }),
  say(
    `{year} 年度${fund}预算拨款支出 {money:${key}} 万元，比上年{change:${key}} 万元，{growth:${key}}，主要原因是：{text:${key}.reason}。其中（按项级科目分类统计）：`,
    { nonzero: key },
  ),
  items(`${key}.item`, { nonzero: key }),
]

const threePublic = (key: string): string =>
  `{year} 年预算安排 {money:${key}} 万元，比上年{change:${key}} 万元，{growth:${key}}{flat:${key}}。主要原因是：{text:${key}.reason}。`

const INCOME = `按照综合预算的原则，单位所有收入和支出均纳入单位预算管理。{year} 年，{unit}单位收入预算为 {money:income} 万元，比上年{change:income} 万元，主要原因是{text:income.reason}。其中：一般公共预算拨款收入 {money:income.general} 万元、政府性基金预算财政拨款收入 {money:income.fund} 万元、国有资本经营预算拨款收入 {money:income.stateCapital} 万元、财政专户管理资金收入 {money:income.fiscalAccount} 万元、事业收入 {money:income.institution} 万元、事业单位经营收入 {money:income.business} 万元、上级补助收入 {money:income.superior} 万元、附属单位上缴收入 {money:income.subordinate} 万元、其他收入 {money:income.other} 万元、上年结转结余 {money:income.carryOver} 万元。`
const EXPENDITURE = `相应安排支出预算 {money:expenditure} 万元，比上年{change:expenditure} 万元，主要原因是{text:expenditure.reason}。其中：基本支出 {money:expenditure.basic} 万元、项目支出 {money:expenditure.project} 万元、事业单位经营支出 {money:expenditure.business} 万元、上缴上级支出 {money:expenditure.toSuperior} 万元、对附属单位补助支出 {money:expenditure.toSubordinate} 万元。`
const GENERAL = `{year} 年度一般公共预算拨款支出 {money:general} 万元，比上年{change:general} 万元，{growth:general}，主要原因是：{text:general.reason}。按照党中央、国务院和省委、省政府关于过紧日子的有关要求，厉行节约办一切事业，大力压减一般性支出，重点压减了{text:general.cut}，同时合理保障了{text:general.duties}等工作的支出需求，体现在有关支出科目中。其中（按项级科目分类统计）：`
const VEHICLES = `{year} 年预算安排 {money:vehicles} 万元，其中：公务用车运行费 {money:vehicleRun} 万元，比上年{change:vehicleRun} 万元，{growth:vehicleRun}{flat:vehicleRun}；公务用车购置费 {money:vehicleBuy} 万元，比上年{change:vehicleBuy} 万元，{growth:vehicleBuy}{flat:vehicleBuy}。主要原因是：{text:vehicles.reason}。`
const ASSETS = `截至 {text:assets.date}，{unit}共有车辆 {count:cars} 辆，其中：省部级领导干部用车 {count:cars.leader} 辆、机要通信用车 {count:cars.confidential} 辆、应急保障用车 {count:cars.emergency} 辆，执法执勤用车 {count:cars.enforcement} 辆，特种专业技术用车 {count:cars.special} 辆，其他用车 {count:cars.other} 辆。单位价值 100 万元（含）以上设备 {count:equipment} 台（套）。`

/** Sections whose sentences are known word for word. Goal tables, main tasks and glossary have readers of their own. */
export const SECTIONS: readonly Section[] = [
  { part: 1, heading: '一、单位主要职责', sentences: [say('{unit}的主要职责是：{text:duties}。')] },
  {
    part: 1,
    heading: '二、单位预算单位构成',
    sentences: [say('从预算单位构成看，{unit}包括 {count:offices} 个机关行政科（股）室，详细情况见下表：')],
  },
  {
    part: 1,
    heading: '三、单位主要工作任务',
    sentences: [say('{year} 年，{unit}主要任务是：{text:tasks.aim}。围绕上述任务，重点抓好以下工作：')],
  },
  { part: 3, heading: '一、预算收支总体情况', sentences: [say(INCOME), say(EXPENDITURE)] },
  { part: 3, heading: '二、一般公共预算拨款支出情况', sentences: [say(GENERAL), items('item')] },
  { part: 3, heading: '三、政府性基金预算拨款支出情况', sentences: otherFund('fund', '政府性基金') },
  { part: 3, heading: '四、国有资本经营预算拨款支出情况', sentences: otherFund('stateCapital', '国有资本经营') },
  {
    part: 3,
    heading: '五、一般公共预算拨款基本支出情况',
    sentences: [
      say('{year} 年度一般公共预算拨款基本支出 {money:basic} 万元，其中：'),
      say('（一）人员经费 {money:personnel} 万元，主要包括：{text:personnel.kinds}。'),
      say('（二）公用经费 {money:operating} 万元，主要包括：{text:operating.kinds}。'),
    ],
  },
  {
    part: 3,
    heading: '六、一般公共预算“三公”经费支出情况',
    sentences: [
      say('（一）因公出国（境）经费'),
      say(threePublic('abroad')),
      say('（二）公务接待费'),
      say(threePublic('reception')),
      say('（三）公务用车购置及运行费'),
      say(VEHICLES),
    ],
  },
  {
    part: 3,
    heading: '七、预算绩效目标情况',
    sentences: [
      say('（一）绩效目标设置情况'),
      say('{year} 年{unit}共设置 {count:goals} 个项目绩效目标，共涉及财政拨款资金 {money:goals.money} 万元。'),
    ],
  },
  { part: 3, heading: '2. 有关情况说明', sentences: [say('{text:goals.note}。')] },
  {
    part: 3,
    heading: '八、其他重要事项说明',
    sentences: [
      say('（一）机关运行经费'),
      say(
        '{year} 年{unit}一般公共预算拨款安排的机关运行经费支出 {money:running} 万元，比上年{change:running} 万元，{growth:running}。主要原因是：{text:running.reason}。',
      ),
      say('（二）政府采购情况'),
      say(
        '{year} 年{unit}政府采购预算总额 {money:procurement} 万元，其中：政府采购货物预算 {money:procurement.goods} 万元、政府采购工程预算 {money:procurement.works} 万元、政府采购服务预算 {money:procurement.services} 万元。',
      ),
      say('本单位 {year} 年度没有政府采购预算。', { zero: 'procurement' }),
      say('（三）国有资产占用使用情况'),
      say(ASSETS),
      say(
        '{year} 年单位预算安排购置车辆 {count:cars.bought} 辆，单位价值 100 万元（含）以上设备 {count:equipment.bought} 台（套）。',
      ),
    ],
  },
]

/** Headings that end the section before them and are read elsewhere. */
export const OTHER_HEADINGS = ['（二）绩效目标表及说明', '第二部分', '第四部分'] as const
