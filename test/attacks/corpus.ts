// Bad input and attacks on everything that can be checked by anyone, each with what the checkers find. It runs as it is in
// Node (test/attacks.test.ts, which writes docs/attacks.md) and in a browser (e2e/attacks.test.ts), with the hash and the
// signature check of that place; both must find the same.

import { type Evidence, parseEvidence } from '../../src/engines/draw/evidence.ts'
import { demoAnnounce, demoBundle, demoEntrants, demoSecret, KL8, SECOND_KL8 } from '../../src/engines/draw/fixture.ts'
import { type Bundle, messageHex } from '../../src/engines/draw/message.ts'
import { takeBeacon, takeFreeze, takeResult, takeReveal, voidDraw } from '../../src/engines/draw/steps.ts'
import { verifyBundle } from '../../src/engines/draw/verify.ts'
import { demoMarket } from '../../src/engines/seats/fixture.ts'
import { type Market, parseMarket, parseResult } from '../../src/engines/seats/market.ts'
import { runSeats } from '../../src/engines/seats/run.ts'
import { verifySeats } from '../../src/engines/seats/verify.ts'
import { base64Of, concatBytes, hexOf, utf8 } from '../../src/kernel/bytes.ts'
import { canonicalJson } from '../../src/kernel/canonical.ts'
import { checkpointText } from '../../src/kernel/log/checkpoint.ts'
import { commitmentOfBytes, entryOf, openingOf } from '../../src/kernel/log/entry.ts'
import { inclusionProof, leafHash, memoryReader, treeRoot } from '../../src/kernel/log/merkle.ts'
import { formatNote, formatVerifierKey, NOTE_ED25519, signNote, verifierKey } from '../../src/kernel/log/note.ts'
import { examineWith, formatReceipt } from '../../src/kernel/log/receipt.ts'
import { type Certificate, certificateCode } from '../../src/kernel/register/certificate.ts'
import { type IssuerList, keyIdOf, revokedBits, type StatusList } from '../../src/kernel/register/issuer-list.ts'
import { judgeCode, type Wallet } from '../../src/kernel/register/verdict.ts'

import { drand, witnessed } from './signed.ts'

/** What differs between the places the corpus runs in. */
export interface Place {
  readonly hash: (bytes: Uint8Array) => Uint8Array
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
  readonly sign: (message: Uint8Array, secret: Uint8Array) => Uint8Array
  readonly publicKeyOf: (secret: Uint8Array) => Uint8Array
}

export interface Row {
  readonly group: string
  readonly deed: string
  /** Codes of the reasons, each once, in the order they are given; empty when it holds. */
  readonly found: readonly string[]
}

export type Tried = readonly [deed: string, found: readonly string[]]
const codes = (reasons: readonly { readonly code: string }[]): string[] => [...new Set(reasons.map(({ code }) => code))]
const spelled = (value: object): string => JSON.stringify(value, null, 1)

export function runCorpus(place: Place): readonly Row[] {
  const groups: Readonly<Record<string, readonly Tried[]>> = {
    '文件（公告、报名、证据、志愿、结果，读法都一样）': files(place),
    摇号: draws(place),
    '摇号：drand 的随机数': drand(place),
    '摇号：锁定名单的见证': witnessed(place),
    派位: seats(place),
    回执和检查点: receipts(place),
    证照: certificates(place),
  }
  return Object.entries(groups).flatMap(([group, tried]) => tried.map(([deed, found]) => ({ group, deed, found })))
}

