// Combined technical services (多图联审, 多评合一, 多测合一, 概算审核): one contract, one intake, one report of several
// chapters. At most two rounds of comments, each list complete: a third has no step. The result is signed by a person who
// took no part in it; planned and real days stand beside each other.

import {
  choice,
  creditCode,
  type FormFields,
  fieldsOf,
  filledOf,
  integer,
  list,
  longText,
  type Refs,
  text,
  unit,
} from '#kernel/form/form.ts'
import { type Rule, rule } from '#kernel/material/declared-rule.ts'
import { resultOf } from '#kernel/project/graph.ts'
import { defineService, type ServiceDeclaration, shared } from '#kernel/service/declaration.ts'
import { type List, type Num, type Text, taken } from '#kernel/service/expression.ts'
import { decide, end, intake, issue, naturalDays, type Source, task, workingDays } from '#kernel/service/step.ts'
import { ACROSS, askedBy, COMMON, COMMON_FILLS, type Declared, onlyOf, ownProject, type PermitInput } from './permit.ts'
import { project } from './project.ts'
import { RESULTS, type Result } from './results.ts'

type Shared =
  | 'code'
  | 'slug'
  | 'task'
  | 'title'
  | 'short'
  | 'phase'
  | 'gives'
  | 'basis'
  | 'needs'
  | 'promised'
  | 'number'
  | 'says'

export interface TechnicalInput<F extends FormFields> extends Pick<PermitInput<F>, Shared> {
  readonly basis: Source
  /** Chapters of the one report. */
  readonly chapters: Readonly<Record<string, string>>
  /** What the report finds; given on with the result. */
  readonly finds: F
  /** Rules that must not be broken when it is approved, over what the report finds. */
  readonly guards?: (found: Refs<F>, project: { readonly total: Num }) => readonly Rule[]
}

