import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { hexOf, utf8 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { type Evidence, parseEvidence } from './evidence.ts'
import { demoAnnounce, demoBundle, demoEntrants, demoSecret, KL8, SECOND_KL8 } from './fixture.ts'
import { type Announce, type Bundle, messageHex } from './message.ts'
import { quicknetVerifier } from './quicknet.ts'
import { takeBeacon, takeFreeze, takeResult, takeReveal, voidDraw } from './steps.ts'
import { type DrawVerdict, verifyBundle } from './verify.ts'

const deps = { hash: sha256 }
const GOOD = demoBundle(sha256)
const text = (bundle: object): string => JSON.stringify(bundle, null, 1)
const verify = (bundle: object, evidence?: Evidence): DrawVerdict =>
  verifyBundle(text(bundle), evidence === undefined ? deps : { ...deps, evidence })
const codes = ({ reasons }: { reasons: readonly { code: string }[] }): string[] => reasons.map((reason) => reason.code)
const steps = ({ reasons }: DrawVerdict): string[] => [...new Set(reasons.map((reason) => reason.step))]

test('a finished draw verifies and is reproduced', () => {
  const verdict = verify(GOOD)
  assert.deepEqual(verdict.reasons, [])
  assert.equal(verdict.ok, true)
  assert.equal(verdict.seed, GOOD.result!.seed)
  assert.deepEqual(verdict.winners, GOOD.result!.winners)
  assert.deepEqual([verdict.winners.length, verdict.reserves.length], [1, 2])
})

// The protocol once more, from the specification, with node:crypto and the canonicalize package only.
function naiveDraw(bundle: Bundle): { seed: string; order: string[] } {
  const h = (...parts: (string | Buffer)[]) =>
    createHash('sha256')
      .update(Buffer.concat(parts.map((p) => Buffer.from(p as string))))
      .digest()
  const jcs = (value: unknown) => h(canonicalize(value)!)
  const { announce, freeze, beacon, reveal, entrants } = bundle
  const secret = (role: 'operator' | 'notary') => Buffer.from(reveal![role]!, 'hex')
  assert.equal(
    h(`fairdraw/v1/commit\nnotary\n${announce!.drawId}\n`, secret('notary')).toString('hex'),
    announce!.commits.notary,
  )
  const leaves = [...entrants!]
    .sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)))
    .map(({ id, r }) => h(Buffer.of(0), r === undefined ? id : `${id}\n${r}`))
  const root = (list: Buffer[]): Buffer => {
    if (list.length === 1) return list[0]!
    const k = 2 ** Math.ceil(Math.log2(list.length) - 1)
    return h(Buffer.of(1), root(list.slice(0, k)), root(list.slice(k)))
  }
  assert.equal(root(leaves).toString('hex'), freeze!.entrantsRoot)
  assert.equal(jcs(announce).toString('hex'), freeze!.announce)
  assert.equal(jcs(freeze).toString('hex'), beacon!.freeze)
  const seed = h('fairdraw/v1/seed\n', jcs(announce), jcs(freeze), jcs(beacon), secret('operator'), secret('notary'))
  const ticket = (id: string) => createHmac('sha256', seed).update(`fairdraw/v1/ticket\n${id}`).digest()
  const order = entrants!.map(({ id }) => id).sort((a, b) => Buffer.compare(ticket(a), ticket(b)))
  return { seed: seed.toString('hex'), order }
}

test('a second implementation from the specification draws the same', () => {
  const firm = fc.record({
    id: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .map((id) => id.normalize('NFC'))
      .filter((id) => !/[\p{Cc}\u2028\u2029]/u.test(id)),
    r: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hexOf), { nil: undefined }),
  })
  const firms = fc.uniqueArray(firm, { selector: (one) => one.id, minLength: 3, maxLength: 30 })
  fc.assert(
    fc.property(firms, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 5 }), (list, k, reserve) => {
      const entrants = list.map(({ id, r }) => (r === undefined ? { id } : { id, r }))
      const bundle = demoBundle(sha256, { changes: { k, reserve }, entrants })
      const { seed, order } = naiveDraw(bundle)
      const verdict = verify(bundle)
      assert.deepEqual([verdict.ok, verdict.seed], [true, seed])
      assert.deepEqual(verdict.winners, order.slice(0, k))
      assert.deepEqual(verdict.reserves, order.slice(k, k + reserve))
    }),
    { numRuns: 60 },
  )
})