/** One fault in each kind of file; every reader must find the same. */
function files({ hash }: Place): readonly Tried[] {
  const sources = [demoBundle(hash), {}, demoMarket(hash), runSeats(demoMarket(hash), hash)].map(spelled)
  const readers = [
    (source: Uint8Array | string) => verifyBundle(source, { hash }).reasons,
    (source: Uint8Array | string) => reasonsOf(parseEvidence(source)),
    (source: Uint8Array | string) => reasonsOf(parseMarket(source)),
    (source: Uint8Array | string) => reasonsOf(parseResult(source)),
  ]
  const faults: readonly [string, (source: string) => Uint8Array | string][] = [
    ['同一个键写两次', (source) => source.replace('{', '{"a": 1, "a": 2, ')],
    ['半个字符（孤立的代理项）', (source) => source.replace('{', '{"a": "\\ud83d", ')],
    ['大于 2⁵³ 的整数', (source) => source.replace('{', '{"a": 9007199254740993, ')],
    ['小数', (source) => source.replace('{', '{"a": 1.5, ')],
    ['不是 NFC 的名字', (source) => source.replace('{', '{"a": "e\u0301", ')],
    ['开头有 BOM', (source) => `\ufeff${source}`],
    ['不是 UTF-8', (source) => concatBytes(utf8(source), Uint8Array.of(0xff))],
    ['截断', (source) => source.slice(0, -3)],
    ['嵌套一百层', (source) => source.replace('{', `{"a": ${'['.repeat(100)}${']'.repeat(100)}, `)],
    ['多一个字段', (source) => source.replace('{', '{"a": 1, ')],
  ]
  return faults.map(([deed, spoil]): Tried => {
    const found = sources.map((source, at) =>
      codes(readers[at]!(spoil(source.replace(/^\{\}$/, '{"announcements": []}')))),
    )
    return [deed, [...new Set(found.map((one) => one[0] ?? '没有发现'))]]
  })
}

const reasonsOf = (read: { readonly ok: boolean; readonly reasons?: readonly { readonly code: string }[] }) =>
  read.reasons ?? []

function draws({ hash }: Place): readonly Tried[] {
  const good = demoBundle(hash) as Required<Bundle>
  const { announce, entrants, freeze, beacon, reveal, result } = good
  const operator = demoSecret('operator', hash)
  const secrets = { operator, notary: demoSecret('notary', hash) }
  const [first, ...others] = entrants
  const find = (bundle: object, evidence: Evidence = {}): string[] =>
    codes(verifyBundle(spelled(bundle), { hash, evidence }).reasons)
  const withValues = (values: readonly unknown[]) => ({ ...good, beacon: { ...beacon, values } })
  const withValue = (value: string) => withValues([{ ...beacon.values[0], value }, beacon.values[1]])
  const log = (['announce', 'freeze', 'beacon', 'result'] as const).map((message, at) => ({
    ...{ message, hash: messageHex(good[message], hash), index: 10 + at },
    time: `2026-0${at < 2 ? '2' : '3'}-0${at + 1}T00:00:00Z`,
  }))
  const anew = computedAnew({ announce, entrants: others }, secrets, { hash })
  return [
    ['照原样', find(good, { log })],
    ['锁定后加一家', find({ ...good, entrants: [...entrants, { id: '91350598MA9999999X' }] })],
    ['锁定后删一家', find({ ...good, entrants: others })],
    ['锁定后改一家的名', find({ ...good, entrants: [{ id: `${first!.id}Y` }, ...others] })],
    ['同一家报两次', find({ ...good, entrants: [...others, others[0]] })],
    ['删一家，并把后面全部重算（两个秘密都在手里），只看文件', find(anew)],
    ['同上，对着日志看', find(anew, { log })],
    ['日志里同一步有两条', find(good, { log: [...log, log[1]!] })],
    ['锁定晚于公告的时刻', find(good, { log: log.map((one) => ({ ...one, time: '2026-03-02T00:00:00Z' })) })],
    ['号码用全角数字', find(withValue(KL8.replace('02', '０２')))],
    ['号码没有排好', find(withValue(KL8.split(' ').reverse().join(' ')))],
    ['号码把 01 写成 1', find(withValue(SECOND_KL8.replace('01', '1')))],
    ['号码换成别的一期', find(withValues([{ ...beacon.values[0], issue: '2026051' }, beacon.values[1]]))],
    ['号码换成同样写法的别的数', find(withValue(SECOND_KL8))],
    ['号码和公报不同', find(good, { bulletin: [{ ...beacon.values[0]!, value: SECOND_KL8 }] })],
    ['改用备用的一期，没有证据', find(withValues(announce.fallback.map((one) => ({ ...one, value: KL8 }))))],
    ['一方不公开秘密', find({ ...good, reveal: { operator } })],
    ['一方不公开秘密，从托管取出', find({ ...good, reveal: { operator } }, { escrow: { notary: secrets.notary } })],
    ['公开的秘密换了一个', find({ ...good, reveal: { ...reveal, notary: operator } })],
    ['结果换了种子', find({ ...good, result: { ...result, seed: operator } })],
    [
      '中选和备选对调',
      find({
        ...good,
        result: { ...result, winners: [result.reserves[0]], reserves: [result.winners[0], result.reserves[1]] },
      }),
    ],
    ['开奖后公告多选一家', find({ ...good, announce: { ...announce, k: 2 } })],
    ['锁定的消息属于别的摇号', find({ ...good, freeze: { ...freeze, drawId: 'x' } })],
    ['演练当作正式结果', find(demoBundle(hash, { changes: { purpose: 'rehearsal' } }))],
    ['同一项目再摇一次', find(good, { announcements: [demoAnnounce(hash, { drawId: '350598-2026-0002' })] })],
    ['用没有公告的理由作废', codes(refusedVoid({ announce }, '结果不满意', hash))],
    ['开奖以后作废', codes(refusedVoid(good, '项目被依法取消', hash))],
    [
      '报名不足还打开秘密',
      find({
        ...demoBundle(hash, { entrants: demoEntrants(3) }),
        entrants: demoEntrants(2),
        freeze: { ...freeze, n: 2 },
      }),
    ],
  ]
}