/** Declares a technical service: the service, and its node in the graph. */
export function technicalService<const F extends FormFields>(input: TechnicalInput<F>): Declared<F> {
  const form = COMMON
  const f = fieldsOf(form)
  const { materials, papers, facts, fact, missing } = askedBy(input.needs, f.project)
  const result: Result = RESULTS[input.code]
  const remark = { chapter: choice('哪一章', input.chapters), comment: longText('意见', { hint: '写明条文和怎么改' }) }
  const first = { remarks: list('意见（一次说全）', remark, { of: '意见', max: 60 }) }
  const second = {
    remarks: list(
      '没有改好的',
      { ...remark, why: choice('为什么再提', { again: '上一轮提过，没有改好', arises: '改了以后新出现' }) },
      { of: '意见', max: 60 },
    ),
  }
  const found = filledOf('report', input.finds)
  const listed = filledOf('round1', first).remarks
  const listedAgain = filledOf('round2', second).remarks
  const mustSay = (code: string, of: Pick<List<unknown>, 'count'>) =>
    rule(code, {
      title: '意见清单',
      group: 'not-eligible',
      when: of.count().lt(1),
      field: 'remarks',
      say: '有意见要一条条写出来',
      passes: '意见写明了',
      remedy: '请把这一轮的意见一次列全；一共只有两轮',
    })
  const mustNot = rule('REMARKS_AND_PASSED', {
    title: '意见清单',
    group: 'not-eligible',
    when: listed.count().gt(0),
    field: 'remarks',
    say: '写了意见，就不能当作没有意见',
    passes: '没有意见',
    remedy: '请选「有意见」，或删去意见',
  })
  const declaration = defineService({
    slug: input.slug,
    title: input.title,
    short: input.short,
    kind: 'service',
    taskCode: `11350500MB1D09900Q4350115031${input.task}`,
    applicant: 'firm',
    agent: 'allowed',
    guide: {
      gives: input.gives,
      eligibility: '项目已备案的建设单位；一次委托，一次收件，一份报告。',
      basis: [input.basis],
      fee: 0,
      onsiteVisits: 0,
      channels: ['mobile', 'window'],
      situations: [],
      faqs: [
        { question: '意见会提几轮？', answer: '最多两轮，每一轮一次说全；第二轮只提没有改好的和改了以后新出现的。' },
      ],
      review: '2026-11',
    },
    form,
    sections: [{ title: input.short, fields: ['project', 'firm', 'creditCode'] }],
    place: null,
    subject: { name: 'firm' },
    links: ['project'],
    summary: 'project',
    parameters: {},
    facts,
    materials,
    rules: [...ownProject(fact, f.creditCode), ...missing],
    limits: {
      legal: null,
      promised: workingDays(input.promised),
      starts: 'intake',
      stops: 'decide',
      pausedAt: ['answer'],
    },
    across: { ...ACROSS, supplement: null, extension: null, suspension: null, deferral: null },
    start: 'intake',
    steps: {
      intake: intake('收件', {
        by: 'bureau.steward',
        within: workingDays(1),
        examines: papers,
        on: { accepted: 'commission', refused: 'notAccepted' },
      }),
      commission: task('委托', {
        by: 'bureau.steward',
        within: workingDays(1),
        form: {
          provider: text('承接机构', { maxLength: 60 }),
          providerCode: creditCode('承接机构统一社会信用代码'),
          planned: integer('约定几个工作日', { unit: '个工作日', min: 1, max: 60 }),
          lead: unit('由哪个部门牵头', 'department'),
        },
        assigns: { lead: 'lead' },
        outcomes: { commissioned: '已委托' },
        on: { commissioned: 'round1' },
      }),
      round1: task('第一轮意见', {
        by: 'department.handler',
        within: workingDays(Math.ceil(input.promised / 2)),
        form: first,
        outcomes: { passed: '没有意见', commented: '有意见，请改' },
        guards: { passed: [mustNot], commented: [mustSay('REMARKS_NONE', listed)] },
        on: { passed: 'report', commented: 'answer' },
      }),
      answer: task('改好再交', {
        by: 'applicant',
        within: naturalDays(30),
        form: { reply: longText('逐条怎么改的', { hint: '改过的图和报告放进数据云柜' }) },
        asks: `${input.short}的意见改好再交`,
        outcomes: { answered: '改好了', lapsed: '没有改' },
        lapses: 'lapsed',
        on: { answered: 'round2', lapsed: 'lapsed' },
      }),
      round2: task('第二轮意见', {
        by: 'department.handler',
        within: workingDays(2),
        form: second,
        outcomes: { passed: '改好了', failed: '仍没有改好' },
        guards: { failed: [mustSay('REMARKS_NONE', listedAgain)] },
        on: { passed: 'report', failed: 'decide' },
      }),
      report: task('出报告', {
        by: 'department.handler',
        within: workingDays(1),
        form: { ...input.finds, conclusion: longText('结论') },
        outcomes: { reported: '报告已出' },
        on: { reported: 'decide' },
      }),
      decide: decide('签发', {
        by: 'bureau.approver',
        within: workingDays(1),
        examines: [],
        notSameAs: ['intake', 'commission', 'round1', 'round2', 'report'],
        guards: {
          approved: [
            rule('REPORT_MISSING', {
              title: '报告',
              group: 'not-eligible',
              when: taken('report', 'reported').lt(1),
              field: 'project',
              say: '两轮意见没有改好，没有报告',
              passes: '报告已出',
              remedy: '只能不予通过；改好后可以重新申报',
            }),
            ...(input.guards?.(found, fact.project) ?? []),
          ],
        },
        on: { approved: 'issue', rejected: 'refused' },
      }),
      issue: issue('出具', { entries: [result.entry], on: { issued: 'granted' } }),
      granted: end('granted', '已通过'),
      notAccepted: end('refused', '不予受理'),
      refused: end('refused', '没有通过'),
      lapsed: end('returned', '逾期没有改'),
      withdrawn: end('withdrawn', '已撤回'),
      terminated: end('terminated', '已终止'),
    },
    entries: {
      [result.entry]: {
        title: result.paper,
        number: input.number,
        content: [
          { title: '项目代码', value: f.project.expression },
          { title: '承接机构', value: ['filled', 'commission.provider'] },
          { title: '约定工作日', value: ['filled', 'commission.planned'] },
          ...Object.entries(input.finds).map(([name, field]) => {
            const { unit: of } = field as { unit?: string }
            return { title: field.title, value: ['filled', `report.${name}`] as const, ...(of && { unit: of }) }
          }),
        ],
        legalText: input.says,
        valid: null,
        data: {
          project: shared(f.project),
          ...Object.fromEntries(
            Object.keys(input.finds).map((name) => [name, shared((found as Record<string, Text>)[name] as Text)]),
          ),
        },
        unique: [f.project.expression],
      },
    },
    ratings: ['意见没有一次说全', '等得太久', '说不清楚'],
    fundedAs: ['无感报建', input.short],
  } as never) as ServiceDeclaration
  const only = onlyOf(result, project)
  return {
    declaration,
    result: resultOf(input.code, input.finds),
    node: {
      title: input.title,
      phase: input.phase,
      needs: input.needs,
      ...(only && { when: only.expression }),
      by: { service: input.slug, entry: result.entry, fills: COMMON_FILLS },
      days: `${input.code}Days`,
      gives: input.finds,
      simulates: false,
    },
  }
}