test('the order of the entrants in the file changes nothing', () => {
  assert.deepEqual(verify({ ...GOOD, entrants: [...GOOD.entrants!].reverse() }), verify(GOOD))
})

test('removing an entrant does not move the others', () => {
  const all = naiveDraw(GOOD).order
  const without = verify({ ...GOOD, entrants: GOOD.entrants!.filter(({ id }) => id !== all[1]) })
  assert.deepEqual(codes(without).slice(0, 1), ['ENTRANT_REMOVED'])
  assert.deepEqual([...without.winners, ...without.reserves], [all[0], all[2], all[3]])
})

const [first, ...others] = GOOD.entrants!
const withValue = (value: string) => ({
  ...GOOD,
  beacon: { ...GOOD.beacon!, values: [{ type: 'cwl-kl8', issue: '2026052', value }, GOOD.beacon!.values[1]] },
})
const withValues = (values: readonly object[]) => ({ ...GOOD, beacon: { ...GOOD.beacon!, values } })
const fullWidth = KL8.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const [, secondValue] = GOOD.beacon!.values
const operator = demoSecret('operator', sha256)

/** Each attack, the first reason it must give, and the step that reason names. */
const ATTACKS: readonly [name: string, source: object | string, code: string, step: string][] = [
  ['a byte order mark', `\ufeff${text(GOOD)}`, 'BYTE_ORDER_MARK', 'file'],
  ['a duplicate key', text(GOOD).replace('"k"', '"k": 2, "k"'), 'DUPLICATE_KEY', 'file'],
  ['a lone surrogate', text(GOOD).replace('扩建', '\\ud83d'), 'LONE_SURROGATE', 'file'],
  ['a decomposed name', text(GOOD).replace('扩建', 'e\u0301'), 'NOT_NFC', 'file'],
  ['an integer of 2^53 + 1', text(GOOD).replace('"k": 1', '"k": 9007199254740993'), 'BIG_INTEGER', 'file'],
  ['a decimal', text(GOOD).replace('"k": 1', '"k": 1.0'), 'NOT_INTEGER', 'file'],
  ['not JSON', 'hello', 'SYNTAX', 'file'],
  ['a list', '[]', 'FIELD_INVALID', 'file'],
  ['an unknown part', { ...GOOD, note: 'x' }, 'FIELD_UNKNOWN', 'file'],
  ['an unknown field', { ...GOOD, announce: { ...GOOD.announce, seed: '1' } }, 'FIELD_UNKNOWN', 'announce'],
  ['a missing field', { ...GOOD, freeze: { ...GOOD.freeze, n: undefined } }, 'FIELD_MISSING', 'freeze'],
  ['another protocol', { ...GOOD, announce: { ...GOOD.announce, v: 'fairdraw/v2' } }, 'FIELD_INVALID', 'announce'],
  ['upper-case hex', { ...GOOD, reveal: { operator: operator.toUpperCase() } }, 'FIELD_INVALID', 'reveal'],
  [
    'a date that is not on the calendar',
    { ...GOOD, announce: { ...GOOD.announce, freezeAt: '2026-02-30T12:00:00Z' } },
    'FIELD_INVALID',
    'announce',
  ],
  ['an id with a line break', { ...GOOD, entrants: [{ id: 'a\nb' }] }, 'FIELD_INVALID', 'freeze'],
  ['no winners asked for', { ...GOOD, announce: { ...GOOD.announce, k: 0 } }, 'FIELD_INVALID', 'announce'],
  ['a changed announcement', { ...GOOD, announce: { ...GOOD.announce, k: 2 } }, 'ANNOUNCE_HASH_MISMATCH', 'freeze'],
  [
    'a rehearsal renamed formal',
    { ...demoBundle(sha256, { changes: { purpose: 'rehearsal' } }), announce: demoAnnounce(sha256) },
    'ANNOUNCE_HASH_MISMATCH',
    'freeze',
  ],
  ['a rehearsal shown as a result', demoBundle(sha256, { changes: { purpose: 'rehearsal' } }), 'REHEARSAL', 'announce'],
  ['a message of another draw', { ...GOOD, freeze: { ...GOOD.freeze, drawId: 'x' } }, 'DRAW_ID_MISMATCH', 'freeze'],
  [
    'an entrant added',
    { ...GOOD, entrants: [...GOOD.entrants!, { id: '91350598MA9999999X' }] },
    'ENTRANT_ADDED',
    'freeze',
  ],
  ['an entrant removed', { ...GOOD, entrants: others }, 'ENTRANT_REMOVED', 'freeze'],
  ['an entrant renamed', { ...GOOD, entrants: [{ id: `${first!.id}Y` }, ...others] }, 'ENTRANT_CHANGED', 'freeze'],
  [
    'an entrant given entropy later',
    { ...GOOD, entrants: [{ ...first, r: operator }, ...others] },
    'ENTRANT_CHANGED',
    'freeze',
  ],
  ['an entrant listed twice', { ...GOOD, entrants: [...others, others[0]] }, 'ENTRANT_DUPLICATE', 'freeze'],
  ['a list re-frozen', { ...GOOD, freeze: { ...GOOD.freeze, n: 13 } }, 'ENTRANT_REMOVED', 'freeze'],
  ['a beacon in full-width digits', withValue(fullWidth), 'BEACON_FULL_WIDTH', 'beacon'],
  ['a beacon unsorted', withValue(KL8.split(' ').reverse().join(' ')), 'BEACON_UNSORTED', 'beacon'],
  ['a beacon with 1 for 01', withValue(SECOND_KL8.replace('01', '1')), 'BEACON_FORMAT', 'beacon'],
  ['a beacon with a number twice', withValue(KL8.replace('05', '02')), 'BEACON_FORMAT', 'beacon'],
  ['a beacon with 81', withValue(KL8.replace('79', '81')), 'BEACON_FORMAT', 'beacon'],
  ['a beacon with two spaces', withValue(KL8.replace(' ', '  ')), 'BEACON_FORMAT', 'beacon'],
  ['a beacon of nineteen', withValue(KL8.slice(3)), 'BEACON_FORMAT', 'beacon'],
  [
    'a beacon of the wrong issue',
    withValues([{ type: 'cwl-kl8', issue: '2026051', value: KL8 }, secondValue!]),
    'BEACON_WRONG_ISSUE',
    'beacon',
  ],
  [
    'an issue as number instead of text',
    withValues([{ type: 'cwl-kl8', issue: 2026052, value: KL8 }, secondValue!]),
    'BEACON_WRONG_ISSUE',
    'beacon',
  ],
  ['beacons swapped', withValues([...GOOD.beacon!.values].reverse()), 'BEACON_WRONG_ISSUE', 'beacon'],
  [
    'a beacon of another kind',
    withValues([{ type: 'dlt', issue: '2026052', value: '1' }, secondValue!]),
    'BEACON_UNANNOUNCED',
    'beacon',
  ],
  ['a beacon left out', withValues([GOOD.beacon!.values[0]!]), 'BEACON_MISSING', 'beacon'],
  ['a beacon too many', withValues([...GOOD.beacon!.values, secondValue!]), 'BEACON_UNANNOUNCED', 'beacon'],
  ['another number in the right form', withValue(SECOND_KL8), 'BEACON_HASH_MISMATCH', 'result'],
  ['a secret withheld', { ...GOOD, reveal: { operator } }, 'SECRET_WITHHELD', 'reveal'],
  ['both secrets withheld', { ...GOOD, reveal: undefined }, 'SECRET_WITHHELD', 'reveal'],
  ['a secret swapped', { ...GOOD, reveal: { operator, notary: operator } }, 'SECRET_WRONG', 'reveal'],
  ['another seed', { ...GOOD, result: { ...GOOD.result, seed: operator } }, 'SEED_MISMATCH', 'result'],
  [
    'another winner',
    { ...GOOD, result: { ...GOOD.result, winners: GOOD.result!.reserves.slice(0, 1) } },
    'WINNERS_MISMATCH',
    'result',
  ],
  [
    'a winner too many',
    { ...GOOD, result: { ...GOOD.result, winners: [...GOOD.result!.winners, first!.id] } },
    'WINNERS_MISMATCH',
    'result',
  ],
  [
    'alternates swapped',
    { ...GOOD, result: { ...GOOD.result, reserves: [...GOOD.result!.reserves].reverse() } },
    'RESERVES_MISMATCH',
    'result',
  ],
  ['no result yet', { ...GOOD, result: undefined }, 'MESSAGE_MISSING', 'result'],
]

