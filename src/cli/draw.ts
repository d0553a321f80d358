// `qinqing draw`: the ceremony of a verifiable draw, step by step on one bundle file, and its verification by anyone.
import { randomBytes } from 'node:crypto'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Evidence, parseEvidence } from '#engines/draw/evidence.ts'
import { type Bundle, parseBundle, ROLES, type Role } from '#engines/draw/message.ts'
import {
  commitment,
  type Step,
  takeAnnounce,
  takeBeacon,
  takeFreeze,
  takeResult,
  takeReveal,
  voidDraw,
} from '#engines/draw/steps.ts'
import { type DrawDeps, type DrawVerdict, verifyBundle } from '#engines/draw/verify.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { makeKey, recoverSecret, sealSecret } from './escrow.ts'
import {
  jsonLine,
  readInput,
  reasonLines,
  refuse,
  sha256,
  verifyEd25519,
  verifyQuicknet,
  writeOutput,
  writePrivate,
} from './proof-io.ts'

export const name = 'draw'
export const summary = 'hold a draw that anyone can check (摇号), and check one'
export const manual = `
qinqing draw — hold a draw that anyone can check (中介超市摇号), and check one

SYNOPSIS
  qinqing draw announce|freeze|beacon|reveal|result|verify BUNDLE.json [options] [--json]
  qinqing draw secret FILE --role operator|notary --draw ID
  qinqing draw key FILE
  qinqing draw seal SECRET --to RECIPIENT --to RECIPIENT…
  qinqing draw recover COPY --key FILE [--bundle BUNDLE.json] [--json]
  qinqing draw void BUNDLE.json --reason TEXT [--json]

WHAT IT DOES
  A bundle is one JSON file that grows with the ceremony (protocol fairdraw/v1, docs/proof.md). Each step checks all that
  came before, adds its message and prints the message's hash, which goes into the log. A published message is never
  changed: a step that would give another one is refused.

  secret    makes a party's secret of 32 random bytes, and prints the commitment for the announcement. Keep the file;
            give copies sealed to the keys of two escrow holders.
  key       makes an escrow holder's own key, and prints its public half, the RECIPIENT to give away. Keep the file: nothing
            else opens the copies. It is an age key (age-encryption.org), any age tool reads it.
  seal      prints a copy of a party's secret that only the holders of these keys can open, as an age file.
  recover   opens a copy with a holder's key and prints the secret; with --bundle only if a party committed to it.
  announce  checks the announcement in the bundle ({"announce":{…}}): rule, winners, alternates, the public numbers named
            in advance, both commitments.
  freeze    commits to the list of entrants: those in the bundle, or of --entrants FILE (a JSON list, or an id a line).
  beacon    takes the public numbers: --value TEXT for each one announced, in its order.
  reveal    takes the secrets: --operator FILE, --notary FILE (or 64 hex digits), from their holders or from escrow.
  result    draws: seed, winners, alternates in order.
  verify    does all of it again from the bundle alone and lists every reason it does not hold.
  void      makes the statement that voids a draw: only for an announced reason, only before a number is known.

OPTIONS
  --evidence FILE  what you know from elsewhere: {"bulletin":[…],"drand":[{"round","signature"}],"log":[…],
                   "announcements":[…],"escrow":{…},"unavailable":[…],
                   "witness":{"log","witnesses":[…],"quorum","receipt"}}; with "witness", verify and beacon ask
                   that so many of these witnesses saw the frozen list in time
  --to RECIPIENT   a holder's public key, age1…; at least two
  --key FILE       the holder's own key
  --bundle FILE    the bundle whose announcement says what the secret must be
  --rehearsal      verify a rehearsal as what it is; without this a rehearsal never verifies
  --json           the answer as JSON: {"ok","step","hash"} or {"ok","reasons":[{"code","step","text"}]};
                   verify: {"ok","reasons":[{"code","step","text"}],"seed","winners","reserves"}

EXIT CODES
  0  done, or verified
  1  a fault: a file cannot be read or written
  2  the command line is wrong
  3  refused, or not verified; the reasons are listed

EXAMPLE
  qinqing draw verify bundle.json --json
`

const OPTIONS = {
  json: { type: 'boolean' },
  evidence: { type: 'string' },
  rehearsal: { type: 'boolean' },
  entrants: { type: 'string' },
  value: { type: 'string', multiple: true },
  operator: { type: 'string' },
  notary: { type: 'string' },
  role: { type: 'string' },
  draw: { type: 'string' },
  reason: { type: 'string' },
  to: { type: 'string', multiple: true },
  key: { type: 'string' },
  bundle: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** Which options each act takes, besides `--json`. */
const ACTS: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  announce: ['evidence'],
  freeze: ['entrants'],
  beacon: ['value', 'evidence'],
  reveal: ['operator', 'notary'],
  result: ['evidence'],
  verify: ['evidence', 'rehearsal'],
  secret: ['role', 'draw'],
  void: ['reason'],
  key: [],
  seal: ['to'],
  recover: ['key', 'bundle'],
}

type Values = ReturnType<typeof parse>['values']
const parse = (args: readonly string[]) => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })

/** Acts that are no step of a bundle. */
const ALONE: Readonly<Record<string, (file: string, values: Values, io: CommandIo) => Promise<number>>> = {
  secret: makeSecret,
  key: makeKey,
  seal: sealSecret,
  recover: recoverSecret,
}

