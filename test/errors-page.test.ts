// docs/errors.md lists every code an answer can carry, and no other. `node test/errors-page.test.ts --update` writes it.

import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fill } from '#kernel/fill.ts'
import { REFUSALS, type RefusalCode, refusal, textOfRefusal } from '#kernel/refusal.ts'
import { BUDGET_REFUSALS, budgetProblem } from '#office/budget/refusal.ts'
import { PROJECT_REFUSALS, projectProblem } from '#office/cabinet/refusal.ts'
import { DRAW_REFUSALS, drawProblem } from '#office/draws/refusal.ts'
import { GUIDE_REFUSALS, guideProblem } from '#office/guides/refusal.ts'
import { KIOSK_REFUSALS, kioskProblem } from '#office/hall/kiosk/refusal.ts'
import { IDENTITY_REFUSALS, refused } from '#office/identity/refusal.ts'
import { LOG_REFUSALS, refuseLog } from '#office/log/refusal.ts'
import { PAYMENT_REFUSALS, paymentProblem } from '#office/payments/refusal.ts'
import { PLACE_REFUSALS, placeProblem } from '#office/places/refusal.ts'
import { RATING_REFUSALS, refused as refuseRating } from '#office/ratings/refusal.ts'
import { REGISTER_REFUSALS, registerProblem } from '#office/registers/refusal.ts'
import { SEASON_REFUSALS, seasonProblem } from '#office/seasons/refusal.ts'
import { refused as refuseOdd, SUPERVISION_REFUSALS } from '#office/supervision/refusal.ts'
import { refused as refuseDesk, WORKBENCH_REFUSALS } from '#office/workbench/refusal.ts'
import { FILE_REFUSALS, refuseFile } from '#platform/blobs/refusal.ts'
import { PROBLEM_CODES, type Problem, problemOf } from '#platform/http/problem.ts'

interface Row {
  readonly code: string
  readonly status: number
  readonly reason: string
  readonly remedy: string
  readonly source?: string
}

const fromProblem = ({ code, status, title, remedy }: Problem): Row => ({ code, status, reason: title, remedy })

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  '办件 · `src/kernel/refusal.ts`': Object.entries(REFUSALS).map(([code, entry]) => ({ code, ...entry })),
  '登录与委托 · `src/office/identity/refusal.ts`': IDENTITY_REFUSALS.map((code) => fromProblem(refused(code).problem)),
  '公开日志 · `src/office/log/refusal.ts`': LOG_REFUSALS.map((code) => fromProblem(refuseLog(code))),
  '好差评 · `src/office/ratings/refusal.ts`': RATING_REFUSALS.map((code) => fromProblem(refuseRating(code).problem)),
  '智慧监督 · `src/office/supervision/refusal.ts`': SUPERVISION_REFUSALS.map((code) =>
    fromProblem(refuseOdd(code).problem),
  ),
  '工作台 · `src/office/workbench/refusal.ts`': WORKBENCH_REFUSALS.map((code) => fromProblem(refuseDesk(code).problem)),
  '工程项目 · `src/office/cabinet/refusal.ts`': PROJECT_REFUSALS.map((code) => fromProblem(projectProblem(code))),
  '招生季 · `src/office/seasons/refusal.ts`': SEASON_REFUSALS.map((code) => fromProblem(seasonProblem(code))),
  '预算 · `src/office/budget/refusal.ts`': BUDGET_REFUSALS.map((code) => fromProblem(budgetProblem(code))),
  '摇号 · `src/office/draws/refusal.ts`': DRAW_REFUSALS.map((code) => fromProblem(drawProblem(code))),
  '办事指南 · `src/office/guides/refusal.ts`': GUIDE_REFUSALS.map((code) => fromProblem(guideProblem(code))),
  '办事点和门牌 · `src/office/places/refusal.ts`': PLACE_REFUSALS.map((code) => fromProblem(placeProblem(code))),
  '一体机上的页面 · `src/office/hall/kiosk/refusal.ts`': KIOSK_REFUSALS.map((code) => fromProblem(kioskProblem(code))),
  '付款 · `src/office/payments/refusal.ts`': PAYMENT_REFUSALS.map((code) => fromProblem(paymentProblem(code))),
  '证照 · `src/office/registers/refusal.ts`': REGISTER_REFUSALS.map((code) => fromProblem(registerProblem(code))),
  '文件 · `src/platform/blobs/refusal.ts`': FILE_REFUSALS.map((code) => fromProblem(refuseFile(code).problem)),
  '请求 · `src/platform/http/problem.ts`': PROBLEM_CODES.map((code) => fromProblem(problemOf(code))),
}

