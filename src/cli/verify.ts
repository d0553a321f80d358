// `qinqing verify`: checks a published log, one of its checkpoints, a receipt or a certificate, trusting only the keys it is given.
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { CaseEvent } from '#kernel/case/event.ts'
import type { TrustPolicy } from '#kernel/log/checkpoint.ts'
import { fsck, type LogSource } from '#kernel/log/fsck.ts'
import { NOTE_COSIGNATURE, NOTE_ED25519, parseVerifierKey, type VerifierKey } from '#kernel/log/note.ts'
import { type LogReason, logReason } from '#kernel/log/reason.ts'
import { examineCheckpoint, examineReceipt } from '#kernel/log/receipt.ts'
import type { Reason } from '#kernel/reason.ts'
import { readIssuerList, readStatusList } from '#kernel/register/issuer-list.ts'
import { judgeCode, VERDICTS } from '#kernel/register/verdict.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { readInput, reasonLines, refuse, sha256, verifyEd25519, verifySignature } from './proof-io.ts'

export const name = 'verify'
export const summary = 'check a log, a checkpoint, a receipt or a certificate, without trusting us'
export const manual = `
qinqing verify — check a log, a checkpoint, a receipt or a certificate, without trusting us

SYNOPSIS
  qinqing verify log URL|DIR [--against CHECKPOINT] [--vkey KEY] [--witness KEY]… [--quorum N] [--json]
  qinqing verify log --own [--against CHECKPOINT] [--witness KEY]… [--json]
  qinqing verify checkpoint FILE --vkey KEY [--witness KEY]… [--quorum N] [--json]
  qinqing verify receipt FILE --vkey KEY [--witness KEY]… [--quorum N] [--json]
  qinqing verify certificate FILE --vkey KEY --issuers FILE --status FILE [--json]

WHAT IT DOES
  log          re-derives a published log (c2sp.org/tlog-tiles) from its entries up and compares every leaf, every tile
               and the signed root; with --against also that an older checkpoint is still contained in it. Without
               --vkey it takes the key the log itself publishes, which shows damage but not an impostor.
               With --own, where it runs on the operator's installation (QINQING_DATA, DATABASE_URL): the log in the
               database, every event opened and compared with its leaf, each case's chain of events, and the lock file.
  checkpoint   checks without a network that a head of the log was signed by the log, and by which witnesses.
  receipt      checks without a network that the event in the receipt was recorded, in a checkpoint signed by the log; and,
               where an officer's passkey signed it, that this key signed just what the event says.
  certificate  judges the text of a certificate's QR code from the two signed lists, without a network.

OPTIONS
  --vkey KEY            the verifier key you know: name+id+key, or a file with it (of the log, or of the lists' publisher)
  --witness KEY         a witness's cosignature key; may be given several times
  --quorum N            how many of them must have signed (all that are given)
  --against CHECKPOINT  a checkpoint file kept from earlier
  --issuers FILE        the signed list of issuers
  --status FILE         the signed status list
  --json                the answer as JSON: {"ok","reasons":[{"code","text"}],…}

EXIT CODES
  0  verified
  1  a fault: a file or address cannot be read
  2  the command line is wrong
  3  not verified; position and reason are listed

EXAMPLE
  qinqing verify log https://example.gov/log/350598 --against yesterday.checkpoint
`

const OPTIONS = {
  json: { type: 'boolean' },
  vkey: { type: 'string' },
  own: { type: 'boolean' },
  witness: { type: 'string', multiple: true },
  quorum: { type: 'string' },
  against: { type: 'string' },
  issuers: { type: 'string' },
  status: { type: 'string' },
} as const

const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
type Values = ReturnType<typeof parse>['values']

const ACTS: Readonly<
  Record<
    string,
    { readonly options: readonly string[]; act(what: string, values: Values, io: CommandIo): Promise<number> }
  >
> = {
  log: { options: ['vkey', 'witness', 'quorum', 'against', 'own'], act: checkLog },
  checkpoint: { options: ['vkey', 'witness', 'quorum'], act: checkCheckpoint },
  receipt: { options: ['vkey', 'witness', 'quorum'], act: checkReceipt },
  certificate: { options: ['vkey', 'issuers', 'status'], act: checkCertificate },
}