function refusedVoid(bundle: Bundle, reason: string, hash: Place['hash']) {
  const made = voidDraw(bundle, reason, hash)
  return made.ok ? [] : made.reasons
}

/** The rest of a draw worked out again by somebody who holds both secrets. */
function computedAnew(start: Bundle, secrets: { operator: string; notary: string }, deps: Pick<Place, 'hash'>): Bundle {
  const steps = [
    (bundle: Bundle) => takeFreeze(bundle, deps),
    (bundle: Bundle) => takeBeacon(bundle, [KL8, SECOND_KL8], deps),
    (bundle: Bundle) => takeReveal(bundle, secrets, deps),
    (bundle: Bundle) => takeResult(bundle, deps),
  ]
  return steps.reduce((bundle, step) => {
    const taken = step(bundle)
    if (!taken.ok) throw new Error(taken.reasons.map(({ text }) => text).join('\n'))
    return taken.bundle
  }, start)
}

function seats({ hash }: Place): readonly Tried[] {
  const market = demoMarket(hash)
  const result = runSeats(market, hash)
  const [one, two, ...rest] = market.children
  const readMarket = (changed: object): string[] => codes(reasonsOf(parseMarket(spelled(changed))))
  const withFirst = (change: object): string[] =>
    readMarket({ ...market, children: [{ ...one, ...change }, two, ...rest] })
  const find = (changed: object, of: Market = market): string[] => {
    const read = parseResult(spelled(changed))
    return codes(read.ok ? verifySeats(of, read.value, hash).reasons : read.reasons)
  }
  const seated = Object.entries(result.seats).filter(([, school]) => school !== null) as [string, string][]
  const [mine] = seated
  const theirs = seated.find(([, school]) => school !== mine![1])!
  const swapped = { ...result.seats, [mine![0]]: theirs[1], [theirs[0]]: mine![1] }
  const { hash: _, ...unhashed } = { ...result, seats: swapped }
  const rehashed = { ...unhashed, hash: hexOf(hash(utf8(canonicalJson(unhashed)))) }
  const noSeats: Market = { schools: market.schools.map(({ id }) => ({ id, seats: 0 })), children: market.children }
  const noWishes: Market = {
    ...market,
    children: market.children.map((child) => ({ ...child, choices: [] })),
    tail: [],
  }
  return [
    ['照原样', find(result)],
    ['学校没有一个学位：没有人排到', find(runSeats(noSeats, hash), noSeats)],
    ['所有人的志愿是空的：没有人排到', find(runSeats(noWishes, hash), noWishes)],
    ['志愿里同一所学校填两次', withFirst({ choices: [market.schools[0]!.id, market.schools[0]!.id] })],
    ['志愿里有不存在的学校', withFirst({ choices: ['没有的学校'] })],
    ['两个孩子同一编号', readMarket({ ...market, children: [one, one, ...rest] })],
    ['两个孩子同一号码', withFirst({ rank: two!.rank })],
    ['同一所学校列两次', readMarket({ ...market, schools: [...market.schools, market.schools[0]] })],
    ['学位数是负的', readMarket({ ...market, schools: [...market.schools, { id: '甲', seats: -1 }] })],
    [
      '预留多于学位',
      readMarket({
        ...market,
        schools: [...market.schools, { id: '甲', seats: 1, reserves: [{ tag: 'x', seats: 2, order: 'first' }] }],
      }),
    ],
    ['双胞胎只有一边指认', withFirst({ twin: two!.id })],
    ['两个孩子的学位对调', find({ ...result, seats: swapped })],
    ['对调后连校验值一起重算', find(rehashed)],
    ['一个孩子从结果里删去', find({ ...result, seats: Object.fromEntries(Object.entries(result.seats).slice(1)) })],
    ['录取线改动', find({ ...result, cutoffs: { ...result.cutoffs, [mine![1]]: null } })],
    ['校验值改动', find({ ...result, hash: '0'.repeat(64) })],
  ]
}

