// The fields of a guide as its editor shows them, in groups; the names are those of GB/T 39046-2020. Pure.

import { AUDIENCES, CASE_TYPES, CHANNELS, LEVELS, MATTER_TYPES, NATURES, POWER_SOURCES } from '#engines/guide/guide.ts'
import type { Guide } from '#engines/guide/shape.ts'
import { POINT_KINDS } from '#engines/place/kinds.ts'
import type { FieldGroup, FieldSpec } from '../record/record.ts'

type Kind = FieldSpec['kind']
const f = (path: string, title: string, kind: Kind = 'text', more: Partial<FieldSpec> = {}): FieldSpec => ({
  path,
  title,
  kind,
  ...more,
})
const choice = (path: string, title: string, options: Readonly<Record<string, string>>, kind: Kind = 'choice') =>
  f(path, title, kind, { options })
const same = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name || '不限']))
const UNITS = { workingDays: '工作日', naturalDays: '自然日' }

const MATERIAL = {
  ...{
    title: '',
    note: '',
    issuer: '',
    issuedWithin: '',
    source: 'own',
    form: 'either',
    originals: 1,
    copies: 0,
    required: true,
  },
  ...{ blank: '', sample: '', criteria: '', deferrable: false, promisable: false, licence: '', producedBy: '' },
}