/** Runs one act. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parse(args)
  const [act, what, ...more] = positionals
  const chosen = act !== undefined && Object.hasOwn(ACTS, act) ? ACTS[act] : undefined
  if (!chosen)
    throw new UsageError(act === undefined ? `say ${Object.keys(ACTS).join(', ')}` : `there is no “verify ${act}”`)
  const foreign = Object.keys(values).find((option) => option !== 'json' && !chosen.options.includes(option))
  if (foreign !== undefined) throw new UsageError(`verify ${act} takes no --${foreign}`)
  if (values.own === true) {
    if (what !== undefined || values.vkey !== undefined)
      throw new UsageError('--own takes the log and the key of this installation')
    return checkOwnLog(values, io)
  }
  if (what === undefined || more.length > 0) throw new UsageError(`verify ${act} takes one thing to check`)
  const vkey = values.vkey === undefined ? {} : { vkey: await keyText(values.vkey, io) }
  return chosen.act(what, { ...values, ...vkey }, io)
}

/** The key of a text, or a usage error: a mistyped key must not look like a failed check. */
function keyOf(text: string, type: number): VerifierKey {
  const parsed = parseVerifierKey(text.trim(), sha256)
  if (!parsed.ok || parsed.value.type !== type)
    throw new UsageError(`“${text.trim()}” is no verifier key of the right kind`)
  return parsed.value
}

function policyOf(vkey: string, { witness = [], quorum }: Values): TrustPolicy {
  const count = quorum === undefined ? witness.length : Number(quorum)
  if (!Number.isInteger(count) || count < 0 || count > witness.length)
    throw new UsageError('--quorum is a number up to that of the witnesses')
  return {
    log: keyOf(vkey, NOTE_ED25519),
    witnesses: witness.map((text) => keyOf(text, NOTE_COSIGNATURE)),
    quorum: count,
  }
}

/** As written: a byte order mark that a browser would see must not be swallowed here. */
const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** A key as given, or what stands in the file of that name: a key has plus signs at fixed places, a path hardly ever. */
async function keyText(given: string, io: CommandIo): Promise<string> {
  if (/^[^\s+]+\+[0-9a-f]{8}\+\S+$/.test(given.trim())) return given
  try {
    return textOf(await readInput(given, io))
  } catch {
    throw new UsageError(`“${given}” is neither a verifier key nor a file that can be read`)
  }
}

async function checkOwnLog(values: Values, io: CommandIo): Promise<number> {
  const { checkOwn } = await import('./verify-own.ts')
  const against = values.against === undefined ? undefined : textOf(await readInput(values.against, io))
  const report = await checkOwn(io, { policyFor: (vkey) => policyOf(vkey, values), against })
  const { origin, leaves, rows, erased } = report
  return answer({ ...report }, `${origin}，${leaves} 条记录，${rows} 行相符（其中 ${erased} 行已删除）`, values, io)
}

async function checkLog(where: string, values: Values, io: CommandIo): Promise<number> {
  const source = /^https?:\/\//.test(where) ? webSource(where) : await folderSource(where, io)
  const published = values.vkey === undefined ? await source.read('vkey') : null
  if (values.vkey === undefined && published === null) throw new UsageError('the log publishes no vkey; give --vkey')
  if (published !== null) io.stderr.write('the key is the one the log publishes; give --vkey to rule out an impostor\n')
  const policy = policyOf(values.vkey ?? textOf(published!), values)
  const against = values.against === undefined ? {} : { against: textOf(await readInput(values.against, io)) }
  const { ok, checkpoint, leaves, reasons } = await fsck(
    source,
    { policy, ...against },
    { hash: sha256, verify: verifyEd25519 },
  )
  const origin = checkpoint?.origin ?? null
  return answer({ ok, reasons, origin, leaves }, `${origin}，${leaves} 条记录`, values, io)
}

/** A log in a folder, as written by a sequencer or copied with a mirror tool. */
async function folderSource(where: string, io: CommandIo): Promise<LogSource> {
  const folder = resolve(io.cwd, where)
  if (!(await stat(folder)).isDirectory()) throw new UsageError(`${where} is no folder`)
  return {
    async read(path) {
      const isThere = await stat(join(folder, path)).then(
        (found) => found.isFile(),
        () => false,
      )
      return isThere ? readInput(join(folder, path), io) : null
    },
  }
}

/** Seconds to wait for one file of a published log. */
const FETCH_TIMEOUT_SECONDS = 30

function webSource(prefix: string): LogSource {
  return {
    async read(path) {
      const url = `${prefix.replace(/\/$/, '')}/${path}`
      const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_SECONDS * 1000) })
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`${url} answers ${response.status}`)
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

