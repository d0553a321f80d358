// `qinqing seats`: allocates school seats, checks an allocation, makes lottery ranks, and explains one child's seat.
import { parseArgs } from 'node:util'
import { lotteryRanks } from '#engines/draw/ranks.ts'
import { explainSeat } from '#engines/seats/explain.ts'
import { type Market, parseMarket, parseResult, type SeatsResult } from '#engines/seats/market.ts'
import { runSeats } from '#engines/seats/run.ts'
import { verifySeats } from '#engines/seats/verify.ts'
import { parseHex } from '#kernel/bytes.ts'
import type { Reason } from '#kernel/reason.ts'
import { parseStrictJson } from '#kernel/strict-json.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { jsonLine, readInput, reasonLines, refuse, sha256 } from './proof-io.ts'

export const name = 'seats'
export const summary = 'allocate school seats (入学派位), check an allocation, explain a seat'
export const manual = `
qinqing seats — allocate school seats (小学入学派位), check an allocation, explain a seat

SYNOPSIS
  qinqing seats run MARKET.json [--json]
  qinqing seats verify MARKET.json RESULT.json [--json]
  qinqing seats explain MARKET.json RESULT.json CHILD [--json]
  qinqing seats ranks IDS.json --seed HEX [--json]

WHAT IT DOES
  run      one student-proposing deferred acceptance: class, then lottery rank; reserves in their declared order; the
           public tail (统筹) after every list; twins kept together on an extra seat. Prints the result as canonical
           JSON: any order of the input gives the same bytes.
  verify   does it again and lists every reason a published result does not hold.
  explain  tells in words why a child has its seat, from the published cutoffs; a MARKET with the one child is enough.
  ranks    lottery ranks from the seed of a verified draw (qinqing draw): IDS.json is a list of ids, or a market.
           Prints [{"id","rank"}…] in order of rank; twins named in a market share the better of their two.

FILES
  MARKET  {"schools":[{"id","seats","reserves"?:[{"tag","seats","order":"first"|"last"}]}],
           "children":[{"id","rank","choices":[…],"class":{school:int}|int,"tags"?:[…],"twin"?:id,"tail"?:name}],
           "tail"?:[school…],"tails"?:{name:[school…]}}
  RESULT  {"seats":{child:school|null},"cutoffs":{school:{"class","rank"}|null},"hash"}, and where the market calls for
          them "reserveCutoffs" and "extraSeats"; hash = SHA-256 of the canonical JSON of the rest

OPTIONS
  --seed HEX  the seed, 64 hex digits
  --json      answers as JSON; refusals: {"ok":false,"reasons":[{"code","text"}]}

EXIT CODES
  0  done, or verified
  1  a fault: a file cannot be read
  2  the command line is wrong
  3  the market or the result does not hold; the reasons are listed

EXAMPLE
  qinqing seats run market.json > result.json && qinqing seats verify market.json result.json
`

/** An act, its files already named and its flags parsed. */
interface Call {
  readonly files: readonly string[]
  readonly seed: string | undefined
  readonly asJson: boolean
  readonly io: CommandIo
}

const ACTS: Readonly<
  Record<string, { readonly files: string; readonly count: number; act(call: Call): Promise<number> }>
> = {
  run: { files: 'MARKET.json', count: 1, act: allocate },
  verify: { files: 'MARKET.json RESULT.json', count: 2, act: verify },
  explain: { files: 'MARKET.json RESULT.json CHILD', count: 3, act: explain },
  ranks: { files: 'IDS.json', count: 1, act: ranks },
}