export const GUIDE_FIELDS: readonly FieldGroup[] = [
  {
    title: '是什么事',
    fields: [
      f('name', '事项名称'),
      f('short', '简称（海报用）'),
      choice('matterType', '事项类型', MATTER_TYPES),
      choice('audiences', '服务对象', AUDIENCES, 'choices'),
      f('topics', '主题分类', 'lines', { hint: '一行一个，第一个用来归类' }),
      f('everyday', '群众怎么叫它', 'lines', { hint: '一行一个，搜索用' }),
      f('catalogCode', '基本编码'),
      f('taskCode', '实施编码'),
      f('handleItemCode', '业务办理项编码'),
      choice('level', '行使层级', LEVELS),
      choice('powerSource', '权力来源', POWER_SOURCES),
      f('body.name', '实施主体'),
      choice('body.nature', '实施主体性质', NATURES),
      f('undertaker', '承办机构'),
    ],
  },
  {
    title: '期限、收费、跑几次',
    fields: [
      choice('caseType', '办件类型', CASE_TYPES),
      f('statutoryLimit.days', '法定时限', 'number'),
      choice('statutoryLimit.unit', '法定时限单位', UNITS),
      f('promisedLimit.days', '承诺时限', 'number', { hint: '即办件填 0' }),
      choice('promisedLimit.unit', '承诺时限单位', UNITS),
      f('promisedLimit.note', '承诺时限说明'),
      f('onsiteVisits', '到现场次数', 'number'),
      f('onsiteReason', '必须到现场的原因'),
      f('baselineVisits', '以前要跑几次', 'number'),
      choice('channels', '办理形式', CHANNELS, 'choices'),
      choice('onlineDepth', '网办深度', same('', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ')),
      choice('crossRegion', '通办范围', same('', '全国', '跨省', '跨市', '跨县')),
      f('fee.yuan', '收费（元）', 'number'),
      f('fee.basis', '收费依据'),
      f('fee.items', '收费项目', 'rows', {
        blank: { name: '', standard: '', relief: '' },
        fields: [f('name', '名称'), f('standard', '标准'), f('relief', '减免')],
      }),
    ],
  },
  {
    title: '谁能办，带什么',
    fields: [
      f('conditions', '受理条件', 'lines'),
      f('questions', '情形问题（最多三个）', 'rows', {
        blank: { id: 'a', title: '', options: ['有', '没有'] },
        fields: [f('id', '代号'), f('title', '问题'), f('options', '选项', 'lines')],
      }),
      f('materials', '材料', 'rows', {
        blank: MATERIAL,
        fields: [
          f('title', '名称'),
          f('note', '怎样算对'),
          f('issuer', '出具机构'),
          choice('source', '来源渠道', { own: '申请人自备', government: '政府核发', intermediary: '中介' }),
          choice('form', '形式', { electronic: '电子', paper: '纸质', either: '都可以' }),
          f('originals', '原件份数', 'number'),
          f('copies', '复印件份数', 'number'),
          f('required', '必备', 'yes'),
          f('deferrable', '可以容缺', 'yes'),
          f('licence', '电子证照（填了就免提交）'),
          f('blank', '空表'),
          f('sample', '样本', 'long'),
          f('criteria', '受理标准'),
        ],
      }),
    ],
  },
  {
    title: '怎么办',
    fields: [
      f('steps', '步骤', 'rows', {
        blank: { title: '', actor: '', time: '', note: '', output: '' },
        fields: [f('title', '步骤'), f('actor', '谁办'), f('time', '多久'), f('note', '说明'), f('output', '产出')],
      }),
      f('special', '特别程序', 'rows', {
        blank: { title: '', days: 0, basis: '', charged: false, counted: false },
        fields: [
          f('title', '名称'),
          f('days', '时限（工作日）', 'number'),
          f('basis', '依据'),
          f('charged', '收费', 'yes'),
          f('counted', '计入法定时限', 'yes'),
        ],
      }),
      f('results', '结果', 'rows', {
        blank: { name: '', kind: '其他', sample: '' },
        fields: [f('name', '名称'), choice('kind', '办结类型', same('出证办结', '出文办结', '审批办结', '其他'))],
      }),
    ],
  },
  {
    title: '依据、去哪里、问谁',
    fields: [
      f('basis', '设定依据', 'rows', {
        blank: { law: '', number: '', article: '待核', text: '', issuer: '', effectiveOn: '' },
        fields: [
          f('law', '法律法规名称'),
          f('number', '文号'),
          f('article', '条款号'),
          f('issuer', '颁布机关'),
          f('text', '条款内容', 'long'),
        ],
      }),
      choice('points', '哪些地方能办', POINT_KINDS, 'choices'),
      f('hall.name', '大厅'),
      f('hall.window', '窗口'),
      f('hall.address', '地点'),
      f('hall.hours', '时间'),
      f('hall.transit', '交通'),
      f('consult', '咨询方式'),
      f('complaint', '监督投诉方式'),
      f('review.name', '行政复议机关'),
      f('court.name', '行政诉讼机关'),
      f('faqs', '常见问题', 'rows', {
        blank: { question: '', answer: '' },
        fields: [f('question', '问'), f('answer', '答', 'long')],
      }),
      f('effectiveOn', '计划生效日期', 'text', { hint: '2026-12-01；空着：发布就生效' }),
      f('cancelOn', '计划取消日期'),
      f('sample', '是示例文本（没有核对来源）', 'yes'),
    ],
  },
]

const organ = { name: '', address: '', phone: '' }
const limit = { days: 0, unit: 'workingDays', note: '' } as const

/** A guide with nothing in it yet. */
export const EMPTY_GUIDE: Guide = {
  ...{
    name: '',
    short: '',
    catalogCode: '',
    taskCode: '',
    handleItemCode: '',
    matterType: '20',
    level: '4',
    exercise: '',
    powerSource: '1',
  },
  ...{
    body: { name: '', code: '', nature: '1' },
    delegatedBy: '',
    basis: [],
    statutoryLimit: limit,
    promisedLimit: limit,
    conditions: [],
    steps: [],
  },
  ...{
    jointOrgs: [],
    undertaker: '',
    intermediaries: [],
    quantityLimit: '',
    results: [{ name: '', kind: '其他', sample: '' }],
  },
  ...{
    fee: { yuan: 0, basis: '', items: [] },
    crossRegion: '',
    audiences: ['1'],
    topics: [],
    caseType: '1',
    channels: ['1', '3'],
  },
  ...{
    onsiteVisits: 0,
    onsiteReason: '',
    special: [],
    booking: false,
    onlinePay: false,
    courier: false,
    kiosk: false,
    onlineDepth: '',
  },
  ...{
    onlineAddress: '',
    informAndCommit: false,
    deferrable: false,
    hall: { name: '', window: '', address: '', hours: '', transit: '' },
  },
  ...{
    consult: '',
    complaint: '',
    rights: '',
    review: organ,
    court: organ,
    faqs: [],
    questions: [],
    materials: [],
    everyday: [],
    points: ['hall'],
  },
  ...{ effectiveOn: '', cancelOn: '', baselineVisits: 0, sample: false },
}
