// A book as sheets of addressable figures, so that formulas name any of them alike: T1–T10 the tables, N the figures of
// the narrative, G the goal tables, P the staffing table.
import type { Book, Figure } from './book.ts'
import { englishFact, englishLine, englishTable } from './english/names.ts'
import type { Language, Said } from './language.ts'
import { TABLE_IDS, TABLES, type TableId, tableName } from './table-shape.ts'

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

/** Lays the book out, its figures named in a language. Cost: linear in its figures. */
export function sheetsOf(book: Book, language: Language = 'zh-Hans'): Sheets {
  const names = NAMES[language]
  const sheets = new Map<string, Sheet>(TABLE_IDS.map((id) => [id, tableSheet(book, id, names)]))
  sheets.set('N', factSheet(book, names))
  sheets.set('G', goalSheet(book, names))
  sheets.set('P', staffSheet(book, names))
  return sheets
}

/** How figures are named: by table, line and column; of the narrative, of a goal table; and what is only counted. */
interface Names {
  table(id: TableId, line: string, column?: string): string
  line(id: TableId, key: string, name: string): string
  column(id: TableId, key: string, label: string): string
  fact(key: string): string
  goal(number: string, column: string): string
  readonly remark: string
  readonly goals: string
  readonly offices: string
}

const NAMES: Readonly<Record<Language, Names>> = {
  'zh-Hans': {
    table: (id, line, column) => `${tableName(id)} ${line}${column === undefined ? '' : ` ${column}`}`,
    line: (_id, _key, name) => name.replace(/^[一二三四五六七八九十]+、/, ''),
    column: (_id, _key, label) => label,
    fact: (key) => `说明 ${factName(key)}`,
    goal: (number, column) => `目标表${number} ${GOAL_COLUMNS[column]?.[0] ?? column}`,
    remark: '备注',
    goals: '绩效目标表张数',
    offices: '单位构成表行数',
  },
  en: {
    table: (id, line, column) => `${englishTable(id)}, ${line}${column === undefined ? '' : `, ${column}`}`,
    line: (id, key, name) => englishLine(id, key) ?? name,
    column: (id, key, label) => englishLine(id, key) ?? label,
    fact: (key) => `narrative, ${englishFact(key)}`,
    goal: (number, column) => `goal table ${number}, ${GOAL_COLUMNS[column]?.[1] ?? column}`,
    remark: 'remark',
    goals: 'number of goal tables',
    offices: 'rows of the table of offices',
  },
}

/** Every figure of the book, in sheet order. */
export function entriesOf(sheets: Sheets): Entry[] {
  return [...sheets.values()].flatMap((sheet) => [...sheet.values()].flatMap((row) => [...row.values()]))
}

function tableSheet(book: Book, sheet: TableId, names: Names): Sheet {
  const shape = TABLES[TABLE_IDS.indexOf(sheet)]!
  const labels = new Map(shape.columns)
  const single = shape.columns.length === 1
  const rows = new Map<string, Map<string, Entry>>()
  for (const { key, name, cells } of book.tables[sheet].rows) {
    const label = /^\d+$/.test(key) && shape.rows !== 'twoSided' ? key : names.line(sheet, key, name)
    const entries = Object.entries(cells).map(([column, cell]): [string, Entry] => {
      const heading = single ? undefined : names.column(sheet, column, labels.get(column) ?? column)
      const place = names.table(sheet, label, heading)
      return [column, { sheet, row: key, column, name: place, value: cell.value, unit: 'money', line: cell.line }]
    })
    rows.set(key, new Map(entries))
  }
  const { remark } = book.tables[sheet]
  const name = names.table(sheet, names.remark)
  if (remark) rows.set('remark', one({ sheet, row: 'remark', name, value: 1, unit: 'count', line: remark.line }))
  return rows
}

function factSheet(book: Book, names: Names): Sheet {
  const entries = Object.entries(book.figures).map(([row, { value, unit, line }]): [string, Map<string, Entry>] => [
    row,
    one({ sheet: 'N', row, name: names.fact(row), value, unit, line }),
  ])
  return new Map(entries)
}

function goalSheet(book: Book, names: Names): Sheet {
  const rows = new Map<string, Map<string, Entry>>()
  for (const [i, goal] of book.goals.entries()) {
    const row = String(i + 1)
    const entries = Object.entries(goal.money).map(([column, { value, line }]): [string, Entry] => {
      const name = names.goal(row, column)
      return [column, { sheet: 'G', row, column, name, value, unit: 'money', line }]
    })
    rows.set(row, new Map(entries))
  }
  const line = book.goals[0]?.line ?? 1
  const value = book.goals.length
  rows.set('count', one({ sheet: 'G', row: 'count', name: names.goals, value, unit: 'count', line }))
  return rows
}

function staffSheet({ staffing }: Book, names: Names): Sheet {
  const line = staffing[0]?.line ?? 1
  const entry = {
    sheet: 'P',
    row: 'offices',
    name: names.offices,
    value: staffing.length,
    unit: 'count',
    line,
  } as const
  return new Map([['offices', one(entry)]])
}

function one(entry: Omit<Entry, 'column'>): Map<string, Entry> {
  return new Map([[ONLY_COLUMN, { ...entry, column: ONLY_COLUMN }]])
}

const GOAL_COLUMNS: Readonly<Record<string, Said>> = {
  total: ['资金总额', 'total'],
  fiscal: ['财政拨款', 'fiscal money'],
  current: ['当年财政拨款', 'this year’s fiscal money'],
  carryOver: ['上年结转结余', 'carried over'],
  other: ['其他资金', 'other money'],
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
