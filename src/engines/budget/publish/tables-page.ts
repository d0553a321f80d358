// The ten tables as one page, every cell with its own address.
import type { Book } from '../book.ts'
import { formatAmount } from '../money.ts'
import { ordinal, TABLES, type TableShape } from '../table-shape.ts'
import { printTable } from '../write.ts'
import { html, type Markup, raw } from './markup.ts'
import type { Page } from './page.ts'
import { cellId } from './place.ts'

/** The page of the ten tables. */
export function tablesPage(book: Book): Page {
  const list = TABLES.map((shape, i) => html`<li><a href="#${shape.id}">${ordinal(i + 1)}、${shape.title}</a></li>`)
  const body = html`<h1>十张表</h1><p class="lead">公布的数字，一格不改。单位：万元。</p><ul>${list}</ul>${TABLES.map((shape, i) => tableMarkup(book, shape, i + 1))}`
  return { name: 'tables.html', title: '十张表', body }
}

function tableMarkup(book: Book, shape: TableShape, number: number): Markup {
  const { remark } = printTable(book, shape)
  const rows = shape.rows === 'twoSided' ? twoSided(book, shape) : single(book, shape)
  const head = shape.rows === 'twoSided' ? TWO_SIDED_HEAD : headOf(shape)
  return html`<h2 id="${shape.id}">${ordinal(number)}、${shape.title}</h2>
<div class="wide" tabindex="0" role="region" aria-label="${shape.title}"><table>${head}<tbody>${rows}</tbody></table></div>${remark !== undefined && html`<p class="hint">${remark}</p>`}`
}

const TWO_SIDED_HEAD = html`<thead><tr><th>收入项目</th><th class="n">预算数</th><th>支出项目</th><th class="n">预算数</th></tr></thead>`

function headOf(shape: TableShape): Markup {
  const money = shape.columns.map(([, label]) => html`<th class="n">${label}</th>`)
  const names = shape.rows === 'named' ? html`<th>项目</th>` : html`<th>科目编码</th><th>科目名称</th>`
  return html`<thead><tr>${names}${money}</tr></thead>`
}

function single(book: Book, shape: TableShape): Markup[] {
  return book.tables[shape.id].rows.map(({ key, name, cells }) => {
    const code = key === 'total' ? '' : key
    const names = shape.rows === 'named' ? html`<td>${name}</td>` : html`<td class="n z">${code}</td><td>${name}</td>`
    const amounts = shape.columns.map(([column]) => cell(shape, key, column, cells[column]?.value))
    return html`<tr${key === 'total' && raw(' class="sum"')}>${names}${amounts}</tr>`
  })
}

function twoSided(book: Book, shape: TableShape): Markup[] {
  const rows = new Map(book.tables[shape.id].rows.map((row) => [row.key, row]))
  const half = (key: string | undefined): Markup => {
    const row = key === undefined ? undefined : rows.get(key)
    return row
      ? html`<td>${row.name}</td>${cell(shape, row.key, 'amount', row.cells.amount?.value)}`
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
