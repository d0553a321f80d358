// Reads the narrative: lays each section's sentences over its text and takes the figures and words. A sentence that does
// not fit is refused at the line where it stops fitting; text no sentence covers is reported as unread.
import type { Book, Figure, Prose } from './book.ts'
import { OTHER_HEADINGS, SECTIONS, type Section, type Sentence } from './narrative.ts'
import { type Findings, findLine, flat, isTabular, type SourceLine } from './source-text.ts'
import { expressionOf, takeFacts } from './template.ts'

type NarrativeFacts = { figures: Record<string, Figure>; texts: Record<string, Prose> }

/** A section's prose on one line, with the way back to source lines. */
interface Flow {
  readonly heading: SourceLine
  readonly text: string
  readonly lineAt: (offset: number) => number
}

/** Reads every section of narrative.ts from the document. */
export function readNarrative(lines: readonly SourceLine[], book: Book, findings: Findings): void {
  const starts = new Map(SECTIONS.map((section) => [section, findLine(lines, section.heading)]))
  const ends = [...starts.values(), ...OTHER_HEADINGS.map((title) => findLine(lines, title))].filter((i) => i >= 0)
  for (const [section, start] of starts) {
    if (start < 0) {
      findings.refuse('section-missing', lines.at(-1)!, `没有找到“${section.heading}”这一节`)
      continue
    }
    const end = Math.min(...ends.filter((i) => i > start), lines.length)
    readSection(section, flowOf(lines.slice(start, end)), { book, findings })
  }
}

/** Joins paragraphs torn by page breaks, so that a sentence is found wherever its lines end. */
function flowOf(lines: readonly SourceLine[]): Flow {
  const [heading, ...body] = lines
  const starts: { offset: number; no: number }[] = []
  let text = ''
  for (const line of body) {
    if (isTabular(line) || line.text.trim() === '') continue
    starts.push({ offset: text.length, no: line.no })
    text += line.text.trim()
  }
  const lineAt = (offset: number): number => starts.findLast((start) => start.offset <= offset)?.no ?? heading!.no
  return { heading: heading!, text, lineAt }
}

function readSection(section: Section, flow: Flow, to: { book: Book; findings: Findings }): void {
  let at = 0
  for (const sentence of section.sentences) {
    const end = sentence.list === undefined ? readSentence(sentence, flow, at, to) : readList(sentence, flow, at, to)
    reportUnread(flow, at, end.start, to.findings)
    at = Math.max(at, end.stop)
  }
  if (section.heading !== TASKS) reportUnread(flow, at, flow.text.length, to.findings)
}

const TASKS = '三、单位主要工作任务'

interface Span {
  readonly start: number
  readonly stop: number
}

function reportUnread(flow: Flow, from: number, until: number, findings: Findings): void {
  const text = flow.text.slice(from, until).trim()
  if (text !== '') findings.remark('text-unread', { no: flow.lineAt(from), text }, '这段文字没有读懂，未参加核对')
}

/** Reads one sentence from `at` on and says where it stood; an absent conditional sentence stands nowhere. */
function readSentence(sentence: Sentence, flow: Flow, at: number, to: { book: Book; findings: Findings }): Span {
  const match = matchFrom(expressionOf(sentence.says, to.book.unit), flow.text, at)
  if (match) {
    keep(takeFacts(sentence.says, match, flow.lineAt), flow, to)
    return { start: match.index, stop: match.index + match[0].length }
  }
  if (sentence.zero === undefined && sentence.nonzero === undefined) refuseSentence(sentence, flow, at, to)
  return { start: at, stop: at }
}

function matchFrom(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(text)
}

function keep(
  taken: NarrativeFacts & { faults: { line: number; reason: string }[] },
  flow: Flow,
  { book, findings }: { book: Book; findings: Findings },
): void {
  Object.assign(book.figures, taken.figures)
  Object.assign(book.texts, taken.texts)
  for (const { line, reason } of taken.faults) findings.refuse('amount', { no: line, text: flow.heading.text }, reason)
}

/** Names the place where the sentence stops fitting, so that the author sees which words to mend. */
function refuseSentence(sentence: Sentence, flow: Flow, at: number, to: { book: Book; findings: Findings }): void {
  for (let upTo = sentence.says.blanks.length - 1; upTo >= 0; upTo--) {
    const match = matchFrom(expressionOf(sentence.says, to.book.unit, upTo), flow.text, at)
    if (!match) continue
    const stop = match.index + match[0].length
    const line = { no: flow.lineAt(stop), text: flow.text.slice(stop, stop + 40) }
    const next = sentence.says.literals[upTo + 1]!.trim().slice(0, 12)
    to.findings.refuse('sentence', line, `“${match[0].slice(-12)}”之后读不下去，应是数字或文字，再接“${next}”`)
    return
  }
  const start = sentence.says.source.replace(/\{[^}]+\}/g, '…').slice(0, 24)
  to.findings.refuse('sentence', flow.heading, `这一节缺少以“${start}”开头的句子`)
}

/** Reads list items one after another; the facts are named by the item's code. */
function readList(sentence: Sentence, flow: Flow, at: number, to: { book: Book; findings: Findings }): Span {
  const expression = expressionOf(sentence.says, to.book.unit)
  let span: Span | undefined
  for (let stop = at; ; ) {
    const match = matchFrom(expression, flow.text, stop)
    if (!match) return span ?? { start: at, stop: at }
    if (span) reportUnread(flow, stop, match.index, to.findings)
    const { figures, texts, faults } = takeFacts(sentence.says, match, flow.lineAt)
    const code = flat(texts.code?.text ?? '')
    const key = `${sentence.list}.${code}`
    const line = { no: flow.lineAt(match.index), text: match[0] }
    if (!/^\d{7}$/.test(code)) to.findings.refuse('code-unknown', line, `“${code}”不是七位科目编码`)
    else if (to.book.figures[key]) to.findings.refuse('row-twice', line, `科目 ${code} 在说明中写了两次`)
    const named = figures.amount ? { [key]: figures.amount } : {}
    keep({ figures: named, texts: { [`${key}.name`]: texts.name!, [`${key}.use`]: texts.use! }, faults }, flow, to)
    stop = match.index + match[0].length
    span = { start: span?.start ?? match.index, stop }
  }
}
