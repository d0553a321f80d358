// Where the money comes from and where it goes: three columns of bars joined by ribbons, drawn as one SVG, with the same
// figures as a table. Money is poured in order, so ribbons never cross. The carry-over is drawn wholly as projects.
import type { Book } from '../book.ts'
import { formatGrouped, ratioRounded } from '../money.ts'
import { type Sheets, sheetsOf } from '../sheet.ts'
import { SOURCES, WAYS } from '../table-shape.ts'
import { bar } from './bar.ts'
import { escapeHtml, html, type Markup, raw } from './markup.ts'
import { figure } from './place.ts'
import type { Tongue } from './tongue.ts'

/** A bar: its words, its money in 0.01 万元, the cell it stands in (none when computed), and what it comes from. */
interface Bar {
  readonly label: string
  readonly value: number
  readonly at?: string
  readonly from: Markup
  readonly tone: 'brand' | 'grey' | 'och'
}

/** The three columns of the picture, empty bars left out. */
export interface Flow {
  readonly income: readonly Bar[]
  readonly ways: readonly Bar[]
  readonly uses: readonly Bar[]
  readonly total: number
}

/** Reads the columns from the book. */
export function flowOf(book: Book, tongue: Tongue): Flow {
  const { say } = tongue
  const sheets = sheetsOf(book)
  const at = (place: string): number => valueAt(sheets, place)
  const bar = (label: string, place: string, from: string, tone: Bar['tone'] = 'brand'): Bar => {
    return { label, value: at(place), at: place, from: html`${from}`, tone }
  }
  const income = SOURCES.map(([key, label]) =>
    bar(tongue.line('T1', key, label), `T1/${key}`, tongue.table('T1'), key === 'carryOver' ? 'grey' : 'brand'),
  )
  const ways = WAYS.map(([key, label]) => bar(tongue.line('T3', key, label), `T3/total/${key}`, tongue.table('T3')))
  const goals = (column: string) => book.goals.filter(({ money }) => (money[column]?.value ?? 0) > 0)
  const sum = (column: string) => goals(column).reduce((all, { money }) => all + money[column]!.value, 0)
  const project = at('T3/total/project')
  const [fresh, carried] = [goals('current').length, goals('carryOver').length]
  const uses: Bar[] = [
    bar(say('人员经费', 'Staff'), 'N/personnel', `${tongue.table('T9')} ${say('301、303', '301, 303')}`),
    bar(say('公用经费', 'Running costs'), 'N/operating', `${tongue.table('T9')} ${say('302、310', '302, 310')}`),
    ...projectUses({ count: fresh, sum: sum('current') }, { count: carried, sum: sum('carryOver') }, project, say),
    ...ways.slice(2),
  ]
  const real = (bars: readonly Bar[]) => bars.filter(({ value }) => value > 0)
  return { income: real(income), ways: real(ways), uses: real(uses), total: at('T1/expenditure') }
}

/** So many projects, and their money together. */
interface Projects {
  readonly count: number
  readonly sum: number
}

function projectUses(fresh: Projects, carried: Projects, project: number, say: Tongue['say']): Bar[] {
  const goals = html`<a href="#projects">${say('绩效目标表之和', 'sum of the goal tables')}</a>`
  const rest = say(
    html`<a href="tables.html#T3-total-project">表三项目支出</a>减<a href="#projects">目标表</a>`,
    html`<a href="tables.html#T3-total-project">projects in table 3</a> less <a href="#projects">goal tables</a>`,
  )
  const without = say('没有绩效目标的项目支出', 'Projects without goals')
  return [
    {
      label: say(`今年新立 ${fresh.count} 个项目`, `${fresh.count} new projects`),
      value: fresh.sum,
      from: goals,
      tone: 'brand',
    },
    { label: without, value: project - fresh.sum - carried.sum, from: rest, tone: 'och' },
    {
      label: say(`去年结转 ${carried.count} 个项目`, `${carried.count} projects carried over`),
      value: carried.sum,
      from: goals,
      tone: 'grey',
    },
  ]
}

function valueAt(sheets: Sheets, place: string): number {
  const [sheet = '', row = '', column = 'amount'] = place.split('/')
  return sheets.get(sheet)?.get(row)?.get(column)?.value ?? 0
}

const SIZE = { width: 1120, top: 16, gap: 24, bar: 10, tall: 360 }
const COLUMNS = [250, 540, 810] as const
const TONES = { brand: '#0B5CAD', grey: '#7A8694', och: '#B9770E' }

interface Drawn extends Bar {
  readonly x: number
  readonly y: number
  readonly height: number
}

