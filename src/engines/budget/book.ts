// The budget book: one unit's budget of one year as data. This is the shape of `book.json`; every figure keeps the text
// it was published as and the line it stands in, beside its value. The types are derived from the schema, so what is
// documented here is what is checked.
import { type Static, Type } from '@sinclair/typebox'
import { TABLE_IDS, type TableId } from './table-shape.ts'

const Line = Type.Integer({ minimum: 1, description: 'line of the source text, from 1' })

/** A money cell. `value` in 0.01 万元. */
export const Cell = Type.Object(
  { asPublished: Type.String(), value: Type.Integer({ description: '0.01 万元' }), line: Line },
  { additionalProperties: false },
)
export type Cell = Static<typeof Cell>

/** A text kept word for word. */
export const Prose = Type.Object({ text: Type.String(), line: Line }, { additionalProperties: false })
export type Prose = Static<typeof Prose>

/** A row of one of the ten tables: `key` is a code, the key of a fixed line, or `total`; cells by column key. */
export const Row = Type.Object(
  { key: Type.String(), name: Type.String(), line: Line, cells: Type.Record(Type.String(), Cell) },
  { additionalProperties: false },
)
export type Row = Static<typeof Row>

export const Table = Type.Object(
  {
    line: Line,
    heading: Type.Array(Type.Array(Type.String()), { description: 'header rows, cell for cell as published' }),
    rows: Type.Array(Row),
    remark: Type.Optional(Prose),
  },
  { additionalProperties: false },
)
export type Table = Static<typeof Table>

/** A figure of the narrative: money in 0.01 万元 (a fall is negative), percent in 0.01 %, counts as they are. */
export const Figure = Type.Object(
  {
    asPublished: Type.String(),
    value: Type.Integer(),
    unit: Type.Union([Type.Literal('money'), Type.Literal('percent'), Type.Literal('count')]),
    line: Line,
  },
  { additionalProperties: false },
)
export type Figure = Static<typeof Figure>

/** A target as published, and what it says: operator, number, unit; or words that are no number. */
export const Target = Type.Object(
  {
    asPublished: Type.String(),
    operator: Type.Optional(Type.Union((['≥', '≤', '=', '>', '<'] as const).map((sign) => Type.Literal(sign)))),
    amount: Type.Optional(Type.String({ pattern: '^\\d+(\\.\\d+)?$', description: 'decimal text, ASCII digits' })),
    unit: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type Target = Static<typeof Target>

/** A third-level indicator. `level1` and `level2` are the names in force on its row, printed there or further up. */
export const Indicator = Type.Object(
  {
    line: Line,
    printed: Type.Tuple([Type.String(), Type.String()], { description: 'levels 1 and 2 as printed on this very row' }),
    level1: Type.String(),
    level2: Type.String(),
    name: Type.String(),
    target: Target,
  },
  { additionalProperties: false },
)
export type Indicator = Static<typeof Indicator>

/** The money lines of a goal table, in order. */
export const GOAL_MONEY = [
  ['total', '资金总额：'],
  ['fiscal', '财政拨款：'],
  ['current', '其中：当年财政拨款：'],
  ['carryOver', '上年结转结余财政拨款：'],
  ['other', '其他资金：'],
] as const

/** A project's performance goal: its money, its aim, its indicators. `name` is the title without its spaces and suffix. */
export const Goal = Type.Object(
  {
    line: Line,
    title: Type.String(),
    name: Type.String(),
    money: Type.Record(Type.String(), Cell),
    aim: Prose,
    indicators: Type.Array(Indicator),
  },
  { additionalProperties: false },
)
export type Goal = Static<typeof Goal>

/** A budgeted office: its name, how it is paid for, its staff. */
export const Staffing = Type.Object(
  { name: Type.String(), funding: Type.String(), staff: Type.Integer({ minimum: 0 }), line: Line },
  { additionalProperties: false },
)
export type Staffing = Static<typeof Staffing>

/** A titled passage: one of the year's main tasks, or a term of the glossary. */
export const Passage = Type.Object(
  { title: Type.String(), text: Type.String(), line: Line },
  { additionalProperties: false },
)
export type Passage = Static<typeof Passage>

export const BOOK_FORMAT = 'qinqing/budget-book/1'

export const Book = Type.Object(
  {
    format: Type.Literal(BOOK_FORMAT),
    year: Type.Integer({ minimum: 2000, maximum: 2100 }),
    unit: Type.String({ minLength: 1 }),
    staffing: Type.Array(Staffing),
    tasks: Type.Array(Passage),
    tables: Type.Object(Object.fromEntries(TABLE_IDS.map((id) => [id, Table])) as Record<TableId, typeof Table>, {
      additionalProperties: false,
    }),
    figures: Type.Record(Type.String(), Figure, { description: 'figures of the narrative by key, narrative.ts' }),
    texts: Type.Record(Type.String(), Prose, { description: 'free words of the narrative by key, narrative.ts' }),
    goals: Type.Array(Goal),
    glossary: Type.Array(Passage),
  },
  { additionalProperties: false, title: 'Budget book' },
)
export type Book = Static<typeof Book>

/**
 * Something in a document that was not understood, or understood only with a remark. A refused document is not judged;
 * a remark (`refused: false`) leaves the figures whole.
 */
export interface Problem {
  readonly code: ProblemCode
  /** Line of the source, from 1. */
  readonly line: number
  /** One Chinese sentence: what is wrong and how to mend it. */
  readonly reason: string
  /** The text in question. */
  readonly text: string
  readonly refused: boolean
}

export type ProblemCode =
  | 'unit-unknown'
  | 'section-missing'
  | 'table-missing'
  | 'table-twice'
  | 'caption'
  | 'unit-heading'
  | 'header'
  | 'merged-cells'
  | 'row-unknown'
  | 'row-twice'
  | 'row-missing'
  | 'code-unknown'
  | 'code-name'
  | 'amount'
  | 'sentence'
  | 'text-unread'
  | 'goal-form'
