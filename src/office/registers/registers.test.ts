// The register desk on real PostgreSQL: codes signed once, every verdict, every changed field, revocation for good.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import encodeQR from 'qr'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { formatVerifierKey, parseVerifierKey } from '#kernel/log/note.ts'
import { type Certificate, certificateCode, FIRST_ROW, readCode, rowsOf } from '#kernel/register/certificate.ts'
import { readIssuerList, readStatusList } from '#kernel/register/issuer-list.ts'
import { judgeCode } from '#kernel/register/verdict.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { MAX_CODE_CHARACTERS } from './credential.ts'
import { HEAD, ISSUER, type IssuedWorld, issuedWorld } from './issued.fixture.ts'
import { newPrivateKey, signerOf, verifySignature } from './signer.ts'

const REVOCATION = {
  reason: '申请时隐瞒了另一处宅基地',
  document: '某审〔2024〕撤销0004号',
  on: plainDate('2024-10-08'),
}

const versionOf = (code: string): number =>
  (encodeQR(code, 'raw', { ecc: 'medium', encoding: 'alphanumeric', border: 1 }).length - 19) / 4

async function credentialIn({ registers, entries }: IssuedWorld): Promise<string> {
  const code = await registers.credential(entries[0]!.code)
  assert.ok(code)
  return code
}

/** The same certificate with something changed and the old signature kept, as a forger could do. */
function forged(code: string, change: (certificate: Certificate) => Certificate): string {
  const { certificate, envelope } = readCode(code)!
  const { algorithm, kid, signature } = envelope.signature
  return certificateCode(change(certificate), { algorithm, kid, sign: () => signature })
}