/** The picture; hidden on a phone, where the table's bars take its place. */
export function flowPicture(flow: Flow, { say }: Tongue): Markup {
  const columns = [flow.income, flow.ways, flow.uses].map((bars, i) => stack(bars, COLUMNS[i]!, flow.total))
  const height = Math.max(...columns.flat().map(({ y, height }) => y + height)) + SIZE.top
  const ribbons = [...pour(columns[0]!, columns[1]!), ...pour(columns[1]!, columns[2]!)]
  const bars = columns.flatMap((column, i) => column.map((bar) => drawBar(bar, i === 0, share(bar.value, flow.total))))
  const title = say(
    '钱从哪里来、到哪里去；同一组数字见下表',
    'Where the money comes from and goes; the same figures are in the table below',
  )
  return raw(
    `<svg viewBox="0 0 ${SIZE.width} ${Math.ceil(height)}" role="img" aria-label="${title}">${ribbons.join('')}${bars.join('')}</svg>`,
  )
}

function stack(bars: readonly Bar[], x: number, total: number): Drawn[] {
  let y = SIZE.top
  return bars.map((bar) => {
    const drawn = { ...bar, x, y, height: Math.max(2, (SIZE.tall * bar.value) / total) }
    y += drawn.height + SIZE.gap
    return drawn
  })
}

/** Pours the left bars into the right ones in order, and draws what flows between each pair. */
function pour(left: readonly Drawn[], right: readonly Drawn[]): string[] {
  const ribbons: string[] = []
  const used = { left: left.map(() => 0), right: right.map(() => 0) }
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [from, to] = [left[i]!, right[j]!]
    const amount = Math.min(from.value - used.left[i]!, to.value - used.right[j]!)
    if (amount > 0) ribbons.push(ribbon(from, used.left[i]!, to, used.right[j]!, amount))
    used.left[i]! += amount
    used.right[j]! += amount
    if (used.left[i]! >= from.value) i++
    else j++
  }
  return ribbons
}

function ribbon(from: Drawn, before: number, to: Drawn, after: number, amount: number): string {
  const [x1, x2] = [from.x + SIZE.bar, to.x]
  const [y1, y2] = [from.y + (from.height * before) / from.value, to.y + (to.height * after) / to.value]
  const [h1, h2] = [(from.height * amount) / from.value, (to.height * amount) / to.value]
  const middle = (x1 + x2) / 2
  const round = (n: number): string => n.toFixed(1)
  const path = `M${x1} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${x2} ${round(y2)}V${round(y2 + h2)}C${middle} ${round(y2 + h2)} ${middle} ${round(y1 + h1)} ${x1} ${round(y1 + h1)}Z`
  const tone = to.tone === 'brand' ? from.tone : to.tone
  return `<path d="${path}" fill="${TONES[tone]}" opacity=".22"/>`
}

function drawBar({ label, value, x, y, height, tone }: Drawn, leftOfBar: boolean, part: string): string {
  const middle = y + height / 2
  const [tx, anchor] = leftOfBar ? [x - 12, 'end'] : [x + SIZE.bar + 12, 'start']
  const text = (dy: number, weight: number, words: string): string =>
    `<text x="${tx}" y="${(middle + dy).toFixed(1)}" text-anchor="${anchor}" font-size="15" font-weight="${weight}" fill="#1A2330">${escapeHtml(words)}</text>`
  const words = text(-2, 600, label) + text(17, 400, `${formatGrouped(value)}　${part}`)
  return `<rect x="${x}" y="${y.toFixed(1)}" width="${SIZE.bar}" height="${height.toFixed(1)}" fill="${TONES[tone]}"/>${words}`
}

/** The same figures as a table: what comes in, what goes out, each linked to its cell. */
export function flowTable({ income, uses, total }: Flow, { say, table }: Tongue): Markup {
  const rows = (bars: readonly Bar[]): Markup[] =>
    bars.map(
      ({ label, value, at, from, tone }) => html`<tr><td>${label}${bar(`fl ${tone}`, { value, of: total })}</td>
<td class="n">${at === undefined ? formatGrouped(value) : figure(value, at)}</td><td class="n">${share(value, total)}</td><td class="hint src">${from}</td></tr>`,
    )
  const head = html`<thead><tr><th>${say('项目', 'Item')}</th><th class="n">${say('万元', '10,000 yuan')}</th><th class="n">${say('占比', 'Share')}</th><th class="src">${say('出自', 'From')}</th></tr></thead>`
  const sum = (at: string) =>
    html`<tr class="sum"><td>${say('合计', 'Total')}</td><td class="n">${figure(total, at)}</td><td class="n">100.0%</td><td class="hint src">${table('T1')}</td></tr>`
  return html`<table><caption>${say('从哪里来', 'Income')}</caption>${head}<tbody>${rows(income)}${sum('T1/income')}</tbody></table>
<table><caption>${say('到哪里去', 'Spending')}</caption>${head}<tbody>${rows(uses)}${sum('T1/expenditure')}</tbody></table>`
}

/** A share with one decimal, such as `41.5%`. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '—'
  const tenths = ratioRounded(part, whole, 1000)
  return `${Math.trunc(tenths / 10)}.${Math.abs(tenths % 10)}%`
}