for (const [name, source, code, step] of ATTACKS) {
  test(`${name} is refused as ${code} at ${step}`, () => {
    const verdict = verifyBundle(typeof source === 'string' ? source : text(source), deps)
    assert.equal(verdict.ok, false)
    assert.deepEqual(
      [verdict.reasons[0]?.code, verdict.reasons[0]?.step],
      [code, step],
      JSON.stringify(verdict.reasons),
    )
  })
}

test('all reasons are listed, not the first only', () => {
  const bundle = { ...GOOD, entrants: others, reveal: { operator }, result: { ...GOOD.result, beacon: operator } }
  assert.deepEqual(codes(verify(bundle)), ['ENTRANT_REMOVED', 'SECRET_WITHHELD', 'BEACON_HASH_MISMATCH'])
})

test('a withheld secret from escrow gives the same seed and winners', () => {
  const verdict = verify({ ...GOOD, reveal: { operator } }, { escrow: { notary: demoSecret('notary', sha256) } })
  assert.deepEqual(verdict, verify(GOOD))
  const forged = verify({ ...GOOD, reveal: { operator } }, { escrow: { notary: operator } })
  assert.equal(codes(forged)[0], 'SECRET_WRONG')
})

test('a rehearsal verifies as a rehearsal only', () => {
  const rehearsal = demoBundle(sha256, { changes: { purpose: 'rehearsal', drawId: '350598-2026-0001-演练' } })
  assert.deepEqual(codes(verify(rehearsal)), ['REHEARSAL'])
  assert.equal(verifyBundle(text(rehearsal), { ...deps, isRehearsal: true }).ok, true)
})

