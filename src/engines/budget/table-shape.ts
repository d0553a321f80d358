// The prescribed shape of the ten tables: titles, columns, fixed lines. The reader asks a published table to fit it, the
// writer prints by it, and formulas name rows and columns by its keys.
import { CODES_2024 } from './code-register.ts'

/** Sources of income, in the order of tables 1 and 2. Fiscal money is the first three; the carry-over is its own source. */
export const SOURCES = [
  ['general', '一般公共预算拨款收入'],
  ['fund', '政府性基金预算拨款收入'],
  ['stateCapital', '国有资本经营预算拨款收入'],
  ['fiscalAccount', '财政专户管理资金收入'],
  ['institution', '事业收入'],
  ['business', '事业单位经营收入'],
  ['superior', '上级补助收入'],
  ['subordinate', '附属单位上缴收入'],
  ['other', '其他收入'],
  ['carryOver', '上年结转结余'],
] as const

/** The ways of spending in table 3. */
export const WAYS = [
  ['basic', '基本支出'],
  ['project', '项目支出'],
  ['business', '事业单位经营支出'],
  ['toSuperior', '上缴上级支出'],
  ['toSubordinate', '对附属单位补助支出'],
] as const

type Labels = readonly (readonly [key: string, label: string])[]

/** What a table's rows are: income beside expenditure lines, functional codes, economic codes, or named lines. */
export type RowKind = 'twoSided' | 'functional' | 'economic' | 'named'

/** One of the ten tables. `columns` are the money columns; `head` the header rows with white space taken out. */
export interface TableShape {
  readonly id: TableId
  readonly title: string
  readonly rows: RowKind
  readonly columns: Labels
  readonly head: readonly (readonly string[])[]
  /** Named lines: left side (income, or the only side) and right side (expenditure). */
  readonly left: Labels
  readonly right: Labels
  /** Printed under the table when its total is zero. `{year}` stands for the budget year. */
  readonly remark?: string
}

export const TABLE_IDS = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10'] as const
export type TableId = (typeof TABLE_IDS)[number]

/** 一 to 九十九, for headings. */
export function ordinal(n: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`
  return head + (n % 10 === 0 ? '' : digits[n % 10])
}

const numbered = (labels: Labels): Labels => labels.map(([key, label], i) => [key, `${ordinal(i + 1)}、${label}`])
const TWO_SIDED_HEAD = [
  ['收入', '', '支出', ''],
  ['项目', '预算数', '项目', '预算数'],
]
const AMOUNT: Labels = [['amount', '预算数']]
const BASIC_AND_PROJECT: Labels = [['total', '合计'], ...WAYS.slice(0, 2)]
const SPLIT_HEAD = [
  ['科目编码', '科目名称', '合计', '其中：', ''],
  ['', '', '', '基本支出', '项目支出'],
]
const codeHead = (columns: Labels): string[][] => [['科目编码', '科目名称', ...columns.map(([, label]) => label)]]

const EXPENDITURE: Labels = [...numbered(CODES_2024.classes), ['expenditure', '支出合计']]
const INCOME_COLUMNS: Labels = [['total', '总计'], ...SOURCES]
const WAY_COLUMNS: Labels = [['total', '合计'], ...WAYS]

/** Lines of table 10, keyed as the narrative names them. */
const THREE_PUBLIC: Labels = [
  ['total', '合计'],
  ['abroad', '1、因公出国（境）费用'],
  ['reception', '2、公务接待费'],
  ['vehicles', '3、公务用车购置及运行费'],
  ['vehicleBuy', '其中：（1）公务用车购置费'],
  ['vehicleRun', '（2）公务用车运行费'],
]

const bare = { left: [], right: [] }
const noRemark = (fund: string): string => `备注：本单位 {year} 年没有使用${fund}预算拨款安排的支出。`

/** The ten tables in the prescribed order. Source: domain.md §13.1. */
export const TABLES: readonly TableShape[] = [
  {
    id: 'T1',
    title: '收支预算总表',
    rows: 'twoSided',
    columns: AMOUNT,
    head: TWO_SIDED_HEAD,
    left: [...numbered(SOURCES), ['income', '收入合计']],
    right: EXPENDITURE,
  },
  {
    id: 'T2',
    title: '收入预算总表',
    rows: 'functional',
    columns: INCOME_COLUMNS,
    head: codeHead(INCOME_COLUMNS),
    ...bare,
  },
  { id: 'T3', title: '支出预算总表', rows: 'functional', columns: WAY_COLUMNS, head: codeHead(WAY_COLUMNS), ...bare },
  {
    id: 'T4',
    title: '财政拨款收支预算总表',
    rows: 'twoSided',
    columns: AMOUNT,
    head: TWO_SIDED_HEAD,
    left: [...numbered(SOURCES.slice(0, 3)), ['income', '收入合计']],
    right: EXPENDITURE,
  },
  {
    id: 'T5',
    title: '一般公共预算拨款支出预算表',
    rows: 'functional',
    columns: BASIC_AND_PROJECT,
    head: SPLIT_HEAD,
    ...bare,
  },
  {
    id: 'T6',
    title: '政府性基金预算拨款支出预算表',
    rows: 'functional',
    columns: BASIC_AND_PROJECT,
    head: SPLIT_HEAD,
    ...bare,
    remark: noRemark('政府性基金'),
  },
  {
    id: 'T7',
    title: '国有资本经营预算拨款支出预算表',
    rows: 'functional',
    columns: BASIC_AND_PROJECT,
    head: SPLIT_HEAD,
    ...bare,
    remark: noRemark('国有资本经营'),
  },
  {
    id: 'T8',
    title: '一般公共预算支出经济分类情况表',
    rows: 'economic',
    columns: AMOUNT,
    head: codeHead(AMOUNT),
    ...bare,
  },
  {
    id: 'T9',
    title: '一般公共预算基本支出经济分类情况表',
    rows: 'economic',
    columns: AMOUNT,
    head: codeHead(AMOUNT),
    ...bare,
  },
  {
    id: 'T10',
    title: '一般公共预算“三公”经费支出预算表',
    rows: 'named',
    columns: AMOUNT,
    head: [['项目', '预算数']],
    left: THREE_PUBLIC,
    right: [],
    remark: '备注：本单位 {year} 年没有一般公共预算安排的“三公”经费支出。',
  },
]

/** `T9` → `表九`. */
export function tableName(id: TableId): string {
  return `表${ordinal(TABLE_IDS.indexOf(id) + 1)}`
}
