// What differs in words between two versions of a book, or between two years: the narrative's phrases, the year's tasks,
// the offices, and each project with its indicators. The figures of the tables are compared in compare.ts.
import { goalDrafts, type RowDraft } from './author-goals.ts'
import type { Book } from './book.ts'
import { formatAmount } from './money.ts'
import { factName } from './sheet.ts'

/** A text in two versions; empty where there is none. */
export type WordChange = {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** Every text that differs, in the order of the book. Cost: linear in its texts. */
export function wordChanges(before: Book, after: Book): WordChange[] {
  return [
    ...differing(officesOf(before), officesOf(after)),
    ...differing(tasksOf(before), tasksOf(after)),
    ...differing(textsOf(before), textsOf(after)),
    ...differing(goalsOf(before), goalsOf(after)),
  ]
}

type Texts = ReadonlyMap<string, string>

function differing(before: Texts, after: Texts): WordChange[] {
  const names = new Set([...after.keys(), ...before.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [before.get(name) ?? '', after.get(name) ?? '']
    return was === is || isOnlyMore(name, was, is) ? [] : [{ name, before: was, after: is }]
  })
}

const ORDER = '、'

/** An order in which something came or went is told by what came or went. */
function isOnlyMore(name: string, before: string, after: string): boolean {
  const sorted = (text: string): string => text.split(ORDER).sort().join(ORDER)
  return name.endsWith('次序') && sorted(before) !== sorted(after)
}

const officesOf = ({ staffing }: Book): Texts =>
  new Map(staffing.map(({ name, funding, staff }, i) => [`单位构成 ${i + 1}`, `${name} ${funding} ${staff} 人`]))

const tasksOf = ({ tasks }: Book): Texts =>
  new Map(tasks.map(({ title, text }, i) => [`工作任务 ${i + 1}`, `${title}。${text}`]))

const textsOf = ({ texts }: Book): Texts =>
  new Map(
    Object.entries(texts).flatMap(([key, { text }]) =>
      key.endsWith('.name') ? [] : [[`说明 ${factName(key)}`, text]],
    ),
  )

/** Titles, aims, money and indicators; a row by its name within its project, however it moved; the order on its own. */
function goalsOf({ goals }: Book): Texts {
  const texts = new Map<string, string>()
  texts.set('绩效目标 项目次序', goals.map(({ name }) => name).join(ORDER))
  for (const [i, { title, aim, money, rows }] of goalDrafts(goals).entries()) {
    const project = goals[i]!.name
    texts.set(`${project} 标题`, title)
    texts.set(`${project} 资金`, Object.values(money).map(formatAmount).join(' / '))
    texts.set(`${project} 总体目标`, aim)
    for (const row of rows) texts.set(freeName(texts, `${project} ${row.name}`), rowText(row))
    texts.set(`${project} 指标次序`, rows.map(({ name }) => name).join(ORDER))
  }
  return texts
}

function freeName(texts: Texts, name: string): string {
  return texts.has(name) ? freeName(texts, `${name}（又）`) : name
}

const rowText = ({ level2, target }: RowDraft): string => `${level2} ${target}`