/** Runs one act. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' }, seed: { type: 'string' } },
    allowPositionals: true,
  })
  const [name, ...files] = positionals
  const chosen = name !== undefined && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined
  if (!chosen)
    throw new UsageError(name === undefined ? `say ${Object.keys(ACTS).join(', ')}` : `there is no “seats ${name}”`)
  if (files.length !== chosen.count) throw new UsageError(`seats ${name} takes ${chosen.files}`)
  if (values.seed !== undefined && name !== 'ranks') throw new UsageError(`seats ${name} takes no --seed`)
  return chosen.act({ files, seed: values.seed, asJson: values.json === true, io })
}

async function allocate({ files, asJson, io }: Call): Promise<number> {
  const market = parseMarket(await readInput(files[0]!, io))
  if (!market.ok) return refuse(market.reasons, asJson, io)
  io.stdout.write(jsonLine(runSeats(market.value, sha256)))
  return EXIT.ok
}

async function verify({ files, asJson, io }: Call): Promise<number> {
  const read = await readBoth(files, io)
  if (!read.ok) return refuse(read.reasons, asJson, io)
  const { ok, reasons } = verifySeats(read.market, read.result, sha256)
  if (asJson) io.stdout.write(jsonLine({ ok, reasons }))
  else if (ok)
    io.stdout.write(`✓ 验证通过：${read.market.children.length} 个孩子，${read.market.schools.length} 所学校\n`)
  else io.stderr.write(`没有通过验证：\n${reasonLines(reasons)}`)
  return ok ? EXIT.ok : EXIT.unverified
}

async function explain({ files, asJson, io }: Call): Promise<number> {
  const read = await readBoth(files, io)
  if (!read.ok) return refuse(read.reasons, asJson, io)
  const child = files[2]!
  const text = explainSeat(read.market, read.result, child)
  if (text === null) return refuse([{ code: 'CHILD_UNKNOWN', text: `没有这个孩子：${child}` }], asJson, io)
  io.stdout.write(asJson ? jsonLine({ child, seat: read.result.seats[child]!, text }) : `${text}\n`)
  return EXIT.ok
}

type Both = { ok: true; market: Market; result: SeatsResult } | { ok: false; reasons: readonly Reason[] }

async function readBoth([marketFile, resultFile]: readonly string[], io: CommandIo): Promise<Both> {
  const market = parseMarket(await readInput(marketFile!, io))
  const result = parseResult(await readInput(resultFile!, io))
  if (market.ok && result.ok) return { ok: true, market: market.value, result: result.value }
  return { ok: false, reasons: [...(market.ok ? [] : market.reasons), ...(result.ok ? [] : result.reasons)] }
}

async function ranks({ files, seed: hex, asJson, io }: Call): Promise<number> {
  const seed = parseHex(hex ?? '')
  if (seed?.length !== 32) throw new UsageError('give --seed HEX, the 64 hex digits of a verified draw')
  const parsed = parseStrictJson(await readInput(files[0]!, io))
  if (!parsed.ok) return refuse([{ code: parsed.reason, text: `${files[0]}，第 ${parsed.at + 1} 个字符` }], asJson, io)
  const persons = personsOf(parsed.value)
  if (persons === null) return refuse([{ code: 'FIELD_INVALID', text: '应为编号的数组，或一个派位市场' }], asJson, io)
  const ids = persons.map((person) => person.id)
  if (new Set(ids).size !== ids.length)
    return refuse([{ code: 'CHILD_REPEATED', text: '同一个编号列了两次' }], asJson, io)
  const drawn = lotteryRanks(persons, seed, sha256)
  io.stdout.write(jsonLine([...drawn].map(([id, rank]) => ({ id, rank }))))
  return EXIT.ok
}

/** Ids, with their twins where given, out of a list of ids, a list of `{id}`, or a market's children. */
function personsOf(value: unknown): { id: string; twin?: string }[] | null {
  const list = Array.isArray(value) ? value : (value as { children?: unknown } | null)?.children
  if (!Array.isArray(list)) return null
  const persons = list.map((one: unknown) => (typeof one === 'string' ? { id: one } : (one as { id?: unknown } | null)))
  const isNamed = persons.every((person) => typeof person?.id === 'string' && person.id !== '')
  return isNamed ? (persons as { id: string; twin?: string }[]) : null
}
