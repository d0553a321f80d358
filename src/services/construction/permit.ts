// How every permit of the graph goes: taken in, reviewed, decided by a person who did neither, issued into its register.
// The clock starts with the formal acceptance and with nothing before it; a permit that was looked over beforehand on the
// same materials has the short promise. One call of `permit` gives the service and its place in the graph.

import { creditCode, entry, type FormFields, fieldsOf, type Refs, text } from '#kernel/form/form.ts'
import { rule } from '#kernel/material/declared-rule.ts'
import { material } from '#kernel/material/material.ts'
import { type Need, type NodeSpec, namesOf, resultOf } from '#kernel/project/graph.ts'
import {
  defineService,
  type EntryFact,
  entryWhere,
  factsOf,
  type ServiceDeclaration,
  shared,
} from '#kernel/service/declaration.ts'
import type { Num, Text, Truth } from '#kernel/service/expression.ts'
import {
  decide,
  end,
  intake,
  issue,
  law,
  naturalDays,
  review,
  type Source,
  type Span,
  when,
  workingDays,
} from '#kernel/service/step.ts'
import { PAPERS } from './papers.ts'
import { project } from './project.ts'
import { RESULTS, type Result, type ResultCode, resultAt } from './results.ts'

/** What is common to everything that is filed for a project. */
export const COMMON = {
  project: entry('项目', 'projectFiling'),
  firm: text('建设单位', { maxLength: 60 }),
  creditCode: creditCode('统一社会信用代码'),
}
export const COMMON_FILLS = {
  project: project.number.expression,
  firm: project.firm.expression,
  creditCode: project.creditCode.expression,
}

/** Of which projects alone a result is asked; null: of all. */
export const onlyOf = (
  result: Result | undefined,
  of: { readonly special: Truth; readonly investment: Text },
): Truth | null => {
  if (result?.only === 'special') return of.special
  return result?.only === 'government' ? of.investment.is('government') : null
}

/** What a node's needs mean for its service: the materials it asks, the results of others it asks for as facts and rules. */
export function askedBy(needs: readonly Need[], field: Text) {
  const papers = needs.flatMap(namesOf).filter((name) => Object.hasOwn(PAPERS, name)) as (keyof typeof PAPERS)[]
  const materials = Object.fromEntries(
    papers.map((name) => {
      const { title, note, issuer } = PAPERS[name]
      const made = issuer === null ? { sample: `${title}样本` } : { issuer }
      return [name, material(title, { note, from: ['cabinet', 'upload'], ...made })]
    }),
  )
  const groups = needs
    .map((need) => namesOf(need).filter((code) => code !== 'N01' && resultAt(code)))
    .filter((all) => all.length > 0)
  const facts: Record<string, EntryFact & { readonly reads: Record<string, never> }> = Object.fromEntries(
    groups.flat().map((code) => {
      const { entry: register, paper } = resultAt(code) as Result
      return [code, entryWhere(register, { project: field }, {} as Record<string, never>, paper)]
    }),
  )
  const own = {
    project: entryWhere(
      'projectFiling',
      { number: field },
      { creditCode: 'text', special: 'truth', investment: 'text', total: 'number' },
      '项目备案',
    ),
  }
  const fact = factsOf({ ...own, ...facts })
  const named = fact as unknown as Record<string, { readonly exists: Truth }>
  const missing = groups.map((codes) => {
    const titles = codes.map((code) => resultAt(code)?.paper).join('或')
    const none = codes.map((code) => (named[code] as { exists: Truth }).exists.not()).reduce((all, one) => all.and(one))
    const asked = onlyOf(resultAt(codes[0] as string), fact.project)
    return rule(`${codes[0]}_MISSING`, {
      title: `前置：${titles}`,
      group: 'not-eligible',
      when: asked ? asked.and(none) : none,
      field: 'project',
      say: `还没有${titles}`,
      passes: `${titles}已办结，或这个项目不用办`,
      remedy: '请先办完前一项；材料可以先放进数据云柜',
    })
  })
  return { materials, papers, facts: { ...own, ...facts }, fact, missing }
}

/** Rules about whose project it is. */
export const ownProject = (
  fact: { readonly project: { readonly exists: Truth; readonly creditCode: Text } },
  code: Text,
) => [
  rule('PROJECT_UNKNOWN', {
    title: '项目代码',
    group: 'not-eligible',
    when: fact.project.exists.not(),
    field: 'project',
    say: '没有这个项目',
    passes: '项目已备案',
    remedy: '请从列出的项目里选，或先备案',
  }),
  rule('PROJECT_OF_ANOTHER', {
    title: '建设单位',
    group: 'not-eligible',
    when: fact.project.creditCode.isNot(code),
    field: 'creditCode',
    say: '信用代码 {own} 不是备案的建设单位 {theirs}',
    passes: '与备案的建设单位一致',
    remedy: '请核对信用代码；换了建设单位的先变更备案',
    figures: { own: code, theirs: fact.project.creditCode },
  }),
]

export const ACROSS = {
  withdrawal: { to: 'withdrawn' },
  termination: { by: 'bureau.head', to: 'terminated' },
} as const

