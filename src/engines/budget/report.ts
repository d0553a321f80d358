// The whole judgement of a book: identities, questions, lint. One call for the command line, the pages and the desks.
import type { Book } from './book.ts'
import { checkIdentities, type EquationResult, type IdentityResult } from './check.ts'
import type { Cure } from './cure.ts'
import type { Language } from './language.ts'
import { type Finding, lintBook } from './lint.ts'
import { askQuestions, type Question } from './questions.ts'

/** What is said about a book. Only identities can fail it; questions and lint never block. */
export interface Report {
  readonly unit: string
  readonly year: number
  readonly identities: readonly IdentityResult[]
  readonly questions: readonly Question[]
  readonly lint: readonly Finding[]
  /** Every identity holds. */
  readonly sound: boolean
}

/** Judges a book, told in a language: verdicts, figures and lines are the same in both. Cost: see bench/budget.bench.ts. */
export function judgeBook(book: Book, language: Language = 'zh-Hans'): Report {
  const identities = checkIdentities(book, language)
  return {
    unit: book.unit,
    year: book.year,
    identities,
    questions: askQuestions(book, language),
    lint: lintBook(book, language),
    sound: identities.every((identity) => identity.holds),
  }
}

/** The report as programs read it: identities with both sides, and in `failing` the equations that do not hold; cures. */
export function reportToJson(report: Report, cures: readonly Cure[]): object {
  const identities = report.identities.map(({ equations, ...identity }) => ({
    ...identity,
    failing: equations.filter(({ holds }) => !holds).map(equationToJson),
  }))
  const { unit, year, questions, lint } = report
  return { unit, year, identities, questions, lint, cures }
}

function equationToJson({ left, right }: EquationResult): object {
  return { left, right }
}