const INTRODUCTION = `# 拒绝与出错：每个代码

Every answer that declines something is \`application/problem+json\` (RFC 9457) with a \`code\` from this page, the reason in
one sentence (\`title\` or \`detail\`), what can be done now (\`remedy\`), and \`errors\` with a path for every bad place.
A code is stable: programs may rely on it, sentences may be improved. \`{name}\` stands for a figure of the case.
This page is written from the tables in the code by \`test/errors-page.test.ts\`, which fails when it is no longer true.
`

function pageOf(): string {
  const sections = Object.entries(TABLES).map(([title, rows]) => {
    const lines = rows.map(
      ({ code, status, reason, remedy, source = '' }) =>
        `| \`${code}\` | ${status} | ${reason} | ${remedy} | ${source} |`,
    )
    return `## ${title}\n\n| 代码 | 状态 | 为什么 | 怎么办 | 依据 |\n|---|---|---|---|---|\n${lines.join('\n')}\n`
  })
  return [INTRODUCTION, ...sections].join('\n')
}

const PAGE = new URL('../docs/errors.md', import.meta.url)
if (process.argv.includes('--update')) writeFileSync(PAGE, pageOf())
const page = readFileSync(PAGE, 'utf8')
const documented = new Map([...page.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|.*$/gm)].map(([line, code]) => [code, line]))
const rows = Object.values(TABLES).flat()

test('every code of the tables is in docs/errors.md', () =>
  assert.deepEqual(
    rows.map(({ code }) => code).filter((code) => !documented.has(code)),
    [],
  ))

test('docs/errors.md names no code that is not in the tables', () =>
  assert.deepEqual(
    [...documented.keys()].filter((documented) => !rows.some(({ code }) => code === documented)),
    [],
  ))

test('docs/errors.md says what the tables say', () =>
  assert.equal(page, pageOf(), 'run: node test/errors-page.test.ts --update'))

test('no code stands in two tables', () =>
  assert.deepEqual(
    rows.map(({ code }) => code).filter((code, index, codes) => codes.indexOf(code) !== index),
    [],
  ))

test('every refusal of a case is given somewhere in the source', () => {
  const root = join(import.meta.dirname, '..')
  const texts = globSync('src/**/*.ts', { cwd: root })
    .filter((path) => path !== 'src/kernel/refusal.ts' && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
  assert.deepEqual(
    Object.keys(REFUSALS).filter((code) => !texts.some((text) => text.includes(`'${code}'`))),
    [],
  )
})

test('every refusal says in whole words why and what to do, and names only figures', () => {
  for (const { code, reason, remedy } of rows) {
    assert.ok(reason.length >= 4 && remedy.length >= 4, code)
    assert.doesNotMatch(reason.replace(/\{\w+\}/g, ''), /[{}]|undefined|null/, code)
  }
})

test('the figures of a refusal fill its sentence; a figure that is missing stays visible', () => {
  const code: RefusalCode = 'SAME_PERSON'
  assert.equal(textOfRefusal(refusal(code, { step: '村里收件' })).reason, '您办过本件的「村里收件」，不能再办这一步')
  assert.equal(textOfRefusal(refusal(code)).reason, '您办过本件的「{step}」，不能再办这一步')
  assert.equal(fill('{a}{b}{constructor}', { a: '{b}', b: 1 }), '{b}1{constructor}')
})
