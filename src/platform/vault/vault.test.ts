import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { open, seal } from './seal.ts'
import { vaultOf } from './vault.ts'

const aad = Buffer.from('case:1:form')

test('a data key unwraps for its own place in its own district only', () => {
  const districtKey = createSecretKey(randomBytes(32))
  const vault = vaultOf(districtKey, { district: '350598' })
  const { key, wrapped } = vault.newDataKey('case:1')
  const sealed = seal(key, Buffer.from('某甲'), aad)

  const later = vaultOf(districtKey, { district: '350598' })
  assert.equal(open(later.dataKey(wrapped, 'case:1'), sealed, aad).toString(), '某甲')
  assert.throws(() => later.dataKey(wrapped, 'case:2'), /another key or place/)
  assert.throws(() => vault.dataKey(wrapped, 'case:2'), /another key or place/, 'memory does not forget the place')
  assert.throws(() => vaultOf(districtKey, { district: '350599' }).dataKey(wrapped, 'case:1'), /another key or place/)
  const elsewhere = vaultOf(createSecretKey(randomBytes(32)), { district: '350598' })
  assert.throws(() => elsewhere.dataKey(wrapped, 'case:1'), /another key or place/)
})

test('the memory of unwrapped keys is bounded and drops the key not used longest', () => {
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district: '1', recentKeys: 2 })
  const [a, b, c] = ['a', 'b', 'c'].map((place) => vault.newDataKey(place))
  const first = vault.dataKey(a!.wrapped, 'a')
  vault.dataKey(b!.wrapped, 'b')
  assert.equal(vault.dataKey(a!.wrapped, 'a'), first, 'remembered')
  vault.dataKey(c!.wrapped, 'c')
  assert.equal(vault.dataKey(a!.wrapped, 'a'), first, 'used lately, kept')
  const again = vault.dataKey(b!.wrapped, 'b')
  assert.ok(again.equals(b!.key), 'dropped, and unwrapped anew')
})

test('each purpose has its own key, the same at every start', () => {
  const districtKey = createSecretKey(randomBytes(32))
  const vault = vaultOf(districtKey, { district: '1' })
  assert.ok(vault.keyFor('blob-name').equals(vaultOf(districtKey, { district: '1' }).keyFor('blob-name')))
  assert.ok(!vault.keyFor('blob-name').equals(vault.keyFor('cursor')))
  assert.deepEqual(vault.blindIndex('id', 'x'), vaultOf(districtKey, { district: '1' }).blindIndex('id', 'x'))
  assert.notDeepEqual(vault.blindIndex('id', 'x'), vaultOf(districtKey, { district: '2' }).blindIndex('id', 'x'))
})
