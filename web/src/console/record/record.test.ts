import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFields, valueAt, withValue } from './record.ts'

test('a value is read and written by its path, in rows too, and what lies beside it stays', () => {
  const record = { name: 'a', rows: [{ title: 'x' }, { title: 'y' }], limit: { days: 5 } }
  assert.equal(valueAt(record, 'rows.1.title'), 'y')
  assert.equal(valueAt(record, 'rows.9.title'), undefined)
  const next = withValue(record, 'rows.1.title', 'z')
  assert.deepEqual(next.rows, [{ title: 'x' }, { title: 'z' }])
  assert.equal(next.rows[0], record.rows[0])
  assert.equal(record.rows[1]!.title, 'y')
  assert.deepEqual(withValue(record, 'limit.days', 3).limit, { days: 3 })
  assert.deepEqual(Object.keys(withValue(record, 'limit', undefined)), ['name', 'rows'])
})

test('the fields that changed are named', () => {
  const groups = [
    {
      title: 'g',
      fields: [
        { path: 'name', title: '名称', kind: 'text' },
        { path: 'limit.days', title: '天数', kind: 'number' },
      ],
    },
  ] as const
  assert.deepEqual(changedFields(groups, { name: 'a', limit: { days: 1 } }, { name: 'a', limit: { days: 2 } }), [
    '天数',
  ])
})
