import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actsFor, BOOK_ACTS, type BookAct, type BookEvent, type BookStep, decideStep, stageOf } from './stage.ts'

/** Happened one after another, each by the first letter of its officer: a(uthor), f(inance), h(ead). */
function history(...steps: readonly (readonly [type: BookEvent['type'], officer: string])[]): BookEvent[] {
  return steps.map(([type, officer], i) => ({ seq: i + 1, type, at: '', officer, officerName: officer, note: '' }))
}

const ROLES: Record<string, string> = { a: 'bureau.author', f: 'bureau.finance', h: 'bureau.head' }
const step = (act: BookAct, officer: string, rest: Partial<BookStep> = {}): BookStep => ({
  act,
  seen: 1,
  officer,
  roles: [ROLES[officer.slice(0, 1)]!],
  note: '',
  sound: true,
  whole: true,
  ...rest,
})
const codeOf = (answer: ReturnType<typeof decideStep>) => ('refusal' in answer ? answer.refusal.code : answer.event)

test('a book goes from draft over review and approval to publication, and back to draft when it is given back', () => {
  const way = [
    ['submit', 'a', 'review'],
    ['return', 'f', 'draft'],
    ['save', 'a', 'draft'],
    ['submit', 'a', 'review'],
    ['pass', 'f', 'passed'],
    ['decline', 'h', 'draft'],
    ['submit', 'a', 'review'],
    ['pass', 'f', 'passed'],
    ['approve', 'h', 'approved'],
    ['publish', 'h', 'published'],
  ] as const
  let told = history(['opened', 'a'])
  for (const [act, officer, stage] of way) {
    const answer = decideStep(told, step(act, officer, { seen: told.length, note: '因为' }))
    assert.ok('event' in answer, `${act}: ${codeOf(answer)}`)
    told = [...told, { ...told[0]!, seq: told.length + 1, type: answer.event, officer }]
    assert.equal(stageOf(told), stage, act)
  }
  assert.deepEqual(actsFor(told, 'h', [ROLES.h!]), [], 'what is published stays')
})

test('of two authors who saw the same version the later is refused, and told who wrote', () => {
  const told = history(['opened', 'a'], ['saved', 'a2'])
  const answer = decideStep(told, step('save', 'a', { seen: 1 }))
  assert.ok('refusal' in answer && answer.refusal.code === 'BOOK_MOVED')
  assert.equal(answer.refusal.by.officer, 'a2')
})

test('every other role, and every other stage, is refused for every act', () => {
  const stages = {
    draft: history(['opened', 'a']),
    review: history(['opened', 'a'], ['submitted', 'a']),
    passed: history(['opened', 'a'], ['submitted', 'a'], ['passed', 'f']),
    approved: history(['opened', 'a'], ['submitted', 'a'], ['passed', 'f'], ['approved', 'h']),
    published: history(['opened', 'a'], ['submitted', 'a'], ['passed', 'f'], ['approved', 'h'], ['published', 'h']),
  }
  for (const act of Object.keys(BOOK_ACTS) as BookAct[])
    for (const [stage, told] of Object.entries(stages))
      for (const officer of ['a', 'f', 'h']) {
        const isRight = BOOK_ACTS[act].role === ROLES[officer] && BOOK_ACTS[act].from === stage
        const answer = decideStep(told, step(act, officer, { seen: told.length, note: '因为' }))
        assert.equal('event' in answer, isRight, `${act} at ${stage} by ${officer}: ${codeOf(answer)}`)
      }
})

test('whoever wrote a version reviews and approves none, even when holding the role', () => {
  const both = [ROLES.a!, ROLES.f!, ROLES.h!]
  const submitted = history(['opened', 'a'], ['saved', 'f'], ['submitted', 'a'])
  assert.equal(codeOf(decideStep(submitted, step('pass', 'f', { seen: 3, roles: both }))), 'BOOK_OWN')
  assert.equal(codeOf(decideStep(submitted, step('return', 'a', { seen: 3, roles: both, note: '错' }))), 'BOOK_OWN')
  assert.equal(codeOf(decideStep(submitted, step('pass', 'f2', { seen: 3 }))), 'passed')
})

test('a book with a failing identity is saved and goes no further; giving back needs a reason', () => {
  const draft = history(['opened', 'a'])
  assert.equal(codeOf(decideStep(draft, step('save', 'a', { sound: false }))), 'saved')
  assert.equal(codeOf(decideStep(draft, step('submit', 'a', { sound: false }))), 'BOOK_UNSOUND')
  const review = history(['opened', 'a'], ['submitted', 'a'])
  assert.equal(codeOf(decideStep(review, step('return', 'f', { seen: 2, note: '  ' }))), 'BOOK_NOTE')
})
