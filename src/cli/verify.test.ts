import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { hexOf, utf8 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { checkpointText, cosign } from '#kernel/log/checkpoint.ts'
import { commitmentOf, commitmentOfBytes, entryOf, openingOf } from '#kernel/log/entry.ts'
import { joinEntries } from '#kernel/log/fsck.ts'
import { inclusionProof, leafHash, memoryReader } from '#kernel/log/merkle.ts'
import {
  formatNote,
  formatVerifierKey,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  signNote,
  verifierKey,
} from '#kernel/log/note.ts'
import { formatReceipt } from '#kernel/log/receipt.ts'
import { EMPTY_EDGE, entriesPath, grow, headOf, tilePath, tilesOf } from '#kernel/log/tile.ts'
import { certificateCode } from '#kernel/register/certificate.ts'
import { keyIdOf, publishList, revokedBits } from '#kernel/register/issuer-list.ts'
import { main } from './main.ts'
import { sha256 } from './proof-io.ts'

let cwd = ''
before(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'qinqing-verify-'))
  await publish('log', ENTRIES)
  await publish('older', ENTRIES.slice(0, 300))
})
after(() => rm(cwd, { recursive: true }))

async function call(...argv: string[]) {
  const said = { out: '', err: '' }
  const stdout = { write: (text: string) => (said.out += text) }
  const stderr = { write: (text: string) => (said.err += text) }
  return { code: await main(['verify', ...argv], { stdout, stderr, env: {}, cwd, isTTY: false }), ...said }
}
const codesOf = (out: string): string[] => JSON.parse(out).reasons.map((reason: { code: string }) => reason.code)

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(cwd, path)), { recursive: true })
  await writeFile(join(cwd, path), content)
}

function party(name: string, type: number) {
  const seed = sha256(utf8(name))
  const key = verifierKey(name, type, ed25519.getPublicKey(seed), sha256)
  return { key, text: formatVerifierKey(key), sign: (message: Uint8Array) => ed25519.sign(message, seed) }
}
const operator = party('example.gov/log/350598', NOTE_ED25519)
const witness = party('witness.example', NOTE_COSIGNATURE)

const SALT = sha256(utf8('salt'))
const PAYLOAD = { type: 'accepted', by: '某甲' }
const ENTRIES = Array.from({ length: 600 }, (_, i) =>
  entryOf(commitmentOf(i === 321 ? PAYLOAD : { step: i }, SALT, sha256)),
)

/** Writes a log as a folder, and answers with its checkpoint. */
async function publish(folder: string, entries: readonly Uint8Array[]): Promise<string> {
  const { edge, written } = grow(
    EMPTY_EDGE,
    entries.map((entry) => leafHash(entry, sha256)),
    sha256,
  )
  for (const { tile, bytes } of written) await put(`${folder}/${tilePath(tile)}`, bytes)
  for (const tile of tilesOf(entries.length)) {
    const own = entries.slice(tile.index * 256, tile.index * 256 + tile.width)
    if (tile.level === 0) await put(`${folder}/${entriesPath(tile)}`, joinEntries(own))
  }
  const text = checkpointText({ origin: operator.key.name, ...headOf(edge, sha256) })
  const signatures = [
    signNote(text, operator.key, operator.sign),
    cosign(text, 1_772_000_000, witness.key, witness.sign),
  ]
  const checkpoint = formatNote({ text, signatures })
  await put(`${folder}/checkpoint`, checkpoint)
  await put(`${folder}/vkey`, `${operator.text}\n`)
  return checkpoint
}

test('a log in a folder verifies, with its own key, a known key, a witness and an older checkpoint', async () => {
  const own = await call('log', 'log')
  assert.deepEqual([own.code, own.out], [0, '✓ 验证通过：example.gov/log/350598，600 条记录\n'])
  assert.match(own.err, /give --vkey to rule out an impostor/)
  const known = await call(
    'log',
    'log',
    '--vkey',
    operator.text,
    '--witness',
    witness.text,
    '--against',
    'older/checkpoint',
    '--json',
  )
  assert.deepEqual(JSON.parse(known.out), { ok: true, reasons: [], origin: operator.key.name, leaves: 600 })
})

