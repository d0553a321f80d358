// Weight schemes of self-evaluation, versioned: how many of the 100 points each category carries, and where grades begin.
// A self-evaluation names its scheme, so that a later change of rules leaves old scores standing.

export type Category = 'execution' | 'cost' | 'output' | 'benefit' | 'satisfaction'

/** A version of the rules. Points in hundredths: 100 points are 10 000. */
export interface WeightScheme {
  readonly id: string
  /** From which budget year. */
  readonly since: number
  readonly points: Readonly<Record<Category, number>>
  /** The category that takes over the points of a missing satisfaction indicator. */
  readonly heir: Category
  /** How far above its target a count may end before the author must explain it. Units: 0.01 %. */
  readonly overrun: number
  /** Lowest score of each grade, best first. */
  readonly grades: readonly (readonly [name: string, from: number])[]
  readonly source: string
}

const GRADES = [
  ['优', 90_00],
  ['良', 80_00],
  ['中', 60_00],
  ['差', 0],
] as const

/** The schemes in use; the newest fitting one wins. Weights marked [U] in domain.md §12.2 are parameters here. */
export const SCHEMES: readonly WeightScheme[] = [
  {
    id: 'three-categories/2020',
    since: 2020,
    points: { execution: 10_00, cost: 0, output: 50_00, benefit: 30_00, satisfaction: 10_00 },
    heir: 'benefit',
    overrun: 30_00,
    grades: GRADES,
    source: '财预〔2020〕10号，成本不单列',
  },
  {
    id: 'with-cost/2021',
    since: 2021,
    points: { execution: 10_00, cost: 20_00, output: 40_00, benefit: 20_00, satisfaction: 10_00 },
    heir: 'benefit',
    overrun: 30_00,
    grades: GRADES,
    source: '财预〔2021〕101号，成本为一级指标',
  },
]

/** The newest scheme in force that has a cost category exactly when the project has one; undefined before all schemes. */
export function schemeFor(year: number, present: ReadonlySet<Category>): WeightScheme | undefined {
  return SCHEMES.findLast(({ since, points }) => since <= year && points.cost > 0 === present.has('cost'))
}

/** The grade of a score. Units: hundredths of a point, 0 to 10 000. */
export function gradeOf(score: number, scheme: WeightScheme): string {
  return scheme.grades.find(([, from]) => score >= from)?.[0] ?? scheme.grades.at(-1)![0]
}