export interface PermitInput<F extends FormFields> {
  readonly code: ResultCode
  readonly slug: string
  readonly task: string
  readonly title: string
  readonly short: string
  readonly phase: string
  readonly gives: string
  readonly basis: Source
  readonly needs: readonly Need[]
  readonly legal: Span | null
  readonly promised: number
  /** Values filled in from the cabinet; they are given on with the result. */
  readonly values: F
  readonly from: { readonly [K in keyof F]: Num | Text | Truth }
  readonly number: string
  readonly says: string
  readonly simulates?: boolean
}

export interface Declared<F extends FormFields> {
  readonly declaration: ServiceDeclaration
  readonly node: NodeSpec
  readonly result: ReturnType<typeof resultOf<F>>
}

/** Declares a permit: the service, and its node in the graph. Later ones may need it by its code. */
export function permit<const F extends FormFields>(input: PermitInput<F>): Declared<F> {
  const form = {
    ...COMMON,
    ...input.values,
    simulation: text('模拟审批意见', { optional: true, hint: '系统填写', maxLength: 60 }),
  }
  const f = fieldsOf(form) as unknown as Refs<typeof COMMON> & { readonly simulation: Text } & Record<string, Text>
  const { materials, papers, facts, fact, missing } = askedBy(input.needs, f.project)
  const result: Result = RESULTS[input.code]
  const values = Object.keys(input.values)
  const declaration = defineService({
    slug: input.slug,
    title: input.title,
    short: input.short,
    kind: 'permit',
    taskCode: `11350500MB1D09900Q4350115031${input.task}`,
    applicant: 'firm',
    agent: 'allowed',
    guide: {
      gives: input.gives,
      eligibility: '项目已备案的建设单位；材料放进数据云柜，齐了由系统提议或按授权申报。',
      basis: [input.basis],
      fee: 0,
      onsiteVisits: 0,
      channels: ['mobile', 'window'],
      situations: [],
      faqs: [],
      review: '2026-11',
    },
    form,
    sections: [{ title: input.short, fields: ['project', 'firm', 'creditCode', ...values, 'simulation'] }],
    place: null,
    subject: { name: 'firm' },
    links: ['project'],
    summary: 'project',
    parameters: {},
    facts,
    materials,
    rules: [...ownProject(fact, f.creditCode), ...missing],
    limits: {
      legal: input.legal,
      promised: workingDays(input.promised),
      promisedWhen: [when(f.simulation.known(), workingDays(2))],
      starts: 'intake',
      stops: 'decide',
      pausedAt: [],
    },
    across: {
      ...ACROSS,
      supplement: {
        ask: workingDays(5, law('行政许可法', '第三十二条')),
        answer: naturalDays(30, law('区里规定：补正期限')),
        lapsed: 'lapsed',
      },
      extension: null,
      suspension: null,
      deferral: null,
    },
    start: 'intake',
    steps: {
      intake: intake('收件受理', {
        by: 'bureau.window',
        within: workingDays(1),
        examines: papers,
        on: { accepted: 'review', refused: 'notAccepted' },
      }),
      review: review('审查', {
        by: 'bureau.approver',
        within: workingDays(1),
        examines: papers,
        notSameAs: ['intake'],
        on: { agreed: 'decide', disagreed: 'decide' },
      }),
      decide: decide('决定', {
        by: 'bureau.head',
        within: workingDays(1),
        examines: [],
        notSameAs: ['intake', 'review'],
        on: { approved: 'issue', rejected: 'refused' },
      }),
      issue: issue('制证', { entries: [result.entry], on: { issued: 'granted' } }),
      granted: end('granted', '已发'),
      notAccepted: end('refused', '不予受理'),
      refused: end('refused', '不予许可'),
      lapsed: end('returned', '逾期没有补正'),
      withdrawn: end('withdrawn', '已撤回'),
      terminated: end('terminated', '已终止'),
    },
    entries: {
      [result.entry]: {
        title: result.paper,
        number: input.number,
        content: [
          { title: '项目代码', value: f.project.expression },
          { title: '建设单位', value: f.firm.expression },
          ...values.map((name) => {
            const field = input.values[name] as { title: string; unit?: string }
            return { title: field.title, value: (f[name] as Text).expression, ...(field.unit && { unit: field.unit }) }
          }),
        ],
        legalText: input.says,
        valid: null,
        data: {
          project: shared(f.project),
          ...Object.fromEntries(values.map((name) => [name, shared(f[name] as Text)])),
        },
        unique: [f.project.expression],
      },
    },
    ratings: ['说不清楚', '等得太久', '材料要了又要'],
    fundedAs: ['无感报建', input.short],
  } as never) as ServiceDeclaration
  const fills = Object.fromEntries(Object.entries(input.from).map(([name, one]) => [name, (one as Text).expression]))
  const only = onlyOf(result, project)
  return {
    declaration,
    result: resultOf(input.code, input.values),
    node: {
      title: input.title,
      phase: input.phase,
      needs: input.needs,
      ...(only && { when: only.expression }),
      by: { service: input.slug, entry: result.entry, fills: { ...COMMON_FILLS, ...fills }, simulation: 'simulation' },
      days: `${input.code}Days`,
      gives: input.values,
      simulates: input.simulates ?? false,
    },
  }
}