test('too few entrants: the draw fails before any secret is shown', () => {
  const bundle = { announce: demoAnnounce(sha256), entrants: demoEntrants(2) }
  const frozen = takeFreeze(bundle, deps)
  assert.ok(!frozen.ok)
  assert.deepEqual(codes(frozen), ['TOO_FEW_ENTRANTS'])
  const shown = verify({ ...bundle, reveal: { operator } })
  assert.ok(codes(shown).includes('REVEALED_WHEN_FAILED') && codes(shown).includes('TOO_FEW_ENTRANTS'))
})

test('fewer entrants than winners and alternates: all of them, in order', () => {
  const bundle = demoBundle(sha256, { changes: { k: 2, reserve: 5 }, entrants: demoEntrants(3) })
  const verdict = verify(bundle)
  assert.deepEqual([verdict.ok, verdict.winners.length, verdict.reserves.length], [true, 2, 1])
})

test('a second formal draw for the project is flagged; a rehearsal or the draw itself is not', () => {
  const again = demoAnnounce(sha256, { drawId: '350598-2026-0002' })
  const rehearsal: Announce = { ...again, purpose: 'rehearsal' }
  assert.deepEqual(codes(verify(GOOD, { announcements: [GOOD.announce!, again] })), ['SECOND_DRAW'])
  assert.equal(verify(GOOD, { announcements: [GOOD.announce!, rehearsal] }).ok, true)
  const sameId = demoAnnounce(sha256, { k: 3 })
  assert.deepEqual(codes(verify(GOOD, { announcements: [sameId] })), ['SECOND_DRAW'])
})

