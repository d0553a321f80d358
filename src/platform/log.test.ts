import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createLog, type LogFields, type LogOptions } from './log.ts'

function capture(options: Partial<LogOptions> = {}) {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line), now: () => new Date(0), ...options })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> }
}

test('a line is one JSON object with time, level, text and its fields', () => {
  const { log, lines, last } = capture()
  log.with({ route: '/cases' }).info('answered', { status: 200, ms: 3.5, seq: 12n, code: undefined })
  assert.deepEqual(last(), {
    time: '1970-01-01T00:00:00.000Z',
    level: 'info',
    text: 'answered',
    route: '/cases',
    status: 200,
    ms: 3.5,
    seq: 12,
  })
  assert.match(lines[0] ?? '', /^[^\n]+\n$/)
})

test('lines below the level are not written', () => {
  const { log, lines } = capture({ level: 'warn' })
  log.debug('a')
  log.info('b')
  log.warn('c')
  log.error('d')
  assert.equal(lines.length, 2)
})

test('a field that is not on the list leaves its name and never its value, whatever it holds', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.oneof(fc.constant('陈某某'), fc.constant({ name: '陈某某' })),
      (name, value) => {
        const { log, lines } = capture()
        log.info('x', { [`person${name}`]: value, status: { name: '陈某某' } } as unknown as LogFields)
        assert.ok(!lines[0]?.includes('陈某某'))
        assert.deepEqual(JSON.parse(lines[0] ?? '').dropped, [`person${name}`, 'status'])
      },
    ),
  )
})

test('identity, telephone and credit numbers are blotted out of texts, fields and error messages', () => {
  for (const number of [
    '35059819900101001X',
    '35059819900101001x',
    '13900000000',
    '91350598MA000000X0',
    '830000199001010018',
  ]) {
    const { log, lines } = capture()
    log.info(`for ${number}`, {
      reason: `证件${number}`,
      error: new Error(`no ${number}`, { cause: new Error(`号码：${number}。`) }),
    })
    assert.ok(!lines[0]?.includes(number), lines[0])
  }
  const { log, last } = capture()
  log.info('x', { ref: '350598-2026-000123', route: '/cases/{id}', version: '2026-11-23' })
  assert.equal(last().ref, '350598-2026-000123', 'case numbers stay readable')
})

test('errors that quote their input keep the code and lose the message', () => {
  const { log, lines } = capture()
  const badValue = Object.assign(new Error('invalid input syntax for type date: "陈某某"'), { code: '22007' })
  const duplicate = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'party_key',
    detail: 'Key=(陈某某)',
  })
  for (const error of [badValue, duplicate, syntaxErrorOf('{"陈某某')]) log.error('failed', { error })
  assert.ok(!lines.join('').includes('陈某某'), lines.join(''))
  assert.match(lines[0] ?? '', /"code":"22007"/)
  assert.match(lines[1] ?? '', /"constraint":"party_key"/)
})

test('on a terminal the same facts stand in one coloured line, errors with their cause below', () => {
  const { log, lines } = capture({ format: 'human' })
  log.warn('slow', { ms: 900, error: new Error('outer', { cause: new Error('inner') }) })
  assert.match(lines[0] ?? '', /warn .*slow ms=900\n {2}Error outer[\s\S]*Error inner/)
})

function syntaxErrorOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}