test('a log over the web verifies the same', async () => {
  const server = createServer(async (request, response) => {
    const bytes = await readFile(join(cwd, request.url!)).catch(() => null)
    response.writeHead(bytes === null ? 404 : 200).end(bytes)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const { code, out } = await call('log', `http://127.0.0.1:${port}/log/`, '--json')
  server.close()
  assert.deepEqual([code, JSON.parse(out).leaves], [0, 600])
})

test('a changed log is exit 3 with the position', async () => {
  await publish('changed', ENTRIES)
  const path = join(cwd, 'changed/tile/entries/001')
  const bytes = await readFile(path)
  bytes[2 * 96 + 30]! ^= 1
  await writeFile(path, bytes)
  const { code, err } = await call('log', 'changed', '--vkey', operator.text)
  assert.equal(code, 3)
  assert.match(err, /记录与树叶不同：这条记录被改动过：第 258 条 \(ENTRY_MISMATCH\)/)
  const cut = await call('log', 'older', '--against', 'log/checkpoint', '--json')
  assert.deepEqual([cut.code, codesOf(cut.out)], [3, ['SIZE_SHRANK']])
})

async function receipt(payload: unknown, index: number): Promise<string> {
  const leaves = ENTRIES.map((entry) => leafHash(entry, sha256))
  const proof = inclusionProof(index, ENTRIES.length, memoryReader(leaves, sha256), sha256)
  const checkpoint = await readFile(join(cwd, 'log/checkpoint'), 'utf8')
  return formatReceipt({ index, proof, checkpoint, extra: openingOf(utf8(canonicalJson(payload)), SALT) })
}

test('a receipt verifies offline and shows the event and its witnesses', async () => {
  await put('good.receipt', await receipt(PAYLOAD, 321))
  const { code, out } = await call(
    'receipt',
    'good.receipt',
    '--vkey',
    operator.text,
    '--witness',
    witness.text,
    '--json',
  )
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(out), {
    ok: true,
    reasons: [],
    origin: operator.key.name,
    index: 321,
    witnessed: [{ name: 'witness.example', time: 1_772_000_000 }],
    payload: PAYLOAD,
  })
})

test('a receipt shows what was recorded and when; the key may stand in a file, and an event may hold decimals', async () => {
  const { out: said } = await call('receipt', 'good.receipt', '--vkey', operator.text)
  assert.match(said, /✓ 验证通过：.* 第 321 条/)
  await put('vkey', `${operator.text}\n`)
  const payload = utf8(JSON.stringify({ type: 'attended', at: '2026-01-05T01:00:00.000Z', longitude: 118.75 }))
  const entry = entryOf(commitmentOfBytes(payload, SALT, sha256))
  const root = leafHash(entry, sha256)
  const text = checkpointText({ origin: operator.key.name, size: 1, root })
  const checkpoint = formatNote({ text, signatures: [signNote(text, operator.key, operator.sign)] })
  await put('attended.receipt', formatReceipt({ index: 0, proof: [], checkpoint, extra: openingOf(payload, SALT) }))
  const { code, out } = await call('receipt', 'attended.receipt', '--vkey', 'vkey', '--json')
  assert.deepEqual([code, JSON.parse(out).payload.longitude], [0, 118.75])
  const plain = await call('receipt', 'attended.receipt', '--vkey', 'vkey')
  assert.match(plain.out, /第 0 条，attended，2026-01-05T01:00:00\.000Z/)
})

test('a receipt for another event, or without any, is exit 3', async () => {
  await put('other.receipt', await receipt({ ...PAYLOAD, by: '某乙' }, 321))
  assert.deepEqual(codesOf((await call('receipt', 'other.receipt', '--vkey', operator.text, '--json')).out), [
    'ROOT_MISMATCH',
  ])
  await put('empty.receipt', (await receipt(PAYLOAD, 321)).replace(/^extra .*\n/m, ''))
  assert.deepEqual(codesOf((await call('receipt', 'empty.receipt', '--vkey', operator.text, '--json')).out), [
    'RECEIPT_EMPTY',
  ])
  await put('junk.receipt', 'junk')
  assert.deepEqual(codesOf((await call('receipt', 'junk.receipt', '--vkey', operator.text, '--json')).out), [
    'RECEIPT_SYNTAX',
  ])
})

test('a certificate is judged from the two signed lists', async () => {
  const now = Math.floor(Date.now() / 1000)
  const publisher = party('example.gov/lists', NOTE_ED25519)
  const seed = sha256(utf8('bureau'))
  const publicKey = ed25519.getPublicKey(seed)
  const kid = keyIdOf(publicKey, sha256)
  const signer = { algorithm: 'EdDSA', kid, sign: (message: Uint8Array) => ed25519.sign(message, seed) } as const
  const dates = { issuedAt: now - 60, nextUpdate: now + 3600 }
  const key = { kid: hexOf(kid), algorithm: 'EdDSA', publicKey: hexOf(publicKey), from: 0, until: null } as const
  const issuers = [{ id: '350598/bureau', name: '某某县行政审批服务局', keys: [key], titles: [] }]
  await put('issuers', publishList({ v: 'issuers/v1', ...dates, issuers }, publisher.key, publisher.sign))
  const status = { v: 'status/v1', issuer: '350598/bureau', ...dates, revoked: revokedBits(8, [1]) } as const
  await put('status', publishList(status, publisher.key, publisher.sign))
  const certificate = {
    issuer: '350598/bureau',
    number: 'NC-1',
    kind: 'homesteadApproval',
    issuedAt: now - 60,
    fields: new Map(),
  }
  await put('good.code', `${certificateCode({ ...certificate, statusIndex: 0 }, signer)}\n`)
  await put('revoked.code', certificateCode({ ...certificate, statusIndex: 1 }, signer))
  const lists = ['--vkey', publisher.text, '--issuers', 'issuers', '--status', 'status', '--json']
  const good = JSON.parse((await call('certificate', 'good.code', ...lists)).out)
  assert.deepEqual([good.ok, good.verdict, good.certificate.issuer], [true, 'valid', '某某县行政审批服务局'])
  const revoked = await call('certificate', 'revoked.code', ...lists)
  assert.deepEqual([revoked.code, JSON.parse(revoked.out).verdict], [3, 'revoked'])
  const swapped = await call(
    'certificate',
    'good.code',
    '--vkey',
    publisher.text,
    '--issuers',
    'status',
    '--status',
    'status',
    '--json',
  )
  assert.deepEqual([swapped.code, codesOf(swapped.out)], [3, ['SIGNATURE_WRONG']])
})

test('wrong command lines are exit 2, unreadable places exit 1', async () => {
  for (const argv of [
    [],
    ['everything'],
    ['log'],
    ['log', 'a', 'b'],
    ['log', 'log', '--issuers', 'x'],
    ['log', 'log', '--vkey', 'nonsense'],
    ['log', 'log', '--vkey', witness.text],
    ['log', 'log', '--quorum', '1'],
    ['log', 'log', '--own'],
    ['receipt', '--own'],
    ['receipt', 'good.receipt'],
    ['certificate', 'good.code', '--vkey', operator.text],
  ]) {
    assert.equal((await call(...argv)).code, 2, argv.join(' '))
  }
  assert.equal((await call('log', 'nowhere')).code, 1)
  assert.equal((await call('log', 'http://127.0.0.1:1/log')).code, 1)
})
