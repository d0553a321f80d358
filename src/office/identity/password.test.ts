import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { hashPassword, passwordFault, passwordMatches } from './password.ts'
import { newTotpSecret, totpAddress, totpCode, totpStep } from './totp.ts'

test('a password is long enough, of three kinds, uncommon and without the login', () => {
  const table: [string, ReturnType<typeof passwordFault>][] = [
    ['Aa1!aaaaa', 'TOO_SHORT'],
    ['A1!'.repeat(50), 'TOO_LONG'],
    ['onlylowercaseletters', 'TOO_FEW_KINDS'],
    ['lower2and3digits', 'TOO_FEW_KINDS'],
    ['Password123!', 'TOO_COMMON'],
    ['P@ssw0rd2026', 'TOO_COMMON'],
    ['Qwertyuiop1!', 'TOO_COMMON'],
    ['Xingzheng2026', 'TOO_COMMON'],
    ['Aa1!Aa1!Aa1!', 'TOO_COMMON'],
    ['Chen-Mou-7-trees', 'CONTAINS_LOGIN'],
    ['seven-Green-2-hills', null],
    ['山高月小-Aa水落石出', null],
  ]
  for (const [password, fault] of table) assert.equal(passwordFault(password, 'chen-mou'), fault, password)
})

test('the verdict on 2,000 generated passwords is that of the plain rule', () => {
  const kindsOf = (text: string) => {
    const kinds = new Set<string>()
    for (const c of text)
      kinds.add(c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : c >= '0' && c <= '9' ? '0' : '!')
    return kinds.size
  }
  // No common stem can be written with these, also not with its usual swaps.
  const letters = fc.string({ minLength: 5, maxLength: 16, unit: fc.constantFrom(...'bkmwRWXZ2789-_') })
  fc.assert(
    fc.property(letters, (password) => {
      const fault = passwordFault(password, 'nobody')
      if (password.length < 10) assert.equal(fault, 'TOO_SHORT')
      else if (kindsOf(password) < 3) assert.equal(fault, 'TOO_FEW_KINDS')
      else assert.equal(fault, new Set(password.toLowerCase()).size < 5 ? 'TOO_COMMON' : null)
    }),
    { numRuns: 2000 },
  )
})

test('a hash matches its password in any writing of the same characters, and nothing else', async () => {
  const hash = await hashPassword('Ａbc-密码-1234')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await passwordMatches(hash, 'Abc-密码-1234'), true)
  assert.equal(await passwordMatches(hash, 'abc-密码-1234'), false)
  assert.equal(await passwordMatches(undefined, 'nobody has this account'), false)
})

test('codes are those of RFC 6238, appendix B', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const vectors: [number, string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ]
  for (const [seconds, code] of vectors) {
    const at = new Date(seconds * 1000)
    assert.equal(totpCode(secret, at).code, code)
    assert.equal(totpStep(secret, code, at), Math.floor(seconds / 30))
    assert.equal(totpStep(secret, code, new Date(at.getTime() + 30_000)), Math.floor(seconds / 30), 'one step late')
    assert.equal(totpStep(secret, code, new Date(at.getTime() + 61_000)), null)
    assert.equal(totpStep(secret, code, new Date(at.getTime() - 61_000)), null)
  }
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
    assert.equal(totpStep(secret, code, new Date(0)), null)
})

test('a new secret has 160 bits, and its address is what authenticator apps read', () => {
  const secret = newTotpSecret((size) => Buffer.alloc(size, 7))
  assert.match(secret, /^[A-Z2-7]{32}$/)
  const address = new URL(totpAddress(secret, '亲清', 'chen'))
  assert.equal(address.protocol, 'otpauth:')
  assert.equal(address.searchParams.get('secret'), secret)
})
