// The ten tables as one page, every cell with its own address.
import type { Book } from '../book.ts'
import { TABLE_TITLES } from '../english/names.ts'
import { formatAmount } from '../money.ts'
import { ordinal, TABLES, type TableId, type TableShape } from '../table-shape.ts'
import { printTable } from '../write.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { cellId } from './place.ts'
import type { Tongue } from './tongue.ts'

/** The page of the ten tables. */
export function tablesPage(book: Book, tongue: Tongue): Page {
  const { say } = tongue
  const list = TABLES.map((shape, i) => html`<li><a href="#${shape.id}">${titleOf(shape.id, i + 1, tongue)}</a></li>`)
  const title = say('十张表', 'The ten tables')
  const lead = say('公布的数字，一格不改。单位：万元。', 'The published figures, cell for cell, in 10,000 yuan.')
  const body = html`<h1>${title}</h1><p class="lead">${lead}</p><ul>${list}</ul>${TABLES.map((shape, i) => tableMarkup(book, shape, i + 1, tongue))}`
  return { name: 'tables.html', title, body }
}

/** `三、支出预算总表`. */
export function titleOf(id: TableId, number: number, { say }: Tongue): string {
  return say(`${ordinal(number)}、${TABLES[number - 1]!.title}`, `${number}. ${TABLE_TITLES[id]}`)
}

function tableMarkup(book: Book, shape: TableShape, number: number, tongue: Tongue): Markup {
  const { remark } = printTable(book, shape)
  const rows = shape.rows === 'twoSided' ? twoSided(book, shape, tongue) : single(book, shape, tongue)
  const head = headOf(shape, tongue)
  const title = titleOf(shape.id, number, tongue)
  const note = remark !== undefined && tongue.say(remark, NO_SPENDING)
  return html`<h2 id="${shape.id}">${title}</h2>
<div class="wide" tabindex="0" role="region" aria-label="${title}"><table>${head}<tbody>${rows}</tbody></table></div>${note && html`<p class="hint">${note}</p>`}`
}

const NO_SPENDING = 'Remark: the unit spends nothing of this kind this year.'

function headOf(shape: TableShape, { say, line }: Tongue): Markup {
  const amount = say('预算数', 'Budget')
  if (shape.rows === 'twoSided')
    return html`<thead><tr><th>${say('收入项目', 'Income')}</th><th class="n">${amount}</th><th>${say('支出项目', 'Expenditure')}</th><th class="n">${amount}</th></tr></thead>`
  const money = shape.columns.map(([key, label]) => html`<th class="n">${line(shape.id, key, label)}</th>`)
  const names =
    shape.rows === 'named'
      ? html`<th>${say('项目', 'Item')}</th>`
      : html`<th>${say('科目编码', 'Code')}</th><th>${say('科目名称', 'Name')}</th>`
  return html`<thead><tr>${names}${money}</tr></thead>`
}

function single(book: Book, shape: TableShape, tongue: Tongue): Markup[] {
  return book.tables[shape.id].rows.map(({ key, name: printed, cells }) => {
    const code = key === 'total' ? '' : key
    const name = tongue.sentence(tongue.line(shape.id, key, printed))
    const names = shape.rows === 'named' ? html`<td>${name}</td>` : html`<td class="n z">${code}</td><td>${name}</td>`
    const amounts = shape.columns.map(([column]) => cell(shape, key, column, cells[column]?.value))
    return html`<tr${key === 'total' && raw(' class="sum"')}>${names}${amounts}</tr>`
  })
}

function twoSided(book: Book, shape: TableShape, tongue: Tongue): Markup[] {
  const rows = new Map(book.tables[shape.id].rows.map((row) => [row.key, row]))
  const half = (key: string | undefined): Markup => {
    const row = key === undefined ? undefined : rows.get(key)
    return row
      ? html`<td>${tongue.line(shape.id, row.key, row.name)}</td>${cell(shape, row.key, 'amount', row.cells.amount?.value)}`
      : html`<td></td><td></td>`
  }
  const [left, right] = [shape.left, shape.right].map((labels) => labels.map(([key]) => key))
  const height = Math.max(left!.length, right!.length)
  return Array.from({ length: height }, (_, i) => {
    const last = i === height - 1
    const keys = [left!, right!].map((side) => (last ? side.at(-1) : side.slice(0, -1)[i]))
    return html`<tr${last && raw(' class="sum"')}>${keys.map(half)}</tr>`
  })
}

function cell(shape: TableShape, row: string, column: string, value: number | undefined): Markup {
  const id = cellId({ sheet: shape.id, row, column })
  return html`<td class="n${value === 0 && raw(' z')}" id="${id}">${value === undefined ? '' : formatAmount(value)}</td>`
}
