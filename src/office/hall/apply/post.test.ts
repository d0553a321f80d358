import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HOMESTEAD } from '../../../../test/support/homestead.ts'
import { objectionFaults } from '../open/notice-of.ts'
import { slowed } from '../open/slow.ts'
import { placeOf } from '../problem-page.ts'
import { withPapers } from './collect.ts'
import { postOf } from './post.ts'

describe('a post', () => {
  it('keeps all values of a name that stands several times, and not the token', () => {
    const post = postOf(
      [
        ['reasons', ['a', 'b']],
        ['reasons', 'c'],
        ['level', '2'],
        ['_csrf', 't'],
      ],
      [],
    )
    assert.deepEqual(post.all('reasons'), ['a', 'b', 'c'])
    assert.deepEqual(post.texts, { reasons: 'c', level: '2' })
    assert.deepEqual(post.all('nothing'), [])
  })
})

describe('papers promised by a tick', () => {
  const kinds = ['household-register', 'house-plan']
  const files = [{ kind: 'house-plan', origin: 'upload' as const, file: 'f' }]
  const ticked = (...names: string[]) =>
    postOf(
      names.map((name) => [`paper.${name}`, 'yes'] as const),
      [],
    )
  it('are noted beside files, and taken back when the tick is gone', () => {
    const noted = withPapers({ definition: HOMESTEAD, kinds }, files, ticked('household-register'))
    assert.deepEqual(noted, [...files, { kind: 'household-register', origin: 'paper' }])
    assert.deepEqual(withPapers({ definition: HOMESTEAD, kinds }, noted, ticked()), files)
  })
  it('are only those that are asked', () => {
    assert.deepEqual(withPapers({ definition: HOMESTEAD, kinds }, [], ticked('identity-card', 'nothing')), [])
  })
})

it('an objection needs a name, a way to answer, and a reason', () => {
  assert.deepEqual(
    objectionFaults({ name: ' ', contact: '', reason: 'x' }).map(({ path }) => path),
    ['name', 'contact'],
  )
  assert.deepEqual(objectionFaults({ name: 'n', contact: 'c', reason: 'r' }), [])
})

describe('after signing in one goes on', () => {
  const base = 'https://hall.example'
  const asked = (method: string, url: string, referer?: string) => placeOf({ method, url, headers: { referer } }, base)
  it('at the page one asked for', () => assert.equal(asked('GET', '/my/cases/1?x=2'), '/my/cases/1?x=2'))
  it('at the page from which one posted', () =>
    assert.equal(asked('POST', '/my/cases/1/fulfil', `${base}/my/cases/1`), '/my/cases/1'))
  it('at no page of another site', () => {
    assert.equal(asked('POST', '/x', 'https://elsewhere.example/y'), '/my')
    assert.equal(asked('POST', '/x'), '/my')
  })
})

describe('what strangers may do without a name', () => {
  it('is slowed down for one source, not for another, and not for this machine', () => {
    const tooMany = slowed({ burst: 2, perSecond: 0.001 })
    const tries = (ip: string) => Array.from({ length: 3 }, () => tooMany({ ip })?.code)
    assert.deepEqual(tries('203.0.113.7'), [undefined, undefined, 'TOO_MANY_REQUESTS'])
    assert.deepEqual(tries('203.0.113.8')[0], undefined)
    assert.deepEqual(tries('127.0.0.1'), [undefined, undefined, undefined])
  })
})