test('a bulletin that differs speaks against the beacon', () => {
  const bulletin = [{ type: 'cwl-kl8', issue: '2026053', value: KL8 }]
  assert.deepEqual(codes(verify(GOOD, { bulletin })), ['BEACON_BULLETIN_DIFFERS'])
  assert.equal(verify(GOOD, { bulletin: GOOD.beacon!.values }).ok, true)
})

test('the fallback counts only with evidence that a named issue never appeared', () => {
  const evidence: Evidence = { unavailable: [{ type: 'cwl-kl8', issue: '2026053' }] }
  const start = { ...GOOD, beacon: undefined, reveal: undefined, result: undefined }
  const bundle = takeBeacon(start as unknown as Bundle, [KL8, SECOND_KL8], { ...deps, evidence })
  assert.ok(bundle.ok)
  assert.equal((bundle.bundle.beacon!.values[0] as { issue: string }).issue, '2026054')
  const revealed = takeReveal(bundle.bundle, GOOD.reveal!, { ...deps, evidence })
  assert.ok(revealed.ok)
  const result = takeResult(revealed.bundle, { ...deps, evidence })
  assert.ok(result.ok)
  assert.equal(verify(result.bundle, evidence).ok, true)
  assert.deepEqual(codes(verify(result.bundle)), ['FALLBACK_UNPROVEN'])
})

// drand quicknet round 1000, checked against the chain's public key with the real curve.
const ROUND = 1000
const SIGNATURE = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'
const RANDOMNESS = 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd'
const verifyQuicknet = quicknetVerifier(sha256)

test('a drand value is held to its signature and round when the evidence carries one', () => {
  const announce = demoAnnounce(sha256, { beacons: [{ type: 'drand-quicknet', round: ROUND }], fallback: [] })
  const frozen = takeFreeze({ announce, entrants: demoEntrants(5) }, deps)
  assert.ok(frozen.ok)
  const withBeacon = (value: string) => takeBeacon(frozen.bundle, [value], deps)
  const good = withBeacon(RANDOMNESS)
  assert.ok(good.ok)
  const check = (evidence: Evidence, bundle = good.bundle) =>
    codes(verifyBundle(text(bundle), { ...deps, evidence, verifyQuicknet })).filter((code) => code.startsWith('BEACON'))
  assert.deepEqual(check({ drand: [{ round: ROUND, signature: SIGNATURE }] }), [])
  assert.deepEqual(check({}), [])
  const next = `${SIGNATURE.slice(0, -2)}38`
  assert.deepEqual(check({ drand: [{ round: ROUND, signature: next }] }), ['BEACON_SIGNATURE_WRONG'])
  const other = withBeacon(operator)
  assert.ok(other.ok)
  assert.deepEqual(check({ drand: [{ round: ROUND, signature: SIGNATURE }] }, other.bundle), ['BEACON_SIGNATURE_WRONG'])
  assert.equal(verifyQuicknet(ROUND + 1, Buffer.from(SIGNATURE, 'hex')), false)
  for (const value of [RANDOMNESS.toUpperCase(), RANDOMNESS.slice(2), '']) {
    const refused = withBeacon(value)
    assert.ok(!refused.ok && codes(refused).includes('BEACON_FORMAT'))
  }
})

const logOf = (bundle: Bundle): NonNullable<Evidence['log']> =>
  (['announce', 'freeze', 'beacon', 'result'] as const).map((message, i) => ({
    message,
    hash: messageHex(bundle[message]!, sha256),
    index: 100 + i,
    time: ['2026-02-20T00:00:00Z', '2026-03-01T11:00:00Z', '2026-03-01T14:00:00Z', '2026-03-01T15:00:00Z'][i]!,
  }))

