// Reads one of the ten tables: checks unit and header against the prescribed shape and takes the rows. A row that does
// not fit is refused with its line; nothing is shifted, summed or filled in.
import type { Cell, Row, Table } from './book.ts'
import type { CodeName, CodeRegister } from './code-register.ts'
import { parseAmount } from './money.ts'
import { cellsOf, type Findings, flat, isTabular, type SourceLine } from './source-text.ts'
import { type TableShape, tableName } from './table-shape.ts'

/** What a table is read with: its shape, the budget year and its codes, and where problems go. */
export interface TableReading {
  readonly shape: TableShape
  readonly year: number
  readonly codes: CodeRegister
  readonly findings: Findings
}

/** Reads a table from its heading line and the lines up to the next heading. */
export function readTable(heading: SourceLine, body: readonly SourceLine[], reading: TableReading): Table {
  const { shape, findings } = reading
  checkCaption(heading, body, reading)
  checkUnit(heading, body, reading)
  const rows = body.filter(isTabular)
  const head = rows.splice(0, shape.head.length)
  checkHead(heading, head, reading)
  const taken = new Map<string, Row>()
  for (const line of rows) takeLine(line, taken, reading)
  for (const [key, label] of expectedLines(shape))
    if (!taken.has(key)) findings.refuse('row-missing', heading, `${tableName(shape.id)}缺少“${label}”这一行`)
  const remark = body.find((line) => !isTabular(line) && /^备注[:：]/.test(line.text.trim()))
  return {
    line: heading.no,
    heading: head.map((line) => line.text.split('\t')),
    rows: [...taken.values()],
    ...(remark && { remark: { text: remark.text.trim(), line: remark.no } }),
  }
}

/** Tables are made from last year's: a caption with another year is the slip to look for. */
function checkCaption(heading: SourceLine, body: readonly SourceLine[], { shape, year, findings }: TableReading): void {
  const caption = body.find((line) => line.flat !== '')
  const expected = `${year} 年度${shape.title}`
  if (caption?.flat !== flat(expected))
    findings.remark('caption', caption ?? heading, `${tableName(shape.id)}的标题应为“${expected}”`)
}

function checkUnit(heading: SourceLine, body: readonly SourceLine[], { shape, findings }: TableReading): void {
  const unit = body.find((line) => /^\(?单位[:：]/.test(line.flat))
  const name = tableName(shape.id)
  if (!unit) findings.refuse('unit-heading', heading, `${name}没有写金额单位，应写“单位：万元”`)
  else if (!/^\(?单位[:：]万元\)?$/.test(unit.flat))
    findings.refuse('unit-heading', unit, `${name}的单位不是万元；请换算成万元后再读，本程序不替您换算`)
}

function checkHead(heading: SourceLine, head: readonly SourceLine[], { shape, findings }: TableReading): void {
  for (const [i, expected] of shape.head.entries()) {
    const line = head[i]
    const printed = line && cellsOf(line).map(flat)
    if (!printed || printed.join('\t') !== expected.map(flat).join('\t'))
      findings.refuse(
        'header',
        line ?? heading,
        `${tableName(shape.id)}的表头应为：${expected.filter(Boolean).join(' | ')}`,
      )
  }
}

function expectedLines(shape: TableShape): TableShape['left'] {
  return shape.left.length > 0 ? [...shape.left, ...shape.right] : [['total', '合计']]
}

function takeLine(line: SourceLine, taken: Map<string, Row>, reading: TableReading): void {
  const { shape, findings } = reading
  const cells = cellsOf(line)
  const width = shape.head[0]!.length
  if (cells.length !== width) {
    const reason = `${tableName(shape.id)}这一行有 ${cells.length} 格，表头有 ${width} 格；如有合并单元格，请拆开`
    findings.refuse('merged-cells', line, reason)
    return
  }
  if (shape.rows === 'twoSided') {
    takeNamed(line, cells.slice(0, 2), shape.left, taken, reading)
    takeNamed(line, cells.slice(2), shape.right, taken, reading)
  } else if (shape.rows === 'named') takeNamed(line, cells, shape.left, taken, reading)
  else takeCoded(line, cells, taken, reading)
}

function takeNamed(
  line: SourceLine,
  cells: readonly string[],
  labels: TableShape['left'],
  taken: Map<string, Row>,
  reading: TableReading,
): void {
  const [label = '', amount = ''] = cells
  if (label === '' && amount === '') return
  const key = labels.find(([, text]) => flat(text) === flat(label))?.[0]
  if (key === undefined) {
    reading.findings.refuse('row-unknown', line, `${tableName(reading.shape.id)}没有“${label}”这一项`)
    return
  }
  addRow(line, { key, name: label, amounts: [amount] }, taken, reading)
}

function takeCoded(line: SourceLine, cells: readonly string[], taken: Map<string, Row>, reading: TableReading): void {
  const [code = '', name = '', ...amounts] = cells
  if (flat(code) === '合计' || (code === '' && flat(name) === '合计'))
    addRow(line, { key: 'total', name: '合计', amounts }, taken, reading)
  else if (checkCode(line, flat(code), name, reading)) addRow(line, { key: flat(code), name, amounts }, taken, reading)
}

/** Whether the code may stand in this table; an unlisted item of a listed class may, with a remark. */
function checkCode(line: SourceLine, code: string, name: string, { shape, codes, findings }: TableReading): boolean {
  const functional = shape.rows === 'functional'
  const kind = functional ? '功能分类' : '经济分类'
  const wellFormed = functional ? /^\d{7}$/ : shape.id === 'T8' ? /^\d{3}$/ : /^\d{3}(\d{2})?$/
  const classes = functional ? codes.classes : codes.economic
  if (!wellFormed.test(code) || !classes.some(([known]) => known === code.slice(0, 3))) {
    findings.refuse('code-unknown', line, `${codes.year} 年${kind}里没有科目“${code}”`)
    return false
  }
  const listed: CodeName | undefined = (functional ? codes.items : codes.economic).find(([known]) => known === code)
  if (!listed)
    findings.remark('code-unknown', line, `科目 ${code} 未列入本程序的${kind}表，按所在类 ${code.slice(0, 3)} 核对`)
  else if (flat(listed[1]) !== flat(name))
    findings.remark('code-name', line, `科目 ${code} 的名称是“${listed[1]}”，这里写作“${name}”`)
  return true
}

function addRow(
  line: SourceLine,
  found: { key: string; name: string; amounts: readonly string[] },
  taken: Map<string, Row>,
  { shape, findings }: TableReading,
): void {
  const before = taken.get(found.key)
  if (before) {
    findings.refuse('row-twice', line, `“${found.name}”与第 ${before.line} 行重复，请删去一行`)
    return
  }
  const cells: Record<string, Cell> = {}
  for (const [i, [column, label]] of shape.columns.entries()) {
    const asPublished = found.amounts[i] ?? ''
    const read = parseAmount(asPublished)
    if (read.ok) cells[column] = { asPublished, value: read.value, line: line.no }
    else findings.refuse('amount', line, `“${found.name}”的${label}：${read.reason}`)
  }
  taken.set(found.key, { key: found.key, name: found.name, line: line.no, cells })
}
