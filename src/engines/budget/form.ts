// What keeps a book in the making from being printed as the prescribed form asks: a project without its aim, an indicator
// without its target, a sentence without its words. The reader of published documents refuses the same; here it is said
// while one writes, with the place to go to.
import type { Book, Goal } from './book.ts'
import { SECTIONS } from './narrative.ts'
import { GOAL_SUFFIX } from './read-goals.ts'
import { sectionPieces } from './write.ts'

/** Something missing or misshapen, and where: `goals/3`, `goals/3/rows/2`, `word/income.reason`, `tasks/1`. */
export interface FormFault {
  readonly at: string
  readonly reason: string
}

/** Every fault of form, in the order of the book; empty when the book can be printed and read back. */
export function formFaults(book: Book): FormFault[] {
  return [...officeFaults(book), ...taskFaults(book), ...wordFaults(book), ...goalFaults(book)]
}

const UNPRINTABLE = /[\t\r\n]/

function* officeFaults({ staffing }: Book): Generator<FormFault> {
  if (staffing.length === 0) yield { at: 'offices', reason: '单位构成表没有一行' }
  for (const [i, { name, funding }] of staffing.entries())
    if (name.trim() === '' || funding.trim() === '' || UNPRINTABLE.test(name + funding))
      yield { at: `offices/${i}`, reason: '单位名称和经费性质都要写，各写在一行里' }
}

function* taskFaults({ tasks }: Book): Generator<FormFault> {
  for (const [i, { title, text }] of tasks.entries()) {
    if (title.trim() === '' || text.trim() === '') yield { at: `tasks/${i}`, reason: '工作任务要有标题和内容' }
    else if (title.includes('。') || UNPRINTABLE.test(title + text))
      yield { at: `tasks/${i}`, reason: '标题里不用句号，内容写成一段' }
  }
}

/** Words stand within one sentence: a full stop would end it, and what follows could not be read back. */
function* wordFaults(book: Book): Generator<FormFault> {
  for (const { sentences, ...section } of SECTIONS)
    for (const { kind, key = '', printed } of sectionPieces(book, { ...section, sentences }).flat()) {
      if (kind !== 'text') continue
      if (printed.trim() === '') yield { at: `word/${key}`, reason: '这句话里的文字还没有写' }
      else if (printed.includes('。') || UNPRINTABLE.test(printed))
        yield { at: `word/${key}`, reason: '写在一句话里，不用句号，不换行' }
    }
}

function* goalFaults({ goals }: Book): Generator<FormFault> {
  for (const [i, goal] of goals.entries()) {
    const at = `goals/${i}`
    if (goal.name === '' || !goal.title.trim().endsWith(GOAL_SUFFIX) || UNPRINTABLE.test(goal.title))
      yield { at, reason: `标题要写项目名称，以“${GOAL_SUFFIX}”结尾` }
    else if (goals.slice(0, i).some(({ name }) => name === goal.name))
      yield { at, reason: `已有一张“${goal.name}”的绩效目标表` }
    if (goal.aim.text.trim() === '' || UNPRINTABLE.test(goal.aim.text)) yield { at, reason: '总体目标要写，写成一段' }
    if (goal.indicators.length === 0) yield { at, reason: '至少要有一个指标' }
    yield* rowFaults(goal, at)
  }
}

function* rowFaults({ indicators }: Goal, goal: string): Generator<FormFault> {
  for (const [i, { level1, level2, name, target }] of indicators.entries()) {
    const at = `${goal}/rows/${i}`
    const same = indicators.findIndex(
      (other) => other.level2 === level2 && other.name === name && other.target.asPublished === target.asPublished,
    )
    if (level1.trim() === '' || level2.trim() === '' || name.trim() === '') yield { at, reason: '三级指标还没有写' }
    else if (target.asPublished.trim() === '') yield { at, reason: `“${name}”没有目标值` }
    else if (UNPRINTABLE.test(name + target.asPublished)) yield { at, reason: `“${name}”要写在一行里` }
    else if (same < i) yield { at, reason: `“${name}”与第 ${same + 1} 行重复` }
  }
}