test('a draw recomputed whole after the fact fails against the log, at the freeze', () => {
  const log = logOf(GOOD)
  assert.deepEqual(verify(GOOD, { log }).reasons, [])
  for (const entrants of [others, [...GOOD.entrants!, { id: 'friend' }], [{ id: 'friend' }, ...others]]) {
    const recomputed = demoBundle(sha256, { entrants })
    assert.equal(verify(recomputed).ok, true, 'consistent in itself')
    const verdict = verify(recomputed, { log })
    assert.deepEqual(codes(verdict), ['LOG_DIFFERS', 'LOG_DIFFERS', 'LOG_DIFFERS'])
    assert.equal(steps(verdict)[0], 'freeze')
  }
})

test('what the log lacks, has twice, out of order or too late is named', () => {
  const [announce, freeze, beacon, result] = logOf(GOOD) as [never, never, never, never]
  assert.deepEqual(codes(verify(GOOD, { log: [announce, freeze, result] })), ['LOG_MISSING'])
  assert.deepEqual(codes(verify(GOOD, { log: [announce, freeze, beacon, result, result] })), ['LOG_REPEATED'])
  const early = { ...(beacon as object), index: 99 } as never
  assert.deepEqual(codes(verify(GOOD, { log: [announce, freeze, early, result] })), ['LOG_ORDER'])
  const late = { ...(freeze as object), time: '2026-03-01T12:00:01Z' } as never
  assert.deepEqual(codes(verify(GOOD, { log: [announce, late, beacon, result] })), ['FREEZE_LATE'])
})

test('a draw is void only for a named reason and only before the numbers are known', () => {
  const open = { announce: GOOD.announce!, entrants: GOOD.entrants!, freeze: GOOD.freeze! }
  const good = voidDraw(open, '项目被依法取消', sha256)
  assert.ok(good.ok)
  assert.equal(good.statement.announce, GOOD.freeze!.announce)
  assert.deepEqual(codes(voidDraw(open, '结果不理想', sha256) as never), ['VOID_REASON_UNANNOUNCED'])
  assert.deepEqual(codes(voidDraw(GOOD, '项目被依法取消', sha256) as never), ['VOID_TOO_LATE'])
})

test('a published message is final: the same again is no change, another is refused', () => {
  assert.deepEqual(takeResult(GOOD, deps), { ok: true, bundle: GOOD, hash: messageHex(GOOD.result!, sha256) })
  const again = takeBeacon(GOOD, [SECOND_KL8, KL8], deps)
  assert.ok(!again.ok)
  assert.deepEqual(codes(again), ['MESSAGE_FINAL'])
  const other = takeReveal(GOOD, { operator: demoSecret('notary', sha256) }, deps)
  assert.ok(!other.ok)
  assert.deepEqual(codes(other), ['MESSAGE_FINAL', 'SECRET_WRONG'])
})

test('every changed byte of a hash or id in the file is noticed', () => {
  const source = canonicalJson(GOOD)
  for (let at = 0; at < source.length; at += 3) {
    if (!/[0-9a-f]/.test(source[at]!)) continue
    const changed = source.slice(0, at) + (source[at] === '7' ? '3' : '7') + source.slice(at + 1)
    assert.equal(verifyBundle(utf8(changed), deps).ok, false, `offset ${at}: ${source.slice(at - 20, at + 5)}`)
  }
})

test('an evidence file is read as strictly as a bundle', () => {
  assert.equal(parseEvidence(text({ log: logOf(GOOD), bulletin: GOOD.beacon!.values, escrow: { operator } })).ok, true)
  assert.equal(parseEvidence(text({ winners: [] })).ok, false)
  assert.equal(parseEvidence('{"log":[],"log":[]}').ok, false)
})