async function checkCheckpoint(file: string, values: Values, io: CommandIo): Promise<number> {
  if (values.vkey === undefined) throw new UsageError('give --vkey, the key of the log')
  const source = textOf(await readInput(file, io))
  const found = examineCheckpoint(source, policyOf(values.vkey, values), verifyEd25519)
  const { ok, reasons, origin, size, witnessed } = found
  return answer({ ok, reasons, origin, size, witnessed }, `${origin}，${size} 条记录的检查点`, values, io)
}

async function checkReceipt(file: string, values: Values, io: CommandIo): Promise<number> {
  if (values.vkey === undefined) throw new UsageError('give --vkey, the key of the log')
  const policy = policyOf(values.vkey, values)
  const source = textOf(await readInput(file, io))
  const found = examineReceipt(source, policy, { hash: sha256, verify: verifyEd25519 })
  const { origin, index, witnessed, payload } = found
  const signed = await signedLine(payload)
  const reasons = [...found.reasons, ...signed.reasons]
  const line = `${origin} 第 ${index} 条${eventLine(payload)}${signed.line}`
  return answer({ ok: reasons.length === 0, reasons, origin, index, witnessed, payload }, line, values, io)
}

/** What a passkey signed of an event, checked again; nothing when the event was not signed with one. */
async function signedLine(
  payload: unknown,
): Promise<{ readonly line: string; readonly reasons: readonly LogReason[] }> {
  const { signed } = Object(payload) as { readonly signed?: unknown }
  if (Object(signed).how !== 'passkey') return { line: '', reasons: [] }
  const { checkSigned } = await import('#office/identity/signed-event.ts')
  const { origin, faults, holds, fingerprint, over } = await checkSigned(payload as CaseEvent)
  const reasons = [
    ...(holds ? [] : [logReason('PASSKEY_WRONG')]),
    ...(faults.length === 0 ? [] : [logReason('STATEMENT_DIFFERS', faults.join(', '))]),
  ]
  return { line: `；由通行密钥 ${fingerprint} 在 ${origin} 对摘要 ${over} 签名`, reasons }
}

/** What was recorded, and when, as far as it can be said in a line. */
function eventLine(payload: unknown): string {
  const { type, at } = Object(payload) as { readonly type?: unknown; readonly at?: unknown }
  return [type, at].map((part) => (typeof part === 'string' ? `，${part}` : '')).join('')
}

async function checkCertificate(file: string, values: Values, io: CommandIo): Promise<number> {
  const { vkey, issuers: issuersFile, status: statusFile } = values
  if (!vkey || !issuersFile || !statusFile) throw new UsageError('give --vkey, --issuers and --status')
  const key = keyOf(vkey, NOTE_ED25519)
  const issuers = readIssuerList(textOf(await readInput(issuersFile, io)), key, verifyEd25519)
  const status = readStatusList(textOf(await readInput(statusFile, io)), key, verifyEd25519)
  if (issuers === null || status === null) {
    return refuse([logReason('SIGNATURE_WRONG', issuers === null ? issuersFile : statusFile)], values.json === true, io)
  }
  const wallet = { issuers, status: [status], now: Math.floor(Date.now() / 1000) }
  const { verdict, reasons, certificate, issuerName } = judgeCode(
    textOf(await readInput(file, io)).trim(),
    wallet,
    verifySignature,
  )
  const said = certificate === null ? null : { number: certificate.number, kind: certificate.kind, issuer: issuerName }
  return answer({ ok: verdict === 'valid', verdict, reasons, certificate: said }, VERDICTS[verdict], values, io)
}

/** Verdict and reasons, and whatever else the act found out. */
interface Answer {
  readonly ok: boolean
  readonly reasons: readonly Reason[]
  readonly [found: string]: unknown
}

/** Prints an answer: JSON when asked, else the one line or the reasons. */
function answer(found: Answer, line: string, { json }: Values, io: CommandIo): number {
  // Not canonical: an event may hold decimals, a position for one.
  if (json) io.stdout.write(`${JSON.stringify(found)}\n`)
  else if (found.ok) io.stdout.write(`✓ 验证通过：${line}\n`)
  else io.stderr.write(`没有通过验证：\n${reasonLines(found.reasons)}`)
  return found.ok ? EXIT.ok : EXIT.unverified
}
