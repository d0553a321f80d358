// Soft cross-checks X01–X15: relations that ought to hold and often do not, asked as questions with their figures. They
// warn and never block: an author answers with a sentence, a reader sees the numbers. Source: domain.md §13.3.
import type { Book } from './book.ts'
import { english } from './english/glosses.ts'
import { type Language, type Said, saidIn } from './language.ts'
import { formatAmount, formatGrouped, growthOf, ratioRounded } from './money.ts'
import { ONLY_COLUMN, type Sheets, sheetsOf } from './sheet.ts'

/** A question: whether the relation holds, its figures by name (decimal text, 万元 unless % or a count), one sentence. */
export interface Question {
  readonly id: string
  readonly holds: boolean
  readonly figures: Readonly<Record<string, string>>
  readonly text: string
}

type Answer = Omit<Question, 'id' | 'text'> & { readonly text: Said }

/** Figures by place; absent ones are zero. */
interface Figures {
  readonly book: Book
  readonly at: (sheet: string, row: string, column?: string) => number
}

const money = formatGrouped
const percent = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${formatAmount(ratioRounded(part, whole, 1000) * 10).slice(0, -1)}%`

/** Asks X01–X15 in order, in a language; the figures keep their Chinese names. */
export function askQuestions(book: Book, language: Language = 'zh-Hans'): Question[] {
  const sheets = sheetsOf(book)
  const figures: Figures = { book, at: (sheet, row, column = ONLY_COLUMN) => valueAt(sheets, sheet, row, column) }
  return Object.entries(QUESTIONS).map(([id, ask]) => {
    const { text, ...answer } = ask(figures)
    return { id, ...answer, text: saidIn(language, text) }
  })
}

function valueAt(sheets: Sheets, sheet: string, row: string, column: string): number {
  return sheets.get(sheet)?.get(row)?.get(column)?.value ?? 0
}

/** Two places that name the same payment. */
function pair(function_: string, economic: string, [what, inEnglish]: Said): (figures: Figures) => Answer {
  return ({ at }) => {
    const [a, b] = [at('T3', function_, 'total'), at('T9', economic)]
    const text: Said =
      a === b
        ? [
            `${what}在功能科目 ${function_} 和经济科目 ${economic} 都是 ${money(a)} 万元。`,
            `${inEnglish}: ${money(a)} in functional code ${function_} and in economic code ${economic} alike.`,
          ]
        : [
            `${what}在功能科目 ${function_} 是 ${money(a)} 万元，在经济科目 ${economic} 是 ${money(b)} 万元，相差 ${money(Math.abs(a - b))} 万元，为什么？`,
            `${inEnglish}: ${money(a)} in functional code ${function_}, ${money(b)} in economic code ${economic}. Why do they differ by ${money(Math.abs(a - b))}?`,
          ]
    return { holds: a === b, figures: { [function_]: formatAmount(a), [economic]: formatAmount(b) }, text }
  }
}

/** Money of the goal tables by column. */
function goalMoney({ book }: Figures, column: string): number {
  return book.goals.reduce((sum, goal) => sum + (goal.money[column]?.value ?? 0), 0)
}

function covered(part: number, whole: number, [what, inEnglish]: Said): Answer {
  const rest = whole - part
  const figures = {
    有目标: formatAmount(part),
    总额: formatAmount(whole),
    无目标: formatAmount(rest),
    占比: percent(part, whole),
  }
  const text: Said =
    rest <= 0
      ? [`${what} ${money(whole)} 万元都有绩效目标。`, `All of ${inEnglish}, ${money(whole)}, has performance goals.`]
      : [
          `${what} ${money(whole)} 万元里，只有 ${money(part)} 万元（${percent(part, whole)}）有绩效目标，其余 ${money(rest)} 万元做什么？`,
          `Of ${inEnglish}, ${money(whole)}, only ${money(part)} (${percent(part, whole)}) has performance goals. What are the other ${money(rest)} for?`,
        ]
  return { holds: rest <= 0, figures, text }
}

function housing({ at }: Figures): Answer {
  const [fund, classTotal] = [at('T9', '30113'), at('T1', '221')]
  const holds = fund === 0 || classTotal > 0
  const text: Said = holds
    ? ['住房公积金与住房保障支出相合。', 'Housing fund and housing security agree.']
    : [
        `表九有住房公积金 ${money(fund)} 万元，表一住房保障支出却是 ${money(classTotal)}，是不是列进了行政运行？`,
        `Table 9 has ${money(fund)} for the housing fund, but table 1 has ${money(classTotal)} for housing security. Is it booked under administrative operation?`,
      ]
  return { holds, figures: { 30113: formatAmount(fund), 221: formatAmount(classTotal) }, text }
}

function projectMoney(figures: Figures): Answer {
  return covered(goalMoney(figures, 'total'), figures.at('T3', 'total', 'project'), ['项目支出', 'project spending'])
}

function carryOverMoney(figures: Figures): Answer {
  return covered(goalMoney(figures, 'carryOver'), figures.at('T1', 'carryOver'), [
    '上年结转结余',
    'what is carried over from last year',
  ])
}

/** This year's project money, if all the carry-over goes to projects. */
function currentMoney(figures: Figures): Answer {
  const { at } = figures
  return covered(goalMoney(figures, 'current'), at('T3', 'total', 'project') - at('T1', 'carryOver'), [
    '当年安排的项目支出',
    'this year’s own project spending',
  ])
}

function priorYear({ at }: Figures): Answer {
  const [all, spent, general] = [
    at('N', 'income') - at('N', 'income.change'),
    at('N', 'expenditure') - at('N', 'expenditure.change'),
    at('N', 'general') - at('N', 'general.change'),
  ]
  const figures = {
    上年收入: formatAmount(all),
    上年支出: formatAmount(spent),
    上年一般公共预算支出: formatAmount(general),
    相差: formatAmount(all - general),
    总额增长: `${formatAmount(growthOf(at('N', 'income.change'), at('N', 'income')))}%`,
  }
  const text: Said =
    all !== spent
      ? [
          `由增减额倒推，上年收入 ${money(all)} 万元、支出 ${money(spent)} 万元，两数不等，哪个写错了？`,
          `By the stated changes, last year’s income was ${money(all)} and its expenditure ${money(spent)}: not the same. Which change is wrong?`,
        ]
      : all === general
        ? [
            `由增减额倒推，上年收支和一般公共预算支出都是 ${money(all)} 万元。`,
            `By the stated changes, last year’s income, expenditure and general public budget were all ${money(all)}.`,
          ]
        : [
            `由增减额倒推，上年收支 ${money(all)} 万元、一般公共预算支出 ${money(general)} 万元，相差 ${money(Math.abs(all - general))} 万元，是上年的其他收入或结转吗？`,
            `By the stated changes, last year’s income and expenditure were ${money(all)} and its general public budget ${money(general)}. Are the ${money(Math.abs(all - general))} between them other income or money carried over?`,
          ]
  return { holds: all === spent && all === general, figures, text }
}

function reasonOfRise({ at, book }: Figures): Answer {
  const carried = at('T1', 'carryOver')
  const [all, general] = [at('N', 'income.change'), at('N', 'general.change')]
  const blamed = /结转/.test(book.texts['income.reason']?.text ?? '')
  const holds = !blamed || (carried >= all && carried >= general)
  const figures = { 结转: formatAmount(carried), 总额增加: formatAmount(all), 一般公共预算增加: formatAmount(general) }
  const reason = book.texts['income.reason']?.text ?? ''
  const text: Said = holds
    ? ['增加的原因与结转数额相合。', 'The reason given for the rise agrees with what is carried over.']
    : [
        `增加的原因只写“${reason}”，可结转只有 ${money(carried)} 万元，最多解释总额增加的 ${percent(carried, all)}、一般公共预算增加的 ${percent(carried, general)}，其余为什么增加？`,
        `The only reason given for the rise is “${english(reason)}”. But only ${money(carried)} is carried over: ${percent(carried, all)} of the whole rise at most, ${percent(carried, general)} of the rise of the general public budget. Why does the rest rise?`,
      ]
  return { holds, figures, text }
}

function reasonOfRunning({ at, book }: Figures): Answer {
  const change = at('N', 'running.change')
  const rows = book.tables.T2.rows.filter(({ key, cells }) => key !== 'total' && (cells.carryOver?.value ?? 0) > 0)
  const basic = rows.reduce((sum, { key }) => sum + at('T3', key, 'basic'), 0)
  const codes = rows.map(({ key }) => key).join('、')
  const blamed = /结转/.test(book.texts['running.reason']?.text ?? '')
  const figures = { 机关运行经费增加: formatAmount(change), 有结转科目的基本支出: formatAmount(basic), 科目: codes }
  const text: Said = blamed
    ? [
        `机关运行经费增加 ${money(change)} 万元也说是结转，而结转只在科目 ${codes}，那里的基本支出一共 ${money(basic)} 万元，说得通吗？`,
        `Office running costs rise by ${money(change)}, again because of money carried over. But that stands only in ${codes.replaceAll('、', ', ')}, whose basic spending is ${money(basic)} in all. Can that be?`,
      ]
    : [
        '机关运行经费增减的原因没有归于结转。',
        'The change of office running costs is not put down to money carried over.',
      ]
  return { holds: !blamed || change <= 0, figures, text }
}

/** A staff cost per head above this, or more than half of it in “other”, asks for a sentence. Units: 0.01 万元. */
const HIGH_COST_PER_HEAD = 50_00

function costPerHead({ at, book }: Figures): Answer {
  const staff = book.staffing.reduce((sum, office) => sum + office.staff, 0)
  const [wages, other] = [at('T9', '301'), at('T9', '30199')]
  const perHead = staff === 0 ? 0 : ratioRounded(wages, staff, 1)
  const holds = perHead <= HIGH_COST_PER_HEAD && other * 2 <= wages
  const share = percent(other, wages)
  const figures = {
    工资福利: formatAmount(wages),
    在职: String(staff),
    人均: formatAmount(perHead),
    其他工资福利占比: share,
  }
  const text: Said = holds
    ? [
        `在职 ${staff} 人，人均工资福利 ${money(perHead)} 万元。`,
        `Staff of ${staff}, wages and benefits of ${money(perHead)} a head.`,
      ]
    : [
        `在职 ${staff} 人，工资福利 ${money(wages)} 万元，人均 ${money(perHead)} 万元，其中“其他工资福利支出”占 ${share}，是编外人员吗？请说明。`,
        `Staff of ${staff}, wages and benefits of ${money(wages)}: ${money(perHead)} a head, ${share} of it “other”. Are there contract staff? Please explain.`,
      ]
  return { holds, figures, text }
}

const BUYING = /采购|购置|计算机|一体机|设备|租赁/

function procurement({ at, book }: Figures): Answer {
  const budget = at('N', 'procurement')
  const names = book.goals.filter(({ name }) => BUYING.test(name))
  const bought = names.reduce((sum, goal) => sum + (goal.money.total?.value ?? 0), 0)
  const capital = at('T8', '310')
  const holds = budget > 0 || (bought === 0 && capital === 0)
  const figures = {
    政府采购预算: formatAmount(budget),
    名称含采购的项目: String(names.length),
    这些项目的资金: formatAmount(bought),
    资本性支出: formatAmount(capital),
  }
  const text: Said = holds
    ? [`政府采购预算 ${money(budget)} 万元。`, `The procurement budget is ${money(budget)}.`]
    : [
        `政府采购预算写 ${money(budget)}，而名称里有采购、购置、租赁的项目有 ${names.length} 个、${money(bought)} 万元，资本性支出 ${money(capital)} 万元，都不采购吗？`,
        `The procurement budget says ${money(budget)}, but ${names.length} projects with ${money(bought)} are named for buying or renting, and capital spending is ${money(capital)}. Is none of it procured?`,
      ]
  return { holds, figures, text }
}

function templateLists({ book }: Figures): Answer {
  const printed = book.tables.T9.rows.map(({ name }) => bare(name))
  const listed = ['personnel.kinds', 'operating.kinds'].flatMap((key) => (book.texts[key]?.text ?? '').split('、'))
  const absent = listed
    .map((name) => name.replace(/支出$/, ''))
    .filter((name) => !printed.some((row) => row.startsWith(bare(name))))
  const figures = { 列出: String(listed.length), 表九没有: String(absent.length) }
  const some = absent.slice(0, 4)
  const text: Said =
    absent.length === 0
      ? ['说明列举的费用表九都有。', 'Every cost the narrative lists stands in table 9.']
      : [
          `说明列举了 ${listed.length} 种费用，其中 ${absent.length} 种表九没有（${some.join('、')}等），是照抄范本吗？`,
          `The narrative lists ${listed.length} kinds of cost, of which ${absent.length} are not in table 9 (${some.map((word) => english(word).toLowerCase()).join(', ')} and more). Was the model copied?`,
        ]
  return { holds: absent.length === 0, figures, text }
}

function bare(name: string): string {
  return name.replace(/[（(][^）)]*[）)]/g, '').replace(/支出$/, '')
}

function emptyBase({ book }: Figures): Answer {
  const without = Object.keys(book.figures).filter((key) => {
    const base = (book.figures[key]?.value ?? 0) - (book.figures[`${key}.change`]?.value ?? 0)
    return book.figures[`${key}.growth`] !== undefined && base === 0
  })
  const text: Said =
    without.length === 0
      ? ['各处增长率都有上年数作分母。', 'Every growth rate has a figure of last year to divide by.']
      : [
          `有 ${without.length} 处上年数为 0，增长率没有意义，却印成 0.00%；写“上年、本年均无”会更清楚吗？`,
          `In ${without.length} places last year’s figure is 0, so that growth means nothing, but 0.00% is printed. Would “none in either year” be clearer?`,
        ]
  return { holds: without.length === 0, figures: { 处数: String(without.length) }, text }
}

/** Words of a main task that its goal table would carry. */
const TASK_WORDS: readonly (readonly [RegExp, RegExp])[] = [
  [/无感报建/, /无感|报建/],
  [/诉求|益企帮帮/, /诉求|益企帮帮/],
  [/农村建房|宅基地/, /农村建房|宅基地|农房/],
  [/数据港/, /数据港/],
  [/数字门牌/, /门牌/],
  [/代办超市/, /代办超市/],
]

function tasksWithGoals({ book }: Figures): Answer {
  const without = book.tasks.filter(({ title }) => {
    const words = TASK_WORDS.find(([task]) => task.test(title))?.[1]
    return !book.goals.some(({ name }) => (words ? words.test(name) : name.includes(title)))
  })
  const figures = { 主要任务: String(book.tasks.length), 没有目标: String(without.length) }
  const text: Said =
    without.length === 0
      ? [`${book.tasks.length} 项主要任务都有绩效目标。`, `All ${book.tasks.length} main tasks have performance goals.`]
      : [
          `${book.tasks.length} 项主要任务里有 ${without.length} 项没有绩效目标：${without.map(({ title }) => title).join('、')}，怎么知道做成了没有？`,
          `Of ${book.tasks.length} main tasks ${without.length} have no performance goal: ${without.map(({ title }) => english(title)).join('; ')}. How will anyone know whether they were done?`,
        ]
  return { holds: without.length === 0, figures, text }
}

const QUESTIONS: Readonly<Record<string, (figures: Figures) => Answer>> = {
  X01: pair('2080505', '30108', ['养老保险缴费', 'Pension contributions']),
  X02: pair('2101103', '30111', ['公务员医疗补助', 'Medical subsidies for civil servants']),
  X03: pair('2101101', '30110', ['医疗保险缴费', 'Medical insurance contributions']),
  X04: housing,
  X05: projectMoney,
  X06: carryOverMoney,
  X07: currentMoney,
  X08: priorYear,
  X09: reasonOfRise,
  X10: reasonOfRunning,
  X11: costPerHead,
  X12: procurement,
  X13: templateLists,
  X14: emptyBase,
  X15: tasksWithGoals,
}
