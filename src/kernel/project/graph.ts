// The graph of a project: what papers it gathers, which permits and services it goes through, what each needs of the
// others, what must agree between documents. Declared beside the services it joins; compiled to JSON whose SHA-256 is the
// version under which anything is filed by itself. graph-proofs.ts says whether it may be used.

import { type FormFields, type Refs, refsOf } from '../form/form.ts'
import type { HashText } from '../service/compile.ts'
import type { Overlay, Parameter } from '../service/declaration.ts'
import { type Expression, type Num, num, type Text, type Truth, text, truth } from '../service/expression.ts'

/** A kind of paper that a project's cabinet keeps, version by version. */
export interface PaperSpec {
  readonly title: string
  /** What counts as right, in one line. */
  readonly note: string
  /** Who makes it out; `null`: the firm itself. */
  readonly issuer: string | null
  /** What is read off it, for the checks and the forms that are filled in. */
  readonly fields: FormFields
  /** What the steward looks at, all of it, each time. */
  readonly points: Readonly<Record<string, string>>
  /** Papers it was made from: a newer version of one takes its approval away. */
  readonly basedOn: readonly string[]
  /** Must carry the seal of whoever makes it out. */
  readonly isSigned: boolean
  /** Holds good until a day that stands on it. */
  readonly expires: boolean
}

/** A paper, a node's result, or any one of several of these. */
export type Need = string | readonly string[]

/** One permit, technical service or outside event. */
export interface NodeSpec {
  readonly title: string
  readonly phase: string
  readonly needs: readonly Need[]
  /** Does not apply to the project where this does not hold; then nothing waits for it. */
  readonly when?: Expression
  /** A case of a service whose entry is the result, its form filled in from the cabinet; or papers handed in from outside. */
  readonly by:
    | {
        readonly service: string
        readonly entry: string
        readonly fills: Readonly<Record<string, Expression>>
        /** Form path for the number of the act by which it was looked over beforehand. */
        readonly simulation?: string
      }
    | { readonly papers: readonly string[] }
  /** Parameter with the working days it takes. */
  readonly days: string
  /** Values that its entry gives to those who need it. */
  readonly gives: FormFields
  /** May be looked over before the trigger has come, with no legal force. */
  readonly simulates: boolean
}

/** One thing said in several documents. */
export interface CheckSpec {
  readonly title: string
  /** What each document says. */
  readonly sides: readonly {
    readonly document: string
    readonly title: string
    readonly value: Expression
    readonly unit?: string
  }[]
  /** Holds when they contradict each other. */
  readonly broken: Expression
  readonly remedy: string
}

export interface GraphDeclaration {
  readonly slug: string
  readonly title: string
  /** The node whose entry opens a project: its number is the project's code. */
  readonly root: string
  /** The node whose coming about turns what was simulated into filings. */
  readonly trigger: string
  readonly phases: Readonly<Record<string, string>>
  readonly papers: Readonly<Record<string, PaperSpec>>
  readonly nodes: Readonly<Record<string, NodeSpec>>
  readonly checks: Readonly<Record<string, CheckSpec>>
  /** How long until what, counted one after the other; building between them is not counted. */
  readonly milestones: readonly { readonly title: string; readonly to: string }[]
  /** Name of the parameter with the working days a steward has for a paper. */
  readonly reviewDays: string
  /** Name of the parameter with the working days the firm has to halt a filing. */
  readonly objectDays: string
  readonly parameters: Readonly<Record<string, Parameter>>
}

/** A graph with the values of a district. `ready`: by node, when it may be filed; made from its needs. */
export interface Graph extends GraphDeclaration {
  readonly district: string
  readonly values: Overlay['parameters']
  readonly ready: Readonly<Record<string, Expression>>
  readonly version: string
}

export const defineGraph = (declaration: GraphDeclaration): GraphDeclaration =>
  JSON.parse(JSON.stringify(declaration)) as GraphDeclaration

/** A paper; made by the firm unless an `issuer` is named. */
export const paper = <const F extends FormFields = Record<never, never>>(
  title: string,
  rest: Partial<Omit<PaperSpec, 'title' | 'fields'>> & Pick<PaperSpec, 'note' | 'points'> & { readonly fields?: F },
): PaperSpec & { readonly fields: F } => ({
  title,
  issuer: null,
  basedOn: [],
  isSigned: true,
  expires: false,
  ...rest,
  fields: rest.fields ?? ({} as F),
})