/** Runs one act on one file. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parse(args)
  const [act, file, ...more] = positionals
  const allowed = act === undefined ? undefined : Object.hasOwn(ACTS, act) ? ACTS[act] : undefined
  if (!allowed)
    throw new UsageError(act === undefined ? `say ${Object.keys(ACTS).join(', ')}` : `there is no “draw ${act}”`)
  if (file === undefined || more.length > 0) throw new UsageError('name one file')
  const foreign = Object.keys(values).find((option) => option !== 'json' && !allowed.includes(option as never))
  if (foreign !== undefined) throw new UsageError(`draw ${act} takes no --${foreign}`)
  const alone = ALONE[act!]
  if (alone) return alone(file, values, io)
  const asJson = values.json === true
  const source = await readInput(file, io)
  const evidence = await readEvidence(values.evidence, io)
  if (!evidence.ok) return refuse(evidence.reasons, asJson, io)
  const deps: DrawDeps = {
    hash: sha256,
    verifyQuicknet,
    verify: verifyEd25519,
    evidence: evidence.value,
    isRehearsal: values.rehearsal === true,
  }
  if (act === 'verify') return report(verifyBundle(source, deps), asJson, io)
  const bundle = parseBundle(source)
  if (!bundle.ok) return refuse(bundle.reasons, asJson, io)
  if (act === 'void') return declareVoid(bundle.value, values, io)
  const step = await take(act!, bundle.value, { values, deps, io })
  if (!step.ok) return refuse(step.reasons, asJson, io)
  await writeOutput(file, `${JSON.stringify(step.bundle, null, 1)}\n`, io)
  io.stdout.write(asJson ? jsonLine({ ok: true, step: act, hash: step.hash }) : `${act} ${step.hash}\n`)
  return EXIT.ok
}

async function readEvidence(path: string | undefined, io: CommandIo) {
  if (path === undefined) return { ok: true, value: {} as Evidence } as const
  return parseEvidence(await readInput(path, io))
}

async function take(
  act: string,
  bundle: Bundle,
  { values, deps, io }: { values: Values; deps: DrawDeps; io: CommandIo },
): Promise<Step> {
  switch (act) {
    case 'announce':
      return takeAnnounce(bundle, deps)
    case 'freeze': {
      const listed = values.entrants === undefined ? bundle : await withEntrants(bundle, values.entrants, io)
      return 'ok' in listed ? listed : takeFreeze(listed, deps)
    }
    case 'beacon':
      if (!values.value) throw new UsageError('give --value TEXT for each public number, in the announced order')
      return takeBeacon(bundle, values.value, deps)
    case 'reveal':
      return takeReveal(bundle, await readSecrets(values, io), deps)
    default:
      return takeResult(bundle, deps)
  }
}

/** The bundle with the entrants of a file: a JSON list as in the bundle, or an id a line. */
async function withEntrants(
  bundle: Bundle,
  path: string,
  io: CommandIo,
): Promise<Bundle | Extract<Step, { ok: false }>> {
  const text = Buffer.from(await readInput(path, io)).toString()
  const isJson = text.trimStart().startsWith('[')
  const ids = text.split(/\r?\n/).filter((line) => line !== '')
  const list = isJson ? text : JSON.stringify(ids.map((id) => ({ id })))
  const parsed = parseBundle(`{"entrants":${list}}`)
  if (!parsed.ok) return parsed
  return { ...bundle, entrants: parsed.value.entrants! }
}

async function readSecrets(values: Values, io: CommandIo): Promise<Partial<Record<Role, string>>> {
  const given = ROLES.filter((role) => values[role] !== undefined)
  if (given.length === 0) throw new UsageError('give --operator or --notary')
  const secrets = await Promise.all(given.map(async (role) => [role, await readSecret(values[role]!, io)] as const))
  return Object.fromEntries(secrets)
}

async function readSecret(hexOrPath: string, io: CommandIo): Promise<string> {
  const text = isSecret(hexOrPath)
    ? hexOrPath
    : Buffer.from(await readInput(hexOrPath, io))
        .toString()
        .trim()
  if (!isSecret(text)) throw new UsageError('a secret is 64 lower-case hex digits')
  return text
}

const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

async function makeSecret(file: string, { role, draw }: Values, io: CommandIo): Promise<number> {
  if ((role !== 'operator' && role !== 'notary') || !draw)
    throw new UsageError('give --role operator|notary and --draw ID')
  const secret = randomBytes(32).toString('hex')
  await writePrivate(file, `${secret}\n`, io)
  io.stdout.write(`${commitment(role, draw, secret, sha256)}\n`)
  return EXIT.ok
}

function declareVoid(bundle: Bundle, { reason, json }: Values, io: CommandIo): number {
  if (reason === undefined) throw new UsageError('give --reason TEXT')
  const made = voidDraw(bundle, reason, sha256)
  if (!made.ok) return refuse(made.reasons, json === true, io)
  io.stdout.write(jsonLine(made.statement))
  return EXIT.ok
}

function report(verdict: DrawVerdict, asJson: boolean, io: CommandIo): number {
  const { ok, reasons, seed, winners, reserves } = verdict
  if (asJson) io.stdout.write(jsonLine({ ok, reasons, seed, winners, reserves }))
  else if (ok)
    io.stdout.write(`✓ 验证通过\n  种子 ${seed}\n  中选 ${winners.join('、')}\n  候补 ${reserves.join('、') || '无'}\n`)
  else io.stderr.write(`没有通过验证：\n${reasonLines(reasons)}`)
  return ok ? EXIT.ok : EXIT.unverified
}