describe('the code of a certificate', () => {
  for (const second of [undefined, 'SM2'] as const) {
    it(`is signed ${second ? 'twice' : 'once'}, kept, and no larger than QR version 17-M`, async () => {
      await using world = await issuedWorld(second ? { second } : {})
      const code = await credentialIn(world)
      assert.equal(await credentialIn(world), code, 'asked again, the same text')
      assert.ok(code.length <= MAX_CODE_CHARACTERS && versionOf(code) <= 17, `version ${versionOf(code)}`)
      const { judgement, changes } = await world.registers.examineText(code)
      assert.deepEqual([judgement.verdict, judgement.reasons, changes], ['valid', [], []])
      assert.equal(readCode(code)?.envelope.countersignature?.algorithm, second)
    })
  }

  it('says what the register says', async () => {
    await using world = await issuedWorld()
    const { certificate } = readCode(await credentialIn(world))!
    const { issuers } = await world.registers.lists()
    assert.deepEqual(rowsOf(certificate, issuers.issuers[0]!.titles), world.entries[0]!.content)
    assert.equal(certificate.number, world.entries[0]!.number)
    assert.equal(certificate.issuer, ISSUER.id)
  })

  it('carries long values as their beginning and a fingerprint, and still fits when signed twice', async () => {
    const long = '从村道口老榕树起沿水渠向东到邻居某某家围墙外侧再折向北到村公共停车场边缘的界桩为止'
    await using world = await issuedWorld({
      second: 'SM2',
      change: (form) => {
        const planned = form.planned as Record<string, unknown>
        planned.bounds = { east: long, south: long, west: long, north: `${long}二` }
      },
    })
    const entry = world.entries.find(({ content }) => content.some(({ value }) => value === long))!
    const code = (await world.registers.credential(entry.code))!
    assert.ok(versionOf(code) <= 17)
    const { judgement, changes } = await world.registers.examineText(code)
    assert.deepEqual([judgement.verdict, changes], ['valid', []])
    assert.match(String([...judgement.certificate!.fields.values()].join()), /从.*…#[\w-]{11}/)
  })

  it('is the same for all who ask at once', async () => {
    await using world = await issuedWorld()
    const codes = await Promise.all(
      world.entries.flatMap(({ code }) => Array.from({ length: 5 }, () => world.registers.credential(code))),
    )
    assert.equal(new Set(codes).size, world.entries.length)
    const places = await world.db.query<{ place: number }>('select place from register_credential order by place')
    assert.deepEqual(
      places.map(({ place }) => place),
      world.entries.map((_, index) => index),
    )
  })

  it('is not to be had for a code that was never given', async () => {
    await using world = await issuedWorld()
    for (const code of ['x'.repeat(20), '', "'; drop table case_file; --"]) {
      assert.equal(await world.registers.credential(code), null)
      assert.equal(await world.registers.examineCode(code), null)
    }
  })
})

describe('a check of a certificate', () => {
  it('finds every changed field, with what is written and what is registered', async () => {
    await using world = await issuedWorld()
    const code = await credentialIn(world)
    const { certificate } = readCode(code)!
    for (const [label, value] of certificate.fields) {
      const other = `${value}改`
      const text = forged(code, (one) => ({ ...one, fields: new Map([...one.fields, [label, other]]) }))
      const { judgement, changes } = await world.registers.examineText(text)
      assert.equal(judgement.verdict, 'altered', `label ${label}`)
      // The public code is not on paper: a changed one is found by the signature, and the entry by its number.
      if (label === 1) assert.deepEqual(changes, [])
      else
        assert.deepEqual(
          changes.map(({ written, registered }) => [written, registered]),
          [[other, value]],
        )
    }
    const dates = await world.registers.examineText(forged(code, (one) => ({ ...one, expiresAt: 4_000_000_000 })))
    assert.deepEqual(
      [dates.judgement.verdict, dates.changes[0]?.title, dates.changes[0]?.registered],
      ['altered', '有效期至', world.entries[0]!.validUntil],
    )
    const number = await world.registers.examineText(forged(code, (one) => ({ ...one, number: '某审〔2024〕9999号' })))
    assert.deepEqual(number.changes[0], {
      title: '编号',
      written: '某审〔2024〕9999号',
      registered: world.entries[0]!.number,
    })
  })

  it('finds a row that was added or left out', async () => {
    await using world = await issuedWorld()
    const code = await credentialIn(world)
    const without = forged(code, (one) => ({
      ...one,
      fields: new Map([...one.fields].filter(([label]) => label !== FIRST_ROW)),
    }))
    assert.equal((await world.registers.examineText(without)).changes[0]?.written, '')
    const added = forged(code, (one) => ({ ...one, fields: new Map([...one.fields, [FIRST_ROW + 90, '多的']]) }))
    assert.equal((await world.registers.examineText(added)).changes[0]?.registered, '')
  })

  it('says altered of a register that no longer agrees with what was signed', async () => {
    await using world = await issuedWorld()
    await credentialIn(world)
    await world.db.query(`update register_entry set number = '某审〔2024〕9999号' where code = $1`, [
      world.entries[0]!.code,
    ])
    const found = await world.registers.examineCode(world.entries[0]!.code)
    assert.equal(found?.changes[0]?.registered, '某审〔2024〕9999号')
  })

  it('tells a stranger’s key, the right key’s name on it, junk, and an unknown number apart', async () => {
    await using world = await issuedWorld()
    const { certificate } = readCode(await credentialIn(world))!
    const stranger = signerOf('EdDSA', newPrivateKey('EdDSA'))
    const verdictOf = async (text: string) => (await world.registers.examineText(text)).judgement.verdict
    assert.equal(await verdictOf(certificateCode(certificate, stranger)), 'unknownIssuer')
    assert.equal(
      await verdictOf(certificateCode({ ...certificate, issuer: '350598/bureau' }, stranger)),
      'unknownIssuer',
    )
    const { kid } = world.registers.ring.issuer
    assert.equal(await verdictOf(certificateCode(certificate, { ...stranger, kid })), 'altered')
    assert.equal(await verdictOf('HTTP://EXAMPLE.GOV/V/1'), 'unreadable')
    const unknown = { ...certificate, number: '没有的号', fields: new Map() }
    const found = await world.registers.examineText(certificateCode(unknown, world.registers.ring.issuer))
    assert.deepEqual([found.judgement.verdict, found.entry], ['valid', null])
  })

  it('is valid to the last second of its last day and expired from the next', async () => {
    await using world = await issuedWorld()
    const code = await credentialIn(world)
    const { validUntil } = world.entries[0]!
    const verdictAt = async (local: string) => {
      world.set(local)
      return (await world.registers.examineText(code)).judgement.verdict
    }
    assert.equal(await verdictAt(`${validUntil} 23:59`), 'valid')
    assert.equal(await verdictAt('2027-01-01 00:00'), 'expired')
    assert.equal(await verdictAt('2024-09-01 00:00'), 'notYetValid')
  })

  it('from old lists says that it cannot tell', async () => {
    await using world = await issuedWorld()
    const code = await credentialIn(world)
    const { issuers, status } = await world.registers.lists()
    const judgedAt = (now: number) => judgeCode(code, { issuers, status: [status], now }, verifySignature).verdict
    assert.equal(judgedAt(status.issuedAt + 2 * 86_400), 'valid')
    assert.equal(judgedAt(status.issuedAt + 3 * 86_400), 'staleStatus')
  })
})

describe('a hostile text', () => {
  it('is judged and never throws, whatever its fields hold', async () => {
    await using world = await issuedWorld()
    const code = await credentialIn(world)
    const word = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\0'), fc.constant("'; drop table case_file; --"))
    const amount = fc.oneof(fc.maxSafeNat(), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(0))
    const claims = fc.record({
      number: word,
      kind: word,
      issuedAt: amount,
      expiresAt: amount,
      statusIndex: amount,
      fields: fc.array(fc.tuple(fc.integer(), fc.oneof(word, amount))).map((rows) => new Map(rows)),
    })
    await fc.assert(
      fc.asyncProperty(claims, async (changed) => {
        const { judgement } = await world.registers.examineText(forged(code, (one) => ({ ...one, ...changed })))
        assert.ok(['altered', 'unknownIssuer'].includes(judgement.verdict), judgement.verdict)
      }),
      { numRuns: 200 },
    )
    await fc.assert(
      fc.asyncProperty(fc.string(), async (junk) => {
        const { judgement } = await world.registers.examineText(`QQ1:${junk}`)
        assert.equal(judgement.verdict, 'unreadable')
      }),
    )
  })
})

describe('a revocation', () => {
  it('turns the verdict, says why, and can be done once', async () => {
    await using world = await issuedWorld()
    const [first, second] = world.entries
    const code = await credentialIn(world)
    assert.equal((await world.registers.examineText(code)).judgement.verdict, 'valid')
    world.set('2024-10-08 15:00')
    assert.equal(await world.registers.revoke(first!.code, REVOCATION, HEAD), null)
    const found = await world.registers.examineText(code)
    assert.equal(found.judgement.verdict, 'revoked')
    assert.deepEqual(found.revocation, REVOCATION)
    assert.equal((await world.registers.examineCode(second!.code))?.judgement.verdict, 'valid', 'the other entry stays')
    const again = await world.registers.revoke(first!.code, { ...REVOCATION, reason: '另一个' }, HEAD)
    assert.equal(again?.code, 'REVOKED_ALREADY')
    const [act] = await world.db.query<{ officer: string; reason: string }>('select * from register_revocation')
    assert.deepEqual([act?.officer, act?.reason], [HEAD.id, REVOCATION.reason])
  })

  it('of an entry whose code nobody had asked for is on the list all the same', async () => {
    await using world = await issuedWorld()
    assert.equal(
      await world.registers.revoke(world.entries[0]!.code, { ...REVOCATION, on: plainDate('2024-09-12') }, HEAD),
      null,
    )
    assert.equal((await world.registers.examineCode(world.entries[0]!.code))?.judgement.verdict, 'revoked')
  })

  it('without reason or document, of a day to come, or of nothing is refused', async () => {
    await using world = await issuedWorld()
    const { code } = world.entries[0]!
    for (const change of [{ reason: ' ' }, { document: '' }, { on: plainDate('2024-09-13') }]) {
      const problem = await world.registers.revoke(
        code,
        { ...REVOCATION, on: plainDate('2024-09-12'), ...change },
        HEAD,
      )
      assert.equal(problem?.code, 'REVOCATION_INVALID')
      assert.equal(problem?.errors?.[0]?.path, `/${Object.keys(change)[0]}`)
    }
    const nothing = await world.registers.revoke('x'.repeat(20), { ...REVOCATION, on: plainDate('2024-09-12') }, HEAD)
    assert.equal(nothing?.code, 'CERTIFICATE_NOT_FOUND')
  })

  it('cannot be undone or rewritten by the role that records it', async () => {
    await using world = await issuedWorld()
    const appender = world.db.pool('qinqing_appender', 1, { 'app.district': world.registers.district })
    for (const sql of ['delete from register_revocation', `update register_revocation set reason = ''`]) {
      await assert.rejects(appender.query(sql), { code: '42501' })
    }
  })
})

describe('the published lists', () => {
  it('are believed with the published key, by whoever has only these three texts', async () => {
    await using world = await issuedWorld({ second: 'SM2' })
    const code = await credentialIn(world)
    const { issuersText, statusText, status } = await world.registers.lists()
    const key = parseVerifierKey(formatVerifierKey(world.registers.ring.publisher.key), sha256)
    assert.ok(key.ok)
    const issuers = readIssuerList(issuersText, key.value, verifyEd25519)!
    const read = readStatusList(statusText, key.value, verifyEd25519)!
    const judged = judgeCode(code, { issuers, status: [read], now: status.issuedAt }, verifySignature)
    assert.deepEqual([judged.verdict, judged.issuerName], ['valid', ISSUER.name])
    assert.deepEqual(
      issuers.issuers[0]!.keys.map(({ algorithm }) => algorithm),
      ['EdDSA', 'SM2'],
    )
  })
})
