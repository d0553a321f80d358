// A book as sheets of addressable figures, so that formulas name any of them alike: T1–T10 the tables, N the figures of
// the narrative, G the goal tables, P the staffing table.
import type { Book, Figure } from './book.ts'
import { TABLE_IDS, TABLES, tableName } from './table-shape.ts'

/** A figure with its place: `sheet`, `row` and `column` are keys, `name` is for people, `value` as in the book. */
export interface Entry {
  readonly sheet: string
  readonly row: string
  readonly column: string
  readonly name: string
  readonly value: number
  readonly unit: Figure['unit']
  /** Line of the source. */
  readonly line: number
}

/** Figures by row, then by column. Absent figures count as zero. */
export type Sheet = ReadonlyMap<string, ReadonlyMap<string, Entry>>
export type Sheets = ReadonlyMap<string, Sheet>

/** The column of sheets that have only one. */
export const ONLY_COLUMN = 'amount'

/** Lays the book out. Cost: linear in its figures. */
export function sheetsOf(book: Book): Sheets {
  const sheets = new Map<string, Sheet>(TABLE_IDS.map((id) => [id, tableSheet(book, id)]))
  sheets.set('N', factSheet(book))
  sheets.set('G', goalSheet(book))
  sheets.set('P', staffSheet(book))
  return sheets
}

/** Every figure of the book, in sheet order. */
export function entriesOf(sheets: Sheets): Entry[] {
  return [...sheets.values()].flatMap((sheet) => [...sheet.values()].flatMap((row) => [...row.values()]))
}

function tableSheet(book: Book, sheet: (typeof TABLE_IDS)[number]): Sheet {
  const shape = TABLES[TABLE_IDS.indexOf(sheet)]!
  const labels = new Map(shape.columns)
  const single = shape.columns.length === 1
  const rows = new Map<string, Map<string, Entry>>()
  for (const { key, name, cells } of book.tables[sheet].rows) {
    const label = /^\d+$/.test(key) && shape.rows !== 'twoSided' ? key : name.replace(/^[一二三四五六七八九十]+、/, '')
    const entries = Object.entries(cells).map(([column, cell]): [string, Entry] => {
      const place = `${tableName(sheet)} ${label}${single ? '' : ` ${labels.get(column) ?? column}`}`
      return [column, { sheet, row: key, column, name: place, value: cell.value, unit: 'money', line: cell.line }]
    })
    rows.set(key, new Map(entries))
  }
  const { remark } = book.tables[sheet]
  const name = `${tableName(sheet)} 备注`
  if (remark) rows.set('remark', one({ sheet, row: 'remark', name, value: 1, unit: 'count', line: remark.line }))
  return rows
}

function factSheet(book: Book): Sheet {
  const entries = Object.entries(book.figures).map(([row, { value, unit, line }]): [string, Map<string, Entry>] => [
    row,
    one({ sheet: 'N', row, name: `说明 ${factName(row)}`, value, unit, line }),
  ])
  return new Map(entries)
}

function goalSheet(book: Book): Sheet {
  const rows = new Map<string, Map<string, Entry>>()
  for (const [i, goal] of book.goals.entries()) {
    const row = String(i + 1)
    const entries = Object.entries(goal.money).map(([column, { value, line }]): [string, Entry] => {
      const name = `目标表${row} ${GOAL_COLUMNS[column] ?? column}`
      return [column, { sheet: 'G', row, column, name, value, unit: 'money', line }]
    })
    rows.set(row, new Map(entries))
  }
  const line = book.goals[0]?.line ?? 1
  const value = book.goals.length
  rows.set('count', one({ sheet: 'G', row: 'count', name: '绩效目标表张数', value, unit: 'count', line }))
  return rows
}

function staffSheet({ staffing }: Book): Sheet {
  const line = staffing[0]?.line ?? 1
  const entry = {
    sheet: 'P',
    row: 'offices',
    name: '单位构成表行数',
    value: staffing.length,
    unit: 'count',
    line,
  } as const
  return new Map([['offices', one(entry)]])
}

function one(entry: Omit<Entry, 'column'>): Map<string, Entry> {
  return new Map([[ONLY_COLUMN, { ...entry, column: ONLY_COLUMN }]])
}

const GOAL_COLUMNS: Record<string, string> = {
  total: '资金总额',
  fiscal: '财政拨款',
  current: '当年财政拨款',
  carryOver: '上年结转结余',
  other: '其他资金',
}

const FACT_NAMES: Record<string, string> = {
  income: '收入预算',
  expenditure: '支出预算',
  general: '一般公共预算拨款',
  fund: '政府性基金',
  stateCapital: '国有资本经营',
  fiscalAccount: '财政专户',
  institution: '事业收入',
  business: '事业单位经营',
  superior: '上级补助',
  subordinate: '附属单位上缴',
  other: '其他',
  carryOver: '上年结转结余',
  basic: '基本支出',
  project: '项目支出',
  toSuperior: '上缴上级',
  toSubordinate: '补助附属单位',
  personnel: '人员经费',
  operating: '公用经费',
  abroad: '因公出国（境）',
  reception: '公务接待',
  vehicles: '公务用车',
  vehicleRun: '公务用车运行',
  vehicleBuy: '公务用车购置',
  goals: '绩效目标',
  money: '资金',
  running: '机关运行经费',
  procurement: '政府采购',
  goods: '货物',
  works: '工程',
  services: '服务',
  cars: '车辆',
  leader: '省部级',
  confidential: '机要通信',
  emergency: '应急保障',
  enforcement: '执法执勤',
  special: '特种专业',
  equipment: '大型设备',
  bought: '购置',
  offices: '单位数',
  change: '比上年',
  growth: '增长率',
  item: '科目',
  reason: '原因',
  use: '用途',
  kinds: '包括',
  duties: '主要职责',
  cut: '压减了什么',
  tasks: '工作任务',
  aim: '总的说法',
  assets: '资产',
  date: '截止日',
  note: '其他情况',
}

/** The name of a figure or phrase of the narrative by its key: `income.reason` → 收入预算·原因. */
export function factName(key: string): string {
  return key
    .split('.')
    .map((part) => FACT_NAMES[part] ?? part)
    .join('·')
}