/** The graph in a district. Deterministic, like compileService. */
export function compileGraph(declaration: GraphDeclaration, values: Overlay, hash: HashText): Graph {
  const ready = Object.fromEntries(
    Object.entries(declaration.nodes).map(([code, { needs }]) => [code, allOf(needs.map(anyOf))]),
  )
  const canonical = JSON.stringify({ ...declaration, district: values.district, values: values.parameters, ready })
  return { ...(JSON.parse(canonical) as Omit<Graph, 'version'>), version: hash(canonical) }
}

const usable = (name: string): Expression => ['fact', `${name}.usable`]
const anyOf = (need: Need): Expression =>
  typeof need === 'string' ? usable(need) : need.map(usable).reduce((all, one): Expression => ['or', all, one])
const allOf = (all: readonly Expression[]): Expression =>
  all.length === 0 ? true : all.reduce((left, one): Expression => ['and', left, one])

/** The names a need accepts. */
export const namesOf = (need: Need): readonly string[] => (typeof need === 'string' ? [need] : need)

/** The nodes that a node waits for, without those that are only needed by way of others. */
export function edgesOf({ nodes }: Pick<GraphDeclaration, 'nodes'>): { readonly from: string; readonly to: string }[] {
  const before = new Map<string, readonly string[]>()
  for (const [code, { needs }] of Object.entries(nodes))
    before.set(code, [...new Set(needs.flatMap(namesOf).filter((name) => Object.hasOwn(nodes, name)))])
  return [...before].flatMap(([to, all]) =>
    all
      .filter((from) => !all.some((other) => other !== from && ancestorsOf(before, other).has(from)))
      .map((from) => ({ from, to })),
  )
}

/** Everything that comes before a node. */
export function ancestorsOf(before: ReadonlyMap<string, readonly string[]>, node: string): Set<string> {
  const found = new Set<string>()
  const waiting = [...(before.get(node) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...(before.get(next) ?? []))
  }
  return found
}

type PaperRefs<P> = {
  readonly [K in keyof P]: (P[K] extends { fields: infer F extends FormFields } ? Refs<F> : never) & {
    readonly usable: Truth
    readonly version: Num
    /** Days as they stand on it: when it was sealed, until when the seal's certificate held. */
    readonly sealedOn: Text
    readonly sealUntil: Text
    readonly handedOn: Text
  }
}

/** Typed references to what papers say, for checks and for forms that are filled in. */
export function papersOf<P extends Readonly<Record<string, PaperSpec>>>(papers: P): PaperRefs<P> {
  return Object.fromEntries(
    Object.entries(papers).map(([name, { fields }]) => [
      name,
      {
        ...refsOf(fields, (path) => ['fact', `${name}.${path}`]),
        usable: truth(['fact', `${name}.usable`]),
        version: num(['fact', `${name}.version`]),
        sealedOn: text(['fact', `${name}.sealedOn`]),
        sealUntil: text(['fact', `${name}.sealUntil`]),
        handedOn: text(['fact', `${name}.handedOn`]),
      },
    ]),
  ) as never
}

type ResultRefs<F extends FormFields> = Refs<F> & {
  readonly usable: Truth
  readonly number: Text
  readonly issuedOn: Text
  readonly filedOn: Text
}

/** The same of a node's result. */
export function resultOf<F extends FormFields>(code: string, gives: F): ResultRefs<F> {
  return {
    ...refsOf(gives, (path) => ['fact', `${code}.${path}`]),
    usable: truth(['fact', `${code}.usable`]),
    number: text(['fact', `${code}.number`]),
    issuedOn: text(['fact', `${code}.issuedOn`]),
    filedOn: text(['fact', `${code}.filedOn`]),
  } as never
}

/** A check: what is compared, and when it is broken. */
export const check = (
  title: string,
  rest: {
    readonly sides: readonly {
      readonly document: string
      readonly title: string
      readonly value: Num | Text
      readonly unit?: string
    }[]
    readonly broken: Truth
    readonly remedy: string
  },
): CheckSpec => ({
  title,
  sides: rest.sides.map(({ value, ...side }) => ({ ...side, value: value.expression })),
  broken: rest.broken.expression,
  remedy: rest.remedy,
})
