import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupsOf, HASH_WORDS, hashWords } from './hash-words.ts'

test('every byte has a character of its own', () => {
  assert.equal(HASH_WORDS.length, 256)
  assert.equal(new Set(HASH_WORDS).size, 256)
})

test('a hash is eight groups of four, and two hashes that differ are read differently', () => {
  const words = hashWords('00ff'.repeat(16))
  assert.deepEqual([words.length, words[0]], [8, `天${HASH_WORDS[255]}天${HASH_WORDS[255]}`])
  assert.notDeepEqual(words, hashWords(`01ff${'00ff'.repeat(15)}`))
})

test('signs stand in groups of four', () => assert.deepEqual(groupsOf('abcdefghij'), ['abcd', 'efgh', 'ij']))