function receipts({ hash, verify, sign, publicKeyOf }: Place): readonly Tried[] {
  const secret = hash(utf8('key of the example'))
  const origin = 'example.gov/log/350598'
  const key = verifierKey(origin, NOTE_ED25519, publicKeyOf(secret), hash)
  const trust = { vkey: formatVerifierKey(key), witnesses: [] }
  const event = utf8(JSON.stringify({ seq: 3, at: '2026-11-02T00:40:00.000Z', type: 'accepted' }))
  const salt = hash(utf8('salt'))
  const leaves = Array.from({ length: 12 }, (_, at) =>
    leafHash(entryOf(at === 7 ? commitmentOfBytes(event, salt, hash) : hash(Uint8Array.of(at))), hash),
  )
  const signed = (root: Uint8Array, size = leaves.length, by = secret): string => {
    const text = checkpointText({ origin, size, root })
    return formatNote({ text, signatures: [signNote(text, key, (message) => sign(message, by))] })
  }
  const root = treeRoot(leaves, hash)
  const proof = inclusionProof(7, leaves.length, memoryReader(leaves, hash), hash)
  const made = { index: 7, proof, checkpoint: signed(root), extra: openingOf(event, salt) }
  const good = formatReceipt(made)
  const find = (text: string, vkey = trust.vkey): string[] =>
    codes(examineWith(text, { ...trust, vkey }, { hash, verify }).reasons)
  const withEvent = (from: string, to: string) =>
    formatReceipt({ ...made, extra: openingOf(utf8(new TextDecoder().decode(event).replace(from, to)), salt) })
  return [
    ['照原样', find(good)],
    ['内容改写', find(withEvent('accepted', 'withdrawn'))],
    ['日期改早', find(withEvent('2026-11', '2026-01'))],
    ['位置改动', find(good.replace('index 7', 'index 6'))],
    ['位置在末尾以后', find(good.replace('index 7', 'index 12'))],
    ['证明少一行', find(formatReceipt({ ...made, proof: proof.slice(1) }))],
    ['证明换一行', find(formatReceipt({ ...made, proof: [root, ...proof.slice(1)] }))],
    ['树根换掉，签名照旧', find(good.replace(base64Of(root), base64Of(leaves[0]!)))],
    ['用别的私钥签', find(formatReceipt({ ...made, checkpoint: signed(root, 12, hash(utf8('thief'))) }))],
    ['删去签名', find(good.replace(/^— .*\n/m, ''))],
    ['用别的日志的公钥核', find(good, 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')],
    ['公钥抄错', find(good, `${trust.vkey}x`)],
    ['没有内容', find(formatReceipt({ ...made, extra: new Uint8Array(0) }))],
    ['截断', find(good.slice(0, 120))],
    ['开头有 BOM', find(`\ufeff${good}`)],
    ['混进控制字符', find(good.replace(origin, `${origin}\u0007`))],
    ['检查点照原样', find(signed(root))],
    ['检查点改条数', find(signed(root).replace('\n12\n', '\n13\n'))],
  ]
}

const DAY = 86_400
const NOW = 1_772_000_000

function certificates({ hash, verify, sign, publicKeyOf }: Place): readonly Tried[] {
  const signer = (name: string) => {
    const secret = hash(utf8(`key of ${name}`))
    const publicKey = publicKeyOf(secret)
    return {
      algorithm: 'EdDSA' as const,
      publicKey,
      kid: keyIdOf(publicKey, hash),
      sign: (message: Uint8Array) => sign(message, secret),
    }
  }
  const bureau = signer('the bureau')
  const stranger = signer('a stranger')
  const certificate: Certificate = {
    ...{ issuer: '350598/bureau', number: '350598-NC-2026-000123', kind: 'homesteadApproval', statusIndex: 11 },
    ...{ issuedAt: NOW - 10 * DAY, expiresAt: NOW + 720 * DAY },
    fields: new Map<number, string | number>([
      [10, '某某某'],
      [12, '农村宅基地批准书'],
    ]),
  }
  const key = {
    kid: hexOf(bureau.kid),
    algorithm: 'EdDSA',
    publicKey: hexOf(bureau.publicKey),
    from: NOW - 100 * DAY,
    until: null,
  } as const
  const issuers: IssuerList = {
    ...{ v: 'issuers/v1', issuedAt: NOW - DAY, nextUpdate: NOW + 30 * DAY },
    issuers: [{ id: '350598/bureau', name: '某某县行政审批服务局', keys: [key], titles: [] }],
  }
  const status: StatusList = {
    ...{ v: 'status/v1', issuer: '350598/bureau', issuedAt: NOW - DAY, nextUpdate: NOW + DAY },
    revoked: revokedBits(64, [12]),
  }
  const find = (code: string, changes: Partial<Wallet> = {}): string[] => {
    const wallet: Wallet = { issuers, status: [status], now: NOW, ...changes }
    return codes(judgeCode(code, wallet, (_, ...rest) => verify(...rest)).reasons)
  }
  const good = certificateCode(certificate, bureau)
  const stolen = bureau.sign
  // The old signature under a new number.
  const old = { ...bureau, sign: () => lastSignature }
  let lastSignature: Uint8Array = new Uint8Array(64)
  certificateCode(certificate, { ...bureau, sign: (message) => (lastSignature = stolen(message)) })
  return [
    ['照原样', find(good)],
    ['改一个字段，签名照旧', find(certificateCode({ ...certificate, number: '别的号' }, old))],
    ['用别人的密钥签', find(certificateCode(certificate, stranger))],
    ['用别人的密钥签，冒用签发人的密钥号', find(certificateCode(certificate, { ...stranger, kid: bureau.kid }))],
    ['已撤销', find(certificateCode({ ...certificate, statusIndex: 12 }, bureau))],
    ['已过期', find(good, { now: NOW + 721 * DAY, status: [{ ...status, nextUpdate: NOW + 999 * DAY }] })],
    ['还没生效', find(good, { now: NOW - 11 * DAY })],
    ['撤销名单太旧', find(good, { now: NOW + 2 * DAY })],
    ['没有撤销名单', find(good, { status: [] })],
    ['码不完整', find(good.slice(0, -3))],
    ['不是证照的码', find('https://example.gov/')],
  ]
}
